//! `ext_crypto_*_generate`, `_sign` and `_public_keys`: the node's keystore.

use codec::{Decode, Encode};
use host_tests::{CallFailure, Externalities, HostConfig, HostFunctionError};
use sp_core::{ecdsa, ed25519, sr25519, Pair};

use crate::program::{compile, result_on, run, run_on, Address, Bytes, Program, Returns};

const TYPE: &[u8; 4] = b"aura";
const OTHER: &[u8; 4] = b"gran";

fn generate(scheme: &str, key_type: &[u8; 4], seed: Option<&str>, storage: &mut Externalities) -> Vec<u8> {
    let function = format!("ext_crypto_{scheme}_generate_version_1");
    let bytes = if scheme == "ecdsa" { 33 } else { 32 };
    let wasm = Program::new().end(&function, &[Address(key_type), Bytes(&seed.encode())], Returns::Array(bytes));
    result_on(&wasm, storage)
}

fn public_keys(scheme: &str, key_type: &[u8; 4], storage: &mut Externalities) -> Vec<Vec<u8>> {
    let function = format!("ext_crypto_{scheme}_public_keys_version_1");
    let encoded = result_on(&Program::new().end(&function, &[Address(key_type)], Returns::Value), storage);
    Vec::<[u8; 32]>::decode(&mut &encoded[..]).expect("decodes").into_iter().map(Vec::from).collect()
}

fn sign(scheme: &str, key_type: &[u8; 4], key: &[u8], storage: &mut Externalities) -> Option<[u8; 64]> {
    let function = format!("ext_crypto_{scheme}_sign_version_1");
    let wasm = Program::new().end(&function, &[Address(key_type), Address(key), Bytes(b"message")], Returns::Value);
    Decode::decode(&mut &result_on(&wasm, storage)[..]).expect("decodes")
}

#[test]
fn should_make_the_key_of_a_seed() {
    let storage = &mut Externalities::default();
    let phrase = "bottom drive obey lake curtain smoke basket hold race lonely fit walk";
    for seed in ["//Alice", &format!("{phrase}//Alice"), "0x0101010101010101010101010101010101010101010101010101010101010101"] {
        let sr25519 = sr25519::Pair::from_string(seed, None).expect("a seed").public();
        let ed25519 = ed25519::Pair::from_string(seed, None).expect("a seed").public();
        let ecdsa = ecdsa::Pair::from_string(seed, None).expect("a seed").public();
        assert_eq!(generate("sr25519", TYPE, Some(seed), storage), sr25519.0);
        assert_eq!(generate("ed25519", TYPE, Some(seed), storage), ed25519.0);
        assert_eq!(generate("ecdsa", TYPE, Some(seed), storage), ecdsa.0);
    }
    // two of the three are one key
    assert_eq!(public_keys("sr25519", TYPE, storage).len(), 2);
}

#[test]
fn should_make_new_keys_without_a_seed() {
    let make = |storage: &mut Externalities| [(); 3].map(|()| generate("sr25519", TYPE, None, storage));
    let mut storage = Externalities::default();
    let keys = make(&mut storage);
    assert!(keys[0] != keys[1] && keys[1] != keys[2] && keys[0] != keys[2]);
    assert_eq!(keys, make(&mut Externalities::default()), "the same on every run");
    let mut sorted = keys.to_vec();
    sorted.sort();
    assert_eq!(public_keys("sr25519", TYPE, &mut storage), sorted);
}

#[test]
fn should_keep_purposes_and_schemes_apart() {
    let mut storage = Externalities::default();
    let key = generate("ed25519", TYPE, Some("//Alice"), &mut storage);
    assert!(public_keys("ed25519", TYPE, &mut storage).contains(&key));
    assert!(public_keys("ed25519", OTHER, &mut storage).is_empty());
    assert!(public_keys("sr25519", TYPE, &mut storage).is_empty());
    assert_eq!(sign("ed25519", OTHER, &key, &mut storage), None);
    assert_eq!(sign("sr25519", TYPE, &key, &mut storage), None);
}

