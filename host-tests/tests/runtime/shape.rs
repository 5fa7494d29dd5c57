//! The shape of a module: imports, exports, memory and sections are a golden file, so that no change of them goes unseen.

use super::module;
use host_tests::inspection::inspect;
use std::fmt::Write;
use std::path::PathBuf;

/// The shape, one line for each thing; sizes are left out.
fn shape(name: &str) -> String {
    let inspection = inspect(&module(name)).expect("a module");
    let mut text = String::new();
    let memory = inspection.memory.expect("a memory");
    let limits = (memory.minimum_pages, memory.maximum_pages);
    writeln!(text, "memory imported={} minimum<=23={} maximum={:?}", memory.imported, limits.0 <= 23, limits.1).expect("to a string");
    writeln!(text, "start={}", inspection.start).expect("to a string");
    let mut lines: Vec<String> = Vec::new();
    lines.extend(inspection.imports.iter().map(|item| format!("import {} {} {}", item.name, item.kind, item.signature)));
    lines.extend(inspection.exports.iter().map(|item| format!("export {} {} {}", item.name, item.kind, item.signature)));
    lines.extend(inspection.sections.iter().map(|section| format!("section {} custom={}", section.name, section.custom)));
    lines.sort();
    for line in lines {
        writeln!(text, "{line}").expect("to a string");
    }
    text
}

#[test]
fn the_shape_of_solo_is_the_golden_one() {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/runtime/solo.shape.txt");
    let found = shape("solo.compact");
    if std::env::var_os("GOPALLET_BLESS").is_some() {
        std::fs::write(&path, &found).expect("a writable checkout");
    }
    let golden = std::fs::read_to_string(&path).expect("the golden file");
    assert_eq!(found, golden, "if the change is meant, run this test with GOPALLET_BLESS=1 and commit the file");
}

#[test]
fn the_three_files_are_one_runtime() {
    use host_tests::{Blob, Externalities, HostConfig};
    let answers: Vec<_> = ["solo", "solo.compact", "solo.compact.compressed"]
        .iter()
        .map(|name| {
            let blob = Blob::compile(&module(name)).unwrap_or_else(|error| panic!("{name}: {error}"));
            blob.call("Core_version", &[], &mut Externalities::default(), &HostConfig::default())
                .unwrap_or_else(|error| panic!("{name}: {error}"))
        })
        .map(|outcome| (outcome.result, outcome.stats))
        .collect();
    assert_eq!(answers[0], answers[1]);
    assert_eq!(answers[0], answers[2]);
}
