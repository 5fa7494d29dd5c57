package metadata

import (
	"bytes"
	"encoding/hex"
	"errors"
	"fmt"
	"os"
	"strings"
	"testing"

	"github.com/gopallet/gopallet/go-runtime/scale"
	"github.com/gopallet/gopallet/go-runtime/scaleinfo"
)

// The files of testdata hold what sp-metadata-ir and frame-metadata encode for the same description: metadata-tests/tests/metadata.rs writes them.

func define(name string, def scaleinfo.Def) scaleinfo.Reference {
	return scaleinfo.Define("metadata."+name, func() scaleinfo.Type { return scaleinfo.Type{Path: []string{"metadata", name}, Def: def} })
}

var (
	call = define("Call", scaleinfo.Variants{
		{Name: "Set", Index: 0, Fields: []scaleinfo.Field{{Name: "value", Type: scaleinfo.U32, TypeName: "u32"}}}, {Name: "Clear", Index: 2},
	})
	event   = define("Event", scaleinfo.Variants{{Name: "Cleared", Index: 0, Fields: []scaleinfo.Field{{Type: scaleinfo.U64, TypeName: "u64"}}}})
	failure = define("Error", scaleinfo.Variants{{Name: "TooLarge", Index: 0}})
	bytes32 = scaleinfo.ArrayOf(32, scaleinfo.U8)
)

func sampleStorage() *Storage {
	docs := []string{"An item."}
	return &Storage{Prefix: "Sample", Entries: []Entry{
		{Name: "Plain", Modifier: Default, Value: scaleinfo.U64, Default: []byte{7, 0, 0, 0, 0, 0, 0, 0}, Docs: docs},
		{
			Name: "Map", Modifier: Optional, Hashers: []Hasher{Blake2x128Concat}, Key: bytes32, Value: scaleinfo.SequenceOf(scaleinfo.U16),
			Default: []byte{0}, Docs: docs,
		},
		{
			Name: "Double", Modifier: Default, Hashers: []Hasher{Twox64Concat, Identity}, Key: scaleinfo.TupleOf(scaleinfo.U32, scaleinfo.U8),
			Value: scaleinfo.Unit, Docs: docs,
		},
		{
			Name: "Many", Modifier: Optional, Hashers: []Hasher{Blake2x128, Blake2x256, Twox128, Twox256},
			Key: scaleinfo.TupleOf(scaleinfo.U8, scaleinfo.U16, scaleinfo.U32, scaleinfo.U64), Value: scaleinfo.I8, Default: []byte{0}, Docs: docs,
		},
		{
			Name: "Old", Modifier: Optional, Value: scaleinfo.Bool, Default: []byte{0}, Docs: docs,
			Deprecation: Deprecation{Deprecated: true, Note: "use New", Since: "2"},
		},
	}}
}

func sampleRuntime() *Runtime {
	sample := Pallet{
		Name: "Sample", Index: 3, Storage: sampleStorage(),
		Calls:     Enum{Type: call, Deprecations: []VariantDeprecation{{2, Deprecation{Note: "use set"}}}},
		Events:    Enum{Type: event},
		Errors:    Enum{Type: failure, Deprecations: []VariantDeprecation{{0, Deprecation{}}}},
		Constants: []Constant{{Name: "Limit", Type: scaleinfo.U128, Value: append([]byte{9}, make([]byte, 15)...), Docs: []string{"The limit."}}},
		AssociatedTypes: []AssociatedType{
			{Name: "Id", Type: scaleinfo.ArrayOf(8, scaleinfo.U8), Docs: []string{"An id."}},
		},
		ViewFunctions: []ViewFunction{{
			ID: [32]byte(bytes.Repeat([]byte{5}, 32)), Name: "look", Inputs: []Input{{"at", scaleinfo.U16}}, Output: scaleinfo.OptionOf(scaleinfo.U8),
			Docs: []string{"Looks."}, Deprecation: Deprecation{Deprecated: true},
		}},
		Docs: []string{"A pallet.", "With two lines."}, Deprecation: Deprecation{Deprecated: true, Note: "use another"},
	}
	outer := func(t scaleinfo.Reference) scaleinfo.Reference { return scaleinfo.ResultOf(t, scaleinfo.Unit) }
	return &Runtime{
		Pallets: []Pallet{sample, {Name: "Empty", Index: 200}},
		Extrinsic: Extrinsic{
			Type: scaleinfo.SequenceOf(scaleinfo.U8), Versions: []uint8{5, 4}, Address: bytes32, Signature: scaleinfo.ArrayOf(64, scaleinfo.U8),
			Extra:      scaleinfo.TupleOf(scaleinfo.U32, scaleinfo.Bool),
			Extensions: []Extension{{"CheckNonce", scaleinfo.U32, scaleinfo.Unit}, {"CheckHash", scaleinfo.Bool, bytes32}},
		},
		Type: define("Runtime", scaleinfo.Composite{}),
		APIs: []API{{
			Name: "Core", Version: 70, Docs: []string{"An API."}, Deprecation: Deprecation{Deprecated: true},
			Methods: []Method{{Name: "version", Inputs: []Input{{"header", scaleinfo.I64}}, Output: scaleinfo.Str, Docs: []string{"The version."}}},
		}},
		Call: outer(call), Event: outer(event), Error: outer(failure),
	}
}

func TestEncodingIsFrameMetadatas(t *testing.T) {
	for _, version := range Versions() {
		text, err := os.ReadFile(fmt.Sprintf("testdata/v%d.hex", version))
		if err != nil {
			t.Fatal(err)
		}
		want, err := hex.DecodeString(strings.ReplaceAll(string(text), "\n", ""))
		if err != nil {
			t.Fatal(err)
		}
		got, err := sampleRuntime().Encode(version)
		if err != nil {
			t.Fatal(err)
		}
		if !bytes.Equal(got, want) {
			t.Errorf("version %d: got %x, want %x", version, got, want)
		}
	}
}

func TestRefusals(t *testing.T) {
	for _, version := range []uint32{0, 13, 17} {
		if _, err := sampleRuntime().Encode(version); !errors.Is(err, ErrVersion) {
			t.Errorf("version %d: %v", version, err)
		}
	}
	r := sampleRuntime()
	r.Extrinsic.Versions = nil
	if _, err := r.Encode(14); !errors.Is(err, ErrNoVersion) {
		t.Error(err)
	}
	r = sampleRuntime()
	r.Pallets[0].Events.Deprecations = []VariantDeprecation{{Index: 4}, {Index: 4}}
	if _, err := r.Encode(16); !errors.Is(err, ErrDeprecationsOrder) {
		t.Error(err)
	}
}

func TestAPathInTheDescriptionChangesTheMetadata(t *testing.T) {
	before, _ := sampleRuntime().Encode(14)
	r := sampleRuntime()
	r.Pallets[0].Storage.Entries[0].Name = "Planar"
	after, _ := r.Encode(14)
	if bytes.Equal(before, after) || len(after) != len(before)+1 {
		t.Error("another name gives the same metadata")
	}
	if d := scale.NewDecoder(after); d.U32() != magic || d.U8() != 14 {
		t.Error("metadata starts otherwise")
	}
}
