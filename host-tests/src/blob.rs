//! A compiled blob, ready for calls.

use std::collections::BTreeSet;

use wasmtime::{Config, Engine, Extern, ExternType, Linker, MemoryType, Module, Mutability, OptLevel, Store, ValType};

use crate::{
    compression,
    context::HostState,
    error::{CallError, HostError},
    externalities::Externalities,
    functions::table::{self, HostFunction, WasmType},
    inspection,
    instance::ReusedInstance,
    outcome::{HostConfig, Outcome},
    profile::{self, Functions},
    stack::{on_deep_stack, WASM_STACK_BYTES},
};

/// The export that says where the heap starts.
pub(crate) const HEAP_BASE: &str = "__heap_base";

/// The module that every import comes from.
const ENV: &str = "env";

/// The most pages that a 32-bit memory can have.
const MAX_PAGES: u64 = 65_536;

/// What an instance needs at a place in its list of imports.
enum Import {
    Memory,
    Function(String),
}

/// A blob that was checked and compiled. It holds no state of calls, so calls may run side by side.
pub struct Blob {
    engine: Engine,
    module: Module,
    linker: Linker<HostState>,
    imports: Vec<Import>,
    memory: MemoryType,
    profile: Option<Functions>,
}

impl std::fmt::Debug for Blob {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_struct("Blob").field("functions", &self.functions()).finish_non_exhaustive()
    }
}

impl Blob {
    /// Unpacks a blob if it is compressed, checks what a host demands of it, and compiles it.
    pub fn compile(blob: &[u8]) -> Result<Self, HostError> {
        let wasm = compression::decompress(blob)?;
        inspection::validate(&wasm)?;
        Self::compile_valid(&wasm, None)
    }

    /// As [`Blob::compile`]; calls of this blob also say what each function has taken ([`Stats::functions`](crate::Stats::functions)). They
    /// take longer, and their other figures are those of the blob as it is.
    pub fn compile_profiled(blob: &[u8]) -> Result<Self, HostError> {
        let wasm = compression::decompress(blob)?;
        inspection::validate(&wasm)?;
        let (wasm, functions) = profile::instrument(&wasm)?;
        Self::compile_valid(&wasm, Some(functions))
    }

    fn compile_valid(wasm: &[u8], profile: Option<Functions>) -> Result<Self, HostError> {
        let engine = Engine::new(&engine_config()).map_err(compile_error)?;
        let module = Module::new(&engine, wasm).map_err(compile_error)?;
        check_exports(&module)?;
        let mut linker = Linker::new(&engine);
        let mut linked = BTreeSet::new();
        let (mut imports, mut memory) = (Vec::new(), None);
        for import in module.imports() {
            let name = import.name();
            match import.ty() {
                ExternType::Memory(ty) if import.module() == ENV && name == "memory" => {
                    imports.push(Import::Memory);
                    memory = Some(ty);
                }
                ExternType::Func(ty) if import.module() == ENV => {
                    let function = table::find(name).ok_or_else(|| unknown(&import))?;
                    check_signature(function, &ty)?;
                    if linked.insert(name) {
                        table::link(&mut linker, name).map_err(compile_error)?;
                    }
                    imports.push(Import::Function(name.to_owned()));
                }
                _ => return Err(unknown(&import)),
            }
        }
        let memory = memory.ok_or(HostError::NoMemoryImport)?;
        Ok(Self { engine, module, linker, imports, memory, profile })
    }

    /// Calls a runtime API function on a fresh instance. `input` is the SCALE encoding of its arguments.
    ///
    /// A call that succeeds leaves its changes in `externalities`, a call that fails leaves none.
    pub fn call(
        &self,
        function: &str,
        input: &[u8],
        externalities: &mut Externalities,
        config: &HostConfig,
    ) -> Result<Outcome, Box<CallError>> {
        let run = || self.instance(config)?.call(function, input, externalities);
        on_deep_stack(run).map_err(|failure| CallError::before(function, failure)).and_then(|outcome| outcome)
    }

    /// An instance for many calls, with the limits of `config` for each of them.
    pub fn instance(&self, config: &HostConfig) -> Result<ReusedInstance, Box<CallError>> {
        let instance = on_deep_stack(|| ReusedInstance::start(self, config)).and_then(|made| made);
        instance.map_err(|failure| CallError::before("instantiation", failure))
    }

    /// The names of the exported functions.
    pub fn functions(&self) -> Vec<String> {
        let exports = self.module.exports();
        exports.filter(|export| matches!(export.ty(), ExternType::Func(_))).map(|export| export.name().to_owned()).collect()
    }

