package main

import (
	"bytes"
	"crypto/ed25519"
	"encoding/binary"
	"encoding/hex"
	"testing"

	"github.com/ChainSafe/go-schnorrkel"
	"github.com/decred/dcrd/dcrec/secp256k1/v4"
	"github.com/decred/dcrd/dcrec/secp256k1/v4/ecdsa"

	"github.com/gopallet/gopallet/go-runtime/frame"
	"github.com/gopallet/gopallet/go-runtime/frame/genesis"
	"github.com/gopallet/gopallet/go-runtime/hostapi"
	"github.com/gopallet/gopallet/go-runtime/pallets/balances"
	"github.com/gopallet/gopallet/go-runtime/primitives"
	"github.com/gopallet/gopallet/go-runtime/scale"
)

// developmentGenesis is the whole configuration of which developmentPreset is a part.
const developmentGenesis = `{"system":{},"transactionPayment":{"multiplier":"1000000000000000000"},"aura":{"authorities":["` + alice +
	`"]},"balances":{"balances":[["` + alice + `",1152921504606846976],["` + bob + `",1152921504606846976]],"devAccounts":null},` +
	`"grandpa":{"authorities":[["` + aliceGrandpa + `",1]]},"sudo":{"key":"` + alice + `"}}`

// aliceSecret is the secret of //Alice, which everybody knows.
const aliceSecret = "e5be9a5092b81bca64be81d212e7f2f9eba183bb7a90954f7b76361f6edb5c0a"

const firstSlot = 1000

// signer signs as one account does.
type signer struct {
	id   scale.AccountID
	sign func(message []byte) primitives.MultiSignature
}

func aliceSigner(t *testing.T) signer {
	var secret [32]byte
	if _, err := hex.Decode(secret[:], []byte(aliceSecret)); err != nil {
		t.Fatal(err)
	}
	mini, err := schnorrkel.NewMiniSecretKeyFromRaw(secret)
	if err != nil {
		t.Fatal(err)
	}
	return signer{mini.Public().Encode(), func(message []byte) primitives.MultiSignature {
		signature, err := mini.ExpandEd25519().Sign(schnorrkel.NewSigningContext([]byte("substrate"), message))
		if err != nil {
			t.Fatal(err)
		}
		encoded := signature.Encode()
		return primitives.MultiSignature{Kind: primitives.Sr25519, Bytes: encoded[:]}
	}}
}

func ed25519Signer() signer {
	private := ed25519.NewKeyFromSeed(make([]byte, ed25519.SeedSize))
	return signer{scale.AccountID(private.Public().(ed25519.PublicKey)), func(message []byte) primitives.MultiSignature {
		return primitives.MultiSignature{Kind: primitives.Ed25519, Bytes: ed25519.Sign(private, message)}
	}}
}

func ecdsaSigner() signer {
	private := secp256k1.PrivKeyFromBytes([]byte{31: 7})
	id := hostapi.Blake2_256(private.PubKey().SerializeCompressed())
	return signer{id, func(message []byte) primitives.MultiSignature {
		digest := hostapi.Blake2_256(message)
		compact := ecdsa.SignCompact(private, digest[:], true)
		return primitives.MultiSignature{Kind: primitives.Ecdsa, Bytes: append(compact[1:], compact[0]-27-4)}
	}}
}

// signed is a signed extrinsic, valid for ever, with its length.
func signed(by signer, call frame.Call, nonce uint32, tip uint64) []byte {
	called, explicit := scale.NewEncoder(nil), scale.NewEncoder(nil)
	frame.EncodeCall(called, call)
	explicit.U8(0) // for ever
	explicit.CompactU32(nonce)
	explicit.CompactU128(scale.U128From(tip))
	explicit.U8(0) // without hash of the metadata
	implicit := scale.NewEncoder(nil)
	implicit.U32(RuntimeVersion.SpecVersion)
	implicit.U32(RuntimeVersion.TransactionVersion)
	var genesisHash primitives.Hash // as the first block's header gives it
	implicit.Raw(genesisHash[:])
	implicit.Raw(genesisHash[:])
	implicit.U8(0) // without hash of the metadata
	signature := by.sign(append(append(bytes.Clone(called.Output()), explicit.Output()...), implicit.Output()...))
	body := scale.NewEncoder(nil)
	body.U8(0x84)
	address := scale.Address(by.id)
	address.Encode(body)
	signature.Encode(body)
	body.Raw(explicit.Output())
	body.Raw(called.Output())
	prefixed := scale.NewEncoder(nil)
	prefixed.Bytes(body.Output())
	return prefixed.Output()
}

