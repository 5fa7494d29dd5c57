package main

import "github.com/gopallet/gopallet/go-runtime/apis"

// metadataVersions is what the runtime says about itself. It was put together when the module was built.
func metadataVersions() apis.MetadataVersions {
	return apis.MetadataVersions{V14: MetadataV14, V15: MetadataV15, V16: MetadataV16}
}

// MetadataMetadata implements Metadata_metadata: the metadata in version 14.
func MetadataMetadata(input []byte) []byte { return apis.Metadata(input, metadataVersions()) }

// MetadataMetadataAtVersion implements Metadata_metadata_at_version: the metadata in the version that input names.
func MetadataMetadataAtVersion(input []byte) []byte {
	return apis.MetadataAtVersion(input, metadataVersions())
}

// MetadataMetadataVersions implements Metadata_metadata_versions: the versions that there are.
func MetadataMetadataVersions(input []byte) []byte { return apis.MetadataVersionNumbers(input) }
