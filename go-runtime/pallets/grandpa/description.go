//go:build !tinygo.wasm

package grandpa

import (
	"github.com/gopallet/gopallet/go-runtime/metadata"
	"github.com/gopallet/gopallet/go-runtime/scaleinfo"
)

// DescribeAuthorityID describes the key of an authority.
func DescribeAuthorityID() scaleinfo.Reference {
	return scaleinfo.PublicKey("ed25519::Public", "sp_consensus_grandpa", "app", "Public")
}

// describeAuthorities describes the stored list of authorities, which FRAME bounds by MaxAuthorities.
func describeAuthorities() scaleinfo.Reference {
	return scaleinfo.WeakBoundedVecOf(scaleinfo.TupleOf(DescribeAuthorityID(), scaleinfo.U64))
}

// vote describes one of the two kinds of votes, and an equivocation made of them.
func vote(name string) scaleinfo.Reference {
	params := []scaleinfo.Param{scaleinfo.Of("H", scaleinfo.H256), scaleinfo.Of("N", scaleinfo.U32)}
	vote := scaleinfo.Named("finality_grandpa::"+name, scaleinfo.Composite{
		{Name: "target_hash", Type: scaleinfo.H256, TypeName: "H"}, {Name: "target_number", Type: scaleinfo.U32, TypeName: "N"},
	}, params...)
	id, signature := DescribeAuthorityID(), scaleinfo.Named("sp_consensus_grandpa::app::Signature", scaleinfo.Composite{
		scaleinfo.Unnamed(scaleinfo.ArrayOf(64, scaleinfo.U8), "ed25519::Signature"),
	})
	signed := scaleinfo.TupleOf(vote, signature)
	return scaleinfo.Named("finality_grandpa::Equivocation", scaleinfo.Composite{
		{Name: "round_number", Type: scaleinfo.U64, TypeName: "u64"}, {Name: "identity", Type: id, TypeName: "Id"},
		{Name: "first", Type: signed, TypeName: "(V, S)"}, {Name: "second", Type: signed, TypeName: "(V, S)"},
	}, scaleinfo.Of("Id", id), scaleinfo.Of("V", vote), scaleinfo.Of("S", signature))
}

// DescribeEquivocationProof describes the proof that an authority has voted twice.
func DescribeEquivocationProof() scaleinfo.Reference {
	params := []scaleinfo.Param{scaleinfo.Of("H", scaleinfo.H256), scaleinfo.Of("N", scaleinfo.U32)}
	equivocation := scaleinfo.Named("sp_consensus_grandpa::Equivocation", scaleinfo.Variants{
		{Name: "Prevote", Index: 0, Fields: []scaleinfo.Field{scaleinfo.Unnamed(vote("Prevote"), "")}},
		{Name: "Precommit", Index: 1, Fields: []scaleinfo.Field{scaleinfo.Unnamed(vote("Precommit"), "")}},
	}, params...)
	return scaleinfo.Named("sp_consensus_grandpa::EquivocationProof", scaleinfo.Composite{
		{Name: "set_id", Type: scaleinfo.U64, TypeName: "SetId"}, {Name: "equivocation", Type: equivocation, TypeName: "Equivocation<H, N>"},
	}, params...)
}

// describeOwnerProof describes the proof of whose a key was, which has no value.
func describeOwnerProof() scaleinfo.Reference {
	return scaleinfo.Named("sp_core::Void", scaleinfo.Variants{})
}

// associatedTypes are the types that the runtime has chosen.
func associatedTypes() []metadata.AssociatedType {
	return []metadata.AssociatedType{
		metadata.Associated("KeyOwnerProof", describeOwnerProof(), "The proof of whose a key was; there is none in this runtime."),
	}
}

// callMetadata describes the calls that report equivocations. They take a proof that has no value, so nobody can make them.
func callMetadata() []scaleinfo.Variant {
	proof := DescribeEquivocationProof()
	call := func(name string, index byte, docs string) scaleinfo.Variant {
		return scaleinfo.Variant{Name: name, Index: index, Docs: []string{docs}, Fields: []scaleinfo.Field{
			{Name: "equivocation_proof", Type: proof, TypeName: "Box<EquivocationProof<T::Hash, BlockNumberFor<T>>>"},
			{Name: "key_owner_proof", Type: describeOwnerProof(), TypeName: "T::KeyOwnerProof"},
		}}
	}
	return []scaleinfo.Variant{
		call("report_equivocation", 0, "Reports that an authority has voted twice. This runtime takes no such reports."),
		call("report_equivocation_unsigned", 1, "Reports that an authority has voted twice, without a signature. This runtime takes no such reports."),
	}
}
