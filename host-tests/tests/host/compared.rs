//! What differs between two blobs, and what their calls cost.

use codec::Encode;
use frame_metadata::{v14, RuntimeMetadataPrefixed};
use host_tests::{
    benchmark::{measure, Subject},
    comparison::{differences, Comparison},
    metadata, Blob, Externalities, HostConfig,
};
use scale_info::{meta_type, MetaType, TypeInfo};

use crate::{
    blobs::{example_version, with_version_sections},
    program::{with_body, with_heap},
};

#[derive(TypeInfo)]
#[allow(dead_code)]
enum Call {
    #[codec(index = 3)]
    Transfer { to: [u8; 32], amount: u128 },
    #[codec(index = 4)]
    Batch(Vec<Call>),
}

mod changed {
    use super::TypeInfo;

    #[derive(TypeInfo)]
    #[allow(dead_code)]
    pub enum Call {
        #[codec(index = 3)]
        Transfer { to: [u8; 32], amount: u64 },
        #[codec(index = 4)]
        Batch(Vec<Call>),
    }
}

#[derive(TypeInfo)]
#[allow(dead_code)]
struct Unrelated(Option<[bool; 3]>);

/// Metadata with one pallet. `first` is the type that gets the lowest number.
fn metadata_of(first: MetaType, calls: MetaType, existential_deposit: u128) -> Vec<u8> {
    let pallet = v14::PalletMetadata {
        name: "Balances",
        storage: Some(v14::PalletStorageMetadata {
            prefix: "Balances",
            entries: vec![v14::StorageEntryMetadata {
                name: "TotalIssuance",
                modifier: v14::StorageEntryModifier::Default,
                ty: v14::StorageEntryType::Plain(meta_type::<u128>()),
                default: vec![0; 16],
                docs: vec![],
            }],
        }),
        calls: Some(v14::PalletCallMetadata { ty: calls }),
        event: None,
        constants: vec![v14::PalletConstantMetadata {
            name: "ExistentialDeposit",
            ty: meta_type::<u128>(),
            value: existential_deposit.encode(),
            docs: vec![],
        }],
        error: None,
        index: 5,
    };
    let nothing = v14::PalletMetadata {
        name: "Aaa",
        storage: None,
        calls: None,
        event: None,
        constants: vec![v14::PalletConstantMetadata { name: "First", ty: first, value: vec![], docs: vec![] }],
        error: None,
        index: 0,
    };
    let extrinsic = v14::ExtrinsicMetadata { ty: meta_type::<()>(), version: 4, signed_extensions: vec![] };
    RuntimeMetadataPrefixed::from(v14::RuntimeMetadataV14::new(vec![nothing, pallet], extrinsic, meta_type::<()>())).encode()
}

#[test]
fn should_compare_metadata_by_structure() {
    let facts = |metadata: Vec<u8>| metadata::facts(&metadata).expect("metadata");
    let before = facts(metadata_of(meta_type::<()>(), meta_type::<Call>(), 10));
    assert_eq!(before["Balances"], "pallet 5");
    assert!(before["Balances call Transfer"].starts_with("3 (to: [u8; 32]#"), "{before:?}");
    // other numbers for all types, but the same types
    let same = facts(metadata_of(meta_type::<Unrelated>(), meta_type::<Call>(), 10));
    let names: Vec<_> = differences(&before, &same).into_iter().map(|difference| difference.name).collect();
    assert_eq!(names, ["Aaa constant First"]);
    // a type deep inside, which shows in each that contains it
    let after = facts(metadata_of(meta_type::<()>(), meta_type::<changed::Call>(), 11));
    let names: Vec<_> = differences(&before, &after).into_iter().map(|difference| difference.name).collect();
    assert_eq!(names, ["Balances call Batch", "Balances call Transfer", "Balances constant ExistentialDeposit"]);
}

#[test]
fn should_refuse_what_is_no_metadata() {
    for wrong in [b"".as_slice(), b"meta", b"meta\x63", b"atem\x0e"] {
        metadata::facts(wrong).expect_err("no metadata");
    }
}

#[test]
fn should_compare_blobs() {
    let before = with_version_sections(&with_body("(i64.const 0)"), &example_version());
    let same = Comparison::of(&before, &before).expect("two blobs");
    assert!(same.same_interface() && same.sizes.is_empty());
    let mut version = example_version();
    (version.spec_version, version.apis[1].version) = (101, 3);
    let other = with_heap("(func (export \"other\") (param i32 i32) (result i64) (i64.const 0))");
    let found = Comparison::of(&before, &with_version_sections(&other, &version)).expect("two blobs");
    assert!(!found.same_interface());
    let names = |of: &[host_tests::comparison::Difference]| of.iter().map(|difference| difference.name.clone()).collect::<Vec<_>>();
    assert_eq!(names(&found.version), ["api 0x6f74686572617069", "spec_version"]);
    assert_eq!(names(&found.exports), ["other", "run"]);
    assert!(found.imports.is_empty() && found.metadata.is_empty() && !found.sizes.is_empty());
    // the list of APIs has no order
    let mut turned = example_version();
    turned.apis.reverse();
    let turned = with_version_sections(&with_body("(i64.const 0)"), &turned);
    assert!(Comparison::of(&before, &turned).expect("two blobs").same_interface());
}

#[test]
fn should_measure_blobs_side_by_side() {
    let quick = with_body("(i64.const 0)");
    let slow = with_body("(call $free (call $malloc (i32.const 100))) (i64.const 0x100000000)");
    let blobs = [quick, slow].map(|wasm| Blob::compile(&wasm).expect("fine"));
    let subjects = [Subject { function: "run".to_owned(), input: vec![] }, Subject { function: "run".to_owned(), input: vec![1] }];
    let mut rounds = 0;
    let measured = measure(&blobs, &subjects, Externalities::default(), &HostConfig::default(), 5, || rounds += 1).expect("they run");
    assert_eq!(rounds, 5);
    let places: Vec<_> = measured.iter().map(|line| (line.blob, line.mallocs, line.same_result)).collect();
    assert_eq!(places, [(0, 0, true), (1, 1, false), (0, 0, true), (1, 1, false)]);
    assert!(measured[1].fuel > measured[0].fuel);
    assert!(measured.iter().all(|line| line.min_ns <= line.median_ns && line.median_ns > 0));
    let missing = [Subject { function: "none".to_owned(), input: vec![] }];
    measure(&blobs, &missing, Externalities::default(), &HostConfig::default(), 1, || ()).expect_err("no such function");
}
