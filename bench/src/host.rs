//! The host that the programs run in: wasmtime, Substrate's own allocator (`sc-allocator`), and counters.
//!
//! Each run has a fresh instance, in memory that is warm (see [`crate::memory`]). The memory may grow to 4 GiB, and the host's allocator has no limit below that, so that allocators that never
//! free can be compared too; hosts of Polkadot grant a runtime 128 MiB.

use crate::memory::WarmMemories;
use crate::module::{COLLECTIONS_SYMBOL, INPUT_BYTES, INPUT_SYMBOL};
use sc_allocator::FreeingBumpHeapAllocator;
use sp_wasm_interface::Pointer;
use std::sync::Arc;
use std::time::Duration;
use wasmtime::{AsContext, AsContextMut, Caller, Config, Engine, Instance, Linker, Memory, MemoryType, Module, OptLevel, Store};

/// Bytes in a page of memory.
const PAGE_BYTES: u64 = 65_536;
/// The most pages that a 32-bit memory can have.
const PAGES_MAX: u64 = 65_536;

/// Why a run has no result.
#[derive(Debug, thiserror::Error)]
pub enum RunError {
    /// The engine refused the module, or the program trapped.
    #[error("{0}")]
    Engine(String),
    /// The module lacks an export, or its result lies outside of memory.
    #[error("{0}")]
    Module(&'static str),
}

impl From<wasmtime::Error> for RunError {
    fn from(error: wasmtime::Error) -> Self {
        Self::Engine(format!("{error:#}"))
    }
}

/// What a run counted.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Counts {
    /// Allocations of the host's allocator that the program made.
    pub mallocs: u64,
    /// What it gave back.
    pub frees: u64,
    /// The most bytes of memory that were in use above `__heap_base`: what the host's allocator touched, or what the program grew.
    pub heap_bytes_peak: u64,
    /// The most bytes of the host's allocator that were granted at one time, headers and rounding included.
    pub granted_bytes_peak: u64,
    /// Cycles of the collector.
    pub collections: u64,
    /// The most bytes alive after a cycle. Probed modules only.
    pub live_bytes_peak: u64,
    /// Fuel that was consumed. Where fuel is metered.
    pub fuel: u64,
    /// Fuel that was consumed in cycles. Where fuel is metered; probed modules only.
    pub fuel_in_cycles: u64,
}

impl Counts {
    /// The part of the fuel that was consumed in cycles, in percent.
    pub fn collector_fuel_percent(&self) -> f64 {
        100.0 * self.fuel_in_cycles as f64 / self.fuel.max(1) as f64
    }
}

/// What a run gave.
#[derive(Debug, Clone, Copy)]
pub struct Run {
    /// The results of all calls, as one number.
    pub checksum: u64,
    /// How long the calls took.
    pub time: Duration,
    /// What was counted.
    pub counts: Counts,
}

struct HostState {
    memory: Option<Memory>,
    heap: FreeingBumpHeapAllocator,
    counts: Counts,
    fuel_at_begin: u64,
}

/// The memory, as the allocator sees it.
struct Heap<'a, C> {
    memory: Memory,
    context: &'a mut C,
}

impl<C: AsContextMut> sc_allocator::Memory for Heap<'_, C> {
    fn with_access_mut<R>(&mut self, run: impl FnOnce(&mut [u8]) -> R) -> R {
        run(self.memory.data_mut(self.context.as_context_mut()))
    }

    fn with_access<R>(&self, run: impl FnOnce(&[u8]) -> R) -> R {
        run(self.memory.data(self.context.as_context()))
    }

    fn grow(&mut self, additional: u32) -> Result<(), ()> {
        self.memory.grow(self.context.as_context_mut(), u64::from(additional)).map(drop).map_err(drop)
    }

    fn pages(&self) -> u32 {
        self.memory.size(self.context.as_context()) as u32
    }

    fn max_pages(&self) -> Option<u32> {
        Some(PAGES_MAX as u32)
    }
}

