//! Files and values from the command line.

use std::{io::Read, path::Path};

use super::Failure;

/// Reads a whole file.
pub fn read(path: &Path, what: &str) -> Result<Vec<u8>, Failure> {
    std::fs::read(path).map_err(|error| Failure::Usage(format!("cannot read the {what} {}: {error}; check the path", path.display())))
}

/// Reads a whole text file, or standard input where the path is `-`.
pub fn read_text(path: &Path, what: &str) -> Result<String, Failure> {
    let bytes = if path == Path::new("-") {
        let mut bytes = Vec::new();
        let read = std::io::stdin().lock().read_to_end(&mut bytes);
        read.map_err(|error| Failure::Usage(format!("cannot read the {what} from standard input: {error}")))?;
        bytes
    } else {
        read(path, what)?
    };
    String::from_utf8(bytes).map_err(|_| Failure::Usage(format!("the {what} {} is no text; check the path", path.display())))
}

/// Writes a whole file.
pub fn write(path: &Path, content: &[u8]) -> Result<(), Failure> {
    std::fs::write(path, content).map_err(|error| Failure::Usage(format!("cannot write {}: {error}; check the folder", path.display())))
}
