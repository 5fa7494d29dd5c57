//! What a blob consists of: imports, exports, sections, memory, sizes.

use serde::Serialize;
use wasmparser::{
    types::{EntityType, TypesRef},
    BinaryReaderError, Parser, Payload, TypeRef, ValidPayload, Validator, WasmFeatures,
};

use crate::{compression, error::HostError};

/// The features that hosts take: MVP, and mutable globals inside the module.
pub const FEATURES: WasmFeatures = WasmFeatures::WASM1;

/// An import or export.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Item {
    /// Its name; an import's with its module in front.
    pub name: String,
    /// `function`, `memory`, `global` or `table`.
    pub kind: &'static str,
    /// Its type, as in `(i32, i64) -> i64`.
    pub signature: String,
}

/// A section.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Section {
    /// Its kind; a custom section's name.
    pub name: String,
    /// Whether it is a custom section.
    pub custom: bool,
    /// Its length in bytes, without its header.
    pub bytes: usize,
}

/// The limits of the memory.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct MemoryLimits {
    /// Whether the host provides it.
    pub imported: bool,
    /// The least pages of 64 KiB.
    pub minimum_pages: u64,
    /// The most pages of 64 KiB, where the module says it.
    pub maximum_pages: Option<u64>,
}

/// What a blob consists of.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Inspection {
    /// The blob's length as it is, in bytes.
    pub blob_bytes: usize,
    /// Whether it is compressed.
    pub compressed: bool,
    /// The unpacked module's length in bytes.
    pub module_bytes: usize,
    /// The length that zstd at level 19 and the prefix give, in bytes; the blob's own if it is compressed.
    pub compressed_bytes: usize,
    /// The memory, imported or not.
    pub memory: Option<MemoryLimits>,
    /// Bytes of initialised data.
    pub data_bytes: usize,
    /// The functions of the module itself.
    pub functions: u32,
    /// Whether the module has a start section.
    pub start: bool,
    /// The imports in their order.
    pub imports: Vec<Item>,
    /// The exports in their order.
    pub exports: Vec<Item>,
    /// The sections in their order.
    pub sections: Vec<Section>,
}

/// Validates an unpacked module as hosts do.
pub fn validate(wasm: &[u8]) -> Result<(), HostError> {
    if walk(wasm)?.start {
        return Err(HostError::StartSection);
    }
    Ok(())
}

/// Unpacks, validates and describes a blob.
pub fn inspect(blob: &[u8]) -> Result<Inspection, HostError> {
    let wasm = compression::decompress(blob)?;
    let compressed = compression::is_compressed(blob);
    let compressed_bytes = if compressed { blob.len() } else { compression::compress(&wasm, 19).map_or(0, |packed| packed.len()) };
    let inspection = walk(&wasm)?;
    Ok(Inspection { blob_bytes: blob.len(), compressed, module_bytes: wasm.len(), compressed_bytes, ..inspection })
}

fn invalid(error: BinaryReaderError) -> HostError {
    HostError::Invalid { reason: error.message().to_owned(), offset: error.offset() as usize }
}

fn walk(wasm: &[u8]) -> Result<Inspection, HostError> {
    if !wasm.starts_with(b"\0asm") {
        let start = hex::encode(&wasm[..wasm.len().min(8)]);
        let start = if start.is_empty() { "nothing".to_owned() } else { format!("0x{start}") };
        return Err(HostError::NotWasm { start });
    }
    let mut inspection = Inspection::default();
    let mut validator = Validator::new_with_features(FEATURES);
    let mut bodies = Default::default();
    let mut ended = false;
    for payload in Parser::new(0).parse_all(wasm) {
        let payload = payload.map_err(invalid)?;
        match validator.payload(&payload).map_err(invalid)? {
            ValidPayload::Func(function, body) => {
                let mut function = function.into_validator(bodies);
                function.validate(&body).map_err(invalid)?;
                bodies = function.into_allocations();
            }
            ValidPayload::End(_) => ended = true,
            ValidPayload::Ok | ValidPayload::Parser(_) => {}
        }
        if let Some(types) = validator.types(0) {
            inspection.add(&payload, types).map_err(invalid)?;
        }
    }
    if !ended {
        return Err(HostError::Invalid { reason: "unexpected end".to_owned(), offset: wasm.len() });
    }
    Ok(inspection)
}

