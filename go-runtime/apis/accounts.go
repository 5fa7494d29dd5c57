package apis

import "github.com/gopallet/gopallet/go-runtime/scale"

// AccountNonce answers AccountNonceApi_account_nonce, version 1 (frame_system_rpc_runtime_api::AccountNonceApi): input is an account, the answer how
// often it has signed, which nonceOf knows.
func AccountNonce(input []byte, nonceOf func(who *scale.AccountID) uint32) []byte {
	d := scale.NewDecoder(input)
	var who scale.AccountID
	who.Decode(d)
	check(d, "account_nonce")
	e := scale.NewEncoder(make([]byte, 0, 4))
	e.U32(nonceOf(&who))
	return e.Output()
}
