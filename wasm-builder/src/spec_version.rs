//! A runtime as another spec version than its manifest declares: the same sources, for a test of an upgrade to be upgraded to.
//!
//! The version is in Go code that is generated into the runtime's folder. The checkout is to stay as it is, so a copy of the folder is compiled, which
//! lies beside it: what it imports from its module, and a module's relative paths, lead to the same places from there.

use crate::output::OutputError;
use std::path::Path;
use tempfile::TempDir;

/// How the copies' names begin. Go leaves out folders with an underscore in front, unless it is told one.
const PREFIX: &str = "_spec-version-";

/// Copies the folder of a runtime. The copy goes with the value.
pub fn copy(runtime: &Path) -> Result<TempDir, OutputError> {
    let parent = runtime.parent().unwrap_or(runtime);
    let copy = tempfile::Builder::new().prefix(PREFIX).tempdir_in(parent);
    let copy = copy.map_err(|error| OutputError { path: parent.display().to_string(), error })?;
    copy_folder(runtime, copy.path()).map_err(|error| OutputError { path: copy.path().display().to_string(), error })?;
    Ok(copy)
}

fn copy_folder(from: &Path, to: &Path) -> std::io::Result<()> {
    for entry in std::fs::read_dir(from)? {
        let entry = entry?;
        let (path, target) = (entry.path(), to.join(entry.file_name()));
        if path.is_dir() {
            std::fs::create_dir(&target)?;
            copy_folder(&path, &target)?;
        } else {
            std::fs::copy(&path, &target)?;
        }
    }
    Ok(())
}
