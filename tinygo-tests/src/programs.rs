//! The programs in TinyGo's module: `testdata/NAME.go` with its output in `testdata/NAME.txt`, and folders with theirs in `out.txt`. The other
//! folders are packages that programs import, and sources that must not compile; they are no programs.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::Command;

use gopallet_wasm_builder::command::{self, CommandError};
use gopallet_wasm_builder::toolchain::Toolchain;

/// The path of TinyGo's module, which programs import packages of `testdata` by.
pub const MODULE_PATH: &str = "github.com/tinygo-org/tinygo";

/// Programs that print what the file of another name says.
const OUTPUT_OF: [(&str, &str); 1] = [("wasmexport-noscheduler.go", "wasmexport.txt")];

/// Why the programs could not be read.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ProgramsError {
    /// A file or folder could not be read.
    #[error("cannot read {path}: {error}; run `make toolchain`, or name TinyGo's sources with GOPALLET_TINYGOROOT")]
    Read {
        /// Which.
        path: String,
        /// Why.
        error: std::io::Error,
    },
    /// The pinned version is not known.
    #[error("{0} has no line TINYGO_VERSION=...; it must pin TinyGo's version")]
    NoVersion(String),
    /// Go could not fetch TinyGo's module.
    #[error(transparent)]
    Download(#[from] CommandError),
    /// Go's answer has no folder.
    #[error(
        "go mod download did not say where TinyGo's module is; run `make toolchain`, or name TinyGo's sources with GOPALLET_TINYGOROOT"
    )]
    NoFolder,
}

/// A program.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Program {
    /// `gc.go`, or `embed/` for a folder.
    pub name: String,
    /// Its files: paths inside of its own folder, and contents.
    pub files: BTreeMap<PathBuf, Vec<u8>>,
    /// What it must print, if TinyGo says so.
    pub expected: Option<String>,
}

impl Program {
    /// The name as part of a file's name.
    pub fn stem(&self) -> &str {
        self.name.trim_end_matches(".go").trim_end_matches('/')
    }
}

/// The content of `testdata`.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct TestData {
    /// The programs, by name.
    pub programs: Vec<Program>,
    /// The Go files of the other folders, which programs may import: paths inside of `testdata`, and contents.
    pub packages: BTreeMap<PathBuf, Vec<u8>>,
}

/// The folder `testdata` of the TinyGo that the toolchain has, or of the module of the same version if its sources came without.
pub fn folder(toolchain: &Toolchain, root: &Path) -> Result<PathBuf, ProgramsError> {
    let beside = toolchain.tinygo_root.join("testdata");
    if beside.is_dir() {
        return Ok(beside);
    }
    let pins = root.join("toolchain").join("versions.env");
    let text = std::fs::read_to_string(&pins).map_err(read_error(&pins))?;
    let version = text.lines().find_map(|line| line.strip_prefix("TINYGO_VERSION="));
    let version = version.ok_or_else(|| ProgramsError::NoVersion(pins.display().to_string()))?;
    let mut download = Command::new(&toolchain.go);
    download.current_dir(root.join("go-runtime")).env("GOTOOLCHAIN", "local").env("GOWORK", "off");
    download.args(["mod", "download", "-json", &format!("{MODULE_PATH}@v{version}")]);
    let answer = command::run_to_success("go mod download", &mut download)?;
    let answer: serde_json::Value = serde_json::from_slice(&answer.stdout).map_err(|_| ProgramsError::NoFolder)?;
    let folder = answer.get("Dir").and_then(serde_json::Value::as_str).ok_or(ProgramsError::NoFolder)?;
    Ok(Path::new(folder).join("testdata"))
}

