package native

import (
	"bytes"
	"math/big"
	"os"
	"testing"

	gossamer "github.com/ChainSafe/gossamer/pkg/scale"
	client "github.com/centrifuge/go-substrate-rpc-client/v4/types"
	clientcodec "github.com/centrifuge/go-substrate-rpc-client/v4/types/codec"

	"github.com/gopallet/gopallet/go-runtime/scale"
)

// The counterparts in gossamer's terms: uint and *big.Int are compact, Uint128 is not.
type (
	gossamerHeader struct {
		ParentHash     [32]byte
		Number         uint
		StateRoot      [32]byte
		ExtrinsicsRoot [32]byte
		Digest         []digestItem
	}
	gossamerExtrinsic struct {
		Version       uint8
		AddressKind   uint8
		Address       [32]byte
		SignatureKind uint8
		Signature     [64]byte
		Era           [2]byte
		Nonce         uint
		Tip           *big.Int
		Pallet        uint8
		Function      uint8
		DestKind      uint8
		Dest          [32]byte
		Value         *big.Int
	}
	gossamerBlock struct {
		Header     gossamerHeader
		Extrinsics [][]byte
	}
	gossamerAccount struct {
		Key                                      [32]byte
		Nonce, Consumers, Providers, Sufficients uint32
		Free, Reserved, Frozen, Flags            *gossamer.Uint128
	}
)

// The counterparts in go-substrate-rpc-client's terms.
type (
	clientHeader struct {
		ParentHash     [32]byte
		Number         client.UCompact
		StateRoot      [32]byte
		ExtrinsicsRoot [32]byte
		Digest         []digestItem
	}
	clientExtrinsic struct {
		Version       uint8
		AddressKind   uint8
		Address       [32]byte
		SignatureKind uint8
		Signature     [64]byte
		Era           [2]byte
		Nonce         client.UCompact
		Tip           client.UCompact
		Pallet        uint8
		Function      uint8
		DestKind      uint8
		Dest          [32]byte
		Value         client.UCompact
	}
	clientBlock struct {
		Header     clientHeader
		Extrinsics [][]byte
	}
	clientAccount struct {
		Key                                      [32]byte
		Nonce, Consumers, Providers, Sufficients uint32
		Free, Reserved, Frozen, Flags            client.U128
	}
)

func sampleHeader() header {
	return header{ParentHash: scale.H256{1}, Number: 7_654_321, StateRoot: scale.H256{2}, ExtrinsicsRoot: scale.H256{3}, Digest: []digestItem{
		{6, [4]byte{'a', 'u', 'r', 'a'}, make([]byte, 8)}, {4, [4]byte{'F', 'R', 'N', 'K'}, make([]byte, 120)},
		{5, [4]byte{'a', 'u', 'r', 'a'}, make([]byte, 64)},
	}}
}

func sampleExtrinsic(i int) extrinsic {
	return extrinsic{Version: 0x84, SignatureKind: 1, Era: [2]byte{0xa5, 2}, Nonce: uint32(70_000 + i), Tip: scale.U128From(1_000_000_000),
		Pallet: 6, Function: 3, Value: scale.U128From(12_345_678_901_234 + uint64(i))}
}

func sampleBlock() block {
	b := block{Header: sampleHeader()}
	for i := 0; i < 1000; i++ {
		b.Extrinsics = append(b.Extrinsics, opaque{sampleExtrinsic(i)})
	}
	return b
}

func sampleAccounts() (a accounts) {
	for i := 0; i < 10_000; i++ {
		a = append(a, account{Key: scale.H256{byte(i >> 8), byte(i)}, Nonce: uint32(i), Providers: 1, Free: scale.U128From(uint64(i) << 20),
			Flags: scale.U128{Hi: 1 << 63}})
	}
	return a
}

func sampleWords() (w words) {
	for i := uint64(0); i < 100_000; i++ {
		w = append(w, i*0x9e3779b97f4a7c15)
	}
	return w
}

// sampleMetadata is Kusama's, of version 14: test data of a crate in cargo's registry, whose path is the environment's CODEC_METADATA.
func sampleMetadata() []byte {
	path := os.Getenv("CODEC_METADATA")
	encoded, err := os.ReadFile(path)
	if err != nil {
		panic("CODEC_METADATA is to name a file of encoded metadata, as 'make bench-codec' does: " + err.Error())
	}
	return encoded
}

// codec is one way to decode a value of type T and to encode it again.
type codec struct {
	name   string
	decode func(encoded []byte) (any, error)
	encode func(value any) ([]byte, error)
}

func ours[T any, P interface {
	*T
	scale.Encodable
	scale.Decodable
}]() codec {
	return codec{"gopallet",
		func(encoded []byte) (any, error) {
			v := new(T)
			return v, scale.Unmarshal[T, P](encoded, v)
		},
		func(value any) ([]byte, error) { return scale.Marshal(P(value.(*T))), nil },
	}
}

func ofGossamer[T any]() codec {
	return codec{"gossamer",
		func(encoded []byte) (any, error) {
			v := new(T)
			return v, gossamer.Unmarshal(encoded, v)
		},
		func(value any) ([]byte, error) { return gossamer.Marshal(*value.(*T)) },
	}
}

func ofClient[T any]() codec {
	return codec{"go-substrate-rpc-client",
		func(encoded []byte) (any, error) {
			v := new(T)
			return v, clientcodec.Decode(encoded, v)
		},
		func(value any) ([]byte, error) { return clientcodec.Encode(*value.(*T)) },
	}
}

