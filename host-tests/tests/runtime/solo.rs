//! The runtime `solo`: an empty block, from its header to its roots.

use super::{blob, call, module};
use codec::{Compact, Decode, Encode};
use host_tests::{version::RuntimeVersion, Externalities, HostConfig, StateVersion};
use sp_core::Blake2Hasher;
use sp_crypto_hashing::{blake2_256, twox_128, twox_64};
use sp_trie::{LayoutV0, LayoutV1, TrieConfiguration};
use std::collections::BTreeMap;

const PARENT_HASH: [u8; 32] = [0x17; 32];
const NUMBER: u32 = 3000;

/// A digest with one message from the consensus engine and one that is not the runtime's to keep.
fn digest(items: &[(u8, [u8; 4], Vec<u8>)]) -> Vec<u8> {
    let mut encoded = Compact(items.len() as u32).encode();
    for (kind, engine, data) in items {
        encoded.push(*kind);
        encoded.extend(engine);
        encoded.extend(data.encode());
    }
    encoded
}

fn header(digest: &[u8]) -> Vec<u8> {
    let mut encoded = PARENT_HASH.to_vec();
    encoded.extend(Compact(NUMBER).encode());
    encoded.extend([0; 64]);
    encoded.extend(digest);
    encoded
}

fn item(name: &str) -> Vec<u8> {
    [twox_128(b"System"), twox_128(name.as_bytes())].concat()
}

fn block_hash_key(number: u32) -> Vec<u8> {
    let number = number.encode();
    [item("BlockHash"), twox_64(&number).to_vec(), number].concat()
}

/// What was in storage before, and stays or goes.
fn genesis() -> BTreeMap<Vec<u8>, Vec<u8>> {
    BTreeMap::from([
        (b":code".to_vec(), vec![0xAB; 100]),
        (item("Events"), vec![4, 1, 2, 3]),
        (item("EventCount"), 1u32.encode()),
        ([item("EventTopics"), vec![9; 32]].concat(), vec![1]),
        (block_hash_key(NUMBER - 2401), vec![5; 32]),
        (block_hash_key(NUMBER - 2400), vec![6; 32]),
    ])
}

#[test]
fn an_empty_block_has_the_roots_that_sp_trie_computes() {
    for name in ["solo", "solo.stress"] {
        let solo = blob(name);
        let mut storage = Externalities::with_storage(genesis(), StateVersion::V1);
        let pre_runtime = (6, *b"aura", vec![1, 0, 0, 0, 0, 0, 0, 0]);
        let input = header(&digest(&[pre_runtime.clone(), (5, *b"aura", vec![0; 64])]));
        let config = HostConfig::default();
        let started = solo.call("Core_initialize_block", &input, &mut storage, &config).expect("a header");
        assert_eq!(started.result, [0]);
        assert_eq!(storage.get(&item("ExecutionPhase")), Some(vec![0, 0, 0, 0, 0]));
        assert_eq!(storage.get(b":extrinsic_index"), Some(vec![0; 4]));
        let entropy = blake2_256(&(*b"frame_initialize", PARENT_HASH).encode());
        assert_eq!(storage.get(b":intrablock_entropy"), Some(entropy.to_vec()));

        let ended = solo.call("BlockBuilder_finalize_block", &[], &mut storage, &config).expect("a block was started");
        let kept_digest = digest(&[pre_runtime]);
        let wanted = BTreeMap::from([
            (b":code".to_vec(), vec![0xAB; 100]),
            (item("Number"), NUMBER.encode()),
            (item("ParentHash"), PARENT_HASH.to_vec()),
            (item("Digest"), kept_digest.clone()),
            (block_hash_key(NUMBER - 2400), vec![6; 32]),
            (block_hash_key(NUMBER - 1), PARENT_HASH.to_vec()),
        ]);
        assert_eq!(storage.pairs(), wanted);

        let extrinsics_root = LayoutV0::<Blake2Hasher>::ordered_trie_root(Vec::<Vec<u8>>::new());
        let state_root = LayoutV1::<Blake2Hasher>::trie_root(wanted);
        let mut result = &ended.result[..];
        assert_eq!(<[u8; 32]>::decode(&mut result), Ok(PARENT_HASH));
        assert_eq!(Compact::<u32>::decode(&mut result), Ok(Compact(NUMBER)));
        assert_eq!(<[u8; 32]>::decode(&mut result), Ok(state_root.0));
        assert_eq!(<[u8; 32]>::decode(&mut result), Ok(extrinsics_root.0));
        assert_eq!(result, kept_digest);
    }
}

#[test]
fn input_that_is_no_header_changes_nothing() {
    let solo = blob("solo");
    let whole = header(&digest(&[(6, *b"aura", vec![1])]));
    let mut inputs: Vec<Vec<u8>> = (0..whole.len()).map(|len| whole[..len].to_vec()).collect();
    inputs.push([&whole[..], &[0]].concat());
    inputs.push(header(&[4, 7]));
    inputs.push(header(&[0x02, 0, 0, 0x40]));
    inputs.push(header(&[4, 0, 0xfe, 0xff, 0xff, 0xff]));
    for input in inputs {
        let mut storage = Externalities::with_storage(genesis(), StateVersion::V1);
        let error = solo.call("Core_initialize_block", &input, &mut storage, &HostConfig::default()).expect_err("no header");
        assert!(error.logs[0].message.starts_with("panic: Bad input data provided to initialize_block: scale: "), "{:?}", error.logs);
        assert_eq!(storage.pairs(), genesis());
    }
}

#[test]
fn the_version_is_the_manifests_in_all_three_places() {
    let answer = RuntimeVersion::from_answer(&call(&blob("solo"), "Core_version", &[]).result).expect("a version");
    assert_eq!((answer.spec_name.as_str(), answer.spec_version), ("gopallet-solo", 100));
    let sections = RuntimeVersion::from_sections(&module("solo")).expect("readable sections").expect("both sections");
    assert_eq!(sections, answer);
}

#[test]
fn blocks_cost_the_same_on_every_run() {
    let solo = blob("solo");
    let run = || {
        let mut storage = Externalities::with_storage(genesis(), StateVersion::V1);
        let config = HostConfig::default();
        let started = solo.call("Core_initialize_block", &header(&[0]), &mut storage, &config).expect("a header");
        let ended = solo.call("BlockBuilder_finalize_block", &[], &mut storage, &config).expect("a block");
        (started.stats, ended.stats)
    };
    assert_eq!(run(), run());
}
