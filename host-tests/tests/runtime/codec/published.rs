//! Encodings that others have published, and the borders of each form.

use super::{kinds, Fixture};

/// A value's encoding, by its kind in the fixture.
const VALUES: &[(u8, &[u8])] = &[
    // polkadot-js/api, packages/types-codec: CompactBase, u8, u16, bool, Text, Bytes, Option, BTreeSet, BitVec, Era.
    (12, &[0x04]),
    (12, &[0xa8]),
    (12, &[0x15, 0x01]),
    (12, &[0xfe, 0xff, 0x03, 0x00]),
    (14, &[0x0b, 0x00, 0x40, 0x7a, 0x10, 0xf3, 0x5a]),
    (9, &[0x01]),
    (16, b"\x0cfoo"),
    (16, "\x30\u{0417}\u{0434}\u{0440}\u{0430}\u{0441}\u{044c}".as_bytes()),
    (15, &[0x10, 0xde, 0xad, 0xbe, 0xef]),
    (17, &[0x00]),
    (26, &[0x28, 0x05, 0x02]),
    (32, &[0x00]),
    (32, &[0xe5, 0x00]),
    (32, &[0x4e, 0x9c]),
    (31, &[0x01]),
    // The borders of the forms of a compact integer.
    (10, &[0xfd, 0x03]),
    (11, &[0xfe, 0xff, 0x03, 0x00]),
    (12, &[0x03, 0xff, 0xff, 0xff, 0xff]),
    (13, &[0x13, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff]),
    (14, &[0x17, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x01]),
    (14, &[0x33, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff]),
];

/// Bytes that are no value.
const REFUSED: &[(u8, &[u8])] = &[
    (9, &[0x02]),
    (17, &[0x02]),
    (18, &[0x03]),
    (19, &[0x02]),
    (32, &[0x10, 0x00]),
    (32, &[0xf1, 0xff]),
    (31, &[0x05]),
    (10, &[0x01, 0x00]),
    (10, &[0x01, 0x04]),
    (10, &[0x02, 0x00, 0x01, 0x00]),
    (11, &[0x02, 0x00, 0x04, 0x00]),
    (12, &[0x02, 0x00, 0x00, 0x00]),
    (12, &[0x03, 0xff, 0xff, 0xff, 0x3f]),
    (12, &[0x07, 0x00, 0x00, 0x00, 0x00, 0x01]),
    (13, &[0x07, 0xff, 0xff, 0xff, 0xff, 0x00]),
    (13, &[0x17, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x01]),
    (14, &[0x37; 18]),
    (16, &[0x04, 0xff]),
    (16, &[0x0c, 0xed, 0xa0, 0x80]),
    (26, &[0x02, 0x00, 0x00, 0x80]),
];

#[test]
fn published_values_and_all_their_truncations() {
    let mut fixture = Fixture::new();
    let kinds = kinds::all();
    let reference = |number: u8| kinds.iter().find(|kind| kind.number == number).expect("a kind").reference;
    for (kind, encoded) in VALUES {
        assert_eq!(reference(*kind)(encoded).as_deref(), Some(*encoded), "kind {kind}, {encoded:02x?}");
        fixture.check(*kind, reference(*kind), encoded);
        for length in 0..encoded.len() {
            fixture.check(*kind, reference(*kind), &encoded[..length]);
        }
    }
    for (kind, encoded) in REFUSED {
        assert_eq!(reference(*kind)(encoded), None, "kind {kind}, {encoded:02x?}");
        fixture.check(*kind, reference(*kind), encoded);
    }
}

#[test]
fn every_era_of_two_bytes() {
    let mut fixture = Fixture::new();
    let kinds = kinds::all();
    let reference = kinds.iter().find(|kind| kind.number == 32).expect("a kind").reference;
    for encoded in (0..=u16::MAX).step_by(7) {
        fixture.check(32, reference, &encoded.to_le_bytes());
    }
}