    pub(crate) fn engine(&self) -> &Engine {
        &self.engine
    }

    pub(crate) fn profile(&self) -> Option<&Functions> {
        self.profile.as_ref()
    }

    pub(crate) fn module(&self) -> &Module {
        &self.module
    }

    /// The type of the memory that an instance gets: what the module asks for, plus the heap.
    pub(crate) fn memory_type(&self, heap_pages: u32) -> (MemoryType, u64) {
        let minimum = self.memory.minimum();
        let most = self.memory.maximum().unwrap_or(MAX_PAGES).min(MAX_PAGES);
        let maximum = (minimum + u64::from(heap_pages)).min(most);
        // A 32-bit memory whose minimum the validator has checked to be at most `MAX_PAGES`.
        (MemoryType::new(minimum as u32, Some(maximum as u32)), maximum)
    }

    /// The imports of an instance, in the module's order.
    pub(crate) fn externs(&self, store: &mut Store<HostState>, memory: wasmtime::Memory) -> Result<Vec<Extern>, String> {
        let provide = |import: &Import| match import {
            Import::Memory => Ok(Extern::Memory(memory)),
            Import::Function(name) => {
                let function = self.linker.get(&mut *store, ENV, name);
                function.map_err(|error| format!("the import {name} is not linked: {error:#}"))
            }
        };
        self.imports.iter().map(provide).collect()
    }
}

fn engine_config() -> Config {
    let mut config = Config::new();
    // The module was validated as MVP; the engine need not know more.
    config
        .wasm_bulk_memory(false)
        .wasm_extended_const(false)
        .wasm_memory64(false)
        .wasm_multi_memory(false)
        .wasm_multi_value(false)
        .wasm_relaxed_simd(false)
        .wasm_simd(false)
        .wasm_tail_call(false)
        .consume_fuel(true)
        .max_wasm_stack(WASM_STACK_BYTES)
        // Unused, but the engine insists that it is no smaller.
        .async_stack_size(WASM_STACK_BYTES)
        .cranelift_opt_level(OptLevel::Speed);
    config
}

fn compile_error(error: wasmtime::Error) -> HostError {
    HostError::Compile(format!("{error:#}"))
}

fn unknown(import: &wasmtime::ImportType<'_>) -> HostError {
    HostError::UnknownImport { module: import.module().to_owned(), name: import.name().to_owned() }
}

fn check_exports(module: &Module) -> Result<(), HostError> {
    let problem = |problem: &str| Err(HostError::HeapBase { problem: problem.to_owned() });
    for export in module.exports() {
        if let ExternType::Memory(_) = export.ty() {
            return Err(HostError::MemoryExported { name: export.name().to_owned() });
        }
    }
    match module.get_export(HEAP_BASE) {
        None => problem("is not exported"),
        Some(ExternType::Global(global)) if global.mutability() != Mutability::Const => problem("is a mutable global"),
        Some(ExternType::Global(global)) if matches!(global.content(), ValType::I32) => Ok(()),
        Some(ExternType::Global(_)) => problem("is no i32"),
        Some(_) => problem("is no global"),
    }
}

/// Whether an engine's type is one of the table's.
fn is(found: &ValType, expected: WasmType) -> bool {
    match expected {
        WasmType::I32 => matches!(found, ValType::I32),
        WasmType::I64 => matches!(found, ValType::I64),
    }
}

/// A function type, as in `(i32, i64) -> i64`.
pub(crate) fn signature(ty: &wasmtime::FuncType) -> String {
    let parameters: Vec<_> = ty.params().map(|parameter| parameter.to_string()).collect();
    let results: Vec<_> = ty.results().map(|result| result.to_string()).collect();
    let results = if results.is_empty() { "none".to_owned() } else { results.join(", ") };
    format!("({}) -> {results}", parameters.join(", "))
}

fn check_signature(function: &HostFunction, declared: &wasmtime::FuncType) -> Result<(), HostError> {
    let same = declared.params().len() == function.parameters.len()
        && declared.params().zip(function.parameters).all(|(found, &expected)| is(&found, expected))
        && declared.results().len() == usize::from(function.result.is_some())
        && declared.results().zip(function.result).all(|(found, expected)| is(&found, expected));
    if same {
        return Ok(());
    }
    Err(HostError::WrongSignature { name: function.name.to_owned(), declared: signature(declared), provided: function.signature() })
}