// buildGenesis makes the state of a new chain.
func buildGenesis(t *testing.T) {
	t.Helper()
	hostapi.Reset()
	input := scale.NewEncoder(nil)
	input.String(developmentGenesis)
	if answer := GenesisBuilderBuildState(input.Output()); !bytes.Equal(answer, []byte{0}) {
		t.Fatalf("build_state: %q", answer)
	}
}

func startHeader(n primitives.BlockNumber, parent primitives.Hash) primitives.Header {
	slot := binary.LittleEndian.AppendUint64(nil, firstSlot+uint64(n))
	return primitives.Header{Number: n, ParentHash: parent, Digest: primitives.Digest{
		{Kind: primitives.DigestPreRuntime, Engine: [4]byte{'a', 'u', 'r', 'a'}, Data: slot},
	}}
}

// inherents are the extrinsics that a block starts with, as the runtime makes them.
func inherents(t *testing.T, n primitives.BlockNumber) []byte {
	t.Helper()
	data := scale.NewEncoder(nil)
	data.Length(1)
	data.Raw([]byte("timstap0"))
	data.Bytes(binary.LittleEndian.AppendUint64(nil, (firstSlot+uint64(n))*slotMilliseconds))
	extrinsics := BlockBuilderInherentExtrinsics(data.Output())
	if extrinsics[0] != 1<<2 {
		t.Fatalf("inherents %x", extrinsics)
	}
	return extrinsics[1:]
}

// makeBlock makes a block of extrinsics, of which each must give the result that is wanted, and returns it encoded with its header.
func makeBlock(t *testing.T, n primitives.BlockNumber, parent primitives.Hash, extrinsics [][]byte, wanted ...string) (block []byte, made primitives.Header) {
	t.Helper()
	header := startHeader(n, parent)
	CoreInitializeBlock(scale.Marshal(&header))
	extrinsics = append([][]byte{inherents(t, n)}, extrinsics...)
	wanted = append([]string{"0000"}, wanted...)
	for i, extrinsic := range extrinsics {
		if result := hex.EncodeToString(BlockBuilderApplyExtrinsic(extrinsic)); result != wanted[i] {
			t.Errorf("extrinsic %d: %s, want %s", i, result, wanted[i])
		}
	}
	encoded := BlockBuilderFinalizeBlock(nil)
	if err := scale.Unmarshal(encoded, &made); err != nil {
		t.Fatal(err)
	}
	block = append(encoded, byte(len(extrinsics)<<2))
	for _, extrinsic := range extrinsics {
		block = append(block, extrinsic...)
	}
	return block, made
}

func transferTo(dest scale.AccountID, value uint64) frame.Call {
	return &balances.TransferKeepAliveCall{Dest: scale.Address(dest), Value: scale.U128From(value)}
}

func TestABlockOfTransfersBySignaturesOfAllKinds(t *testing.T) {
	buildGenesis(t)
	before := hostapi.CurrentHost().Snapshot()
	a, e, c := aliceSigner(t), ed25519Signer(), ecdsaSigner()
	const much = 10_000_000_000
	block, header := makeBlock(t, 1, primitives.Hash{}, [][]byte{
		signed(a, transferTo(e.id, much), 0, 0),
		signed(a, transferTo(c.id, much), 1, 5),
		signed(e, transferTo(c.id, 1_000), 0, 0),
		signed(c, transferTo(e.id, 2_000), 0, 0),
		signed(c, transferTo(scale.AccountID{5}, 1), 1, 0),
	}, "0000", "0000", "0000", "0000", "00010702")
	if header.StateRoot != hostapi.Root(hostapi.StateVersion1) {
		t.Error("the header has another root than the state")
	}
	after := hostapi.CurrentHost().Snapshot()

	hostapi.CurrentHost().Load(before)
	CoreExecuteBlock(block)
	if got := hostapi.CurrentHost().Snapshot(); len(got) != len(after) || hostapi.Root(hostapi.StateVersion1) != header.StateRoot {
		t.Error("executing the block leads to another state than making it")
	}
	hostapi.CurrentHost().Load(before)
	damaged := bytes.Clone(block)
	damaged[40] ^= 1 // in the state root
	defer func() {
		if recover() == nil {
			t.Error("a block with a wrong root is executed")
		}
	}()
	CoreExecuteBlock(damaged)
}

