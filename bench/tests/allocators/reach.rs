//! What the shim's collector must reach, as far as it can be counted exactly: calls of the host's allocator, bytes, fuel. What is a matter of time is in
//! the results of the benchmark.

use gopallet_bench::host::{Counts, Host};
use gopallet_bench::module::Modules;
use gopallet_bench::program::{Program, PROGRAMS};
use gopallet_bench::variant::{Variant, VARIANTS};
use std::path::Path;
use std::sync::OnceLock;
use wasmtime::Module;

/// The largest chunk that the collector asks for.
const CHUNK_BYTES_MAX: u64 = 2 << 20;
/// The largest chunk that the bound asks for.
const BOUND_CHUNK_BYTES: u64 = 1 << 20;
/// What a call of a handful of objects of four kinds may cost more than with a cursor, in units of fuel.
const TINY_CALL_FUEL: u64 = 4200;
/// What counts as little alive: the smallest chunk.
const LITTLE_BYTES: u64 = 64 << 10;

/// A metering engine with the modules of the shim and of the bound, and what full runs count in it: of the shim's module with probes, and of the bound.
struct Bench {
    host: Host,
    ours: Module,
    probed: Module,
    bump: Module,
    counts: Vec<(&'static str, Counts, Counts)>,
}

fn modules() -> Modules {
    Modules::new(&Path::new(env!("CARGO_MANIFEST_DIR")).join("..")).expect("a checkout")
}

fn run(host: &Host, module: &Module, program: &Program, quick: bool) -> Counts {
    let run = host.run(module, &program.function(), &program.input(quick), program.calls(quick));
    run.unwrap_or_else(|error| panic!("{}: {error}", program.name)).counts
}

impl Bench {
    fn get() -> &'static Self {
        static BENCH: OnceLock<Bench> = OnceLock::new();
        BENCH.get_or_init(|| {
            let (host, modules) = (Host::new(true).expect("an engine"), modules());
            let compile = |variant, probed| {
                let wasm = modules.get(variant, probed, &mut |_| ()).unwrap_or_else(|error| panic!("{error}"));
                host.compile(&wasm).expect("a valid module")
            };
            let (ours, probed, bump) = (compile(Variant::Ours, false), compile(Variant::Ours, true), compile(Variant::Bump, false));
            let counts = |program: &'static Program| {
                let [probed, bump] = [&probed, &bump].map(|module| run(&host, module, program, false));
                (program.name, probed, bump)
            };
            let counts = PROGRAMS.iter().map(counts).collect();
            Bench { host, ours, probed, bump, counts }
        })
    }

    /// What a full run counts: of the shim's collector, and of the bound.
    fn counts(&self, name: &str) -> (Counts, Counts) {
        let of = self.counts.iter().find(|(program, ..)| *program == name);
        of.map(|(_, ours, bump)| (*ours, *bump)).expect("a program")
    }

    /// One call of the shim's module with probes.
    fn call(&self, name: &str, sizes: &[u32]) -> Counts {
        let input: Vec<u8> = sizes.iter().flat_map(|size| size.to_le_bytes()).collect();
        self.host.run(&self.probed, &format!("Bench_{name}"), &input, 1).unwrap_or_else(|error| panic!("{name}: {error}")).counts
    }
}

#[test]
fn all_allocators_compute_the_same() {
    let (host, modules) = (Host::new(false).expect("an engine"), modules());
    let mut expected = [None; PROGRAMS.len()];
    for variant in VARIANTS {
        let wasm = modules.get(variant, false, &mut |_| ()).unwrap_or_else(|error| panic!("{error}"));
        let module = host.compile(&wasm).expect("a valid module");
        for (program, expected) in PROGRAMS.iter().zip(&mut expected) {
            let run = host.run(&module, &program.function(), &program.input(true), program.calls(true));
            let checksum = run.unwrap_or_else(|error| panic!("{} with {}: {error}", program.name, variant.name())).checksum;
            assert_ne!(checksum, 0, "{}", program.name);
            assert_eq!(checksum, *expected.get_or_insert(checksum), "{} with {}", program.name, variant.name());
        }
    }
}

