//! The metadata of two runtimes, compared by structure.
//!
//! Two runtimes may number their types differently, and describe the same thing in other words. Everything else has to be the same:
//! pallets, calls, fields, types and their paths, constants and their values, storage, APIs, extensions. Wherever the oracle has
//! documentation the candidate has some too. What a type is called in its source (`typeName`) is left out: it is Rust's.

use std::collections::HashSet;

use codec::{Decode, Encode};
use frame_metadata::RuntimeMetadataPrefixed;
use serde_json::Value;

use crate::{
    comparison::Pair,
    names::{opaque, opaque_option},
    side::Answer,
};

/// Fields that hold the number of a type.
const TYPE_FIELDS: [&str; 18] = [
    "type",
    "ty",
    "key",
    "value",
    "Plain",
    "plain",
    "output",
    "address_ty",
    "call_ty",
    "signature_ty",
    "extra_ty",
    "additional_signed",
    "implicit",
    "call_enum_ty",
    "event_enum_ty",
    "error_enum_ty",
    "bit_store_type",
    "bit_order_type",
];

/// Fields that hold lists of numbers of types.
const TYPE_LISTS: [&str; 1] = ["tuple"];

/// Lists whose order says nothing: what is in them has a name or an index.
const UNORDERED: [&str; 7] = ["apis", "associated_types", "constants", "entries", "methods", "pallets", "variants"];

/// Fields that may differ.
const FREE_FIELDS: [&str; 1] = ["typeName"];

/// Differences between two metadata, each with the path to it.
pub fn differences(oracle: &Value, candidate: &Value) -> Vec<String> {
    let mut walk = Walk { types: (types(oracle), types(candidate)), seen: HashSet::new(), found: Vec::new() };
    walk.compare(&without_types(oracle), &without_types(candidate), "", "");
    walk.found
}

/// Metadata with its prefix, as JSON.
pub fn to_json(mut bytes: &[u8]) -> Option<Value> {
    let metadata = RuntimeMetadataPrefixed::decode(&mut bytes).ok()?;
    bytes.is_empty().then(|| serde_json::to_value(metadata.1).ok()).flatten()
}

/// Compares the metadata of both sides in all versions that the oracle has.
pub fn compare(pair: &mut Pair) -> Vec<String> {
    let mut found = Vec::new();
    let versions =
        ["Metadata_metadata_versions"].map(|function| (pair.oracle.call(function, &[]).answer, pair.candidate.call(function, &[]).answer));
    if versions[0].0 != versions[0].1 {
        found.push(format!("Metadata_metadata_versions: {:?} and {:?}", versions[0].0, versions[0].1));
    }
    let Answer::Returned(list) = &versions[0].0 else { return found };
    let list = Vec::<u32>::decode(&mut &list[..]).unwrap_or_default();
    let mut requests = vec![("Metadata_metadata".to_owned(), "Metadata_metadata", Vec::new())];
    requests.extend(list.iter().map(|version| (format!("version {version}"), "Metadata_metadata_at_version", version.encode())));
    for (title, function, input) in requests {
        let read = |answer: Answer| match answer {
            Answer::Returned(result) if input.is_empty() => opaque(&result).and_then(|bytes| to_json(&bytes)),
            // The bytes are wrapped once more, as opaque metadata.
            Answer::Returned(result) => opaque_option(&result).and_then(|bytes| to_json(&bytes)),
            Answer::Failed(_) => None,
        };
        let (oracle, candidate) = (read(pair.oracle.call(function, &input).answer), read(pair.candidate.call(function, &input).answer));
        match (oracle, candidate) {
            (Some(oracle), Some(candidate)) => {
                found.extend(differences(&oracle, &candidate).into_iter().map(|difference| format!("{title}{difference}")));
            }
            (oracle, candidate) => {
                let state = |value: Option<Value>| if value.is_some() { "readable" } else { "not readable" };
                found.push(format!("{title}: the oracle's is {}, the candidate's {}", state(oracle), state(candidate)));
            }
        }
    }
    found
}

/// The types of metadata, by their numbers.
fn types(metadata: &Value) -> Vec<Value> {
    let inner = metadata.as_object().and_then(|versions| versions.values().next()).unwrap_or(metadata);
    let list = inner.pointer("/types/types").and_then(Value::as_array).cloned().unwrap_or_default();
    list.into_iter().map(|entry| entry.get("type").cloned().unwrap_or(Value::Null)).collect()
}

/// Metadata without the list of its types, which are compared where they are used.
fn without_types(metadata: &Value) -> Value {
    let mut metadata = metadata.clone();
    if let Some(version) = metadata.as_object_mut().and_then(|versions| versions.values_mut().next()) {
        if let Some(fields) = version.as_object_mut() {
            fields.remove("types");
            // The type of the runtime itself is a unit, whose path is where it was written.
            fields.remove("type");
            fields.remove("ty");
        }
    }
    metadata
}

