package metadata

import "github.com/gopallet/gopallet/go-runtime/scaleinfo"

// Outer is an enum with a variant for each pallet that pick finds something in. typeName spells the types of the fields, by the pallet's name.
func Outer(path string, pallets []Pallet, pick func(*Pallet) scaleinfo.Reference, typeName func(pallet string) string) scaleinfo.Reference {
	variants := scaleinfo.Variants{}
	for i := range pallets {
		pallet := &pallets[i]
		if t := pick(pallet); t.Known() {
			variants = append(variants, scaleinfo.Variant{
				Name: pallet.Name, Index: pallet.Index, Fields: []scaleinfo.Field{scaleinfo.Unnamed(t, typeName(pallet.Name))},
			})
		}
	}
	return scaleinfo.Named(path, variants)
}

// OuterEnums sets the enums of all calls, events and errors, which are declared in crate. It is called when all pallets are there.
func (r *Runtime) OuterEnums(crate string) {
	r.Call = Outer(crate+"::RuntimeCall", r.Pallets, func(p *Pallet) scaleinfo.Reference { return p.Calls.Type }, func(pallet string) string {
		return "self::sp_api_hidden_includes_construct_runtime::hidden_include::dispatch\n::CallableCallFor<" + pallet + ", Runtime>"
	})
	r.Event = Outer(crate+"::RuntimeEvent", r.Pallets, func(p *Pallet) scaleinfo.Reference { return p.Events.Type }, func(pallet string) string {
		return "Event<" + pallet + ">"
	})
	r.Error = Outer(crate+"::RuntimeError", r.Pallets, func(p *Pallet) scaleinfo.Reference { return p.Errors.Type }, func(pallet string) string {
		return "Error<" + pallet + ">"
	})
}
