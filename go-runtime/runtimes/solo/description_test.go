package main

import (
	"bytes"
	"os"
	"testing"
)

// metadataFile holds the metadata as it is put into the module.
const metadataFile = "runtimemetadata_generated.go"

// TestMetadataFile compares the committed metadata with what the description yields now, or writes it if GOPALLET_BLESS is set.
func TestMetadataFile(t *testing.T) {
	source, err := describe().Source("main")
	if err != nil {
		t.Fatal(err)
	}
	if os.Getenv("GOPALLET_BLESS") != "" {
		if err := os.WriteFile(metadataFile, source, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	committed, err := os.ReadFile(metadataFile)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(committed, source) {
		t.Errorf("%s is not what the runtime's description yields: run go generate in this folder", metadataFile)
	}
}

func TestADocumentedItemEverywhere(t *testing.T) {
	for _, pallet := range describe().Pallets {
		if len(pallet.Docs) == 0 {
			t.Errorf("%s has no docs", pallet.Name)
		}
		if pallet.Storage != nil {
			for _, entry := range pallet.Storage.Entries {
				if len(entry.Docs) == 0 {
					t.Errorf("%s.%s has no docs", pallet.Name, entry.Name)
				}
			}
		}
		for _, constant := range pallet.Constants {
			if len(constant.Docs) == 0 {
				t.Errorf("%s.%s has no docs", pallet.Name, constant.Name)
			}
		}
	}
}
