//! Storage keys, values, results and calls as a reader knows them, from a runtime's metadata.

use std::collections::HashMap;

use codec::{Compact, Decode};
use frame_metadata::{
    v14::{StorageEntryType, StorageHasher},
    v15, RuntimeMetadata, RuntimeMetadataPrefixed,
};
use scale_info::{form::PortableForm, PortableRegistry};
use scale_value::{Composite, Primitive, Value, ValueDef};
use sp_crypto_hashing::twox_128;

/// The bytes that a pallet and a storage item are hashed to, together.
const PREFIX_BYTES: usize = 32;

/// A value of a type that the metadata describes.
pub type Decoded = Value<u32>;

/// Why names cannot be read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum NamesError {
    /// The bytes are no metadata.
    #[error("the metadata does not decode: {0}")]
    Decode(String),
    /// It is of another version.
    #[error("the metadata is of version {0}; names are read from version 15")]
    Version(u32),
}

/// The prefix of all keys of a pallet.
pub fn pallet_prefix(pallet: &str) -> Vec<u8> {
    twox_128(pallet.as_bytes()).to_vec()
}

/// The key of a storage item of a pallet, or the prefix of its keys.
pub fn item_key(pallet: &str, item: &str) -> Vec<u8> {
    [pallet_prefix(pallet), twox_128(item.as_bytes()).to_vec()].concat()
}

struct Item {
    pallet: String,
    name: String,
    entry: StorageEntryType<PortableForm>,
}

/// The names of a runtime.
pub struct Names {
    types: PortableRegistry,
    items: HashMap<[u8; PREFIX_BYTES], Item>,
    pallets: Vec<v15::PalletMetadata<PortableForm>>,
    outputs: HashMap<String, u32>,
}

impl Names {
    /// Reads metadata of version 15, with its prefix.
    pub fn from_metadata(mut bytes: &[u8]) -> Result<Self, NamesError> {
        let metadata = RuntimeMetadataPrefixed::decode(&mut bytes).map_err(|error| NamesError::Decode(error.to_string()))?;
        let metadata = match metadata.1 {
            RuntimeMetadata::V15(metadata) => metadata,
            other => return Err(NamesError::Version(other.version())),
        };
        let mut items = HashMap::new();
        for pallet in &metadata.pallets {
            for entry in pallet.storage.iter().flat_map(|storage| &storage.entries) {
                let mut prefix = [0; PREFIX_BYTES];
                prefix[..16].copy_from_slice(&twox_128(pallet.name.as_bytes()));
                prefix[16..].copy_from_slice(&twox_128(entry.name.as_bytes()));
                items.insert(prefix, Item { pallet: pallet.name.clone(), name: entry.name.clone(), entry: entry.ty.clone() });
            }
        }
        let mut outputs = HashMap::new();
        for api in &metadata.apis {
            for method in &api.methods {
                outputs.insert(format!("{}_{}", api.name, method.name), method.output.id);
            }
        }
        Ok(Self { types: metadata.types, items, pallets: metadata.pallets, outputs })
    }

