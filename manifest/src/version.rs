//! The SCALE side of the manifest: `RuntimeVersion` as `Core_version` returns it, and the two custom sections made from it.
//!
//! The layout is that of Core API 4 and 5: spec_name, impl_name, authoring, spec and impl version, the APIs as a vector of
//! `([u8; 8], u32)`, transaction version, and one byte of system version.

use crate::{Api, Manifest};
use blake2::digest::consts::U8;
use blake2::{Blake2b, Digest};
use parity_scale_codec::Encode;

/// The custom section that holds the runtime's version with an empty list of APIs.
pub const VERSION_SECTION: &str = "runtime_version";
/// The custom section that holds the runtime's APIs.
pub const APIS_SECTION: &str = "runtime_apis";

pub(crate) fn api_id(name: &str) -> [u8; 8] {
    Blake2b::<U8>::digest(name.as_bytes()).into()
}

impl Manifest {
    /// The SCALE encoding of the runtime's `RuntimeVersion`: what `Core_version` returns.
    pub fn encoded_version(&self) -> Vec<u8> {
        self.encode_version(self.apis())
    }

    /// The content of the custom section [`VERSION_SECTION`]: hosts fill in the APIs from [`APIS_SECTION`].
    pub fn version_section(&self) -> Vec<u8> {
        self.encode_version(&[])
    }

    /// The content of the custom section [`APIS_SECTION`]: for each API its id and its version, little-endian, without a length.
    pub fn apis_section(&self) -> Vec<u8> {
        self.apis().iter().flat_map(|api| (api.id(), api.version()).encode()).collect()
    }

    fn encode_version(&self, apis: &[Api]) -> Vec<u8> {
        let version = self.version();
        let apis: Vec<([u8; 8], u32)> = apis.iter().map(|api| (api.id(), api.version())).collect();
        let names = (&version.spec_name, &version.impl_name);
        let numbers = (version.authoring_version, version.spec_version, version.impl_version);
        (names, numbers, apis, version.transaction_version, version.system_version).encode()
    }
}
