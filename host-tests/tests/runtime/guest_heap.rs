//! A runtime with a heap of its own, in a host as RFC-145 has it: no allocator, the input read by the guest, the result left where it is.
//!
//! The host is the smallest that there can be: the module is instantiated with three host functions and its memory, so it has no others.

use super::{blob, call, module, words};
use std::sync::OnceLock;
use wasmtime::{Caller, Config, Engine, Instance, Linker, Memory, MemoryType, Module, Result, Store};

/// Pages of the heap that `make fixtures` builds the module with.
const HEAP_PAGES: u64 = 512;
/// More than any call here takes.
const FUEL: u64 = 1 << 40;

#[derive(Default)]
struct State {
    input: Vec<u8>,
    reads: usize,
    lines: Vec<String>,
}

/// What a call gave.
#[derive(Debug, PartialEq, Eq)]
struct Outcome {
    result: Vec<u8>,
    fuel: u64,
}

struct Host {
    store: Store<State>,
    memory: Memory,
    instance: Instance,
}

fn compiled() -> &'static Module {
    static MODULE: OnceLock<Module> = OnceLock::new();
    MODULE.get_or_init(|| {
        let mut config = Config::new();
        config.consume_fuel(true);
        let engine = Engine::new(&config).expect("an engine");
        Module::new(&engine, module("seam.guest-heap")).expect("a module")
    })
}

/// The memory that the module asks for: so many pages, and no maximum.
fn memory_type() -> MemoryType {
    let memory = compiled().imports().find_map(|import| import.ty().memory().cloned());
    memory.expect("the memory is imported")
}

impl Host {
    fn new() -> Host {
        let mut store = Store::new(compiled().engine(), State::default());
        store.set_fuel(FUEL).expect("fuel is on");
        let memory = Memory::new(&mut store, memory_type()).expect("memory");
        let mut linker = Linker::new(compiled().engine());
        linker.define(&store, "env", "memory", memory).expect("defined once");
        let read = move |mut caller: Caller<'_, State>, buffer: u64| -> Result<()> {
            let (data, state) = memory.data_and_store_mut(&mut caller);
            let (start, bytes) = (buffer as u32 as usize, (buffer >> 32) as usize);
            assert_eq!(bytes, state.input.len(), "the guest allocates what it was told");
            state.reads += 1;
            data[start..start + bytes].copy_from_slice(&state.input);
            Ok(())
        };
        linker.func_wrap("env", "ext_input_read_version_1", read).expect("defined once");
        let log = move |mut caller: Caller<'_, State>, _level: i32, _target: u64, message: u64| {
            let (data, state) = memory.data_and_store_mut(&mut caller);
            let (start, bytes) = (message as u32 as usize, (message >> 32) as usize);
            state.lines.push(String::from_utf8_lossy(&data[start..start + bytes]).into_owned());
        };
        linker.func_wrap("env", "ext_logging_log_version_1", log).expect("defined once");
        let instance = linker.instantiate(&mut store, compiled()).expect("the module needs nothing else of a host");
        Host { store, memory, instance }
    }

    fn call(&mut self, function: &str, input: &[u8]) -> Result<Outcome> {
        *self.store.data_mut() = State { input: input.to_vec(), ..State::default() };
        self.store.set_fuel(FUEL)?;
        let entry = self.instance.get_typed_func::<u32, u64>(&mut self.store, function)?;
        let answer = entry.call(&mut self.store, input.len() as u32);
        assert_eq!(self.memory.data_size(&self.store) as u64, memory_type().minimum() << 16, "memory never grows");
        let answer = answer?;
        assert_eq!(self.store.data().reads, 1);
        let (start, bytes) = (answer as u32 as usize, (answer >> 32) as usize);
        let result = self.memory.data(&self.store)[start..start + bytes].to_vec();
        Ok(Outcome { result, fuel: FUEL - self.store.get_fuel()? })
    }

    /// Calls a function that must trap: its lines in the log.
    fn trap(&mut self, function: &str, input: &[u8]) -> Vec<String> {
        let outcome = self.call(function, input);
        assert!(outcome.is_err(), "{function} returned");
        std::mem::take(&mut self.store.data_mut().lines)
    }
}

