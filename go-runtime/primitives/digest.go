package primitives

// DigestKind is the sort of a [DigestItem]: the index of its variant (sp_runtime::generic::DigestItem).
type DigestKind byte

// The kinds, in sp_runtime's order.
const (
	// DigestPreRuntime is a message from the consensus engine to the runtime.
	//scale:name PreRuntime
	DigestPreRuntime DigestKind = 6
	// DigestConsensus is a message from the runtime to the consensus engine.
	//scale:name Consensus
	DigestConsensus DigestKind = 4
	// DigestSeal is the author's seal. The runtime never sees one: it is removed before.
	//scale:name Seal
	DigestSeal DigestKind = 5
	// DigestOther is anything; it has no engine.
	//scale:name Other
	DigestOther DigestKind = 0
	// DigestRuntimeEnvironmentUpdated says that the block changed code or heap size; it has neither engine nor data.
	//scale:name RuntimeEnvironmentUpdated
	DigestRuntimeEnvironmentUpdated DigestKind = 8
)

// DigestItem is one item of a header's digest. Decoded, its data are a part of the input.
//
//scale:enum
//scale:path sp_runtime::generic::digest::DigestItem
//scale:tuple
type DigestItem struct {
	Kind DigestKind
	// Engine is the consensus engine that the item is for or from; only of the kinds that have one.
	Engine [4]byte `scale:"of=DigestConsensus|DigestSeal|DigestPreRuntime" typename:"ConsensusEngineId"`
	// Data is the item's content; nil for the kind that has none.
	Data []byte `scale:"of=DigestOther|DigestConsensus|DigestSeal|DigestPreRuntime"`
}

// Digest is what a header says beside the roots.
//
//scale:type
//scale:path sp_runtime::generic::digest::Digest
//scale:field logs
type Digest []DigestItem

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

// Equal says whether both items are the same.
func (item *DigestItem) Equal(other *DigestItem) bool {
	return item.Kind == other.Kind && item.Engine == other.Engine && string(item.Data) == string(other.Data)
}

// Contains says whether the digest has an item.
func (g Digest) Contains(item *DigestItem) bool {
	for i := range g {
		if g[i].Equal(item) {
			return true
		}
	}
	return false
}
