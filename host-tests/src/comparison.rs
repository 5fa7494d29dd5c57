//! The differences between two blobs: sizes, imports, exports, version, APIs, metadata.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::{
    compression,
    error::HostError,
    inspection::{inspect, Inspection, Item},
    metadata::{self, Facts, MetadataError},
    version::{RuntimeVersion, UnknownVersion},
    Blob,
};

/// Why two blobs cannot be compared.
#[derive(Debug, thiserror::Error)]
pub enum ComparisonError {
    /// One is no blob.
    #[error(transparent)]
    Blob(#[from] HostError),
    /// One has no version.
    #[error(transparent)]
    Version(#[from] UnknownVersion),
    /// The metadata of one cannot be read.
    #[error(transparent)]
    Metadata(#[from] MetadataError),
}

/// Something that one blob has, or both have in two ways.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Difference {
    /// What it is.
    pub name: String,
    /// How the first blob has it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub before: Option<String>,
    /// How the second blob has it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub after: Option<String>,
}

/// All differences.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Comparison {
    /// Sizes in bytes that differ: of the module, of its compressed form, of each section.
    pub sizes: Vec<Difference>,
    /// Imports that differ.
    pub imports: Vec<Difference>,
    /// Exports that differ.
    pub exports: Vec<Difference>,
    /// Fields of the version that differ, APIs among them.
    pub version: Vec<Difference>,
    /// Facts of the metadata that differ.
    pub metadata: Vec<Difference>,
}

impl Comparison {
    /// Compares two blobs.
    pub fn of(before: &[u8], after: &[u8]) -> Result<Self, ComparisonError> {
        let (before, after) = (Facets::of(before)?, Facets::of(after)?);
        Ok(Self {
            sizes: differences(&before.sizes, &after.sizes),
            imports: differences(&before.imports, &after.imports),
            exports: differences(&before.exports, &after.exports),
            version: differences(&before.version, &after.version),
            metadata: differences(&before.metadata, &after.metadata),
        })
    }

    /// Whether the two mean the same to whoever uses them: all but the sizes.
    pub fn same_interface(&self) -> bool {
        [&self.imports, &self.exports, &self.version, &self.metadata].iter().all(|differences| differences.is_empty())
    }
}

/// What is compared of a blob.
struct Facets {
    sizes: Facts,
    imports: Facts,
    exports: Facts,
    version: Facts,
    metadata: Facts,
}

impl Facets {
    fn of(blob: &[u8]) -> Result<Self, ComparisonError> {
        let inspection = inspect(blob)?;
        let compiled = Blob::compile(blob)?;
        let wasm = compression::decompress(blob).map_err(HostError::from)?;
        let version = RuntimeVersion::of(&wasm, &compiled)?;
        let items = |items: &[Item]| items.iter().map(|item| (item.name.clone(), item.signature.clone())).collect();
        Ok(Self {
            sizes: sizes(&inspection),
            imports: items(&inspection.imports),
            exports: items(&inspection.exports),
            version: fields(&version),
            metadata: metadata::read(&compiled)?.unwrap_or_default(),
        })
    }
}

fn sizes(inspection: &Inspection) -> Facts {
    let mut sizes = BTreeMap::from([
        ("module".to_owned(), inspection.module_bytes),
        ("compressed".to_owned(), inspection.compressed_bytes),
        ("data".to_owned(), inspection.data_bytes),
    ]);
    for section in &inspection.sections {
        *sizes.entry(format!("section {}", section.name)).or_default() += section.bytes;
    }
    sizes.into_iter().map(|(name, bytes)| (name, bytes.to_string())).collect()
}

fn fields(version: &RuntimeVersion) -> Facts {
    let mut fields = BTreeMap::from([
        ("spec_name".to_owned(), version.spec_name.clone()),
        ("impl_name".to_owned(), version.impl_name.clone()),
        ("authoring_version".to_owned(), version.authoring_version.to_string()),
        ("spec_version".to_owned(), version.spec_version.to_string()),
        ("impl_version".to_owned(), version.impl_version.to_string()),
        ("transaction_version".to_owned(), version.transaction_version.to_string()),
        ("system_version".to_owned(), version.system_version.to_string()),
    ]);
    fields.extend(version.apis.iter().map(|api| (format!("api 0x{}", hex::encode(api.id)), api.version.to_string())));
    fields
}

/// What differs between two lists of facts.
pub fn differences(before: &Facts, after: &Facts) -> Vec<Difference> {
    let names: std::collections::BTreeSet<_> = before.keys().chain(after.keys()).collect();
    let differing = names.into_iter().filter(|name| before.get(*name) != after.get(*name));
    differing.map(|name| Difference { name: name.clone(), before: before.get(name).cloned(), after: after.get(name).cloned() }).collect()
}
