//! Metadata compared by structure.

use crate::pair;
use gopallet_differential::{
    metadata::{compare, differences, to_json},
    names::opaque,
    side::Answer,
};
use serde_json::Value;

fn metadata() -> Value {
    let mut pair = pair("oracle");
    let Answer::Returned(result) = pair.oracle.call("Metadata_metadata", &[]).answer else { panic!("metadata") };
    to_json(&opaque(&result).expect("opaque")).expect("readable")
}

/// The one difference after `change`.
fn after(change: impl FnOnce(&mut Value)) -> String {
    let oracle = metadata();
    let mut candidate = oracle.clone();
    change(&mut candidate);
    let found = differences(&oracle, &candidate);
    assert!(!found.is_empty(), "the change was not noticed");
    found[0].clone()
}

#[test]
fn a_blob_has_the_metadata_that_it_has() {
    assert_eq!(compare(&mut pair("oracle")), Vec::<String>::new());
}

#[test]
fn another_constant_is_found_in_each_version() {
    let found = compare(&mut pair("oracle.mutant-weight"));
    assert_eq!(found.len(), 4);
    assert!(found.iter().all(|difference| difference.contains("pallets[System].constants[DbWeight].value")), "{found:?}");
}

#[test]
fn a_renamed_field_and_missing_words_are_found() {
    let types = |metadata: &mut Value| metadata.pointer_mut("/V14/types/types").and_then(Value::as_array_mut).expect("types").clone();
    let position = |metadata: &mut Value, name: &str| {
        let wanted = |entry: &Value| entry["type"]["path"].as_array().is_some_and(|path| path.iter().any(|part| part == name));
        types(metadata).iter().position(wanted).expect("the type")
    };
    let renamed = after(|metadata| {
        let index = position(metadata, "AccountData");
        metadata["V14"]["types"]["types"][index]["type"]["def"]["composite"]["fields"][0]["name"] = Value::from("liquid");
    });
    assert!(renamed.contains("AccountData") && renamed.contains("liquid"), "{renamed}");
    let silent = after(|metadata| metadata["V14"]["pallets"][0]["storage"]["entries"][0]["docs"] = serde_json::json!([""]));
    assert!(silent.ends_with("documentation is missing"), "{silent}");
    let fewer = after(|metadata| drop(metadata["V14"]["pallets"][4]["constants"].as_array_mut().expect("constants").remove(0)));
    assert!(fewer.contains("missing: [\"ExistentialDeposit\"]"), "{fewer}");
}

#[test]
fn the_numbers_of_types_are_nobodys_business() {
    let oracle = metadata();
    let mut candidate = oracle.clone();
    // A type more at the end, which nothing uses, and other words.
    let types = candidate.pointer_mut("/V14/types/types").and_then(Value::as_array_mut).expect("types");
    types.push(types[0].clone());
    candidate["V14"]["pallets"][0]["storage"]["entries"][0]["docs"] = serde_json::json!(["Our own words."]);
    assert_eq!(differences(&oracle, &candidate), Vec::<String>::new());
}
