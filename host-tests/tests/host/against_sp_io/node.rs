//! What a node lends: heap, log, off-chain storage and services, and the index of transactions.

use codec::Encode;
use sp_core::offchain::StorageKind;
use sp_io::{offchain, offchain_index, transaction_index};

use super::{case, keep, silent, truth, Case};
use crate::{
    blobs::{example_version, with_version_sections},
    program::{with_body, Address, Bytes, Returns, HEAP_BASE, I32, I64},
};

const PERSISTENT: StorageKind = StorageKind::PERSISTENT;

pub fn case_of(function: &str) -> Option<Case> {
    if let Some(function) = function.strip_prefix("offchain_local_storage_") {
        return Some(local_storage(function));
    }
    if let Some(function) = function.strip_prefix("offchain_") {
        return Some(worker(function));
    }
    let case = match function {
        "allocator_free_version_1" => silent(vec![I32(HEAP_BASE + 8)], || ()),
        // behind the input's cell of 16 bytes
        "allocator_malloc_version_1" => case(vec![I32(100)], Returns::Number, || (HEAP_BASE + 24).to_le_bytes().to_vec()),
        "logging_log_version_1" => silent(vec![I32(2), Bytes(b"target"), Bytes(b"text")], || {
            sp_io::logging::log(sp_core::RuntimeInterfaceLogLevel::Info, "target", b"text")
        }),
        // sp-io reads the level of the process, which the host does not share: info, as it is set
        "logging_max_level_version_1" => case(vec![], Returns::Number, || 3_u32.to_le_bytes().to_vec()),
        "misc_print_hex_version_1" => silent(vec![Bytes(b"text")], || sp_io::misc::print_hex(b"text")),
        "misc_print_num_version_1" => silent(vec![I64(7)], || sp_io::misc::print_num(7)),
        "misc_print_utf8_version_1" => silent(vec![Bytes(b"text")], || sp_io::misc::print_utf8(b"text")),
        // sp-io leaves this to the node's executor
        "misc_runtime_version_version_1" => {
            let blob = with_version_sections(&with_body("(i64.const 0)"), &example_version());
            case(vec![Bytes(keep(blob))], Returns::Value, || Some(example_version().encode()).encode())
        }
        "transaction_index_index_version_1" => silent(vec![I32(1), I32(2), Address(&[3; 32])], || transaction_index::index(1, 2, [3; 32])),
        "transaction_index_renew_version_1" => silent(vec![I32(1), Address(&[3; 32])], || transaction_index::renew(1, [3; 32])),
        _ => return None,
    };
    Some(case)
}

fn local_storage(function: &str) -> Case {
    let set = || vec![("ext_offchain_local_storage_set_version_1", vec![I32(0), Bytes(b"key"), Bytes(b"value")])];
    let get = || offchain::local_storage_get(PERSISTENT, b"key");
    let with_value = || offchain::local_storage_set(PERSISTENT, b"key", b"value");
    match function {
        "set_version_1" => silent(vec![I32(0), Bytes(b"key"), Bytes(b"value")], with_value),
        "get_version_1" => Case {
            before: set(),
            ..case(vec![I32(0), Bytes(b"key")], Returns::Value, move || {
                with_value();
                get().encode()
            })
        },
        "clear_version_1" => Case { before: set(), ..silent(vec![I32(0), Bytes(b"key")], || ()) },
        "compare_and_set_version_1" => {
            let old = Some(b"value".to_vec());
            Case {
                before: set(),
                ..case(vec![I32(0), Bytes(b"key"), Bytes(keep(old.encode())), Bytes(b"new")], Returns::Number, move || {
                    with_value();
                    truth(offchain::local_storage_compare_and_set(PERSISTENT, b"key", old.clone(), b"new"))
                })
            }
        }
        _ => panic!("no case for the local storage's {function}"),
    }
}

fn worker(function: &str) -> Case {
    let request = || vec![Bytes(b"GET"), Bytes(b"http://localhost/x"), Bytes(b"")];
    let started = || offchain::http_request_start("GET", "http://localhost/x", b"");
    match function {
        "http_request_start_version_1" => case(request(), Returns::Value, move || started().encode()),
        "http_request_add_header_version_1" => Case {
            before: vec![("ext_offchain_http_request_start_version_1", request())],
            ..case(vec![I32(0), Bytes(b"Accept"), Bytes(b"text/plain")], Returns::Value, move || {
                let id = started().expect("a request");
                offchain::http_request_add_header(id, "Accept", "text/plain").encode()
            })
        },
        "index_set_version_1" => silent(vec![Bytes(b"key"), Bytes(b"value")], || offchain_index::set(b"key", b"value")),
        "index_clear_version_1" => silent(vec![Bytes(b"key")], || offchain_index::clear(b"key")),
        "is_validator_version_1" => case(vec![], Returns::Number, || truth(offchain::is_validator())),
        "network_state_version_1" => case(vec![], Returns::Value, || offchain::network_state().encode()),
        "random_seed_version_1" => case(vec![], Returns::Array(32), || offchain::random_seed().to_vec()),
        "sleep_until_version_1" => silent(vec![I64(9)], || offchain::sleep_until(9.into())),
        "submit_transaction_version_1" => {
            case(vec![Bytes(b"xt")], Returns::Value, || offchain::submit_transaction(b"xt".to_vec()).encode())
        }
        "timestamp_version_1" => case(vec![], Returns::Wide, || offchain::timestamp().unix_millis().to_le_bytes().to_vec()),
        _ => panic!("no case for {function}"),
    }
}
