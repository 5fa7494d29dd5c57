//! The runtime `guestbook`: a chain with calls of the pallet Template, those that fail included, and what the metadata say of it.

use super::{blob, module};
use codec::{Compact, Decode, Encode};
use frame_metadata::{v15::RuntimeMetadataV15, RuntimeMetadata, RuntimeMetadataPrefixed};
use host_tests::{
    chain::{Applied, Chain, Proposal},
    genesis::GenesisBuilder,
    Blob, Externalities, HostConfig, StateVersion,
};
use scale_info::{form::PortableForm, PortableRegistry, TypeDef, TypeDefPrimitive};
use sp_core::{sr25519, Pair};
use sp_crypto_hashing::{blake2_128, twox_128};
use std::collections::{BTreeMap, VecDeque};

const TEMPLATE: u8 = 7;
const SPEC_VERSION: u32 = 100;
const MAX_NOTE_BYTES: usize = 280;

// The errors of the pallet.
const BOOK_CLOSED: u8 = 0;
const NOTE_EMPTY: u8 = 1;
const NOTE_TOO_LONG: u8 = 2;
const NO_NOTE: u8 = 4;

fn account(name: &str) -> sr25519::Pair {
    sr25519::Pair::from_string(&format!("//{name}"), None).expect("a path")
}

/// A signed transaction without a tip that never expires.
fn signed(by: &str, nonce: u32, call: &[u8], genesis: &[u8; 32]) -> Vec<u8> {
    let pair = account(by);
    let explicit = [&[0][..], &Compact(nonce).encode(), &Compact(0_u128).encode(), &[0]].concat();
    let implicit = (SPEC_VERSION, 1_u32, genesis, genesis, 0_u8).encode();
    let mut payload = [call, &explicit, &implicit].concat();
    if payload.len() > 256 {
        payload = sp_crypto_hashing::blake2_256(&payload).to_vec();
    }
    [&[0x84, 0][..], &pair.public().0, &[1], &pair.sign(&payload).0, &explicit, call].concat()
}

fn write_note(text: &[u8]) -> Vec<u8> {
    (TEMPLATE, 0_u8, text).encode()
}

fn erase_note() -> Vec<u8> {
    (TEMPLATE, 1_u8).encode()
}

/// `Sudo.sudo` of `Template.close_book`.
fn close_book(close: bool, erased: &[&str]) -> Vec<u8> {
    let erased: Vec<[u8; 32]> = erased.iter().map(|name| account(name).public().0).collect();
    (6_u8, 0_u8, TEMPLATE, 2_u8, close, erased).encode()
}

/// The encoded error of the pallet.
fn failed(error: u8) -> Applied {
    Applied::Failed((3_u8, TEMPLATE, [error, 0, 0, 0]).encode())
}

fn item(pallet: &str, name: &str) -> Vec<u8> {
    [twox_128(pallet.as_bytes()), twox_128(name.as_bytes())].concat()
}

/// The note of an account and the block that it is from.
fn note(chain: &mut Chain, of: &str) -> Option<(Vec<u8>, u32)> {
    let key = account(of).public().0;
    let stored = chain.storage_mut().get(&[item("Template", "Notes"), blake2_128(&key).to_vec(), key.to_vec()].concat())?;
    Some(Decode::decode(&mut &stored[..]).expect("a note"))
}

fn chain(code: &[u8]) -> Chain {
    let blob = Blob::compile(code).expect("a runtime");
    let builder = GenesisBuilder::new(&blob);
    assert_eq!(builder.presets().expect("presets"), ["development"]);
    let configuration = builder.configuration(Some("development"), None).expect("a configuration");
    Chain::from_genesis(builder.state(&configuration, code).expect("a state")).expect("a chain")
}

/// The events of the last block: how often each, by pallet and name.
fn events(chain: &mut Chain, metadata: &RuntimeMetadataV15) -> BTreeMap<String, usize> {
    let stored = chain.storage_mut().get(&item("System", "Events")).expect("events");
    let pallet = metadata.pallets.iter().find(|pallet| pallet.name == "System").expect("the pallet");
    let entry = pallet.storage.as_ref().expect("storage").entries.iter().find(|entry| entry.name == "Events").expect("the item");
    let frame_metadata::v14::StorageEntryType::Plain(ty) = entry.ty else { panic!("no value") };
    let mut walk = Walk { registry: &metadata.types, rest: &stored, named: Vec::new() };
    walk.value(ty.id);
    assert!(walk.rest.is_empty(), "{} bytes follow the events", walk.rest.len());
    let mut counts = BTreeMap::new();
    for name in walk.named {
        *counts.entry(name).or_default() += 1;
    }
    counts
}

/// Reads values by nothing but what the metadata say of their types, and notes the variants of enums named `Event`.
struct Walk<'a> {
    registry: &'a PortableRegistry,
    rest: &'a [u8],
    named: Vec<String>,
}

