//! The runtime `solo`: its genesis and a block, from its header to its roots.

use super::{blob, call, module};
use codec::{Compact, Decode, Encode};
use host_tests::{version::RuntimeVersion, Blob, Externalities, HostConfig, StateVersion, Stats};
use sp_core::Blake2Hasher;
use sp_crypto_hashing::{blake2_256, twox_128};
use sp_trie::{LayoutV0, LayoutV1, TrieConfiguration};

const PARENT_HASH: [u8; 32] = [0x17; 32];
const SLOT: u64 = 1_000;
const SLOT_MS: u64 = 6_000;

/// A digest of items with a kind, an engine and data.
fn digest(items: &[(u8, [u8; 4], Vec<u8>)]) -> Vec<u8> {
    let mut encoded = Compact(items.len() as u32).encode();
    for (kind, engine, data) in items {
        encoded.push(*kind);
        encoded.extend(engine);
        encoded.extend(data.encode());
    }
    encoded
}

/// What the author of the block says of its slot.
fn slot() -> (u8, [u8; 4], Vec<u8>) {
    (6, *b"aura", SLOT.encode())
}

fn header(digest: &[u8]) -> Vec<u8> {
    let mut encoded = PARENT_HASH.to_vec();
    encoded.extend(Compact(1u32).encode());
    encoded.extend([0; 64]);
    encoded.extend(digest);
    encoded
}

fn item(pallet: &str, name: &str) -> Vec<u8> {
    [twox_128(pallet.as_bytes()), twox_128(name.as_bytes())].concat()
}

/// A chain of which nothing is known but its code.
fn genesis(solo: &Blob) -> Externalities {
    let mut storage = Externalities::with_storage([(b":code".to_vec(), vec![0xAB; 100])], StateVersion::V1);
    let config = HostConfig::default();
    let preset = solo.call("GenesisBuilder_get_preset", &[0], &mut storage, &config).expect("no name");
    let json = Option::<Vec<u8>>::decode(&mut &preset.result[..]).expect("an option").expect("the default");
    let built = solo.call("GenesisBuilder_build_state", &json.encode(), &mut storage, &config).expect("any text");
    assert_eq!(built.result, [0]);
    storage
}

/// The extrinsic that sets the block's time.
fn inherent(solo: &Blob, storage: &mut Externalities) -> Vec<u8> {
    let data = vec![(*b"timstap0", (SLOT * SLOT_MS).encode())];
    let made = solo.call("BlockBuilder_inherent_extrinsics", &data.encode(), storage, &HostConfig::default()).expect("the time");
    assert_eq!(made.result[0], 4, "one extrinsic");
    made.result[1..].to_vec()
}

/// Makes the first block, which has no extrinsic but that; its header, the extrinsic, and what the calls took.
fn make_block(solo: &Blob, storage: &mut Externalities, given: &[u8]) -> (Vec<u8>, Vec<u8>, Vec<Stats>) {
    let config = HostConfig::default();
    let started = solo.call("Core_initialize_block", given, storage, &config).expect("a header");
    assert_eq!(started.result, [0]);
    let extrinsic = inherent(solo, storage);
    let applied = solo.call("BlockBuilder_apply_extrinsic", &extrinsic, storage, &config).expect("an extrinsic");
    assert_eq!(applied.result, [0, 0]);
    let ended = solo.call("BlockBuilder_finalize_block", &[], storage, &config).expect("a block was started");
    (ended.result, extrinsic, vec![started.stats, applied.stats, ended.stats])
}

