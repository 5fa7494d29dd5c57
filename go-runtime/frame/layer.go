package frame

import "github.com/gopallet/gopallet/go-runtime/hostapi"

// layerLimit is the most storage layers that may be inside each other (frame_support::storage::transactional::TRANSACTIONAL_LIMIT).
const layerLimit = 255

// layers has in its lowest byte how many storage layers are open in this call, and above how many were undone in it, or what else has changed storage
// behind the backs of those who keep copies. One word, because every word of a variable is set back after each call. Calls start and end without
// any open layer.
var layers uint32

const (
	openMask    = 0xff
	oneRollback = 1 << 8
)

// layersOf is the generation of storage that the layers are open on.
var layersOf uint32

// StartLayer starts a storage layer: what is written from now on stays only if [EndLayer] is called without error.
func StartLayer() error {
	if generation := hostapi.Generation(); generation != layersOf {
		layers, layersOf = layers&^openMask, generation
	}
	if layers&openMask == layerLimit {
		return LimitReached
	}
	layers++
	hostapi.StartTransaction()
	return nil
}

// EndLayer ends the innermost storage layer. If err is not nil, what was written in it is undone.
func EndLayer(err error) {
	layers--
	if err != nil {
		layers += oneRollback
		hostapi.RollbackTransaction()
	} else {
		hostapi.CommitTransaction()
	}
}

// InLayer runs function in a storage layer of its own, or fails as it does.
func InLayer(function func() error) error {
	err := StartLayer()
	if err == nil {
		err = function()
		EndLayer(err)
	}
	return err
}

// Rollbacks is how many layers were undone in this call. Who keeps a copy of something stored has to read it again when it changes.
func Rollbacks() uint32 { return layers>>8 + hostapi.Generation() }

// NoteForeignWrite says that storage was written to at keys that may be anything's. Who keeps a copy of something stored has to read it again.
func NoteForeignWrite() { layers += oneRollback }
