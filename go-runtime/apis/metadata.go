package apis

import "github.com/gopallet/gopallet/go-runtime/scale"

// MetadataVersions are the metadata of a runtime in all versions that there are, as parts of the module: each an encoded Option<OpaqueMetadata>.
// They are passed by value: a table of them would be a variable, which every call sets back.
type MetadataVersions struct {
	V14, V15, V16 string
}

// Metadata answers Metadata_metadata: input is empty, the answer is the metadata of the version that is asked for in no other way, 14.
func Metadata(input []byte, versions MetadataVersions) []byte {
	noArguments(input, "metadata")
	return Constant(versions.V14[1:])
}

// MetadataAtVersion answers Metadata_metadata_at_version: input is a version, the answer is the metadata in it, or None.
func MetadataAtVersion(input []byte, versions MetadataVersions) []byte {
	d := scale.NewDecoder(input)
	version := d.U32()
	check(d, "metadata_at_version")
	switch version {
	case 14:
		return Constant(versions.V14)
	case 15:
		return Constant(versions.V15)
	case 16:
		return Constant(versions.V16)
	}
	return Constant(none)
}

// MetadataVersionNumbers answers Metadata_metadata_versions: input is empty, the answer is the versions that there are.
func MetadataVersionNumbers(input []byte) []byte {
	noArguments(input, "metadata_versions")
	return Constant("\x0c\x0e\x00\x00\x00\x0f\x00\x00\x00\x10\x00\x00\x00")
}
