package scaleinfo

import (
	"strconv"
	"strings"
)

// The types of package scale, by the names that they have there.
var (
	// Unit is ().
	Unit = TupleOf()
	// BitVec is BitVec<u8, Lsb0>.
	BitVec = BitSequenceOf(U8, Lsb0)
	// Opaque is Vec<u8>.
	Opaque = SequenceOf(U8)
	// H160 is primitive_types::H160.
	H160 = fixedBytes(20, "primitive_types", "H160")
	// H256 is primitive_types::H256.
	H256 = fixedBytes(32, "primitive_types", "H256")
	// H512 is primitive_types::H512.
	H512 = fixedBytes(64, "primitive_types", "H512")
	// AccountID is sp_core::crypto::AccountId32.
	AccountID = fixedBytes(32, "sp_core", "crypto", "AccountId32")
	// MultiAddress is sp_runtime::MultiAddress<AccountId32, ()>.
	MultiAddress = MultiAddressOf(AccountID, Unit)
	// OptionBool is parity_scale_codec::OptionBool, as its three bytes.
	OptionBool = Define("parity_scale_codec::OptionBool", func() Type {
		return Type{Path: []string{"parity_scale_codec", "OptionBool"}, Def: Variants{
			{Name: "None", Index: 0}, {Name: "SomeTrue", Index: 1}, {Name: "SomeFalse", Index: 2},
		}}
	})
	// Era is sp_runtime::generic::Era.
	Era = Define("sp_runtime::generic::Era", era)
)

// fixedBytes is a struct around an array of bytes.
func fixedBytes(n uint32, path ...string) Reference {
	bytes := ArrayOf(n, U8)
	return Define(path[0]+"::"+path[len(path)-1], func() Type {
		return Type{Path: path, Def: Composite{{Type: bytes, TypeName: "[u8; " + strconv.FormatUint(uint64(n), 10) + "]"}}}
	})
}

// MultiAddressOf is sp_runtime::MultiAddress<account, index>.
func MultiAddressOf(account, index Reference) Reference {
	return named("sp_runtime::MultiAddress", []Reference{account, index}, func() Type {
		one := func(name string, at byte, t Reference, typeName string) Variant {
			return Variant{Name: name, Index: at, Fields: []Field{{Type: t, TypeName: typeName}}}
		}
		return Type{
			Path:   []string{"sp_runtime", "multiaddress", "MultiAddress"},
			Params: []Param{{"AccountId", account}, {"AccountIndex", index}},
			Def: Variants{
				one("Id", 0, account, "AccountId"), one("Index", 1, CompactOf(index), "AccountIndex"), one("Raw", 2, SequenceOf(U8), "Vec<u8>"),
				one("Address32", 3, ArrayOf(32, U8), "[u8; 32]"), one("Address20", 4, ArrayOf(20, U8), "[u8; 20]"),
			},
		}
	})
}

// era is an enum of 256 variants, because a mortal era's first byte says more than that it is mortal.
func era() Type {
	variants := Variants{{Name: "Immortal", Index: 0}}
	for index := 1; index < 256; index++ {
		variants = append(variants, Variant{Name: "Mortal" + strconv.Itoa(index), Index: byte(index), Fields: []Field{{Type: U8}}})
	}
	return Type{Path: []string{"sp_runtime", "generic", "era", "Era"}, Def: variants}
}

// BoundedVecOf is bounded_collections::BoundedVec<elem, ...>.
func BoundedVecOf(elem Reference) Reference { return bounded("bounded_vec", "BoundedVec", elem) }

// WeakBoundedVecOf is bounded_collections::WeakBoundedVec<elem, ...>.
func WeakBoundedVecOf(elem Reference) Reference {
	return bounded("weak_bounded_vec", "WeakBoundedVec", elem)
}

func bounded(module, name string, elem Reference) Reference {
	return named("bounded_collections::"+name, []Reference{elem}, func() Type {
		return Type{
			Path: []string{"bounded_collections", module, name}, Params: []Param{{"T", elem}, {Name: "S"}},
			Def: Composite{{Type: SequenceOf(elem), TypeName: "Vec<T>"}},
		}
	})
}

// PublicKey is a public key of an application: a struct around 32 bytes.
func PublicKey(typeName string, path ...string) Reference {
	return Define(strings.Join(path, "::"), func() Type {
		return Type{Path: path, Def: Composite{{Type: ArrayOf(32, U8), TypeName: typeName}}}
	})
}
