//! What host functions work on: the state of a running instance, and its memory.

use codec::Encode;
use wasmtime::{Caller, Memory};

use crate::{
    allocator::{Allocation, AllocatorError, FreeingBumpAllocator, PAGE_BYTES},
    error::HostFunctionError,
    externalities::{Externalities, Overlay},
    offchain::Offchain,
    outcome::{Faults, HostConfig, LogLevel, LogLine},
    pointer::{GuestMemory, PointerSize},
};

/// What a host function returns.
pub(crate) type HostResult<T> = Result<T, HostFunctionError>;

/// What a host function's error becomes on its way through the engine.
#[derive(Debug, Clone, thiserror::Error)]
#[error("{function}: {error}")]
pub(crate) struct HostTrap {
    pub(crate) function: &'static str,
    pub(crate) error: HostFunctionError,
}

/// The state of an instance. The counters are those of the running call.
pub(crate) struct HostState {
    pub(crate) allocator: FreeingBumpAllocator,
    pub(crate) externalities: Externalities,
    pub(crate) log_level: Option<LogLevel>,
    pub(crate) offchain: bool,
    /// Whether a host function makes the calls of this instance: those make no further ones.
    pub(crate) nested: bool,
    pub(crate) logs: Vec<LogLine>,
    pub(crate) faults: Faults,
    allocations: u64,
    host_calls: u64,
    /// Calls of each host function, by its place in the table.
    pub(crate) calls: Vec<u64>,
    pub(crate) mallocs: u64,
    pub(crate) frees: u64,
    pub(crate) host_buffers: u64,
    pub(crate) bytes_allocated: u64,
    /// Whether a batch of signatures is open.
    pub(crate) batch_open: bool,
    /// Set as soon as the store exists, before the runtime can run.
    pub(crate) memory: Option<Memory>,
    pub(crate) trust_signatures: bool,
}

impl HostState {
    pub(crate) fn new(functions: usize, config: &HostConfig) -> Self {
        Self {
            allocator: FreeingBumpAllocator::new(0, 0),
            externalities: Externalities::default(),
            log_level: config.log_level,
            offchain: config.offchain,
            nested: false,
            logs: Vec::new(),
            faults: config.faults.clone(),
            allocations: 0,
            host_calls: 0,
            calls: vec![0; functions],
            mallocs: 0,
            frees: 0,
            host_buffers: 0,
            bytes_allocated: 0,
            batch_open: false,
            memory: None,
            trust_signatures: config.trust_signatures,
        }
    }

    /// Forgets everything of the call before, except for the heap.
    pub(crate) fn begin_call(&mut self, externalities: Externalities) {
        self.externalities = externalities;
        self.externalities.begin_call();
        self.logs.clear();
        self.calls.fill(0);
        (self.mallocs, self.frees, self.host_buffers, self.bytes_allocated) = (0, 0, 0, 0);
        (self.allocations, self.host_calls) = (0, 0);
        self.batch_open = false;
        self.allocator.reset_peak();
    }

    /// Counts an allocation, and says whether it is the one that is to fail.
    fn next_allocation_fails(&mut self) -> bool {
        self.allocations += 1;
        self.faults.allocation == Some(self.allocations - 1)
    }

    /// What the node lends to off-chain code, where this call may have it.
    pub(crate) fn offchain(&mut self) -> HostResult<&mut Offchain> {
        if !self.offchain {
            return Err(HostFunctionError::OnChain);
        }
        Ok(self.externalities.offchain_mut())
    }

    /// Adds a line to the log, unless its level is too talkative.
    pub(crate) fn log(&mut self, level: LogLevel, target: String, message: String) {
        if Some(level) <= self.log_level {
            self.logs.push(LogLine { level, target, message });
        }
    }
}

