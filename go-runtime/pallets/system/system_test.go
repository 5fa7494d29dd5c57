package system

import (
	"bytes"
	"testing"

	"github.com/gopallet/gopallet/go-runtime/frame"
	"github.com/gopallet/gopallet/go-runtime/hostapi"
	"github.com/gopallet/gopallet/go-runtime/primitives"
	"github.com/gopallet/gopallet/go-runtime/scale"
)

func init() {
	Configure(Config{
		BlockWeights:       frame.SensibleBlockWeights(frame.Weight{RefTime: frame.WeightPerSecond, ProofSize: ^uint64(0)}, 75),
		BlockLength:        frame.MaxLengthWithNormalPercent(10_000, 75),
		BlockHashCount:     10,
		DbWeight:           frame.RocksDb,
		Version:            Version{SpecName: "test", SpecVersion: 5, SystemVersion: 1},
		MaxConsumers:       2,
		DefaultAccountData: "data",
	})
}

func startBlock(n primitives.BlockNumber, parent primitives.Hash) {
	ResetEvents()
	preRuntime := primitives.Digest{{Kind: primitives.DigestPreRuntime, Engine: [4]byte{'a', 'u', 'r', 'a'}, Data: []byte{1}}}
	Initialize(n, &parent, preRuntime)
	NoteFinishedInitialize()
}

// The keys are written out in keys.go; here is what they are the hashes of.
func TestKeysAreTheHashesOfTheNames(t *testing.T) {
	for name, key := range map[string]string{
		"Account": keyAccount, "Number": keyNumber, "ParentHash": keyParentHash, "Digest": keyDigest, "BlockHash": keyBlockHash,
		"ExecutionPhase": keyExecutionPhase, "Events": keyEvents, "EventCount": keyEventCount, "EventTopics": keyEventTopics,
		"ExtrinsicCount": keyExtrinsicCount, "ExtrinsicData": keyExtrinsicData, "BlockSize": keyBlockSize, "BlockWeight": keyBlockWeight,
		"InherentsApplied": keyInherentsApplied, "LastRuntimeUpgrade": keyLastRuntimeUpgrade, "BlocksTillUpgrade": keyBlocksTillUpgrade,
		"UpgradedToU32RefCount": keyUpgradedToU32RefCount, "UpgradedToTripleRefCount": keyUpgradedToTripleRefCount,
		"AuthorizedUpgrade": keyAuthorizedUpgrade, "ExtrinsicWeightReclaimed": keyExtrinsicWeightReclaimed,
	} {
		pallet, item := hostapi.Twox128([]byte("System")), hostapi.Twox128([]byte(name))
		if want := string(pallet[:]) + string(item[:]); key != want {
			t.Errorf("the key of %s is %x, want %x", name, key, want)
		}
	}
}

func TestABlockWithExtrinsics(t *testing.T) {
	hostapi.Reset()
	number.Put(6)
	startBlock(7, primitives.Hash{1})
	for _, extrinsic := range [][]byte{{12, 1, 2, 3}, {4, 4}} {
		NoteExtrinsic(extrinsic)
		NoteAppliedExtrinsic(nil, &frame.PostDispatchInfo{}, &frame.DispatchInfo{})
	}
	NoteInherentsApplied()
	NoteFinishedExtrinsics()
	header := Finalize()

	if header.Number != 7 || header.ParentHash != (primitives.Hash{1}) || len(header.Digest) != 1 {
		t.Errorf("header %+v", header)
	}
	encoded := []byte{8, 16, 12, 1, 2, 3, 8, 4, 4}
	if want := hostapi.Blake2OrderedRoot(encoded, hostapi.StateVersion0); header.ExtrinsicsRoot != want {
		t.Errorf("extrinsics root %x, want %x", header.ExtrinsicsRoot, want)
	}
	if want := hostapi.Root(hostapi.StateVersion1); header.StateRoot != want {
		t.Errorf("state root %x, want %x", header.StateRoot, want)
	}
	for _, key := range []string{keyExecutionPhase, keyExtrinsicCount, keyIntrablockEntropy, keyExtrinsicIndex, keyBlockSize, keyInherentsApplied} {
		if hostapi.Exists([]byte(key)) {
			t.Errorf("%x outlives the block", key)
		}
	}
	if extrinsicData.Get(0) != nil {
		t.Error("an extrinsic outlives the block")
	}
	events, _ := hostapi.Get([]byte(keyEvents))
	// Phase, pallet, event, weight with the base of each extrinsic, class, whether a fee is due, no topics.
	success := func(index byte) []byte {
		return []byte{0, index, 0, 0, 0, 0, 0, 0x22, 0x61, 0xc9, 0x19, 0, 0, 0, 0}
	}
	if want := append(append([]byte{8}, success(0)...), success(1)...); !bytes.Equal(events, want) {
		t.Errorf("events %x, want %x", events, want)
	}
	startBlock(8, primitives.Hash{2})
	if hostapi.Exists([]byte(keyEvents)) || eventCount.Get() != 0 {
		t.Error("events outlive their block")
	}
}

