//! From the linked module to the one that is shipped: only the exports that hosts need, only what is reachable from them, no debug
//! information.
//!
//! TinyGo's `//export` marks survive the link as exports, with all the code behind them. Here the exports are cut down to the
//! allow-list, and every function, type, global, table and import that nothing reaches any more goes with them. Instructions are
//! re-encoded one by one and never changed except for the indices in them, so the n-th instruction of a function is the n-th
//! instruction of the same function in the linked module: [`Pruned::functions`] leads back to its debug information.
//!
//! Memory is zero before a host writes the data segments, so long runs of zeros are left out of the segments; the linker writes all
//! of .bss when memory is imported.

use crate::module::{Element, Module, ModuleError};
use std::collections::BTreeSet;
use std::convert::Infallible;
use wasm_encoder as we;
use wasm_encoder::reencode::{Error as ReencodeError, Reencode};
use wasmparser::{ExternalKind, Operator, TypeRef};

/// Zeros in a row that are worth a new data segment: its header takes up to 9 bytes.
const ZERO_RUN_MIN: usize = 32;

/// Why a module could not be pruned.
#[derive(Debug, thiserror::Error)]
pub enum PruneError {
    /// The linked module is not readable.
    #[error(transparent)]
    Module(#[from] ModuleError),
    /// An instruction or expression could not be re-encoded.
    #[error("cannot rewrite the linked module: {0}")]
    Reencode(String),
}

impl From<ReencodeError<Infallible>> for PruneError {
    fn from(error: ReencodeError<Infallible>) -> Self {
        match error {
            ReencodeError::ParseError(error) => Self::Reencode(error.to_string()),
            other => Self::Reencode(other.to_string()),
        }
    }
}

impl From<wasmparser::Error> for PruneError {
    fn from(error: wasmparser::Error) -> Self {
        Self::Reencode(error.to_string())
    }
}

/// The pruned module.
#[derive(Debug, Clone)]
pub struct Pruned {
    /// The module, with a name section and no other custom section.
    pub wasm: Vec<u8>,
    /// For each function of the new module, its index in the old one.
    pub functions: Vec<u32>,
}

/// Prunes `wasm` to the exports for which `keep` holds.
pub fn prune(wasm: &[u8], keep: impl Fn(&str) -> bool) -> Result<Pruned, PruneError> {
    let module = Module::parse(wasm)?;
    let exports: Vec<_> = module.exports.iter().filter(|export| keep(export.name)).collect();
    let live = Live::trace(&module, &exports)?;
    let mut writer = Writer { module: &module, index: Index::of(&live), live: &live };
    let wasm = writer.write(&exports)?;
    Ok(Pruned { wasm, functions: live.functions.into_iter().collect() })
}

/// Removes the name section, and nothing else.
pub fn without_names(wasm: &[u8]) -> Result<Vec<u8>, PruneError> {
    let mut stripped = wasm[..8.min(wasm.len())].to_vec();
    for payload in wasmparser::Parser::new(0).parse_all(wasm) {
        let payload = payload?;
        let named = matches!(&payload, wasmparser::Payload::CustomSection(section) if section.name() == "name");
        if let (Some((id, range)), false) = (payload.as_section(), named) {
            let data = &wasm[range.start as usize..range.end as usize];
            we::Section::append_to(&we::RawSection { id, data }, &mut stripped);
        }
    }
    Ok(stripped)
}

/// Appends a custom section.
pub fn append_custom(wasm: &mut Vec<u8>, name: &str, data: &[u8]) {
    we::Section::append_to(&we::CustomSection { name: name.into(), data: data.into() }, wasm);
}

/// Everything that the kept exports reach, by index in the old module.
#[derive(Default)]
struct Live {
    functions: BTreeSet<u32>,
    types: BTreeSet<u32>,
    globals: BTreeSet<u32>,
    /// Whether anything calls through the table: then all its elements live.
    table: bool,
}

impl Live {
    fn trace(module: &Module<'_>, exports: &[&wasmparser::Export<'_>]) -> Result<Self, PruneError> {
        let mut live = Self::default();
        let mut work: Vec<u32> = module.start.into_iter().collect();
        for export in exports {
            match export.kind {
                ExternalKind::Func => work.push(export.index),
                ExternalKind::Global => {
                    live.globals.insert(export.index);
                }
                ExternalKind::Table => live.use_table(module, &mut work),
                _ => {}
            }
        }
        // Of the imports only functions are dropped: the contract must see anything else that a host does not know.
        if module.imports.iter().any(|import| matches!(import.ty, TypeRef::Table(_))) {
            live.use_table(module, &mut work);
        }
        while let Some(function) = work.pop() {
            if !live.functions.insert(function) {
                continue;
            }
            live.types.extend(module.functions.get(function as usize));
            let Some(body) = module.body(function) else { continue };
            let mut operators = body.get_operators_reader()?;
            while !operators.eof() {
                live.visit(module, &operators.read()?, &mut work);
            }
        }
        // The initial value of a global reads at most an imported one, and those all live.
        let imported = module.imports.iter().filter(|import| matches!(import.ty, TypeRef::Global(_))).count() as u32;
        live.globals.extend(0..imported);
        Ok(live)
    }

