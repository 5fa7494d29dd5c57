//! Writes small runtimes: a data segment, a list of host calls with constant arguments, and what to return.

use host_tests::{Blob, CallError, Externalities, HostConfig, Outcome, WasmType, HOST_FUNCTIONS};

/// Where the data segment starts.
const DATA: usize = 1024;

/// Where the heap of every program starts.
pub const HEAP_BASE: u32 = 65_536;

/// An argument of a host call.
pub enum Argument<'a> {
    /// A pointer-size of these bytes.
    Bytes(&'a [u8]),
    /// The address of these bytes.
    Address(&'a [u8]),
    /// An i32 as it is.
    I32(u32),
    /// An i64 as it is.
    I64(u64),
}

pub use Argument::{Address, Bytes, I32, I64};

/// What a program returns.
pub enum Returns {
    /// Nothing.
    Nothing,
    /// The pointer-size that the last host call returned.
    Value,
    /// So many bytes at the address that the last host call returned.
    Array(u32),
    /// The i32 that the last host call returned, as four bytes.
    Number,
    /// The i64 that the last host call returned, as eight bytes.
    Wide,
    /// The last host call's arguments as they are afterwards: so many bytes of the data segment from this offset on.
    Data(u32, u32),
}

/// A runtime in the making. Its only function is `run`.
#[derive(Default)]
pub struct Program {
    data: Vec<u8>,
    body: String,
    imports: Vec<&'static str>,
}

impl Program {
    pub fn new() -> Self {
        Self::default()
    }

    fn place(&mut self, bytes: &[u8]) -> usize {
        let address = DATA + self.data.len();
        self.data.extend(bytes);
        address
    }

    fn push(&mut self, function: &str, arguments: &[Argument<'_>]) -> Option<WasmType> {
        let known = HOST_FUNCTIONS.iter().find(|known| known.name == function);
        let known = known.unwrap_or_else(|| panic!("no host function {function}"));
        if !self.imports.contains(&known.name) {
            self.imports.push(known.name);
        }
        for argument in arguments {
            let text = match argument {
                Bytes(bytes) => {
                    let address = self.place(bytes);
                    format!("(i64.const {})", (bytes.len() as u64) << 32 | address as u64)
                }
                Address(bytes) => format!("(i32.const {})", self.place(bytes)),
                I32(value) => format!("(i32.const {value})"),
                I64(value) => format!("(i64.const {value})"),
            };
            self.body.push_str(&text);
        }
        self.body.push_str(&format!("(call ${function})"));
        known.result
    }

    /// Calls a host function, and ignores what it returns.
    pub fn call(mut self, function: &str, arguments: &[Argument<'_>]) -> Self {
        if self.push(function, arguments).is_some() {
            self.body.push_str("(drop)");
        }
        self
    }

    /// Calls a last host function and finishes the module.
    pub fn end(mut self, function: &str, arguments: &[Argument<'_>], returns: Returns) -> Vec<u8> {
        let result = self.push(function, arguments);
        let dropped = if result.is_some() { "(drop)" } else { "" };
        let address_and = |bytes: u32| format!("(i64.extend_u/i32)(i64.const {})(i64.or)", u64::from(bytes) << 32);
        let tail = match returns {
            Returns::Nothing => format!("{dropped}(i64.const 0)"),
            Returns::Value => String::new(),
            Returns::Array(bytes) => address_and(bytes).replace("i64.extend_u/i32", "i64.extend_i32_u"),
            Returns::Number => format!("(local.set 2)(i32.store (i32.const 512) (local.get 2))(i64.const {})", 4_u64 << 32 | 512),
            Returns::Wide => format!("(local.set 3)(i64.store (i32.const 512) (local.get 3))(i64.const {})", 8_u64 << 32 | 512),
            Returns::Data(offset, bytes) => {
                format!("{dropped}(i64.const {})", u64::from(bytes) << 32 | (DATA as u64 + u64::from(offset)))
            }
        };
        self.body.push_str(&tail);
        let locals = "(local i32 i64)";
        self.module(&format!("(func (export \"run\") (param i32 i32) (result i64) {locals} {})", self.body))
    }

    fn module(&self, functions: &str) -> Vec<u8> {
        let mut data = String::new();
        self.data.iter().for_each(|byte| data.push_str(&format!("\\{byte:02x}")));
        let pages = (DATA + self.data.len()).max(HEAP_BASE as usize).div_ceil(65_536);
        let heap_base = pages * 65_536;
        wasm(&format!(
            "(module {} (import \"env\" \"memory\" (memory {pages}))
             (global (export \"__heap_base\") i32 (i32.const {heap_base}))
             (data (i32.const {DATA}) \"{data}\") {functions})",
            imports(&self.imports)
        ))
    }
}

/// The import declarations of host functions, each as `$name`.
pub fn imports(names: &[&str]) -> String {
    let mut text = String::new();
    for name in names {
        let function = HOST_FUNCTIONS.iter().find(|function| function.name == *name);
        let function = function.unwrap_or_else(|| panic!("no host function {name}"));
        let ty = |ty: &WasmType| if *ty == WasmType::I32 { "i32" } else { "i64" };
        let parameters: Vec<_> = function.parameters.iter().map(ty).collect();
        let result = function.result.map_or(String::new(), |result| format!("(result {})", ty(&result)));
        text.push_str(&format!("(import \"env\" \"{name}\" (func ${name} (param {}) {result}))", parameters.join(" ")));
    }
    text
}

/// Assembles a module.
pub fn wasm(text: &str) -> Vec<u8> {
    wat::parse_str(text).unwrap_or_else(|error| panic!("{error}\n{text}"))
}

/// The allocator's two functions, shortened to `$malloc` and `$free`, a memory of one page, and a heap behind it.
pub fn with_heap(functions: &str) -> Vec<u8> {
    let text = format!(
        "(module {} (import \"env\" \"memory\" (memory 1))
         (global (export \"__heap_base\") i32 (i32.const {HEAP_BASE})) {functions})",
        imports(&["ext_allocator_malloc_version_1", "ext_allocator_free_version_1"])
    );
    wasm(&text.replace("$ext_allocator_malloc_version_1", "$malloc").replace("$ext_allocator_free_version_1", "$free"))
}

/// A runtime whose only function is `run`, with this body. `$input` and `$bytes` are its arguments, `$p` and `$q` are free i32 locals.
pub fn with_body(body: &str) -> Vec<u8> {
    with_heap(&format!("(func (export \"run\") (param $input i32) (param $bytes i32) (result i64) (local $p i32) (local $q i32) {body})"))
}

/// Compiles a module that must be fine.
pub fn compile(wasm: &[u8]) -> Blob {
    Blob::compile(wasm).unwrap_or_else(|error| panic!("{error}"))
}

/// Calls `run` of a module on empty storage.
pub fn run(wasm: &[u8]) -> Result<Outcome, Box<CallError>> {
    run_on(wasm, &mut Externalities::default())
}

/// Calls `run` of a module on this storage.
pub fn run_on(wasm: &[u8], storage: &mut Externalities) -> Result<Outcome, Box<CallError>> {
    compile(wasm).call("run", &[], storage, &HostConfig::default())
}

/// The result of a program whose intermediate values need not be freed.
pub fn result_on(wasm: &[u8], storage: &mut Externalities) -> Vec<u8> {
    let config = HostConfig { allow_leaks: true, ..HostConfig::default() };
    let outcome = compile(wasm).call("run", &[], storage, &config);
    outcome.unwrap_or_else(|error| panic!("{error}")).result
}

/// The same on empty storage.
pub fn result(wasm: &[u8]) -> Vec<u8> {
    result_on(wasm, &mut Externalities::default())
}