/// Allocates on a runtime's heap, and grows its memory where that is needed.
pub(crate) fn allocate(
    store: &mut impl wasmtime::AsContextMut<Data = HostState>,
    memory: Memory,
    bytes: u32,
) -> Result<u32, AllocatorError> {
    if store.as_context_mut().data_mut().next_allocation_fails() {
        let max_pages = memory.data_size(&*store) as u64 / PAGE_BYTES;
        return Err(AllocatorError::AllocatorOutOfSpace { bytes, max_pages });
    }
    // Twice at most: the allocator asks for all the pages it needs at once.
    loop {
        let (guest, state) = memory.data_and_store_mut(&mut *store);
        match state.allocator.allocate(guest, bytes)? {
            Allocation::At(pointer) => return Ok(pointer),
            Allocation::NeedsPages(pages) => {
                let max_pages = guest.len() as u64 / PAGE_BYTES;
                memory.grow(&mut *store, pages).map_err(|_| AllocatorError::AllocatorOutOfSpace { bytes, max_pages })?;
            }
        }
    }
}

/// A running host function's hold on the instance.
pub(crate) struct Context<'a, 'b> {
    caller: &'a mut Caller<'b, HostState>,
    memory: Memory,
}

impl<'a, 'b> Context<'a, 'b> {
    /// Counts the call of the function at `index` of the table. `None` before the instance has a memory, when nothing runs yet.
    pub(crate) fn enter(caller: &'a mut Caller<'b, HostState>, index: usize) -> Option<Self> {
        let state = caller.data_mut();
        state.calls[index] += 1;
        let memory = state.memory?;
        Some(Self { caller, memory })
    }

    /// Ends the call if it is to end with this host function.
    pub(crate) fn fault(&mut self) -> HostResult<()> {
        let state = self.state();
        let number = state.host_calls;
        state.host_calls += 1;
        if state.faults.host_call == Some(number) {
            return Err(HostFunctionError::Fault);
        }
        Ok(())
    }

    /// The memory and the state, both at once.
    pub(crate) fn parts(&mut self) -> (GuestMemory<'_>, &mut HostState) {
        let (memory, state) = self.memory.data_and_store_mut(&mut *self.caller);
        (GuestMemory::new(memory), state)
    }

    /// The memory and the storage, both at once.
    pub(crate) fn storage(&mut self) -> (GuestMemory<'_>, Overlay<'_>) {
        let (memory, state) = self.parts();
        (memory, state.externalities.ext())
    }

    /// The memory.
    pub(crate) fn memory(&mut self) -> GuestMemory<'_> {
        self.parts().0
    }

    /// The state.
    pub(crate) fn state(&mut self) -> &mut HostState {
        self.caller.data_mut()
    }

    /// `ext_allocator_malloc`.
    pub(crate) fn malloc(&mut self, bytes: u32) -> HostResult<u32> {
        let pointer = allocate(self.caller, self.memory, bytes)?;
        let state = self.state();
        state.mallocs += 1;
        state.bytes_allocated += u64::from(bytes);
        Ok(pointer)
    }

    /// `ext_allocator_free`.
    pub(crate) fn free(&mut self, pointer: u32) -> HostResult<()> {
        let (memory, state) = self.memory.data_and_store_mut(&mut *self.caller);
        state.frees += 1;
        Ok(state.allocator.free(memory, pointer)?)
    }

    /// Copies a returned value to the runtime's heap, and gives its address.
    pub(crate) fn give_array(&mut self, value: &[u8]) -> HostResult<u32> {
        Ok(PointerSize(self.give(value)?).address())
    }

    /// Copies a returned value to the runtime's heap.
    pub(crate) fn give(&mut self, value: &[u8]) -> HostResult<u64> {
        let too_long = HostFunctionError::TooLong { bytes: value.len() };
        let bytes = u32::try_from(value.len()).map_err(|_| too_long)?;
        let pointer = allocate(self.caller, self.memory, bytes)?;
        let place = PointerSize::new(pointer, bytes).0;
        let (mut memory, state) = self.parts();
        memory.write(place)?.copy_from_slice(value);
        state.host_buffers += 1;
        state.bytes_allocated += u64::from(bytes);
        Ok(place)
    }

    /// Encodes a returned value onto the runtime's heap.
    pub(crate) fn give_encoded(&mut self, value: &impl Encode) -> HostResult<u64> {
        value.using_encoded(|bytes| self.give(bytes))
    }
}
