//! Storage, child tries, tries and hashes.

use codec::Encode;
use host_tests::StateVersion;
use sp_core::{Blake2Hasher, H256};
use sp_io::{default_child_storage as child, hashing, storage, trie};
use sp_trie::{generate_trie_proof, trie_types::TrieDBMutBuilderV1, LayoutV1, MemoryDB, TrieMut};

use super::{case, keep, silent, truth, Case, CHILD, LONG};
use crate::program::{Address, Bytes, Returns, I32};

const LIMIT: Option<u32> = Some(2);

pub fn case_of(function: &str) -> Option<Case> {
    if let Some(function) = function.strip_prefix("storage_") {
        return Some(top(function));
    }
    if let Some(function) = function.strip_prefix("default_child_storage_") {
        return Some(default_child(function));
    }
    if let Some(function) = function.strip_prefix("hashing_") {
        return Some(hash(function));
    }
    function.strip_prefix("trie_blake2_256_").map(trie_of)
}

fn limit() -> crate::program::Argument<'static> {
    Bytes(keep(LIMIT.encode()))
}

fn top(function: &str) -> Case {
    let start = || vec![("ext_storage_start_transaction_version_1", vec![]), ("ext_storage_set_version_1", vec![Bytes(b"a"), Bytes(b"2")])];
    match function {
        "append_version_1" => silent(vec![Bytes(b"list"), Bytes(&[8])], || storage::append(b"list", vec![8])),
        "changes_root_version_1" => case(vec![Bytes(&[1; 32])], Returns::Value, || storage::changes_root(&[1; 32]).encode()),
        "clear_prefix_version_1" => silent(vec![Bytes(b"p")], || {
            storage::clear_prefix(b"p", None);
        }),
        "clear_prefix_version_2" => case(vec![Bytes(b"p"), limit()], Returns::Value, || storage::clear_prefix(b"p", LIMIT).encode()),
        "clear_version_1" => silent(vec![Bytes(b"a")], || storage::clear(b"a")),
        "commit_transaction_version_1" => Case { before: start(), ..silent(vec![], || storage::set(b"a", b"2")) },
        "exists_version_1" => case(vec![Bytes(b"p2")], Returns::Number, || truth(storage::exists(b"p2"))),
        "get_version_1" => case(vec![Bytes(b"p1")], Returns::Value, || storage::get(b"p1").encode()),
        "next_key_version_1" => case(vec![Bytes(b"p1")], Returns::Value, || storage::next_key(b"p1").encode()),
        "read_version_1" => case(vec![Bytes(b"a"), Bytes(b"...."), I32(8)], Returns::Data(1, 4), || {
            let mut out = *b"....";
            assert_eq!(storage::read(b"a", &mut out, 8), Some(2));
            out.to_vec()
        }),
        "rollback_transaction_version_1" => Case { before: start(), ..silent(vec![], || ()) },
        "root_version_1" => Case {
            before: vec![("ext_storage_set_version_1", vec![Bytes(b"long"), Bytes(LONG)])],
            ..case(vec![], Returns::Value, || {
                storage::set(b"long", LONG);
                storage::root(StateVersion::V0)
            })
        },
        "root_version_2" => Case {
            before: vec![("ext_storage_set_version_1", vec![Bytes(b"long"), Bytes(LONG)])],
            ..case(vec![I32(1)], Returns::Value, || {
                storage::set(b"long", LONG);
                storage::root(StateVersion::V1)
            })
        },
        "set_version_1" => silent(vec![Bytes(b"p2"), Bytes(LONG)], || storage::set(b"p2", LONG)),
        // what follows in the transaction is lost at the end of the call
        "start_transaction_version_1" => silent(vec![], || ()),
        _ => panic!("no case for the storage's {function}"),
    }
}

