package frame

// Reason is why something is held or frozen: the index of the pallet that wants it, and of the reason in the pallet (RuntimeHoldReason and
// RuntimeFreezeReason).
//
//scale:type
type Reason struct {
	Pallet, Reason uint8
}
