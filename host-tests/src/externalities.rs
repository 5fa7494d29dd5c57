//! The storage that a runtime sees: polkadot-sdk's own overlay over a trie in memory.
//!
//! Three layers, as in a node:
//!
//! ```text
//!  runtime transactions   ext_storage_start_transaction and its counterparts
//!  overlay                all changes since the last commit: a block in the making
//!  backend                the trie of the last committed state
//! ```
//!
//! Each call of the runtime runs in a transaction of its own: a call that succeeds leaves its changes in the overlay, a
//! call that fails leaves none. [`Externalities::commit`] folds the overlay into the backend, as importing a block does.

use std::{collections::BTreeMap, sync::Arc};

use sp_core::{Blake2Hasher, H256};
use sp_externalities::Externalities as _;
use sp_state_machine::{Backend, Ext, InMemoryBackend, IterArgs, OverlayedChanges};
use sp_storage::{well_known_keys::DEFAULT_CHILD_STORAGE_KEY_PREFIX, Storage, StorageChild};

pub use sp_state_machine::IndexOperation;
pub use sp_storage::{ChildInfo, StateVersion};

use crate::{offchain::Offchain, state::State};

/// The externalities that host functions work on, for the length of one host function.
pub(crate) type Overlay<'a> = Ext<'a, Blake2Hasher, InMemoryBackend<Blake2Hasher>>;

/// Storage, with the changes that calls have made to it.
///
/// A clone is a snapshot: the trie is shared, the changes and the off-chain side are copied.
#[derive(Clone)]
pub struct Externalities {
    overlay: OverlayedChanges<Blake2Hasher>,
    backend: Arc<InMemoryBackend<Blake2Hasher>>,
    state_version: StateVersion,
    offchain: Offchain,
    indexed: Vec<IndexOperation>,
    /// How many entries `indexed` had when each of the open transactions began.
    marks: Vec<usize>,
}

impl std::fmt::Debug for Externalities {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_struct("Externalities").field("state_version", &self.state_version).finish_non_exhaustive()
    }
}

impl Default for Externalities {
    fn default() -> Self {
        Self::new(StateVersion::V1)
    }
}

impl Externalities {
    /// Empty storage, whose trie has the given state version.
    pub fn new(state_version: StateVersion) -> Self {
        Self::over(InMemoryBackend::default(), state_version)
    }

    fn over(backend: InMemoryBackend<Blake2Hasher>, state_version: StateVersion) -> Self {
        Self {
            overlay: OverlayedChanges::default(),
            backend: Arc::new(backend),
            state_version,
            offchain: Offchain::default(),
            indexed: Vec::new(),
            marks: Vec::new(),
        }
    }

    /// Storage with these pairs committed. Keys of child tries (`:child_storage:...`) belong into
    /// [`with_children`](Self::with_children).
    pub fn with_storage(pairs: impl IntoIterator<Item = (Vec<u8>, Vec<u8>)>, state_version: StateVersion) -> Self {
        Self::with_children(pairs, [], state_version)
    }

    /// Storage with these pairs and these default child tries committed. A child trie is named by its storage key without the prefix
    /// `:child_storage:default:`.
    pub fn with_children(
        pairs: impl IntoIterator<Item = (Vec<u8>, Vec<u8>)>,
        children: impl IntoIterator<Item = (Vec<u8>, BTreeMap<Vec<u8>, Vec<u8>>)>,
        state_version: StateVersion,
    ) -> Self {
        let children_default = children
            .into_iter()
            .map(|(storage_key, data)| {
                let child_info = ChildInfo::new_default(&storage_key);
                (storage_key, StorageChild { data, child_info })
            })
            .collect();
        let storage = Storage { top: pairs.into_iter().collect(), children_default };
        Self::over(InMemoryBackend::from((storage, state_version)), state_version)
    }

    /// Storage with this state committed.
    pub fn with_state(state: State, state_version: StateVersion) -> Self {
        Self::with_children(state.top, state.children, state_version)
    }

    /// The whole state with all changes.
    pub fn state(&mut self) -> State {
        let mut whole = self.clone();
        whole.commit();
        let mut state = State { top: whole.pairs(), children: BTreeMap::new() };
        let is_child = |key: &Vec<u8>| key.starts_with(DEFAULT_CHILD_STORAGE_KEY_PREFIX);
        let roots: Vec<_> = state.top.keys().filter(|key| is_child(key)).cloned().collect();
        for root in roots {
            state.top.remove(&root);
            let storage_key = root[DEFAULT_CHILD_STORAGE_KEY_PREFIX.len()..].to_vec();
            let child_info = Some(ChildInfo::new_default(&storage_key));
            let mut child = IterArgs::default();
            child.child_info = child_info;
            let pairs = whole.backend.pairs(child);
            state.children.insert(storage_key, pairs.into_iter().flatten().flatten().collect());
        }
        state
    }

    /// The version of the trie's layout that [`root`](Self::root) and [`commit`](Self::commit) use. The runtime names its own when
    /// it asks for a root.
    pub fn state_version(&self) -> StateVersion {
        self.state_version
    }

    /// Sets the version of the layout of what is committed from now on. What is there already keeps its layout until it is written again.
    pub fn set_state_version(&mut self, state_version: StateVersion) {
        self.state_version = state_version;
    }

