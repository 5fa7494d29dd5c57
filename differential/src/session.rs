//! Generated session keys, made comparable.
//!
//! An sr25519 signature is another one each time it is made. In an answer of `SessionKeys_generate_session_keys` the one that proves the
//! possession of the Aura key is replaced by whether it is valid; the ed25519 signature of the Grandpa key repeats itself.

use codec::{Decode, Encode};
use sp_core::{sr25519, Pair};

/// The function whose answer is not repeated.
pub const FUNCTION: &str = "SessionKeys_generate_session_keys";

/// What is signed to prove the possession of a key: these bytes, then the owner.
const STATEMENT_TAG: &[u8] = b"POP_";

/// The answer with the verdict in the place of the sr25519 signature; as it is, if it is no such answer.
pub fn comparable(input: &[u8], answer: &[u8]) -> Vec<u8> {
    replaced(input, answer).unwrap_or_else(|| answer.to_vec())
}

fn replaced(input: &[u8], mut answer: &[u8]) -> Option<Vec<u8>> {
    let (owner, _) = <(Vec<u8>, Option<Vec<u8>>)>::decode(&mut &*input).ok()?;
    let (keys, proof) = <(Vec<u8>, Vec<u8>)>::decode(&mut answer).ok()?;
    let (signature, rest) = proof.split_first_chunk::<64>()?;
    let public = sr25519::Public::from_raw(*keys.first_chunk::<32>()?);
    let valid = sr25519::Pair::verify(&sr25519::Signature::from_raw(*signature), [STATEMENT_TAG, &owner].concat(), &public);
    Some((keys, valid, rest, answer).encode())
}
