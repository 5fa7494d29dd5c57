//! The genesis state that a runtime builds by its API `GenesisBuilder`.

use codec::{Decode, Encode};
use serde_json::Value;

use crate::{
    error::CallError,
    externalities::{Externalities, StateVersion},
    outcome::HostConfig,
    state::{State, CODE},
    Blob,
};

/// Why a runtime builds no genesis.
#[derive(Debug, thiserror::Error)]
pub enum GenesisError {
    /// A function of the API failed.
    #[error(transparent)]
    Call(#[from] Box<CallError>),
    /// The runtime answers something else.
    #[error("the answer of {function} does not decode as {what}; check the runtime's GenesisBuilder")]
    Answer {
        /// The function.
        function: &'static str,
        /// What its answer was to be.
        what: &'static str,
    },
    /// There is no preset of this name.
    #[error("the runtime has no preset {name:?}; it has: {}", list(known))]
    UnknownPreset {
        /// The name that was asked for.
        name: String,
        /// The names that the runtime gives.
        known: Vec<String>,
    },
    /// A preset is no JSON.
    #[error("the runtime's preset {0:?} is no JSON; check what get_preset returns")]
    PresetJson(String),
    /// The runtime refuses the configuration.
    #[error("the runtime refuses the genesis configuration: {0}")]
    Refused(String),
}

fn list(names: &[String]) -> String {
    if names.is_empty() {
        "none".to_owned()
    } else {
        names.join(", ")
    }
}

const PRESET_NAMES: &str = "GenesisBuilder_preset_names";
const GET_PRESET: &str = "GenesisBuilder_get_preset";
const BUILD_STATE: &str = "GenesisBuilder_build_state";

/// A runtime whose genesis is to be built.
#[derive(Debug)]
pub struct GenesisBuilder<'a> {
    blob: &'a Blob,
    config: HostConfig,
}

impl<'a> GenesisBuilder<'a> {
    /// For this runtime. Nodes drop the instance after each of the calls, so what they leave on the heap is no leak here.
    pub fn new(blob: &'a Blob) -> Self {
        Self { blob, config: HostConfig { allow_leaks: true, offchain: false, ..HostConfig::default() } }
    }

    fn ask<T: Decode>(&self, function: &'static str, input: &[u8], what: &'static str) -> Result<T, GenesisError> {
        let outcome = self.blob.call(function, input, &mut Externalities::default(), &self.config)?;
        T::decode(&mut &outcome.result[..]).map_err(|_| GenesisError::Answer { function, what })
    }

    /// The names of the runtime's presets.
    pub fn presets(&self) -> Result<Vec<String>, GenesisError> {
        self.ask(PRESET_NAMES, &[], "a list of texts")
    }

    /// The configuration with nothing set, or the patch that the preset of this name is.
    fn preset(&self, name: Option<&str>) -> Result<Value, GenesisError> {
        let json: Option<Vec<u8>> = self.ask(GET_PRESET, &name.encode(), "an optional text")?;
        let Some(json) = json else {
            let name = name.unwrap_or("(default)").to_owned();
            return Err(GenesisError::UnknownPreset { name, known: self.presets()? });
        };
        serde_json::from_slice(&json).map_err(|_| GenesisError::PresetJson(name.unwrap_or("(default)").to_owned()))
    }

    /// The whole configuration: the default one, changed by the preset and then by the patch.
    pub fn configuration(&self, preset: Option<&str>, patch: Option<&Value>) -> Result<Value, GenesisError> {
        let mut configuration = self.preset(None)?;
        if let Some(name) = preset {
            merge(&mut configuration, &self.preset(Some(name))?);
        }
        if let Some(patch) = patch {
            merge(&mut configuration, patch);
        }
        Ok(configuration)
    }

    /// The state that the runtime builds from a whole configuration, with `code`, the blob as it is to be on chain, in its place.
    pub fn state(&self, configuration: &Value, code: &[u8]) -> Result<State, GenesisError> {
        let mut storage = Externalities::new(StateVersion::V1);
        let input = configuration.to_string().encode();
        let outcome = self.blob.call(BUILD_STATE, &input, &mut storage, &self.config)?;
        let what = "a result with a text";
        let built = Result::<(), String>::decode(&mut &outcome.result[..]);
        built.map_err(|_| GenesisError::Answer { function: BUILD_STATE, what })?.map_err(GenesisError::Refused)?;
        let mut state = storage.state();
        state.top.insert(CODE.to_vec(), code.to_vec());
        Ok(state)
    }
}

/// Changes `target` as RFC 7386 says: objects are merged, null removes, everything else replaces.
pub fn merge(target: &mut Value, patch: &Value) {
    let Value::Object(patch) = patch else {
        *target = patch.clone();
        return;
    };
    if !target.is_object() {
        *target = Value::Object(serde_json::Map::new());
    }
    // It is one now.
    if let Value::Object(target) = target {
        for (key, value) in patch {
            if value.is_null() {
                target.remove(key);
            } else {
                merge(target.entry(key.clone()).or_insert(Value::Null), value);
            }
        }
    }
}
