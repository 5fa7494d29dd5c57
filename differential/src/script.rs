//! What happens on a chain, as JSON that a person can write.

use std::fmt;

use serde::{de, Deserialize, Deserializer, Serialize, Serializer};

use crate::{account::Account, call::Call};

/// Bytes. As text: `0x` and hexadecimal digits, or `LENGTH*BYTE` for as many equal ones: `1000*0xab`.
#[derive(Clone, PartialEq, Eq, Default)]
pub struct Bytes(pub Vec<u8>);

impl fmt::Debug for Bytes {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.text())
    }
}

impl Bytes {
    /// Fewer bytes than this are written digit by digit even when they are all equal.
    const REPEATED_MIN: usize = 40;

    fn text(&self) -> String {
        match self.0.first() {
            Some(first) if self.0.len() >= Self::REPEATED_MIN && self.0.iter().all(|byte| byte == first) => {
                format!("{}*0x{first:02x}", self.0.len())
            }
            _ => format!("0x{}", hex::encode(&self.0)),
        }
    }

    fn parse(text: &str) -> Option<Self> {
        let digits = |text: &str| hex::decode(text.strip_prefix("0x")?).ok();
        match text.split_once('*') {
            Some((length, byte)) => match digits(byte)?[..] {
                [byte] => Some(Self(vec![byte; length.parse().ok()?])),
                _ => None,
            },
            None => digits(text).map(Self),
        }
    }
}

impl From<Vec<u8>> for Bytes {
    fn from(bytes: Vec<u8>) -> Self {
        Self(bytes)
    }
}

impl Serialize for Bytes {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.text())
    }
}

impl<'de> Deserialize<'de> for Bytes {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        Self::parse(&text).ok_or_else(|| de::Error::custom(format!("{text:?} is neither 0x and hexadecimal digits nor LENGTH*0xBYTE")))
    }
}

/// A chain from its genesis on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Script {
    /// What the script shows.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub about: String,
    /// How the chain starts.
    #[serde(default)]
    pub genesis: Genesis,
    /// Its blocks.
    pub blocks: Vec<Block>,
}

/// How a chain starts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Genesis {
    /// The preset that is merged over the default configuration.
    pub preset: String,
    /// What is merged over that: JSON in the form of the presets.
    pub patch: serde_json::Value,
}

impl Default for Genesis {
    fn default() -> Self {
        Self { preset: "development".to_owned(), patch: serde_json::json!({}) }
    }
}

/// A block.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Block {
    /// Slots since the block before; 0 for the same slot again.
    pub slots: u64,
    /// Whether the block's author sets the time at the block's start, as every block must.
    pub inherents: bool,
    /// Items of the header's digest behind the slot: each one as it is encoded.
    pub digest: Vec<Bytes>,
    /// The extrinsics, in their order.
    pub extrinsics: Vec<Extrinsic>,
    /// What is done to the finished block before it is executed once more.
    pub damage: Vec<BlockDamage>,
    /// Calls of runtime APIs on the state after the block.
    pub queries: Vec<Query>,
}

impl Default for Block {
    fn default() -> Self {
        Self { slots: 1, inherents: true, digest: Vec::new(), extrinsics: Vec::new(), damage: Vec::new(), queries: Vec::new() }
    }
}

/// A change that makes a valid block invalid.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum BlockDamage {
    /// Another hash of the parent.
    ParentHash,
    /// Another number.
    Number,
    /// Another root of the state.
    StateRoot,
    /// Another root of the extrinsics.
    ExtrinsicsRoot,
    /// One digest item less.
    DropDigest,
    /// One digest item more.
    AddDigest,
    /// Without the first extrinsic, which sets the time.
    DropFirst,
    /// Without the last extrinsic.
    DropLast,
    /// With the last extrinsic twice.
    RepeatLast,
    /// The first extrinsic last.
    Rotate,
    /// One bit of the encoded block the other way; the position is taken modulo the length.
    FlipBit(u32),
    /// Cut off after this many bytes, modulo the length.
    Truncate(u32),
    /// These bytes behind it.
    Append(Bytes),
}

/// A call of a runtime API.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Query {
    /// The function, as the blob exports it.
    pub function: String,
    /// The encoded arguments.
    #[serde(default)]
    pub input: Bytes,
}

/// How an extrinsic is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Form {
    /// Version 4 with a signature.
    #[default]
    Signed,
    /// Version 4 without.
    BareV4,
    /// Version 5 without a signature or extensions.
    Bare,
    /// Version 5 with extensions.
    General,
    /// Version 5 with the mark of a signed extrinsic, which that version does not have.
    SignedV5,
}

/// The block range in which a transaction is valid.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Mortality {
    /// How many blocks; a power of two from 4 to 65,536.
    pub period: u64,
    /// How many blocks before the one it is in it was made; less than nothing for a later one.
    pub age: i64,
}

/// What is wrong with a signed extrinsic.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Damage {
    /// One bit of the signature the other way.
    Signature(u16),
    /// Signed for another genesis.
    Genesis,
    /// Signed for another spec version.
    SpecVersion,
    /// Signed for another transaction version.
    TransactionVersion,
    /// Signed by this account in the name of the signer.
    Signer(Account),
    /// Signed as if it lived from another block on.
    Birth,
    /// With the mode of the metadata hash at this value.
    MetadataHashMode(u8),
    /// The version of the extensions of a general transaction.
    ExtensionVersion(u8),
    /// With another byte where the version is.
    Version(u8),
    /// With an address that is none.
    Address(crate::call::OtherAddress),
    /// One bit of the whole the other way; the position is taken modulo the length.
    FlipBit(u32),
    /// Cut off after this many bytes, modulo the length.
    Truncate(u32),
    /// These bytes behind it, inside of its length.
    Append(Bytes),
    /// The length in front is more by this than it should be.
    Length(i32),
}

/// An extrinsic.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Extrinsic {
    /// What it calls.
    pub call: Call,
    /// How it is written.
    #[serde(default, skip_serializing_if = "is_default")]
    pub form: Form,
    /// Who signs it.
    #[serde(default = "alice")]
    pub signer: Account,
    /// How far its nonce is from the right one.
    #[serde(default, skip_serializing_if = "is_default")]
    pub nonce: i64,
    /// The tip, in the smallest unit.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tip: Option<crate::amount::Amount>,
    /// When it is valid; always without.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub mortality: Option<Mortality>,
    /// What is wrong with it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub damage: Vec<Damage>,
}

impl Extrinsic {
    /// A call that an account signs, with nothing else about it.
    pub fn signed(signer: Account, call: Call) -> Self {
        Self { call, form: Form::Signed, signer, nonce: 0, tip: None, mortality: None, damage: Vec::new() }
    }
}

fn alice() -> Account {
    Account::named("Alice")
}

fn is_default<T: Default + PartialEq>(value: &T) -> bool {
    *value == T::default()
}
