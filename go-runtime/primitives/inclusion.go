package primitives

// ExtrinsicInclusionMode says which extrinsics a block may have (sp_runtime::ExtrinsicInclusionMode).
//
//scale:enum
//scale:path sp_runtime::ExtrinsicInclusionMode
type ExtrinsicInclusionMode byte

const (
	// AllExtrinsics: any.
	AllExtrinsics ExtrinsicInclusionMode = 0
	// OnlyInherents: none but inherents.
	OnlyInherents ExtrinsicInclusionMode = 1
)

// inclusionModes holds the encodings of both modes, one byte each.
var inclusionModes = [2]byte{byte(AllExtrinsics), byte(OnlyInherents)}

// Encoded is the encoding: one byte, which nobody may write to.
func (m ExtrinsicInclusionMode) Encoded() []byte { return inclusionModes[m : m+1] }
