//! The calls of the composition, as a script names them and as a runtime decodes them.

use codec::{Compact, Encode};
use serde::{Deserialize, Serialize};
use sp_crypto_hashing::blake2_256;

use crate::{account::Account, amount::Amount, script::Bytes};

/// How a call names an account: the five variants of `MultiAddress`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Address {
    /// By its 32 bytes.
    Id(Account),
    /// Any other way, of which none leads to an account here.
    Other(OtherAddress),
}

/// An address that no lookup resolves.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum OtherAddress {
    /// The variant of account indices, whose index is the unit here.
    Index {},
    /// Any bytes.
    Raw(Bytes),
    /// 32 bytes that are no account.
    Address32(Account),
    /// 20 bytes.
    Address20 {},
}

impl From<Account> for Address {
    fn from(account: Account) -> Self {
        Self::Id(account)
    }
}

impl Encode for Address {
    fn encode(&self) -> Vec<u8> {
        match self {
            Self::Id(account) => [&[0], &account.id()[..]].concat(),
            Self::Other(OtherAddress::Index {}) => vec![1],
            Self::Other(OtherAddress::Raw(bytes)) => [vec![2], bytes.0.encode()].concat(),
            Self::Other(OtherAddress::Address32(account)) => [&[3], &account.id()[..]].concat(),
            Self::Other(OtherAddress::Address20 {}) => vec![4; 21],
        }
    }
}

/// The direction of `force_adjust_total_issuance`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Direction {
    /// More.
    Increase,
    /// Less.
    Decrease,
}

/// A call, with its arguments by name.
#[allow(missing_docs)]
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Call {
    // System
    Remark {
        remark: Bytes,
    },
    SetHeapPages {
        pages: u64,
    },
    SetCode {
        code: Code,
    },
    SetCodeWithoutChecks {
        code: Code,
    },
    SetStorage {
        items: Vec<(Bytes, Bytes)>,
    },
    KillStorage {
        keys: Vec<Bytes>,
    },
    KillPrefix {
        prefix: Bytes,
        subkeys: u32,
    },
    RemarkWithEvent {
        remark: Bytes,
    },
    AuthorizeUpgrade {
        code: Code,
    },
    AuthorizeUpgradeWithoutChecks {
        code: Code,
    },
    ApplyAuthorizedUpgrade {
        code: Code,
    },
    // Timestamp: milliseconds after the start of the block's slot.
    TimestampSet {
        offset_ms: i64,
    },
    // Grandpa
    NoteStalled {
        delay: u32,
        best_finalized: u32,
    },
    // Balances
    TransferAllowDeath {
        dest: Address,
        value: Amount,
    },
    ForceTransfer {
        source: Address,
        dest: Address,
        value: Amount,
    },
    TransferKeepAlive {
        dest: Address,
        value: Amount,
    },
    TransferAll {
        dest: Address,
        keep_alive: bool,
    },
    ForceUnreserve {
        who: Address,
        amount: Amount,
    },
    UpgradeAccounts {
        who: Vec<Account>,
    },
    ForceSetBalance {
        who: Address,
        new_free: Amount,
    },
    ForceAdjustTotalIssuance {
        direction: Direction,
        delta: Amount,
    },
    Burn {
        value: Amount,
        keep_alive: bool,
    },
    // Sudo
    Sudo {
        call: Box<Call>,
    },
    SudoUncheckedWeight {
        call: Box<Call>,
        ref_time: u64,
        proof_size: u64,
    },
    SetKey {
        new: Address,
    },
    SudoAs {
        who: Address,
        call: Box<Call>,
    },
    RemoveKey,
    /// Bytes that should be a call.
    Encoded {
        bytes: Bytes,
    },
}

/// A blob for calls that change `:code`: a module that is nothing but its version sections, or no module at all.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Code {
    /// This chain's runtime at the given spec version.
    Version(u32),
    /// A runtime of another name, at the given spec version.
    OtherName(u32),
    /// These bytes.
    Bytes(Bytes),
}

/// What a call's encoding depends on.
pub trait Environment {
    /// The free balance of an account.
    fn free(&self, account: &Account) -> u128;
    /// The start of the block's slot, in milliseconds since the Unix epoch.
    fn slot_start_ms(&self) -> u64;
}

impl Code {
    /// The blob.
    pub fn blob(&self) -> Vec<u8> {
        match self {
            Self::Version(spec_version) => module("gopallet-solo", *spec_version),
            Self::OtherName(spec_version) => module("another-chain", *spec_version),
            Self::Bytes(bytes) => bytes.0.clone(),
        }
    }
}

