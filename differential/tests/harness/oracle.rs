//! The oracle is the composition that it should be.

use crate::{blob, bytes, pair};
use codec::Decode;
use frame_metadata::{RuntimeMetadata, RuntimeMetadataPrefixed};
use gopallet_differential::{
    names::opaque_option,
    side::{Answer, Side},
    upgrade::{run, Upgrade},
};
use host_tests::version::RuntimeVersion;

fn returned(side: &mut Side, function: &str, input: &[u8]) -> Vec<u8> {
    match side.call(function, input).answer {
        Answer::Returned(bytes) => bytes,
        Answer::Failed(kind) => panic!("{function}: {kind}"),
    }
}

fn metadata() -> frame_metadata::v16::RuntimeMetadataV16 {
    let mut oracle = Side::new("the oracle", blob("oracle"));
    let answer = returned(&mut oracle, "Metadata_metadata_at_version", &16u32.to_le_bytes());
    let bytes = opaque_option(&answer).expect("version 16");
    match RuntimeMetadataPrefixed::decode(&mut &bytes[..]).expect("metadata").1 {
        RuntimeMetadata::V16(metadata) => metadata,
        other => panic!("metadata of version {}", other.version()),
    }
}

#[test]
fn the_version_is_the_same_in_the_call_and_in_the_sections() {
    for (name, spec_version) in [("oracle", 100), ("oracle.spec-101", 101), ("oracle.spec-102", 102)] {
        let mut side = Side::new("the oracle", blob(name));
        let version = RuntimeVersion::from_answer(&returned(&mut side, "Core_version", &[])).expect("a version");
        assert_eq!((version.spec_name.as_str(), version.impl_name.as_str()), ("gopallet-solo", "gopallet-solo"));
        assert_eq!((version.authoring_version, version.spec_version, version.impl_version), (1, spec_version, 1));
        assert_eq!((version.transaction_version, version.system_version), (1, 1));
        let sections = RuntimeVersion::from_sections(&bytes(name)).expect("readable sections").expect("both sections");
        assert_eq!(sections.spec_version, spec_version);
        let (mut called, mut stated) = (version.apis.clone(), sections.apis.clone());
        called.sort_by_key(|api| api.id);
        stated.sort_by_key(|api| api.id);
        assert_eq!(called, stated);
        assert_eq!(called.len(), 12);
    }
}

#[test]
fn the_pallets_and_extensions_are_the_compositions() {
    let metadata = metadata();
    let pallets: Vec<_> = metadata.pallets.iter().map(|pallet| (pallet.index, pallet.name.as_str())).collect();
    let wanted = [(0, "System"), (1, "Timestamp"), (2, "Aura"), (3, "Grandpa"), (4, "Balances"), (5, "TransactionPayment"), (6, "Sudo")];
    assert_eq!(pallets, wanted);
    let extensions: Vec<_> = metadata.extrinsic.transaction_extensions.iter().map(|extension| extension.identifier.as_str()).collect();
    let wanted = [
        "AuthorizeCall",
        "CheckNonZeroSender",
        "CheckSpecVersion",
        "CheckTxVersion",
        "CheckGenesis",
        "CheckMortality",
        "CheckNonce",
        "CheckWeight",
        "ChargeTransactionPayment",
        "CheckMetadataHash",
        "WeightReclaim",
    ];
    assert_eq!(extensions, wanted);
    assert_eq!(metadata.extrinsic.versions, [4, 5]);
}

#[test]
fn the_constants_are_the_compositions() {
    let metadata = metadata();
    let constant = |pallet: &str, name: &str| {
        let pallet = metadata.pallets.iter().find(|candidate| candidate.name == pallet).expect("a pallet");
        let constant = pallet.constants.iter().find(|constant| constant.name == name).unwrap_or_else(|| panic!("no constant {name}"));
        constant.value.clone()
    };
    assert_eq!(constant("System", "BlockHashCount"), 2_400u32.to_le_bytes());
    assert_eq!(constant("System", "SS58Prefix"), 42u16.to_le_bytes());
    assert_eq!(constant("System", "DbWeight"), [25_000_000u64.to_le_bytes(), 100_000_000u64.to_le_bytes()].concat());
    assert_eq!(constant("Timestamp", "MinimumPeriod"), 3_000u64.to_le_bytes());
    assert_eq!(constant("Aura", "SlotDuration"), 6_000u64.to_le_bytes());
    assert_eq!(constant("Grandpa", "MaxAuthorities"), 32u32.to_le_bytes());
    assert_eq!(constant("Grandpa", "MaxNominators"), 0u32.to_le_bytes());
    assert_eq!(constant("Grandpa", "MaxSetIdSessionEntries"), 0u64.to_le_bytes());
    assert_eq!(constant("Balances", "ExistentialDeposit"), 500u128.to_le_bytes());
    assert_eq!(constant("Balances", "MaxLocks"), 50u32.to_le_bytes());
    assert_eq!(constant("Balances", "MaxReserves"), 0u32.to_le_bytes());
    assert_eq!(constant("Balances", "MaxFreezes"), 0u32.to_le_bytes());
    assert_eq!(constant("TransactionPayment", "OperationalFeeMultiplier"), [5]);
    // Length in bytes of normal, operational and mandatory extrinsics.
    let five_mebibytes = 5u32 << 20;
    let lengths = [five_mebibytes / 4 * 3, five_mebibytes, five_mebibytes].map(u32::to_le_bytes).concat();
    assert!(constant("System", "BlockLength").starts_with(&lengths));
}

#[test]
fn the_presets_name_the_accounts_that_they_should() {
    let mut oracle = Side::new("the oracle", blob("oracle"));
    let mut preset = |name: &str| -> serde_json::Value {
        let answer = returned(&mut oracle, "GenesisBuilder_get_preset", &codec::Encode::encode(&Some(name.as_bytes().to_vec())));
        serde_json::from_slice(&opaque_option(&answer).expect("the preset")).expect("JSON")
    };
    let balances = |preset: &serde_json::Value| preset["balances"]["balances"].as_array().expect("balances").clone();
    let (development, local) = (preset("development"), preset("local_testnet"));
    assert_eq!((balances(&development).len(), balances(&local).len()), (4, 12));
    assert!(balances(&local).iter().all(|entry| entry[1] == 1u64 << 60));
    let alice = "5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQY";
    assert_eq!(development["aura"]["authorities"], serde_json::json!([alice]));
    assert_eq!(local["aura"]["authorities"].as_array().map(Vec::len), Some(2));
    assert_eq!((&development["sudo"]["key"], &local["sudo"]["key"]), (&serde_json::json!(alice), &serde_json::json!(alice)));
}

#[test]
fn a_chain_goes_through_all_spec_versions() {
    let upgrade = |name: &'static str| Upgrade { checked: true, code: bytes(name), oracle: blob(name), candidate: blob(name) };
    let result = run(&mut pair("oracle"), vec![upgrade("oracle.spec-101"), upgrade("oracle.spec-102")]);
    result.expect("no difference");
}

#[test]
fn a_chain_that_is_upgraded_to_the_same_version_is_refused() {
    let upgrade = Upgrade { checked: true, code: bytes("oracle"), oracle: blob("oracle"), candidate: blob("oracle") };
    assert!(run(&mut pair("oracle"), vec![upgrade]).is_err());
}