struct Walk {
    types: (Vec<Value>, Vec<Value>),
    /// Pairs of types that are compared already, or being compared: types may contain themselves.
    seen: HashSet<(u64, u64)>,
    found: Vec<String>,
}

impl Walk {
    fn compare(&mut self, oracle: &Value, candidate: &Value, path: &str, field: &str) {
        if FREE_FIELDS.contains(&field) {
            return;
        }
        match (oracle, candidate) {
            _ if field == "docs" => self.compare_docs(oracle, candidate, path),
            (Value::Number(a), Value::Number(b)) if TYPE_FIELDS.contains(&field) => self.compare_types(a.as_u64(), b.as_u64(), path),
            (Value::Object(a), Value::Object(b)) => {
                let fields: std::collections::BTreeSet<_> = a.keys().chain(b.keys()).collect();
                for field in fields {
                    let null = Value::Null;
                    let (a, b) = (a.get(field).unwrap_or(&null), b.get(field).unwrap_or(&null));
                    self.compare(a, b, &format!("{path}.{field}"), field);
                }
            }
            (Value::Array(a), Value::Array(b)) => self.compare_lists(a, b, path, field),
            (a, b) if a == b => {}
            (a, b) => self.found.push(format!("{path}: {a:.200} and {b:.200}", a = a.to_string(), b = b.to_string())),
        }
    }

    fn compare_docs(&mut self, oracle: &Value, candidate: &Value, path: &str) {
        let written = |docs: &Value| {
            let lines = docs.as_array().into_iter().flatten().filter_map(Value::as_str);
            lines.map(str::trim).any(|line| !line.is_empty())
        };
        if written(oracle) && !written(candidate) {
            self.found.push(format!("{path}: documentation is missing"));
        }
    }

    fn compare_lists(&mut self, oracle: &[Value], candidate: &[Value], path: &str, field: &str) {
        if oracle.len() != candidate.len() {
            let absent = |from: &[Value], list: &[Value]| -> Vec<String> {
                list.iter().filter(|entry| !has(from, entry)).filter_map(name).map(str::to_owned).collect()
            };
            let (missing, more) = (absent(candidate, oracle), absent(oracle, candidate));
            let (a, b) = (oracle.len(), candidate.len());
            self.found.push(format!("{path}: {a} entries and {b}; missing: {missing:?}, too many: {more:?}"));
        }
        let inner = if TYPE_LISTS.contains(&field) { "type" } else { "" };
        for (index, a) in oracle.iter().enumerate() {
            // What has a name is compared with what has the same, so that one entry more or less does not shift the others.
            let named = name(a).and_then(|wanted| candidate.iter().find(|b| name(b) == Some(wanted)));
            let place = name(a).map_or_else(|| index.to_string(), str::to_owned);
            let path = format!("{path}[{place}]");
            match named.or_else(|| candidate.get(index).filter(|b| name(a).is_none() || oracle.len() == candidate.len() && !has(oracle, b)))
            {
                Some(b) => self.compare(a, b, &path, inner),
                None => continue,
            }
            if !UNORDERED.contains(&field) && oracle.len() == candidate.len() && named.is_some() && name(&candidate[index]) != name(a) {
                self.found.push(format!("{path}: at another place, where {:?} should be", name(a).unwrap_or_default()));
            }
        }
    }

    fn compare_types(&mut self, oracle: Option<u64>, candidate: Option<u64>, path: &str) {
        let (Some(a), Some(b)) = (oracle, candidate) else { return };
        if !self.seen.insert((a, b)) {
            return;
        }
        let find = |types: &[Value], number: u64| usize::try_from(number).ok().and_then(|number| types.get(number)).cloned();
        match (find(&self.types.0, a), find(&self.types.1, b)) {
            (Some(a), Some(b)) => {
                let name = a.get("path").and_then(Value::as_array).and_then(|path| path.last()).and_then(Value::as_str).unwrap_or("");
                let path = format!("{path}<{name}>");
                self.compare(&a, &b, &path, "");
            }
            (a, _) => {
                self.found.push(format!("{path}: the type is not in the {} list", if a.is_some() { "candidate's" } else { "oracle's" }))
            }
        }
    }
}

/// The name of an entry of a list.
fn name(value: &Value) -> Option<&str> {
    value.get("name").or_else(|| value.get("identifier")).and_then(Value::as_str)
}

/// Whether a list has an entry of the same name.
fn has(list: &[Value], entry: &Value) -> bool {
    name(entry).is_some() && list.iter().any(|other| name(other) == name(entry))
}