    /// The value of `key`, with all changes.
    pub fn get(&mut self, key: &[u8]) -> Option<Vec<u8>> {
        self.ext().storage(key)
    }

    /// Sets or removes the value of `key`.
    pub fn set(&mut self, key: &[u8], value: Option<Vec<u8>>) {
        self.ext().place_storage(key.to_vec(), value);
    }

    /// The value of `key` in the default child trie `storage_key`, with all changes.
    pub fn child_get(&mut self, storage_key: &[u8], key: &[u8]) -> Option<Vec<u8>> {
        self.ext().child_storage(&ChildInfo::new_default(storage_key), key)
    }

    /// The root of the state with all changes.
    pub fn root(&mut self) -> [u8; 32] {
        let root: H256 = self.overlay.storage_root(&*self.backend, self.state_version).0;
        root.0
    }

    /// All pairs of the top trie, with all changes, in the order of their keys.
    pub fn pairs(&mut self) -> BTreeMap<Vec<u8>, Vec<u8>> {
        // The backend is in memory and whole, so no pair of it can fail to be read.
        let committed = self.backend.pairs(IterArgs::default()).into_iter().flatten();
        let mut pairs: BTreeMap<_, _> = committed.flatten().collect();
        for (key, change) in self.overlay.changes_mut() {
            match change.value() {
                Some(value) => pairs.insert(key.clone(), value.clone()),
                None => pairs.remove(key),
            };
        }
        pairs
    }

    /// What differs from the committed state, in the order of the keys: the new value, or `None` for a key that is gone. A value that was
    /// written again as it was is no change.
    pub fn changes(&mut self) -> BTreeMap<Vec<u8>, Option<Vec<u8>>> {
        let backend = &self.backend;
        let written = self.overlay.changes_mut().map(|(key, change)| (key.clone(), change.value().cloned()));
        // The backend is in memory and whole, so no value of it can fail to be read.
        written.filter(|(key, value)| backend.storage(key).ok().flatten() != *value).collect()
    }

    /// Folds all changes into the trie, as importing a block does, and with them those of transactions that are open. Later calls start
    /// with an empty overlay.
    pub fn commit(&mut self) {
        while !self.marks.is_empty() {
            self.end(true);
        }
        let (root, _) = self.overlay.storage_root(&*self.backend, self.state_version);
        let changes = self.overlay.drain_storage_changes(&*self.backend, self.state_version);
        // Draining fails only when the root cannot be computed, and the line above has just done that.
        if let Ok(changes) = changes {
            debug_assert_eq!(root, changes.transaction_storage_root);
            Arc::make_mut(&mut self.backend).apply_transaction(changes.transaction_storage_root, changes.transaction);
            self.offchain.apply(changes.offchain_storage_changes);
        }
        self.indexed.clear();
    }

    /// The off-chain side of the node: keys, local storage, clock.
    pub fn offchain(&self) -> &Offchain {
        &self.offchain
    }

    /// The off-chain side of the node, to change it.
    pub fn offchain_mut(&mut self) -> &mut Offchain {
        &mut self.offchain
    }

    /// The transactions that calls since the last commit want indexed or renewed, in their order.
    pub fn transaction_index(&self) -> &[IndexOperation] {
        &self.indexed
    }

    /// Adds to [`transaction_index`](Self::transaction_index).
    pub(crate) fn index(&mut self, operation: IndexOperation) {
        self.indexed.push(operation);
    }

    /// Opens a transaction around calls to come.
    pub fn begin(&mut self) {
        self.overlay.start_transaction();
        self.marks.push(self.indexed.len());
    }

    /// Ends the transaction that [`begin`](Self::begin) opened last: keeps the changes since, or drops them. Without one nothing happens.
    pub fn end(&mut self, keep: bool) {
        let Some(indexed) = self.marks.pop() else {
            return;
        };
        if !keep {
            self.indexed.truncate(indexed);
        }
        let closed = if keep { self.overlay.commit_transaction() } else { self.overlay.rollback_transaction() };
        // There is one for each mark.
        debug_assert!(closed.is_ok());
    }

    /// What host functions work on.
    pub(crate) fn ext(&mut self) -> Overlay<'_> {
        Ext::new(&mut self.overlay, &self.backend, None)
    }

    /// Moves the changes out, leaving an empty overlay over the same trie: for the length of a call the running instance owns them.
    pub(crate) fn take(&mut self) -> Self {
        Self {
            overlay: std::mem::take(&mut self.overlay),
            backend: Arc::clone(&self.backend),
            state_version: self.state_version,
            offchain: std::mem::take(&mut self.offchain),
            indexed: std::mem::take(&mut self.indexed),
            marks: std::mem::take(&mut self.marks),
        }
    }

    /// Opens the transaction of a call. Transactions that the runtime opens are above it, and out of its reach.
    pub(crate) fn begin_call(&mut self) {
        self.begin();
        // Calls do not nest: `end_call` has left the runtime mode of the call before.
        let entered = self.overlay.enter_runtime();
        debug_assert!(entered.is_ok());
    }

    /// Ends the transaction of a call: keeps its changes, or drops them. Transactions that the runtime left open are rolled
    /// back, as in every host.
    pub(crate) fn end_call(&mut self, keep: bool) {
        let left = self.overlay.exit_runtime();
        // `begin_call` entered the runtime mode.
        debug_assert!(left.is_ok());
        self.end(keep);
    }
}
