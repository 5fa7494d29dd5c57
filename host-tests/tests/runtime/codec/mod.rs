//! The codec in a module against parity-scale-codec: the same values and the same refusals, and a place for each error.
//!
//! What the fixture answered is also written to `target/codec-vectors`, from which `go test` takes the very same questions to the fixture
//! under the ordinary Go toolchain: see `go-runtime/fixtures/codec/vectors_test.go`.

mod block;
mod kinds;
mod metadata;
mod published;

use host_tests::{Blob, Externalities, HostConfig, ReusedInstance};
use kinds::{Kind, Reference};
use proptest::strategy::{Strategy, ValueTree};
use proptest::test_runner::{Config, TestRng, TestRunner};

/// The texts of all reasons for which a value is refused (`go-runtime/scale/error.go`).
const REASONS: [&str; 12] = [
    "not enough data to fill buffer",
    "out of range decoding a compact integer",
    "unknown variant",
    "invalid boolean representation",
    "unexpected first byte decoding an option",
    "unexpected first byte decoding a result",
    "invalid UTF-8 sequence",
    "invalid period and phase",
    "too many bits in a bit vector",
    "maximum recursion depth reached when decoding",
    "heap memory limit exceeded while decoding",
    "input buffer has still data left after decoding",
];

/// An instance of the fixture.
struct Fixture {
    instance: ReusedInstance,
    storage: Externalities,
}

/// What the fixture made of bytes.
#[derive(Debug, PartialEq, Eq)]
enum Answer {
    /// They are a value, which is encoded so.
    Encoded(Vec<u8>),
    /// They are none, for a reason and at a place.
    Refused { offset: usize, reason: String },
}

impl Fixture {
    fn new() -> Self {
        Self::of("codec")
    }

    fn of(module: &str) -> Self {
        let blob: Blob = super::blob(module);
        let instance = blob.instance(&HostConfig::default()).unwrap_or_else(|error| panic!("{error}"));
        Self { instance, storage: Externalities::default() }
    }

    /// The answer as it comes, and what it means.
    fn round_trip(&mut self, kind: u8, encoded: &[u8]) -> (Vec<u8>, Answer) {
        let input = [&[kind], encoded].concat();
        let outcome = self.instance.call("Codec_round_trip", &input, &mut self.storage);
        let raw = outcome.unwrap_or_else(|error| panic!("kind {kind}, {encoded:02x?}: {error}")).result;
        let answer = match raw.split_first().expect("an answer") {
            (0, value) => Answer::Encoded(value.to_vec()),
            (_, error) => {
                let (offset, reason) = error.split_at(4);
                let offset = u32::from_le_bytes(offset.try_into().expect("four bytes")) as usize;
                let reason = <String as codec::Decode>::decode(&mut &reason[..]).expect("a text");
                Answer::Refused { offset, reason }
            }
        };
        (raw, answer)
    }

    /// Holds the answer against the reference's.
    fn check(&mut self, kind: u8, reference: Reference, encoded: &[u8]) -> Vec<u8> {
        let (raw, answer) = self.round_trip(kind, encoded);
        match (reference(encoded), answer) {
            (Some(wanted), Answer::Encoded(value)) => assert_eq!(value, wanted, "kind {kind}, {encoded:02x?}"),
            (None, Answer::Refused { offset, reason }) => {
                assert!(offset <= encoded.len(), "kind {kind}, {encoded:02x?}: an error at byte {offset}");
                assert!(REASONS.contains(&reason.as_str()), "kind {kind}, {encoded:02x?}: {reason}");
            }
            (wanted, answer) => panic!("kind {kind}, {encoded:02x?}: {answer:?}, want {wanted:?}"),
        }
        raw
    }
}

/// Questions and answers for `go test`: kind, length of the question, question, length of the answer, answer.
#[derive(Default)]
struct Vectors(Vec<u8>);

impl Vectors {
    fn add(&mut self, kind: u8, question: &[u8], answer: &[u8]) {
        self.0.push(kind);
        for bytes in [question, answer] {
            self.0.extend((bytes.len() as u32).to_le_bytes());
            self.0.extend(bytes);
        }
    }
}

/// Bytes that are close to a value: one of them is another.
fn change(encoded: &[u8], random: u64) -> Vec<u8> {
    let mut changed = encoded.to_vec();
    if let Some(at) = (random as usize).checked_rem(encoded.len()) {
        changed[at] ^= ((random >> 32) as u8).max(1);
    }
    changed
}