func TestBlockHashesAreForgottenButForThatOfGenesis(t *testing.T) {
	hostapi.Reset()
	for n := primitives.BlockNumber(1); n <= 30; n++ {
		startBlock(n, primitives.Hash{byte(n - 1)})
		NoteFinishedExtrinsics()
		Finalize()
		for k := primitives.BlockNumber(0); k < n; k++ {
			var hash primitives.Hash
			ok := BlockHash(k, &hash)
			wanted := k == 0 || k+config.BlockHashCount >= n
			if ok != wanted || ok && hash != (primitives.Hash{byte(k)}) {
				t.Fatalf("at block %d, the hash of block %d is %x", n, k, hash)
			}
		}
	}
}

func mustPanic(t *testing.T, what string, function func()) {
	t.Helper()
	defer func() {
		if recover() == nil {
			t.Errorf("%s: no panic", what)
		}
	}()
	function()
}

func TestBlocksFollowEachOther(t *testing.T) {
	hostapi.Reset()
	mustPanic(t, "a block left out", func() { Initialize(2, &primitives.Hash{}, nil) })
	hostapi.Reset()
	large := primitives.Digest{{Kind: primitives.DigestPreRuntime, Data: make([]byte, 3_000)}}
	mustPanic(t, "a large header", func() { Initialize(1, &primitives.Hash{}, large) })
}

func TestEventsWithTopics(t *testing.T) {
	hostapi.Reset()
	startBlock(1, primitives.Hash{})
	topic := primitives.Hash{9}
	DepositIndexed([]primitives.Hash{topic}, &CodeUpdated{})
	DepositIndexed([]primitives.Hash{topic, {8}}, &CodeUpdated{})
	indices := eventTopics.Get(topic)
	if len(indices) != 2 || indices[1] != (eventIndexEntry{1, 1}) || len(eventTopics.Get(primitives.Hash{8})) != 1 {
		t.Errorf("events of the topic: %v", indices)
	}
}

func TestEventsAreUndoneWithTheirLayer(t *testing.T) {
	hostapi.Reset()
	startBlock(1, primitives.Hash{})
	Deposit(&CodeUpdated{})
	_ = frame.InLayer(func() error {
		Deposit(&CodeUpdated{})
		return frame.Other
	})
	Deposit(&CodeUpdated{})
	events, _ := hostapi.Get([]byte(keyEvents))
	if eventCount.Get() != 2 || events[0] != 2<<2 {
		t.Errorf("%d events counted, %d stored", eventCount.Get(), events[0]>>2)
	}
}

