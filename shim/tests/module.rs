//! A finished module in a host that keeps its instance after a trap: the smallest host there can be, so that nothing but the module answers.
//!
//! `make test` builds the fixtures to `build/` first.

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;
use std::thread;
use wasmtime::{
    Caller, Config, Engine, Error, ExternType, Instance, Linker, Memory, MemoryType, Module, Mutability, Result, Store, Trap, ValType,
};

/// Pages of the memory: 4 MiB, so that a call can use all of it many times.
const PAGES: u32 = 64;
/// More than any call here takes.
const FUEL: u64 = 1 << 40;
/// Stack of the engine, deep enough for Go's to end first; with what the host needs on top.
const STACK_BYTES: usize = 8 << 20;
/// How often a call follows a trap.
const ROUNDS: usize = 1000;
/// Rounds after which every trap has met every call.
const WARM_UP: usize = 100;
/// Fuel within which, around a call of the allocator, memory may have changed hands while its new owner has not noted it yet.
const HAND_OVER_FUEL: u64 = 1000;

/// The host's heap as it concerns a guest: powers of two from 8 bytes on, a header of 8 bytes, last-in-first-out free lists, dirty cells. What
/// the guest can't see, such as the lists, is outside the memory.
struct Heap {
    bump: u32,
    end: u32,
    free: [Vec<u32>; 23],
    live: BTreeMap<u32, usize>,
    lines: Vec<String>,
    /// The fuel that was left at each call of the guest.
    moments: Vec<u64>,
}

impl Heap {
    fn malloc(&mut self, bytes: u32) -> Result<u32> {
        let cell = bytes.max(8).next_power_of_two();
        let order = cell.ilog2() as usize - 3;
        let free = self.free.get_mut(order).ok_or_else(|| Error::msg("too large"))?;
        let address = match free.pop() {
            Some(address) => address,
            None if self.end - self.bump < cell + 8 => return Err(Error::msg("out of memory")),
            None => {
                self.bump += cell + 8;
                self.bump - cell
            }
        };
        self.live.insert(address, order);
        Ok(address)
    }

    fn free(&mut self, address: u32) -> Result<()> {
        let order = self.live.remove(&address).ok_or_else(|| Error::msg("no live allocation freed"))?;
        self.free[order].push(address);
        Ok(())
    }
}

/// What a call gave: the result, or why it ended; its lines in the log; its fuel.
#[derive(Clone, PartialEq, Debug)]
struct Outcome {
    result: Result<Vec<u8>, String>,
    lines: Vec<String>,
    fuel: u64,
}

struct Host {
    store: Store<Heap>,
    memory: Memory,
    instance: Instance,
}

impl Host {
    fn new(module: &Module) -> Result<Host> {
        let heap =
            Heap { bump: 0, end: PAGES << 16, free: Default::default(), live: BTreeMap::new(), lines: Vec::new(), moments: Vec::new() };
        let mut store = Store::new(module.engine(), heap);
        store.set_fuel(FUEL)?;
        let memory = Memory::new(&mut store, MemoryType::new(PAGES, None))?;
        let mut linker = Linker::new(module.engine());
        linker.define(&store, "env", "memory", memory)?;
        let malloc = |mut caller: Caller<'_, Heap>, bytes: u32| {
            let left = caller.get_fuel()?;
            caller.data_mut().moments.push(left);
            caller.data_mut().malloc(bytes)
        };
        linker.func_wrap("env", "ext_allocator_malloc_version_1", malloc)?;
        let free = |mut caller: Caller<'_, Heap>, address: u32| {
            let left = caller.get_fuel()?;
            caller.data_mut().moments.push(left);
            caller.data_mut().free(address)
        };
        linker.func_wrap("env", "ext_allocator_free_version_1", free)?;
        let log = move |mut caller: Caller<'_, Heap>, level: i32, _target: u64, message: u64| -> Result<()> {
            let line = read(&memory, &caller, message)?;
            caller.data_mut().lines.push(format!("{level} {}", String::from_utf8_lossy(&line)));
            Ok(())
        };
        linker.func_wrap("env", "ext_logging_log_version_1", log)?;
        linker.define_unknown_imports_as_traps(module)?;
        let instance = linker.instantiate(&mut store, module)?;
        let heap_base = instance.get_global(&mut store, "__heap_base").expect("a heap base").get(&mut store);
        store.data_mut().bump = (heap_base.unwrap_i32() as u32).next_multiple_of(8);
        Ok(Host { store, memory, instance })
    }

    fn call(&mut self, function: &str, input: &[u8]) -> Result<Outcome> {
        self.call_with(FUEL, function, input)
    }

    /// Calls a function that traps when it has used up the fuel. What a trap leaves allocated, other than the input, is left to the guest: the
    /// next call has to free it.
    fn call_with(&mut self, fuel: u64, function: &str, input: &[u8]) -> Result<Outcome> {
        self.store.set_fuel(fuel)?;
        self.store.data_mut().moments.clear();
        let address = self.store.data_mut().malloc(input.len() as u32)?;
        self.memory.write(&mut self.store, address as usize, input)?;
        let entry = self.instance.get_typed_func::<(u32, u32), u64>(&mut self.store, function)?;
        let answer = entry.call(&mut self.store, (address, input.len() as u32));
        let fuel = fuel - self.store.get_fuel()?;
        let result = match answer {
            Ok(slice) => {
                let bytes = read(&self.memory, &self.store, slice)?;
                // The result may be a constant of the module.
                let _ = self.store.data_mut().free(slice as u32);
                Ok(bytes)
            }
            Err(error) => Err(error.downcast_ref::<Trap>().map_or_else(|| error.root_cause().to_string(), Trap::to_string)),
        };
        let heap = self.store.data_mut();
        // The input may be the result.
        let _ = heap.free(address);
        assert!(result.is_err() || heap.live.is_empty(), "{function} left {:?} behind", heap.live);
        Ok(Outcome { result, lines: std::mem::take(&mut heap.lines), fuel })
    }
}

