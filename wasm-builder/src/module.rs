//! A core module, read once: what the globals table, the pruning and the contract all look at.
//!
//! Reading is liberal, so that a module which breaks the contract can still be described: what is outside the MVP is left to the
//! contract's validation. Index spaces are the module's own, imports first.

use std::collections::{BTreeMap, HashMap};
use wasmparser::{
    ConstExpr, DataKind, ElementItems, ElementKind, Export, ExternalKind, FuncType, FunctionBody, GlobalType, Import, KnownCustom,
    MemoryType, Name, NameSectionReader, Operator, Parser, Payload, TableType, TypeRef,
};

/// A module that cannot be read at all.
#[derive(Debug, Clone, thiserror::Error)]
#[error("not a readable WebAssembly module: {0}")]
pub struct ModuleError(#[from] wasmparser::Error);

/// A core module's content.
#[derive(Default)]
pub struct Module<'a> {
    /// All function types.
    pub types: Vec<FuncType>,
    /// All imports, in order.
    pub imports: Vec<Import<'a>>,
    /// For each function, imported ones first, the index of its type.
    pub functions: Vec<u32>,
    /// How many of the functions are imported.
    pub functions_imported: u32,
    /// Tables, imported ones first.
    pub tables: Vec<TableType>,
    /// Memories that the module defines itself.
    pub memories: Vec<MemoryType>,
    /// Globals, imported ones first.
    pub globals: Vec<Global<'a>>,
    /// All exports.
    pub exports: Vec<Export<'a>>,
    /// The start function.
    pub start: Option<u32>,
    /// The element segments.
    pub elements: Vec<Element<'a>>,
    /// The bodies of the functions that are not imported.
    pub bodies: Vec<FunctionBody<'a>>,
    /// Where the code section's content begins in the file; debug information counts from here.
    pub code_start: u64,
    /// The data segments.
    pub data: Vec<Data<'a>>,
    /// The custom sections, by name; the first of each name.
    pub customs: BTreeMap<&'a str, &'a [u8]>,
    names: Names<'a>,
}

/// The name section, as far as it is used.
#[derive(Default)]
struct Names<'a> {
    functions: HashMap<u32, &'a str>,
    globals: HashMap<u32, &'a str>,
}

/// A global.
pub struct Global<'a> {
    /// Its type.
    pub ty: GlobalType,
    /// Its initial value; none for an imported global.
    pub init: Option<ConstExpr<'a>>,
}

/// An element segment with its functions.
pub struct Element<'a> {
    /// Where it goes: none unless it is an active segment.
    pub offset: Option<ConstExpr<'a>>,
    /// The functions.
    pub functions: Vec<u32>,
}

/// A data segment.
pub struct Data<'a> {
    /// Its address, where it is an active segment at a constant address.
    pub address: Option<u32>,
    /// Its bytes.
    pub bytes: &'a [u8],
    /// Where the bytes stand in the file.
    pub file_offset: usize,
}

impl<'a> Module<'a> {
    /// Reads `wasm`.
    pub fn parse(wasm: &'a [u8]) -> Result<Self, ModuleError> {
        let mut module = Module::default();
        for payload in Parser::new(0).parse_all(wasm) {
            module.read(payload?, wasm)?;
        }
        Ok(module)
    }

    fn read(&mut self, payload: Payload<'a>, wasm: &'a [u8]) -> Result<(), wasmparser::Error> {
        match payload {
            Payload::TypeSection(types) => self.types = types.into_iter_err_on_gc_types().collect::<Result<_, _>>()?,
            Payload::ImportSection(imports) => {
                for import in imports.into_imports() {
                    self.read_import(import?);
                }
            }
            Payload::FunctionSection(functions) => {
                for ty in functions {
                    self.functions.push(ty?);
                }
            }
            Payload::TableSection(tables) => {
                for table in tables {
                    self.tables.push(table?.ty);
                }
            }
            Payload::MemorySection(memories) => self.memories = memories.into_iter().collect::<Result<_, _>>()?,
            Payload::GlobalSection(globals) => {
                for global in globals {
                    let global = global?;
                    self.globals.push(Global { ty: global.ty, init: Some(global.init_expr) });
                }
            }
            Payload::ExportSection(exports) => self.exports = exports.into_iter().collect::<Result<_, _>>()?,
            Payload::StartSection { func, .. } => self.start = Some(func),
            Payload::ElementSection(elements) => {
                for element in elements {
                    self.elements.push(read_element(element?)?);
                }
            }
            Payload::CodeSectionStart { unchecked_range, .. } => self.code_start = unchecked_range.start,
            Payload::CodeSectionEntry(body) => self.bodies.push(body),
            Payload::DataSection(segments) => {
                for segment in segments {
                    self.data.push(read_data(segment?, wasm));
                }
            }
            Payload::CustomSection(section) => {
                if let KnownCustom::Name(names) = section.as_known() {
                    // A name section is a comment: where it is damaged, the names read so far serve.
                    let _ = self.names.read(names);
                }
                self.customs.entry(section.name()).or_insert(section.data());
            }
            _ => {}
        }
        Ok(())
    }