func TestReferenceCounts(t *testing.T) {
	hostapi.Reset()
	startBlock(1, primitives.Hash{})
	who := scale.AccountID{7}
	account := LoadAccount(&who)
	if account.Exists() || account.AddConsumer(false) != frame.NoProviders {
		t.Error("nothing can depend on an account that does not exist")
	}
	if account.AddProvider() != StatusChanged || account.AddProvider() != StatusKept {
		t.Error("the first provider creates the account, the second does not")
	}
	account.Write()
	if account.AddConsumer(false) != nil || account.AddConsumer(false) != nil || account.AddConsumer(false) != frame.TooManyConsumers {
		t.Error("two may depend on it, and not three")
	}
	if account.AddConsumer(true) != nil || account.Consumers() != 3 || account.CanAddConsumers(1) {
		t.Error("without limit, three may")
	}
	if _, err := account.RemoveProvider(); err != nil || account.Providers() != 1 || account.CanRemoveProvider() {
		t.Error("one provider is enough, and needed")
	}
	if _, err := account.RemoveProvider(); err != frame.ConsumerRemaining {
		t.Errorf("the last provider of an account that is needed can't go: %v", err)
	}
	for account.Consumers() > 0 {
		account.RemoveConsumer()
	}
	if status, err := account.RemoveProvider(); status != StatusChanged || err != nil || account.Nonce() != 0 {
		t.Errorf("%v, %v", status, err)
	}
	account.Remove()
	if LoadAccount(&who).Exists() || string(LoadAccount(&who).Data()) != "data" {
		t.Error("the account is still there")
	}
	if account.AddSufficient() != StatusChanged {
		t.Error("a sufficient creates the account")
	}
	account.Write()
	if account.RemoveSufficient() != StatusChanged {
		t.Error("the last sufficient removes it")
	}
}

func TestCallsForRootOnly(t *testing.T) {
	hostapi.Reset()
	startBlock(1, primitives.Hash{})
	signed := frame.Signed(&scale.AccountID{1})
	for _, call := range []frame.Call{
		&SetHeapPagesCall{}, &SetCodeCall{}, &SetCodeWithoutChecksCall{}, &SetStorageCall{}, &KillStorageCall{}, &KillPrefixCall{},
		&AuthorizeUpgradeCall{}, &AuthorizeUpgradeWithoutChecksCall{},
	} {
		if _, err := Dispatch(call, signed); err != frame.BadOrigin {
			t.Errorf("%T: %v", call, err)
		}
	}
	if _, err := Dispatch(&RemarkWithEventCall{}, frame.Root()); err != frame.BadOrigin {
		t.Errorf("root makes a remark with an event: %v", err)
	}
	items := []KeyValue{{[]byte("a"), []byte("b")}, {[]byte("ac"), nil}}
	if _, err := Dispatch(&SetStorageCall{Items: items}, frame.Root()); err != nil || !hostapi.Exists([]byte("ac")) {
		t.Errorf("set_storage: %v", err)
	}
	if _, err := Dispatch(&KillStorageCall{Keys: []frame.Bytes{[]byte("a")}}, frame.Root()); err != nil || hostapi.Exists([]byte("a")) {
		t.Errorf("kill_storage: %v", err)
	}
	if _, err := Dispatch(&KillPrefixCall{Prefix: []byte("a"), Subkeys: 9}, frame.Root()); err != nil || hostapi.Exists([]byte("ac")) {
		t.Errorf("kill_prefix: %v", err)
	}
}

