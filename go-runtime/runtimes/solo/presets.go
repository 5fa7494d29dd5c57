package main

import "github.com/gopallet/gopallet/go-runtime/apis"

// The well-known accounts of development chains: sr25519 keys that are derived from the phrase that Substrate's tools share, as addresses of
// prefix 42.
const (
	alice        = "5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQY"
	bob          = "5FHneW46xGXgs5mUiveU4sbTyGBzmstUspZC92UhjJM694ty"
	charlie      = "5FLSigC9HGRKVhB9FiEo4Y3koPsNmBmLJbpXg2mp1hXcS59Y"
	dave         = "5DAAnrj7VHTznn2AWBemMuyBwZWs6FNFjdyVXUeYum3PTXFy"
	eve          = "5HGjWAeFDfFCWPsjFQdVV2Msvz2XtMktvgocEZcCj68kUMaw"
	ferdie       = "5CiPPseXPECbkjWCa6MnjNokrgYjMqmKndv2rSnekmSK2DjL"
	aliceStash   = "5GNJqTPyNqANBkUVMN1LPPrxXnFouWXoe2wNSmmEoLctxiZY"
	bobStash     = "5HpG9w8EBLe5XCrbczpwq5TSXvedjrBGCwqxK1iQ7qUsSWFc"
	charlieStash = "5Ck5SLSHYac6WFt5UZRSsdJjwmpSZq85fd5TRNAdZQVzEAPT"
	daveStash    = "5HKPmK9GYtE1PSLsS1qiYU9xQ9Si1NcEhdeCq9sw5bqu4ns8"
	eveStash     = "5FCfAonRZgTFrTd9HREEyeJjDpT397KMzizE6T3DvebLFE7n"
	ferdieStash  = "5CRmqmsiNFExV6VbdmPJViVxrWmkaXXvBrSX8oqBT8R9vmWk"
)

// The ed25519 keys of two of them, which vote on blocks.
const (
	aliceGrandpa = "5FA9nQDVg267DEd8m1ZypXLBnvN7SFxYwV7ndqSYGiN9TTpu"
	bobGrandpa   = "5GoNkf6WdbxCFnPdAnYYQyCjAKPJgLNxXwPjwTh6DGg6gN3E"
)

// Parts of the presets. An endowment is 2^60.
const (
	endowed   = "\",1152921504606846976],[\""
	vote      = "\",1],[\""
	lastVote  = "\",1]]}"
	lastOf    = "\",1152921504606846976]]}"
	aliceSudo = `,"sudo":{"key":"` + alice + `"}}`
)

// developmentPreset: one authority; it, one other account and their stashes have something.
const developmentPreset = `{"aura":{"authorities":["` + alice + `"]},"balances":{"balances":[["` +
	alice + endowed + bob + endowed + aliceStash + endowed + bobStash + lastOf +
	`,"grandpa":{"authorities":[["` + aliceGrandpa + lastVote + aliceSudo

// localTestnetPreset: two authorities; every account with a name has something.
const localTestnetPreset = `{"aura":{"authorities":["` + alice + `","` + bob + `"]},"balances":{"balances":[["` +
	alice + endowed + bob + endowed + charlie + endowed + dave + endowed + eve + endowed + ferdie + endowed +
	aliceStash + endowed + bobStash + endowed + charlieStash + endowed + daveStash + endowed + eveStash + endowed + ferdieStash + lastOf +
	`,"grandpa":{"authorities":[["` + aliceGrandpa + vote + bobGrandpa + lastVote + aliceSudo

// genesisPresets are the configurations of the genesis block that nodes can ask for by name.
func genesisPresets() []apis.GenesisPreset {
	return []apis.GenesisPreset{{Name: "development", JSON: developmentPreset}, {Name: "local_testnet", JSON: localTestnetPreset}}
}