impl Walk<'_> {
    fn skip(&mut self, bytes: usize) {
        self.rest = self.rest.get(bytes..).expect("a value ends early");
    }

    fn value(&mut self, id: u32) {
        let ty = self.registry.resolve(id).expect("a type").clone();
        match &ty.type_def {
            TypeDef::Composite(composite) => self.fields(&composite.fields),
            TypeDef::Tuple(tuple) => tuple.fields.iter().for_each(|field| self.value(field.id)),
            TypeDef::Array(array) => (0..array.len).for_each(|_| self.value(array.type_param.id)),
            TypeDef::Sequence(sequence) => {
                let Compact(len) = Compact::<u32>::decode(&mut self.rest).expect("a length");
                (0..len).for_each(|_| self.value(sequence.type_param.id));
            }
            TypeDef::Compact(_) => drop(Compact::<u128>::decode(&mut self.rest).expect("a compact number")),
            TypeDef::Variant(enumeration) => {
                let index = self.rest[0];
                self.skip(1);
                let variant = enumeration.variants.iter().find(|variant| variant.index == index).expect("a variant");
                if ty.path.segments.last().is_some_and(|name| name == "Event") {
                    self.named.push(format!("{}.{}", ty.path.segments[0], variant.name));
                }
                self.fields(&variant.fields);
            }
            TypeDef::Primitive(primitive) => self.skip(match primitive {
                TypeDefPrimitive::Bool | TypeDefPrimitive::U8 => 1,
                TypeDefPrimitive::U16 => 2,
                TypeDefPrimitive::U32 => 4,
                TypeDefPrimitive::U64 => 8,
                TypeDefPrimitive::U128 => 16,
                other => panic!("no event has a {other:?}"),
            }),
            TypeDef::BitSequence(_) => panic!("no event has bits"),
        }
    }

    fn fields(&mut self, fields: &[scale_info::Field<PortableForm>]) {
        fields.iter().for_each(|field| self.value(field.ty.id));
    }
}

fn metadata(blob: &Blob, version: u32) -> RuntimeMetadata {
    let mut nothing = Externalities::with_storage([], StateVersion::V1);
    let config = HostConfig::default();
    let answer = blob.call("Metadata_metadata_at_version", &version.encode(), &mut nothing, &config).expect("metadata").result;
    let opaque = Option::<Vec<u8>>::decode(&mut &answer[..]).expect("an option").expect("the version");
    let mut rest = &opaque[..];
    let RuntimeMetadataPrefixed(_, decoded) = RuntimeMetadataPrefixed::decode(&mut rest).expect("metadata");
    assert!(rest.is_empty(), "{} bytes follow the metadata", rest.len());
    decoded
}

fn metadata_v15(blob: &Blob) -> RuntimeMetadataV15 {
    let RuntimeMetadata::V15(metadata) = metadata(blob, 15) else { panic!("another version") };
    metadata
}

#[test]
fn blocks_with_notes_are_executed_to_the_same_roots() {
    for name in ["guestbook", "guestbook.stress"] {
        let mut author = chain(&module(name));
        let mut importer = author.clone();
        let genesis = author.head().hash();
        assert_eq!(note(&mut author, "Alice"), Some((b"the first note".to_vec(), 0)));
        let longest = [b'x'; MAX_NOTE_BYTES];
        let blocks = [
            vec![
                (signed("Alice", 0, &write_note(b"second"), &genesis), Applied::Done),
                (signed("Bob", 0, &write_note(&longest), &genesis), Applied::Done),
                (signed("Bob", 1, &write_note(&[b'x'; MAX_NOTE_BYTES + 1]), &genesis), failed(NOTE_TOO_LONG)),
                (signed("Bob", 2, &write_note(b""), &genesis), failed(NOTE_EMPTY)),
                // close_book is for root, and neither of the two.
                (signed("Bob", 3, &close_book(true, &[])[2..], &genesis), Applied::Failed(vec![2])),
            ],
            vec![
                (signed("Bob", 4, &erase_note(), &genesis), Applied::Done),
                (signed("Bob", 5, &erase_note(), &genesis), failed(NO_NOTE)),
                (signed("Alice", 1, &close_book(true, &["Alice"]), &genesis), Applied::Done),
                (signed("Bob", 6, &write_note(b"too late"), &genesis), failed(BOOK_CLOSED)),
            ],
            vec![
                (signed("Alice", 2, &close_book(false, &[]), &genesis), Applied::Done),
                (signed("Bob", 7, &write_note(b"again"), &genesis), Applied::Done),
            ],
        ];
        let notes = [
            (Some((b"second".to_vec(), 1)), Some((longest.to_vec(), 1))), //
            (None, None),
            (None, Some((b"again".to_vec(), 3))),
        ];
        for (block, (of_alice, of_bob)) in blocks.into_iter().zip(notes) {
            let (transactions, expected): (VecDeque<_>, Vec<_>) = block.into_iter().unzip();
            let made = author.author(&Proposal::default(), &mut transactions.clone()).expect("a block");
            assert_eq!(made.transactions, expected, "{name}");
            importer.import(&made.block).expect("the same root");
            assert_eq!(author.storage_mut().state(), importer.storage_mut().state());
            assert_eq!((note(&mut author, "Alice"), note(&mut author, "Bob")), (of_alice, of_bob));
            assert_eq!(author.storage_mut().get(&item("Template", "WrittenInBlock")), None);
        }
        assert_eq!(author.storage_mut().get(&item("Template", "NoteCount")), Some(1_u32.encode()));
    }
}

