package transactionpayment

import (
	"bytes"
	"testing"

	"github.com/gopallet/gopallet/go-runtime/frame"
	"github.com/gopallet/gopallet/go-runtime/frame/genesis"
	"github.com/gopallet/gopallet/go-runtime/hostapi"
	"github.com/gopallet/gopallet/go-runtime/pallets/balances"
	"github.com/gopallet/gopallet/go-runtime/pallets/system"
	"github.com/gopallet/gopallet/go-runtime/primitives"
	"github.com/gopallet/gopallet/go-runtime/scale"
)

var alice, bob = scale.AccountID{1}, scale.AccountID{2}

const (
	fortune            = 1_000_000_000_000
	existentialDeposit = 10
	extrinsicBytes     = 100
	maxBlockRefTime    = frame.WeightPerSecond
)

// plain is what the runtime of most of these tests decides.
var plain = Config{
	Index: 5, OperationalFeeMultiplier: 5, WeightToFee: IdentityFee, LengthToFee: IdentityLengthFee, NextMultiplier: ConstantOne, DbWeight: frame.RocksDb,
}

func init() {
	system.Configure(system.Config{
		BlockWeights:       frame.SensibleBlockWeights(frame.Weight{RefTime: maxBlockRefTime, ProofSize: ^uint64(0)}, 75),
		BlockLength:        frame.MaxLengthWithNormalPercent(10_000, 75),
		Version:            system.Version{SpecName: "test", SystemVersion: 1},
		MaxConsumers:       4,
		DefaultAccountData: balances.DefaultAccountData,
	})
	balances.Configure(balances.Config{Index: 4, ExistentialDeposit: amount(existentialDeposit)})
	Configure(plain)
}

func amount(v uint64) scale.U128 { return scale.U128From(v) }

// start makes a chain on which Alice has a fortune and Bob next to nothing, in its first block.
func start(multiplier scale.U128) {
	hostapi.Reset()
	(&balances.GenesisConfig{Balances: []balances.Endowment{
		{Account: alice, Balance: amount(fortune)}, {Account: bob, Balance: amount(existentialDeposit)},
	}}).Build()
	(&GenesisConfig{Multiplier: multiplier}).Build()
	system.Initialize(1, &primitives.Hash{}, nil)
	system.NoteFinishedInitialize()
}

// baseFee is what any extrinsic of a class pays.
func baseFee(class frame.DispatchClass) uint64 {
	return system.BlockWeights().PerClass[class].BaseExtrinsic.RefTime
}

func transaction(by frame.Origin, info frame.DispatchInfo) *frame.Transaction {
	return &frame.Transaction{Origin: by, Info: info, Length: extrinsicBytes, Judged: true, Validity: frame.Valid()}
}

// calling is a normal call that may take this time.
func calling(refTime uint64) frame.DispatchInfo {
	return frame.NormalCall(frame.Weight{RefTime: refTime})
}

func wantFree(t *testing.T, who scale.AccountID, want uint64) {
	t.Helper()
	if got := balances.Account(&who); got.Free != amount(want) {
		t.Errorf("account %d has %s, want %d", who[0], got.Free, want)
	}
}

// pay takes a transaction through the extension.
func pay(t *testing.T, tip uint64, info frame.DispatchInfo, post frame.PostDispatchInfo) {
	t.Helper()
	x, signed := ChargeTransactionPayment{Tip: amount(tip)}, transaction(frame.Signed(&alice), info)
	if err := x.Validate(signed); err != nil {
		t.Fatal(err)
	}
	if err := x.Prepare(signed); err != nil {
		t.Fatal(err)
	}
	if err := x.PostDispatch(signed, &post, nil); err != nil {
		t.Fatal(err)
	}
}

// wantPaid fails the test unless Alice has paid a fee with a tip, which no longer exist.
func wantPaid(t *testing.T, fee, tip uint64) {
	t.Helper()
	wantFree(t, alice, fortune-fee)
	if issued := balances.TotalIssuance(); issued != amount(fortune+existentialDeposit-fee) {
		t.Errorf("the issuance is %s", issued)
	}
	event := &TransactionFeePaid{Who: &alice, ActualFee: amount(fee), Tip: amount(tip)}
	want := system.EventRecords(system.Phase{Kind: system.ApplyingExtrinsic}, event)
	if _, records := system.StoredEvents(); !bytes.HasSuffix(records, want) {
		t.Errorf("events %x, want %x at their end", records, want)
	}
	if txPaymentCredit.Exists() {
		t.Error("something of the payment is left")
	}
}

