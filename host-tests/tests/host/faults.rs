//! Faults that the host makes or meets: whatever happens, a call that fails leaves the storage as it was.

use std::collections::BTreeMap;

use codec::Encode;
use host_tests::{
    allocator::AllocatorError, CallFailure, Externalities, Faults, HostConfig, HostFunctionError, Outcome, PointerSize, StateVersion,
};

use crate::program::{compile, run_on, with_body, Bytes, Program, Returns, I32};

const VALUE_BYTES: usize = 16 * 1024 * 1024;

fn storage() -> Externalities {
    let pairs = |name: &str| -> BTreeMap<Vec<u8>, Vec<u8>> { [(name.as_bytes().to_vec(), vec![1; 40])].into() };
    Externalities::with_children(pairs("key"), [(b"child".to_vec(), pairs("inner"))], StateVersion::V1)
}

/// Opens so many transactions one in the other, writes everywhere in each of them, commits and rolls back some, and traps.
fn nested(depth: usize) -> Vec<u8> {
    let mut program = Program::new();
    for level in 0..depth {
        program = program
            .call("ext_storage_start_transaction_version_1", &[])
            .call("ext_storage_set_version_1", &[Bytes(b"key"), Bytes(&[level as u8])])
            .call("ext_storage_set_version_1", &[Bytes(&[level as u8]), Bytes(b"new")])
            .call("ext_storage_append_version_1", &[Bytes(b"list"), Bytes(b"\x01")])
            .call("ext_default_child_storage_set_version_1", &[Bytes(b"child"), Bytes(b"inner"), Bytes(b"2")])
            .call("ext_default_child_storage_storage_kill_version_1", &[Bytes(b"child")])
            .call("ext_offchain_index_set_version_1", &[Bytes(b"index"), Bytes(b"1")])
            .call("ext_storage_start_transaction_version_1", &[])
            .call("ext_storage_clear_prefix_version_1", &[Bytes(b"")]);
        let end = if level % 2 == 0 { "commit" } else { "rollback" };
        program = program.call(&format!("ext_storage_{end}_transaction_version_1"), &[]);
    }
    program.end("ext_allocator_free_version_1", &[I32(1)], Returns::Nothing)
}

#[test]
fn should_undo_transactions_that_a_trap_leaves_open() {
    for depth in [0, 1, 2, 7, 100] {
        let mut storage = storage();
        let (before, root) = (storage.state(), storage.root());
        run_on(&nested(depth), &mut storage).expect_err("frees nothing");
        assert_eq!((storage.state(), storage.root()), (before, root), "depth {depth}");
        // the storage is as good as new
        let wasm = Program::new().end("ext_storage_set_version_1", &[Bytes(b"key"), Bytes(b"2")], Returns::Nothing);
        run_on(&wasm, &mut storage).expect("fine");
        storage.commit();
        assert_eq!(storage.get(b"key"), Some(b"2".to_vec()));
        assert_eq!(storage.child_get(b"child", b"inner"), Some(vec![1; 40]));
        assert_eq!(storage.offchain_mut().get(b"index"), None);
    }
}

#[test]
fn should_end_the_call_at_any_host_function() {
    let wasm = nested(3);
    for number in 0..27 {
        let config = HostConfig { faults: Faults { host_call: Some(number), ..Faults::default() }, ..HostConfig::default() };
        let mut storage = storage();
        let before = storage.state();
        let error = compile(&wasm).call("run", &[], &mut storage, &config).expect_err("a fault");
        assert!(matches!(error.failure, CallFailure::HostFunction { error: HostFunctionError::Fault, .. }), "{number}: {error}");
        assert_eq!(error.stats.host_calls, number + 1);
        assert_eq!(storage.state(), before, "{number}");
    }
}

