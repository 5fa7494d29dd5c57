package primitives

import "github.com/gopallet/gopallet/go-runtime/scale"

// DigestKind is the sort of a [DigestItem]: the index of its variant (sp_runtime::generic::DigestItem).
type DigestKind byte

// The kinds.
const (
	// DigestOther is anything; it has no engine.
	DigestOther DigestKind = 0
	// DigestConsensus is a message from the runtime to the consensus engine.
	DigestConsensus DigestKind = 4
	// DigestSeal is the author's seal. The runtime never sees one: it is removed before.
	DigestSeal DigestKind = 5
	// DigestPreRuntime is a message from the consensus engine to the runtime.
	DigestPreRuntime DigestKind = 6
	// DigestRuntimeEnvironmentUpdated says that the block changed code or heap size; it has neither engine nor data.
	DigestRuntimeEnvironmentUpdated DigestKind = 8
)

// DigestItem is one item of a header's digest.
type DigestItem struct {
	Kind DigestKind
	// Engine is the consensus engine that the item is for or from; only of the kinds that have one.
	Engine [4]byte
	// Data is the item's content; nil for the kind that has none.
	Data []byte
}

// Digest is what a header says beside the roots.
type Digest []DigestItem

func (k DigestKind) hasEngine() bool {
	return k == DigestConsensus || k == DigestSeal || k == DigestPreRuntime
}

// AppendTo appends the encoding.
func (g Digest) AppendTo(b []byte) []byte {
	b = scale.AppendCompact(b, uint64(len(g)))
	for i := range g {
		item := &g[i]
		b = append(b, byte(item.Kind))
		if item.Kind.hasEngine() {
			b = append(b, item.Engine[:]...)
		}
		if item.Kind != DigestRuntimeEnvironmentUpdated {
			b = scale.AppendBytes(b, item.Data)
		}
	}
	return b
}

// DecodeDigest reads a digest. The data of its items are parts of the input.
func DecodeDigest(d *scale.Decoder) Digest {
	n := d.Length(1)
	if n == 0 {
		return nil
	}
	digest := make(Digest, n)
	for i := range digest {
		digest[i] = decodeDigestItem(d)
		if d.Err() != nil {
			return nil
		}
	}
	return digest
}

func decodeDigestItem(d *scale.Decoder) (item DigestItem) {
	item.Kind = DigestKind(d.Byte())
	switch item.Kind {
	case DigestConsensus, DigestSeal, DigestPreRuntime:
		copy(item.Engine[:], d.Fixed(len(item.Engine)))
		item.Data = d.Bytes()
	case DigestOther:
		item.Data = d.Bytes()
	case DigestRuntimeEnvironmentUpdated:
	default:
		d.Fail(scale.UnknownVariant)
	}
	return item
}

// PreRuntime is the part of the digest that a block starts with: the consensus engine's messages to the runtime.
func (g Digest) PreRuntime() Digest {
	var kept Digest
	for i := range g {
		if g[i].Kind == DigestPreRuntime {
			kept = append(kept, g[i])
		}
	}
	return kept
}