func TestAFeeIsForTheExtrinsicItsBytesAndItsWeight(t *testing.T) {
	start(FixedOne)
	pay(t, 0, calling(5_000), frame.PostDispatchInfo{})
	wantPaid(t, baseFee(frame.Normal)+extrinsicBytes+5_000, 0)
}

func TestATipIsPaidBeside(t *testing.T) {
	start(FixedOne)
	pay(t, 777, calling(5_000), frame.PostDispatchInfo{})
	wantPaid(t, baseFee(frame.Normal)+extrinsicBytes+5_000+777, 777)
}

func TestWhatWasNotUsedIsGivenBack(t *testing.T) {
	start(FixedOne)
	pay(t, 7, calling(5_000), frame.PostDispatchInfo{HasWeight: true, ActualWeight: frame.Weight{RefTime: 1_000}})
	wantPaid(t, baseFee(frame.Normal)+extrinsicBytes+1_000+7, 7)
}

func TestACallThatTurnsOutToBeFreePaysTheTip(t *testing.T) {
	start(FixedOne)
	pay(t, 9, calling(5_000), frame.PostDispatchInfo{Pays: frame.PaysNo})
	wantPaid(t, 9, 9)
}

func TestTheMultiplierCountsForWeightAlone(t *testing.T) {
	start(FixedOne.SaturatingMul(amount(3)))
	pay(t, 0, calling(5_000), frame.PostDispatchInfo{})
	wantPaid(t, baseFee(frame.Normal)+extrinsicBytes+15_000, 0)
}

func TestWeightCountsUpToThatOfABlock(t *testing.T) {
	if got := WeightToFee(frame.Weight{RefTime: 2 * maxBlockRefTime}); got != amount(maxBlockRefTime) {
		t.Errorf("%s", got)
	}
	if got := LengthToFee(12); got != amount(12) {
		t.Errorf("%s", got)
	}
}

func TestWhoCannotPay(t *testing.T) {
	start(FixedOne)
	x := ChargeTransactionPayment{}
	if err := x.Validate(transaction(frame.Signed(&bob), calling(5_000))); err != frame.InvalidPayment {
		t.Errorf("%v", err)
	}
	// Bob has something when the transaction is validated, and nothing any more when it runs.
	free := frame.DispatchInfo{Pays: frame.PaysNo}
	late, poor := ChargeTransactionPayment{Tip: amount(1)}, transaction(frame.Signed(&bob), free)
	if _, err := balances.MintInto(&bob, amount(1)); err != nil {
		t.Fatal(err)
	}
	if err := late.Validate(poor); err != nil {
		t.Fatal(err)
	}
	if err := balances.WithdrawFrom(&bob, amount(1), balances.Preserve); err != nil {
		t.Fatal(err)
	}
	if err := late.Prepare(poor); err != frame.InvalidPayment {
		t.Errorf("%v", err)
	}
	wantFree(t, bob, existentialDeposit)
}

func TestRootAndNobodyPayNothing(t *testing.T) {
	start(FixedOne)
	for _, origin := range []frame.Origin{frame.Root(), frame.None()} {
		x, unsigned := ChargeTransactionPayment{Tip: amount(5)}, transaction(origin, calling(5_000))
		post := frame.PostDispatchInfo{HasWeight: true, ActualWeight: chargeWeight().Add(frame.Weight{RefTime: 1})}
		for _, err := range []error{x.Validate(unsigned), x.Prepare(unsigned), x.PostDispatch(unsigned, &post, nil)} {
			if err != nil {
				t.Error(err)
			}
		}
		if post.ActualWeight != (frame.Weight{RefTime: 1}) {
			t.Errorf("the extension still weighs %v", post.ActualWeight)
		}
	}
	if count, _ := system.StoredEvents(); count != 0 {
		t.Errorf("%d events", count)
	}
}

func TestFeesHaveADestination(t *testing.T) {
	var fees, tips scale.U128
	paidOut := plain
	paidOut.FeeDestination = func(fee, tip scale.U128) { fees, tips = fee, tip }
	Configure(paidOut)
	defer Configure(plain)
	start(FixedOne)
	pay(t, 3, calling(5_000), frame.PostDispatchInfo{HasWeight: true})
	if fees != amount(baseFee(frame.Normal)+extrinsicBytes) || tips != amount(3) {
		t.Errorf("fee %s, tip %s", fees, tips)
	}
}