#[test]
fn a_block_has_the_roots_that_sp_trie_computes() {
    for name in ["solo", "solo.stress"] {
        let solo = blob(name);
        let mut storage = genesis(&solo);
        let (result, extrinsic, _) = make_block(&solo, &mut storage, &header(&digest(&[slot(), (5, *b"aura", vec![0; 64])])));
        let after = storage.pairs();
        for gone in ["ExecutionPhase", "ExtrinsicCount", "BlockSize", "InherentsApplied"] {
            assert_eq!(after.get(&item("System", gone)), None, "{gone}");
        }
        assert_eq!(after.get(&b":extrinsic_index"[..]), None);
        assert_eq!(after.get(&item("Timestamp", "Now")), Some(&(SLOT * SLOT_MS).encode()));
        assert_eq!(after.get(&item("Timestamp", "DidUpdate")), None);
        assert_eq!(after.get(&item("Aura", "CurrentSlot")), Some(&SLOT.encode()));
        assert_eq!(after.get(&item("System", "EventCount")), Some(&1u32.encode()));

        let extrinsics_root = LayoutV0::<Blake2Hasher>::ordered_trie_root(vec![extrinsic.clone()]);
        let state_root = LayoutV1::<Blake2Hasher>::trie_root(after);
        let mut rest = &result[..];
        assert_eq!(<[u8; 32]>::decode(&mut rest), Ok(PARENT_HASH));
        assert_eq!(Compact::<u32>::decode(&mut rest), Ok(Compact(1)));
        assert_eq!(<[u8; 32]>::decode(&mut rest), Ok(state_root.0));
        assert_eq!(<[u8; 32]>::decode(&mut rest), Ok(extrinsics_root.0));
        assert_eq!(rest, digest(&[slot()]));

        let block = [&result[..], &[4], &extrinsic].concat();
        let mut replayed = genesis(&solo);
        solo.call("Core_execute_block", &block, &mut replayed, &HostConfig::default()).expect("the block that was made");
        assert_eq!(replayed.pairs(), storage.pairs());
    }
}

#[test]
fn a_started_block_has_its_entropy() {
    let solo = blob("solo");
    let mut storage = genesis(&solo);
    solo.call("Core_initialize_block", &header(&digest(&[slot()])), &mut storage, &HostConfig::default()).expect("a header");
    assert_eq!(storage.get(&item("System", "ExecutionPhase")), Some(vec![0, 0, 0, 0, 0]));
    assert_eq!(storage.get(b":extrinsic_index"), Some(vec![0; 4]));
    let entropy = blake2_256(&(*b"frame_system::initialize", PARENT_HASH).encode());
    assert_eq!(storage.get(b":intrablock_entropy"), Some(entropy.to_vec()));
}

#[test]
fn a_block_that_is_not_what_its_header_says_changes_nothing() {
    let solo = blob("solo");
    let mut storage = genesis(&solo);
    let (result, extrinsic, _) = make_block(&solo, &mut storage, &header(&digest(&[slot()])));
    let block = [&result[..], &[4], &extrinsic].concat();
    // A byte of the parent's hash may be any. Then come the number, the two roots, the digest, and the extrinsic.
    for at in [32, 33, 65, 97, block.len() - 1] {
        let mut damaged = block.clone();
        damaged[at] ^= 4;
        let mut replayed = genesis(&solo);
        let before = replayed.pairs();
        solo.call("Core_execute_block", &damaged, &mut replayed, &HostConfig::default()).expect_err("another block");
        assert_eq!(replayed.pairs(), before, "byte {at}");
    }
}

#[test]
fn input_that_is_no_header_changes_nothing() {
    let solo = blob("solo");
    let whole = header(&digest(&[slot()]));
    let mut inputs: Vec<Vec<u8>> = (0..whole.len()).map(|len| whole[..len].to_vec()).collect();
    inputs.push(header(&[4, 7]));
    inputs.push(header(&[0x02, 0, 0, 0x40]));
    inputs.push(header(&[4, 0, 0xfe, 0xff, 0xff, 0xff]));
    let before = genesis(&solo).pairs();
    for input in inputs {
        let mut storage = Externalities::with_storage(before.clone(), StateVersion::V1);
        let error = solo.call("Core_initialize_block", &input, &mut storage, &HostConfig::default()).expect_err("no header");
        assert!(error.logs[0].message.starts_with("panic: Bad input data provided to initialize_block: scale: "), "{:?}", error.logs);
        assert_eq!(storage.pairs(), before);
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
    let run = || make_block(&solo, &mut genesis(&solo), &header(&digest(&[slot()]))).2;
    assert_eq!(run(), run());
}
