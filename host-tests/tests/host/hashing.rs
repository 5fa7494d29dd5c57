//! Each hash, against published vectors.

use crate::program::{result, Bytes, Program, Returns};

fn check(function: &str, data: &[u8], expected: &str) {
    let bytes = expected.len() as u32 / 2;
    let name = format!("ext_hashing_{function}_version_1");
    let wasm = Program::new().end(&name, &[Bytes(data)], Returns::Array(bytes));
    assert_eq!(hex::encode(result(&wasm)), expected, "{function} of {data:?}");
}

#[test]
fn should_compute_blake2() {
    check("blake2_128", b"", "cae66941d9efbd404e4d88758ea67670");
    check("blake2_128", b"abc", "cf4ab791c62b8d2b2109c90275287816");
    check("blake2_256", b"", "0e5751c026e543b2e8ab2eb06099daa1d1e5df47778f7787faab45cdf12fe3a8");
    check("blake2_256", b"abc", "bddd813c634239723171ef3fee98579b94964e3bb1cb3e427262c8c068d52319");
}

#[test]
fn should_compute_keccak() {
    check("keccak_256", b"", "c5d2460186f7233c927e7db2dcc703c0e500b653ca82273b7bfad8045d85a470");
}

#[test]
fn should_compute_sha2() {
    check("sha2_256", b"abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
}

#[test]
fn should_compute_twox() {
    check("twox_64", b"", "99e9d85137db46ef");
    check("twox_128", b"System", "26aa394eea5630e07c48ae0c9558cef7");
    check("twox_128", b"Account", "b99d880ec681799c0cf30e8886371da9");
    check("twox_256", b"", "99e9d85137db46ef4bbea33613baafd56f963c64b1f3685a4eb4abd67ff6203a");
}