func TestUpgrades(t *testing.T) {
	host := hostapi.Reset()
	startBlock(1, primitives.Hash{})
	version := primitives.RuntimeVersion{SpecName: "test", SpecVersion: 6, Apis: []primitives.ApiVersion{{
		ID: [8]byte{0xdf, 0x6a, 0xcb, 0x68, 0x99, 0x07, 0x60, 0x9b}, Version: 5,
	}}}
	host.SetRuntimeVersion(func(code []byte) ([]byte, bool) { return scale.Marshal(&version), len(code) > 1 })
	set := func(code string) error {
		_, err := Dispatch(&SetCodeCall{Code: []byte(code)}, frame.Root())
		return err
	}
	if err := set("x"); err != ErrFailedToExtractRuntimeVersion {
		t.Error(err)
	}
	version.SpecName = "other"
	if err := set("code"); err != ErrInvalidSpecName {
		t.Error(err)
	}
	version.SpecName, version.SpecVersion = "test", 5
	if err := set("code"); err != ErrSpecVersionNeedsToIncrease {
		t.Error(err)
	}
	version.SpecVersion = 6
	if err := set("code"); err != nil {
		t.Error(err)
	}
	if code, _ := hostapi.Get([]byte(":code")); string(code) != "code" {
		t.Errorf("code %q", code)
	}
	if log := Digest(); len(log) != 2 || log[1].Kind != primitives.DigestRuntimeEnvironmentUpdated {
		t.Errorf("digest %v", log)
	}
	apply := &ApplyAuthorizedUpgradeCall{Code: []byte("later")}
	if _, err := Dispatch(apply, frame.None()); err != ErrNothingAuthorized {
		t.Error(err)
	}
	hash := primitives.Hash(hostapi.Blake2_256([]byte("later")))
	if _, err := Dispatch(&AuthorizeUpgradeCall{CodeHash: hash}, frame.Root()); err != nil {
		t.Error(err)
	}
	if _, err := Dispatch(&ApplyAuthorizedUpgradeCall{Code: []byte("else")}, frame.None()); err != ErrUnauthorized {
		t.Error(err)
	}
	if valid, err := ValidateUnsigned(frame.SourceExternal, apply); err != nil || !bytes.Equal(valid.Provides[0], hash[:]) {
		t.Errorf("%v, %v", valid, err)
	}
	if post, err := Dispatch(apply, frame.None()); err != nil || post.Pays != frame.PaysNo || post.ActualWeight != config.BlockWeights.MaxBlock {
		t.Errorf("%v, %v", post, err)
	}
	if _, err := ValidateUnsigned(frame.SourceExternal, apply); err != frame.InvalidCall {
		t.Error("an upgrade is applied once")
	}
}

func TestWeightLimits(t *testing.T) {
	hostapi.Reset()
	startBlock(1, primitives.Hash{})
	limits := &config.BlockWeights
	transaction := func(class frame.DispatchClass, weight frame.Weight) *frame.Transaction {
		return &frame.Transaction{Info: frame.DispatchInfo{Weight: weight, Class: class}, Length: 100}
	}
	apply := func(tr *frame.Transaction) error {
		x := &CheckWeight{}
		return x.BarePrepare(tr)
	}
	half := frame.Weight{RefTime: limits.PerClass[frame.Normal].MaxTotal.Limit.RefTime / 2}
	if err := apply(transaction(frame.Normal, half)); err != nil {
		t.Error(err)
	}
	if err := apply(transaction(frame.Normal, half)); err != frame.InvalidExhaustsResources {
		t.Errorf("normal calls can't use more than their part: %v", err)
	}
	if err := apply(transaction(frame.Mandatory, limits.MaxBlock)); err != nil {
		t.Errorf("mandatory calls may use more than the block: %v", err)
	}
	small := frame.Weight{RefTime: 1}
	if err := apply(transaction(frame.Operational, small)); err != nil {
		t.Errorf("operational calls have a reserve: %v", err)
	}
	if err := apply(transaction(frame.Normal, small)); err != frame.InvalidExhaustsResources {
		t.Errorf("normal calls have none: %v", err)
	}
	long := transaction(frame.Normal, small)
	long.Length = 7_500
	if err := apply(long); err != frame.InvalidExhaustsResources {
		t.Errorf("the block's length has a limit: %v", err)
	}
	before := *Weight()
	post := frame.PostDispatchInfo{HasWeight: true}
	info := frame.DispatchInfo{Weight: frame.Weight{RefTime: 1_000}}
	reclaimWeight(&info, &post)
	reclaimWeight(&info, &post)
	if got := before[frame.Normal].Sub(Weight()[frame.Normal]); got != (frame.Weight{RefTime: 1_000}) {
		t.Errorf("given back %v", got)
	}
}