fn default_child(function: &str) -> Case {
    let with_long = || vec![("ext_default_child_storage_set_version_1", vec![Bytes(CHILD), Bytes(b"long"), Bytes(LONG)])];
    let root = |version: StateVersion| {
        move || {
            child::set(CHILD, b"long", LONG);
            child::root(CHILD, version)
        }
    };
    let kill = |limit: Option<u32>| child::storage_kill(CHILD, limit);
    match function {
        "clear_prefix_version_1" => silent(vec![Bytes(CHILD), Bytes(b"p")], || {
            child::clear_prefix(CHILD, b"p", None);
        }),
        "clear_prefix_version_2" => {
            case(vec![Bytes(CHILD), Bytes(b"p"), limit()], Returns::Value, || child::clear_prefix(CHILD, b"p", LIMIT).encode())
        }
        "clear_version_1" => silent(vec![Bytes(CHILD), Bytes(b"a")], || child::clear(CHILD, b"a")),
        "exists_version_1" => case(vec![Bytes(CHILD), Bytes(b"p2")], Returns::Number, || truth(child::exists(CHILD, b"p2"))),
        "get_version_1" => case(vec![Bytes(CHILD), Bytes(b"p1")], Returns::Value, || child::get(CHILD, b"p1").encode()),
        "next_key_version_1" => case(vec![Bytes(CHILD), Bytes(b"p3")], Returns::Value, || child::next_key(CHILD, b"p3").encode()),
        "read_version_1" => case(vec![Bytes(CHILD), Bytes(b"a"), Bytes(b"...."), I32(8)], Returns::Value, || {
            child::read(CHILD, b"a", &mut [0; 4], 8).encode()
        }),
        "root_version_1" => Case { before: with_long(), ..case(vec![Bytes(CHILD)], Returns::Value, root(StateVersion::V0)) },
        "root_version_2" => Case { before: with_long(), ..case(vec![Bytes(CHILD), I32(1)], Returns::Value, root(StateVersion::V1)) },
        "set_version_1" => silent(vec![Bytes(CHILD), Bytes(b"p2"), Bytes(LONG)], || child::set(CHILD, b"p2", LONG)),
        "storage_kill_version_1" => silent(vec![Bytes(CHILD)], move || {
            kill(None);
        }),
        "storage_kill_version_2" => case(vec![Bytes(CHILD), limit()], Returns::Number, move || {
            truth(matches!(kill(LIMIT), sp_io::KillStorageResult::AllRemoved(_)))
        }),
        "storage_kill_version_3" => case(vec![Bytes(CHILD), limit()], Returns::Value, move || kill(LIMIT).encode()),
        _ => panic!("no case for the child storage's {function}"),
    }
}

fn hash(function: &str) -> Case {
    let array = |bytes: u32, expected: fn() -> Vec<u8>| case(vec![Bytes(LONG)], Returns::Array(bytes), expected);
    match function {
        "blake2_128_version_1" => array(16, || hashing::blake2_128(LONG).to_vec()),
        "blake2_256_version_1" => array(32, || hashing::blake2_256(LONG).to_vec()),
        "keccak_256_version_1" => array(32, || hashing::keccak_256(LONG).to_vec()),
        "sha2_256_version_1" => array(32, || hashing::sha2_256(LONG).to_vec()),
        "twox_128_version_1" => array(16, || hashing::twox_128(LONG).to_vec()),
        "twox_256_version_1" => array(32, || hashing::twox_256(LONG).to_vec()),
        "twox_64_version_1" => array(8, || hashing::twox_64(LONG).to_vec()),
        _ => panic!("no case for the hash {function}"),
    }
}

/// A trie, and the proof of one of its keys.
fn proof() -> (H256, Vec<Vec<u8>>) {
    let (mut db, mut root) = (MemoryDB::<Blake2Hasher>::default(), H256::default());
    {
        let mut trie = TrieDBMutBuilderV1::new(&mut db, &mut root).build();
        for index in 0..50_u8 {
            trie.insert(&[index; 4], LONG).expect("an intact trie");
        }
    }
    let proof = generate_trie_proof::<LayoutV1<Blake2Hasher>, _, _, _>(&db, root, &[[9; 4]]);
    (root, proof.expect("an intact trie"))
}

fn trie_of(function: &str) -> Case {
    let pairs = || vec![(b"b".to_vec(), LONG.to_vec()), (b"a".to_vec(), b"1".to_vec())];
    let values = || vec![LONG.to_vec(); 70];
    let (encoded_pairs, encoded_values) = (keep(pairs().encode()), keep(values().encode()));
    let (root, nodes) = proof();
    let verify = vec![Address(keep(root.0)), Bytes(keep(nodes.encode())), Bytes(&[9; 4]), Bytes(LONG)];
    let verified = move |version| truth(trie::blake2_256_verify_proof(root, &nodes, &[9; 4], LONG, version));
    let array = Returns::Array(32);
    match function {
        "ordered_root_version_1" => {
            case(vec![Bytes(encoded_values)], array, move || trie::blake2_256_ordered_root(values(), StateVersion::V0).0.to_vec())
        }
        "ordered_root_version_2" => {
            case(vec![Bytes(encoded_values), I32(1)], array, move || trie::blake2_256_ordered_root(values(), StateVersion::V1).0.to_vec())
        }
        "root_version_1" => case(vec![Bytes(encoded_pairs)], array, move || trie::blake2_256_root(pairs(), StateVersion::V0).0.to_vec()),
        "root_version_2" => {
            case(vec![Bytes(encoded_pairs), I32(1)], array, move || trie::blake2_256_root(pairs(), StateVersion::V1).0.to_vec())
        }
        "verify_proof_version_1" => case(verify, Returns::Number, move || verified(StateVersion::V0)),
        "verify_proof_version_2" => {
            case([verify, vec![I32(1)]].into_iter().flatten().collect(), Returns::Number, move || verified(StateVersion::V1))
        }
        _ => panic!("no case for the trie's {function}"),
    }
}
