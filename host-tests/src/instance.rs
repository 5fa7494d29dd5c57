//! An instance of a blob, and the course of a call.
//!
//! 1. The input is allocated on the runtime's heap, first of all, even when it is empty.
//! 2. The function runs, with fresh fuel, in a storage transaction of its own.
//! 3. The result is read, and checked to lie in the memory.
//! 4. What is still allocated must be the input or the result; both are freed, so that a reused instance starts its next
//!    call with an empty heap.
//! 5. The storage changes are kept if all of this went well, and dropped otherwise.

use wasmtime::{Instance, Memory, Store, TypedFunc};

use crate::{
    allocator::{FreeingBumpAllocator, LiveAllocation},
    blob::{signature, Blob, HEAP_BASE},
    context::{allocate, HostState, HostTrap},
    cpu_time::thread_time,
    error::{CallError, CallFailure, LeakedAllocation, Trap},
    externalities::Externalities,
    functions::table::HOST_FUNCTIONS,
    outcome::{HostConfig, Outcome, Stats},
    pointer::{GuestMemory, PointerSize},
    profile::Functions,
    stack::on_deep_stack,
};

/// How many functions of a backtrace an error names.
const BACKTRACE_FRAMES: usize = 16;

type Entry = TypedFunc<(u32, u32), u64>;

/// Where a call's input comes from.
enum Input<'a> {
    /// These bytes, which are to be allocated.
    Bytes(&'a [u8]),
    /// Whatever lies there.
    At(PointerSize),
}

/// An instance that serves one call after the other: its memory, its globals and its heap are never reset.
pub struct ReusedInstance {
    store: Store<HostState>,
    instance: Instance,
    memory: Memory,
    config: HostConfig,
    profile: Option<Functions>,
    failed: bool,
}

impl std::fmt::Debug for ReusedInstance {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let mut debug = formatter.debug_struct("ReusedInstance");
        debug.field("config", &self.config).field("failed", &self.failed).finish_non_exhaustive()
    }
}

impl ReusedInstance {
    pub(crate) fn start(blob: &Blob, config: &HostConfig) -> Result<Self, CallFailure> {
        let failure = |error: wasmtime::Error| CallFailure::Instantiation(format!("{error:#}"));
        let state = HostState::new(HOST_FUNCTIONS.len(), config);
        let mut store = Store::new(blob.engine(), state);
        let (memory_type, max_pages) = blob.memory_type(config.heap_pages);
        let memory = Memory::new(&mut store, memory_type).map_err(failure)?;
        store.data_mut().memory = Some(memory);
        let externs = blob.externs(&mut store, memory).map_err(CallFailure::Instantiation)?;
        // Copying the data segments takes fuel, which is no call's: each call starts with fresh fuel.
        store.set_fuel(u64::MAX).map_err(failure)?;
        let instance = Instance::new(&mut store, blob.module(), &externs).map_err(failure)?;
        // The blob was checked to export an i32 global of this name.
        let heap_base = instance.get_global(&mut store, HEAP_BASE);
        let heap_base = heap_base.and_then(|global| global.get(&mut store).i32()).unwrap_or(-1);
        store.data_mut().allocator = FreeingBumpAllocator::new(heap_base as u32, max_pages);
        Ok(Self { store, instance, memory, config: config.clone(), profile: blob.profile().cloned(), failed: false })
    }

    /// Calls a runtime API function. `input` is the SCALE encoding of its arguments.
    ///
    /// A call that succeeds leaves its changes in `externalities`; a call that fails leaves none, and no further call is
    /// possible on this instance. An unknown function is no such failure.
    pub fn call(&mut self, function: &str, input: &[u8], externalities: &mut Externalities) -> Result<Outcome, Box<CallError>> {
        let outcome = on_deep_stack(|| self.call_here(function, Input::Bytes(input), externalities));
        outcome.map_err(|failure| CallError::before(function, failure)).and_then(|outcome| outcome)
    }

