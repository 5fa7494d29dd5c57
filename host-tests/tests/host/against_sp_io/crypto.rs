//! Keys and signatures.

use codec::{Decode, Encode};
use sp_core::{crypto::KeyTypeId, ecdsa, ed25519, sr25519, Pair};
use sp_io::crypto;

use super::{case, keep, truth, Case};
use crate::program::{Address, Argument, Bytes, Returns};

const KEY_TYPE: KeyTypeId = KeyTypeId(*b"test");
const MESSAGE: &[u8] = b"message";
const HASH: [u8; 32] = [3; 32];
const URI: &[u8] = b"//Alice";

pub fn case_of(function: &str) -> Option<Case> {
    let function = function.strip_prefix("crypto_")?;
    if function.contains("_verify_") {
        return Some(verify(function));
    }
    Some(if function.contains("_recover_") { recover(function) } else { keystore(function) })
}

fn seed() -> Option<Vec<u8>> {
    Some(URI.to_vec())
}

fn pair<P: Pair>() -> P {
    P::from_string("//Alice", None).unwrap_or_else(|error| panic!("{error:?}"))
}

fn key_type() -> Argument<'static> {
    Address(&KEY_TYPE.0)
}

/// The arguments that make the key of `URI`.
fn alice() -> Vec<Argument<'static>> {
    vec![key_type(), Bytes(keep(seed().encode()))]
}

fn keystore(function: &str) -> Case {
    let ed25519: ed25519::Pair = pair();
    let sr25519: sr25519::Pair = pair();
    let ed_public = ed25519.public();
    let sr_public = sr25519.public();
    let with_ed = || vec![("ext_crypto_ed25519_generate_version_1", alice())];
    let with_sr = || vec![("ext_crypto_sr25519_generate_version_1", alice())];
    match function {
        "ecdsa_generate_version_1" => case(alice(), Returns::Array(33), || crypto::ecdsa_generate(KEY_TYPE, seed()).0.to_vec()),
        "ed25519_generate_version_1" => case(alice(), Returns::Array(32), || crypto::ed25519_generate(KEY_TYPE, seed()).0.to_vec()),
        "sr25519_generate_version_1" => case(alice(), Returns::Array(32), || crypto::sr25519_generate(KEY_TYPE, seed()).0.to_vec()),
        "ed25519_public_keys_version_1" => Case {
            before: with_ed(),
            ..case(vec![key_type()], Returns::Value, || {
                crypto::ed25519_generate(KEY_TYPE, seed());
                crypto::ed25519_public_keys(KEY_TYPE).encode()
            })
        },
        "sr25519_public_keys_version_1" => Case {
            before: with_sr(),
            ..case(vec![key_type()], Returns::Value, || {
                crypto::sr25519_generate(KEY_TYPE, seed());
                crypto::sr25519_public_keys(KEY_TYPE).encode()
            })
        },
        "ed25519_sign_version_1" => Case {
            before: with_ed(),
            ..case(vec![key_type(), Address(keep(ed_public.0)), Bytes(MESSAGE)], Returns::Value, move || {
                crypto::ed25519_generate(KEY_TYPE, seed());
                crypto::ed25519_sign(KEY_TYPE, &ed_public, MESSAGE).encode()
            })
        },
        // no two of these signatures are equal: sp-io has to find it good
        "sr25519_sign_version_1" => Case {
            before: with_sr(),
            arguments: vec![key_type(), Address(keep(sr_public.0)), Bytes(MESSAGE)],
            returns: Returns::Value,
            expected: Box::new(move |mut found| {
                let signature = Option::<sr25519::Signature>::decode(&mut found).expect("decodes").expect("the key is there");
                assert!(crypto::sr25519_verify(&signature, MESSAGE, &sr_public));
                Some(signature).encode()
            }),
        },
        _ => panic!("no case for the keystore's {function}"),
    }
}

fn verify(function: &str) -> Case {
    let start = "ext_crypto_start_batch_verify_version_1";
    let arguments = |signature: &[u8], key: &[u8]| vec![Address(keep(signature)), Bytes(MESSAGE), Address(keep(key))];
    match function {
        "ecdsa_verify_version_2" => {
            let (signature, key) = (pair::<ecdsa::Pair>().sign(MESSAGE), pair::<ecdsa::Pair>().public());
            case(arguments(&signature.0, &key.0), Returns::Number, move || truth(crypto::ecdsa_verify(&signature, MESSAGE, &key)))
        }
        "ed25519_verify_version_1" => {
            let (signature, key) = (pair::<ed25519::Pair>().sign(MESSAGE), pair::<ed25519::Pair>().public());
            case(arguments(&signature.0, &key.0), Returns::Number, move || truth(crypto::ed25519_verify(&signature, MESSAGE, &key)))
        }
        "sr25519_verify_version_1" | "sr25519_verify_version_2" => {
            let (signature, key) = (pair::<sr25519::Pair>().sign(MESSAGE), pair::<sr25519::Pair>().public());
            case(arguments(&signature.0, &key.0), Returns::Number, move || truth(crypto::sr25519_verify(&signature, MESSAGE, &key)))
        }
        // sp-io has these for old runtimes only, and gathers nothing any more
        "start_batch_verify_version_1" => case(vec![], Returns::Nothing, Vec::new),
        "finish_batch_verify_version_1" => Case { before: vec![(start, vec![])], ..case(vec![], Returns::Number, || truth(true)) },
        _ => panic!("no case for the verification {function}"),
    }
}

fn recover(function: &str) -> Case {
    let signature = pair::<ecdsa::Pair>().sign_prehashed(&HASH);
    let arguments = vec![Address(keep(signature.0)), Address(&HASH)];
    match function {
        "secp256k1_ecdsa_recover_version_1" | "secp256k1_ecdsa_recover_version_2" => {
            case(arguments, Returns::Value, move || crypto::secp256k1_ecdsa_recover(&signature.0, &HASH).map_err(drop).encode())
        }
        "secp256k1_ecdsa_recover_compressed_version_1" | "secp256k1_ecdsa_recover_compressed_version_2" => {
            case(arguments, Returns::Value, move || crypto::secp256k1_ecdsa_recover_compressed(&signature.0, &HASH).map_err(drop).encode())
        }
        _ => panic!("no case for the recovery {function}"),
    }
}