/// A module with version sections and nothing else.
pub fn module(name: &str, spec_version: u32) -> Vec<u8> {
    // Name, name, authoring, spec and implementation version, no APIs, transaction and system version.
    let version = (name, name, 1u32, spec_version, 1u32, Compact(0u32), 1u32, 1u8).encode();
    let section = |name: &str, content: &[u8]| {
        let body = [&[name.len() as u8], name.as_bytes(), content].concat();
        // Both sections are shorter than the 128 bytes whose length is one byte of LEB128.
        [&[0, body.len() as u8], &body[..]].concat()
    };
    let apis = [&b"\xdf\x6a\xcb\x68\x99\x07\x60\x9b"[..], &5u32.to_le_bytes()].concat();
    [&b"\0asm\x01\0\0\0"[..], &section("runtime_version", &version), &section("runtime_apis", &apis)].concat()
}

impl Call {
    /// The call as a runtime decodes it: the pallet's index, the call's, the arguments.
    pub fn encode(&self, environment: &impl Environment) -> Vec<u8> {
        match self {
            Self::Encoded { bytes } => bytes.0.clone(),
            Self::Sudo { call } => [vec![6, 0], call.encode(environment)].concat(),
            Self::SudoUncheckedWeight { call, ref_time, proof_size } => {
                let weight = (Compact(*ref_time), Compact(*proof_size)).encode();
                [vec![6, 1], call.encode(environment), weight].concat()
            }
            Self::SetKey { new } => (6u8, 2u8, new).encode(),
            Self::SudoAs { who, call } => [(6u8, 3u8, who).encode(), call.encode(environment)].concat(),
            Self::RemoveKey => vec![6, 4],
            Self::TimestampSet { offset_ms } => (1u8, 0u8, Compact(environment.slot_start_ms().wrapping_add_signed(*offset_ms))).encode(),
            Self::NoteStalled { delay, best_finalized } => (3u8, 2u8, delay, best_finalized).encode(),
            other => other.encode_system().or_else(|| other.encode_balances(environment)).unwrap_or_default(),
        }
    }

    fn encode_system(&self) -> Option<Vec<u8>> {
        let hash = |code: &Code| blake2_256(&code.blob());
        let raw = |bytes: &Bytes| bytes.0.clone();
        Some(match self {
            Self::Remark { remark } => (0u8, 0u8, raw(remark)).encode(),
            Self::SetHeapPages { pages } => (0u8, 1u8, pages).encode(),
            Self::SetCode { code } => (0u8, 2u8, code.blob()).encode(),
            Self::SetCodeWithoutChecks { code } => (0u8, 3u8, code.blob()).encode(),
            Self::SetStorage { items } => {
                let items: Vec<_> = items.iter().map(|(key, value)| (raw(key), raw(value))).collect();
                (0u8, 4u8, items).encode()
            }
            Self::KillStorage { keys } => (0u8, 5u8, keys.iter().map(raw).collect::<Vec<_>>()).encode(),
            Self::KillPrefix { prefix, subkeys } => (0u8, 6u8, raw(prefix), subkeys).encode(),
            Self::RemarkWithEvent { remark } => (0u8, 7u8, raw(remark)).encode(),
            Self::AuthorizeUpgrade { code } => (0u8, 9u8, hash(code)).encode(),
            Self::AuthorizeUpgradeWithoutChecks { code } => (0u8, 10u8, hash(code)).encode(),
            Self::ApplyAuthorizedUpgrade { code } => (0u8, 11u8, code.blob()).encode(),
            _ => return None,
        })
    }

    fn encode_balances(&self, environment: &impl Environment) -> Option<Vec<u8>> {
        let number = |amount: &Amount| amount.value(|account| environment.free(account));
        let compact = |amount: &Amount| Compact(number(amount));
        Some(match self {
            Self::TransferAllowDeath { dest, value } => (4u8, 0u8, dest, compact(value)).encode(),
            Self::ForceTransfer { source, dest, value } => (4u8, 2u8, source, dest, compact(value)).encode(),
            Self::TransferKeepAlive { dest, value } => (4u8, 3u8, dest, compact(value)).encode(),
            Self::TransferAll { dest, keep_alive } => (4u8, 4u8, dest, keep_alive).encode(),
            Self::ForceUnreserve { who, amount } => (4u8, 5u8, who, number(amount)).encode(),
            Self::UpgradeAccounts { who } => (4u8, 6u8, who.iter().map(Account::id).collect::<Vec<_>>()).encode(),
            Self::ForceSetBalance { who, new_free } => (4u8, 8u8, who, compact(new_free)).encode(),
            Self::ForceAdjustTotalIssuance { direction, delta } => {
                let direction = match direction {
                    Direction::Increase => 0u8,
                    Direction::Decrease => 1,
                };
                (4u8, 9u8, direction, compact(delta)).encode()
            }
            Self::Burn { value, keep_alive } => (4u8, 10u8, compact(value), keep_alive).encode(),
            _ => return None,
        })
    }
}
