package main

import (
	"testing"

	"github.com/gopallet/gopallet/go-runtime/hostapi"
	"github.com/gopallet/gopallet/go-runtime/primitives"
	"github.com/gopallet/gopallet/go-runtime/scale"
)

func TestTheEncodedVersionIsTheVersion(t *testing.T) {
	if want := string(scale.Marshal(&RuntimeVersion)); EncodedRuntimeVersion != want || string(CoreVersion(nil)) != want {
		t.Errorf("%x, want %x", EncodedRuntimeVersion, want)
	}
}

func TestABlockWithoutTimeCannotEnd(t *testing.T) {
	buildGenesis(t)
	header := startHeader(1, primitives.Hash{9})
	if mode := CoreInitializeBlock(scale.Marshal(&header)); len(mode) != 1 || mode[0] != byte(primitives.AllExtrinsics) {
		t.Errorf("inclusion mode %x", mode)
	}
	defer func() {
		if recover() == nil {
			t.Error("the block ended")
		}
	}()
	BlockBuilderFinalizeBlock(nil)
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
