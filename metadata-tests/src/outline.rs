//! What metadata says, as lines of text that can be compared: pallets with their calls, events, errors, storage and constants, extensions, runtime
//! APIs, and each type that they name. Numbers of types and docs are left out.

use frame_metadata::v15::{RuntimeMetadataV15, StorageEntryType};
use scale_info::form::PortableForm;
use scale_info::{Field, PortableRegistry, TypeDef};
use std::collections::BTreeSet;

/// The name of a type: its path with parameters, or how it is made of others.
fn name(types: &PortableRegistry, id: u32) -> String {
    let ty = types.resolve(id).expect("metadata names types that it has");
    let of = |id: u32| name(types, id);
    if !ty.path.is_empty() {
        let params: Vec<_> = ty.type_params.iter().map(|param| param.ty.map_or("_".to_owned(), |ty| of(ty.id))).collect();
        let params = if params.is_empty() { String::new() } else { format!("<{}>", params.join(", ")) };
        return format!("{}{params}", ty.path);
    }
    match &ty.type_def {
        TypeDef::Sequence(sequence) => format!("Vec<{}>", of(sequence.type_param.id)),
        TypeDef::Array(array) => format!("[{}; {}]", of(array.type_param.id), array.len),
        TypeDef::Tuple(tuple) => format!("({})", tuple.fields.iter().map(|field| of(field.id)).collect::<Vec<_>>().join(", ")),
        TypeDef::Primitive(primitive) => format!("{primitive:?}").to_lowercase(),
        TypeDef::Compact(compact) => format!("Compact<{}>", of(compact.type_param.id)),
        TypeDef::BitSequence(bits) => format!("BitVec<{}, {}>", of(bits.bit_store_type.id), of(bits.bit_order_type.id)),
        TypeDef::Composite(_) | TypeDef::Variant(_) => "unnamed".to_owned(),
    }
}

fn fields(types: &PortableRegistry, list: &[Field<PortableForm>]) -> String {
    let spell = |field: &Field<PortableForm>| {
        let of = name(types, field.ty.id);
        field.name.as_ref().map_or(of.clone(), |name| format!("{name}: {of}"))
    };
    list.iter().map(spell).collect::<Vec<_>>().join(", ")
}

/// What each type with a path is made of.
fn definitions(types: &PortableRegistry, lines: &mut BTreeSet<String>) {
    for ty in &types.types {
        let own = name(types, ty.id);
        match &ty.ty.type_def {
            TypeDef::Composite(composite) => drop(lines.insert(format!("type {own} {{{}}}", fields(types, &composite.fields)))),
            TypeDef::Variant(variant) => lines.extend(variant.variants.iter().map(|variant| {
                let fields = fields(types, &variant.fields);
                format!("type {own} = {} {}({fields})", variant.index, variant.name)
            })),
            _ => {}
        }
    }
}

/// The lines, sorted.
#[must_use]
pub fn outline(metadata: &RuntimeMetadataV15) -> BTreeSet<String> {
    let types = &metadata.types;
    let of = |id: u32| name(types, id);
    let mut lines = BTreeSet::new();
    definitions(types, &mut lines);
    for pallet in &metadata.pallets {
        let own = &pallet.name;
        lines.insert(format!("pallet {} {own}", pallet.index));
        for (kind, ty) in [
            ("calls", pallet.calls.as_ref().map(|calls| calls.ty)),
            ("events", pallet.event.as_ref().map(|event| event.ty)),
            ("errors", pallet.error.as_ref().map(|error| error.ty)),
        ] {
            lines.extend(ty.map(|ty| format!("{kind} of {own}: {}", of(ty.id))));
        }
        for constant in &pallet.constants {
            lines.insert(format!("constant {own}.{}: {} = {:02x?}", constant.name, of(constant.ty.id), constant.value));
        }
        for entry in pallet.storage.iter().flat_map(|storage| &storage.entries) {
            let ty = match &entry.ty {
                StorageEntryType::Plain(ty) => of(ty.id),
                StorageEntryType::Map { hashers, key, value } => format!("{hashers:?} {} => {}", of(key.id), of(value.id)),
            };
            lines.insert(format!("storage {own}.{}: {ty} {:?} {:02x?}", entry.name, entry.modifier, entry.default));
        }
    }
    let extrinsic = &metadata.extrinsic;
    let parts = [extrinsic.address_ty, extrinsic.call_ty, extrinsic.signature_ty, extrinsic.extra_ty].map(|ty| of(ty.id));
    lines.insert(format!("extrinsic {} {parts:?}", extrinsic.version));
    for (index, extension) in extrinsic.signed_extensions.iter().enumerate() {
        let (ty, implicit) = (of(extension.ty.id), of(extension.additional_signed.id));
        lines.insert(format!("extension {index:02} {}: {ty}, implicit {implicit}", extension.identifier));
    }
    for api in &metadata.apis {
        for method in &api.methods {
            let inputs: Vec<_> = method.inputs.iter().map(|input| format!("{}: {}", input.name, of(input.ty.id))).collect();
            lines.insert(format!("api {}.{}({}) -> {}", api.name, method.name, inputs.join(", "), of(method.output.id)));
        }
    }
    let enums = &metadata.outer_enums;
    for (kind, ty) in [("calls", enums.call_enum_ty), ("events", enums.event_enum_ty), ("errors", enums.error_enum_ty)] {
        lines.insert(format!("{kind} of all: {}", of(ty.id)));
    }
    lines
}