/// Calls that end well: input, and a name.
fn calls() -> Vec<(&'static str, Vec<u8>)> {
    vec![
        ("Seam_echo", (0..=255).collect()),
        ("Seam_echo", vec![]),
        ("Seam_constant", vec![]),
        ("Seam_empty", vec![]),
        ("Seam_global_array", vec![9; 16]),
        ("Seam_counter", vec![]),
        ("Seam_large", words(&[8])),
        ("Seam_large", words(&[100_000])),
        ("Seam_large", words(&[20 << 20])),
        ("Seam_churn", words(&[1 << 15, 1 << 10])),
        ("Seam_graph", words(&[7])),
        ("Seam_append", words(&[3000])),
        ("Seam_typed", vec![]),
        ("Seam_stats", vec![]),
    ]
}

#[test]
fn the_module_imports_no_allocator_and_says_how_much_memory_it_has() {
    let mut imports: Vec<_> = compiled().imports().map(|import| import.name()).collect();
    imports.sort_unstable();
    assert_eq!(imports, ["ext_input_read_version_1", "ext_logging_log_version_1", "memory"]);
    assert!(memory_type().minimum() > HEAP_PAGES && memory_type().minimum() <= HEAP_PAGES + 23);
    assert_eq!(memory_type().maximum(), None);
}

#[test]
fn programs_compute_the_same_as_in_the_heap_of_a_host() {
    let lent = blob("seam");
    for (function, input) in calls() {
        let wanted = call(&lent, function, &input).result;
        let outcome = Host::new().call(function, &input).expect("returns");
        assert_eq!(outcome.result, wanted, "{function}");
    }
}

#[test]
fn a_reused_instance_is_as_good_as_new() {
    let fresh: Vec<_> = calls().into_iter().map(|(function, input)| Host::new().call(function, &input).expect("returns")).collect();
    let mut host = Host::new();
    for round in 0..20 {
        for ((function, input), wanted) in calls().into_iter().zip(&fresh) {
            let outcome = host.call(function, &input).expect("returns");
            assert_eq!(outcome, *wanted, "{function}, round {round}");
        }
    }
}

#[test]
fn exhaustion_is_a_trap_that_the_next_call_does_not_notice() {
    let input = words(&[4096, 512]);
    let wanted = Host::new().call("Seam_churn", &input).expect("returns");
    let mut host = Host::new();
    let recover = |host: &mut Host| {
        // The first call cleans up after the one that trapped, which takes fuel of its own.
        assert_eq!(host.call("Seam_churn", &input).expect("returns").result, wanted.result);
        assert_eq!(host.call("Seam_churn", &input).expect("returns"), wanted);
    };
    for _ in 0..5 {
        assert_eq!(host.trap("Seam_exhaust", &[]), ["panic: runtime error: gc: out of memory"]);
        recover(&mut host);
        assert_eq!(host.trap("Seam_too_large", &words(&[(32 << 20) + 1])), ["panic: runtime error: gc: object larger than 32 MiB"]);
        host.trap("Seam_recurse", &[]);
        recover(&mut host);
        let too_long = vec![0; (HEAP_PAGES as usize) << 16];
        assert_eq!(host.trap("Seam_echo", &too_long), ["heap: out of memory: build the runtime with more pages of heap"]);
    }
}

#[test]
fn a_heap_that_ends_before_the_pacer_wants_a_cycle_is_collected() {
    // 20 MiB are alive, so as much again may be allocated between two cycles: more than the 32 MiB that there are.
    let outcome = Host::new().call("Seam_churn", &words(&[100 << 10, 20 << 10])).expect("there is garbage enough");
    let read = (80u64 << 10) * 32;
    assert_eq!(outcome.result, (read * (read - 1) / 2).to_le_bytes());
}

#[test]
fn the_heap_is_not_worn_out_by_sizes_that_change() {
    // More than the heap in all, in sizes that grow: the garbage of each size makes room for the next, which needs ranges to be merged.
    let mut host = Host::new();
    let outcome = host.call("Seam_append", &words(&[200_000])).expect("returns");
    assert_eq!(outcome.result.len(), 400_000);
}
