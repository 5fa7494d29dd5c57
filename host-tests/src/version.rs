//! The version of a runtime, and the two places where a blob says it: the custom sections `runtime_version` and
//! `runtime_apis`, and the answer of `Core_version`.

use codec::{Decode, Encode};
use serde::Serialize;
use wasmparser::{Parser, Payload};

use crate::{
    error::CallError,
    externalities::{Externalities, StateVersion},
    outcome::HostConfig,
    Blob,
};

/// The identifier of the Core API: the 8-byte blake2b hash of its name.
pub const CORE_API: [u8; 8] = [0xdf, 0x6a, 0xcb, 0x68, 0x99, 0x07, 0x60, 0x9b];

/// The custom section with the SCALE-encoded version, whose list of APIs is empty.
pub const VERSION_SECTION: &str = "runtime_version";

/// The custom section with the list of APIs: for each its identifier and its version as a little-endian `u32`.
pub const APIS_SECTION: &str = "runtime_apis";

/// A runtime API that a runtime has.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Encode, Decode)]
pub struct ApiVersion {
    /// The 8-byte blake2b hash of the API's name.
    pub id: [u8; 8],
    /// Its version.
    pub version: u32,
}

impl Serialize for ApiVersion {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        (format!("0x{}", hex::encode(self.id)), self.version).serialize(serializer)
    }
}

/// The version of a runtime.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Serialize)]
pub struct RuntimeVersion {
    /// The name of the chain's specification.
    pub spec_name: String,
    /// The name of its implementation.
    pub impl_name: String,
    /// The version of the block authoring.
    pub authoring_version: u32,
    /// The version of the specification: a new one is an upgrade.
    pub spec_version: u32,
    /// The version of the implementation.
    pub impl_version: u32,
    /// The runtime APIs.
    pub apis: Vec<ApiVersion>,
    /// The version of the extrinsics' format.
    pub transaction_version: u32,
    /// The version of the state trie's layout, and since Core 5 of the extrinsics root's as well.
    pub system_version: u8,
}

/// Why a version cannot be read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum VersionError {
    /// The encoding ends early or holds something else.
    #[error("the runtime version does not decode at {field}; check how the runtime encodes it")]
    Decode {
        /// The first field that does not decode.
        field: &'static str,
    },
    /// Bytes are left after the last field.
    #[error("{bytes} bytes follow the runtime version; check how the runtime encodes it")]
    Trailing {
        /// How many.
        bytes: usize,
    },
    /// One section without the other.
    #[error("the blob has the section {present:?} but not {missing:?}; hosts take both or neither")]
    Alone {
        /// The section that is there.
        present: &'static str,
        /// The section that is not.
        missing: &'static str,
    },
    /// A section occurs more than once.
    #[error("the blob has the section {section:?} more than once; hosts read one of them")]
    Repeated {
        /// Its name.
        section: &'static str,
    },
    /// The list of APIs is no whole number of entries.
    #[error("the section {APIS_SECTION:?} has {bytes} bytes, which is no multiple of 12")]
    ApisLength {
        /// The section's length in bytes.
        bytes: usize,
    },
    /// The blob is damaged.
    #[error("the blob cannot be read: {0}")]
    Blob(String),
}

