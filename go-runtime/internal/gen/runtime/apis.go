package runtime

import (
	"github.com/gopallet/gopallet/go-runtime/internal/gen/gofile"
	"github.com/gopallet/gopallet/go-runtime/internal/gen/schema"
)

// api is a function of a runtime API. In its body, apis., system. and so on stand for packages that the file imports under these names.
type api struct {
	// function is its name in Go, and what its doc says after "implements".
	function, doc string
	// pallet is the folder of the pallet that it needs; empty if it needs none but System.
	pallet string
	// body is what it does with input.
	body []string
}

// simple is a function that is the one of the same name in package apis, given the runtime.
func simple(function, name, doc string) api {
	return api{function: function, doc: doc, body: []string{"return apis." + name + "(input, runtime{})"}}
}

// blockAPIs are about blocks and the runtime itself.
var blockAPIs = []api{
	{function: "CoreVersion", doc: "Core_version", body: []string{"return apis.CoreVersion(input, EncodedRuntimeVersion)"}},
	simple("CoreInitializeBlock", "CoreInitializeBlock", "Core_initialize_block"),
	simple("CoreExecuteBlock", "CoreExecuteBlock", "Core_execute_block"),
	{function: "MetadataMetadata", doc: "Metadata_metadata", body: []string{"return apis.Metadata(input, metadataVersions())"}},
	{function: "MetadataMetadataAtVersion", doc: "Metadata_metadata_at_version", body: []string{"return apis.MetadataAtVersion(input, metadataVersions())"}},
	{function: "MetadataMetadataVersions", doc: "Metadata_metadata_versions", body: []string{"return apis.MetadataVersionNumbers(input)"}},
	simple("BlockBuilderApplyExtrinsic", "BlockBuilderApplyExtrinsic", "BlockBuilder_apply_extrinsic"),
	simple("BlockBuilderFinalizeBlock", "BlockBuilderFinalizeBlock", "BlockBuilder_finalize_block"),
	simple("BlockBuilderInherentExtrinsics", "BlockBuilderInherentExtrinsics", "BlockBuilder_inherent_extrinsics"),
	simple("BlockBuilderCheckInherents", "BlockBuilderCheckInherents", "BlockBuilder_check_inherents"),
	simple("TaggedTransactionQueueValidateTransaction", "ValidateTransaction", "TaggedTransactionQueue_validate_transaction"),
	{function: "OffchainWorkerApiOffchainWorker", doc: "OffchainWorkerApi_offchain_worker", body: []string{
		"return apis.OffchainWorker(input, runOffchainWorker)",
	}},
	{function: "GenesisBuilderBuildState", doc: "GenesisBuilder_build_state", body: []string{
		"return apis.GenesisBuilderBuildState(input, new(genesisBuilder))",
	}},
	{function: "GenesisBuilderGetPreset", doc: "GenesisBuilder_get_preset", body: []string{
		"return apis.GenesisBuilderGetPreset(input, new(genesisBuilder))",
	}},
	{function: "GenesisBuilderPresetNames", doc: "GenesisBuilder_preset_names", body: []string{
		"return apis.GenesisBuilderPresetNames(input, new(genesisBuilder))",
	}},
	{function: "SessionKeysGenerateSessionKeys", doc: "SessionKeys_generate_session_keys", body: []string{
		"return apis.GenerateSessionKeys(input, sessionKeys)",
	}},
	{function: "SessionKeysDecodeSessionKeys", doc: "SessionKeys_decode_session_keys", body: []string{
		"return apis.DecodeSessionKeys(input, sessionKeys)",
	}},
	{function: "AccountNonceApiAccountNonce", doc: "AccountNonceApi_account_nonce", body: []string{
		"return apis.AccountNonce(input, system.AccountNonce)",
	}},
}

