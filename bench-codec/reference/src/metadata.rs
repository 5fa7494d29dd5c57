//! Metadata of version 14, as the crate frame-metadata has it.

use crate::sum::{fold_bytes, fold_texts, mix, Fold};
use alloc::string::String;
use frame_metadata::v14::{PalletMetadata, StorageEntryMetadata, StorageEntryModifier, StorageEntryType, StorageHasher};
use frame_metadata::{RuntimeMetadata, RuntimeMetadataPrefixed};
use scale_info::form::PortableForm;
use scale_info::{Field, PortableType, TypeDef, TypeDefPrimitive};

fn fold_text(sum: u64, text: &str) -> u64 {
    fold_bytes(sum, text.as_bytes())
}

fn fold_optional_text(sum: u64, text: &Option<String>) -> u64 {
    text.as_ref().map_or(mix(sum, 0), |text| fold_text(sum, text))
}

fn fold_optional_id(sum: u64, id: Option<u32>) -> u64 {
    mix(sum, id.map_or(0, u64::from))
}

impl Fold for RuntimeMetadataPrefixed {
    fn fold(&self, sum: u64) -> u64 {
        let RuntimeMetadata::V14(metadata) = &self.1 else {
            panic!("metadata of version 14 is wanted");
        };
        let sum = metadata.types.types.iter().fold(mix(sum, u64::from(self.0)), fold_type);
        let sum = metadata.pallets.iter().fold(sum, fold_pallet);
        let extrinsic = &metadata.extrinsic;
        let sum = mix(mix(sum, u64::from(extrinsic.ty.id)), u64::from(extrinsic.version));
        let sum = extrinsic.signed_extensions.iter().fold(sum, |sum, extension| {
            mix(mix(fold_text(sum, &extension.identifier), u64::from(extension.ty.id)), u64::from(extension.additional_signed.id))
        });
        mix(sum, u64::from(metadata.ty.id))
    }
}

fn fold_type(sum: u64, portable: &PortableType) -> u64 {
    let ty = &portable.ty;
    let sum = fold_texts(mix(sum, u64::from(portable.id)), &ty.path.segments);
    let sum = ty.type_params.iter().fold(sum, |sum, parameter| {
        fold_optional_id(fold_text(sum, &parameter.name), parameter.ty.map(|ty| ty.id))
    });
    fold_texts(fold_definition(sum, &ty.type_def), &ty.docs)
}

fn fold_definition(sum: u64, definition: &TypeDef<PortableForm>) -> u64 {
    match definition {
        TypeDef::Composite(composite) => fold_fields(mix(sum, 0), &composite.fields),
        TypeDef::Variant(variants) => variants.variants.iter().fold(mix(sum, 1), |sum, variant| {
            let sum = fold_fields(fold_text(sum, &variant.name), &variant.fields);
            fold_texts(mix(sum, u64::from(variant.index)), &variant.docs)
        }),
        TypeDef::Sequence(sequence) => mix(mix(sum, 2), u64::from(sequence.type_param.id)),
        TypeDef::Array(array) => mix(mix(mix(sum, 3), u64::from(array.len)), u64::from(array.type_param.id)),
        TypeDef::Tuple(tuple) => tuple.fields.iter().fold(mix(sum, 4), |sum, field| mix(sum, u64::from(field.id))),
        TypeDef::Primitive(primitive) => mix(mix(sum, 5), primitive_index(primitive)),
        TypeDef::Compact(compact) => mix(mix(sum, 6), u64::from(compact.type_param.id)),
        TypeDef::BitSequence(bits) => mix(mix(mix(sum, 7), u64::from(bits.bit_store_type.id)), u64::from(bits.bit_order_type.id)),
    }
}

fn primitive_index(primitive: &TypeDefPrimitive) -> u64 {
    primitive.clone() as u64
}

fn fold_fields(sum: u64, fields: &[Field<PortableForm>]) -> u64 {
    fields.iter().fold(sum, |sum, field| {
        let sum = mix(fold_optional_text(sum, &field.name), u64::from(field.ty.id));
        fold_texts(fold_optional_text(sum, &field.type_name), &field.docs)
    })
}

fn fold_pallet(sum: u64, pallet: &PalletMetadata<PortableForm>) -> u64 {
    let mut sum = fold_text(sum, &pallet.name);
    if let Some(storage) = &pallet.storage {
        sum = storage.entries.iter().fold(fold_text(sum, &storage.prefix), fold_entry);
    }
    sum = fold_optional_id(sum, pallet.calls.as_ref().map(|calls| calls.ty.id));
    sum = fold_optional_id(sum, pallet.event.as_ref().map(|event| event.ty.id));
    sum = pallet.constants.iter().fold(sum, |sum, constant| {
        fold_texts(fold_bytes(mix(fold_text(sum, &constant.name), u64::from(constant.ty.id)), &constant.value), &constant.docs)
    });
    sum = fold_optional_id(sum, pallet.error.as_ref().map(|error| error.ty.id));
    mix(sum, u64::from(pallet.index))
}

fn fold_entry(sum: u64, entry: &StorageEntryMetadata<PortableForm>) -> u64 {
    let modifier = match entry.modifier {
        StorageEntryModifier::Optional => 0,
        StorageEntryModifier::Default => 1,
    };
    let sum = mix(fold_text(sum, &entry.name), modifier);
    let sum = match &entry.ty {
        StorageEntryType::Plain(value) => mix(sum, u64::from(value.id)),
        StorageEntryType::Map { hashers, key, value } => {
            let sum = hashers.iter().fold(sum, |sum, hasher| mix(sum, hasher_index(hasher)));
            mix(mix(sum, u64::from(key.id)), u64::from(value.id))
        }
    };
    fold_texts(fold_bytes(sum, &entry.default), &entry.docs)
}

fn hasher_index(hasher: &StorageHasher) -> u64 {
    match hasher {
        StorageHasher::Blake2_128 => 0,
        StorageHasher::Blake2_256 => 1,
        StorageHasher::Blake2_128Concat => 2,
        StorageHasher::Twox128 => 3,
        StorageHasher::Twox256 => 4,
        StorageHasher::Twox64Concat => 5,
        StorageHasher::Identity => 6,
    }
}
