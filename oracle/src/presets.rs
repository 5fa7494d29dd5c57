//! The genesis presets. Each is a patch, to be merged over the default configuration.

use alloc::vec;

use frame_support::build_struct_json_patch;
use sp_genesis_builder::{PresetId, DEV_RUNTIME_PRESET, LOCAL_TESTNET_RUNTIME_PRESET};
use sp_keyring::{Ed25519Keyring, Sr25519Keyring};

use crate::*;

/// What each account of a preset starts with.
const ENDOWMENT: Balance = 1 << 60;

/// A configuration with these authorities and accounts. Alice may use sudo.
fn configuration(authorities: &[(Sr25519Keyring, Ed25519Keyring)], endowed: impl Iterator<Item = Sr25519Keyring>) -> serde_json::Value {
    build_struct_json_patch!(RuntimeGenesisConfig {
        balances: BalancesConfig { balances: endowed.map(|account| (account.to_account_id(), ENDOWMENT)).collect::<Vec<_>>() },
        aura: pallet_aura::GenesisConfig { authorities: authorities.iter().map(|(aura, _)| aura.public().into()).collect::<Vec<_>>() },
        grandpa: pallet_grandpa::GenesisConfig {
            authorities: authorities.iter().map(|(_, grandpa)| (grandpa.public().into(), 1)).collect::<Vec<_>>(),
        },
        sudo: SudoConfig { key: Some(Sr25519Keyring::Alice.to_account_id()) },
    })
}

/// One authority; it, one other account and their stashes can pay.
fn development() -> serde_json::Value {
    use Sr25519Keyring::{Alice, AliceStash, Bob, BobStash};
    configuration(&[(Alice, Ed25519Keyring::Alice)], [Alice, Bob, AliceStash, BobStash].into_iter())
}

/// Two authorities; every account with a name can pay.
fn local_testnet() -> serde_json::Value {
    let endowed = Sr25519Keyring::iter().filter(|account| !matches!(account, Sr25519Keyring::One | Sr25519Keyring::Two));
    configuration(&[(Sr25519Keyring::Alice, Ed25519Keyring::Alice), (Sr25519Keyring::Bob, Ed25519Keyring::Bob)], endowed)
}

/// The preset `id` as JSON text.
pub(crate) fn preset(id: &PresetId) -> Option<Vec<u8>> {
    let patch = match id.as_ref() {
        DEV_RUNTIME_PRESET => development(),
        LOCAL_TESTNET_RUNTIME_PRESET => local_testnet(),
        _ => return None,
    };
    serde_json::to_vec(&patch).ok()
}

/// The names of all presets.
pub(crate) fn names() -> Vec<PresetId> {
    vec![PresetId::from(DEV_RUNTIME_PRESET), PresetId::from(LOCAL_TESTNET_RUNTIME_PRESET)]
}