#[test]
fn should_sign_with_the_keys_it_has() {
    let mut storage = Externalities::default();
    let ed = generate("ed25519", TYPE, Some("//Alice"), &mut storage);
    let signature = sign("ed25519", TYPE, &ed, &mut storage).expect("the key is there");
    let public = ed25519::Public::from_raw(ed.try_into().expect("32 bytes"));
    assert!(ed25519::Pair::verify(&ed25519::Signature::from_raw(signature), b"message", &public));
    let sr = generate("sr25519", TYPE, None, &mut storage);
    let signature = sign("sr25519", TYPE, &sr, &mut storage).expect("the key is there");
    let public = sr25519::Public::from_raw(sr.try_into().expect("32 bytes"));
    assert!(sr25519::Pair::verify(&sr25519::Signature::from_raw(signature), b"message", &public));
    assert_eq!(sign("sr25519", TYPE, &[0; 32], &mut storage), None);
}

#[test]
fn should_give_the_key_to_whoever_drives_the_host() {
    let mut storage = Externalities::default();
    let key = storage.offchain_mut().keystore.generate::<sr25519::Pair>(*TYPE, Some("//Bob")).expect("a seed");
    assert_eq!(public_keys("sr25519", TYPE, &mut storage), [key.0.to_vec()]);
    let made = generate("sr25519", TYPE, Some("//Alice"), &mut storage);
    let known = storage.offchain().keystore.public_keys::<sr25519::Pair>(*TYPE);
    assert!(known.iter().any(|key| key.0 == made[..]) && known.len() == 2);
}

#[test]
fn should_refuse_seeds_that_make_no_key() {
    let refused = |seed: &[u8]| {
        let wasm = Program::new().end("ext_crypto_sr25519_generate_version_1", &[Address(TYPE), Bytes(seed)], Returns::Nothing);
        match run(&wasm).expect_err("refused").failure {
            CallFailure::HostFunction { error, .. } => error,
            other => panic!("{other}"),
        }
    };
    assert!(matches!(refused(&Some("no such words").encode()), HostFunctionError::Seed(_)));
    assert_eq!(refused(&Some([0xff_u8].as_slice()).encode()), HostFunctionError::NotText { what: "seed" });
    assert_eq!(refused(&[2]), HostFunctionError::Decode { what: "Option<Vec<u8>>" });
}

#[test]
fn should_lend_no_keys_to_a_block() {
    let config = HostConfig { offchain: false, ..HostConfig::default() };
    for (function, arguments) in [
        ("ext_crypto_ed25519_generate_version_1", vec![Address(TYPE), Bytes(&[0])]),
        ("ext_crypto_ed25519_public_keys_version_1", vec![Address(TYPE)]),
        ("ext_crypto_sr25519_sign_version_1", vec![Address(TYPE), Address(&[0; 32]), Bytes(b"")]),
    ] {
        let wasm = Program::new().end(function, &arguments, Returns::Nothing);
        let failure = compile(&wasm).call("run", &[], &mut Externalities::default(), &config).expect_err("refused").failure;
        assert_eq!(failure, CallFailure::HostFunction { function, error: HostFunctionError::OnChain });
    }
}

#[test]
fn should_keep_keys_of_a_call_that_fails() {
    // as a node, whose keystore knows nothing of calls
    let mut storage = Externalities::default();
    let wasm = Program::new().call("ext_crypto_ecdsa_generate_version_1", &[Address(TYPE), Bytes(&[0])]).end(
        "ext_allocator_free_version_1",
        &[crate::program::I32(1)],
        Returns::Nothing,
    );
    run_on(&wasm, &mut storage).expect_err("frees nothing");
    assert_eq!(storage.offchain().keystore.public_keys::<ecdsa::Pair>(*TYPE).len(), 1);
}
