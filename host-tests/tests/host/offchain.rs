//! `ext_offchain_*` and `ext_transaction_index_*`.

use codec::Encode;
use host_tests::{CallFailure, Externalities, HostConfig, HostFunctionError, IndexOperation, HOST_FUNCTIONS};
use sp_core::offchain::OpaqueNetworkState;

use crate::program::{compile, result_on, run, run_on, Address, Argument, Bytes, Program, Returns, I32, I64};

fn end(function: &str, arguments: &[Argument<'_>], returns: Returns) -> Vec<u8> {
    Program::new().end(&format!("ext_offchain_{function}"), arguments, returns)
}

fn value(storage: &mut Externalities, function: &str, arguments: &[Argument<'_>]) -> Vec<u8> {
    result_on(&end(function, arguments, Returns::Value), storage)
}

fn refused(wasm: &[u8]) -> HostFunctionError {
    match run(wasm).expect_err("refused").failure {
        CallFailure::HostFunction { error, .. } => error,
        other => panic!("{other}"),
    }
}

#[test]
fn should_keep_persistent_values_from_call_to_call() {
    let storage = &mut Externalities::default();
    let get = |storage: &mut Externalities| value(storage, "local_storage_get_version_1", &[I32(0), Bytes(b"key")]);
    assert_eq!(get(storage), [0]);
    run_on(&end("local_storage_set_version_1", &[I32(0), Bytes(b"key"), Bytes(b"1")], Returns::Nothing), storage).expect("fine");
    assert_eq!(get(storage), Some(b"1".to_vec()).encode());
    assert_eq!(storage.offchain_mut().get(b"key"), Some(b"1".to_vec()));
    run_on(&end("local_storage_clear_version_1", &[I32(0), Bytes(b"key")], Returns::Nothing), storage).expect("fine");
    assert_eq!(get(storage), [0]);
}

#[test]
fn should_keep_nothing_of_the_kind_that_follows_forks() {
    let storage = &mut Externalities::default();
    run_on(&end("local_storage_set_version_1", &[I32(1), Bytes(b"key"), Bytes(b"1")], Returns::Nothing), storage).expect("fine");
    for kind in [0, 1] {
        assert_eq!(value(storage, "local_storage_get_version_1", &[I32(kind), Bytes(b"key")]), [0]);
    }
    let wasm = end("local_storage_set_version_1", &[I32(2), Bytes(b"key"), Bytes(b"1")], Returns::Nothing);
    assert_eq!(refused(&wasm), HostFunctionError::StorageKind(2));
}

#[test]
fn should_compare_before_it_sets() {
    let storage = &mut Externalities::default();
    let mut set = |old: Option<&[u8]>, new: &[u8]| {
        let arguments = [I32(0), Bytes(b"key"), Bytes(&old.map(<[u8]>::to_vec).encode()), Bytes(new)];
        let wasm = end("local_storage_compare_and_set_version_1", &arguments, Returns::Number);
        (result_on(&wasm, storage)[0], storage.offchain_mut().get(b"key"))
    };
    assert_eq!(set(Some(b"1"), b"2"), (0, None));
    assert_eq!(set(None, b"1"), (1, Some(b"1".to_vec())));
    assert_eq!(set(None, b"2"), (0, Some(b"1".to_vec())));
    assert_eq!(set(Some(b"1"), b"2"), (1, Some(b"2".to_vec())));
}

#[test]
fn should_index_when_the_block_is_committed() {
    let storage = &mut Externalities::default();
    // given a value, and another in a transaction that is rolled back
    let wasm = Program::new()
        .call("ext_offchain_index_set_version_1", &[Bytes(b"kept"), Bytes(b"1")])
        .call("ext_storage_start_transaction_version_1", &[])
        .call("ext_offchain_index_set_version_1", &[Bytes(b"lost"), Bytes(b"1")])
        .end("ext_storage_rollback_transaction_version_1", &[], Returns::Nothing);
    run_on(&wasm, storage).expect("fine");
    assert_eq!(storage.offchain_mut().get(b"kept"), None);
    storage.commit();
    assert_eq!(storage.offchain_mut().get(b"kept"), Some(b"1".to_vec()));
    assert_eq!(storage.offchain_mut().get(b"lost"), None);
    // it is what off-chain workers see
    assert_eq!(value(storage, "local_storage_get_version_1", &[I32(0), Bytes(b"kept")]), Some(b"1".to_vec()).encode());
    run_on(&end("index_clear_version_1", &[Bytes(b"kept")], Returns::Nothing), storage).expect("fine");
    storage.commit();
    assert_eq!(storage.offchain_mut().get(b"kept"), None);
}

#[test]
fn should_index_nothing_of_a_call_that_fails() {
    let storage = &mut Externalities::default();
    let wasm = Program::new()
        .call("ext_offchain_index_set_version_1", &[Bytes(b"key"), Bytes(b"1")])
        .call("ext_transaction_index_renew_version_1", &[I32(1), Address(&[2; 32])])
        .end("ext_allocator_free_version_1", &[I32(1)], Returns::Nothing);
    run_on(&wasm, storage).expect_err("frees nothing");
    assert!(storage.transaction_index().is_empty());
    storage.commit();
    assert_eq!(storage.offchain_mut().get(b"key"), None);
}

#[test]
fn should_list_the_transactions_to_index() {
    let storage = &mut Externalities::default();
    let wasm = Program::new().call("ext_transaction_index_index_version_1", &[I32(3), I32(100), Address(&[1; 32])]).end(
        "ext_transaction_index_renew_version_1",
        &[I32(4), Address(&[2; 32])],
        Returns::Nothing,
    );
    run_on(&wasm, storage).expect("fine");
    assert_eq!(
        format!("{:?}", storage.transaction_index()),
        format!(
            "{:?}",
            [
                IndexOperation::Insert { extrinsic: 3, hash: vec![1; 32], size: 100 },
                IndexOperation::Renew { extrinsic: 4, hash: vec![2; 32] }
            ]
        )
    );
    storage.commit();
    assert!(storage.transaction_index().is_empty());
}

#[test]
fn should_tell_the_time_that_sleeping_sets() {
    let storage = &mut Externalities::default();
    storage.offchain_mut().timestamp_ms = 1000;
    let mut after_sleep = |deadline: u64| {
        let wasm = Program::new().call("ext_offchain_sleep_until_version_1", &[I64(deadline)]).end(
            "ext_offchain_timestamp_version_1",
            &[],
            Returns::Wide,
        );
        u64::from_le_bytes(result_on(&wasm, storage).try_into().expect("eight bytes"))
    };
    assert_eq!(after_sleep(500), 1000);
    assert_eq!(after_sleep(u64::MAX), u64::MAX);
}

#[test]
fn should_say_what_the_node_is() {
    let storage = &mut Externalities::default();
    assert_eq!(result_on(&end("is_validator_version_1", &[], Returns::Number), storage), [0; 4]);
    storage.offchain_mut().validator = true;
    assert_eq!(result_on(&end("is_validator_version_1", &[], Returns::Number), storage), [1, 0, 0, 0]);
    storage.offchain_mut().random_seed = [9; 32];
    assert_eq!(result_on(&end("random_seed_version_1", &[], Returns::Array(32)), storage), [9; 32]);
    assert_eq!(value(storage, "network_state_version_1", &[]), Ok::<_, ()>(OpaqueNetworkState::default()).encode());
}

#[test]
fn should_keep_submitted_transactions() {
    let storage = &mut Externalities::default();
    for transaction in [b"one".as_slice(), b"two"] {
        assert_eq!(value(storage, "submit_transaction_version_1", &[Bytes(transaction)]), [0]);
    }
    assert_eq!(storage.offchain().submitted, [b"one".to_vec(), b"two".to_vec()]);
}

#[test]
fn should_start_requests_that_stay_here() {
    let storage = &mut Externalities::default();
    let start = |storage: &mut Externalities, method: &str, uri: &str| {
        value(storage, "http_request_start_version_1", &[Bytes(method.as_bytes()), Bytes(uri.as_bytes()), Bytes(b"meta")])
    };
    assert_eq!(start(storage, "GET", "http://localhost/a"), Ok::<u16, ()>(0).encode());
    assert_eq!(start(storage, "PATCH", "https://localhost/b?c"), Ok::<u16, ()>(1).encode());
    assert_eq!(start(storage, "GE T", "http://localhost"), [1]);
    assert_eq!(start(storage, "GET", "http://local host"), [1]);
    let mut add = |request: u32, name: &str, text: &str| {
        value(storage, "http_request_add_header_version_1", &[I32(request), Bytes(name.as_bytes()), Bytes(text.as_bytes())])
    };
    assert_eq!(add(1, "Accept", "a"), [0]);
    assert_eq!(add(1, "Accept", "b"), [0]);
    // only 16 bits count
    assert_eq!(add(0x1_0001, "X-Other", "c"), [0]);
    assert_eq!(add(2, "Accept", "a"), [1]);
    assert_eq!(add(1, "Acc ept", "a"), [1]);
    assert_eq!(add(1, "Accept", "a\n"), [1]);
    let requests = storage.offchain().requests();
    assert_eq!((requests.len(), requests[0].headers().len()), (2, 0));
    assert_eq!(requests[1].method(), "PATCH");
    assert_eq!(requests[1].headers().get_all("accept").iter().collect::<Vec<_>>(), ["a", "b"]);
    let wasm = end("http_request_start_version_1", &[Bytes(b"\xff"), Bytes(b""), Bytes(b"")], Returns::Nothing);
    assert_eq!(refused(&wasm), HostFunctionError::NotText { what: "HTTP method" });
}

#[test]
fn should_lend_a_block_the_index_alone() {
    let config = HostConfig { offchain: false, ..HostConfig::default() };
    for function in HOST_FUNCTIONS.iter().filter(|function| function.name.starts_with("ext_offchain_")) {
        // zeros are fine as pointers, pointer-sizes and numbers, and the byte at zero is `None`
        let argument = |ty: &host_tests::WasmType| if *ty == host_tests::WasmType::I32 { I32(0) } else { I64(1 << 32) };
        let arguments: Vec<_> = function.parameters.iter().map(argument).collect();
        let wasm = Program::new().end(function.name, &arguments, Returns::Nothing);
        let config = HostConfig { allow_leaks: true, ..config.clone() };
        let called = compile(&wasm).call("run", &[], &mut Externalities::default(), &config);
        if function.name.starts_with("ext_offchain_index_") {
            called.expect("blocks may index");
        } else {
            let failure = called.expect_err("refused").failure;
            assert_eq!(failure, CallFailure::HostFunction { function: function.name, error: HostFunctionError::OnChain });
        }
    }
}
