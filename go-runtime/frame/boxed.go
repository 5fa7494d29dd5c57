package frame

import "github.com/gopallet/gopallet/go-runtime/scale"

// BoxedCall is a call as an argument of another (Box<RuntimeCall>).
type BoxedCall struct {
	Call Call

	// info is the call's if it is known, from when the call was decoded: what is asked at each level of those below would take a stack as deep as
	// calls are nested, and the square of the time.
	info  DispatchInfo
	known bool
}

// Info is what the call may cost.
func (b *BoxedCall) Info() *DispatchInfo {
	if !b.known {
		b.info, b.known = b.Call.Info(), true
	}
	return &b.info
}

// decodeCall reads a call of the runtime.
var decodeCall func(d *scale.Decoder) Call

// SetDecodeCall says how calls of the runtime are read that are arguments of others. Runtimes call it in a package initialiser.
func SetDecodeCall(function func(d *scale.Decoder) Call) { decodeCall = function }

// boxBytes is what the memory of a decoded call counts with, whatever the call is.
const boxBytes = 112

// Decode reads a call, a level deeper.
func (b *BoxedCall) Decode(d *scale.Decoder) {
	if d.Enter() && d.Allocate(boxBytes) {
		b.Call = decodeCall(d)
		d.Leave()
		if !d.Failed() {
			b.Info()
		}
	}
}

// Encode writes the call: the pallet's index, the call's, and the arguments.
func (b *BoxedCall) Encode(e *scale.Encoder) { EncodeCall(e, b.Call) }

// EncodedLen is the number of bytes that Encode writes.
func (b *BoxedCall) EncodedLen() int { return 2 + b.Call.EncodedLen() }

// EncodeCall writes a call: the pallet's index, the call's, and the arguments.
func EncodeCall(e *scale.Encoder, call Call) {
	pallet, index := call.Index()
	e.Variant(pallet)
	e.Variant(index)
	call.Encode(e)
}
