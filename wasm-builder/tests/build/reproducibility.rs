//! The same sources give the same bytes, wherever they lie.

use super::runtime::RUNTIMES;
use super::{builder, errors, repository, require_tools};
use std::path::Path;

/// Whether an entry of the repository is one of its sources, not something that was built there.
fn is_source(name: &str) -> bool {
    !name.starts_with('.') && !name.ends_with(".wasm") && !["target", "build"].contains(&name)
}

/// Copies a file, or a folder with all that is in it but the runtimes of other tests.
fn copy(from: &Path, to: &Path) {
    if from.is_file() {
        std::fs::copy(from, to).expect("copies");
        return;
    }
    std::fs::create_dir_all(to).expect("a folder");
    for entry in std::fs::read_dir(from).expect("is readable") {
        let entry = entry.expect("is readable");
        if !entry.path().ends_with(RUNTIMES) {
            copy(&entry.path(), &to.join(entry.file_name()));
        }
    }
}

/// The three outputs of the smallest fixture, built in a copy of the repository in `folder`.
fn build_in(folder: &Path) -> [Vec<u8>; 3] {
    std::fs::create_dir_all(folder).expect("a folder");
    for entry in std::fs::read_dir(repository()).expect("is readable") {
        let entry = entry.expect("is readable");
        if is_source(&entry.file_name().to_string_lossy()) {
            copy(&entry.path(), &folder.join(entry.file_name()));
        }
    }
    let at = |path: &str| folder.join(path).to_string_lossy().into_owned();
    let arguments = ["build", &at("go-runtime/fixtures/minimal"), "--out", &at("out"), "--name", "minimal", "--shim-dir", &at("")];
    let output = builder(&arguments).current_dir(folder).output().expect("runs");
    assert!(output.status.success(), "{}", errors(&output));
    ["minimal.wasm", "minimal.compact.wasm", "minimal.compact.compressed.wasm"]
        .map(|name| std::fs::read(folder.join("out").join(name)).expect("is there"))
}

#[test]
fn two_folders_give_the_same_bytes() {
    require_tools();
    let folder = tempfile::tempdir().expect("a folder");
    let (here, there) = (folder.path().join("a"), folder.path().join("another folder/of a longer path"));
    let (first, second) = std::thread::scope(|scope| {
        let other = scope.spawn(|| build_in(&there));
        (build_in(&here), other.join().expect("builds"))
    });
    for (first, second) in first.iter().zip(&second) {
        assert!(first == second, "{} and {} bytes, which differ", first.len(), second.len());
        let leaked = |text: &str| first.windows(text.len()).any(|bytes| bytes == text.as_bytes());
        assert!(!leaked(&folder.path().to_string_lossy()), "the module names the folder that it was built in");
    }
}
