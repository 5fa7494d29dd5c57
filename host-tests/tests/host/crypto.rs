//! `ext_crypto_*`: signatures that hold, signatures that do not, and recovered keys.

use codec::Encode;
use host_tests::{CallFailure, HostFunctionError};
use sp_core::{ecdsa, ed25519, sr25519, Pair};

use crate::program::{result, run, Address, Bytes, Program, Returns};

fn verify(function: &str, signature: &[u8], message: &[u8], key: &[u8]) -> bool {
    let arguments = [Address(signature), Bytes(message), Address(key)];
    let name = format!("ext_crypto_{function}");
    result(&Program::new().end(&name, &arguments, Returns::Number)) == [1, 0, 0, 0]
}

/// The signature holds for its message and key, and for nothing else.
fn check(function: &str, signature: &[u8], message: &[u8], key: &[u8]) {
    assert!(verify(function, signature, message, key), "{function}");
    assert!(!verify(function, signature, b"another message", key), "{function}");
    for byte in [0, 40] {
        let mut wrong = signature.to_vec();
        wrong[byte] ^= 1;
        assert!(!verify(function, &wrong, message, key), "{function}, byte {byte}");
    }
    assert!(!verify(function, signature, message, &vec![0xff; key.len()]), "{function}");
}

#[test]
fn should_verify_ed25519() {
    // the first vector of RFC 8032
    let key = "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a";
    let signature =
        "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b";
    let (key, signature) = (hex::decode(key).expect("hex"), hex::decode(signature).expect("hex"));
    check("ed25519_verify_version_1", &signature, b"", &key);
    let pair = ed25519::Pair::from_seed(&[7; 32]);
    let signature = pair.sign(b"message");
    check("ed25519_verify_version_1", signature.as_ref(), b"message", pair.public().as_ref());
}

#[test]
fn should_verify_sr25519() {
    let pair = sr25519::Pair::from_seed(&[7; 32]);
    let signature = pair.sign(b"message");
    for function in ["sr25519_verify_version_1", "sr25519_verify_version_2"] {
        check(function, signature.as_ref(), b"message", pair.public().as_ref());
    }
}

#[test]
fn should_take_old_sr25519_signatures_in_the_first_version_alone() {
    let key = "b4bfa1f7a5166695eb75299fd1c4c03ea212871c342f2c5dfea0902b2c246918";
    let signature =
        "5a9755f069939f45d96aaf125cf5ce7ba1db998686f87f2fb3cbdea922078741a73891ba265f70c31436e18a9acd14d189d73c12317ab6c313285cd938453202";
    let message = b"Verifying that I am the owner of 5G9hQLdsKQswNPgB499DeA5PkFBbgkLPJWkkS6FAM6xGQ8xD. Hash: 221455a3\n";
    let (key, signature) = (hex::decode(key).expect("hex"), hex::decode(signature).expect("hex"));
    assert!(verify("sr25519_verify_version_1", &signature, message, &key));
    assert!(!verify("sr25519_verify_version_2", &signature, message, &key));
}

#[test]
fn should_verify_ecdsa() {
    let pair = ecdsa::Pair::from_seed(&[7; 32]);
    let signature = pair.sign(b"message");
    check("ecdsa_verify_version_2", signature.as_ref(), b"message", pair.public().as_ref());
}

fn recover(function: &str, signature: &[u8; 65], message: &[u8; 32]) -> Vec<u8> {
    let arguments = [Address(signature), Address(message)];
    let name = format!("ext_crypto_secp256k1_ecdsa_{function}");
    result(&Program::new().end(&name, &arguments, Returns::Value))
}

#[test]
fn should_recover_keys() {
    let pair = ecdsa::Pair::from_seed(&[9; 32]);
    let message = [3; 32];
    let signature: [u8; 65] = pair.sign_prehashed(&message).into();
    let compressed: [u8; 33] = pair.public().into();
    let whole = secp256k1::PublicKey::from_slice(&compressed).expect("a key");
    let whole: [u8; 64] = whole.serialize_uncompressed()[1..].try_into().expect("64 bytes");
    // V is 0 to 3, or 27 to 30
    let mut ethereum = signature;
    ethereum[64] += 27;
    for signature in [signature, ethereum] {
        for version in [1, 2] {
            let name = format!("recover_version_{version}");
            assert_eq!(recover(&name, &signature, &message), Ok::<_, ()>(whole).encode());
            let name = format!("recover_compressed_version_{version}");
            assert_eq!(recover(&name, &signature, &message), Ok::<_, ()>(compressed).encode());
        }
    }
}

#[test]
fn should_say_why_a_key_cannot_be_recovered() {
    const BAD_RS: [u8; 2] = [1, 0];
    const BAD_V: [u8; 2] = [1, 1];
    const BAD_SIGNATURE: [u8; 2] = [1, 2];
    let all = ["recover_version_", "recover_compressed_version_"];
    for name in all.into_iter().flat_map(|name| [format!("{name}1"), format!("{name}2")]) {
        let mut signature = [0; 65];
        assert_eq!(recover(&name, &signature, &[3; 32]), BAD_SIGNATURE, "{name}");
        signature[64] = 4;
        assert_eq!(recover(&name, &signature, &[3; 32]), BAD_V, "{name}");
        // beyond the order of the curve: the second version refuses, the first reduces
        let overflowing = [[0xff; 64].as_slice(), &[0]].concat().try_into().expect("65 bytes");
        let found = recover(&name, &overflowing, &[3; 32]);
        assert_eq!(found == BAD_RS, name.ends_with('2'), "{name}: {found:?}");
    }
}

#[test]
fn should_keep_batches_apart() {
    let (start, finish) = ("ext_crypto_start_batch_verify_version_1", "ext_crypto_finish_batch_verify_version_1");
    let wasm = Program::new().call(start, &[]).end(finish, &[], Returns::Number);
    assert_eq!(result(&wasm), [1, 0, 0, 0]);
    let twice = Program::new().call(start, &[]).end(start, &[], Returns::Nothing);
    let never = Program::new().end(finish, &[], Returns::Nothing);
    for wasm in [twice, never] {
        assert!(matches!(run(&wasm).expect_err("refused").failure, CallFailure::HostFunction { error: HostFunctionError::Batch(_), .. }));
    }
}
