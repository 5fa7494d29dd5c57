//! The metadata that is built into the solo runtime, against that of a FRAME runtime of the same composition. `solo.outline.txt` is the outline of
//! the latter's: with its metadata, in hexadecimal digits, in the file that `ORACLE_METADATA` names, `GOPALLET_BLESS=1` writes it.

use frame_metadata::{RuntimeMetadata, RuntimeMetadataPrefixed};
use metadata_tests::assert_golden;
use metadata_tests::outline::outline;
use parity_scale_codec::Decode;
use std::{env, fs};

/// The bytes of a constant of Go files that is a sum of string literals and of other such constants.
fn constant(source: &str, name: &str) -> Vec<u8> {
    let start = source.find(&format!("const {name} = ")).expect("the file has the constant");
    let text = source[start..].split("\n\n").next().unwrap_or_default();
    let mut bytes = Vec::new();
    for line in text.lines().skip(1) {
        if !line.contains('"') {
            bytes.extend(constant(source, line.trim_matches(|c: char| !c.is_ascii_alphanumeric())));
            continue;
        }
        let literal = &line[line.find('"').expect("a line is a literal") + 1..line.rfind('"').expect("a line is a literal")];
        let mut rest = literal.bytes();
        while let Some(byte) = rest.next() {
            match (byte, byte == b'\\') {
                (_, false) => bytes.push(byte),
                _ => match rest.next().expect("something is escaped") {
                    b'x' => {
                        let digits: String = rest.by_ref().take(2).map(char::from).collect();
                        bytes.push(u8::from_str_radix(&digits, 16).expect("two digits"));
                    }
                    escaped => bytes.push(escaped),
                },
            }
        }
    }
    bytes
}

/// The outline of metadata, without what differs between the two runtimes: the name of their crates.
fn lines(bytes: &[u8], crate_name: &str) -> String {
    let start = bytes.windows(4).position(|window| window == b"meta").expect("it is metadata");
    let decoded = RuntimeMetadataPrefixed::decode(&mut &bytes[start..]).expect("it is metadata");
    let RuntimeMetadata::V15(metadata) = decoded.1 else { panic!("it is not of version 15") };
    outline(&metadata).into_iter().map(|line| line.replace(crate_name, "runtime") + "\n").collect()
}

#[test]
fn solo_says_of_itself_what_frame_says() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../go-runtime/runtimes/solo/");
    let read = |file| fs::read_to_string(format!("{folder}{file}")).expect("what is generated is committed");
    let source = read("runtimemetadata_generated.go") + "\n" + &read("runtime_generated.go");
    let ours = lines(&constant(&source, "MetadataV15"), "solo_runtime");
    if let Ok(oracle) = env::var("ORACLE_METADATA") {
        let text = fs::read_to_string(oracle).expect("the file can be read");
        let digits: Vec<u8> = text.bytes().filter_map(|digit| (digit as char).to_digit(16)).map(|digit| digit as u8).collect();
        let bytes: Vec<u8> = digits.chunks(2).map(|pair| pair[0] << 4 | pair[1]).collect();
        assert_golden("metadata-tests/tests/solo.outline.txt", &lines(&bytes, "gopallet_oracle"));
    }
    let theirs = fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/solo.outline.txt")).expect("the outline is committed");
    let missing: Vec<_> = theirs.lines().filter(|line| !ours.lines().any(|own| own == *line)).collect();
    let surplus: Vec<_> = ours.lines().filter(|line| !theirs.lines().any(|other| other == *line)).collect();
    assert!(missing.is_empty() && surplus.is_empty(), "missing: {missing:#?}\nsurplus: {surplus:#?}");
}
