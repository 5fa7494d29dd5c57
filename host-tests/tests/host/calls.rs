//! The course of calls: fuel, limits, traps, reused instances.

use host_tests::{
    allocator::AllocatorError, on_deep_stack, CallFailure, Externalities, HostConfig, HostFunctionError, Outcome, Stats, Trap,
};

use crate::program::{compile, run, with_body, with_heap};

/// Allocates and frees a block of each of 16 sizes, and returns its input.
fn busy() -> Vec<u8> {
    with_body(
        "(local.set $p (i32.const 8))
         (loop $again
           (call $free (call $malloc (local.get $p)))
           (local.set $p (i32.shl (local.get $p) (i32.const 1)))
           (br_if $again (i32.lt_u (local.get $p) (i32.const 524288))))
         (i64.or (i64.extend_i32_u (local.get $input))
                 (i64.shl (i64.extend_i32_u (local.get $bytes)) (i64.const 32)))",
    )
}

fn call(wasm: &[u8], config: &HostConfig) -> Result<Outcome, Stats> {
    let called = compile(wasm).call("run", b"input", &mut Externalities::default(), config);
    called.map_err(|error| error.stats)
}

fn trap(body: &str) -> Trap {
    match run(&with_body(body)).expect_err("a trap").failure {
        CallFailure::Trap(trap) => trap,
        other => panic!("{other}"),
    }
}

#[test]
fn should_consume_equal_fuel_on_every_run() {
    let (wasm, config) = (busy(), HostConfig::default());
    let first = call(&wasm, &config).expect("fine");
    assert!(first.stats.fuel > 100);
    for _ in 0..5 {
        let again = call(&wasm, &config).expect("fine");
        assert_eq!((again.stats, again.result), (first.stats.clone(), b"input".to_vec()));
    }
}

#[test]
fn should_count_what_a_call_does() {
    let stats = call(&busy(), &HostConfig::default()).expect("fine").stats;
    assert_eq!((stats.mallocs, stats.frees, stats.host_buffers, stats.host_calls), (16, 16, 0, 0));
    assert_eq!(stats.bytes_allocated, 8 * 65_535);
    assert_eq!(stats.live_allocations, 1);
    let calls: Vec<_> = stats.calls_by_function.into_iter().collect();
    assert_eq!(calls, [("ext_allocator_free_version_1".to_owned(), 16), ("ext_allocator_malloc_version_1".to_owned(), 16)]);
    // the input's cell, then one of each of 16 orders; at most two of them live at once, and the 8-byte cell of the input
    assert_eq!(stats.peak_heap_bytes, 16 + 8 * 65_535 + 16 * 8);
    assert_eq!(stats.peak_live_bytes, 16 + 262_144 + 8);
}

#[test]
fn should_stop_at_the_fuel_limit() {
    let wasm = busy();
    let needed = call(&wasm, &HostConfig::default()).expect("fine").stats.fuel;
    let with = |fuel: u64| {
        let config = HostConfig { fuel, ..HostConfig::default() };
        compile(&wasm).call("run", b"input", &mut Externalities::default(), &config)
    };
    // the engine stops when nothing is left, so one more than is consumed is enough
    assert_eq!(with(needed + 1).expect("enough").stats.fuel, needed);
    let stopped = with(needed / 2).expect_err("not enough");
    assert_eq!(stopped.failure, CallFailure::Trap(Trap::OutOfFuel));
    assert!(stopped.stats.mallocs > 0 && stopped.stats.mallocs < 16);
    assert_eq!(with(0).expect_err("nothing").stats.fuel, 0);
}

#[test]
fn should_stop_an_endless_loop() {
    let wasm = with_body("(loop $forever (br $forever)) (i64.const 0)");
    let config = HostConfig { fuel: 1_000_000, ..HostConfig::default() };
    let called = compile(&wasm).call("run", &[], &mut Externalities::default(), &config);
    let error = called.expect_err("endless");
    assert_eq!(error.failure, CallFailure::Trap(Trap::OutOfFuel));
    assert_eq!(error.stats.fuel, 1_000_000);
}