    /// Calls a runtime API function with an address and a length of the caller's making, at which nothing was allocated. No host does this:
    /// it shows what the runtime does with input that lies outside of its memory, or in the middle of it.
    pub fn call_at(&mut self, function: &str, input: PointerSize, externalities: &mut Externalities) -> Result<Outcome, Box<CallError>> {
        let outcome = on_deep_stack(|| self.call_here(function, Input::At(input), externalities));
        outcome.map_err(|failure| CallError::before(function, failure)).and_then(|outcome| outcome)
    }

    /// The size of the memory in bytes.
    pub fn memory_bytes(&self) -> u64 {
        self.memory.data_size(&self.store) as u64
    }

    /// Says that a host function makes the calls of this instance.
    pub(crate) fn nest(&mut self) {
        self.store.data_mut().nested = true;
    }

    fn call_here(&mut self, function: &str, input: Input<'_>, externalities: &mut Externalities) -> Result<Outcome, Box<CallError>> {
        if self.failed {
            return Err(CallError::before(function, CallFailure::InstanceFailed));
        }
        let entry = self.entry(function).map_err(|failure| CallError::before(function, failure))?;
        self.store.data_mut().begin_call(externalities.take());
        if let Some(profile) = &self.profile {
            profile.reset(&self.instance, &mut self.store);
        }
        let mut backtrace = Vec::new();
        let started = thread_time();
        let run = self.run(&entry, input, &mut backtrace);
        let elapsed = thread_time() - started;
        let stats = self.stats();
        let result = run.and_then(|(input, result)| self.finish(input, result));
        self.failed = result.is_err();
        let state = self.store.data_mut();
        state.externalities.end_call(result.is_ok());
        std::mem::swap(externalities, &mut state.externalities);
        let logs = std::mem::take(&mut state.logs);
        match result {
            Ok(result) => Ok(Outcome { result, stats, logs, elapsed }),
            Err(failure) => {
                let function = function.to_owned();
                Err(Box::new(CallError { function, failure, logs, stats, backtrace }))
            }
        }
    }

    fn entry(&mut self, name: &str) -> Result<Entry, CallFailure> {
        let Some(function) = self.instance.get_func(&mut self.store, name) else {
            let exports = self.instance.exports(&mut self.store).collect::<Vec<_>>();
            let functions = exports.into_iter().filter(|export| export.clone().into_func().is_some());
            let exports = functions.map(|export| export.name().to_owned()).collect();
            return Err(CallFailure::UnknownFunction { name: name.to_owned(), exports });
        };
        function
            .typed(&self.store)
            .map_err(|_| CallFailure::NotAnEntry { name: name.to_owned(), found: signature(&function.ty(&self.store)) })
    }

    /// Allocates the input and runs the function. Gives the input's allocation and the result's place.
    fn run(
        &mut self,
        entry: &Entry,
        input: Input<'_>,
        backtrace: &mut Vec<String>,
    ) -> Result<(Option<LiveAllocation>, PointerSize), CallFailure> {
        let engine = |error: wasmtime::Error| CallFailure::Engine(format!("{error:#}"));
        self.store.set_fuel(self.config.fuel).map_err(engine)?;
        let (address, bytes) = match input {
            Input::Bytes(input) => self.place(input)?,
            Input::At(place) => (place.address(), place.bytes()),
        };
        let allocation = self.store.data().allocator.live_at(address);
        match entry.call(&mut self.store, (address, bytes)) {
            Ok(result) => Ok((allocation, PointerSize(result))),
            Err(error) => {
                *backtrace = frames(&error);
                Err(failure(&error))
            }
        }
    }

    /// Copies the input to the heap.
    fn place(&mut self, input: &[u8]) -> Result<(u32, u32), CallFailure> {
        // Too long an input for a u32 is too long for the allocator as well.
        let bytes = u32::try_from(input.len()).unwrap_or(u32::MAX);
        let address = allocate(&mut self.store, self.memory, bytes).map_err(CallFailure::Input)?;
        if let Ok(place) = GuestMemory::new(self.memory.data_mut(&mut self.store)).write(PointerSize::new(address, bytes).0) {
            place.copy_from_slice(input);
        }
        Ok((address, bytes))
    }