func TestPriorities(t *testing.T) {
	start(FixedOne)
	judge := func(tip uint64, info frame.DispatchInfo) uint64 {
		x, signed := ChargeTransactionPayment{Tip: amount(tip)}, transaction(frame.Signed(&alice), info)
		if err := x.Validate(signed); err != nil {
			t.Fatal(err)
		}
		return signed.Validity.Priority
	}
	// 75 transactions of 100 bytes fill what normal ones may have of a block.
	const perBlock = 75
	for tip, want := range map[uint64]uint64{0: perBlock, 1: 2 * perBlock, 10: 11 * perBlock} {
		if got := judge(tip, calling(1)); got != want {
			t.Errorf("a tip of %d: %d, want %d", tip, got, want)
		}
	}
	operational := frame.OperationalCall(frame.Weight{RefTime: 1})
	fee := FeeBefore(extrinsicBytes, &operational, amount(0))
	if got, want := judge(0, operational), 100*(1+5*fee.Total().Lo); got != want {
		t.Errorf("operational: %d, want %d", got, want)
	}
}

func TestTheMultiplierOfTheNextBlock(t *testing.T) {
	doubling := plain
	doubling.NextMultiplier = func(previous scale.U128) scale.U128 { return previous.SaturatingMul(amount(2)) }
	Configure(doubling)
	defer Configure(plain)
	start(FixedOne)
	left := amount(50)
	txPaymentCredit.Put(left)
	OnFinalize(1)
	if got := NextFeeMultiplier(); got != FixedOne.SaturatingMul(amount(2)) {
		t.Errorf("%s", got)
	}
	if issued := balances.TotalIssuance(); txPaymentCredit.Exists() || issued != amount(fortune+existentialDeposit-50) {
		t.Errorf("what is left of a payment still exists, the issuance is %s", issued)
	}
}

func TestTheExtensionOnTheWire(t *testing.T) {
	var x ChargeTransactionPayment
	d := scale.NewDecoder([]byte{0xa1, 0x0f})
	if x.Decode(d); d.End() != nil || x.Tip != amount(1000) {
		t.Errorf("%v, tip %s", d.Err(), x.Tip)
	}
	if got := x.Weight(nil); got != (frame.Weight{RefTime: 35_979_000, ProofSize: 3_593}).Add(frame.RocksDb.ReadsWrites(1, 1)) {
		t.Errorf("%v", got)
	}
}

func TestFeeDetailsAreEncoded(t *testing.T) {
	number := func(v byte) []byte { return append([]byte{v}, make([]byte, 15)...) }
	details := FeeDetails{Included: true, BaseFee: amount(1), LenFee: amount(2), AdjustedWeightFee: amount(3), Tip: amount(4)}
	want := bytes.Join([][]byte{{1}, number(1), number(2), number(3), number(4)}, nil)
	if got := scale.Marshal(&details); !bytes.Equal(got, want) || details.Total() != amount(10) {
		t.Errorf("%x, want %x", got, want)
	}
	e := scale.NewEncoder(nil)
	(&FeeDetails{Tip: amount(4)}).Encode(e)
	if got := e.Output(); !bytes.Equal(got, append([]byte{0}, number(4)...)) {
		t.Errorf("%x", got)
	}
}

func TestGenesis(t *testing.T) {
	hostapi.Reset()
	if NextFeeMultiplier() != FixedOne {
		t.Errorf("without genesis: %s", NextFeeMultiplier())
	}
	for text, want := range map[string]scale.U128{DefaultGenesis: FixedOne, `{"multiplier":"25"}`: amount(25)} {
		hostapi.Reset()
		var config GenesisConfig
		r := genesis.NewReader([]byte(text))
		if config.DecodeJSON(r); r.End() != "" {
			t.Errorf("%s: %s", text, r.End())
		}
		if config.Build(); nextFeeMultiplier.Get() != want || storageVersion.Get() != releaseV2 {
			t.Errorf("%s: %s", text, nextFeeMultiplier.Get())
		}
	}
	for _, text := range []string{`{}`, `{"multiplier":1}`, `{"multiplier":"x"}`, `{"multiplier":"1","more":1}`} {
		r := genesis.NewReader([]byte(text))
		if (&GenesisConfig{}).DecodeJSON(r); r.End() == "" {
			t.Errorf("%s is read", text)
		}
	}
}
