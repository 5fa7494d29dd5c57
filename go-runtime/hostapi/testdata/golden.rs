//! Writes the golden files beside this one from what the crates of Substrate compute: `cargo run -- FOLDER`.
//!
//! Dependencies: parity-scale-codec 3, sp-core 43.0.0, sp-state-machine 0.54.0 with the sp-crypto-hashing and sp-externalities that they ask
//! for, sp-trie 47.0.0. What is hashed and stored comes from a generator of numbers that the Go tests repeat, so the files hold results only.

use parity_scale_codec::Encode;
use sp_core::storage::{StateVersion, Storage};
use sp_core::Blake2Hasher;
use sp_crypto_hashing::{blake2_128, blake2_256, keccak_256, sha2_256, twox_128, twox_256, twox_64};
use sp_externalities::Externalities;
use sp_state_machine::TestExternalities;
use sp_trie::{LayoutV0, LayoutV1, TrieConfiguration};
use std::collections::BTreeMap;
use std::fmt::Write;

/// SplitMix64.
struct Generator(u64);

impl Generator {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    fn below(&mut self, limit: u64) -> usize {
        (self.next() % limit) as usize
    }

    fn bytes(&mut self, length: usize) -> Vec<u8> {
        (0..length).map(|_| self.next() as u8).collect()
    }

    fn key(&mut self) -> Vec<u8> {
        const FEW: [u8; 5] = [0x00, 0x01, 0x10, 0x11, 0xff];
        match self.below(4) {
            0 => (0..self.below(6)).map(|_| FEW[self.below(5)]).collect(),
            1 => {
                let mut key = vec![0x26; 32];
                let length = self.below(4);
                key.extend(self.bytes(length));
                key
            }
            2 => {
                let length = self.below(40);
                self.bytes(length)
            }
            _ => {
                let mut key = vec![0xab; self.below(200)];
                key.push(self.next() as u8);
                key
            }
        }
    }

    fn value(&mut self) -> Vec<u8> {
        const LENGTHS: [usize; 14] = [0, 1, 4, 16, 30, 31, 32, 33, 34, 63, 64, 100, 400, 16384];
        let length = LENGTHS[self.below(14)];
        let byte = self.next() as u8;
        vec![byte; length]
    }
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::new(), |mut text, byte| {
        write!(text, "{byte:02x}").unwrap();
        text
    })
}

fn roots() -> String {
    let mut lines = Vec::new();
    for seed in 0..64u64 {
        let mut generator = Generator(seed);
        let pairs: BTreeMap<Vec<u8>, Vec<u8>> = (0..generator.below(60)).map(|_| (generator.key(), generator.value())).collect();
        let count = if seed % 8 == 7 { 300 } else { generator.below(80) };
        let values: Vec<Vec<u8>> = (0..count).map(|_| generator.value()).collect();
        lines.push(format!(
            "  {{\"seed\": {seed}, \"v0\": \"{}\", \"v1\": \"{}\", \"ordered_v0\": \"{}\", \"ordered_v1\": \"{}\"}}",
            hex(LayoutV0::<Blake2Hasher>::trie_root(pairs.clone()).as_ref()),
            hex(LayoutV1::<Blake2Hasher>::trie_root(pairs).as_ref()),
            hex(LayoutV0::<Blake2Hasher>::ordered_trie_root(values.clone()).as_ref()),
            hex(LayoutV1::<Blake2Hasher>::ordered_trie_root(values).as_ref()),
        ));
    }
    format!("[\n{}\n]\n", lines.join(",\n"))
}

fn hashes() -> String {
    let mut lines = Vec::new();
    for length in [0usize, 1, 3, 4, 7, 8, 31, 32, 33, 63, 64, 65, 127, 128, 129, 135, 136, 137, 1000] {
        let data = Generator(length as u64).bytes(length);
        lines.push(format!(
            "  {{\"length\": {length}, \"twox_64\": \"{}\", \"twox_128\": \"{}\", \"twox_256\": \"{}\", \"blake2_128\": \"{}\", \
             \"blake2_256\": \"{}\", \"keccak_256\": \"{}\", \"sha2_256\": \"{}\"}}",
            hex(&twox_64(&data)),
            hex(&twox_128(&data)),
            hex(&twox_256(&data)),
            hex(&blake2_128(&data)),
            hex(&blake2_256(&data)),
            hex(&keccak_256(&data)),
            hex(&sha2_256(&data)),
        ));
    }
    format!("[\n{}\n]\n", lines.join(",\n"))
}

