//! Where a call's fuel goes: an exact count for each function.
//!
//! A profiled module counts for itself. Each of its functions gets two globals: how often it was entered, and the fuel of its own
//! instructions. The count follows the engine's own: a unit for entering a function, and one for each instruction but those that make no code.
//! So the counts of all functions add up to the fuel of the call in the module as it was. A sample of so short a call would be a guess.
//!
//! What the optimiser has put into another function counts as part of that one.

use std::collections::BTreeMap;

use serde::Serialize;
use wasm_encoder::{
    reencode::{Error, Reencode, RoundtripReencoder},
    CodeSection, ConstExpr, ExportKind, ExportSection, Function, GlobalSection, GlobalType, Instruction, Module, RawSection, ValType,
};
use wasmparser::{FunctionBody, KnownCustom, Name, Operator, Parser, Payload, TypeRef};
use wasmtime::{Instance, Store};

use crate::{context::HostState, error::HostError};

/// What a function has taken in a call.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct FunctionCost {
    /// Its name in the module's name section, or its index.
    pub name: String,
    /// How often it was entered.
    pub calls: u64,
    /// Units of fuel of its own instructions, without those of the functions that it called.
    pub fuel: u64,
}

/// The exported globals of a profiled module, by the order of its functions.
fn export_names(function: usize) -> [String; 2] {
    [format!("profile.calls.{function}"), format!("profile.fuel.{function}")]
}

/// The names of a profiled module's functions, without the imported ones.
#[derive(Debug, Clone)]
pub(crate) struct Functions(Vec<String>);

impl Functions {
    /// Sets the counters back.
    pub(crate) fn reset(&self, instance: &Instance, store: &mut Store<HostState>) {
        for name in (0..self.0.len()).flat_map(export_names) {
            if let Some(global) = instance.get_global(&mut *store, &name) {
                // The global is the profile's own: mutable, and an i64.
                let set = global.set(&mut *store, wasmtime::Val::I64(0));
                debug_assert!(set.is_ok());
            }
        }
    }

    /// What each function has taken since the counters were set back, the most expensive first; without those that did not run.
    pub(crate) fn costs(&self, instance: &Instance, store: &mut Store<HostState>) -> Vec<FunctionCost> {
        let mut costs = Vec::new();
        for (index, name) in self.0.iter().enumerate() {
            let [calls, fuel] = export_names(index).map(|counter| {
                let global = instance.get_global(&mut *store, &counter);
                global.and_then(|global| global.get(&mut *store).i64()).unwrap_or(0) as u64
            });
            if calls > 0 {
                costs.push(FunctionCost { name: name.clone(), calls, fuel });
            }
        }
        costs.sort_by(|a, b| b.fuel.cmp(&a.fuel).then_with(|| a.name.cmp(&b.name)));
        costs
    }
}

/// What of a module the profile needs to know before it changes anything.
#[derive(Default)]
struct Outline {
    imported_functions: u32,
    globals: u32,
    functions: u32,
    names: BTreeMap<u32, String>,
}

/// Makes a module count, which was validated and has globals and exports.
pub(crate) fn instrument(wasm: &[u8]) -> Result<(Vec<u8>, Functions), HostError> {
    let failed = |reason: String| HostError::Compile(format!("no profile can be made of it: {reason}"));
    let outline = Outline::read(wasm).map_err(|error| failed(error.to_string()))?;
    let profiled = rewrite(wasm, &outline).map_err(|error| failed(error.to_string()))?;
    let name = |index| outline.names.get(&index).cloned().unwrap_or_else(|| format!("function {index}"));
    let indices = outline.imported_functions..outline.imported_functions + outline.functions;
    Ok((profiled, Functions(indices.map(name).collect())))
}

impl Outline {
    fn read(wasm: &[u8]) -> Result<Self, wasmparser::BinaryReaderError> {
        let mut outline = Self::default();
        for payload in Parser::new(0).parse_all(wasm) {
            match payload? {
                Payload::ImportSection(section) => {
                    for import in section.into_imports() {
                        match import?.ty {
                            TypeRef::Func(_) | TypeRef::FuncExact(_) => outline.imported_functions += 1,
                            TypeRef::Global(_) => outline.globals += 1,
                            _ => {}
                        }
                    }
                }
                Payload::GlobalSection(section) => outline.globals += section.count(),
                Payload::FunctionSection(section) => outline.functions = section.count(),
                Payload::CustomSection(section) => {
                    if let KnownCustom::Name(names) = section.as_known() {
                        outline.read_names(names);
                    }
                }
                _ => {}
            }
        }
        Ok(outline)
    }