#[test]
fn should_exhaust_the_heap_at_the_same_point_on_every_run() {
    let wasm = with_body("(loop $again (drop (call $malloc (i32.const 100000))) (br $again)) (i64.const 0)");
    let config = HostConfig { heap_pages: 100, ..HostConfig::default() };
    let exhaust = || {
        let called = compile(&wasm).call("run", &[], &mut Externalities::default(), &config);
        called.expect_err("exhausted")
    };
    let first = exhaust();
    let out_of_space = AllocatorError::AllocatorOutOfSpace { bytes: 131_080, max_pages: 101 };
    assert_eq!(
        first.failure,
        CallFailure::HostFunction { function: "ext_allocator_malloc_version_1", error: HostFunctionError::Allocator(out_of_space) }
    );
    // 100 pages hold 49 cells of 131,080 bytes behind the input's 16; the last call is the refused one
    assert_eq!(first.stats.mallocs, 49);
    assert_eq!(first.stats.calls_by_function["ext_allocator_malloc_version_1"], 50);
    for _ in 0..3 {
        assert_eq!(exhaust(), first);
    }
}

#[test]
fn should_name_each_trap() {
    assert_eq!(trap("(unreachable)"), Trap::Unreachable);
    assert_eq!(trap("(drop (i32.load (i32.const -1))) (i64.const 0)"), Trap::MemoryOutOfBounds);
    assert_eq!(trap("(i64.div_u (i64.const 1) (i64.const 0))"), Trap::DivisionByZero);
    assert_eq!(trap("(i64.div_s (i64.const 0x8000000000000000) (i64.const -1))"), Trap::IntegerOverflow);
    assert_eq!(trap("(i64.trunc_f64_s (f64.div (f64.const 0) (f64.const 0)))"), Trap::BadConversion);
}