    /// Reads the result, checks what is left on the heap, and frees input and result.
    fn finish(&mut self, input: Option<LiveAllocation>, result: PointerSize) -> Result<Vec<u8>, CallFailure> {
        let (memory, state) = self.memory.data_and_store_mut(&mut self.store);
        let memory_bytes = memory.len() as u64;
        let read = GuestMemory::new(memory).read(result.0).map(<[u8]>::to_vec);
        let bytes = read.map_err(|_| CallFailure::ResultOutOfBounds { address: result.address(), bytes: result.bytes(), memory_bytes })?;
        let heap = &mut state.allocator;
        let is_input = |live: &LiveAllocation| input.is_some_and(|input| input.serial == live.serial);
        let is_result = |live: &LiveAllocation| live.address == result.address();
        let (mut owned, leaked): (Vec<_>, Vec<_>) = heap.live_allocations().into_iter().partition(|live| is_input(live) || is_result(live));
        if !leaked.is_empty() && !self.config.allow_leaks {
            let leaked = leaked.iter().map(|live| LeakedAllocation { address: live.address, bytes: live.bytes }).collect();
            return Err(CallFailure::Leak { leaked });
        }
        // The last one first: the lists of free blocks are then as before the call, and the next call gets the same addresses.
        owned.sort_by_key(|live| std::cmp::Reverse(live.serial));
        for live in owned {
            heap.free(memory, live.address).map_err(CallFailure::Release)?;
        }
        Ok(bytes)
    }

    fn stats(&mut self) -> Stats {
        // The store was made with fuel on, and never has more than was set.
        let mut fuel = self.config.fuel.saturating_sub(self.store.get_fuel().unwrap_or(0));
        let mut functions = Vec::new();
        if let Some(profile) = &self.profile {
            functions = profile.costs(&self.instance, &mut self.store);
            // Without what the counting itself takes.
            fuel = functions.iter().map(|function| function.fuel).sum();
        }
        let state = self.store.data();
        let called = HOST_FUNCTIONS.iter().zip(&state.calls).filter(|(_, &calls)| calls > 0);
        let outside_allocator = called.clone().filter(|(function, _)| !function.is_allocator());
        Stats {
            mallocs: state.mallocs,
            frees: state.frees,
            host_buffers: state.host_buffers,
            bytes_allocated: state.bytes_allocated,
            live_allocations: state.allocator.live_count(),
            peak_heap_bytes: state.allocator.peak_heap_bytes(),
            peak_live_bytes: state.allocator.peak_live_bytes(),
            host_calls: outside_allocator.map(|(_, calls)| calls).sum(),
            calls_by_function: called.map(|(function, &calls)| (function.name.to_owned(), calls)).collect(),
            fuel,
            functions,
        }
    }
}

/// What the engine's error says about the call.
fn failure(error: &wasmtime::Error) -> CallFailure {
    if let Some(trap) = error.downcast_ref::<HostTrap>() {
        return CallFailure::HostFunction { function: trap.function, error: trap.error.clone() };
    }
    match error.downcast_ref::<wasmtime::Trap>() {
        Some(&trap) => CallFailure::Trap(Trap::from(trap)),
        None => CallFailure::Engine(format!("{error:#}")),
    }
}

fn frames(error: &wasmtime::Error) -> Vec<String> {
    let Some(backtrace) = error.downcast_ref::<wasmtime::WasmBacktrace>() else {
        return Vec::new();
    };
    let name = |frame: &wasmtime::FrameInfo| match frame.func_name() {
        Some(name) => name.to_owned(),
        None => format!("function {}", frame.func_index()),
    };
    backtrace.frames().iter().take(BACKTRACE_FRAMES).map(name).collect()
}
