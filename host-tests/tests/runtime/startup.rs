//! What every call pays before it does anything.

use super::{blob, call};

/// FRAME's own need for `Core_version`, in units of wasmtime's fuel.
const FRAME_FUEL: u64 = 940;

#[test]
fn core_version_is_no_dearer_than_frames() {
    let stats = call(&blob("solo"), "Core_version", &[]).stats;
    assert!(stats.fuel <= FRAME_FUEL, "{} units of fuel", stats.fuel);
    assert!(stats.mallocs + stats.host_buffers <= 4, "{} mallocs", stats.mallocs);
}
