//go:build !tinygo.wasm

package apis

import (
	"github.com/gopallet/gopallet/go-runtime/frame"
	"github.com/gopallet/gopallet/go-runtime/metadata"
	"github.com/gopallet/gopallet/go-runtime/scaleinfo"
)

func consensusAPIs(t Types) []metadata.API {
	opaque := scaleinfo.Named("sp_runtime::OpaqueValue", scaleinfo.Composite{scaleinfo.Unnamed(bytes, "Vec<u8>")})
	duration := scaleinfo.Named("sp_consensus_slots::SlotDuration", scaleinfo.Composite{scaleinfo.Unnamed(scaleinfo.U64, "u64")})
	keyType := scaleinfo.Named("sp_core::crypto::KeyTypeId", scaleinfo.Composite{scaleinfo.Unnamed(scaleinfo.ArrayOf(4, scaleinfo.U8), "[u8; 4]")})
	generated := scaleinfo.Named("sp_session::runtime_api::OpaqueGeneratedSessionKeys", scaleinfo.Composite{
		{Name: "keys", Type: bytes, TypeName: "Vec<u8>"}, {Name: "proof", Type: bytes, TypeName: "Vec<u8>"},
	})
	return []metadata.API{
		api("SessionKeys", 2, "The keys with which an authority takes part.",
			method("generate_session_keys", "Makes keys on this node, and proves to their owner that they are there.", generated,
				input("owner", bytes), input("seed", scaleinfo.OptionOf(bytes))),
			method("decode_session_keys", "Takes encoded public keys apart.", scaleinfo.OptionOf(scaleinfo.SequenceOf(scaleinfo.TupleOf(bytes, keyType))),
				input("encoded", bytes)),
		),
		api("AuraApi", 1, "Who makes blocks, and when.",
			method("slot_duration", "How long a slot is.", duration),
			method("authorities", "Who makes blocks, in the order of the slots.", scaleinfo.SequenceOf(t.AuraID)),
		),
		api("GrandpaApi", 3, "Who makes blocks final.",
			method("grandpa_authorities", "Who votes, and how much each vote counts.", scaleinfo.SequenceOf(scaleinfo.TupleOf(t.GrandpaID, scaleinfo.U64))),
			method("submit_report_equivocation_unsigned_extrinsic", "Reports that an authority has voted twice. This runtime takes no such reports.",
				scaleinfo.OptionOf(unit), input("equivocation_proof", t.Equivocation), input("key_owner_proof", opaque)),
			method("generate_key_ownership_proof", "Proves whose an authority's key is. This runtime has no such proofs.", scaleinfo.OptionOf(opaque),
				input("set_id", scaleinfo.U64), input("authority_id", t.GrandpaID)),
			method("current_set_id", "The number of changes of authorities so far.", scaleinfo.U64),
		),
	}
}

func accountAPIs(t Types) []metadata.API {
	preset := scaleinfo.OptionOf(text)
	fee := func(subject string, t scaleinfo.Reference) []metadata.Method {
		length := input("len", scaleinfo.U32)
		name := "query_"
		if subject == "call" {
			name = "query_call_"
		}
		return []metadata.Method{
			method(name+"info", "What it would weigh and cost.", dispatchInfo(), input(subject, t), length),
			method(name+"fee_details", "What it would cost, in parts.", feeDetails(), input(subject, t), length),
			method("query_weight_to_fee", "What a weight costs.", balance, input("weight", (*frame.Weight)(nil).TypeInfo())),
			method("query_length_to_fee", "What a length costs.", balance, input("length", scaleinfo.U32)),
		}
	}
	return []metadata.API{
		api("AccountNonceApi", 1, "What wallets ask about accounts.",
			method("account_nonce", "The nonce of an account's next transaction.", scaleinfo.U32, input("account", scaleinfo.AccountID))),
		api("TransactionPaymentApi", 4, "What extrinsics cost.", fee("uxt", t.Extrinsic)...),
		api("TransactionPaymentCallApi", 3, "What calls cost.", fee("call", t.Call)...),
		api("GenesisBuilder", 1, "How the genesis block is made.",
			method("build_state", "Writes the genesis block's storage from a configuration in JSON.", scaleinfo.ResultOf(unit, text), input("json", bytes)),
			method("get_preset", "A named configuration, or the default one.", scaleinfo.OptionOf(bytes), input("id", preset)),
			method("preset_names", "The names of configurations.", scaleinfo.SequenceOf(text)),
		),
	}
}

func dispatchInfo() scaleinfo.Reference {
	weight := (*frame.Weight)(nil).TypeInfo()
	return scaleinfo.Named("pallet_transaction_payment::types::RuntimeDispatchInfo", scaleinfo.Composite{
		{Name: "weight", Type: weight, TypeName: "Weight"}, {Name: "class", Type: (*frame.DispatchClass)(nil).TypeInfo(), TypeName: "DispatchClass"},
		{Name: "partial_fee", Type: balance, TypeName: "Balance"},
	}, scaleinfo.Of("Balance", balance), scaleinfo.Of("Weight", weight))
}

func feeDetails() scaleinfo.Reference {
	part := func(name string) scaleinfo.Field {
		return scaleinfo.Field{Name: name, Type: balance, TypeName: "Balance"}
	}
	ofBalance := scaleinfo.Of("Balance", balance)
	inclusion := scaleinfo.Named("pallet_transaction_payment::types::InclusionFee", scaleinfo.Composite{
		part("base_fee"), part("len_fee"), part("adjusted_weight_fee"),
	}, ofBalance)
	return scaleinfo.Named("pallet_transaction_payment::types::FeeDetails", scaleinfo.Composite{
		{Name: "inclusion_fee", Type: scaleinfo.OptionOf(inclusion), TypeName: "Option<InclusionFee<Balance>>"}, part("tip"),
	}, ofBalance)
}