/// One value: as it is, truncated everywhere, with a byte too many, and changed.
fn check_value(fixture: &mut Fixture, kind: &Kind, encoded: &[u8], random: u64, vectors: &mut Vectors) {
    let mut ask = |question: &[u8]| {
        let answer = fixture.check(kind.number, kind.reference, question);
        vectors.add(kind.number, question, &answer);
    };
    assert!((kind.reference)(encoded).is_some(), "kind {}: the reference refuses {encoded:02x?}", kind.number);
    ask(encoded);
    ask(&[encoded, &[0]].concat());
    for length in 0..encoded.len() {
        assert!((kind.reference)(&encoded[..length]).is_none());
        ask(&encoded[..length]);
    }
    for round in 0..4 {
        ask(&change(encoded, random.rotate_left(round * 16)));
    }
}

#[test]
fn values_of_every_kind_are_what_they_are_to_the_reference() {
    const CASES: u32 = 24;
    let mut fixture = Fixture::new();
    let mut vectors = Vectors::default();
    for kind in kinds::all() {
        let mut runner =
            TestRunner::new_with_rng(Config::default(), TestRng::deterministic_rng(proptest::test_runner::RngAlgorithm::ChaCha));
        for _ in 0..CASES {
            let strategy = (&kind.values, proptest::num::u64::ANY, proptest::collection::vec(proptest::num::u8::ANY, 0..40));
            let (encoded, random, bytes) = strategy.new_tree(&mut runner).expect("a value").current();
            check_value(&mut fixture, &kind, &encoded, random, &mut vectors);
            let answer = fixture.check(kind.number, kind.reference, &bytes);
            vectors.add(kind.number, &bytes, &answer);
        }
    }
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../target/codec-vectors");
    std::fs::write(&path, vectors.0).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
}

#[test]
fn random_values_differ_from_run_to_run() {
    let mut fixture = Fixture::new();
    let mut runner = TestRunner::new(Config::default());
    for kind in kinds::all() {
        for _ in 0..8 {
            let (encoded, random) = (&kind.values, proptest::num::u64::ANY).new_tree(&mut runner).expect("a value").current();
            check_value(&mut fixture, &kind, &encoded, random, &mut Vectors::default());
        }
    }
}

/// With a collection at every allocation, and freed cells filled with a pattern: the codec knows its buffers by address, not by pointer.
#[test]
fn collections_take_nothing_from_a_codec() {
    let mut fixture = Fixture::of("codec.stress");
    let mut runner = TestRunner::new(Config::default());
    for kind in kinds::all() {
        for _ in 0..8 {
            let encoded = kind.values.new_tree(&mut runner).expect("a value").current();
            fixture.check(kind.number, kind.reference, &encoded);
        }
    }
}

#[test]
fn calls_may_be_nested_as_deep_as_in_the_reference() {
    let mut fixture = Fixture::new();
    for depth in [1, 2, 255, 256, 257, 300, 5000] {
        let encoded = block::nested(depth);
        let (_, answer) = fixture.round_trip(block::EXTRINSIC, &encoded);
        match block::reference(&encoded) {
            Some(wanted) => assert_eq!(answer, Answer::Encoded(wanted), "{depth} levels"),
            None => assert!(matches!(&answer, Answer::Refused { reason, .. } if reason.starts_with("maximum recursion")), "{depth} levels"),
        }
        assert_eq!(depth <= 256, matches!(answer, Answer::Encoded(_)), "{depth} levels");
    }
}

#[test]
fn a_length_alone_allocates_nothing() {
    let mut fixture = Fixture::new();
    // 2^30 - 1 elements, and none of them there.
    for kind in [15, 16, 20, 21, 23, 24, 25, 26, 35, 36, 38] {
        let head = if kind == 35 { vec![0; 97] } else { Vec::new() };
        let input = [&[kind][..], &head, &[0xfe, 0xff, 0xff, 0xff]].concat();
        let outcome = fixture.instance.call("Codec_round_trip", &input, &mut fixture.storage).unwrap_or_else(|error| panic!("{error}"));
        assert_eq!(outcome.result[0], 1);
        assert!(outcome.stats.peak_heap_bytes < 1 << 20, "kind {kind}: {} bytes", outcome.stats.peak_heap_bytes);
    }
}

#[test]
fn an_extrinsic_takes_two_allocations_to_decode_and_none_to_encode() {
    let mut fixture = Fixture::new();
    let outcome = fixture.instance.call("Codec_allocations", &block::nested(0), &mut fixture.storage);
    let counts = super::numbers(&outcome.unwrap_or_else(|error| panic!("{error}")).result);
    assert!(counts[0] <= 2, "{counts:?}");
    assert_eq!(counts[1], 0, "{counts:?}");
}
