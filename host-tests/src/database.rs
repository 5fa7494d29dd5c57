//! A chain's last state on disk, in a file of the embedded database redb.
//!
//! The pairs are kept as they are, not as nodes of a trie: the file can be read without knowing the layout of the state, and a value that
//! does not change is not written again. Opening reads all of them into memory, which suits chains for tests and development. A write is
//! one transaction: after a crash the file holds the state before it or after it. Keys and the off-chain storage are not kept.

use std::path::{Path, PathBuf};

use codec::{Decode, Encode};
use redb::{ReadableDatabase, ReadableTable, TableDefinition, TableError};

use crate::{
    block::Header,
    state::{Pairs, State},
};

const TOP: TableDefinition<'_, &[u8], &[u8]> = TableDefinition::new("top");
const CHILDREN: TableDefinition<'_, (&[u8], &[u8]), &[u8]> = TableDefinition::new("children");
const META: TableDefinition<'_, &str, &[u8]> = TableDefinition::new("meta");

/// The key of the last header in `META`.
const HEAD: &str = "head";

/// Why the file cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum DatabaseError {
    /// Another process has it open.
    #[error("{0} is open in another process; wait until it ends, or use a copy")]
    Locked(PathBuf),
    /// The file is no database, or damaged, or the disk fails.
    #[error("{path}: {reason}; if it is no database of this program, name another file")]
    File {
        /// The file.
        path: PathBuf,
        /// What the database says.
        reason: String,
    },
    /// The header in it does not decode.
    #[error("{0} holds a header that does not decode; start again from the chain spec")]
    Header(PathBuf),
}

/// What a file holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Saved {
    /// The state.
    pub state: State,
    /// The header of the block that left it; `None` for a state that no chain left.
    pub head: Option<Header>,
}

/// The same as it lies in the file.
struct Stored {
    state: State,
    head: Option<Vec<u8>>,
}

/// An open file.
#[derive(Debug)]
pub struct Database {
    path: PathBuf,
    file: redb::Database,
}

impl Database {
    /// Opens a file, or makes a new one. No other process can open it until this is dropped.
    pub fn open(path: &Path) -> Result<Self, DatabaseError> {
        let path = path.to_path_buf();
        match redb::Database::create(&path) {
            Ok(file) => Ok(Self { path, file }),
            Err(redb::DatabaseError::DatabaseAlreadyOpen) => Err(DatabaseError::Locked(path)),
            Err(error) => Err(DatabaseError::File { path, reason: error.to_string() }),
        }
    }

    fn error(&self, error: impl Into<redb::Error>) -> DatabaseError {
        DatabaseError::File { path: self.path.clone(), reason: error.into().to_string() }
    }

    /// What the file holds; `None` if nothing was written yet.
    pub fn read(&self) -> Result<Option<Saved>, DatabaseError> {
        let Some(Stored { state, head }) = self.stored().map_err(|error| self.error(error))? else {
            return Ok(None);
        };
        let head = match head {
            None => None,
            Some(bytes) => Some(Header::decode(&mut &bytes[..]).map_err(|_| DatabaseError::Header(self.path.clone()))?),
        };
        Ok(Some(Saved { state, head }))
    }

    fn stored(&self) -> Result<Option<Stored>, redb::Error> {
        let transaction = self.file.begin_read()?;
        let top = match transaction.open_table(TOP) {
            Ok(table) => table,
            Err(TableError::TableDoesNotExist(_)) => return Ok(None),
            Err(error) => return Err(error.into()),
        };
        let mut state = State::default();
        for pair in top.iter()? {
            let (key, value) = pair?;
            state.top.insert(key.value().to_vec(), value.value().to_vec());
        }
        for pair in transaction.open_table(CHILDREN)?.iter()? {
            let (key, value) = pair?;
            let (storage_key, key) = key.value();
            state.children.entry(storage_key.to_vec()).or_default().insert(key.to_vec(), value.value().to_vec());
        }
        let head = transaction.open_table(META)?.get(HEAD)?.map(|bytes| bytes.value().to_vec());
        Ok(Some(Stored { state, head }))
    }

    /// Replaces what the file holds. Only pairs that differ are written.
    pub fn write(&self, saved: &Saved) -> Result<(), DatabaseError> {
        let before = self.read()?.map(|saved| saved.state).unwrap_or_default();
        self.replace(&before, saved).map_err(|error| self.error(error))
    }

    fn replace(&self, before: &State, saved: &Saved) -> Result<(), redb::Error> {
        let transaction = self.file.begin_write()?;
        {
            let mut top = transaction.open_table(TOP)?;
            for (key, change) in differences(&before.top, &saved.state.top) {
                match change {
                    Some(value) => drop(top.insert(&key[..], &value[..])?),
                    None => drop(top.remove(&key[..])?),
                }
            }
            let mut children = transaction.open_table(CHILDREN)?;
            let none = Pairs::new();
            let storage_keys: std::collections::BTreeSet<_> = before.children.keys().chain(saved.state.children.keys()).collect();
            for storage_key in storage_keys {
                let pairs = |state: &'_ State| state.children.get(storage_key).cloned().unwrap_or_else(|| none.clone());
                for (key, change) in differences(&pairs(before), &pairs(&saved.state)) {
                    match change {
                        Some(value) => drop(children.insert((&storage_key[..], &key[..]), &value[..])?),
                        None => drop(children.remove((&storage_key[..], &key[..]))?),
                    }
                }
            }
            let mut meta = transaction.open_table(META)?;
            match &saved.head {
                Some(head) => drop(meta.insert(HEAD, &head.encode()[..])?),
                None => drop(meta.remove(HEAD)?),
            }
        }
        transaction.commit()?;
        Ok(())
    }
}

/// What has to be set and removed to get from one to the other.
fn differences<'a>(before: &'a Pairs, after: &'a Pairs) -> Vec<(&'a Vec<u8>, Option<&'a Vec<u8>>)> {
    let set = after.iter().filter(|(key, value)| before.get(*key) != Some(value)).map(|(key, value)| (key, Some(value)));
    let removed = before.keys().filter(|key| !after.contains_key(*key)).map(|key| (key, None));
    set.chain(removed).collect()
}
