package frame

import "github.com/gopallet/gopallet/go-runtime/hostapi"

// storageVersionItem is the Twox-128 hash of ":__STORAGE_VERSION__:", under which a pallet keeps the version of its storage.
const storageVersionItem = "\x4e\x7b\x90\x12\x09\x6b\x41\xc4\xeb\x3a\xaf\x94\x7f\x6e\xa4\x29"

// PutStorageVersion says which version a pallet's storage has (frame_support::traits::StorageVersion). prefix is the Twox-128 hash of the pallet's name.
func PutStorageVersion(prefix string, version uint16) {
	hostapi.Set([]byte(prefix+storageVersionItem), []byte{byte(version), byte(version >> 8)})
}

// BeforeUpgrade gives a pallet that is new to the runtime the present version of its storage, and says whether it was new: nothing was stored under
// its prefix.
func BeforeUpgrade(prefix string, version uint16) (isNew bool) {
	key, ok := hostapi.NextKey(bytesOf(prefix))
	if ok && hasPrefix(key, prefix) {
		return false
	}
	PutStorageVersion(prefix, version)
	return true
}