// palletAPIs are about single pallets.
var palletAPIs = []api{
	{"AuraApiSlotDuration", "AuraApi_slot_duration", "aura", []string{"return apis.AuraSlotDuration(input, aura.SlotDuration())"}},
	{"AuraApiAuthorities", "AuraApi_authorities", "aura", []string{
		"authorities := aura.Authorities()", `return apis.Authorities(input, "authorities", &authorities)`,
	}},
	{"GrandpaApiGrandpaAuthorities", "GrandpaApi_grandpa_authorities", "grandpa", []string{
		"authorities := grandpa.Authorities()", `return apis.Authorities(input, "grandpa_authorities", &authorities)`,
	}},
	{
		"GrandpaApiSubmitReportEquivocationUnsignedExtrinsic", "GrandpaApi_submit_report_equivocation_unsigned_extrinsic: there are no reports", "grandpa",
		[]string{"return apis.GrandpaSubmitReport(input)"},
	},
	{
		"GrandpaApiGenerateKeyOwnershipProof", "GrandpaApi_generate_key_ownership_proof: there are no proofs", "grandpa",
		[]string{"return apis.GrandpaKeyOwnershipProof(input)"},
	},
	{"GrandpaApiCurrentSetId", "GrandpaApi_current_set_id", "grandpa", []string{"return apis.GrandpaCurrentSetID(input, grandpa.CurrentSetID())"}},
	payment("TransactionPaymentApiQueryInfo", "PaymentQueryInfo", "TransactionPaymentApi_query_info"),
	payment("TransactionPaymentApiQueryFeeDetails", "PaymentQueryFeeDetails", "TransactionPaymentApi_query_fee_details"),
	payment("TransactionPaymentApiQueryWeightToFee", "PaymentQueryWeightToFee", "TransactionPaymentApi_query_weight_to_fee"),
	payment("TransactionPaymentApiQueryLengthToFee", "PaymentQueryLengthToFee", "TransactionPaymentApi_query_length_to_fee"),
	payment("TransactionPaymentCallApiQueryCallInfo", "PaymentQueryCallInfo", "TransactionPaymentCallApi_query_call_info"),
	payment("TransactionPaymentCallApiQueryCallFeeDetails", "PaymentQueryCallFeeDetails", "TransactionPaymentCallApi_query_call_fee_details"),
	payment("TransactionPaymentCallApiQueryWeightToFee", "PaymentQueryWeightToFee", "TransactionPaymentCallApi_query_weight_to_fee"),
	payment("TransactionPaymentCallApiQueryLengthToFee", "PaymentQueryLengthToFee", "TransactionPaymentCallApi_query_length_to_fee"),
}

func payment(function, name, doc string) api {
	one := simple(function, name, doc)
	one.pallet = "transactionpayment"
	return one
}

// APIFile is the Go file with the functions of the runtime APIs that the pallets make possible; nil for a package that is no runtime. Of these
// functions, the module has those that runtime.toml names. One that the author has written is left out.
func APIFile(p *schema.Package) ([]byte, error) {
	g := start(p)
	if g == nil {
		return nil, nil
	}
	g.executor()
	if g.runtime.Find("transactionpayment") != nil {
		g.fees()
	}
	g.sessionKeys()
	g.metadataVersions()
	for _, list := range [][]api{blockAPIs, palletAPIs} {
		for i := range list {
			g.api(&list[i])
		}
	}
	return g.Source("")
}

// api writes a function, if the runtime has the pallet that it needs.
func (g *generator) api(one *api) {
	if g.written(one.function) || one.pallet != "" && g.runtime.Find(one.pallet) == nil {
		return
	}
	g.Line("// %s implements %s.", one.function, one.doc)
	g.Line("func %s(input []byte) []byte {", one.function)
	for _, line := range one.body {
		g.Line("%s", g.qualify(line))
	}
	g.Line("}\n")
}

// packages are the packages that the bodies name, by folder.
var packages = map[string]string{
	"apis": "apis", "executive": "executive", "system": "pallets/system", "aura": "pallets/aura", "grandpa": "pallets/grandpa",
	"transactionpayment": "pallets/transactionpayment",
}

// qualify imports the packages that a line names.
func (g *generator) qualify(line string) string {
	return gofile.Qualified(line, func(name string) string {
		if folder, ok := packages[name]; ok {
			return g.Import(schema.ModulePath+"/"+folder, name)
		}
		return name
	})
}

