//! Results by what they were made from, so that only what changed is made again.

use crate::execution::{Failure, Stage};
use crate::programs::{self, ProgramsError};
use blake2::{Blake2s256, Digest};
use gopallet_wasm_builder::output::{self, OutputError};
use std::path::{Path, PathBuf};

/// What something is made from. Two keys are equal only if the same parts were added in the same order.
#[derive(Clone, Default)]
pub struct Key(Blake2s256);

impl Key {
    /// A key without parts.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a part.
    pub fn with(mut self, part: impl AsRef<[u8]>) -> Self {
        let part = part.as_ref();
        self.0.update((part.len() as u64).to_le_bytes());
        self.0.update(part);
        self
    }

    /// Adds files: their names and contents.
    pub fn add_files<'a>(self, files: impl IntoIterator<Item = (&'a PathBuf, &'a Vec<u8>)>) -> Self {
        files.into_iter().fold(self.with("files"), |key, (path, content)| key.with(path.as_os_str().as_encoded_bytes()).with(content))
    }

    /// Adds a file, or all files below a folder.
    pub fn add_path(self, path: &Path) -> Result<Self, ProgramsError> {
        if path.is_dir() {
            return Ok(self.add_files(&programs::files_below(path)?));
        }
        Ok(self.with(path.file_name().unwrap_or_default().as_encoded_bytes()).with(programs::read(path)?))
    }

    /// Adds a program by its path, size and time: it is too large to be read each time.
    pub fn add_tool(self, path: &Path) -> Self {
        let key = self.with(path.as_os_str().as_encoded_bytes());
        // A bare command, which is looked up when it is run, is known by its name only.
        let Ok(metadata) = std::fs::metadata(path) else { return key };
        let modified = metadata.modified().ok().and_then(|time| time.duration_since(std::time::UNIX_EPOCH).ok());
        key.with(metadata.len().to_le_bytes()).with(modified.unwrap_or_default().as_nanos().to_le_bytes())
    }

    fn digest(&self) -> Vec<u8> {
        self.0.clone().finalize().to_vec()
    }
}

/// A folder with results: one file each, with the key's digest, a byte for success or the stage of the failure, and the content.
#[derive(Debug, Clone)]
pub struct Cache {
    folder: PathBuf,
}

/// The byte for a success; failures have the number of their stage.
const MADE: u8 = 0xff;

impl Cache {
    /// The cache in `folder`, which need not exist yet.
    pub fn new(folder: PathBuf) -> Self {
        Self { folder }
    }

    /// The result `name`, made by `make` unless it is there with the same key. That it can't be made is a result too; an error is none.
    pub fn get_or_make<E: From<OutputError>>(
        &self,
        name: &str,
        key: &Key,
        make: impl FnOnce() -> Result<Result<Vec<u8>, Failure>, E>,
    ) -> Result<Result<Vec<u8>, Failure>, E> {
        let path = self.folder.join(name);
        let digest = key.digest();
        if let Some(result) = std::fs::read(&path).ok().and_then(|file| decode(&file, &digest)) {
            return Ok(result);
        }
        let result = make()?;
        let (kind, content) = match &result {
            Ok(content) => (MADE, content.as_slice()),
            Err(failure) => (failure.stage as u8, failure.text.as_bytes()),
        };
        let file = [digest.as_slice(), &[kind], content].concat();
        output::write_all(&[(path, file)])?;
        Ok(result)
    }
}

fn decode(file: &[u8], digest: &[u8]) -> Option<Result<Vec<u8>, Failure>> {
    let (&kind, content) = file.strip_prefix(digest)?.split_first()?;
    if kind == MADE {
        return Some(Ok(content.to_vec()));
    }
    let stage = Stage::ALL.into_iter().find(|stage| *stage as u8 == kind)?;
    Some(Err(Failure { stage, text: String::from_utf8_lossy(content).into_owned() }))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key(part: &str) -> Key {
        Key::new().with(part)
    }

    #[test]
    fn only_what_changed_is_made_again() {
        let folder = tempfile::tempdir().expect("a folder");
        let cache = Cache::new(folder.path().join("cache"));
        let mut made = 0;
        let mut get = |name: &str, key: &Key, content: &str| {
            cache.get_or_make(name, key, || {
                made += 1;
                Ok::<_, OutputError>(Ok(content.as_bytes().to_vec()))
            })
        };
        let first = get("a", &key("1"), "first").expect("works");
        assert_eq!(first, get("a", &key("1"), "second").expect("works"));
        assert_eq!(get("a", &key("2"), "third").expect("works"), Ok(b"third".to_vec()));
        assert_eq!(get("b", &key("2"), "fourth").expect("works"), Ok(b"fourth".to_vec()));
        assert_eq!(made, 3);
    }

    #[test]
    fn failures_are_kept_and_damage_is_made_again() {
        let folder = tempfile::tempdir().expect("a folder");
        let cache = Cache::new(folder.path().to_path_buf());
        let failure = Failure { stage: Stage::Link, text: "undefined".to_owned() };
        for _ in 0..2 {
            let result = cache.get_or_make("a", &key("1"), || Ok::<_, OutputError>(Err(failure.clone())));
            assert_eq!(result.expect("works"), Err(failure.clone()));
        }
        std::fs::write(folder.path().join("a"), key("1").digest()).expect("writes");
        let result = cache.get_or_make("a", &key("1"), || Ok::<_, OutputError>(Ok(vec![1])));
        assert_eq!(result.expect("works"), Ok(vec![1]));
    }

    #[test]
    fn a_key_tells_its_parts_apart() {
        assert_ne!(key("ab").with("c").digest(), key("a").with("bc").digest());
        assert_ne!(key("a").digest(), key("a").with("").digest());
        let files = |path: &str, content: &str| Key::new().add_files([(&PathBuf::from(path), &content.as_bytes().to_vec())]).digest();
        assert_ne!(files("a", "b"), files("b", "a"));
    }
}
