//! Metadata of real chains, from the test data of the crate frame-metadata.

use super::{Answer, Fixture};
use std::path::PathBuf;
use std::process::Command;

const METADATA: u8 = 37;

/// The folder with the test data, in cargo's registry.
fn test_data() -> PathBuf {
    let cargo = std::env::var_os("CARGO").unwrap_or("cargo".into());
    let output = Command::new(cargo)
        .args(["metadata", "--format-version=1", "--offline", "--manifest-path"])
        .arg(concat!(env!("CARGO_MANIFEST_DIR"), "/Cargo.toml"))
        .output()
        .expect("cargo runs");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let metadata: serde_json::Value = serde_json::from_slice(&output.stdout).expect("JSON");
    let packages = metadata["packages"].as_array().expect("packages");
    let package = packages.iter().find(|package| package["name"] == "frame-metadata").expect("frame-metadata is a dependency");
    let manifest = PathBuf::from(package["manifest_path"].as_str().expect("a path"));
    manifest.with_file_name("test_data")
}

fn blob(version: u8) -> Vec<u8> {
    let path = test_data().join(format!("ksm_metadata_v{version}.bin"));
    std::fs::read(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

#[test]
fn metadata_of_every_version_is_encoded_as_it_was() {
    let mut fixture = Fixture::new();
    for version in 9..=14 {
        let encoded = blob(version);
        assert!(encoded.len() > 50_000, "version {version} has {} bytes", encoded.len());
        assert_eq!(encoded[4], version);
        assert!(fixture.round_trip(METADATA, &encoded).1 == Answer::Encoded(encoded), "version {version}");
    }
}

#[test]
fn truncated_metadata_is_refused() {
    let mut fixture = Fixture::new();
    for version in 9..=14 {
        let encoded = blob(version);
        let near_the_ends = (0..60).chain(encoded.len() - 60..encoded.len());
        for length in near_the_ends.chain((60..encoded.len()).step_by(4999)) {
            match fixture.round_trip(METADATA, &encoded[..length]).1 {
                Answer::Refused { offset, .. } => assert!(offset <= length),
                Answer::Encoded(_) => panic!("version {version}, {length} bytes of {}", encoded.len()),
            }
        }
    }
}
