package check

import (
	"go/types"

	"golang.org/x/tools/go/ssa"
)

const insteadOfFloat = "compute with integers, or with fixed point as Perbill does"

// inspectFloat finds floating-point and complex values: arithmetic,
// conversions, comparisons, constants, arguments and results.
//
// The bits of a NaN differ between machines, and hosts that compile floating
// point to native code have differed in more than that.
func inspectFloat(instruction ssa.Instruction) (does, instead string) {
	switch instruction := instruction.(type) {
	case *ssa.DebugRef, *ssa.Phi:
		return "", "" // the instructions that make and use the values count
	case *ssa.BinOp:
		if t := instruction.X.Type(); holdsFloat(t) {
			return "compares or computes with " + types.TypeString(t, shortQualifier), insteadOfFloat
		}
	case *ssa.MakeMap:
		if table, ok := instruction.Type().Underlying().(*types.Map); ok && holdsFloat(table.Key()) {
			return "hashes keys with floating point (" + types.TypeString(instruction.Type(), shortQualifier) + ")", insteadOfFloat
		}
	}
	if value, ok := instruction.(ssa.Value); ok && isFloat(value.Type()) {
		return "computes with " + types.TypeString(value.Type(), shortQualifier), insteadOfFloat
	}
	var operands [16]*ssa.Value
	for _, operand := range instruction.Operands(operands[:0]) {
		if *operand != nil && isFloat((*operand).Type()) {
			return "computes with " + types.TypeString((*operand).Type(), shortQualifier), insteadOfFloat
		}
	}
	return "", ""
}

// isFloat reports whether t is a floating-point or complex type.
func isFloat(t types.Type) bool {
	basic, ok := t.Underlying().(*types.Basic)
	return ok && basic.Info()&(types.IsFloat|types.IsComplex) != 0
}

// holdsFloat reports whether comparing values of t compares floating point.
func holdsFloat(t types.Type) bool {
	switch u := t.Underlying().(type) {
	case *types.Array:
		return holdsFloat(u.Elem())
	case *types.Struct:
		for i := range u.NumFields() {
			if holdsFloat(u.Field(i).Type()) {
				return true
			}
		}
		return false
	default:
		return isFloat(t)
	}
}
