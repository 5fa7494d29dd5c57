//! A description of a runtime that has everything that metadata knows, in each version: what `go-runtime/metadata` has to encode for the same
//! description.

use frame_metadata::{RuntimeMetadata, RuntimeMetadataPrefixed};
use metadata_tests::{assert_golden, hex};
use parity_scale_codec::{Decode, Encode};
use scale_info::{meta_type, MetaType, TypeInfo};
use sp_metadata_ir::{
    EnumDeprecationInfoIR, ExtrinsicMetadataIR, ItemDeprecationInfoIR, MetadataIR, OuterEnumsIR, PalletAssociatedTypeMetadataIR,
    PalletCallMetadataIR, PalletConstantMetadataIR, PalletErrorMetadataIR, PalletEventMetadataIR, PalletMetadataIR,
    PalletStorageMetadataIR, PalletViewFunctionMetadataIR, PalletViewFunctionParamMetadataIR, RuntimeApiMetadataIR,
    RuntimeApiMethodMetadataIR, RuntimeApiMethodParamMetadataIR, StorageEntryMetadataIR, StorageEntryModifierIR, StorageEntryTypeIR,
    StorageHasherIR, TransactionExtensionMetadataIR, VariantDeprecationInfoIR,
};

/// The enums of a pallet and of the runtime.
#[derive(Encode, TypeInfo)]
#[allow(dead_code)]
enum Call {
    #[codec(index = 0)]
    Set { value: u32 },
    #[codec(index = 2)]
    Clear,
}

#[derive(Encode, TypeInfo)]
#[allow(dead_code)]
enum Event {
    #[codec(index = 0)]
    Cleared(u64),
}

#[derive(Encode, TypeInfo)]
#[allow(dead_code)]
enum Error {
    #[codec(index = 0)]
    TooLarge,
}

#[derive(TypeInfo)]
struct Runtime;

