//! A whole state as pairs, and its simplest file: one JSON object of hexadecimal keys and values.

use std::collections::BTreeMap;

/// The pairs of a trie.
pub type Pairs = BTreeMap<Vec<u8>, Vec<u8>>;

/// The key of the runtime's code.
pub const CODE: &[u8] = b":code";

/// What all keys of child tries in the top trie start with.
const CHILD_PREFIX: &[u8] = b":child_storage:";

/// All pairs of a state.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct State {
    /// The top trie, without the roots of the child tries.
    pub top: Pairs,
    /// The default child tries, each under its storage key without the prefix `:child_storage:default:`.
    pub children: BTreeMap<Vec<u8>, Pairs>,
}

/// Why pairs cannot be read from JSON.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum StateError {
    /// Not an object of texts.
    #[error("{0}; it must be one object of \"0xkey\": \"0xvalue\"")]
    NotPairs(String),
    /// A key or value is no hexadecimal.
    #[error(transparent)]
    Hexadecimal(#[from] HexadecimalError),
    /// A key of the top trie that belongs to a child trie.
    #[error("key {0} belongs to a child trie, which has its own place in a chain spec and none in this file")]
    ChildKey(String),
    /// One key written in two ways.
    #[error("key {0} occurs twice; remove one of them")]
    Twice(String),
}

/// Why a text is no bytes.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum HexadecimalError {
    /// Half a byte at the end.
    #[error("the {what} has {digits} hexadecimal digits; write two for each byte")]
    OddLength {
        /// What the text was to be.
        what: String,
        /// How many digits it has.
        digits: usize,
    },
    /// Another character than a digit.
    #[error("the {what} is not hexadecimal: {reason}; write it as 0x0123abcd")]
    Character {
        /// What the text was to be.
        what: String,
        /// Which character, and where.
        reason: String,
    },
}

/// Decodes hexadecimal digits, with or without `0x` in front. `what` names the text in the error.
pub fn from_hex(text: &str, what: &str) -> Result<Vec<u8>, HexadecimalError> {
    let digits = text.strip_prefix("0x").unwrap_or(text);
    hex::decode(digits).map_err(|error| match error {
        hex::FromHexError::OddLength => HexadecimalError::OddLength { what: what.to_owned(), digits: digits.len() },
        error => HexadecimalError::Character { what: what.to_owned(), reason: error.to_string() },
    })
}

/// Encodes bytes with `0x` in front.
pub fn to_hex(bytes: &[u8]) -> String {
    format!("0x{}", hex::encode(bytes))
}

/// Pairs in hexadecimal, as JSON holds them.
pub(crate) type HexPairs = BTreeMap<String, String>;

pub(crate) fn decode_pairs(map: &HexPairs) -> Result<Pairs, StateError> {
    let mut pairs = Pairs::new();
    for (key, value) in map {
        let value = from_hex(value, &format!("value of {key}"))?;
        let key_bytes = from_hex(key, &format!("key {key:?}"))?;
        if key_bytes.starts_with(CHILD_PREFIX) {
            return Err(StateError::ChildKey(key.clone()));
        }
        if pairs.insert(key_bytes, value).is_some() {
            return Err(StateError::Twice(key.clone()));
        }
    }
    Ok(pairs)
}

pub(crate) fn encode_pairs(pairs: &Pairs) -> HexPairs {
    pairs.iter().map(|(key, value)| (to_hex(key), to_hex(value))).collect()
}

impl State {
    /// Reads the top trie from a JSON object of hexadecimal keys and values.
    pub fn from_json(json: &[u8]) -> Result<Self, StateError> {
        let map: HexPairs = serde_json::from_slice(json).map_err(|error| StateError::NotPairs(error.to_string()))?;
        Ok(Self { top: decode_pairs(&map)?, children: BTreeMap::new() })
    }

    /// Writes the top trie as a JSON object. Child tries have no place in it.
    pub fn to_json(&self) -> String {
        // A map of texts is always JSON.
        serde_json::to_string_pretty(&encode_pairs(&self.top)).unwrap_or_default() + "\n"
    }
}
