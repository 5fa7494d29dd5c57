package check

import (
	"go/types"

	"golang.org/x/tools/go/ssa"
)

const insteadOfMapRange = "the order differs from call to call: keep the keys in a sorted slice and range over that"

// inspectMapRange finds iterations over maps.
//
// Each iteration starts at a place that TinyGo's random generator picks, and
// the generator's state outlives the call on hosts that reuse an instance.
// Sorting the keys afterwards makes the result the same again, but not the
// number of instructions. A map that is only looked up needs no order.
func inspectMapRange(instruction ssa.Instruction) (does, instead string) {
	iteration, ok := instruction.(*ssa.Range)
	if !ok {
		return "", ""
	}
	if _, ok := iteration.X.Type().Underlying().(*types.Map); !ok {
		return "", "" // a string
	}
	return "ranges over a map (" + types.TypeString(iteration.X.Type(), shortQualifier) + ")", insteadOfMapRange
}
