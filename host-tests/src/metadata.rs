//! A runtime's metadata as a list of facts that can be compared: what has which index, fields, types and values.
//!
//! Types in metadata are numbers, which change with every type that is added. Here a type is its name and a fingerprint of its whole
//! structure: names, indices, fields and, through all levels, the types in it. So two runtimes agree exactly where what they encode agrees.

use std::collections::BTreeMap;

use codec::{Decode, Encode};
use frame_metadata::{v14, v15, RuntimeMetadata, RuntimeMetadataPrefixed};
use scale_info::{form::PortableForm, Field, PortableRegistry, TypeDef, TypeDefPrimitive};
use sp_crypto_hashing::blake2_256;

use crate::{error::CallError, externalities::Externalities, outcome::HostConfig, state::to_hex, Blob, CallFailure};

/// How often fingerprints are mixed with those of the types inside: deeper than types are nested.
const ROUNDS: usize = 32;

/// Why there is no metadata to compare.
#[derive(Debug, thiserror::Error)]
pub enum MetadataError {
    /// A function of the API failed.
    #[error(transparent)]
    Call(#[from] Box<CallError>),
    /// It does not decode.
    #[error("the metadata does not decode: {0}; check what the runtime returns")]
    Decode(String),
    /// Another version.
    #[error("metadata of version {0} is not compared; versions 14 and 15 are")]
    Version(u32),
}

/// The facts of a runtime's metadata, each under a name such as `Balances call transfer_keep_alive`.
pub type Facts = BTreeMap<String, String>;

/// Asks a runtime for its metadata. `None` if it has no such API.
pub fn read(blob: &Blob) -> Result<Option<Facts>, MetadataError> {
    let config = HostConfig { allow_leaks: true, offchain: false, ..HostConfig::default() };
    let call = |function: &str, input: &[u8]| match blob.call(function, input, &mut Externalities::default(), &config) {
        Ok(outcome) => Ok(Some(outcome.result)),
        Err(error) if matches!(error.failure, CallFailure::UnknownFunction { .. }) => Ok(None),
        Err(error) => Err(error),
    };
    let wrong = |error: codec::Error| MetadataError::Decode(error.to_string());
    // Version 15 has the runtime APIs as well; the function without a version gives 14.
    if let Some(answer) = call("Metadata_metadata_at_version", &15_u32.encode())? {
        if let Some(metadata) = Option::<Vec<u8>>::decode(&mut &answer[..]).map_err(wrong)? {
            return facts(&metadata).map(Some);
        }
    }
    let Some(answer) = call("Metadata_metadata", &[])? else {
        return Ok(None);
    };
    facts(&Vec::<u8>::decode(&mut &answer[..]).map_err(wrong)?).map(Some)
}

/// The facts of encoded metadata, which starts with its magic number.
pub fn facts(mut metadata: &[u8]) -> Result<Facts, MetadataError> {
    let decoded = RuntimeMetadataPrefixed::decode(&mut metadata).map_err(|error| MetadataError::Decode(error.to_string()))?;
    match decoded.1 {
        RuntimeMetadata::V14(metadata) => Ok(of_v14(&metadata)),
        RuntimeMetadata::V15(metadata) => Ok(of_v15(&metadata)),
        other => Err(MetadataError::Version(other.version())),
    }
}

fn of_v14(metadata: &v14::RuntimeMetadataV14) -> Facts {
    let mut gathering = Gathering::new(&metadata.types);
    for pallet in &metadata.pallets {
        gathering.pallet(&Pallet {
            name: &pallet.name,
            index: pallet.index,
            storage: pallet.storage.as_ref(),
            calls: pallet.calls.as_ref().map(|calls| calls.ty.id),
            events: pallet.event.as_ref().map(|events| events.ty.id),
            errors: pallet.error.as_ref().map(|errors| errors.ty.id),
            constants: &pallet.constants,
        });
    }
    gathering.add("extrinsic version".to_owned(), metadata.extrinsic.version.to_string());
    for extension in &metadata.extrinsic.signed_extensions {
        gathering.extension(&extension.identifier, extension.ty.id, extension.additional_signed.id);
    }
    gathering.facts
}

fn of_v15(metadata: &v15::RuntimeMetadataV15) -> Facts {
    let mut gathering = Gathering::new(&metadata.types);
    for pallet in &metadata.pallets {
        gathering.pallet(&Pallet {
            name: &pallet.name,
            index: pallet.index,
            storage: pallet.storage.as_ref(),
            calls: pallet.calls.as_ref().map(|calls| calls.ty.id),
            events: pallet.event.as_ref().map(|events| events.ty.id),
            errors: pallet.error.as_ref().map(|errors| errors.ty.id),
            constants: &pallet.constants,
        });
    }
    let extrinsic = &metadata.extrinsic;
    gathering.add("extrinsic version".to_owned(), extrinsic.version.to_string());
    for (name, ty) in [("address", &extrinsic.address_ty), ("signature", &extrinsic.signature_ty)] {
        let shape = gathering.shape(ty.id);
        gathering.add(format!("extrinsic {name}"), shape);
    }
    for extension in &extrinsic.signed_extensions {
        gathering.extension(&extension.identifier, extension.ty.id, extension.additional_signed.id);
    }
    for api in &metadata.apis {
        for method in &api.methods {
            let inputs: Vec<_> = method.inputs.iter().map(|input| format!("{}: {}", input.name, gathering.shape(input.ty.id))).collect();
            let shape = format!("({}) -> {}", inputs.join(", "), gathering.shape(method.output.id));
            gathering.add(format!("api {} {}", api.name, method.name), shape);
        }
    }
    gathering.facts
}

/// What the versions say of a pallet alike.
struct Pallet<'a> {
    name: &'a str,
    index: u8,
    storage: Option<&'a v14::PalletStorageMetadata<PortableForm>>,
    calls: Option<u32>,
    events: Option<u32>,
    errors: Option<u32>,
    constants: &'a [v14::PalletConstantMetadata<PortableForm>],
}