func TestInvalidExtrinsics(t *testing.T) {
	buildGenesis(t)
	a := aliceSigner(t)
	header := startHeader(1, primitives.Hash{})
	CoreInitializeBlock(scale.Marshal(&header))
	forged := signed(a, transferTo(scale.AccountID{5}, 1_000), 0, 0)
	forged[50] ^= 1
	poor := ed25519Signer()
	for want, extrinsic := range map[string][]byte{
		"010004": forged,
		"010002": signed(a, transferTo(scale.AccountID{5}, 1_000), 1, 0),
		"010001": signed(poor, transferTo(scale.AccountID{5}, 1_000), 0, 0),
	} {
		hostapi.StartTransaction()
		if result := hex.EncodeToString(BlockBuilderApplyExtrinsic(extrinsic)); result != want {
			t.Errorf("%s, want %s", result, want)
		}
		hostapi.RollbackTransaction()
		hostapi.CurrentHost().EndBlock() // what was read is forgotten with the call
	}
}

func TestCallsNestedTooDeeply(t *testing.T) {
	buildGenesis(t)
	for depth, want := range map[int]string{256: "000102", 257: "010000"} {
		body := append([]byte{0x05}, bytes.Repeat([]byte{6, 0}, depth)...)
		body = append(body, 0, 0, 0) // a remark
		e := scale.NewEncoder(nil)
		e.Bytes(body)
		header := startHeader(1, primitives.Hash{})
		hostapi.StartTransaction()
		CoreInitializeBlock(scale.Marshal(&header))
		if result := hex.EncodeToString(BlockBuilderApplyExtrinsic(e.Output())); result != want {
			t.Errorf("%d levels: %s, want %s", depth, result, want)
		}
		hostapi.RollbackTransaction()
		hostapi.CurrentHost().EndBlock()
	}
}

func TestAnyBytesAreDecodedOrRefused(t *testing.T) {
	buildGenesis(t)
	a := aliceSigner(t)
	whole := signed(a, transferTo(scale.AccountID{5}, 1_000), 0, 0)
	for cut := 2; cut < len(whole); cut++ {
		if _, err := frame.DecodeExtrinsic(whole[2:cut], runtime{}); err == nil {
			t.Errorf("decoded from %d bytes of %d", cut, len(whole))
		}
	}
	if _, err := frame.DecodeExtrinsic(append(bytes.Clone(whole[2:]), 0), runtime{}); err == nil {
		t.Error("decoded with a byte more")
	}
}

func TestAddresses(t *testing.T) {
	account, ok := genesis.ParseAddress(alice)
	if !ok || account != aliceSigner(t).id {
		t.Errorf("%x", account)
	}
	for _, text := range []string{"", "1", alice[1:], alice + "1", "0" + alice[1:], alice[:20] + "2" + alice[21:], string(bytes.Repeat([]byte("z"), 100))} {
		if _, ok := genesis.ParseAddress(text); ok {
			t.Errorf("%q is read", text)
		}
	}
}

func TestConfigurationsThatAreNone(t *testing.T) {
	for _, text := range []string{
		"", "{", "[]", "{}", `{"system":{}}`, `{"system":{"a":1}}`, `{"unknown":{}}`, developmentGenesis + "x",
		`{"balances":{"balances":[["x",1]],"devAccounts":null}}`, `{"balances":{"balances":[],"devAccounts":[1,2,null]}}`,
		`{"balances":{"balances":[["` + alice + `",-1]],"devAccounts":null}}`, `{"balances":{"balances":[["` + alice + `"]],"devAccounts":null}}`,
	} {
		hostapi.Reset()
		input := scale.NewEncoder(nil)
		input.String(text)
		if answer := GenesisBuilderBuildState(input.Output()); answer[0] != 1 {
			t.Errorf("%s: %x", text, answer)
		}
		if len(hostapi.CurrentHost().Snapshot()) != 0 {
			t.Errorf("%s: something is stored", text)
		}
	}
}
