package primitives

// BlockNumber is the height of a block.
//
//scale:type
//scale:alias
type BlockNumber uint32

// Header is a block's header (sp_runtime::generic::Header<u32, BlakeTwo256>).
//
//scale:type
//scale:path sp_runtime::generic::header::Header
//scale:param Number uint32
//scale:param Hash
type Header struct {
	ParentHash     Hash        `typename:"Hash::Output"`
	Number         BlockNumber `scale:"compact" typename:"Number"`
	StateRoot      Hash        `typename:"Hash::Output"`
	ExtrinsicsRoot Hash        `typename:"Hash::Output"`
	Digest         Digest
}