fn with_heap<C: AsContextMut<Data = HostState>, R>(
    context: &mut C,
    step: impl FnOnce(&mut FreeingBumpHeapAllocator, &mut Heap<'_, C>) -> Result<R, sc_allocator::Error>,
) -> wasmtime::Result<R> {
    let mut store = context.as_context_mut();
    let state = store.data_mut();
    let memory = state.memory.ok_or_else(|| wasmtime::Error::msg("a call before the memory is there"))?;
    let mut heap = std::mem::replace(&mut state.heap, FreeingBumpHeapAllocator::new(0));
    let result = step(&mut heap, &mut Heap { memory, context });
    context.as_context_mut().data_mut().heap = heap;
    result.map_err(|error| wasmtime::Error::msg(error.to_string()))
}

fn allocate(context: &mut impl AsContextMut<Data = HostState>, bytes: u32) -> wasmtime::Result<u32> {
    with_heap(context, |heap, memory| heap.allocate(memory, bytes)).map(u32::from)
}

fn deallocate(context: &mut impl AsContextMut<Data = HostState>, pointer: u32) -> wasmtime::Result<()> {
    with_heap(context, |heap, memory| heap.deallocate(memory, Pointer::new(pointer)))
}

fn malloc(mut caller: Caller<'_, HostState>, bytes: u32) -> wasmtime::Result<u32> {
    caller.data_mut().counts.mallocs += 1;
    allocate(&mut caller, bytes)
}

fn free(mut caller: Caller<'_, HostState>, pointer: u32) -> wasmtime::Result<()> {
    caller.data_mut().counts.frees += 1;
    deallocate(&mut caller, pointer)
}

/// A program says why it is about to trap; the trap's error takes the text along.
fn log(caller: Caller<'_, HostState>, _level: i32, _target: u64, message: u64) -> wasmtime::Result<()> {
    let memory = caller.data().memory.map(|memory| memory.data(&caller)).unwrap_or_default();
    let (start, bytes) = (message as u32 as usize, (message >> 32) as usize);
    let text = memory.get(start..).and_then(|tail| tail.get(..bytes)).map(String::from_utf8_lossy);
    Err(wasmtime::Error::msg(format!("the program printed: {}", text.unwrap_or_default())))
}

/// The collector begins a cycle, or has ended one with so many bytes alive.
fn probe(mut caller: Caller<'_, HostState>, begins: u32, live_bytes: u32) {
    let fuel = caller.get_fuel().unwrap_or(0);
    let state = caller.data_mut();
    if begins == 1 {
        state.counts.collections += 1;
        state.fuel_at_begin = fuel;
    } else {
        state.counts.fuel_in_cycles += state.fuel_at_begin - fuel;
        state.counts.live_bytes_peak = state.counts.live_bytes_peak.max(u64::from(live_bytes));
    }
}

/// An engine: one that meters fuel, or one that does not and so is as fast as it can be.
pub struct Host {
    engine: Engine,
    linker: Linker<HostState>,
    metered: bool,
}

impl Host {
    /// An engine.
    pub fn new(metered: bool) -> Result<Self, RunError> {
        let mut config = Config::new();
        config.cranelift_opt_level(OptLevel::Speed).consume_fuel(metered).with_host_memory(Arc::new(WarmMemories::default()));
        let engine = Engine::new(&config)?;
        let mut linker = Linker::new(&engine);
        linker.func_wrap("env", "ext_allocator_malloc_version_1", malloc)?;
        linker.func_wrap("env", "ext_allocator_free_version_1", free)?;
        linker.func_wrap("env", "ext_logging_log_version_1", log)?;
        linker.func_wrap("env", "gopallet_probe", probe)?;
        Ok(Self { engine, linker, metered })
    }

    /// Compiles a module.
    pub fn compile(&self, wasm: &[u8]) -> Result<Module, RunError> {
        Ok(Module::new(&self.engine, wasm)?)
    }

    /// Calls a function `calls` times on a fresh instance.
    pub fn run(&self, module: &Module, function: &str, input: &[u8], calls: u32) -> Result<Run, RunError> {
        let mut instance = Guest::new(self, module)?;
        let function = instance.instance.get_typed_func::<(u32, u32), u64>(&mut instance.store, function)?;
        let mut run = Run { checksum: 0, time: Duration::ZERO, counts: Counts::default() };
        for _ in 0..calls {
            let address = instance.place(input)?;
            let start = thread_time();
            let result = function.call(&mut instance.store, (address, input.len() as u32))?;
            run.time += thread_time() - start;
            run.checksum = run.checksum.wrapping_mul(31).wrapping_add(instance.take(address, result)?);
        }
        run.counts = instance.counts(self.metered)?;
        Ok(run)
    }
}

/// The time for which this thread has run on a processor: what other threads and processes do on the machine doesn't count.
fn thread_time() -> Duration {
    rustix::time::clock_gettime(rustix::time::ClockId::ThreadCPUTime).try_into().expect("the clock starts at zero, with the thread")
}

/// A module instance with its memory.
struct Guest {
    store: Store<HostState>,
    instance: Instance,
    memory: Memory,
    heap_base: u32,
    /// Where the input goes, if the program has the heap to itself.
    input: Option<(u32, usize)>,
}

impl Guest {
    fn new(host: &Host, module: &Module) -> Result<Self, RunError> {
        let state = HostState { memory: None, heap: FreeingBumpHeapAllocator::new(0), counts: Counts::default(), fuel_at_begin: 0 };
        let mut store = Store::new(&host.engine, state);
        if host.metered {
            store.set_fuel(u64::MAX)?;
        }
        let import = module.imports().find_map(|import| import.ty().memory().cloned());
        let pages = import.ok_or(RunError::Module("the module imports no memory"))?.minimum();
        let memory = Memory::new(&mut store, MemoryType::new(pages as u32, Some(PAGES_MAX as u32)))?;
        store.data_mut().memory = Some(memory);
        let mut linker = host.linker.clone();
        linker.define(&store, "env", "memory", memory)?;
        let instance = linker.instantiate(&mut store, module)?;
        let heap_base = address_of(&mut store, &instance, "__heap_base").ok_or(RunError::Module("the module exports no __heap_base"))?;
        let input = address_of(&mut store, &instance, INPUT_SYMBOL).map(|address| (address, INPUT_BYTES));
        store.data_mut().heap = FreeingBumpHeapAllocator::new(heap_base);
        Ok(Self { store, instance, memory, heap_base, input })
    }

    /// Puts a call's input into memory, as a host does.
    fn place(&mut self, input: &[u8]) -> Result<u32, RunError> {
        let address = match self.input {
            Some((address, bytes)) if input.len() <= bytes => address,
            Some(_) => return Err(RunError::Module("the input is larger than the variable for it")),
            None => allocate(&mut self.store, input.len() as u32)?,
        };
        self.memory.write(&mut self.store, address as usize, input).map_err(|_| RunError::Module("the input lies outside of memory"))?;
        Ok(address)
    }

    /// Reads a result of at most 8 bytes, and gives back what the host owns of the call.
    fn take(&mut self, input: u32, result: u64) -> Result<u64, RunError> {
        let (address, bytes) = (result as u32, (result >> 32) as usize);
        let mut number = [0; 8];
        let target = number.get_mut(..bytes).ok_or(RunError::Module("the result is longer than 8 bytes"))?;
        self.memory.read(&self.store, address as usize, target).map_err(|_| RunError::Module("the result lies outside of memory"))?;
        if self.input.is_none() {
            deallocate(&mut self.store, input)?;
            // A result below the heap is a variable of the program's.
            if address >= self.heap_base {
                deallocate(&mut self.store, address)?;
            }
        }
        Ok(u64::from_le_bytes(number))
    }

    fn counts(&mut self, metered: bool) -> Result<Counts, RunError> {
        let stats = self.store.data().heap.stats();
        let mut counts = self.store.data().counts;
        counts.granted_bytes_peak = u64::from(stats.bytes_allocated_peak);
        counts.heap_bytes_peak = match self.input {
            None => u64::from(stats.address_space_used),
            Some(_) => self.memory.size(&self.store) * PAGE_BYTES - u64::from(self.heap_base),
        };
        if let Some(address) = address_of(&mut self.store, &self.instance, COLLECTIONS_SYMBOL) {
            let mut number = [0; 4];
            let read = self.memory.read(&self.store, address as usize, &mut number);
            read.map_err(|_| RunError::Module("the number of collections lies outside of memory"))?;
            counts.collections = u64::from(u32::from_le_bytes(number));
        }
        if metered {
            counts.fuel = u64::MAX - self.store.get_fuel()?;
        }
        Ok(counts)
    }
}

/// The value of an exported address.
fn address_of(store: &mut Store<HostState>, instance: &Instance, name: &str) -> Option<u32> {
    let global = instance.get_global(&mut *store, name)?;
    global.get(store).i32().map(|address| address as u32)
}