    fn visit(&mut self, module: &Module<'_>, operator: &Operator<'_>, work: &mut Vec<u32>) {
        match *operator {
            Operator::Call { function_index } | Operator::ReturnCall { function_index } | Operator::RefFunc { function_index } => {
                work.push(function_index);
            }
            Operator::CallIndirect { type_index, .. } | Operator::ReturnCallIndirect { type_index, .. } => {
                self.types.insert(type_index);
                self.use_table(module, work);
            }
            Operator::GlobalGet { global_index } | Operator::GlobalSet { global_index } => {
                self.globals.insert(global_index);
            }
            Operator::Block { blockty } | Operator::Loop { blockty } | Operator::If { blockty } => {
                if let wasmparser::BlockType::FuncType(ty) = blockty {
                    self.types.insert(ty);
                }
            }
            _ => {}
        }
    }

    fn use_table(&mut self, module: &Module<'_>, work: &mut Vec<u32>) {
        if !self.table {
            self.table = true;
            work.extend(module.elements.iter().flat_map(|element| &element.functions));
        }
    }
}

/// From old indices to new ones.
struct Index {
    functions: Vec<u32>,
    types: Vec<u32>,
    globals: Vec<u32>,
}

impl Index {
    fn of(live: &Live) -> Self {
        let list = |set: &BTreeSet<u32>| set.iter().copied().collect();
        Self { functions: list(&live.functions), types: list(&live.types), globals: list(&live.globals) }
    }
}

/// The place of `old` among the indices that live.
fn place(live: &[u32], old: u32) -> Result<u32, ReencodeError<Infallible>> {
    // Whatever an instruction names was traced; only a constant expression outside the MVP can name something else.
    live.binary_search(&old).map(|place| place as u32).map_err(|_| ReencodeError::InvalidConstExpr)
}

impl Reencode for Index {
    type Error = Infallible;

    fn function_index(&mut self, function: u32) -> Result<u32, ReencodeError<Infallible>> {
        place(&self.functions, function)
    }

    fn type_index(&mut self, ty: u32) -> Result<u32, ReencodeError<Infallible>> {
        place(&self.types, ty)
    }

    fn global_index(&mut self, global: u32) -> Result<u32, ReencodeError<Infallible>> {
        place(&self.globals, global)
    }
}

/// Writes the new module, section by section.
struct Writer<'m, 'a> {
    module: &'m Module<'a>,
    live: &'m Live,
    index: Index,
}