    /// Names are for people: a broken section, which hosts ignore, gives none.
    fn read_names(&mut self, section: wasmparser::NameSectionReader<'_>) {
        for part in section.into_iter().flatten() {
            if let Name::Function(map) = part {
                self.names.extend(map.into_iter().flatten().map(|naming| (naming.index, naming.name.to_owned())));
            }
        }
    }

    /// The indices of the two globals of a function, which is counted without the imported ones.
    fn counters(&self, function: u32) -> [u32; 2] {
        [self.globals + 2 * function, self.globals + 2 * function + 1]
    }
}

/// Copies the module, with counters.
fn rewrite(wasm: &[u8], outline: &Outline) -> Result<Vec<u8>, Error> {
    let mut module = Module::new();
    let mut code = CodeSection::new();
    for payload in Parser::new(0).parse_all(wasm) {
        let payload = payload?;
        match &payload {
            Payload::GlobalSection(section) => {
                let mut globals = GlobalSection::new();
                RoundtripReencoder.parse_global_section(&mut globals, section.clone())?;
                let counter = GlobalType { val_type: ValType::I64, mutable: true, shared: false };
                for _ in 0..2 * outline.functions {
                    globals.global(counter, &ConstExpr::i64_const(0));
                }
                module.section(&globals);
            }
            Payload::ExportSection(section) => {
                let mut exports = ExportSection::new();
                RoundtripReencoder.parse_export_section(&mut exports, section.clone())?;
                for function in 0..outline.functions {
                    for (name, global) in export_names(function as usize).iter().zip(outline.counters(function)) {
                        exports.export(name, ExportKind::Global, global);
                    }
                }
                module.section(&exports);
            }
            Payload::CodeSectionStart { .. } => {}
            Payload::CodeSectionEntry(body) => {
                code.function(&counting(body, outline.counters(code.len()))?);
                if code.len() == outline.functions {
                    module.section(&code);
                }
            }
            other => {
                if let Some((id, range)) = other.as_section() {
                    module.section(&RawSection { id, data: &wasm[range.start as usize..range.end as usize] });
                }
            }
        }
    }
    Ok(module.finish())
}

/// A function that counts: its entry, and its fuel wherever the engine adds it up itself.
fn counting(body: &FunctionBody<'_>, [calls, fuel]: [u32; 2]) -> Result<Function, Error> {
    let mut function = RoundtripReencoder.new_function_with_parsed_locals(body)?;
    add(&mut function, calls, 1);
    let mut pending = 1;
    let mut operators = body.get_operators_reader()?;
    while !operators.eof() {
        let operator = operators.read()?;
        pending += cost(&operator);
        if ends_block(&operator) && pending > 0 {
            add(&mut function, fuel, pending);
            pending = 0;
        }
        function.instruction(&RoundtripReencoder.instruction(operator)?);
    }
    Ok(function)
}

fn add(function: &mut Function, global: u32, amount: i64) {
    for instruction in [Instruction::GlobalGet(global), Instruction::I64Const(amount), Instruction::I64Add, Instruction::GlobalSet(global)]
    {
        function.instruction(&instruction);
    }
}

/// Units of fuel of an instruction (`wasmtime::OperatorCost`, the default).
fn cost(operator: &Operator<'_>) -> i64 {
    use Operator::{Block, Drop, Else, End, Loop, Nop, Return, Unreachable};
    i64::from(!matches!(operator, Nop | Drop | Block { .. } | Loop { .. } | Unreachable | Return | Else | End))
}

/// Whether what comes before an instruction, it included, does not always run together with what comes after it.
fn ends_block(operator: &Operator<'_>) -> bool {
    use Operator::{Br, BrIf, BrTable, Call, CallIndirect, Else, End, If, Loop, Return, Unreachable};
    matches!(
        operator,
        Br { .. }
            | BrIf { .. }
            | BrTable { .. }
            | Call { .. }
            | CallIndirect { .. }
            | Else
            | End
            | If { .. }
            | Loop { .. }
            | Return
            | Unreachable
    )
}