#[test]
fn a_block_has_no_more_notes_than_it_may() {
    let mut author = chain(&module("guestbook"));
    let genesis = author.head().hash();
    let mut queue: VecDeque<_> = (0..101).map(|nonce| signed("Alice", nonce, &write_note(b"again and again"), &genesis)).collect();
    let made = author.author(&Proposal::default(), &mut queue).expect("a block");
    assert_eq!(made.transactions[..100], vec![Applied::Done; 100]);
    assert_eq!(made.transactions[100..], [failed(3)]);
}

#[test]
fn the_events_decode_by_the_metadata() {
    let code = module("guestbook");
    let metadata = metadata_v15(&blob("guestbook"));
    let mut author = chain(&code);
    let genesis = author.head().hash();
    let mut queue = VecDeque::from([
        signed("Alice", 0, &write_note(b"one"), &genesis),
        signed("Bob", 0, &write_note(b"two"), &genesis),
        signed("Bob", 1, &write_note(b""), &genesis),
        signed("Alice", 1, &close_book(true, &["Alice", "Bob"]), &genesis),
    ]);
    author.author(&Proposal::default(), &mut queue).expect("a block");
    let found = events(&mut author, &metadata);
    for (event, count) in [
        ("pallet_template.NoteWritten", 2),
        ("pallet_template.NoteErased", 2),
        ("pallet_template.BookClosed", 1),
        ("pallet_sudo.Sudid", 1),
        ("frame_system.ExtrinsicFailed", 1),
        ("frame_system.ExtrinsicSuccess", 4), // the time as well
    ] {
        assert_eq!(found.get(event), Some(&count), "{event} of {found:?}");
    }
}

#[test]
fn the_metadata_have_the_whole_pallet_in_all_versions() {
    let blob = blob("guestbook");
    for version in [14, 15, 16] {
        assert_eq!(metadata(&blob, version).version(), version);
    }
    let metadata = metadata_v15(&blob);
    let names: Vec<_> = metadata.pallets.iter().map(|pallet| (pallet.index, pallet.name.as_str())).collect();
    let expected = ["System", "Timestamp", "Aura", "Grandpa", "Balances", "TransactionPayment", "Sudo", "Template"].into_iter().enumerate();
    assert_eq!(names, expected.map(|(index, name)| (index as u8, name)).collect::<Vec<_>>());
    let template = &metadata.pallets[usize::from(TEMPLATE)];
    let entries: Vec<_> = template.storage.as_ref().expect("storage").entries.iter().map(|entry| entry.name.as_str()).collect();
    assert_eq!(entries, ["Closed", "NoteCount", "WrittenInBlock", "Notes"]);
    let constants: Vec<_> = template.constants.iter().map(|constant| (constant.name.as_str(), constant.value.clone())).collect();
    assert_eq!(constants, [("MaxNoteBytes", (MAX_NOTE_BYTES as u32).encode()), ("MaxNotesPerBlock", 100_u32.encode())]);
    let variants = |id: u32| {
        let TypeDef::Variant(enumeration) = &metadata.types.resolve(id).expect("a type").type_def else { panic!("no enum") };
        assert!(enumeration.variants.iter().all(|variant| !variant.docs.is_empty()), "something has no docs");
        enumeration.variants.iter().map(|variant| variant.name.clone()).collect::<Vec<_>>()
    };
    assert_eq!(variants(template.calls.as_ref().expect("calls").ty.id), ["write_note", "erase_note", "close_book"]);
    assert_eq!(variants(template.event.as_ref().expect("events").ty.id), ["NoteWritten", "NoteErased", "BookClosed"]);
    let errors = ["BookClosed", "NoteEmpty", "NoteTooLong", "BlockFull", "NoNote"];
    assert_eq!(variants(template.error.as_ref().expect("errors").ty.id), errors);
    assert!(!template.docs.is_empty());
    let extensions: Vec<_> = metadata.extrinsic.signed_extensions.iter().map(|one| one.identifier.as_str()).collect();
    assert_eq!(extensions.len(), 10);
    assert_eq!((extensions[0], extensions[9]), ("CheckNonZeroSender", "WeightReclaim"));
}

#[test]
fn a_genesis_with_a_note_that_is_too_long_is_refused() {
    let code = module("guestbook");
    let blob = Blob::compile(&code).expect("a runtime");
    let builder = GenesisBuilder::new(&blob);
    let patch = serde_json::json!({ "template": { "notes": [["5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQY", "x".repeat(MAX_NOTE_BYTES + 1)]] } });
    let configuration = builder.configuration(None, Some(&patch)).expect("a configuration");
    let error = builder.state(&configuration, &code).map(drop).expect_err("a note that is too long");
    assert!(format!("{error:?}").contains("MaxNoteBytes"), "{error:?}");
}