fn docs(line: &'static str) -> Vec<&'static str> {
    vec![line]
}

fn entry(name: &'static str, modifier: StorageEntryModifierIR, ty: StorageEntryTypeIR, default: Vec<u8>) -> StorageEntryMetadataIR {
    StorageEntryMetadataIR { name, modifier, ty, default, docs: docs("An item."), deprecation_info: ItemDeprecationInfoIR::NotDeprecated }
}

fn storage() -> PalletStorageMetadataIR {
    use StorageEntryModifierIR::{Default, Optional};
    use StorageHasherIR::{Blake2_128, Blake2_128Concat, Blake2_256, Identity, Twox128, Twox256, Twox64Concat};
    let map = |hashers, key: MetaType, value: MetaType| StorageEntryTypeIR::Map { hashers, key, value };
    let mut old = entry("Old", Optional, StorageEntryTypeIR::Plain(meta_type::<bool>()), vec![0]);
    old.deprecation_info = ItemDeprecationInfoIR::Deprecated { note: "use New", since: Some("2") };
    PalletStorageMetadataIR {
        prefix: "Sample",
        entries: vec![
            entry("Plain", Default, StorageEntryTypeIR::Plain(meta_type::<u64>()), 7u64.encode()),
            entry("Map", Optional, map(vec![Blake2_128Concat], meta_type::<[u8; 32]>(), meta_type::<Vec<u16>>()), vec![0]),
            entry("Double", Default, map(vec![Twox64Concat, Identity], meta_type::<(u32, u8)>(), meta_type::<()>()), vec![]),
            entry(
                "Many",
                Optional,
                map(vec![Blake2_128, Blake2_256, Twox128, Twox256], meta_type::<(u8, u16, u32, u64)>(), meta_type::<i8>()),
                vec![0],
            ),
            old,
        ],
    }
}

fn sample() -> PalletMetadataIR {
    let deprecated = [(2, VariantDeprecationInfoIR::Deprecated { note: "use set", since: None })];
    PalletMetadataIR {
        name: "Sample",
        storage: Some(storage()),
        calls: Some(PalletCallMetadataIR { ty: meta_type::<Call>(), deprecation_info: EnumDeprecationInfoIR(deprecated.into()) }),
        view_functions: vec![PalletViewFunctionMetadataIR {
            name: "look",
            id: [5; 32],
            inputs: vec![PalletViewFunctionParamMetadataIR { name: "at", ty: meta_type::<u16>() }],
            output: meta_type::<Option<u8>>(),
            docs: docs("Looks."),
            deprecation_info: ItemDeprecationInfoIR::DeprecatedWithoutNote,
        }],
        event: Some(PalletEventMetadataIR { ty: meta_type::<Event>(), deprecation_info: EnumDeprecationInfoIR::nothing_deprecated() }),
        constants: vec![PalletConstantMetadataIR {
            name: "Limit",
            ty: meta_type::<u128>(),
            value: 9u128.encode(),
            docs: docs("The limit."),
            deprecation_info: ItemDeprecationInfoIR::NotDeprecated,
        }],
        error: Some(PalletErrorMetadataIR {
            ty: meta_type::<Error>(),
            deprecation_info: EnumDeprecationInfoIR([(0, VariantDeprecationInfoIR::DeprecatedWithoutNote)].into()),
        }),
        associated_types: vec![PalletAssociatedTypeMetadataIR { name: "Id", ty: meta_type::<[u8; 8]>(), docs: docs("An id.") }],
        index: 3,
        docs: vec!["A pallet.", "With two lines."],
        deprecation_info: ItemDeprecationInfoIR::Deprecated { note: "use another", since: None },
    }
}

fn empty() -> PalletMetadataIR {
    PalletMetadataIR {
        name: "Empty",
        storage: None,
        calls: None,
        view_functions: vec![],
        event: None,
        constants: vec![],
        error: None,
        associated_types: vec![],
        index: 200,
        docs: vec![],
        deprecation_info: ItemDeprecationInfoIR::NotDeprecated,
    }
}

fn runtime() -> MetadataIR {
    let extension = |identifier, ty, implicit| TransactionExtensionMetadataIR { identifier, ty, implicit };
    MetadataIR {
        pallets: vec![sample(), empty()],
        extrinsic: ExtrinsicMetadataIR {
            ty: meta_type::<Vec<u8>>(),
            versions: vec![5, 4],
            address_ty: meta_type::<[u8; 32]>(),
            call_ty: meta_type::<Result<Call, ()>>(),
            signature_ty: meta_type::<[u8; 64]>(),
            extra_ty: meta_type::<(u32, bool)>(),
            extensions_by_version: [(0, vec![0, 1])].into(),
            extensions_in_versions: vec![
                extension("CheckNonce", meta_type::<u32>(), meta_type::<()>()),
                extension("CheckHash", meta_type::<bool>(), meta_type::<[u8; 32]>()),
            ],
        },
        ty: meta_type::<Runtime>(),
        apis: vec![RuntimeApiMetadataIR {
            name: "Core",
            methods: vec![RuntimeApiMethodMetadataIR {
                name: "version",
                inputs: vec![RuntimeApiMethodParamMetadataIR { name: "header", ty: meta_type::<i64>() }],
                output: meta_type::<String>(),
                docs: docs("The version."),
                deprecation_info: ItemDeprecationInfoIR::NotDeprecated,
            }],
            docs: docs("An API."),
            deprecation_info: ItemDeprecationInfoIR::DeprecatedWithoutNote,
            version: 70.into(),
        }],
        outer_enums: OuterEnumsIR {
            call_enum_ty: meta_type::<Result<Call, ()>>(),
            event_enum_ty: meta_type::<Result<Event, ()>>(),
            error_enum_ty: meta_type::<Result<Error, ()>>(),
        },
    }
}

#[test]
fn metadata_is_that_of_the_golden_files() {
    for version in sp_metadata_ir::supported_versions() {
        let encoded = sp_metadata_ir::into_version(runtime(), version).expect("the version is supported").encode();
        assert_golden(&format!("go-runtime/metadata/testdata/v{version}.hex"), &hex(&encoded));
        let RuntimeMetadataPrefixed(_, decoded) = RuntimeMetadataPrefixed::decode(&mut &encoded[..]).expect("it is metadata");
        assert_eq!(decoded.version(), version);
        let names: Vec<String> = match decoded {
            RuntimeMetadata::V14(metadata) => metadata.pallets.into_iter().map(|pallet| pallet.name).collect(),
            RuntimeMetadata::V15(metadata) => metadata.pallets.into_iter().map(|pallet| pallet.name).collect(),
            RuntimeMetadata::V16(metadata) => metadata.pallets.into_iter().map(|pallet| pallet.name).collect(),
            _ => panic!("no such version"),
        };
        assert_eq!(names, ["Sample", "Empty"]);
    }
}
