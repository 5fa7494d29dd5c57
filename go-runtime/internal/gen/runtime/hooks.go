package runtime

// executiveRuntime is the interface that most of the methods implement.
const executiveRuntime = "executive.Runtime"

// hooks writes what happens in each block, and when the runtime is upgraded.
func (g *generator) hooks() {
	of, number, weight := executiveRuntime, g.primitives("BlockNumber"), g.frame("Weight")
	g.beforeUpgrades(of, weight)

	g.implements(of, "(runtime) OnRuntimeUpgrade() "+weight)
	upgrades := g.calls("OnRuntimeUpgrade", "")
	if g.runtime.Migrations {
		upgrades = append([]string{"migrations()"}, upgrades...)
	}
	g.Line("return %s", g.sum(upgrades))
	g.Line("}\n")

	g.implements(of, "(runtime) OnInitialize("+g.parameter("OnInitialize", number)+") "+weight)
	g.Line("return %s", g.sum(g.calls("OnInitialize", "n")))
	g.Line("}\n")

	g.each(of, "OnPoll", "n, meter", "n "+number+", meter *"+g.frame("WeightMeter"))
	g.onIdle(of, number, weight)
	g.each(of, "OnFinalize", "n", "n "+number)
	g.each(of, "OffchainWorker", "n", "n "+number)
}

// parameter is the block's number as a parameter, which has no name where nothing is called with it.
func (g *generator) parameter(function, number string) string {
	if len(g.runtime.With(function)) == 0 {
		return number
	}
	return "n " + number
}

// beforeUpgrades writes the versions of all pallets' storage, and the method that gives them to pallets that are new.
func (g *generator) beforeUpgrades(of, weight string) {
	g.Line("// storageVersions are the versions of the pallets' storage, by the prefix of the pallet.")
	g.Line("var storageVersions = [...]struct {")
	g.Line("prefix string")
	g.Line("version uint16")
	g.Line("}{")
	for _, one := range g.runtime.Pallets {
		version := "0"
		if hasConstant(one, "StorageVersion") {
			version = g.of(one, "StorageVersion")
		}
		g.Line("{%s, %s},", g.of(one, "Prefix"), version)
	}
	g.Line("}\n")
	g.implements(of, "(runtime) BeforeUpgrades() (weight "+weight+")")
	g.Line("for i := range storageVersions {")
	g.Line("writes := uint64(0)")
	g.Line("if %s(storageVersions[i].prefix, storageVersions[i].version) {", g.frame("BeforeUpgrade"))
	g.Line("writes = 1")
	g.Line("}")
	g.Line("weight = weight.Add(%s().ReadsWrites(1, writes))", g.of(g.runtime.Find("system"), "Db"))
	g.Line("}")
	g.Line("return weight")
	g.Line("}\n")
}

// each writes a method that calls the function of all pallets that have it.
func (g *generator) each(of, function, arguments, parameters string) {
	calls := g.calls(function, arguments)
	if len(calls) == 0 {
		g.implements(of, "(runtime) "+function+"("+unnamed(parameters)+")")
	} else {
		g.implements(of, "(runtime) "+function+"("+parameters+")")
	}
	for _, call := range calls {
		g.Line("%s", call)
	}
	g.Line("}\n")
}

// onIdle writes the hook for what the block has left. Each block another pallet comes first (the tuples of frame_support::traits::OnIdle).
func (g *generator) onIdle(of, number, weight string) {
	list := g.runtime.With("OnIdle")
	parameters := "n " + number + ", remaining " + weight
	if len(list) == 0 {
		g.implements(of, "(runtime) OnIdle("+unnamed(parameters)+") "+weight)
		g.Line("return %s{}", weight)
		g.Line("}\n")
		return
	}
	g.implements(of, "(runtime) OnIdle("+parameters+") (used "+weight+")")
	g.Line("const count = %d", len(g.runtime.Pallets))
	g.Line("for i := range %s(count) {", number)
	g.Line("switch (n%%count + i) %% count { // each block, another pallet comes first")
	for i, one := range g.runtime.Pallets {
		if one.Has("OnIdle") {
			g.Line("case %d:", i)
			g.Line("used = used.Add(%s(n, remaining.Sub(used)))", g.of(one, "OnIdle"))
		}
	}
	g.Line("}")
	g.Line("}")
	g.Line("return used")
	g.Line("}\n")
}

// inherents writes what is made of what authors know.
func (g *generator) inherents() {
	of, call, data := executiveRuntime, g.frame("Call"), g.frame("InherentData")
	list := g.runtime.With("IsInherent")
	if len(list) == 0 {
		g.implements(of, "(runtime) IsInherent("+call+") bool")
		g.Line("return false\n}\n")
		g.implements(of, "(runtime) CreateInherents("+data+") []"+call)
		g.Line("return nil\n}\n")
		g.implements(of, "(runtime) CheckInherent("+call+", "+data+", *"+g.frame("InherentsResult")+") bool")
		g.Line("return false\n}\n")
		return
	}
	g.implements(of, "(runtime) IsInherent(call "+call+") bool")
	text := ""
	for i, one := range g.calls("IsInherent", "call") {
		if i > 0 {
			text += " || "
		}
		text += one
	}
	g.Line("return %s", text)
	g.Line("}\n")
	g.implements(of, "(runtime) CreateInherents(data "+data+") (calls []"+call+")")
	for _, one := range list {
		g.Line("if call := %s(data); call != nil {", g.of(one, "CreateInherent"))
		g.Line("calls = append(calls, call)")
		g.Line("}")
	}
	g.Line("return calls")
	g.Line("}\n")
	g.implements(of, "(runtime) CheckInherent(call "+call+", data "+data+", result *"+g.frame("InherentsResult")+") bool")
	for _, one := range list {
		g.Line("if %s(call) {", g.of(one, "IsInherent"))
		g.Line("if err := %s(call, data); err != nil {", g.of(one, "CheckInherent"))
		g.Line("result.Put(%s, err)", g.of(one, "InherentIdentifier"))
		g.Line("}")
		g.Line("return true")
		g.Line("}")
	}
	g.Line("return false")
	g.Line("}\n")
}

// unsigned writes what says whether calls without signature are valid. Those of pallets that say nothing are refused where they come from outside.
func (g *generator) unsigned() {
	of, call := executiveRuntime, g.frame("Call")
	list := g.byIndex("ValidateUnsigned")
	valid := g.frame("ValidTransaction")
	g.implements(of, "(runtime) ValidateUnsigned(source "+g.frame("TransactionSource")+", call "+call+") ("+valid+", error)")
	g.Line("switch pallet, _ := call.Index(); pallet {")
	for _, one := range list {
		g.Line("case %d:", one.Index)
		g.Line("return %s(source, call)", g.of(one, "ValidateUnsigned"))
	}
	g.Line("}")
	g.Line("return %s{}, %s", valid, g.frame("UnknownNoUnsignedValidator"))
	g.Line("}\n")
	g.implements(of, "(runtime) PreDispatch(call "+call+") (err error)")
	g.Line("switch pallet, _ := call.Index(); pallet {")
	for _, one := range list {
		g.Line("case %d:", one.Index)
		g.Line("_, err = %s(%s, call)", g.of(one, "ValidateUnsigned"), g.frame("SourceInBlock"))
	}
	g.Line("}")
	g.Line("return err")
	g.Line("}\n")
}
