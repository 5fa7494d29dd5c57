package main

import (
	"testing"

	"github.com/gopallet/gopallet/go-runtime/hostapi"
	"github.com/gopallet/gopallet/go-runtime/primitives"
	"github.com/gopallet/gopallet/go-runtime/scale"
)

func TestTheEncodedVersionIsTheVersion(t *testing.T) {
	if want := string(RuntimeVersion.AppendTo(nil)); EncodedRuntimeVersion != want || string(CoreVersion(nil)) != want {
		t.Errorf("%x, want %x", EncodedRuntimeVersion, want)
	}
}

func TestAnEmptyBlock(t *testing.T) {
	hostapi.Reset()
	header := primitives.Header{Number: 1, ParentHash: primitives.Hash{9}}
	if mode := CoreInitializeBlock(header.AppendTo(nil)); len(mode) != 1 || mode[0] != byte(primitives.AllExtrinsics) {
		t.Errorf("inclusion mode %x", mode)
	}
	d := scale.NewDecoder(BlockBuilderFinalizeBlock(nil))
	got := primitives.DecodeHeader(d)
	if err := d.End(); err != nil {
		t.Fatal(err)
	}
	if got.Number != 1 || got.ParentHash != header.ParentHash || got.StateRoot != hostapi.Root(hostapi.StateVersion1) {
		t.Errorf("header %+v", got)
	}
}

func TestInputThatIsNoHeaderPanics(t *testing.T) {
	hostapi.Reset()
	defer func() {
		if text, _ := recover().(string); text != "Bad input data provided to initialize_block: scale: not enough data to fill buffer at byte 0" {
			t.Errorf("panicked with %q", text)
		}
	}()
	CoreInitializeBlock([]byte{1, 2, 3})
}
