package check

import (
	"go/types"

	"golang.org/x/tools/go/ssa"
)

const insteadOfMapKey = "key the map by integers, strings, or arrays and structs of these"

// inspectMapKey finds uses of maps whose keys hold addresses or interfaces.
//
// A pointer's hash is its address, which is up to the host's allocator and to
// when the collector ran; it decides where a map grows and what its lookups
// cost. An interface's hash depends on its dynamic type, which may hold a
// pointer, and may panic.
func inspectMapKey(instruction ssa.Instruction) (does, instead string) {
	var used types.Type
	switch instruction := instruction.(type) {
	case *ssa.MakeMap:
		used = instruction.Type()
	case *ssa.MapUpdate:
		used = instruction.Map.Type()
	case *ssa.Lookup:
		used = instruction.X.Type()
	case ssa.CallInstruction:
		builtin, ok := instruction.Common().Value.(*ssa.Builtin)
		if !ok || builtin.Name() != "delete" {
			return "", ""
		}
		used = instruction.Common().Args[0].Type()
	default:
		return "", ""
	}
	table, ok := used.Underlying().(*types.Map)
	if !ok {
		return "", "" // a lookup in a string
	}
	reason := unstableKey(table.Key())
	if reason == "" {
		return "", ""
	}
	return "uses a map whose key " + reason + " (" + types.TypeString(used, shortQualifier) + ")", insteadOfMapKey
}

// unstableKey says why hashes of t differ from node to node, "" if they do
// not. Key types are finite: recursion through a pointer ends at the pointer.
func unstableKey(t types.Type) string {
	switch t := t.Underlying().(type) {
	case *types.Pointer:
		return "holds a pointer, and addresses depend on the allocator"
	case *types.Chan:
		return "holds a channel, and addresses depend on the allocator"
	case *types.Basic:
		if t.Kind() == types.UnsafePointer {
			return "holds an unsafe.Pointer, and addresses depend on the allocator"
		}
	case *types.Interface:
		return "holds an interface, and its hash depends on the dynamic type"
	case *types.Array:
		return unstableKey(t.Elem())
	case *types.Struct:
		for i := range t.NumFields() {
			if reason := unstableKey(t.Field(i).Type()); reason != "" {
				return reason
			}
		}
	}
	return ""
}
