package apis

import (
	"github.com/gopallet/gopallet/go-runtime/frame/genesis"
	"github.com/gopallet/gopallet/go-runtime/scale"
)

// GenesisBuilder is what a runtime provides for the API GenesisBuilder, version 1 (sp_genesis_builder::GenesisBuilder).
type GenesisBuilder interface {
	// DecodeGenesis reads the configuration of all pallets.
	DecodeGenesis(r *genesis.Reader)
	// BuildGenesis writes the genesis block's storage, as it was read.
	BuildGenesis()
	// DefaultGenesis is the configuration of a chain of which nothing is known, as JSON.
	DefaultGenesis() string
	// GenesisPresets are the configurations that the runtime knows, as JSON to be merged over the default one.
	GenesisPresets() []GenesisPreset
}

// GenesisPreset is a configuration that a runtime knows.
type GenesisPreset struct {
	Name, JSON string
}

// GenesisBuilderBuildState answers GenesisBuilder_build_state: input is a configuration as JSON, the answer an error text, or nothing.
func GenesisBuilderBuildState(input []byte, runtime GenesisBuilder) []byte {
	d := scale.NewDecoder(input)
	text := d.Bytes()
	check(d, "build_state")
	r := genesis.NewReader(text)
	runtime.DecodeGenesis(r)
	e := scale.NewEncoder(nil)
	if reason := r.End(); reason != "" {
		e.ResultTag(true)
		e.String("Invalid JSON blob: " + reason)
		return e.Output()
	}
	runtime.BuildGenesis()
	e.ResultTag(false)
	return e.Output()
}

// GenesisBuilderGetPreset answers GenesisBuilder_get_preset: input is the name of a preset or none, the answer its JSON, if it is known; that of none
// is the default configuration.
func GenesisBuilderGetPreset(input []byte, runtime GenesisBuilder) []byte {
	d := scale.NewDecoder(input)
	named := d.OptionTag()
	var name string
	if named {
		name = d.String()
	}
	check(d, "get_preset")
	if !named {
		return encodePreset(runtime.DefaultGenesis())
	}
	for _, preset := range runtime.GenesisPresets() {
		if preset.Name == name {
			return encodePreset(preset.JSON)
		}
	}
	return Constant(none)
}

func encodePreset(json string) []byte {
	e := scale.NewEncoder(make([]byte, 0, 1+4+len(json)))
	e.OptionTag(true)
	e.String(json)
	return e.Output()
}

// GenesisBuilderPresetNames answers GenesisBuilder_preset_names: input is empty, the answer the names of all presets.
func GenesisBuilderPresetNames(input []byte, runtime GenesisBuilder) []byte {
	noArguments(input, "preset_names")
	presets := runtime.GenesisPresets()
	e := scale.NewEncoder(nil)
	e.Length(len(presets))
	for _, preset := range presets {
		e.String(preset.Name)
	}
	return e.Output()
}
