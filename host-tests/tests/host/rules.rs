//! Each rule for a running call, broken once.

use host_tests::{allocator::AllocatorError, CallFailure, Externalities, HostConfig, HostFunctionError, LeakedAllocation};

use crate::program::{compile, run, with_body, with_heap, Bytes, Program, Returns, HEAP_BASE, I32, I64};

fn failure(wasm: &[u8]) -> CallFailure {
    run(wasm).expect_err("the rule is broken").failure
}

fn host_error(wasm: &[u8]) -> HostFunctionError {
    match failure(wasm) {
        CallFailure::HostFunction { error, .. } => error,
        other => panic!("{other}"),
    }
}

#[test]
fn should_allocate_the_input_first_even_when_it_is_empty() {
    // given a runtime that returns its own input
    let echo = with_body(
        "(i64.or (i64.extend_i32_u (local.get $input))
                 (i64.shl (i64.extend_i32_u (local.get $bytes)) (i64.const 32)))",
    );
    // when called with input and without
    let call = |input: &[u8]| compile(&echo).call("run", input, &mut Externalities::default(), &HostConfig::default());
    // then the input lies at the heap's base behind its header
    assert_eq!(call(b"hello").expect("fine").result, b"hello");
    let empty = call(b"").expect("fine");
    assert_eq!(empty.result, b"");
    assert_eq!((empty.stats.live_allocations, empty.stats.peak_heap_bytes), (1, 16));
}

#[test]
fn should_free_input_and_result() {
    let wasm = with_body(
        "(local.set $p (call $malloc (i32.const 3)))
         (i32.store8 (local.get $p) (i32.const 42))
         (i64.or (i64.extend_i32_u (local.get $p)) (i64.const 0x100000000))",
    );
    let outcome = run(&wasm).expect("fine");
    assert_eq!(outcome.result, [42]);
    assert_eq!((outcome.stats.mallocs, outcome.stats.frees), (1, 0));
    assert_eq!(outcome.stats.live_allocations, 2);
}

#[test]
fn should_accept_a_result_that_is_no_allocation() {
    assert_eq!(run(&with_body("(i64.const 0x400000010)")).expect("fine").result, [0; 4]);
}

#[test]
fn should_accept_a_runtime_that_frees_its_input() {
    let wasm = with_body("(call $free (local.get $input)) (i64.const 0)");
    let stats = run(&wasm).expect("fine").stats;
    assert_eq!((stats.frees, stats.live_allocations), (1, 0));
}

#[test]
fn should_fail_when_allocations_are_left() {
    let wasm = with_body("(drop (call $malloc (i32.const 100))) (drop (call $malloc (i32.const 7))) (i64.const 0)");
    // the input's cell of 16 bytes comes first
    let leaked =
        vec![LeakedAllocation { address: HEAP_BASE + 24, bytes: 100 }, LeakedAllocation { address: HEAP_BASE + 24 + 136, bytes: 7 }];
    let failure = failure(&wasm);
    let text = failure.to_string();
    assert_eq!(failure, CallFailure::Leak { leaked });
    assert!(text.contains("100 bytes at 0x10018") && text.contains("7 bytes at 0x100a0"), "{text}");
}

#[test]
fn should_not_take_a_new_allocation_at_the_input_s_address_for_the_input() {
    let wasm = with_body("(call $free (local.get $input)) (drop (call $malloc (i32.const 1))) (i64.const 0)");
    assert!(matches!(failure(&wasm), CallFailure::Leak { .. }));
}

#[test]
fn should_accept_leaks_where_they_are_allowed() {
    let wasm = with_body("(drop (call $malloc (i32.const 100))) (i64.const 0)");
    let config = HostConfig { allow_leaks: true, ..HostConfig::default() };
    let outcome = compile(&wasm).call("run", &[], &mut Externalities::default(), &config);
    assert_eq!(outcome.expect("fine").stats.live_allocations, 2);
}

#[test]
fn should_fail_on_a_double_free() {
    let wasm = with_body(
        "(local.set $p (call $malloc (i32.const 8)))
         (call $free (local.get $p)) (call $free (local.get $p)) (i64.const 0)",
    );
    let pointer = HEAP_BASE + 24;
    assert_eq!(host_error(&wasm), HostFunctionError::Allocator(AllocatorError::DoubleFree { pointer }));
}

#[test]
fn should_fail_on_the_free_of_an_invalid_pointer() {
    for pointer in [0, 4, HEAP_BASE, HEAP_BASE + 9, 0xFFFF_FFF8] {
        let wasm = with_body(&format!("(call $free (i32.const {pointer})) (i64.const 0)"));
        assert_eq!(host_error(&wasm), HostFunctionError::Allocator(AllocatorError::InvalidPointer { pointer }));
    }
}

