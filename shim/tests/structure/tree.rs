//! The files of the checkout.

use std::fs;
use std::path::{Path, PathBuf};

/// Folders that are no sources. The last is where other tests write runtimes while these run.
const SKIPPED: [&str; 4] = [".git", "build", "target", "go-runtime/_build-tests"];

/// A file: its path from the checkout's root, with `/`, and its text.
pub struct File {
    pub path: String,
    pub text: String,
}

impl File {
    /// A file that is not on disk, for the rules' own tests.
    pub fn new(path: &str, text: &str) -> Self {
        File { path: path.to_owned(), text: text.to_owned() }
    }

    /// The part of the path after the last dot of its name, or nothing.
    pub fn extension(&self) -> &str {
        self.name().rsplit_once('.').map_or("", |(_, extension)| extension)
    }

    /// The last part of the path.
    pub fn name(&self) -> &str {
        self.path.rsplit_once('/').map_or(&self.path, |(_, name)| name)
    }
}

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// The text of the file at `path` from the checkout's root.
pub fn read(path: &str) -> String {
    fs::read_to_string(root().join(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
}

/// The text files below `folder`, in the order of their paths. Left out: what is built, and files that are no text.
pub fn files(folder: &str) -> Vec<File> {
    let mut found = Vec::new();
    let mut folders = vec![root().join(folder)];
    while let Some(folder) = folders.pop() {
        let entries = fs::read_dir(&folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
        for entry in entries {
            let path = entry.expect("a readable folder").path();
            let relative = relative(&path);
            if path.is_dir() {
                if !SKIPPED.contains(&relative.as_str()) {
                    folders.push(path);
                }
            } else if let Ok(text) = fs::read_to_string(&path) {
                found.push(File { path: relative, text });
            }
        }
    }
    found.sort_by(|a, b| a.path.cmp(&b.path));
    assert!(!found.is_empty(), "no file below '{folder}'");
    found
}

/// The files below `folder` with the extension.
pub fn files_of(folder: &str, extension: &str) -> Vec<File> {
    files(folder).into_iter().filter(|file| file.extension() == extension).collect()
}

/// The Go files of the module, but for those that the checker's tests read as data.
pub fn go_files() -> Vec<File> {
    files_of("go-runtime", "go").into_iter().filter(|file| !file.path.contains("/testdata/")).collect()
}

fn relative(path: &Path) -> String {
    let relative = path.strip_prefix(root()).expect("below the root");
    relative.components().map(|part| part.as_os_str().to_string_lossy()).collect::<Vec<_>>().join("/")
}
