//! The files a build leaves behind, as Substrate's tools name them, and how they are written: all or none, and none in part.

use crate::prune::{self, PruneError};
use gopallet_manifest::{Manifest, APIS_SECTION, VERSION_SECTION};
use std::io::Write;
use std::path::{Path, PathBuf};

/// What Substrate puts before a zstd-compressed module.
pub const ZSTD_PREFIX: [u8; 8] = [82, 188, 83, 118, 70, 219, 142, 5];
/// zstd's level: that of the size comparisons with FRAME.
const ZSTD_LEVEL: i32 = 19;

/// A file that could not be written.
#[derive(Debug, thiserror::Error)]
#[error("cannot write {path}: {error}; nothing was changed there")]
pub struct OutputError {
    /// The file.
    pub path: String,
    /// Why.
    pub error: std::io::Error,
}

/// The three forms of one module.
#[derive(Debug, Clone)]
pub struct Outputs {
    /// With the name section.
    pub full: Vec<u8>,
    /// Without names.
    pub compact: Vec<u8>,
    /// [`Self::compact`], compressed, behind [`ZSTD_PREFIX`].
    pub compressed: Vec<u8>,
}

impl Outputs {
    /// The three forms of a pruned module, with the version sections of the manifest.
    pub fn new(pruned: &[u8], manifest: &Manifest) -> Result<Self, PruneError> {
        let mut full = pruned.to_vec();
        let mut compact = prune::without_names(pruned)?;
        for wasm in [&mut full, &mut compact] {
            prune::append_custom(wasm, VERSION_SECTION, &manifest.version_section());
            prune::append_custom(wasm, APIS_SECTION, &manifest.apis_section());
        }
        let mut compressed = ZSTD_PREFIX.to_vec();
        let frame = zstd::bulk::compress(&compact, ZSTD_LEVEL).map_err(|error| PruneError::Reencode(error.to_string()))?;
        compressed.extend(frame);
        Ok(Self { full, compact, compressed })
    }

    /// Where the three forms go in `folder` under `name`, with their bytes.
    pub fn files(self, folder: &Path, name: &str) -> Vec<(PathBuf, Vec<u8>)> {
        let file = |suffix: &str| folder.join(format!("{name}{suffix}"));
        vec![(file(".wasm"), self.full), (file(".compact.wasm"), self.compact), (file(".compact.compressed.wasm"), self.compressed)]
    }
}

/// Writes all files: first each beside its place, then all are moved, so that a failure leaves no file half written.
pub fn write_all(files: &[(PathBuf, Vec<u8>)]) -> Result<(), OutputError> {
    let mut ready = Vec::new();
    for (path, content) in files {
        let error = |error: std::io::Error| OutputError { path: path.display().to_string(), error };
        let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
        std::fs::create_dir_all(folder).map_err(error)?;
        let mut file = tempfile::Builder::new().prefix(".wasm-builder-").tempfile_in(folder).map_err(error)?;
        file.write_all(content).map_err(error)?;
        make_readable(file.as_file()).map_err(error)?;
        ready.push((file, path));
    }
    for (file, path) in ready {
        file.persist(path).map_err(|error| OutputError { path: path.display().to_string(), error: error.error })?;
    }
    Ok(())
}

/// Temporary files are private; an output is readable by all, as a file that a linker writes.
fn make_readable(file: &std::fs::File) -> std::io::Result<()> {
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        file.set_permissions(std::fs::Permissions::from_mode(0o644))?;
    }
    let _ = file;
    Ok(())
}
