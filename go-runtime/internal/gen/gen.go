// Package gen writes Go code for the types of a package, which their author marks with directives:
//
//	source ── schema ──> declarations and shapes ──> codec:    scale_generated.go
//	                                            ├──> typeinfo: scaleinfo_generated.go
//	                                            ├──> pallet:   pallet_generated.go, metadata_generated.go
//	                                            └──> runtime:  glue_generated.go, apis_generated.go, description_generated.go and its test
//
// Package schema reads the source and finds everything that is wrong with it; whatever it accepts, the others can write.
package gen

import (
	"bytes"
	"errors"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/gopallet/gopallet/go-runtime/internal/gen/codec"
	"github.com/gopallet/gopallet/go-runtime/internal/gen/pallet"
	"github.com/gopallet/gopallet/go-runtime/internal/gen/runtime"
	"github.com/gopallet/gopallet/go-runtime/internal/gen/schema"
	"github.com/gopallet/gopallet/go-runtime/internal/gen/typeinfo"
)

// The names of the generated files.
const (
	// CodecFile has encoders and decoders.
	CodecFile = "scale_generated.go"
	// PalletFile has a pallet's storage keys and calls, and what its events and errors need.
	PalletFile = "pallet_generated.go"
	// MetadataFile describes a pallet for the metadata, and is no part of a module.
	MetadataFile = "metadata_generated.go"
	// InfoFile has descriptions of types for the metadata, and is no part of a module.
	InfoFile = "scaleinfo_generated.go"
	// GlueFile puts the pallets of a runtime together.
	GlueFile = "glue_generated.go"
	// APIFile has the functions of a runtime's APIs.
	APIFile = "apis_generated.go"
	// DescriptionFile describes a runtime for the metadata, and is no part of a module.
	DescriptionFile = "description_generated.go"
	// DescriptionTestFile has the test that writes the metadata of a runtime.
	DescriptionTestFile = "description_generated_test.go"
	// RuntimeMetadataFile has the metadata of a runtime. It is written here only where there is none yet.
	RuntimeMetadataFile = "runtimemetadata_generated.go"
)

// File is a generated file.
type File struct {
	// Path is where it belongs.
	Path string
	// Source is what it holds; nil where there must be no such file.
	Source []byte
	// Initial says that a file that is there stays as it is.
	Initial bool
}

// Generate writes the files of the packages in dirs, to memory. The error is of type schema.Diagnostics where the source is at fault.
func Generate(dirs ...string) ([]File, error) {
	loaded, err := schema.Load(dirs, CodecFile, InfoFile, PalletFile, MetadataFile, GlueFile, APIFile, DescriptionFile)
	if err != nil {
		return nil, err
	}
	var files []File
	for _, p := range loaded {
		for _, writer := range writers {
			source, err := writer.write(p)
			if err != nil {
				return nil, err
			}
			files = append(files, File{Path: filepath.Join(p.Dir, writer.name), Source: source})
		}
		source, err := runtime.EmptyMetadataFile(p)
		if err != nil {
			return nil, err
		}
		files = append(files, File{Path: filepath.Join(p.Dir, RuntimeMetadataFile), Source: source, Initial: true})
	}
	return files, nil
}

// writers make the files of a package.
var writers = []struct {
	name  string
	write func(*schema.Package) ([]byte, error)
}{
	{CodecFile, codec.File}, {PalletFile, pallet.File}, {InfoFile, typeinfo.File}, {MetadataFile, pallet.MetadataFile},
	{GlueFile, runtime.File}, {APIFile, runtime.APIFile}, {DescriptionFile, runtime.DescriptionFile}, {DescriptionTestFile, runtime.TestFile},
}

// Stale reports whether the file on disk is another one than f.
func (f *File) Stale() (bool, error) {
	present, err := os.ReadFile(f.Path)
	if errors.Is(err, fs.ErrNotExist) {
		return f.Source != nil, nil
	}
	if err != nil {
		return false, err
	}
	return !f.Initial && (f.Source == nil || !bytes.Equal(present, f.Source)), nil
}

// Write puts the file on disk, or removes it, if that changes anything.
func (f *File) Write() error {
	stale, err := f.Stale()
	if err != nil || !stale {
		return err
	}
	if f.Source == nil {
		return os.Remove(f.Path)
	}
	return os.WriteFile(f.Path, f.Source, 0o644)
}
