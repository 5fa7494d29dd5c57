package check

import (
	"golang.org/x/tools/go/ssa"
)

// harmlessRecovers are functions of the standard library that turn a panic
// into another one: without recover the first panic ends the call as the
// second would.
var harmlessRecovers = map[string]bool{"bytes.growSlice": true}

// inspectRecover finds calls of recover. WebAssembly without its extension for
// exceptions cannot unwind a stack, so a panic ends the call of the runtime,
// no deferred function runs, and the code that relies on recover is dead.
func inspectRecover(instruction ssa.Instruction) (does, instead string) {
	call, ok := instruction.(ssa.CallInstruction)
	if !ok {
		return "", ""
	}
	builtin, ok := call.Common().Value.(*ssa.Builtin)
	if !ok || builtin.Name() != "recover" {
		return "", ""
	}
	if harmlessRecovers[fullName(outermost(instruction.Parent()))] {
		return "", ""
	}
	return "calls recover, which never runs: a panic ends the whole call", "return an error"
}