#[test]
fn should_fail_on_an_allocation_below_the_heap_base() {
    // given a runtime that writes an address below the heap into the header of a free cell
    let wasm = with_body(
        "(local.set $p (call $malloc (i32.const 8))) (call $free (local.get $p))
         (i64.store (i32.sub (local.get $p) (i32.const 8)) (i64.const 16))
         (drop (call $malloc (i32.const 8))) (drop (call $malloc (i32.const 8))) (i64.const 0)",
    );
    assert_eq!(host_error(&wasm), HostFunctionError::Allocator(AllocatorError::BelowHeapBase { pointer: 24, heap_base: HEAP_BASE }));
}

#[test]
fn should_fail_on_an_allocation_that_is_too_large() {
    let wasm = with_body("(drop (call $malloc (i32.const 33554433))) (i64.const 0)");
    assert_eq!(host_error(&wasm), HostFunctionError::Allocator(AllocatorError::RequestedAllocationTooLarge { bytes: 33_554_433 }));
}

#[test]
fn should_fail_on_a_result_outside_the_memory() {
    for result in [0x1_0001_0000_u64 << 8, 0xFFFF_FFFF_0000_0000, 0x0000_0001_FFFF_FFFF, 0x1_0002_0000] {
        let wasm = with_body(&format!("(i64.const {result})"));
        let found = failure(&wasm);
        assert!(matches!(found, CallFailure::ResultOutOfBounds { .. }), "{result:#x}: {found}");
    }
}

#[test]
fn should_fail_when_the_input_does_not_fit() {
    let wasm = with_body("(i64.const 0)");
    let config = HostConfig { heap_pages: 1, ..HostConfig::default() };
    let call = |bytes: usize| {
        let input = vec![0; bytes];
        compile(&wasm).call("run", &input, &mut Externalities::default(), &config)
    };
    let out_of_space = AllocatorError::AllocatorOutOfSpace { bytes: 65_544, max_pages: 2 };
    assert_eq!(call(65_536).expect_err("too long").failure, CallFailure::Input(out_of_space));
    let bytes = 33_554_433;
    let too_large = AllocatorError::RequestedAllocationTooLarge { bytes };
    assert_eq!(call(bytes as usize).expect_err("too long").failure, CallFailure::Input(too_large));
}

#[test]
fn should_fail_on_arguments_outside_the_memory() {
    // given a value that starts outside, one that ends outside, and one of 4 GiB
    for value in [1 << 32 | 0xFFFF_FFFF_u64, 0x1_F000 << 32 | 0x2000, 0xFFFF_FFFF << 32] {
        for function in ["ext_storage_get_version_1", "ext_hashing_blake2_256_version_1"] {
            let wasm = Program::new().end(function, &[I64(value)], Returns::Nothing);
            assert!(matches!(host_error(&wasm), HostFunctionError::OutOfBounds { .. }));
        }
    }
    // and an address too close to the end
    let arguments = [I32(131_072 - 63), Bytes(b""), I32(0)];
    let wasm = Program::new().end("ext_crypto_ed25519_verify_version_1", &arguments, Returns::Nothing);
    let expected = HostFunctionError::OutOfBounds { address: 131_009, bytes: 64, memory_bytes: 131_072 };
    assert_eq!(host_error(&wasm), expected);
}

#[test]
fn should_fail_on_an_output_buffer_outside_the_memory() {
    let arguments = [Bytes(b"key"), I64(8 << 32 | 0xFFFF_FFF0), I32(0)];
    let wasm = Program::new().end("ext_storage_read_version_1", &arguments, Returns::Nothing);
    assert!(matches!(host_error(&wasm), HostFunctionError::OutOfBounds { bytes: 8, .. }));
}

#[test]
fn should_name_the_functions_there_are() {
    let wasm = with_heap(
        "(func (export \"A_b\") (param i32 i32) (result i64) (i64.const 0))
         (func (export \"C_d\") (param i32) (result i64) (i64.const 0))",
    );
    let blob = compile(&wasm);
    assert_eq!(blob.functions(), ["A_b", "C_d"]);
    let call = |name: &str| {
        let called = blob.call(name, &[], &mut Externalities::default(), &HostConfig::default());
        called.expect_err("no such function").failure
    };
    let exports = vec!["A_b".to_owned(), "C_d".to_owned()];
    assert_eq!(call("a_b"), CallFailure::UnknownFunction { name: "a_b".into(), exports });
    assert!(matches!(call("__heap_base"), CallFailure::UnknownFunction { .. }));
    let found = "(i32) -> i64".to_owned();
    assert_eq!(call("C_d"), CallFailure::NotAnEntry { name: "C_d".into(), found });
}