impl Writer<'_, '_> {
    fn write(&mut self, exports: &[&wasmparser::Export<'_>]) -> Result<Vec<u8>, PruneError> {
        let mut new = we::Module::new();
        self.write_types_and_imports(&mut new)?;
        self.write_functions_and_tables(&mut new)?;
        self.write_globals(&mut new)?;
        let mut section = we::ExportSection::new();
        for export in exports {
            self.index.parse_export(&mut section, **export)?;
        }
        new.section(&section);
        if let Some(start) = self.module.start {
            new.section(&we::StartSection { function_index: self.index.function_index(start)? });
        }
        self.write_elements(&mut new)?;
        let mut code = we::CodeSection::new();
        for &function in &self.live.functions {
            if let Some(body) = self.module.body(function) {
                self.index.parse_function_body(&mut code, body.clone())?;
            }
        }
        new.section(&code);
        self.write_data(&mut new)?;
        self.write_names(&mut new);
        Ok(new.finish())
    }

    fn write_types_and_imports(&mut self, new: &mut we::Module) -> Result<(), PruneError> {
        let mut types = we::TypeSection::new();
        for &ty in &self.live.types {
            if let Some(ty) = self.module.types.get(ty as usize) {
                let ty = self.index.func_type(ty.clone())?;
                types.ty().func_type(&ty);
            }
        }
        new.section(&types);
        let mut imports = we::ImportSection::new();
        let mut functions = 0;
        for import in &self.module.imports {
            if matches!(import.ty, TypeRef::Func(_) | TypeRef::FuncExact(_)) {
                functions += 1;
                if !self.live.functions.contains(&(functions - 1)) {
                    continue;
                }
            }
            self.index.parse_import(&mut imports, *import)?;
        }
        new.section(&imports);
        Ok(())
    }

    fn write_functions_and_tables(&mut self, new: &mut we::Module) -> Result<(), PruneError> {
        let mut functions = we::FunctionSection::new();
        for &function in self.live.functions.range(self.module.functions_imported..) {
            functions.function(self.index.type_index(self.module.functions[function as usize])?);
        }
        new.section(&functions);
        let imported = self.module.imports.iter().filter(|import| matches!(import.ty, TypeRef::Table(_))).count();
        let mut tables = we::TableSection::new();
        for table in self.module.tables.iter().skip(imported).filter(|_| self.live.table) {
            tables.table(self.index.table_type(*table)?);
        }
        if !tables.is_empty() {
            new.section(&tables);
        }
        let mut memories = we::MemorySection::new();
        for memory in &self.module.memories {
            memories.memory(self.index.memory_type(*memory)?);
        }
        if !memories.is_empty() {
            new.section(&memories);
        }
        Ok(())
    }

    fn write_globals(&mut self, new: &mut we::Module) -> Result<(), PruneError> {
        let mut globals = we::GlobalSection::new();
        for &global in &self.live.globals {
            if let Some(global) = self.module.globals.get(global as usize) {
                if let Some(init_expr) = global.init.clone() {
                    self.index.parse_global(&mut globals, wasmparser::Global { ty: global.ty, init_expr })?;
                }
            }
        }
        new.section(&globals);
        Ok(())
    }

    fn write_elements(&mut self, new: &mut we::Module) -> Result<(), PruneError> {
        let mut section = we::ElementSection::new();
        for Element { offset, functions } in self.module.elements.iter().filter(|_| self.live.table) {
            let Some(offset) = offset.clone() else { continue };
            let offset = self.index.const_expr(offset)?;
            let functions: Vec<u32> = functions.iter().map(|&f| self.index.function_index(f)).collect::<Result<_, _>>()?;
            section.active(None, &offset, we::Elements::Functions(functions.into()));
        }
        if !section.is_empty() {
            new.section(&section);
        }
        Ok(())
    }

    fn write_data(&self, new: &mut we::Module) -> Result<(), PruneError> {
        let mut section = we::DataSection::new();
        for data in &self.module.data {
            let address = data.address.ok_or_else(|| PruneError::Reencode("a data segment has no constant address".into()))?;
            for (start, end) in without_zero_runs(data.bytes) {
                let offset = we::ConstExpr::i32_const(address.wrapping_add(start as u32) as i32);
                section.active(0, &offset, data.bytes[start..end].iter().copied());
            }
        }
        new.section(&section);
        Ok(())
    }

    fn write_names(&self, new: &mut we::Module) {
        let mut functions = we::NameMap::new();
        for (place, &function) in (0..).zip(&self.live.functions) {
            if let Some(name) = self.module.function_name(function) {
                functions.append(place, &stable_name(name));
            }
        }
        let mut globals = we::NameMap::new();
        for (place, &global) in (0..).zip(&self.live.globals) {
            if let Some(name) = self.module.global_name(global) {
                globals.append(place, name);
            }
        }
        let mut names = we::NameSection::new();
        names.functions(&functions);
        names.globals(&globals);
        new.section(&names);
    }
}

/// The parts of `bytes` that are not long runs of zeros, as (start, end).
fn without_zero_runs(bytes: &[u8]) -> Vec<(usize, usize)> {
    let mut parts: Vec<(usize, usize)> = Vec::new();
    for (at, _) in bytes.iter().enumerate().filter(|(_, &byte)| byte != 0) {
        match parts.last_mut() {
            Some((_, end)) if at - *end < ZERO_RUN_MIN => *end = at + 1,
            _ => parts.push((at, at + 1)),
        }
    }
    parts
}

/// A name without what depends on the build rather than the source: Rust's `::h` with 16 digits, and ThinLTO's `.llvm.` with a number.
fn stable_name(name: &str) -> String {
    let mut name = name.to_owned();
    for (open, close) in [(" (.llvm.", ")"), (".llvm.", "")] {
        if let Some(at) = name.find(open) {
            let digits = name[at + open.len()..].chars().take_while(char::is_ascii_digit).count();
            let end = at + open.len() + digits;
            if digits > 0 && name[end..].starts_with(close) {
                name.replace_range(at..end + close.len(), "");
            }
        }
    }
    while let Some(at) = hash_at(&name) {
        name.replace_range(at..at + 19, "");
    }
    name
}

/// Where a `::h` followed by exactly 16 hexadecimal digits stands.
fn hash_at(name: &str) -> Option<usize> {
    name.match_indices("::h").map(|(at, _)| at).find(|at| {
        let digits = name[at + 3..].chars().take_while(char::is_ascii_hexdigit).count();
        digits == 16
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_lose_what_depends_on_the_build() {
        assert_eq!(stable_name("shim::refill::hd4114627f82beca2 (.llvm.15132115718395113766)"), "shim::refill");
        assert_eq!(stable_name("runtime.stackChainStart.llvm.16776422362124677738"), "runtime.stackChainStart");
        assert_eq!(stable_name("main.hello"), "main.hello");
        assert_eq!(stable_name("a::h0123"), "a::h0123");
    }

    #[test]
    fn zero_runs_are_left_out() {
        let mut bytes = vec![0; 200];
        bytes[10] = 1;
        bytes[30] = 1;
        bytes[150] = 1;
        assert_eq!(without_zero_runs(&bytes), [(10, 31), (150, 151)]);
        assert!(without_zero_runs(&[0; 100]).is_empty());
    }
}
