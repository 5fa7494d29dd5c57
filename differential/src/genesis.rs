//! Genesis: configuration in JSON, presets and patches, and the state that a runtime builds of it.

use codec::{Decode, Encode};
use serde_json::Value;
use sp_crypto_hashing::blake2_256;

use crate::{
    call::module,
    comparison::{difference, Difference, Pair},
    script::Genesis,
    side::{Answer, Course},
};

/// The key of the runtime's blob in storage.
const CODE: &[u8] = b":code";

/// Why a chain cannot start.
#[derive(Debug, thiserror::Error)]
pub enum GenesisError {
    /// The two sides differ.
    #[error(transparent)]
    Difference(#[from] Box<Difference>),
    /// The preset does not exist.
    #[error("the runtime has no preset {0:?}; GenesisBuilder_preset_names says which it has")]
    UnknownPreset(String),
    /// The runtime gives something that is no JSON.
    #[error("the runtime's answer to {0} is no configuration")]
    Answer(&'static str),
    /// Both sides refuse the configuration.
    #[error("both sides refuse the configuration: {0}")]
    Refused(String),
}

/// Puts `patch` over `base`: objects are merged key by key, everything else is replaced. A null removes the key.
pub fn merge(base: &mut Value, patch: &Value) {
    match (base, patch) {
        (Value::Object(base), Value::Object(patch)) => {
            for (key, value) in patch {
                if value.is_null() {
                    base.remove(key);
                } else {
                    merge(base.entry(key.clone()).or_insert(Value::Null), value);
                }
            }
        }
        (base, patch) => *base = patch.clone(),
    }
}

fn returned(course: Course) -> Option<Vec<u8>> {
    match course.answer {
        Answer::Returned(bytes) => Some(bytes),
        Answer::Failed(_) => None,
    }
}

fn preset(pair: &mut Pair, name: Option<&str>) -> Result<Value, GenesisError> {
    const FUNCTION: &str = "GenesisBuilder_get_preset";
    let input = name.map(str::as_bytes).map(<[u8]>::to_vec).encode();
    let course = if pair.scope.copy_genesis { pair.oracle.call(FUNCTION, &input) } else { pair.query("genesis", FUNCTION, &input)? };
    let bytes = returned(course).ok_or(GenesisError::Answer(FUNCTION))?;
    let json = Option::<Vec<u8>>::decode(&mut &bytes[..]).map_err(|_| GenesisError::Answer(FUNCTION))?;
    let json = json.ok_or_else(|| GenesisError::UnknownPreset(name.unwrap_or_default().to_owned()))?;
    serde_json::from_slice(&json).map_err(|_| GenesisError::Answer(FUNCTION))
}

/// The configuration of a script's genesis: the default, the preset, the patch, one over the other.
pub fn configuration(pair: &mut Pair, genesis: &Genesis) -> Result<Vec<u8>, GenesisError> {
    let mut configuration = preset(pair, None)?;
    let preset = preset(pair, Some(&genesis.preset))?;
    merge(&mut configuration, &preset);
    merge(&mut configuration, &genesis.patch);
    Ok(configuration.to_string().into_bytes())
}

/// Gives both sides the state of a script's genesis, and compares them. Returns the hash of the block 0.
pub fn start(pair: &mut Pair, genesis: &Genesis) -> Result<[u8; 32], GenesisError> {
    const FUNCTION: &str = "GenesisBuilder_build_state";
    pair.oracle.reset([].into());
    pair.candidate.reset([].into());
    let input = configuration(pair, genesis)?.encode();
    let course = if pair.scope.copy_genesis { pair.oracle.call(FUNCTION, &input) } else { pair.call("genesis", FUNCTION, &input)? };
    let refused = |reason: String| Err(GenesisError::Refused(reason));
    match &course.answer {
        Answer::Returned(result) if result[..] == [0] => {}
        Answer::Returned(result) => return refused(pair.names.result(FUNCTION, result)),
        Answer::Failed(kind) => return refused(kind.to_string()),
    }
    // What the host runs is given to it; what lies in storage is the same for both, so that the states can be equal.
    let code = module("gopallet-solo", 100);
    pair.oracle.set(CODE, &code);
    pair.candidate.set(CODE, &code);
    if pair.scope.copy_genesis {
        let pairs = pair.oracle.pairs();
        pair.candidate.reset(pairs);
    }
    pair.commit();
    pair.compare_states("genesis")?;
    // Parent, number, state root, root of no extrinsics, no digest.
    let header = ([0u8; 32], 0u8, pair.oracle.root(), EMPTY_ROOT, 0u8).encode();
    Ok(blake2_256(&header))
}

/// The root of a trie without entries: the hash of the empty node.
const EMPTY_ROOT: [u8; 32] = [
    0x03, 0x17, 0x0a, 0x2e, 0x75, 0x97, 0xb7, 0xb7, 0xe3, 0xd8, 0x4c, 0x05, 0x39, 0x1d, 0x13, 0x9a, 0x62, 0xb1, 0x57, 0xe7, 0x87, 0x86,
    0xd8, 0xc0, 0x82, 0xf2, 0x9d, 0xcf, 0x4c, 0x11, 0x13, 0x14,
];

/// Offers both sides configurations that are none, and compares whether they take them, and what they leave in storage.
pub fn compare_refusals(pair: &mut Pair, configurations: &[String]) -> Result<(), Box<Difference>> {
    const FUNCTION: &str = "GenesisBuilder_build_state";
    for text in configurations {
        pair.oracle.reset([].into());
        pair.candidate.reset([].into());
        let step = format!("genesis {text:.100}");
        let input = text.as_bytes().encode();
        let (oracle, candidate) = (pair.oracle.call(FUNCTION, &input), pair.candidate.call(FUNCTION, &input));
        // The words of the reason are the parser's own.
        let taken = |course: &Course| matches!(&course.answer, Answer::Returned(result) if result[..] == [0]);
        if taken(&oracle) != taken(&candidate) {
            let describe = |course: &Course| match &course.answer {
                Answer::Returned(result) => pair.names.result(FUNCTION, result),
                Answer::Failed(kind) => kind.to_string(),
            };
            return Err(difference(&step, "whether it is taken", describe(&oracle), describe(&candidate), &candidate.logs));
        }
        if taken(&oracle) {
            pair.compare_states(&step)?;
        }
    }
    Ok(())
}
