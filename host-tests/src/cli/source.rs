//! Where the storage of a command comes from, and where it is kept.

use std::path::{Path, PathBuf};

use clap::Args;
use host_tests::{
    block::Header,
    chain::Chain,
    chain_spec::ChainSpec,
    database::{Database, DatabaseError, Saved},
    state::State,
    Externalities, StateVersion,
};

use super::{files, Failure};

/// The options that name the storage.
#[derive(Args)]
pub struct Source {
    /// The storage from the genesis of a chain spec in its raw form
    #[arg(long, value_name = "FILE")]
    chain: Option<PathBuf>,
    /// The storage from a database, which is made if it is missing; with --chain an empty one starts from there
    #[arg(long, value_name = "FILE")]
    state: Option<PathBuf>,
}

/// Storage that was read, and the database that it may be kept in.
pub struct Loaded {
    pub state: State,
    /// The last block; `None` for genesis, and for a state that no chain left.
    pub head: Option<Header>,
    database: Option<Database>,
}

impl From<DatabaseError> for Failure {
    fn from(error: DatabaseError) -> Self {
        Self::Usage(error.to_string())
    }
}

impl Source {
    /// Whether storage is named at all.
    pub fn is_given(&self) -> bool {
        self.chain.is_some() || self.state.is_some()
    }

    /// Reads the storage: from the database unless it is empty, then from the chain spec, else it is empty.
    pub fn load(&self) -> Result<Loaded, Failure> {
        let database = self.state.as_deref().map(Database::open).transpose()?;
        let saved = database.as_ref().map(Database::read).transpose()?.flatten();
        let (state, head) = match (saved, &self.chain) {
            (Some(saved), _) => (saved.state, saved.head),
            (None, Some(path)) => (read_chain_spec(path)?, None),
            (None, None) => (State::default(), None),
        };
        Ok(Loaded { state, head, database })
    }

    /// The chain of the storage, and the database that it may be kept in.
    pub fn load_chain(&self, runtime: Option<&Path>) -> Result<(Chain, Option<Database>), Failure> {
        if !self.is_given() {
            return Err(Failure::Usage("no chain: name a chain spec with --chain, or a database with --state".to_owned()));
        }
        let loaded = self.load()?;
        let chain = match loaded.head {
            Some(head) => Chain::resume(loaded.state, head),
            None => Chain::from_genesis(loaded.state),
        };
        let mut chain = chain.map_err(|error| Failure::Usage(error.to_string()))?;
        if let Some(path) = runtime {
            let overridden = chain.override_code(&files::read(path, "runtime")?);
            overridden.map_err(|error| Failure::Usage(format!("{}: {error}", path.display())))?;
        }
        Ok((chain, loaded.database))
    }
}

impl Loaded {
    /// The storage, with nothing changed.
    pub fn externalities(&self, version: StateVersion) -> Externalities {
        Externalities::with_state(self.state.clone(), version)
    }

    /// Writes the storage to the database, if there is one.
    pub fn keep(&self, storage: &mut Externalities) -> Result<(), Failure> {
        match &self.database {
            Some(database) => Ok(database.write(&Saved { state: storage.state(), head: self.head.clone() })?),
            None => Ok(()),
        }
    }
}

/// Writes the state of a chain to its database, if there is one.
pub fn keep(chain: &mut Chain, database: Option<&Database>) -> Result<(), Failure> {
    match database {
        Some(database) => Ok(database.write(&Saved { state: chain.storage_mut().state(), head: Some(chain.head().clone()) })?),
        None => Ok(()),
    }
}

fn read_chain_spec(path: &Path) -> Result<State, Failure> {
    let usage = |error: host_tests::chain_spec::ChainSpecError| Failure::Usage(format!("chain spec {}: {error}", path.display()));
    ChainSpec::from_json(&files::read(path, "chain spec")?).and_then(|spec| spec.state()).map_err(usage)
}
