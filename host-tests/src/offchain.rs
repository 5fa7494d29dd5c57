//! What a node has besides the state, and lends to code that runs outside of blocks: off-chain workers, and calls that make or use keys.
//!
//! Nothing here is rolled back with a call that fails, as in a node. Nothing here differs from run to run either: the clock stands still
//! but for sleeping, the random seed is a setting, and requests never leave the host.

use http::{HeaderName, HeaderValue, Method, Request, Uri};
use sp_core::offchain::{
    storage::{InMemOffchainStorage, OffchainDb},
    DbExternalities, OffchainOverlayedChange, StorageKind,
};

use crate::keystore::Keystore;

/// The off-chain side of a node.
#[derive(Debug, Clone)]
pub struct Offchain {
    /// The keys that the runtime can use.
    pub keystore: Keystore,
    /// Whether the node is one that may author blocks.
    pub validator: bool,
    /// The clock, in milliseconds since 1970. Sleeping sets it forward; nothing else does.
    pub timestamp_ms: u64,
    /// What the runtime gets as a random seed.
    pub random_seed: [u8; 32],
    /// The transactions that the runtime has submitted, in their order.
    pub submitted: Vec<Vec<u8>>,
    database: OffchainDb<InMemOffchainStorage>,
    requests: Vec<Request<()>>,
}

impl Default for Offchain {
    /// No keys, no validator, the year 1970, a seed of zeros.
    fn default() -> Self {
        Self {
            keystore: Keystore::default(),
            validator: false,
            timestamp_ms: 0,
            random_seed: [0; 32],
            submitted: Vec::new(),
            database: OffchainDb::new(InMemOffchainStorage::default()),
            requests: Vec::new(),
        }
    }
}

impl Offchain {
    /// The value of `key` in the persistent local storage, where committed values of the off-chain index are as well.
    pub fn get(&mut self, key: &[u8]) -> Option<Vec<u8>> {
        self.database.local_storage_get(StorageKind::PERSISTENT, key)
    }

    /// The HTTP requests that the runtime has started; the place in the list is a request's identifier. None is ever sent.
    pub fn requests(&self) -> &[Request<()>] {
        &self.requests
    }

    /// The local storage as a node has it: persistent values are kept; of the kind that follows forks nothing is, as in every node.
    pub(crate) fn database(&mut self) -> &mut impl DbExternalities {
        &mut self.database
    }

    /// Writes what blocks have put into the off-chain index. The overlay gives each key the prefix that the database adds by itself.
    pub(crate) fn apply(&mut self, changes: impl IntoIterator<Item = ((Vec<u8>, Vec<u8>), OffchainOverlayedChange)>) {
        for ((_prefix, key), change) in changes {
            match change {
                OffchainOverlayedChange::SetValue(value) => self.database.local_storage_set(StorageKind::PERSISTENT, &key, &value),
                OffchainOverlayedChange::Remove => self.database.local_storage_clear(StorageKind::PERSISTENT, &key),
            }
        }
    }

    /// Starts an HTTP request, and gives its identifier. `None` for what is no method or URI, and after 65,535 requests.
    pub(crate) fn start_request(&mut self, method: &str, uri: &str) -> Option<u16> {
        let mut request = Request::new(());
        *request.method_mut() = Method::from_bytes(method.as_bytes()).ok()?;
        *request.uri_mut() = uri.parse::<Uri>().ok()?;
        let id = u16::try_from(self.requests.len()).ok().filter(|&id| id != u16::MAX)?;
        self.requests.push(request);
        Some(id)
    }

    /// Adds a header to a request; headers of one name add up. `None` for an unknown request, and what is no header.
    pub(crate) fn add_header(&mut self, request: u16, name: &str, value: &str) -> Option<()> {
        let headers = self.requests.get_mut(usize::from(request))?.headers_mut();
        headers.append(HeaderName::try_from(name).ok()?, HeaderValue::try_from(value).ok()?);
        Some(())
    }
}
