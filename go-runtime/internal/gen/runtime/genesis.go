package runtime

import "unicode"

// genesis writes what makes a chain's first state of the configurations of all pallets that have one.
func (g *generator) genesis() {
	list := g.runtime.With("GenesisConfig")
	const of = "apis.GenesisBuilder"
	reader := g.module("frame/genesis", "Reader")
	g.Line("// genesisBuilder is the configuration of all pallets that have one.")
	g.Line("type genesisBuilder struct {")
	for _, one := range list {
		g.Line("%s %s", fieldName(one.Name), g.of(one, "GenesisConfig"))
	}
	g.Line("}\n")
	g.Line("// genesisFields are the names of the fields, in order.")
	g.Line("var genesisFields = [...]string{")
	for _, one := range list {
		g.Line("%q,", fieldName(one.Name))
	}
	g.Line("}\n")

	g.implements(of, "(g *genesisBuilder) DecodeGenesis(r *"+reader+")")
	g.Line("var present [len(genesisFields)]bool")
	g.Line("r.Object(func(name string) {")
	g.Line("field := 0")
	g.Line("for field < len(genesisFields) && genesisFields[field] != name {")
	g.Line("field++")
	g.Line("}")
	g.Line("switch field {")
	for i, one := range list {
		g.Line("case %d:", i)
		g.Line("g.%s.DecodeJSON(r)", fieldName(one.Name))
	}
	g.Line("default:")
	g.Line("r.Unknown(name)")
	g.Line("return")
	g.Line("}")
	g.Line("present[field] = true")
	g.Line("})")
	g.Line("for i, name := range genesisFields {")
	g.Line("r.Missing(name, present[i])")
	g.Line("}")
	g.Line("}\n")

	g.implements(of, "(g *genesisBuilder) BuildGenesis()")
	for _, one := range list {
		g.Line("g.%s.Build()", fieldName(one.Name))
	}
	g.Line("for i := range storageVersions {")
	g.Line("%s(storageVersions[i].prefix, storageVersions[i].version)", g.frame("PutStorageVersion"))
	g.Line("}")
	g.Line("}\n")

	g.implements(of, "(*genesisBuilder) DefaultGenesis() string")
	text := "`{"
	for i, one := range list {
		if i > 0 {
			text += " +\n`,"
		}
		text += `"` + fieldName(one.Name) + "\":` + " + g.of(one, "DefaultGenesis")
	}
	g.Line("return %s + `}`", text)
	g.Line("}\n")

	presets := "nil"
	if g.runtime.Presets {
		presets = "genesisPresets()"
	}
	g.implements(of, "(*genesisBuilder) GenesisPresets() []"+g.module("apis", "GenesisPreset"))
	g.Line("return %s", presets)
	g.Line("}\n")
}

// fieldName is the name of a pallet's field in the configuration of a genesis block.
func fieldName(pallet string) string {
	runes := []rune(pallet)
	runes[0] = unicode.ToLower(runes[0])
	return string(runes)
}
