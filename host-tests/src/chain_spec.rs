//! Chain specs: the JSON files from which nodes take a chain's genesis, in their raw form, which lists each pair of the state.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use crate::state::{decode_pairs, encode_pairs, from_hex, to_hex, HexPairs, State, StateError};

/// The form of the genesis that lists pairs.
const RAW: &str = "raw";

/// What a node calls a chain, and what it shows of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ChainSpec {
    /// The chain's name for people.
    pub name: String,
    /// The chain's name for machines: nodes keep their database under it.
    pub id: String,
    /// `Development`, `Local`, `Live`, or an object with a name of its own.
    #[serde(default = "live")]
    pub chain_type: Value,
    /// All other fields, kept as they are: boot nodes, properties, `relay_chain`, `para_id` and the like.
    #[serde(flatten)]
    pub rest: Map<String, Value>,
    genesis: Map<String, Value>,
}

fn live() -> Value {
    "Live".into()
}

#[derive(Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Raw {
    top: HexPairs,
    #[serde(default)]
    children_default: BTreeMap<String, HexPairs>,
}

/// Why a chain spec cannot be used.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ChainSpecError {
    /// No JSON of this form.
    #[error("not a chain spec: {0}; it needs name, id and genesis.raw.top")]
    Json(String),
    /// The genesis is there as a configuration, from which a runtime builds the state.
    #[error("the genesis is not raw but under {0:?}; build the raw form with `host-tests genesis` from the blob and the same patch")]
    NotRaw(String),
    /// The pairs are no pairs.
    #[error("genesis.raw: {0}")]
    Pairs(#[from] StateError),
}

impl ChainSpec {
    /// A chain spec with this state as its genesis.
    pub fn new(name: &str, id: &str, chain_type: &str, state: &State) -> Self {
        let children_default = state.children.iter().map(|(key, pairs)| (to_hex(key), encode_pairs(pairs))).collect();
        let rest = [("bootNodes", Value::Array(Vec::new())), ("telemetryEndpoints", Value::Null), ("protocolId", Value::Null)]
            .into_iter()
            .chain([("properties", Value::Object(Map::new())), ("codeSubstitutes", Value::Object(Map::new()))]);
        // Texts and maps of texts are always JSON.
        let raw = serde_json::to_value(Raw { top: encode_pairs(&state.top), children_default }).unwrap_or_default();
        Self {
            name: name.to_owned(),
            id: id.to_owned(),
            chain_type: chain_type.into(),
            rest: rest.map(|(key, value)| (key.to_owned(), value)).collect(),
            genesis: [(RAW.to_owned(), raw)].into_iter().collect(),
        }
    }

    /// Reads a chain spec.
    pub fn from_json(json: &[u8]) -> Result<Self, ChainSpecError> {
        serde_json::from_slice(json).map_err(|error| ChainSpecError::Json(error.to_string()))
    }

    /// Writes the chain spec.
    pub fn to_json(&self) -> String {
        // All of it are texts, numbers and maps of them.
        serde_json::to_string_pretty(self).unwrap_or_default() + "\n"
    }

    /// The state of the genesis block.
    pub fn state(&self) -> Result<State, ChainSpecError> {
        let raw = self.genesis.get(RAW);
        let raw = raw.ok_or_else(|| ChainSpecError::NotRaw(self.genesis.keys().next().cloned().unwrap_or_default()))?;
        let raw = Raw::deserialize(raw).map_err(|error| ChainSpecError::Json(format!("genesis.raw: {error}")))?;
        let mut state = State { top: decode_pairs(&raw.top)?, children: BTreeMap::new() };
        for (key, pairs) in &raw.children_default {
            let storage_key = from_hex(key, "storage key of a child trie").map_err(StateError::from)?;
            if state.children.insert(storage_key, decode_pairs(pairs)?).is_some() {
                return Err(StateError::Twice(key.clone()).into());
            }
        }
        Ok(state)
    }
}