#[test]
fn should_name_traps_of_indirect_calls() {
    let call = |index: u32| {
        let wasm = with_heap(&format!(
            "(type $t (func)) (table 2 funcref) (elem (i32.const 0) $g) (func $g (param i32))
             (func (export \"run\") (param i32 i32) (result i64) (call_indirect (type $t) (i32.const {index})) (i64.const 0))"
        ));
        run(&wasm).expect_err("a trap").failure
    };
    assert_eq!(call(0), CallFailure::Trap(Trap::BadSignature));
    assert_eq!(call(1), CallFailure::Trap(Trap::IndirectCallToNull));
    assert_eq!(call(2), CallFailure::Trap(Trap::TableOutOfBounds));
}

#[test]
fn should_name_the_functions_of_a_trap() {
    let wasm = with_heap(
        "(func $inner (unreachable))
         (func $outer (export \"run\") (param i32 i32) (result i64) (call $inner) (i64.const 0))",
    );
    let error = run(&wasm).expect_err("a trap");
    assert_eq!(error.backtrace, ["inner", "outer"]);
    assert!(error.stats.fuel > 0);
}

/// Recursion of so many levels, each with 16 bytes of shadow stack below the address 1 MiB.
fn recursion(levels: u32) -> Vec<u8> {
    crate::program::wasm(&format!(
        "(module (import \"env\" \"memory\" (memory 17))
         (global (export \"__heap_base\") i32 (i32.const 1114112))
         (global $stack (mut i32) (i32.const 1048576))
         (func $down (param $levels i32) (result i32) (local $frame i32)
           (global.set $stack (local.tee $frame (i32.sub (global.get $stack) (i32.const 16))))
           (i32.store (local.get $frame) (local.get $levels))
           (if (local.get $levels)
             (then (i32.store offset=4 (local.get $frame) (call $down (i32.sub (local.get $levels) (i32.const 1))))))
           (global.set $stack (i32.add (local.get $frame) (i32.const 16)))
           (i32.add (i32.load (local.get $frame)) (i32.load offset=4 (local.get $frame))))
         (func (export \"run\") (param i32 i32) (result i64)
           (i64.store (i32.const 1048576) (i64.extend_i32_u (call $down (i32.const {levels}))))
           (i64.const {})))",
        8_u64 << 32 | 1_048_576
    ))
}

#[test]
fn should_recurse_through_the_whole_shadow_stack() {
    // 65,536 frames of 16 bytes fill 1 MiB
    let outcome = run(&recursion(65_535)).expect("deep, but not too deep");
    let sum: u32 = (0..=65_535).fold(0, u32::wrapping_add);
    assert_eq!(outcome.result, u64::from(sum).to_le_bytes());
}

#[test]
fn should_trap_when_the_shadow_stack_overflows() {
    // one frame more lies below address 0
    let failure = run(&recursion(65_536)).expect_err("too deep").failure;
    assert_eq!(failure, CallFailure::Trap(Trap::MemoryOutOfBounds));
}

#[test]
fn should_trap_when_the_stack_overflows() {
    let wasm = with_heap(
        "(func $run (export \"run\") (param i32 i32) (result i64)
           (i64.add (call $run (local.get 1) (local.get 0)) (i64.const 1)))",
    );
    assert_eq!(run(&wasm).expect_err("endless").failure, CallFailure::Trap(Trap::StackOverflow));
}

#[test]
fn should_give_equal_results_on_one_instance() {
    let (blob, config) = (compile(&busy()), HostConfig::default());
    let mut instance = blob.instance(&config).expect("an instance");
    let mut storage = Externalities::default();
    let fresh = blob.call("run", b"input", &mut storage, &config).expect("fine");
    on_deep_stack(|| {
        let mut memory_bytes = 0;
        for count in 0..10_000 {
            let outcome = instance.call("run", b"input", &mut storage).expect("fine");
            assert_eq!((&outcome.result, &outcome.stats), (&fresh.result, &fresh.stats), "{count}");
            if count == 0 {
                memory_bytes = instance.memory_bytes();
            }
        }
        assert_eq!(instance.memory_bytes(), memory_bytes);
    })
    .expect("a thread");
}

#[test]
fn should_keep_the_memory_of_an_instance() {
    // given a runtime that counts its calls in memory
    let wasm = with_body(
        "(i32.store (i32.const 64) (i32.add (i32.load (i32.const 64)) (i32.const 1)))
         (i64.const 0x400000040)",
    );
    let (blob, config) = (compile(&wasm), HostConfig::default());
    let mut storage = Externalities::default();
    let mut instance = blob.instance(&config).expect("an instance");
    for count in 1..4_u32 {
        let reused = instance.call("run", &[], &mut storage).expect("fine");
        assert_eq!(reused.result, count.to_le_bytes());
        let fresh = blob.call("run", &[], &mut storage, &config).expect("fine");
        assert_eq!(fresh.result, 1_u32.to_le_bytes());
    }
}

#[test]
fn should_not_reuse_an_instance_that_failed() {
    let wasm = with_heap(
        "(func (export \"good\") (param i32 i32) (result i64) (i64.const 0))
         (func (export \"bad\") (param i32 i32) (result i64) (unreachable))",
    );
    let blob = compile(&wasm);
    let mut storage = Externalities::default();
    let mut instance = blob.instance(&HostConfig::default()).expect("an instance");
    let mut failure = |name: &str| instance.call(name, &[], &mut storage).map_err(|error| error.failure);
    assert!(failure("good").is_ok());
    assert!(matches!(failure("ugly"), Err(CallFailure::UnknownFunction { .. })));
    assert!(failure("good").is_ok());
    assert_eq!(failure("bad"), Err(CallFailure::Trap(Trap::Unreachable)));
    assert_eq!(failure("good"), Err(CallFailure::InstanceFailed));
}

#[test]
fn should_refuse_data_outside_the_memory() {
    let wasm = crate::program::wasm(
        "(module (import \"env\" \"memory\" (memory 1))
         (global (export \"__heap_base\") i32 (i32.const 65536))
         (data (i32.const 65535) \"12\")
         (func (export \"run\") (param i32 i32) (result i64) (i64.const 0)))",
    );
    assert!(matches!(run(&wasm).expect_err("refused").failure, CallFailure::Instantiation(_)));
}

#[test]
fn should_respect_the_module_s_own_maximum() {
    let wasm = crate::program::wasm(
        "(module (import \"env\" \"memory\" (memory 1 2))
         (import \"env\" \"ext_allocator_malloc_version_1\" (func $malloc (param i32) (result i32)))
         (global (export \"__heap_base\") i32 (i32.const 65536))
         (func (export \"run\") (param i32 i32) (result i64) (drop (call $malloc (i32.const 65536))) (i64.const 0)))",
    );
    let error = run(&wasm).expect_err("no room");
    assert!(error.to_string().contains("do not fit into 2 pages"), "{error}");
}
