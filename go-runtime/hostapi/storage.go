package hostapi

// HashBytes is the length of a root.
const HashBytes = 32

// StateVersion says how a trie stores values (sp_core::storage::StateVersion). It is part of a runtime's version: all nodes have to use the
// same one to get the same root.
type StateVersion uint8

const (
	// StateVersion0 puts every value into its node.
	StateVersion0 StateVersion = 0
	// StateVersion1 puts values of 33 bytes and more beside the trie, and their hashes into the nodes.
	StateVersion1 StateVersion = 1
)

// Removal is what became of a [ClearPrefix] (sp_io::KillStorageResult).
type Removal struct {
	// Keys is the number of keys that the host visited in the state from before the block. Keys that were first written in this block
	// are removed too, but not counted.
	Keys uint32
	// Complete is false if the limit left keys behind.
	Complete bool
}

// Get reads the value at key, and says whether there is one. The value is the caller's, and not nil if there is one.
func Get(key []byte) ([]byte, bool) { return storageGet(key) }

// Read copies the value at key, from offset on, to output: as much of it as there is, or as there is room for. length is the number of bytes
// that the value has from offset on, which may be more than output holds; ok is false if there is no value. The rest of output stays as it was.
func Read(key, output []byte, offset uint32) (length uint32, ok bool) {
	return storageRead(key, output, offset)
}

// Set writes value at key.
func Set(key, value []byte) { storageSet(key, value) }

// Clear removes the value at key, if there is one.
func Clear(key []byte) { storageClear(key) }

// Exists says whether there is a value at key. An empty value is one.
func Exists(key []byte) bool { return storageExists(key) }

// Append adds item, which is SCALE-encoded, to the SCALE-encoded list at key. Where there is no value, or one that does not start with a compact
// integer of at most 32 bits, item becomes the only one of a new list.
func Append(key, item []byte) { storageAppend(key, item) }

// ClearPrefix removes the values at all keys that start with prefix: all that were written in this block, and of those from before it, in the
// order of their keys, at most *limit; nil is no limit. The limit counts keys from before the block whether or not they still have a value, so
// that a second call in the same block with the same limit finds nothing more. Keys of child tries are out of reach: if prefix starts with
// ":child_storage:" or is a start of it, as the empty prefix is, nothing is removed.
func ClearPrefix(prefix []byte, limit *uint32) Removal { return storageClearPrefix(prefix, limit) }

// NextKey is the first key after key, in the order of bytes, that has a value, and whether there is one. The result is the caller's.
func NextKey(key []byte) ([]byte, bool) { return storageNextKey(key) }

// Root is the root of the state as it is now, what open transactions have written included.
//
//go:noinline
func Root(version StateVersion) [HashBytes]byte { return storageRoot(version) }

// Generation changes whenever storage becomes another, which in a module it never does. Under go test, see [Reset] and [TestHost.Load].
func Generation() uint32 { return storageGeneration() }

// StartTransaction starts a transaction, inside the one that is open, if any. Each has to be ended by [RollbackTransaction] or
// [CommitTransaction].
func StartTransaction() { storageStartTransaction() }

// RollbackTransaction ends the innermost transaction and undoes what was written since it started. Without one, the host ends the call.
func RollbackTransaction() { storageRollbackTransaction() }

// CommitTransaction ends the innermost transaction: what was written since it started is now part of the one around it, or of the block.
// Without one, the host ends the call.
func CommitTransaction() { storageCommitTransaction() }
