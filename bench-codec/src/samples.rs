//! The values that are decoded and encoded.

use crate::Row;
use codec::{Compact, Encode};
use std::collections::BTreeMap;

/// All rows; `metadata` is an encoded runtime's metadata of version 14.
pub fn rows(metadata: Vec<u8>) -> Vec<Row> {
    vec![
        Row { name: "header", kind: 33, encoded: header(), times: 2000 },
        Row { name: "extrinsic", kind: 34, encoded: extrinsic(70_000, 12_345_678_901_234), times: 2000 },
        Row { name: "block of 1,000 extrinsics", kind: 35, encoded: block(1000), times: 20 },
        Row { name: "100,000 u64", kind: 21, encoded: words(100_000), times: 20 },
        Row { name: "1 MiB of bytes", kind: 15, encoded: vec![0x5a_u8; 1 << 20].encode(), times: 50 },
        Row { name: "map of 10,000 accounts", kind: 36, encoded: accounts(10_000), times: 5 },
        Row { name: "metadata v14", kind: 37, encoded: metadata, times: 5 },
    ]
}

fn header() -> Vec<u8> {
    let mut encoded = ([0x11_u8; 32], Compact(7_654_321_u32), [0x22_u8; 32], [0x33_u8; 32]).encode();
    let items = [(6_u8, *b"aura", vec![7_u8; 8]), (4, *b"FRNK", vec![9; 120]), (5, *b"aura", vec![5; 64])];
    items.to_vec().encode_to(&mut encoded);
    encoded
}

/// Balances.transfer_keep_alive, signed.
fn extrinsic(nonce: u32, value: u128) -> Vec<u8> {
    let address = |byte: u8| (0_u8, [byte; 32]);
    let signed = (0x84_u8, address(1), 1_u8, [0x77_u8; 64], 0x02a5_u16, Compact(nonce), Compact(1_000_000_000_u128));
    (signed, 6_u8, 3_u8, address(2), Compact(value)).encode()
}

fn block(extrinsics: u32) -> Vec<u8> {
    let extrinsics = (0..extrinsics).map(|index| extrinsic(index, u128::from(index) * 1_000_000_007 + 1));
    [header(), extrinsics.collect::<Vec<_>>().encode()].concat()
}

/// Numbers that differ in all of their bytes.
fn words(count: u64) -> Vec<u8> {
    (0..count).map(|index| index.wrapping_mul(0x9e37_79b9_7f4a_7c15)).collect::<Vec<_>>().encode()
}

/// Accounts in the order of their keys, as a chain writes them.
fn accounts(count: u64) -> Vec<u8> {
    let account = |index: u64| {
        let mut key = [0x42_u8; 32];
        key[..8].copy_from_slice(&index.wrapping_mul(0x9e37_79b9_7f4a_7c15).to_be_bytes());
        (key, ([index as u32, 0, 1, 0], [u128::from(index) << 20, 0, 0, 1 << 127]))
    };
    (0..count).map(account).collect::<BTreeMap<_, _>>().encode()
}