// executor writes what the APIs about blocks ask of the runtime.
func (g *generator) executor() {
	header, extrinsic := g.primitives("Header"), g.frame("Extrinsic")
	g.implements("apis.BlockExecutor", "(r runtime) InitializeBlock(header *"+header+") "+g.primitives("ExtrinsicInclusionMode"))
	g.Line("return %s(r, header)\n}\n", g.module("executive", "InitializeBlock"))
	g.implements("apis.BlockExecutor", "(r runtime) ExecuteBlock(header *"+header+", extrinsics []"+g.frame("OpaqueExtrinsic")+")")
	g.Line("%s(r, header, extrinsics)\n}\n", g.module("executive", "ExecuteBlock"))
	g.implements("apis.BlockBuilder", "(r runtime) ApplyExtrinsic(x *"+extrinsic+", encoded []byte) (failed, invalid error)")
	g.Line("return %s(r, x, encoded)\n}\n", g.module("executive", "ApplyExtrinsic"))
	g.implements("apis.BlockBuilder", "(r runtime) FinalizeBlock() "+header)
	g.Line("return %s(r)\n}\n", g.module("executive", "FinalizeBlock"))
	g.implements("apis.TransactionValidator", "(r runtime) ValidateTransaction(\nsource "+g.frame("TransactionSource")+", x *"+extrinsic+
		", encoded []byte, at *"+g.primitives("Hash")+",\n) ("+g.frame("ValidTransaction")+", error)")
	g.Line("return %s(r, source, x, encoded, at)\n}\n", g.module("executive", "ValidateTransaction"))

	g.Line("// runOffchainWorker runs what pallets do after a block, outside of it.")
	g.Line("func runOffchainWorker(header *%s, encoded []byte) {", header)
	g.Line("hash := %s(%s(encoded))", g.primitives("Hash"), g.module("hostapi", "Blake2_256"))
	g.Line("%s(runtime{}, header, &hash)\n}\n", g.module("executive", "OffchainWorker"))
}

// fees writes what the APIs about fees ask of the runtime.
func (g *generator) fees() {
	const of = "apis.FeeEstimator"
	info, amount := g.frame("DispatchInfo"), g.scale("U128")
	payment := func(name string) string { return g.module("pallets/transactionpayment", name) }
	g.implements(of, "(runtime) Fee(bytes uint32, info *"+info+") "+amount)
	g.Line("details := %s(bytes, info, %s{})", payment("FeeBefore"), amount)
	g.Line("return details.Total()\n}\n")
	g.implements(of, "(runtime) FeeDetails(bytes uint32, info *"+info+") "+g.scale("Encodable"))
	g.Line("details := %s(bytes, info, %s{})", payment("FeeBefore"), amount)
	g.Line("return &details\n}\n")
	g.implements(of, "(runtime) WeightToFee(weight "+g.frame("Weight")+") "+amount)
	g.Line("return %s(weight)\n}\n", payment("WeightToFee"))
	g.implements(of, "(runtime) LengthToFee(bytes uint32) "+amount)
	g.Line("return %s(bytes)\n}\n", payment("LengthToFee"))
}

// sessionKeys writes the list of the keys that the pallets need. The compiler puts it together.
func (g *generator) sessionKeys() {
	g.Line("// sessionKeys are the keys that an authority takes part with.")
	text := ""
	for i, one := range g.runtime.With("SessionKey") {
		if i > 0 {
			text += ", "
		}
		text += g.of(one, "SessionKey")
	}
	g.Line("var sessionKeys = []%s{%s}\n", g.frame("SessionKey"), text)
}

// metadataVersions writes what the runtime says about itself.
func (g *generator) metadataVersions() {
	versions := g.module("apis", "MetadataVersions")
	g.Line("// metadataVersions is what the runtime says about itself. It was put together when the module was built.")
	g.Line("func metadataVersions() %s {", versions)
	g.Line("return %s{V14: MetadataV14, V15: MetadataV15, V16: MetadataV16}\n}\n", versions)
}