/// The facts in the making.
struct Gathering<'a> {
    types: &'a PortableRegistry,
    fingerprints: Vec<[u8; 32]>,
    facts: Facts,
}

impl<'a> Gathering<'a> {
    fn new(types: &'a PortableRegistry) -> Self {
        Self { types, fingerprints: fingerprints(types), facts: Facts::new() }
    }

    fn add(&mut self, name: String, fact: String) {
        self.facts.insert(name, fact);
    }

    /// A type as it is shown: its name and the start of its fingerprint.
    fn shape(&self, id: u32) -> String {
        let fingerprint = self.fingerprints.get(id as usize).copied().unwrap_or_default();
        format!("{}#{}", name(self.types, id, 0), hex::encode(&fingerprint[..4]))
    }

    fn fields(&self, fields: &[Field<PortableForm>]) -> String {
        let field = |field: &Field<PortableForm>| match &field.name {
            Some(name) => format!("{name}: {}", self.shape(field.ty.id)),
            None => self.shape(field.ty.id),
        };
        fields.iter().map(field).collect::<Vec<_>>().join(", ")
    }

    fn pallet(&mut self, pallet: &Pallet<'_>) {
        let name = pallet.name;
        self.add(name.to_owned(), format!("pallet {}", pallet.index));
        for (kind, ty) in [("call", pallet.calls), ("event", pallet.events), ("error", pallet.errors)] {
            let ty = ty.and_then(|id| self.types.resolve(id));
            if let Some(TypeDef::Variant(variants)) = ty.map(|ty| &ty.type_def) {
                for variant in &variants.variants {
                    let fact = format!("{} ({})", variant.index, self.fields(&variant.fields));
                    self.add(format!("{name} {kind} {}", variant.name), fact);
                }
            }
        }
        if let Some(storage) = pallet.storage {
            self.add(format!("{name} storage prefix"), storage.prefix.clone());
            for entry in &storage.entries {
                let shape = match &entry.ty {
                    v14::StorageEntryType::Plain(value) => self.shape(value.id),
                    v14::StorageEntryType::Map { hashers, key, value } => {
                        format!("{hashers:?} {} -> {}", self.shape(key.id), self.shape(value.id))
                    }
                };
                let fact = format!("{shape}, {:?} {}", entry.modifier, to_hex(&entry.default));
                self.add(format!("{name} storage {}", entry.name), fact);
            }
        }
        for constant in pallet.constants {
            let fact = format!("{} = {}", self.shape(constant.ty.id), to_hex(&constant.value));
            self.add(format!("{name} constant {}", constant.name), fact);
        }
    }