/// The bytes of a slice: the length in the upper half, the address in the lower.
fn read(memory: &Memory, store: impl wasmtime::AsContext, slice: u64) -> Result<Vec<u8>> {
    let mut bytes = vec![0; (slice >> 32) as usize];
    memory.read(store, slice as u32 as usize, &mut bytes)?;
    Ok(bytes)
}

fn load(name: &str) -> Module {
    let mut config = Config::new();
    config.consume_fuel(true).max_wasm_stack(STACK_BYTES).async_stack_size(STACK_BYTES);
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("build").join(name);
    let wasm = std::fs::read(&path).unwrap_or_else(|error| panic!("{}: {error}; run `make test`, which builds it", path.display()));
    Engine::new(&config).and_then(|engine| Module::new(&engine, wasm)).unwrap_or_else(|error| panic!("{name}: {error:?}"))
}

type Call = (&'static str, Vec<u8>);

/// On one instance, round after round: a trap, then a call twice. The first call cleans up after the trap: its result is that of a fresh
/// instance, and its fuel the same each time. The second is in all as on a fresh instance.
fn interleave(module: &Module, traps: &[Call], calls: &[Call]) -> Result<()> {
    let fresh = |(function, input): &Call| Host::new(module)?.call(function, input);
    let wanted = calls.iter().map(fresh).collect::<Result<Vec<_>>>()?;
    let mut host = Host::new(module)?;
    let mut trapped = BTreeMap::new();
    let mut cleaned = BTreeMap::new();
    let mut bump = 0;
    for round in 0..ROUNDS {
        let (trap, call) = (round % traps.len(), round / traps.len() % calls.len());
        let (function, input) = &calls[call];
        let ended = host.call(traps[trap].0, &traps[trap].1)?;
        assert!(ended.result.is_err(), "{} returned", traps[trap].0);
        let first = host.call(function, input)?;
        let second = host.call(function, input)?;
        assert_eq!(
            (&first.result, &first.lines),
            (&wanted[call].result, &wanted[call].lines),
            "round {round}: {function} after {}",
            traps[trap].0
        );
        assert_eq!(second, wanted[call], "round {round}: {function}");
        if round >= WARM_UP {
            assert_eq!(&ended, trapped.entry(trap).or_insert(ended.clone()), "round {round}: {}", traps[trap].0);
            assert_eq!(first.fuel, *cleaned.entry((trap, call)).or_insert(first.fuel), "round {round}: {function} after {}", traps[trap].0);
            assert_eq!(host.store.data().bump, bump, "round {round}: the heap has grown");
        }
        bump = host.store.data().bump;
        assert_eq!(host.memory.size(&host.store), u64::from(PAGES), "round {round}: the memory has grown");
    }
    assert_eq!((trapped.len(), cleaned.len()), (traps.len(), traps.len() * calls.len()), "not every trap has met every call");
    Ok(())
}

/// On one instance: the call of `trap` ended after every `step` units of its fuel in turn, and after each a call as on a fresh instance. Left out
/// are the moments in which memory changes hands: what a metering host interrupts there, only the host itself can clean up after.
fn end_at_each_step(module: &Module, trap: Call, step: usize, call: Call) -> Result<()> {
    let (mut host, mut undisturbed) = (Host::new(module)?, Host::new(module)?);
    let wanted = undisturbed.call(call.0, &call.1)?;
    let fuel = undisturbed.call(trap.0, &trap.1)?.fuel;
    let hand_overs: Vec<_> = undisturbed.store.data().moments.iter().map(|left| FUEL - left).collect();
    let is_calm = |fuel: &u64| hand_overs.iter().all(|moment| moment.abs_diff(*fuel) > HAND_OVER_FUEL);
    let ends: Vec<_> = (0..fuel).step_by(step).filter(is_calm).collect();
    assert!(ends.len() > 500, "{} ends only", ends.len());
    for fuel in ends {
        let ended = host.call_with(fuel, trap.0, &trap.1)?;
        assert_eq!(ended.result, Err(Trap::OutOfFuel.to_string()), "{} with {fuel} units", trap.0);
        let first = host.call(call.0, &call.1)?;
        assert_eq!((first.result, first.lines), (wanted.result.clone(), wanted.lines.clone()), "after {} with {fuel} units", trap.0);
        assert_eq!(host.call(call.0, &call.1)?, wanted, "after {} with {fuel} units", trap.0);
    }
    Ok(())
}

/// Runs the test on a stack that is deep enough for the engine.
fn on_deep_stack(test: impl FnOnce() -> Result<()> + Send + 'static) {
    let thread = thread::Builder::new().stack_size(2 * STACK_BYTES).spawn(test).expect("a thread");
    match thread.join() {
        Ok(result) => result.expect("the host works"),
        Err(panic) => std::panic::resume_unwind(panic),
    }
}

fn word(value: u32) -> Vec<u8> {
    value.to_le_bytes().to_vec()
}

#[test]
fn the_module_exports_entries_and_constants_only() {
    for name in ["seam.wasm", "seam.compact.wasm"] {
        let module = load(name);
        let mut constants = BTreeSet::new();
        for export in module.exports() {
            match export.ty() {
                ExternType::Func(ty) => {
                    assert!(matches!(ty.params().collect::<Vec<_>>()[..], [ValType::I32, ValType::I32]), "{name}: {}", export.name());
                    assert!(matches!(ty.results().collect::<Vec<_>>()[..], [ValType::I64]), "{name}: {}", export.name());
                }
                ExternType::Global(ty) => {
                    assert_eq!(ty.mutability(), Mutability::Const, "{name}: {}", export.name());
                    constants.insert(export.name().to_owned());
                }
                _ => panic!("{name}: exports `{}`, through which its state can be changed", export.name()),
            }
        }
        assert!(constants.contains("__heap_base"), "{name}");
        let states = module.imports().filter(|import| !matches!(import.ty(), ExternType::Func(_)));
        assert_eq!(states.map(|import| import.name().to_owned()).collect::<Vec<_>>(), ["memory"], "{name}");
    }
}

#[test]
fn a_thousand_traps_leave_nothing_behind() {
    on_deep_stack(|| {
        let traps = [("Seam_recurse", vec![]), ("Seam_too_large", word(33 << 20)), ("Seam_exhaust", vec![])];
        let calls = [
            ("Core_version", vec![]),
            ("Seam_counter", vec![]),
            ("Seam_graph", word(3)),
            ("Seam_stats", vec![]),
            ("Seam_global_array", vec![1, 2, 3]),
            ("Seam_echo", vec![7; 100]),
            ("Seam_large", word(50_000)),
        ];
        let module = load("seam.wasm");
        let ends: Vec<_> = traps.iter().map(|(function, input)| Host::new(&module)?.call(function, input)).collect::<Result<_>>()?;
        let overflow = Trap::MemoryOutOfBounds.to_string();
        assert_eq!(ends[0].result, Err(overflow), "the stack ends below address 0");
        assert_eq!(ends[1].result, Err(Trap::UnreachableCodeReached.to_string()));
        assert_eq!(ends[2].result, Err("out of memory".to_owned()), "the host ended the call");
        interleave(&module, &traps, &calls)
    });
}

#[test]
fn a_thousand_panics_leave_nothing_behind() {
    on_deep_stack(|| {
        let module = load("panics.wasm");
        const PANICS: [&str; 5] = ["Panics_index", "Panics_nil_map", "Panics_text", "Panics_deferred", "Panics_long"];
        // With an input as long as this, these two do not panic.
        let calls = ["Panics_nil_map", "Panics_nil_pointer"].map(|function| (function, vec![0; 200]));
        interleave(&module, &PANICS.map(|function| (function, vec![])), &calls)
    });
}

/// A trap where a host meters: at any instruction, so inside cycles too. Four trees of 1023 nodes with all that they hold take several.
#[test]
fn a_trap_during_collections_leaves_nothing_behind() {
    on_deep_stack(|| {
        let module = load("seam.wasm");
        end_at_each_step(&module, ("Seam_graph", word(10)), 20_011, ("Seam_stats", vec![]))?;
        end_at_each_step(&module, ("Seam_graph", word(10)), 20_021, ("Seam_typed", vec![]))
    });
}