impl TestData {
    /// Reads the folder `testdata`.
    pub fn read(testdata: &Path) -> Result<Self, ProgramsError> {
        let mut data = Self::default();
        for path in entries(testdata)? {
            let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
            if path.is_dir() {
                let files = files_below(&path)?;
                match files.get(Path::new("out.txt")) {
                    Some(output) => {
                        let expected = Some(text(output));
                        data.programs.push(Program { name: format!("{name}/"), files, expected });
                    }
                    None => data.packages.extend(files.into_iter().map(|(file, content)| (Path::new(&name).join(file), content))),
                }
            } else if let Some(stem) = name.strip_suffix(".go") {
                let other = OUTPUT_OF.iter().find(|(program, _)| *program == name).map(|(_, output)| (*output).to_owned());
                let output = testdata.join(other.unwrap_or_else(|| format!("{stem}.txt")));
                let expected = if output.exists() { Some(text(&read(&output)?)) } else { None };
                data.programs.push(Program { files: BTreeMap::from([(PathBuf::from("main.go"), read(&path)?)]), name, expected });
            }
        }
        Ok(data)
    }
}

/// As TinyGo's own tests compare it: a checkout may have put other ends of lines into the files.
fn text(output: &[u8]) -> String {
    String::from_utf8_lossy(output).replace("\r\n", "\n")
}

/// The files below `folder`: paths inside of it, and contents.
pub fn files_below(folder: &Path) -> Result<BTreeMap<PathBuf, Vec<u8>>, ProgramsError> {
    let mut files = BTreeMap::new();
    let mut folders = vec![folder.to_path_buf()];
    while let Some(next) = folders.pop() {
        for path in entries(&next)? {
            if path.is_dir() {
                folders.push(path);
            } else if let Ok(inside) = path.strip_prefix(folder) {
                files.insert(inside.to_path_buf(), read(&path)?);
            }
        }
    }
    Ok(files)
}

/// What is in a folder, by name.
fn entries(folder: &Path) -> Result<Vec<PathBuf>, ProgramsError> {
    let entries = std::fs::read_dir(folder).map_err(read_error(folder))?;
    let paths: Result<Vec<_>, _> = entries.map(|entry| entry.map(|entry| entry.path())).collect();
    let mut paths = paths.map_err(read_error(folder))?;
    paths.sort();
    Ok(paths)
}

/// The content of a file.
pub fn read(path: &Path) -> Result<Vec<u8>, ProgramsError> {
    std::fs::read(path).map_err(read_error(path))
}

fn read_error(path: &Path) -> impl FnOnce(std::io::Error) -> ProgramsError {
    let path = path.display().to_string();
    move |error| ProgramsError::Read { path, error }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn programs_packages_and_outputs_are_told_apart() {
        let folder = tempfile::tempdir().expect("a folder");
        let write = |path: &str, content: &str| {
            let path = folder.path().join(path);
            std::fs::create_dir_all(path.parent().expect("a parent")).expect("creates");
            std::fs::write(path, content).expect("writes");
        };
        write("b.go", "package main");
        write("b.txt", "one\r\ntwo\n");
        write("a.go", "package main");
        write("asset/main.go", "package main");
        write("asset/deep/x", "x");
        write("asset/out.txt", "out\n");
        write("library/part/part.go", "package part");
        write("wasmexport-noscheduler.go", "package main");
        write("wasmexport.txt", "exported\n");
        let data = TestData::read(folder.path()).expect("reads");
        let summary: Vec<_> = data.programs.iter().map(|p| (p.name.as_str(), p.files.len(), p.expected.as_deref())).collect();
        let expected = [
            ("a.go", 1, None),
            ("asset/", 3, Some("out\n")),
            ("b.go", 1, Some("one\ntwo\n")),
            ("wasmexport-noscheduler.go", 1, Some("exported\n")),
        ];
        assert_eq!(summary, expected);
        assert_eq!(data.packages.keys().collect::<Vec<_>>(), [Path::new("library/part/part.go")]);
        assert_eq!(data.programs[1].stem(), "asset");
        let error = TestData::read(&folder.path().join("missing")).expect_err("is missing");
        assert!(error.to_string().contains("GOPALLET_TINYGOROOT"), "{error}");
    }
}