/// Why a runtime has no version.
#[derive(Debug, thiserror::Error)]
pub enum UnknownVersion {
    /// What says it does not decode.
    #[error(transparent)]
    Version(#[from] VersionError),
    /// `Core_version` failed.
    #[error(transparent)]
    Call(#[from] Box<CallError>),
}

fn field<T: Decode>(bytes: &mut &[u8], field: &'static str) -> Result<T, VersionError> {
    T::decode(bytes).map_err(|_| VersionError::Decode { field })
}

impl RuntimeVersion {
    /// How the runtime lays out the state.
    pub fn state_version(&self) -> StateVersion {
        // 2 and all that may follow concern other things.
        if self.system_version == 0 {
            StateVersion::V0
        } else {
            StateVersion::V1
        }
    }

    /// Whether both say the same. The list of APIs has no order: a linker gathers it from all over the runtime.
    pub fn agrees_with(&self, other: &Self) -> bool {
        let sorted = |version: &Self| {
            let mut version = version.clone();
            version.apis.sort_by_key(|api| (api.id, api.version));
            version
        };
        sorted(self) == sorted(other)
    }

    /// Decodes a version. Which fields are there depends on the version of the Core API: from the list in the version itself, or from `apis`
    /// where it comes apart.
    fn decode(bytes: &mut &[u8], apis: Option<&[ApiVersion]>) -> Result<Self, VersionError> {
        let mut version = Self {
            spec_name: field(bytes, "spec_name")?,
            impl_name: field(bytes, "impl_name")?,
            authoring_version: field(bytes, "authoring_version")?,
            spec_version: field(bytes, "spec_version")?,
            impl_version: field(bytes, "impl_version")?,
            apis: field(bytes, "apis")?,
            transaction_version: 1,
            system_version: 0,
        };
        let listed = apis.unwrap_or(&version.apis);
        let core = listed.iter().find(|api| api.id == CORE_API).map_or(0, |api| api.version);
        if core >= 3 {
            version.transaction_version = field(bytes, "transaction_version")?;
        }
        if core >= 4 {
            version.system_version = field(bytes, "system_version")?;
        }
        Ok(version)
    }

    /// Decodes the answer of `Core_version`.
    pub fn from_answer(mut answer: &[u8]) -> Result<Self, VersionError> {
        let version = Self::decode(&mut answer, None)?;
        if answer.is_empty() {
            Ok(version)
        } else {
            Err(VersionError::Trailing { bytes: answer.len() })
        }
    }

    /// The version of a runtime, given as its unpacked module and compiled: that of its sections, or what `Core_version` answers.
    pub fn of(wasm: &[u8], blob: &Blob) -> Result<Self, UnknownVersion> {
        if let Some(version) = Self::from_sections(wasm)? {
            return Ok(version);
        }
        let config = HostConfig { allow_leaks: true, offchain: false, ..HostConfig::default() };
        let outcome = blob.call("Core_version", &[], &mut Externalities::default(), &config)?;
        Ok(Self::from_answer(&outcome.result)?)
    }

    /// Reads the version sections of an unpacked blob. `None` if it has neither.
    pub fn from_sections(wasm: &[u8]) -> Result<Option<Self>, VersionError> {
        let (mut version, mut apis) = (None, None);
        for payload in Parser::new(0).parse_all(wasm) {
            let payload = payload.map_err(|error| VersionError::Blob(error.to_string()))?;
            let Payload::CustomSection(section) = payload else {
                continue;
            };
            let (place, name) = match section.name() {
                VERSION_SECTION => (&mut version, VERSION_SECTION),
                APIS_SECTION => (&mut apis, APIS_SECTION),
                _ => continue,
            };
            if place.replace(section.data()).is_some() {
                return Err(VersionError::Repeated { section: name });
            }
        }
        let (mut version, apis) = match (version, apis) {
            (None, None) => return Ok(None),
            (Some(version), Some(apis)) => (version, decode_apis(apis)?),
            (Some(_), None) => return Err(VersionError::Alone { present: VERSION_SECTION, missing: APIS_SECTION }),
            (None, Some(_)) => return Err(VersionError::Alone { present: APIS_SECTION, missing: VERSION_SECTION }),
        };
        let embedded = Self::decode(&mut version, Some(&apis))?;
        Ok(Some(Self { apis, ..embedded }))
    }
}

fn decode_apis(section: &[u8]) -> Result<Vec<ApiVersion>, VersionError> {
    let (entries, rest) = section.as_chunks::<12>();
    if !rest.is_empty() {
        return Err(VersionError::ApisLength { bytes: section.len() });
    }
    let api = |entry: &[u8; 12]| {
        // An API is encoded as it lies in the section: the identifier, then the version in little-endian order.
        ApiVersion::decode(&mut &entry[..]).map_err(|_| VersionError::Decode { field: "apis" })
    };
    entries.iter().map(api).collect()
}

impl std::fmt::Display for RuntimeVersion {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        writeln!(formatter, "spec_name            {}", self.spec_name)?;
        writeln!(formatter, "impl_name            {}", self.impl_name)?;
        writeln!(formatter, "authoring_version    {}", self.authoring_version)?;
        writeln!(formatter, "spec_version         {}", self.spec_version)?;
        writeln!(formatter, "impl_version         {}", self.impl_version)?;
        writeln!(formatter, "transaction_version  {}", self.transaction_version)?;
        write!(formatter, "system_version       {}", self.system_version)?;
        for api in &self.apis {
            write!(formatter, "\napi 0x{}  {}", hex::encode(api.id), api.version)?;
        }
        Ok(())
    }
}