// A block's extrinsics are byte vectors to the others; they are decoded one by one after it.
func gossamerBlocks() codec {
	type decoded struct {
		block      *gossamerBlock
		extrinsics []gossamerExtrinsic
	}
	inner := ofGossamer[gossamerBlock]()
	return codec{inner.name,
		func(encoded []byte) (any, error) {
			b, err := inner.decode(encoded)
			if err != nil {
				return nil, err
			}
			d := decoded{block: b.(*gossamerBlock), extrinsics: make([]gossamerExtrinsic, len(b.(*gossamerBlock).Extrinsics))}
			for i, x := range d.block.Extrinsics {
				if err := gossamer.Unmarshal(x, &d.extrinsics[i]); err != nil {
					return nil, err
				}
			}
			return d, nil
		},
		func(value any) ([]byte, error) {
			d := value.(decoded)
			b := gossamerBlock{Header: d.block.Header, Extrinsics: make([][]byte, len(d.extrinsics))}
			for i, x := range d.extrinsics {
				var err error
				if b.Extrinsics[i], err = gossamer.Marshal(x); err != nil {
					return nil, err
				}
			}
			return gossamer.Marshal(b)
		},
	}
}

func clientBlocks() codec {
	type decoded struct {
		block      *clientBlock
		extrinsics []clientExtrinsic
	}
	inner := ofClient[clientBlock]()
	return codec{inner.name,
		func(encoded []byte) (any, error) {
			b, err := inner.decode(encoded)
			if err != nil {
				return nil, err
			}
			d := decoded{block: b.(*clientBlock), extrinsics: make([]clientExtrinsic, len(b.(*clientBlock).Extrinsics))}
			for i, x := range d.block.Extrinsics {
				if err := clientcodec.Decode(x, &d.extrinsics[i]); err != nil {
					return nil, err
				}
			}
			return d, nil
		},
		func(value any) ([]byte, error) {
			d := value.(decoded)
			b := clientBlock{Header: d.block.Header, Extrinsics: make([][]byte, len(d.extrinsics))}
			for i, x := range d.extrinsics {
				var err error
				if b.Extrinsics[i], err = clientcodec.Encode(x); err != nil {
					return nil, err
				}
			}
			return clientcodec.Encode(b)
		},
	}
}

// row is a kind of value: its encoding, and who decodes it.
type row struct {
	name    string
	encoded []byte
	codecs  []codec
}

func rows() []row {
	h, x, b, a, w, o := sampleHeader(), sampleExtrinsic(0), sampleBlock(), sampleAccounts(), sampleWords(), make(octets, 1<<20)
	return []row{
		{"header", scale.Marshal(&h), []codec{ours[header](), ofGossamer[gossamerHeader](), ofClient[clientHeader]()}},
		{"extrinsic", scale.Marshal(&x), []codec{ours[extrinsic](), ofGossamer[gossamerExtrinsic](), ofClient[clientExtrinsic]()}},
		{"block of 1000 extrinsics", scale.Marshal(&b), []codec{ours[block](), gossamerBlocks(), clientBlocks()}},
		{"100000 u64", scale.Marshal(&w), []codec{ours[words](), ofGossamer[[]uint64](), ofClient[[]uint64]()}},
		{"1 MiB of bytes", scale.Marshal(&o), []codec{ours[octets](), ofGossamer[[]byte](), ofClient[[]byte]()}},
		{"10000 accounts", scale.Marshal(&a), []codec{ours[accounts](), ofGossamer[[]gossamerAccount](), ofClient[[]clientAccount]()}},
		{"metadata v14", sampleMetadata(), []codec{ours[metadata](), ofGossamer[gossamerMetadata](), ofClient[client.Metadata]()}},
	}
}

// All codecs agree about the values: what each decodes it encodes to the same bytes.
func TestTheCodecsAgree(t *testing.T) {
	for _, row := range rows() {
		for _, c := range row.codecs {
			value, err := c.decode(row.encoded)
			if err != nil {
				t.Errorf("%s decodes no %s: %v", c.name, row.name, err)
				continue
			}
			if encoded, err := c.encode(value); err != nil || !bytes.Equal(encoded, row.encoded) {
				t.Errorf("%s encodes the %s otherwise: %v", c.name, row.name, err)
			}
		}
	}
}

// sink keeps results in use.
var sink any

func BenchmarkDecode(b *testing.B) {
	for _, row := range rows() {
		for _, c := range row.codecs {
			b.Run(row.name+"/"+c.name, func(b *testing.B) {
				b.ReportAllocs()
				for i := 0; i < b.N; i++ {
					value, err := c.decode(row.encoded)
					if err != nil {
						b.Fatal(err)
					}
					sink = value
				}
			})
		}
	}
}

func BenchmarkEncode(b *testing.B) {
	for _, row := range rows() {
		for _, c := range row.codecs {
			value, err := c.decode(row.encoded)
			if err != nil {
				b.Fatal(err)
			}
			b.Run(row.name+"/"+c.name, func(b *testing.B) {
				b.ReportAllocs()
				for i := 0; i < b.N; i++ {
					encoded, err := c.encode(value)
					if err != nil {
						b.Fatal(err)
					}
					sink = encoded
				}
			})
		}
	}
}
