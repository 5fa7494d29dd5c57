// Package metadatatest has the tests that the metadata of every runtime must pass. The generator writes tests that call them.
package metadatatest

import (
	"bytes"
	"os"
	"testing"

	"github.com/gopallet/gopallet/go-runtime/metadata"
)

// file holds the metadata as they are put into the module.
const file = "runtimemetadata_generated.go"

// bless is the environment variable with which they are written.
const bless = "GOPALLET_BLESS"

// Committed compares the file with the metadata in the working directory with what the description yields now. It writes the file if GOPALLET_BLESS is
// set, to anything. pkg is the name of the file's package, encodedVersion the value of its constant EncodedRuntimeVersion.
func Committed(t *testing.T, described *metadata.Runtime, pkg, encodedVersion string) {
	t.Helper()
	source, err := described.Source(pkg, metadata.SourceConstant{Name: "EncodedRuntimeVersion", Value: encodedVersion})
	if err != nil {
		t.Fatal(err)
	}
	if os.Getenv(bless) != "" {
		if err := os.WriteFile(file, source, 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	committed, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(committed, source) {
		t.Errorf("%s is not what the runtime's description yields: run go generate in this folder", file)
	}
}

// Documented fails the test for each pallet, storage item and constant without documentation.
func Documented(t *testing.T, described *metadata.Runtime) {
	t.Helper()
	for _, pallet := range described.Pallets {
		if len(pallet.Docs) == 0 {
			t.Errorf("%s has no docs: write a comment for its package", pallet.Name)
		}
		if pallet.Storage != nil {
			for _, entry := range pallet.Storage.Entries {
				if len(entry.Docs) == 0 {
					t.Errorf("%s.%s has no docs: write a comment for the storage item", pallet.Name, entry.Name)
				}
			}
		}
		for _, constant := range pallet.Constants {
			if len(constant.Docs) == 0 {
				t.Errorf("%s.%s has no docs: write a comment for the field of the configuration", pallet.Name, constant.Name)
			}
		}
	}
}
