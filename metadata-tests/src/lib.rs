//! The golden files that Go's tests and Rust's share. Rust computes what is in them, by the crates that define the formats; Go has to compute the
//! same. And the [`outline`] of metadata, by which two runtimes are compared.

pub mod outline;

use std::path::Path;
use std::{env, fs};

/// Compares the file at `path`, from the repository's root, with `want`, or writes it if `GOPALLET_BLESS` is set.
///
/// # Panics
///
/// If they differ, or the file can't be read.
pub fn assert_golden(path: &str, want: &str) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("..").join(path);
    if env::var_os("GOPALLET_BLESS").is_some() {
        fs::create_dir_all(path.parent().expect("a file is in a folder")).expect("the folder can be made");
        fs::write(&path, want).expect("the file can be written");
    }
    let found = fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    assert!(found == want, "{} differs from what the crates compute: run with GOPALLET_BLESS=1, then the tests of Go", path.display());
}

/// `bytes` in hexadecimal digits, 64 bytes a line.
#[must_use]
pub fn hex(bytes: &[u8]) -> String {
    let mut text = String::new();
    for line in bytes.chunks(64) {
        line.iter().for_each(|byte| text.push_str(&format!("{byte:02x}")));
        text.push('\n');
    }
    text
}