    fn find<'k>(&self, key: &'k [u8]) -> Option<(&Item, &'k [u8])> {
        let (prefix, rest) = key.split_first_chunk::<PREFIX_BYTES>()?;
        Some((self.items.get(prefix)?, rest))
    }

    /// The pallet whose storage a key is in. Keys of the storage versions belong to their pallets too.
    pub fn pallet_of(&self, key: &[u8]) -> Option<&str> {
        let prefix = key.first_chunk::<16>()?;
        self.pallets.iter().map(|pallet| pallet.name.as_str()).find(|name| twox_128(name.as_bytes()) == *prefix)
    }

    /// The storage item of a key: `Balances.TotalIssuance`.
    pub fn item(&self, key: &[u8]) -> String {
        if let Some((item, _)) = self.find(key) {
            return format!("{}.{}", item.pallet, item.name);
        }
        let version = twox_128(b":__STORAGE_VERSION__:");
        match self.pallet_of(key) {
            Some(pallet) if key.get(16..) == Some(&version) => format!("{pallet}.:__STORAGE_VERSION__:"),
            _ => readable(key),
        }
    }

    /// A storage key: `System.Account(0x…)`.
    pub fn key(&self, key: &[u8]) -> String {
        let Some((item, rest)) = self.find(key) else {
            return self.item(key);
        };
        let arguments = match &item.entry {
            StorageEntryType::Plain(_) if rest.is_empty() => return format!("{}.{}", item.pallet, item.name),
            StorageEntryType::Plain(_) => None,
            StorageEntryType::Map { hashers, key, .. } => self.arguments(hashers, key.id, rest),
        };
        let arguments = arguments.unwrap_or_else(|| format!("0x{}", hex::encode(rest)));
        format!("{}.{}({arguments})", item.pallet, item.name)
    }

    /// The arguments of a map's key, where its hashers keep them.
    fn arguments(&self, hashers: &[StorageHasher], key: u32, mut rest: &[u8]) -> Option<String> {
        let types: Vec<u32> = match (&self.types.resolve(key)?.type_def, hashers.len()) {
            (_, 1) => vec![key],
            (scale_info::TypeDef::Tuple(tuple), _) => tuple.fields.iter().map(|field| field.id).collect(),
            _ => return None,
        };
        let mut texts = Vec::new();
        for (hasher, ty) in hashers.iter().zip(types) {
            let hash_bytes = match hasher {
                StorageHasher::Identity => 0,
                StorageHasher::Twox64Concat => 8,
                StorageHasher::Blake2_128Concat => 16,
                _ => return None,
            };
            rest = rest.get(hash_bytes..)?;
            texts.push(text(&scale_value::scale::decode_as_type(&mut rest, ty, &self.types).ok()?));
        }
        rest.is_empty().then(|| texts.join(", "))
    }

    /// The value of a storage key.
    pub fn value(&self, key: &[u8], value: &[u8]) -> String {
        let ty = self.find(key).map(|(item, _)| match &item.entry {
            StorageEntryType::Plain(value) | StorageEntryType::Map { value, .. } => value.id,
        });
        self.described(ty, value)
    }

    /// What a function of the runtime API returned.
    pub fn result(&self, function: &str, result: &[u8]) -> String {
        self.described(self.outputs.get(function).copied(), result)
    }

    fn described(&self, ty: Option<u32>, bytes: &[u8]) -> String {
        let decoded = ty.and_then(|ty| self.decode(ty, bytes));
        let raw = format!("0x{}", hex::encode(bytes));
        match decoded {
            Some(value) => format!("{} [{raw}]", text(&value)),
            None => raw,
        }
    }

    /// All of `bytes` as a value of a type.
    fn decode(&self, ty: u32, mut bytes: &[u8]) -> Option<Decoded> {
        let value = scale_value::scale::decode_as_type(&mut bytes, ty, &self.types).ok()?;
        bytes.is_empty().then_some(value)
    }

    /// All of a function's result.
    pub fn decode_result(&self, function: &str, result: &[u8]) -> Option<Decoded> {
        self.decode(*self.outputs.get(function)?, result)
    }

    /// All of the value of a storage item without arguments.
    pub fn decode_item(&self, pallet: &str, item: &str, value: &[u8]) -> Option<Decoded> {
        let (item, _) = self.find(&item_key(pallet, item))?;
        match &item.entry {
            StorageEntryType::Plain(ty) => self.decode(ty.id, value),
            StorageEntryType::Map { .. } => None,
        }
    }

    /// The name of an encoded call: `Balances.burn`.
    pub fn call(&self, call: &[u8]) -> Option<String> {
        let [pallet, index, ..] = call else { return None };
        let pallet = self.pallets.iter().find(|candidate| candidate.index == *pallet)?;
        let variants = variants(&self.types, pallet.calls.as_ref()?.ty.id)?;
        let variant = variants.iter().find(|variant| variant.index == *index)?;
        Some(format!("{}.{}", pallet.name, variant.name))
    }

    /// The names of all calls, in the order of their indices.
    pub fn calls(&self) -> Vec<String> {
        let mut names = Vec::new();
        for pallet in &self.pallets {
            let calls = pallet.calls.as_ref().and_then(|calls| variants(&self.types, calls.ty.id));
            names.extend(calls.into_iter().flatten().map(|variant| format!("{}.{}", pallet.name, variant.name)));
        }
        names
    }

    /// The names of all storage items.
    pub fn items(&self) -> Vec<String> {
        let mut names: Vec<_> = self.items.values().map(|item| format!("{}.{}", item.pallet, item.name)).collect();
        names.sort();
        names
    }

    /// A dispatch error in short: `Balances.InsufficientBalance`, `Token.Frozen`, `BadOrigin`.
    pub fn dispatch_error(&self, error: &Decoded) -> String {
        let ValueDef::Variant(variant) = &error.value else {
            return text(error);
        };
        if variant.name != "Module" {
            return path_of(error);
        }
        let mut bytes = Vec::new();
        flatten(error, &mut bytes);
        let module = || {
            let pallet = self.pallets.iter().find(|pallet| Some(&pallet.index) == bytes.first())?;
            let variants = variants(&self.types, pallet.error.as_ref()?.ty.id)?;
            let variant = variants.iter().find(|variant| Some(&variant.index) == bytes.get(1))?;
            Some(format!("{}.{}", pallet.name, variant.name))
        };
        module().unwrap_or_else(|| text(error))
    }

    /// What became of an extrinsic: `Ok`, a dispatch error, or `Invalid.Payment`.
    pub fn outcome(&self, result: &[u8]) -> String {
        let decoded = self.decode_result("BlockBuilder_apply_extrinsic", result);
        match decoded.as_ref().and_then(as_result) {
            Some(Ok(inner)) => match as_result(inner) {
                Some(Err(error)) => self.dispatch_error(error),
                _ => "Ok".to_owned(),
            },
            Some(Err(error)) => path_of(error),
            None => format!("0x{}", hex::encode(result)),
        }
    }
}