    fn extension(&mut self, identifier: &str, ty: u32, implicit: u32) {
        let place = self.facts.keys().filter(|name| name.starts_with("extension ")).count();
        let fact = format!("place {place}, {}, implicit {}", self.shape(ty), self.shape(implicit));
        self.add(format!("extension {identifier}"), fact);
    }
}

fn primitive(ty: &TypeDefPrimitive) -> String {
    format!("{ty:?}").to_lowercase()
}

/// A type's name as people write it.
fn name(types: &PortableRegistry, id: u32, depth: usize) -> String {
    let Some(ty) = types.resolve(id) else {
        return format!("?{id}");
    };
    if depth > 4 {
        return "…".to_owned();
    }
    let inner = |id: u32| name(types, id, depth + 1);
    if let Some(ident) = ty.path.segments.last() {
        let parameters: Vec<_> = ty.type_params.iter().filter_map(|parameter| Some(inner(parameter.ty?.id))).collect();
        return if parameters.is_empty() { ident.clone() } else { format!("{ident}<{}>", parameters.join(", ")) };
    }
    match &ty.type_def {
        TypeDef::Primitive(ty) => primitive(ty),
        TypeDef::Compact(ty) => format!("Compact<{}>", inner(ty.type_param.id)),
        TypeDef::Sequence(ty) => format!("Vec<{}>", inner(ty.type_param.id)),
        TypeDef::Array(ty) => format!("[{}; {}]", inner(ty.type_param.id), ty.len),
        TypeDef::Tuple(ty) => format!("({})", ty.fields.iter().map(|ty| inner(ty.id)).collect::<Vec<_>>().join(", ")),
        TypeDef::BitSequence(_) => "BitVec".to_owned(),
        TypeDef::Composite(_) => "{…}".to_owned(),
        TypeDef::Variant(_) => "enum".to_owned(),
    }
}

/// A type without the types inside, and which those are, in their order.
fn outline(types: &PortableRegistry, id: u32) -> (String, Vec<u32>) {
    let Some(ty) = types.resolve(id) else {
        return (format!("?{id}"), Vec::new());
    };
    let mut inside = Vec::new();
    let mut fields = |fields: &[Field<PortableForm>]| {
        inside.extend(fields.iter().map(|field| field.ty.id));
        fields.iter().map(|field| field.name.as_deref().unwrap_or("_")).collect::<Vec<_>>().join(",")
    };
    let text = match &ty.type_def {
        TypeDef::Composite(ty) => format!("composite {}", fields(&ty.fields)),
        TypeDef::Variant(ty) => {
            let variant =
                |variant: &scale_info::Variant<PortableForm>| format!("{}={} {}", variant.name, variant.index, fields(&variant.fields));
            format!("variant {}", ty.variants.iter().map(variant).collect::<Vec<_>>().join(";"))
        }
        TypeDef::Sequence(ty) => {
            inside.push(ty.type_param.id);
            "sequence".to_owned()
        }
        TypeDef::Array(ty) => {
            inside.push(ty.type_param.id);
            format!("array {}", ty.len)
        }
        TypeDef::Tuple(ty) => {
            inside.extend(ty.fields.iter().map(|ty| ty.id));
            format!("tuple {}", ty.fields.len())
        }
        TypeDef::Primitive(ty) => primitive(ty),
        TypeDef::Compact(ty) => {
            inside.push(ty.type_param.id);
            "compact".to_owned()
        }
        TypeDef::BitSequence(ty) => {
            inside.extend([ty.bit_store_type.id, ty.bit_order_type.id]);
            "bits".to_owned()
        }
    };
    let ident = ty.path.segments.last().map_or("", |ident| ident);
    (format!("{ident} {text}"), inside)
}

/// The fingerprint of each type. Types may contain themselves, so the fingerprints of all are mixed with those of what is inside, round
/// by round.
fn fingerprints(types: &PortableRegistry) -> Vec<[u8; 32]> {
    let outlines: Vec<_> = (0..types.types.len() as u32).map(|id| outline(types, id)).collect();
    let mut all: Vec<_> = outlines.iter().map(|(text, _)| blake2_256(text.as_bytes())).collect();
    for _ in 0..ROUNDS {
        let of = |id: &u32| all.get(*id as usize).copied().unwrap_or_default();
        let next = outlines.iter().map(|(text, inside)| {
            let inside: Vec<_> = inside.iter().map(of).collect();
            blake2_256(&(text, inside).encode())
        });
        all = next.collect();
    }
    all
}