    fn read_import(&mut self, import: Import<'a>) {
        match import.ty {
            TypeRef::Func(ty) | TypeRef::FuncExact(ty) => {
                self.functions.push(ty);
                self.functions_imported += 1;
            }
            TypeRef::Table(table) => self.tables.push(table),
            TypeRef::Global(ty) => self.globals.push(Global { ty, init: None }),
            TypeRef::Memory(_) | TypeRef::Tag(_) => {}
        }
        self.imports.push(import);
    }

    /// The imports that are functions, in the order of the function index space.
    pub fn function_imports(&self) -> impl Iterator<Item = &Import<'a>> {
        self.imports.iter().filter(|import| matches!(import.ty, TypeRef::Func(_) | TypeRef::FuncExact(_)))
    }

    /// The body of a function, unless it is imported.
    pub fn body(&self, function: u32) -> Option<&FunctionBody<'a>> {
        self.bodies.get(function.checked_sub(self.functions_imported)? as usize)
    }

    /// The functions that have bodies, with their indices.
    pub fn defined_functions(&self) -> impl Iterator<Item = (u32, &FunctionBody<'a>)> {
        (self.functions_imported..).zip(&self.bodies)
    }

    /// The type of a function.
    pub fn function_type(&self, function: u32) -> Option<&FuncType> {
        self.types.get(*self.functions.get(function as usize)? as usize)
    }

    /// The name that the name section gives to a function.
    pub fn function_name(&self, function: u32) -> Option<&'a str> {
        self.names.functions.get(&function).copied()
    }

    /// The name that the name section gives to a global.
    pub fn global_name(&self, global: u32) -> Option<&'a str> {
        self.names.globals.get(&global).copied()
    }

    /// What to call a function in a message: its name, its export's, its import's, or its number.
    pub fn describe_function(&self, function: u32) -> String {
        let export = || self.exports.iter().find(|e| e.kind == ExternalKind::Func && e.index == function).map(|e| e.name.to_owned());
        let import = || self.function_imports().nth(function as usize).map(|i| format!("{}.{}", i.module, i.name));
        let name = self.function_name(function).map(str::to_owned);
        name.or_else(export).or_else(import).unwrap_or_else(|| format!("function {function}"))
    }

    /// The value of an exported global that is an i32 constant.
    pub fn exported_address(&self, name: &str) -> Option<u32> {
        let export = self.exports.iter().find(|e| e.kind == ExternalKind::Global && e.name == name)?;
        let global = self.globals.get(export.index as usize)?;
        constant(global.init.as_ref()?)
    }

    /// The end of the last data segment with a constant address.
    pub fn data_end(&self) -> u64 {
        let ends = self.data.iter().filter_map(|data| Some(u64::from(data.address?) + data.bytes.len() as u64));
        ends.max().unwrap_or(0)
    }

    /// Copies the initial content of memory at `address` into `bytes`; what no segment covers is zero.
    pub fn read_memory(&self, address: u32, bytes: &mut [u8]) {
        bytes.fill(0);
        let (start, end) = (u64::from(address), u64::from(address) + bytes.len() as u64);
        for data in &self.data {
            let Some(data_start) = data.address.map(u64::from) else { continue };
            let data_end = data_start + data.bytes.len() as u64;
            let (from, to) = (start.max(data_start), end.min(data_end));
            if from < to {
                let source = &data.bytes[(from - data_start) as usize..(to - data_start) as usize];
                bytes[(from - start) as usize..(to - start) as usize].copy_from_slice(source);
            }
        }
    }
}

impl<'a> Names<'a> {
    fn read(&mut self, names: NameSectionReader<'a>) -> Result<(), wasmparser::Error> {
        for name in names {
            let (map, target) = match name? {
                Name::Function(map) => (map, &mut self.functions),
                Name::Global(map) => (map, &mut self.globals),
                _ => continue,
            };
            for naming in map {
                let naming = naming?;
                target.insert(naming.index, naming.name);
            }
        }
        Ok(())
    }
}

/// The value of a constant expression that is one `i32.const`.
pub fn constant(expression: &ConstExpr<'_>) -> Option<u32> {
    let mut operators = expression.get_operators_reader();
    match (operators.read().ok()?, operators.read().ok()?) {
        (Operator::I32Const { value }, Operator::End) => Some(value as u32),
        _ => None,
    }
}

fn read_element(element: wasmparser::Element<'_>) -> Result<Element<'_>, wasmparser::Error> {
    let mut functions = Vec::new();
    match element.items {
        ElementItems::Functions(items) => {
            for function in items {
                functions.push(function?);
            }
        }
        ElementItems::Expressions(_, items) => {
            for item in items {
                if let Operator::RefFunc { function_index } = item?.get_operators_reader().read()? {
                    functions.push(function_index);
                }
            }
        }
    }
    let offset = match element.kind {
        ElementKind::Active { offset_expr, .. } => Some(offset_expr),
        ElementKind::Passive | ElementKind::Declared => None,
    };
    Ok(Element { offset, functions })
}

fn read_data<'a>(segment: wasmparser::Data<'a>, wasm: &'a [u8]) -> Data<'a> {
    let address = match segment.kind {
        DataKind::Active { memory_index: 0, offset_expr } => constant(&offset_expr),
        DataKind::Active { .. } | DataKind::Passive => None,
    };
    // The bytes are a part of `wasm`, so their distance from its beginning is their place in the file.
    let file_offset = segment.data.as_ptr() as usize - wasm.as_ptr() as usize;
    Data { address, bytes: segment.data, file_offset }
}
