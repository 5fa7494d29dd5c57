// Package native measures the codec against the Go codecs that are in use: gossamer's and go-substrate-rpc-client's. It is a module of its own,
// so that a runtime depends on neither.
package native

import "github.com/gopallet/gopallet/go-runtime/scale"

// The values, in the terms of go-runtime/scale. Each has the fields of its counterparts in codecs_test.go.

type digestItem struct {
	Kind   uint8
	Engine [4]byte
	Data   []byte
}

type header struct {
	ParentHash     scale.H256
	Number         uint32
	StateRoot      scale.H256
	ExtrinsicsRoot scale.H256
	Digest         []digestItem
}

type extrinsic struct {
	Version       uint8
	AddressKind   uint8
	Address       scale.H256
	SignatureKind uint8
	Signature     scale.H512
	Era           [2]byte
	Nonce         uint32
	Tip           scale.U128
	Pallet        uint8
	Function      uint8
	DestKind      uint8
	Dest          scale.H256
	Value         scale.U128
}

type block struct {
	Header     header
	Extrinsics []opaque
}

// opaque is an extrinsic behind its length.
type opaque struct{ Extrinsic extrinsic }

type account struct {
	Key                                      scale.H256
	Nonce, Consumers, Providers, Sufficients uint32
	Free, Reserved, Frozen, Flags            scale.U128
}

type (
	accounts []account
	words    []uint64
	octets   []byte
)

func (i *digestItem) Encode(e *scale.Encoder) {
	e.U8(i.Kind)
	e.Raw(i.Engine[:])
	e.Bytes(i.Data)
}

func (i *digestItem) Decode(d *scale.Decoder) {
	i.Kind = d.U8()
	d.Read(i.Engine[:])
	i.Data = d.Bytes()
}

func (i *digestItem) EncodedLen() int { return 5 + scale.CompactLen(uint64(len(i.Data))) + len(i.Data) }

func (h *header) Encode(e *scale.Encoder) {
	h.ParentHash.Encode(e)
	e.CompactU32(h.Number)
	h.StateRoot.Encode(e)
	h.ExtrinsicsRoot.Encode(e)
	scale.EncodeSequence(e, h.Digest)
}

func (h *header) Decode(d *scale.Decoder) {
	h.ParentHash.Decode(d)
	h.Number = d.CompactU32()
	h.StateRoot.Decode(d)
	h.ExtrinsicsRoot.Decode(d)
	h.Digest = scale.DecodeSequence[digestItem](d, 6)
}

func (h *header) EncodedLen() int {
	return 3*scale.H256MaxEncodedLen + scale.CompactLen(uint64(h.Number)) + scale.SequenceEncodedLen(h.Digest)
}

func (x *extrinsic) Encode(e *scale.Encoder) {
	e.U8(x.Version)
	e.U8(x.AddressKind)
	x.Address.Encode(e)
	e.U8(x.SignatureKind)
	x.Signature.Encode(e)
	e.Raw(x.Era[:])
	e.CompactU32(x.Nonce)
	e.CompactU128(x.Tip)
	e.U8(x.Pallet)
	e.U8(x.Function)
	e.U8(x.DestKind)
	x.Dest.Encode(e)
	e.CompactU128(x.Value)
}

func (x *extrinsic) Decode(d *scale.Decoder) {
	x.Version = d.U8()
	x.AddressKind = d.U8()
	x.Address.Decode(d)
	x.SignatureKind = d.U8()
	x.Signature.Decode(d)
	d.Read(x.Era[:])
	x.Nonce = d.CompactU32()
	x.Tip = d.CompactU128()
	x.Pallet = d.U8()
	x.Function = d.U8()
	x.DestKind = d.U8()
	x.Dest.Decode(d)
	x.Value = d.CompactU128()
}

func (x *extrinsic) EncodedLen() int {
	const fixed = 6 + 2*scale.H256MaxEncodedLen + scale.H512MaxEncodedLen + 2
	return fixed + scale.CompactLen(uint64(x.Nonce)) + scale.CompactLenU128(x.Tip) + scale.CompactLenU128(x.Value)
}

func (o *opaque) Encode(e *scale.Encoder) { scale.EncodeOpaque(e, &o.Extrinsic) }
func (o *opaque) Decode(d *scale.Decoder) { scale.DecodeOpaque(d, &o.Extrinsic) }
func (o *opaque) EncodedLen() int {
	n := o.Extrinsic.EncodedLen()
	return scale.CompactLen(uint64(n)) + n
}

func (b *block) Encode(e *scale.Encoder) {
	b.Header.Encode(e)
	scale.EncodeSequence(e, b.Extrinsics)
}

func (b *block) Decode(d *scale.Decoder) {
	b.Header.Decode(d)
	b.Extrinsics = scale.DecodeSequence[opaque](d, 1)
}

func (b *block) EncodedLen() int {
	return b.Header.EncodedLen() + scale.SequenceEncodedLen(b.Extrinsics)
}

func (a *account) Encode(e *scale.Encoder) {
	a.Key.Encode(e)
	for _, count := range [...]uint32{a.Nonce, a.Consumers, a.Providers, a.Sufficients} {
		e.U32(count)
	}
	for _, amount := range [...]scale.U128{a.Free, a.Reserved, a.Frozen, a.Flags} {
		e.U128(amount)
	}
}

func (a *account) Decode(d *scale.Decoder) {
	a.Key.Decode(d)
	a.Nonce, a.Consumers, a.Providers, a.Sufficients = d.U32(), d.U32(), d.U32(), d.U32()
	a.Free, a.Reserved, a.Frozen, a.Flags = d.U128(), d.U128(), d.U128(), d.U128()
}

func (a *account) EncodedLen() int { return 32 + 4*4 + 4*16 }

func (a *accounts) Encode(e *scale.Encoder) { scale.EncodeSequence(e, *a) }
func (a *accounts) Decode(d *scale.Decoder) { *a = scale.DecodeSequence[account](d, 112) }
func (a *accounts) EncodedLen() int         { return scale.SequenceEncodedLen(*a) }

func (w *words) Encode(e *scale.Encoder) { scale.EncodeIntegers(e, *w) }
func (w *words) Decode(d *scale.Decoder) { *w = scale.DecodeIntegers[uint64](d) }
func (w *words) EncodedLen() int         { return scale.IntegersEncodedLen(*w) }

func (o *octets) Encode(e *scale.Encoder) { e.Bytes(*o) }
func (o *octets) Decode(d *scale.Decoder) { *o = d.Bytes() }
func (o *octets) EncodedLen() int         { return scale.CompactLen(uint64(len(*o))) + len(*o) }