/// A key of few bytes, so that operations meet.
fn near_key(generator: &mut Generator) -> Vec<u8> {
    const FEW: [u8; 3] = [0x61, 0x62, 0xff];
    (0..1 + generator.below(4)).map(|_| FEW[generator.below(3)]).collect()
}

/// A value, often the encoding of a list.
fn near_value(generator: &mut Generator) -> Vec<u8> {
    match generator.below(5) {
        0 => Vec::new(),
        1 => vec![0],
        2 => (0..generator.below(70)).map(|_| 7u8).collect::<Vec<u8>>().encode(),
        3 => {
            let length = generator.below(6);
            generator.bytes(length)
        }
        _ => generator.value(),
    }
}

/// Applies one operation and gives what it returned.
fn step(generator: &mut Generator, ext: &mut dyn Externalities, depth: &mut usize) -> Vec<u8> {
    match generator.below(16) {
        0..=2 => {
            let (key, value) = (near_key(generator), near_value(generator));
            ext.set_storage(key, value);
            Vec::new()
        }
        3 => {
            ext.clear_storage(&near_key(generator));
            Vec::new()
        }
        4..=5 => {
            let (key, length) = (near_key(generator), generator.below(5));
            ext.storage_append(key, generator.bytes(length));
            Vec::new()
        }
        6..=7 => ext.storage(&near_key(generator)).encode(),
        8 => ext.exists_storage(&near_key(generator)).encode(),
        9..=10 => ext.next_storage_key(&near_key(generator)).encode(),
        11 => {
            let (key, limit) = (near_key(generator), generator.below(8) as u32);
            let limit = if limit == 7 { None } else { Some(limit) };
            let result = ext.clear_prefix(&key, limit, None);
            (result.maybe_cursor.is_none(), result.loops).encode()
        }
        12 => {
            if *depth < 4 {
                ext.storage_start_transaction();
                *depth += 1;
            }
            Vec::new()
        }
        13 => {
            if *depth > 0 {
                ext.storage_rollback_transaction().unwrap();
                *depth -= 1;
            }
            Vec::new()
        }
        14 => {
            if *depth > 0 {
                ext.storage_commit_transaction().unwrap();
                *depth -= 1;
            }
            Vec::new()
        }
        _ => root(&stored(ext)),
    }
}

/// All that is stored.
fn stored(ext: &mut dyn Externalities) -> BTreeMap<Vec<u8>, Vec<u8>> {
    let mut pairs = BTreeMap::new();
    let mut key = Vec::new();
    while let Some(next) = ext.next_storage_key(&key) {
        pairs.insert(next.clone(), ext.storage(&next).expect("the key has a value"));
        key = next;
    }
    pairs
}

/// The root, from all pairs: the one from the changes alone fails an assertion where a block removes keys that were never there.
fn root(pairs: &BTreeMap<Vec<u8>, Vec<u8>>) -> Vec<u8> {
    LayoutV1::<Blake2Hasher>::trie_root(pairs.clone()).encode()
}

/// What sequences of operations return, two blocks each.
fn transcripts() -> String {
    let mut lines = Vec::new();
    for seed in 0..100u64 {
        let mut generator = Generator(seed);
        let mut pairs = BTreeMap::new();
        let mut transcript = Vec::new();
        for _ in 0..2 {
            let storage = Storage { top: pairs, children_default: Default::default() };
            let mut host = TestExternalities::<Blake2Hasher>::new_with_state_version(storage, StateVersion::V1);
            let mut ext = host.ext();
            let mut depth = 0;
            for _ in 0..80 {
                transcript.extend(step(&mut generator, &mut ext, &mut depth));
            }
            while depth > 0 {
                ext.storage_commit_transaction().unwrap();
                depth -= 1;
            }
            pairs = stored(&mut ext);
            transcript.extend(root(&pairs));
        }
        lines.push(format!("  {{\"seed\": {seed}, \"blake2_256\": \"{}\"}}", hex(&blake2_256(&transcript))));
    }
    format!("[\n{}\n]\n", lines.join(",\n"))
}

fn main() {
    let folder = std::env::args().nth(1).expect("usage: cargo run -- FOLDER");
    for (name, text) in [("roots.json", roots()), ("hashes.json", hashes()), ("storage.json", transcripts())] {
        std::fs::write(std::path::Path::new(&folder).join(name), text).expect("the folder can be written to");
    }
}