#[test]
fn a_run_counts_the_same_each_time() {
    let bench = Bench::get();
    for program in &PROGRAMS {
        let [first, second] = [(), ()].map(|()| run(&bench.host, &bench.ours, program, true));
        assert_eq!(first, second, "{}", program.name);
    }
}

#[test]
fn binary_trees_of_depth_18_fit_in_64_mib() {
    let (counts, _) = Bench::get().counts("trees");
    assert!(counts.heap_bytes_peak <= 64 << 20, "{counts:?}");
    assert_eq!(counts.frees, counts.mallocs, "all is given back: {counts:?}");
}

#[test]
fn small_objects_cost_at_most_one_host_malloc_for_64_kib() {
    for name in ["trees", "maps", "lists", "live", "block"] {
        let (counts, bound) = Bench::get().counts(name);
        // The bound frees nothing, so what it was granted is what was allocated, but for the rest of its last chunk.
        let allocated = bound.granted_bytes_peak - BOUND_CHUNK_BYTES;
        assert!(counts.mallocs <= allocated >> 16, "{name}: {} host mallocs for {allocated} bytes", counts.mallocs);
    }
}

#[test]
fn a_call_that_allocates_less_than_32_kib_costs_two_host_mallocs() {
    let bench = Bench::get();
    // An element of a list has 16 bytes, a record 72 with its name and its place in the slice.
    let elements = (1..=2040).step_by(97).chain([2040]).map(|length| ("lists", vec![1, length]));
    let records = (1..=400).step_by(57).map(|count| ("live", vec![count, 10]));
    let others = [("tiny", vec![1]), ("maps", vec![100, 10]), ("slices", vec![1, 8192]), ("trees", vec![6])];
    for (name, sizes) in elements.chain(records).chain(others) {
        let counts = bench.call(name, &sizes);
        assert!(counts.mallocs <= 2, "{name} {sizes:?}: {counts:?}");
    }
}

#[test]
fn the_heap_is_at_most_twice_what_is_alive_and_one_chunk() {
    for name in ["trees", "maps", "lists", "live", "block"] {
        let (counts, _) = Bench::get().counts(name);
        assert!(counts.collections > 0, "{name}");
        let most = 2 * counts.live_bytes_peak + CHUNK_BYTES_MAX;
        assert!(counts.granted_bytes_peak <= most, "{name}: more than {most} bytes, {counts:?}");
    }
}

fn assert_little_fuel_in_cycles(name: &str, counts: Counts) {
    let percent = counts.collector_fuel_percent();
    assert!(counts.collections > 10 && counts.live_bytes_peak <= LITTLE_BYTES, "{name}: {counts:?}");
    assert!(percent <= 5.0, "{name}: {percent:.1} % with {} bytes alive", counts.live_bytes_peak);
}

#[test]
fn the_collector_takes_at_most_5_percent_of_the_fuel_when_little_is_alive() {
    let bench = Bench::get();
    ["slices", "block"].into_iter().for_each(|name| assert_little_fuel_in_cycles(name, bench.counts(name).0));
    assert_little_fuel_in_cycles("maps", bench.call("maps", &[400_000, 200]));
    // How much of the lists is alive when a cycle comes depends on their length.
    for length in [300, 500, 700, 900, 1000, 1037, 1111, 1300] {
        assert_little_fuel_in_cycles("lists", bench.call("lists", &[5_000_000 / length, length]));
    }
}

#[test]
fn a_tiny_call_does_not_pay_for_what_it_does_not_use() {
    let bench = Bench::get();
    let tiny = Program::named("tiny").expect("a program");
    let [ours, bump] = [&bench.ours, &bench.bump].map(|module| run(&bench.host, module, tiny, true).fuel);
    let more = (ours - bump) / u64::from(tiny.calls(true));
    // Taking a chunk and giving it back, a block for each kind of object, setting globals back and wiping the stack are some thousand. Clearing
    // a table, or the 64 KiB of the chunk, would be more.
    assert!(more < TINY_CALL_FUEL, "a call takes {more} units of fuel more than with a cursor");
}
