//! Blocks and headers, as chains with 32-bit block numbers and 256-bit blake2b hashes encode them.

use codec::{Compact, Decode, Encode};
use sp_core::{Blake2Hasher, Hasher};
use sp_trie::{LayoutV0, TrieConfiguration};

use crate::state::{from_hex, to_hex, HexadecimalError};

/// A hash of 32 bytes.
pub type Hash = [u8; 32];

/// An item of a header's digest. `engine` names the consensus engine.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub enum DigestItem {
    /// Anything.
    #[codec(index = 0)]
    Other(Vec<u8>),
    /// From the runtime to the consensus engine.
    #[codec(index = 4)]
    Consensus([u8; 4], Vec<u8>),
    /// The author's seal, put on when the block is done. The runtime never sees it.
    #[codec(index = 5)]
    Seal([u8; 4], Vec<u8>),
    /// From the consensus engine to the runtime, such as the slot.
    #[codec(index = 6)]
    PreRuntime([u8; 4], Vec<u8>),
    /// The code or the heap pages have changed.
    #[codec(index = 8)]
    RuntimeEnvironmentUpdated,
}

/// A block's header.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub struct Header {
    /// The hash of the parent's header.
    pub parent_hash: Hash,
    /// The block's number. Genesis has 0.
    #[codec(compact)]
    pub number: u32,
    /// The root of the state after the block.
    pub state_root: Hash,
    /// The root of the ordered trie of the extrinsics.
    pub extrinsics_root: Hash,
    /// What consensus engine and runtime tell each other.
    pub digest: Vec<DigestItem>,
}

impl Header {
    /// The header of the genesis block over a state with this root.
    pub fn genesis(state_root: Hash) -> Self {
        let extrinsics_root = LayoutV0::<Blake2Hasher>::ordered_trie_root(Vec::<Vec<u8>>::new()).0;
        Self { parent_hash: [0; 32], number: 0, state_root, extrinsics_root, digest: Vec::new() }
    }

    /// The block's hash: that of its header.
    pub fn hash(&self) -> Hash {
        Blake2Hasher::hash(&self.encode()).0
    }

    /// The header as the runtime sees it, without seals.
    pub fn without_seals(&self) -> Self {
        let digest = self.digest.iter().filter(|item| !matches!(item, DigestItem::Seal(..))).cloned().collect();
        Self { digest, ..self.clone() }
    }
}

/// A block.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub struct Block {
    /// Its header.
    pub header: Header,
    /// Its extrinsics, each without the length that it starts with when it is encoded.
    pub extrinsics: Vec<Vec<u8>>,
}

/// Why bytes are no block or extrinsic.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum BlockError {
    /// The block ends early or has bytes left.
    #[error("no SCALE-encoded block: a header and a list of extrinsics, and nothing after them")]
    Block,
    /// The extrinsic does not start with its own length.
    #[error("the extrinsic does not start with its length in bytes; submit it as author_submitExtrinsic takes it")]
    Extrinsic,
}

impl Block {
    /// Decodes a block from all of `bytes`.
    pub fn from_bytes(mut bytes: &[u8]) -> Result<Self, BlockError> {
        let block = Self::decode(&mut bytes).map_err(|_| BlockError::Block)?;
        if bytes.is_empty() {
            Ok(block)
        } else {
            Err(BlockError::Block)
        }
    }
}

/// The inside of an encoded extrinsic, without the length in front.
pub fn extrinsic_from_bytes(encoded: &[u8]) -> Result<Vec<u8>, BlockError> {
    let mut rest = encoded;
    let Compact(bytes) = Compact::<u32>::decode(&mut rest).map_err(|_| BlockError::Extrinsic)?;
    if rest.len() == bytes as usize {
        Ok(rest.to_vec())
    } else {
        Err(BlockError::Extrinsic)
    }
}

/// Why a file of blocks or transactions cannot be read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ListError {
    /// Neither a JSON list of texts nor lines.
    #[error("no JSON list of hexadecimal texts: {0}")]
    Json(String),
    /// An entry is no hexadecimal.
    #[error("entry {index}: {error}")]
    Hexadecimal {
        /// Its place in the list, from 0.
        index: usize,
        /// What is wrong.
        error: HexadecimalError,
    },
    /// An entry is hexadecimal, but not what it should be.
    #[error("entry {index}: {error}")]
    Entry {
        /// Its place in the list, from 0.
        index: usize,
        /// What is wrong.
        error: BlockError,
    },
}

/// Reads a list of hexadecimal texts: a JSON list, or one on each line, where empty lines and those that start with `#` don't count.
fn list_from_text<T>(text: &str, what: &str, decode: impl Fn(&[u8]) -> Result<T, BlockError>) -> Result<Vec<T>, ListError> {
    let entries: Vec<String> = if text.trim_start().starts_with('[') {
        serde_json::from_str(text).map_err(|error| ListError::Json(error.to_string()))?
    } else {
        let lines = text.lines().map(str::trim);
        lines.filter(|line| !line.is_empty() && !line.starts_with('#')).map(str::to_owned).collect()
    };
    let entry = |(index, text): (usize, &String)| {
        let bytes = from_hex(text, what).map_err(|error| ListError::Hexadecimal { index, error })?;
        decode(&bytes).map_err(|error| ListError::Entry { index, error })
    };
    entries.iter().enumerate().map(entry).collect()
}

/// Reads transactions as `author_submitExtrinsic` takes them, from a JSON list or from lines; each without its length in front.
pub fn transactions_from_text(text: &str) -> Result<Vec<Vec<u8>>, ListError> {
    list_from_text(text, "transaction", extrinsic_from_bytes)
}

/// Reads blocks from a JSON list or from lines.
pub fn blocks_from_text(text: &str) -> Result<Vec<Block>, ListError> {
    list_from_text(text, "block", Block::from_bytes)
}

/// Writes blocks as a JSON list.
pub fn blocks_to_text(blocks: &[Block]) -> String {
    let texts: Vec<_> = blocks.iter().map(|block| to_hex(&block.encode())).collect();
    // Texts are always JSON.
    serde_json::to_string_pretty(&texts).unwrap_or_default() + "\n"
}
