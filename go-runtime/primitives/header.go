package primitives

import "github.com/gopallet/gopallet/go-runtime/scale"

// BlockNumber is the height of a block.
type BlockNumber uint32

// Header is a block's header (sp_runtime::generic::Header<u32, BlakeTwo256>).
type Header struct {
	ParentHash     Hash
	Number         BlockNumber
	StateRoot      Hash
	ExtrinsicsRoot Hash
	Digest         Digest
}

// AppendTo appends the encoding.
func (h *Header) AppendTo(b []byte) []byte {
	b = append(b, h.ParentHash[:]...)
	b = scale.AppendCompact(b, uint64(h.Number))
	b = append(b, h.StateRoot[:]...)
	b = append(b, h.ExtrinsicsRoot[:]...)
	return h.Digest.AppendTo(b)
}

// DecodeHeader reads a header. The data of its digest's items are parts of the input.
func DecodeHeader(d *scale.Decoder) Header {
	return Header{
		ParentHash:     DecodeHash(d),
		Number:         BlockNumber(d.CompactU32()),
		StateRoot:      DecodeHash(d),
		ExtrinsicsRoot: DecodeHash(d),
		Digest:         DecodeDigest(d),
	}
}
