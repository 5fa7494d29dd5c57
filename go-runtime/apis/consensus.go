package apis

import (
	"github.com/gopallet/gopallet/go-runtime/primitives"
	"github.com/gopallet/gopallet/go-runtime/scale"
)

// AuraSlotDuration answers AuraApi_slot_duration, version 1 (sp_consensus_aura::AuraApi): input is empty, the answer milliseconds.
func AuraSlotDuration(input []byte, milliseconds uint64) []byte {
	noArguments(input, "slot_duration")
	return encodeU64(milliseconds)
}

// Authorities answers AuraApi_authorities, and GrandpaApi_grandpa_authorities of version 3 (sp_consensus_grandpa::GrandpaApi): input is empty, the
// answer the list. function is the name of the function.
func Authorities(input []byte, function string, list scale.Encodable) []byte {
	noArguments(input, function)
	return scale.Marshal(list)
}

// GrandpaCurrentSetID answers GrandpaApi_current_set_id: input is empty, the answer the number of changes of authorities.
func GrandpaCurrentSetID(input []byte, id uint64) []byte {
	noArguments(input, "current_set_id")
	return encodeU64(id)
}

func encodeU64(v uint64) []byte {
	e := scale.NewEncoder(make([]byte, 0, 8))
	e.U64(v)
	return e.Output()
}

// none is the encoding of an Option without value.
const none = "\x00"

// Lengths of what equivocation reports are made of, in bytes.
const (
	voteBytes      = 32 + 4
	signedBytes    = voteBytes + 64
	authorityBytes = 32
)

// GrandpaSubmitReport answers GrandpaApi_submit_report_equivocation_unsigned_extrinsic for runtimes that take no reports: input is a proof of two votes
// and one of the voter, the answer is none.
func GrandpaSubmitReport(input []byte) []byte {
	d := scale.NewDecoder(input)
	d.U64() // set
	if d.Variant() > 1 {
		d.UnknownVariant()
	}
	d.U64() // round
	d.Skip(authorityBytes)
	d.Skip(2 * signedBytes)
	d.Bytes()
	check(d, "submit_report_equivocation_unsigned_extrinsic")
	return Constant(none)
}

// GrandpaKeyOwnershipProof answers GrandpaApi_generate_key_ownership_proof for runtimes that have no such proofs: input is a set and an authority.
func GrandpaKeyOwnershipProof(input []byte) []byte {
	d := scale.NewDecoder(input)
	d.U64() // set
	d.Skip(authorityBytes)
	check(d, "generate_key_ownership_proof")
	return Constant(none)
}

// OffchainWorker answers OffchainWorkerApi_offchain_worker, version 2 (sp_offchain::OffchainWorkerApi): input is the header of the block that has
// ended. run gets it with its encoding. There is no answer.
func OffchainWorker(input []byte, run func(header *primitives.Header, encoded []byte)) []byte {
	d := scale.NewDecoder(input)
	var header primitives.Header
	header.Decode(d)
	check(d, "offchain_worker")
	run(&header, input[:d.Offset()])
	return nil
}
