//! A runtime that a test writes, and its build.

use super::{builder, errors, repository, require_tools};
use std::path::{Path, PathBuf};
use std::process::Output;
use tempfile::TempDir;

/// Where the tests' runtimes are, in the repository. Git ignores it, and so does Go unless it is told a folder in it, so that nothing
/// trips over what an interrupted test leaves behind.
pub const RUNTIMES: &str = "go-runtime/_build-tests";

/// The name of the outputs.
const NAME: &str = "bad";

/// What stands in the folder for the outputs before a build.
const BEFORE: &[u8] = b"of an earlier build";

/// The manifest of a runtime with these functions of the API Core.
pub fn manifest(functions: &[&str]) -> String {
    format!(
        "[version]\nspec_name = \"test\"\nimpl_name = \"test\"\nauthoring_version = 1\nspec_version = 1\nimpl_version = 1\n\
         transaction_version = 1\nsystem_version = 1\n\n[[api]]\nname = \"Core\"\nversion = 5\nfunctions = {functions:?}\n"
    )
}

/// A runtime in a folder of its own, which goes with it.
pub struct Runtime {
    folder: TempDir,
    out: TempDir,
}

impl Runtime {
    /// A runtime with the function `Core_version` and this `main.go`.
    pub fn new(go: &str) -> Self {
        Self::with_manifest(&manifest(&["version"]), go)
    }

    /// A runtime with this `runtime.toml` and this `main.go`.
    #[track_caller]
    pub fn with_manifest(manifest: &str, go: &str) -> Self {
        require_tools();
        let runtimes = repository().join(RUNTIMES);
        std::fs::create_dir_all(&runtimes).expect("the Go module is writable");
        let folder = tempfile::Builder::new().prefix("runtime-").tempdir_in(runtimes).expect("a folder");
        std::fs::write(folder.path().join("runtime.toml"), manifest).expect("writes");
        std::fs::write(folder.path().join("main.go"), go).expect("writes");
        Self { folder, out: tempfile::tempdir().expect("a folder") }
    }

    /// The runtime's folder, as seen from the repository.
    pub fn path(&self) -> String {
        let name = self.folder.path().file_name().expect("has one").to_string_lossy();
        format!("{RUNTIMES}/{name}")
    }

    /// The line `number` of `main.go`, as messages name it.
    pub fn line(&self, number: usize) -> String {
        format!("{}/main.go:{number}", self.path())
    }

    /// The folder for the outputs.
    pub fn out(&self) -> &Path {
        self.out.path()
    }

    /// Builds it.
    pub fn build(&self) -> Output {
        let out = self.out().to_string_lossy();
        builder(&["build", &self.path(), "--out", &out, "--name", NAME, "--keep-linked"]).output().expect("runs")
    }

    /// Builds it, which must fail with status 1 and leave the outputs as they were; the error's lines but the first.
    #[track_caller]
    pub fn refusal(&self) -> Refusal {
        let files = [".wasm", ".compact.wasm"].map(|suffix| self.out().join(format!("{NAME}{suffix}")));
        for file in &files {
            std::fs::write(file, BEFORE).expect("writes");
        }
        let output = self.build();
        let text = errors(&output);
        assert_eq!(output.status.code(), Some(1), "{text}");
        assert!(output.stdout.is_empty(), "a build that fails has no result");
        assert!(text.starts_with("wasm-builder: "), "{text}");
        let mut left: Vec<PathBuf> =
            std::fs::read_dir(self.out()).expect("is there").map(|entry| entry.expect("is readable").path()).collect();
        left.sort();
        let mut expected = files.to_vec();
        expected.sort();
        assert_eq!(left, expected, "nothing is added and nothing is removed");
        for file in &files {
            assert_eq!(std::fs::read(file).expect("is there"), BEFORE, "{}", file.display());
        }
        Refusal { text }
    }

    /// Builds it, which must succeed; the module.
    #[track_caller]
    pub fn module(&self) -> Vec<u8> {
        let output = self.build();
        assert!(output.status.success(), "{}", errors(&output));
        std::fs::read(self.out().join(format!("{NAME}.wasm"))).expect("is there")
    }
}

/// The error of a build.
pub struct Refusal {
    text: String,
}

impl Refusal {
    /// The lines below the first, which says what the others are.
    pub fn lines(&self) -> Vec<&str> {
        self.text.lines().skip(1).collect()
    }

    /// Whether a line begins with `start` and contains every one of `parts`.
    #[track_caller]
    pub fn names(&self, start: &str, parts: &[&str]) {
        let found = self.text.lines().any(|line| line.starts_with(start) && parts.iter().all(|part| line.contains(part)));
        assert!(found, "no line begins with {start:?} and contains {parts:?}:\n{}", self.text);
    }
}