impl Inspection {
    fn section(&mut self, name: &str, range: &std::ops::Range<u64>) {
        let bytes = (range.end - range.start) as usize;
        self.sections.push(Section { name: name.to_owned(), custom: false, bytes });
    }

    fn add(&mut self, payload: &Payload<'_>, types: TypesRef<'_>) -> Result<(), BinaryReaderError> {
        match payload {
            Payload::TypeSection(section) => self.section("type", &section.range()),
            Payload::ImportSection(section) => {
                self.section("import", &section.range());
                for import in section.clone().into_imports() {
                    let import = import?;
                    if let TypeRef::Memory(memory) = import.ty {
                        self.memory = Some(limits(true, &memory));
                    }
                    let name = format!("{}.{}", import.module, import.name);
                    self.imports.push(item(name, types, types.entity_type_from_import(&import)));
                }
            }
            Payload::FunctionSection(section) => {
                self.section("function", &section.range());
                self.functions = section.count();
            }
            Payload::TableSection(section) => self.section("table", &section.range()),
            Payload::MemorySection(section) => {
                self.section("memory", &section.range());
                for memory in section.clone() {
                    self.memory = Some(limits(false, &memory?));
                }
            }
            Payload::GlobalSection(section) => self.section("global", &section.range()),
            Payload::ExportSection(section) => {
                self.section("export", &section.range());
                for export in section.clone() {
                    let export = export?;
                    let name = export.name.to_owned();
                    self.exports.push(item(name, types, types.entity_type_from_export(&export)));
                }
            }
            Payload::StartSection { range, .. } => {
                self.section("start", range);
                self.start = true;
            }
            Payload::ElementSection(section) => self.section("element", &section.range()),
            Payload::CodeSectionStart { unchecked_range, .. } => self.section("code", unchecked_range),
            Payload::DataSection(section) => {
                self.section("data", &section.range());
                for data in section.clone() {
                    self.data_bytes += data?.data.len();
                }
            }
            Payload::CustomSection(section) => {
                let (name, bytes) = (section.name().to_owned(), section.data().len());
                self.sections.push(Section { name, custom: true, bytes });
            }
            _ => {}
        }
        Ok(())
    }
}

fn limits(imported: bool, memory: &wasmparser::MemoryType) -> MemoryLimits {
    MemoryLimits { imported, minimum_pages: memory.initial, maximum_pages: memory.maximum }
}

fn item(name: String, types: TypesRef<'_>, entity: Option<EntityType>) -> Item {
    // The validator has seen the item, so it knows its type.
    let (kind, signature) = entity.map_or_else(Default::default, |entity| describe(types, &entity));
    Item { name, kind, signature }
}

fn describe(types: TypesRef<'_>, entity: &EntityType) -> (&'static str, String) {
    match entity {
        EntityType::Func(id) | EntityType::FuncExact(id) => {
            let function = types[*id].unwrap_func();
            let list = |types: &[wasmparser::ValType]| types.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ");
            let result = match function.results() {
                [] => "none".to_owned(),
                results => list(results),
            };
            ("function", format!("({}) -> {result}", list(function.params())))
        }
        EntityType::Memory(memory) => {
            let maximum = memory.maximum.map_or("no maximum".to_owned(), |pages| format!("maximum {pages}"));
            ("memory", format!("minimum {} pages, {maximum}", memory.initial))
        }
        EntityType::Global(global) => {
            let mutable = if global.mutable { "mutable" } else { "immutable" };
            ("global", format!("{mutable} {}", global.content_type))
        }
        EntityType::Table(table) => ("table", format!("{} elements", table.initial)),
        EntityType::Tag(_) => ("tag", String::new()),
    }
}
