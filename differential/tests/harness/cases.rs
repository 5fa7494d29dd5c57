//! Every case that was ever found, and the hand-written ones, on the oracle: they are scripts that run.

use std::path::Path;

use crate::pair;
use gopallet_differential::{chain, coverage::Coverage, script::Script};

#[test]
fn all_cases_run() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("cases");
    let mut pair = pair("oracle");
    let mut paths: Vec<_> = std::fs::read_dir(&folder).expect("the cases").map(|entry| entry.expect("a case").path()).collect();
    paths.sort();
    assert!(!paths.is_empty());
    for path in paths {
        let text = std::fs::read(&path).expect("readable");
        let script: Script = serde_json::from_slice(&text).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        assert!(!script.about.is_empty(), "{}: say what the case shows", path.display());
        let mut coverage = Coverage::default();
        chain::run(&mut pair, &script, &mut coverage).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        assert!(coverage.blocks > 0, "{}: no block", path.display());
    }
}