#[test]
fn should_exhaust_the_heap_at_any_allocation() {
    // an allocation of the runtime's own, and the value that a host function returns
    let wasm =
        Program::new().call("ext_allocator_malloc_version_1", &[I32(8)]).end("ext_storage_get_version_1", &[Bytes(b"key")], Returns::Value);
    let call = |allocation: Option<u64>| {
        let faults = Faults { allocation, ..Faults::default() };
        let config = HostConfig { allow_leaks: true, faults, ..HostConfig::default() };
        let called = compile(&wasm).call("run", b"input", &mut storage(), &config);
        called.map(|outcome| (outcome.result, outcome.stats)).map_err(|error| error.failure)
    };
    let out_of_space = |bytes: u32| AllocatorError::AllocatorOutOfSpace { bytes, max_pages: 2 };
    assert_eq!(call(Some(0)).expect_err("no room"), CallFailure::Input(AllocatorError::AllocatorOutOfSpace { bytes: 5, max_pages: 1 }));
    let places = [(1, 8, "ext_allocator_malloc_version_1"), (2, 42, "ext_storage_get_version_1")];
    for (allocation, bytes, function) in places {
        let error = HostFunctionError::Allocator(out_of_space(bytes));
        assert_eq!(call(Some(allocation)).expect_err("no room"), CallFailure::HostFunction { function, error });
    }
    assert_eq!(call(Some(3)), call(None));
}

fn with_value(value: Vec<u8>) -> Externalities {
    Externalities::with_storage([(b"key".to_vec(), value)], StateVersion::V1)
}

fn read(value: Vec<u8>, heap_pages: u32) -> Result<Outcome, CallFailure> {
    let wasm = Program::new().end("ext_storage_get_version_1", &[Bytes(b"key")], Returns::Value);
    let config = HostConfig { heap_pages, ..HostConfig::default() };
    compile(&wasm).call("run", &[], &mut with_value(value), &config).map_err(|error| error.failure)
}

#[test]
fn should_hand_over_empty_and_huge_values() {
    assert_eq!(read(vec![], 2048).expect("fine").result, [1, 0]);
    let huge = vec![0xAB; VALUE_BYTES];
    let outcome = read(huge.clone(), 2048).expect("fine");
    assert_eq!(outcome.result, Some(huge.clone()).encode());
    // with its header and rounded up to a power of two the value takes 32 MiB
    let failure = read(huge, 512).expect_err("no room");
    assert!(matches!(failure, CallFailure::HostFunction { error: HostFunctionError::Allocator(_), .. }), "{failure}");
    let too_large = read(vec![0; 2 * VALUE_BYTES], 2048).expect_err("more than any allocation");
    let error = AllocatorError::RequestedAllocationTooLarge { bytes: 2 * VALUE_BYTES as u32 + 5 };
    assert_eq!(too_large, CallFailure::HostFunction { function: "ext_storage_get_version_1", error: error.into() });
}

#[test]
fn should_call_with_whatever_address_and_length() {
    // a runtime that reads the last byte of its input, and frees it
    let wasm = with_body(
        "(drop (i32.load8_u (i32.sub (i32.add (local.get $input) (local.get $bytes)) (i32.const 1))))
         (call $free (local.get $input)) (i64.const 0)",
    );
    let blob = compile(&wasm);
    for (address, bytes) in [(0, 1), (u32::MAX, 1), (u32::MAX, u32::MAX), (65_535, 1), (65_536 + 8, 5), (1 << 20, 0)] {
        let mut instance = blob.instance(&HostConfig::default()).expect("an instance");
        let mut storage = storage();
        let before = storage.state();
        let error = instance.call_at("run", PointerSize::new(address, bytes), &mut storage).expect_err("nothing was allocated there");
        assert!(matches!(error.failure, CallFailure::Trap(_) | CallFailure::HostFunction { .. }), "{address:#x}, {bytes}: {error}");
        assert_eq!(storage.state(), before);
    }
    // a runtime that does not look at it succeeds
    let blind = compile(&with_body("(i64.const 0)"));
    let mut instance = blind.instance(&HostConfig::default()).expect("an instance");
    instance.call_at("run", PointerSize(u64::MAX), &mut storage()).expect("fine");
}
