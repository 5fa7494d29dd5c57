//! Files and values from the command line.

use std::{collections::BTreeMap, path::Path};

use host_tests::{Externalities, StateVersion};

use super::Failure;

/// Reads a whole file.
pub fn read(path: &Path, what: &str) -> Result<Vec<u8>, Failure> {
    std::fs::read(path).map_err(|error| Failure::Usage(format!("cannot read the {what} {}: {error}; check the path", path.display())))
}

/// Decodes hexadecimal digits, with or without `0x` in front.
pub fn from_hex(text: &str, what: &str) -> Result<Vec<u8>, String> {
    let digits = text.strip_prefix("0x").unwrap_or(text);
    hex::decode(digits).map_err(|error| match error {
        hex::FromHexError::OddLength => {
            format!("the {what} has {} hexadecimal digits; write two for each byte", digits.len())
        }
        error => format!("the {what} is not hexadecimal: {error}; write it as 0x0123abcd"),
    })
}

/// Encodes bytes with `0x` in front.
pub fn to_hex(bytes: &[u8]) -> String {
    format!("0x{}", hex::encode(bytes))
}

/// Reads storage from a JSON object of hexadecimal keys and values. Keys of default child tries are no part of it.
pub fn read_storage(path: &Path, version: StateVersion) -> Result<Externalities, Failure> {
    let usage = |reason: String| Failure::Usage(format!("storage file {}: {reason}", path.display()));
    let map: BTreeMap<String, String> = serde_json::from_slice(&read(path, "storage file")?)
        .map_err(|error| usage(format!("{error}; it must be one object of \"0xkey\": \"0xvalue\"")))?;
    let mut pairs = BTreeMap::new();
    for (key, value) in &map {
        let value = from_hex(value, &format!("value of {key}")).map_err(usage)?;
        let key_bytes = from_hex(key, &format!("key {key:?}")).map_err(usage)?;
        if key_bytes.starts_with(b":child_storage:") {
            return Err(usage(format!("key {key} belongs to a child trie, which this file cannot hold")));
        }
        if pairs.insert(key_bytes, value).is_some() {
            return Err(usage(format!("key {key} occurs twice; remove one of them")));
        }
    }
    Ok(Externalities::with_storage(pairs, version))
}

/// Writes storage as a JSON object of hexadecimal keys and values.
pub fn write_storage(path: &Path, storage: &mut Externalities) -> Result<(), Failure> {
    let failed = |reason: String| Failure::Usage(format!("cannot write {}: {reason}", path.display()));
    let pairs = storage.pairs();
    let map: BTreeMap<_, _> = pairs.iter().map(|(key, value)| (to_hex(key), to_hex(value))).collect();
    let text = serde_json::to_string_pretty(&map).map_err(|error| failed(error.to_string()))?;
    std::fs::write(path, text + "\n").map_err(|error| failed(error.to_string()))
}
