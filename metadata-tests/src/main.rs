//! Compares two runtimes' metadata by structure: `metadata-tests OURS THEIRS`, each a file of version 15 in hexadecimal digits. Prints the lines
//! that only one has, and fails if there are any.

use frame_metadata::{RuntimeMetadata, RuntimeMetadataPrefixed};
use metadata_tests::outline::outline;
use parity_scale_codec::Decode;
use std::collections::BTreeSet;
use std::process::ExitCode;

/// The outline of the metadata in a file, or why there is none.
fn read(path: &str) -> Result<BTreeSet<String>, String> {
    let text = std::fs::read_to_string(path).map_err(|error| format!("{path}: {error}"))?;
    let digits: Vec<u8> = text.bytes().filter(u8::is_ascii_hexdigit).collect();
    let value = |digit: u8| (digit as char).to_digit(16).unwrap_or_default() as u8;
    let bytes: Vec<u8> = digits.chunks(2).map(|pair| pair.iter().fold(0, |byte, &digit| byte << 4 | value(digit))).collect();
    // What a runtime API returns has an option and a length before the metadata itself.
    let start = bytes.windows(4).position(|window| window == b"meta").ok_or(format!("{path}: this is no metadata"))?;
    match RuntimeMetadataPrefixed::decode(&mut &bytes[start..]) {
        Ok(RuntimeMetadataPrefixed(_, RuntimeMetadata::V15(metadata))) => Ok(outline(&metadata)),
        Ok(RuntimeMetadataPrefixed(_, other)) => Err(format!("{path}: this is version {}, not 15", other.version())),
        Err(error) => Err(format!("{path}: {error}")),
    }
}

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [ours, theirs] = &arguments[..] else {
        eprintln!("usage: metadata-tests OURS THEIRS");
        return ExitCode::from(2);
    };
    match (read(ours), read(theirs)) {
        (Ok(ours), Ok(theirs)) => {
            ours.difference(&theirs).for_each(|line| println!("- {line}"));
            theirs.difference(&ours).for_each(|line| println!("+ {line}"));
            ExitCode::from(u8::from(ours != theirs))
        }
        (Err(error), _) | (_, Err(error)) => {
            eprintln!("metadata-tests: {error}");
            ExitCode::from(2)
        }
    }
}