fn variants(types: &PortableRegistry, ty: u32) -> Option<&[scale_info::Variant<PortableForm>]> {
    match &types.resolve(ty)?.type_def {
        scale_info::TypeDef::Variant(definition) => Some(&definition.variants),
        _ => None,
    }
}

/// The fields of a composite or of a variant, in their order.
pub fn fields(value: &Decoded) -> Vec<&Decoded> {
    let composite = match &value.value {
        ValueDef::Composite(composite) => composite,
        ValueDef::Variant(variant) => &variant.values,
        _ => return Vec::new(),
    };
    match composite {
        Composite::Named(fields) => fields.iter().map(|(_, field)| field).collect(),
        Composite::Unnamed(fields) => fields.iter().collect(),
    }
}

/// A variant's name.
pub fn variant_name(value: &Decoded) -> Option<&str> {
    match &value.value {
        ValueDef::Variant(variant) => Some(&variant.name),
        _ => None,
    }
}

/// A `Result`, as one.
pub fn as_result(value: &Decoded) -> Option<Result<&Decoded, &Decoded>> {
    let field = *fields(value).first()?;
    match variant_name(value)? {
        "Ok" => Some(Ok(field)),
        "Err" => Some(Err(field)),
        _ => None,
    }
}

/// The names of nested variants, with a number at the end where there is one: `Invalid.Custom(3)`.
fn path_of(value: &Decoded) -> String {
    let mut path = Vec::new();
    let mut next = Some(value);
    while let Some(name) = next.and_then(variant_name) {
        path.push(name.to_owned());
        next = next.and_then(|value| fields(value).first().copied());
    }
    let number = next.map(|value| format!("({})", text(value))).unwrap_or_default();
    path.join(".") + &number
}

/// All numbers below 256 in a value.
fn flatten(value: &Decoded, bytes: &mut Vec<u8>) {
    match &value.value {
        ValueDef::Primitive(Primitive::U128(number)) => bytes.extend(u8::try_from(*number)),
        _ => fields(value).into_iter().for_each(|field| flatten(field, bytes)),
    }
}

/// A value in one line. Lists of four bytes and more are hexadecimal.
pub fn text(value: &Decoded) -> String {
    let composite = |composite: &Composite<u32>| match composite {
        Composite::Named(fields) => {
            let fields: Vec<_> = fields.iter().map(|(name, field)| format!("{name}: {}", text(field))).collect();
            format!("{{{}}}", fields.join(", "))
        }
        Composite::Unnamed(fields) => {
            let byte = |field: &Decoded| match &field.value {
                ValueDef::Primitive(Primitive::U128(number)) => u8::try_from(*number).ok(),
                _ => None,
            };
            match (fields.len(), fields.iter().map(byte).collect::<Option<Vec<_>>>()) {
                (4.., Some(bytes)) => format!("0x{}", hex::encode(bytes)),
                (1, _) => text(&fields[0]),
                _ => format!("({})", fields.iter().map(text).collect::<Vec<_>>().join(", ")),
            }
        }
    };
    match &value.value {
        ValueDef::Composite(fields) => composite(fields),
        ValueDef::Variant(variant) if fields(value).is_empty() => variant.name.clone(),
        ValueDef::Variant(variant) => format!("{} {}", variant.name, composite(&variant.values)),
        ValueDef::BitSequence(bits) => format!("{} bits", bits.len()),
        ValueDef::Primitive(primitive) => match primitive {
            Primitive::Bool(value) => value.to_string(),
            Primitive::Char(value) => value.to_string(),
            Primitive::String(value) => format!("{value:?}"),
            Primitive::U128(value) => value.to_string(),
            Primitive::I128(value) => value.to_string(),
            Primitive::U256(value) | Primitive::I256(value) => format!("0x{}", hex::encode(value)),
        },
    }
}

/// A key that no pallet has: text where it is text.
fn readable(key: &[u8]) -> String {
    match std::str::from_utf8(key) {
        Ok(text) if !text.is_empty() && text.chars().all(|letter| letter.is_ascii_graphic()) => text.to_owned(),
        _ => format!("0x{}", hex::encode(key)),
    }
}

/// Strips the `Option` and the length from what `Metadata_metadata_at_version` returned.
pub fn opaque_option(result: &[u8]) -> Option<Vec<u8>> {
    Option::<Vec<u8>>::decode(&mut &*result).ok().flatten()
}

/// Strips the length from what `Metadata_metadata` returned.
pub fn opaque(mut result: &[u8]) -> Option<Vec<u8>> {
    let length = Compact::<u32>::decode(&mut result).ok()?.0 as usize;
    (result.len() == length).then(|| result.to_vec())
}
