package check

import (
	"go/token"

	"golang.org/x/tools/go/ssa"
)

const insteadOfGoroutine = "a runtime is a single thread without a scheduler: call the function, and pass values as arguments and results"

// inspectGoroutine finds goroutines and the channel operations that only
// another goroutine could complete.
func inspectGoroutine(instruction ssa.Instruction) (does, instead string) {
	switch instruction := instruction.(type) {
	case *ssa.Go:
		return "starts a goroutine", insteadOfGoroutine
	case *ssa.Select:
		return "selects between channels", insteadOfGoroutine
	case *ssa.Send:
		return "sends to a channel", insteadOfGoroutine
	case *ssa.UnOp:
		if instruction.Op == token.ARROW {
			return "receives from a channel", insteadOfGoroutine
		}
	}
	return "", ""
}
