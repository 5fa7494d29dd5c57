//! A script's extrinsic as the bytes of a block.

use codec::{Compact, Encode};
use sp_crypto_hashing::blake2_256;

use crate::{
    account::Account,
    call::{Address, Environment},
    script::{Damage, Extrinsic, Form, Mortality},
};

/// Payloads above this many bytes are hashed before they are signed.
const PAYLOAD_HASHED_ABOVE: usize = 256;

/// The mark of a signed extrinsic, in the byte of the version.
const SIGNED: u8 = 0b1000_0000;
/// The mark of a general transaction, in the byte of the version.
const GENERAL: u8 = 0b0100_0000;

/// What the chain knows and a transaction is signed for.
pub trait ChainView: Environment {
    /// The next nonce of an account.
    fn nonce(&self, account: &Account) -> u32;
    /// The number of the block that is being made.
    fn number(&self) -> u32;
    /// The hash of an earlier block; zeros for one that never was.
    fn block_hash(&self, number: u64) -> [u8; 32];
    /// The runtime's spec version.
    fn spec_version(&self) -> u32;
    /// The runtime's transaction version.
    fn transaction_version(&self) -> u32;
}

/// The range of blocks as the extension `CheckEra` has it: the encoding, and the block from which on it is valid.
fn era(mortality: Option<Mortality>, number: u32) -> (Vec<u8>, u64) {
    let Some(Mortality { period, age }) = mortality else {
        return (vec![0], 0);
    };
    let period = period.checked_next_power_of_two().unwrap_or(1 << 16).clamp(4, 1 << 16);
    let made = u64::from(number).saturating_add_signed(age.saturating_neg());
    // Phases of long periods are counted in steps, so that the two fit 16 bits.
    let step = (period >> 12).max(1);
    let phase = made % period / step * step;
    let encoded = (period.trailing_zeros() - 1).clamp(1, 15) as u16 | ((phase / step) << 4) as u16;
    let birth = (u64::from(number).max(phase) - phase) / period * period + phase;
    (encoded.encode(), birth)
}

/// The extensions of a transaction: what is in the extrinsic, and what is only signed.
fn extensions(extrinsic: &Extrinsic, chain: &impl ChainView) -> (Vec<u8>, Vec<u8>) {
    let (era, mut birth) = era(extrinsic.mortality, chain.number());
    let nonce = chain.nonce(&extrinsic.signer).wrapping_add_signed(extrinsic.nonce as i32);
    let tip = extrinsic.tip.as_ref().map_or(0, |tip| tip.value(|account| chain.free(account)));
    let (mut mode, mut genesis) = (0, chain.block_hash(0));
    let (mut spec_version, mut transaction_version) = (chain.spec_version(), chain.transaction_version());
    for damage in &extrinsic.damage {
        match damage {
            Damage::Genesis => genesis[0] ^= 1,
            Damage::SpecVersion => spec_version ^= 1,
            Damage::TransactionVersion => transaction_version ^= 1,
            Damage::Birth => birth = birth.wrapping_add(1),
            Damage::MetadataHashMode(value) => mode = *value,
            _ => {}
        }
    }
    let explicit = [era, Compact(nonce).encode(), Compact(tip).encode(), vec![mode]].concat();
    let metadata_hash: Option<[u8; 32]> = (mode == 1).then_some([0; 32]);
    let implicit = (spec_version, transaction_version, genesis, chain.block_hash(birth), metadata_hash).encode();
    (explicit, implicit)
}

fn signature(extrinsic: &Extrinsic, call: &[u8], explicit: &[u8], implicit: &[u8]) -> Vec<u8> {
    let mut payload = [call, explicit, implicit].concat();
    if payload.len() > PAYLOAD_HASHED_ABOVE {
        payload = blake2_256(&payload).to_vec();
    }
    let impostor = extrinsic.damage.iter().find_map(|damage| match damage {
        Damage::Signer(account) => Some(account),
        _ => None,
    });
    let mut signature = impostor.unwrap_or(&extrinsic.signer).sign(&payload);
    for damage in &extrinsic.damage {
        if let Damage::Signature(bit) = damage {
            // The first byte says which scheme it is.
            let bit = usize::from(*bit) % ((signature.len() - 1) * 8);
            signature[1 + bit / 8] ^= 1 << (bit % 8);
        }
    }
    signature
}

/// The extrinsic without the length in front of it.
fn body(extrinsic: &Extrinsic, chain: &impl ChainView) -> Vec<u8> {
    let call = extrinsic.call.encode(chain);
    let (explicit, implicit) = extensions(extrinsic, chain);
    let version = extrinsic.damage.iter().find_map(|damage| match damage {
        Damage::ExtensionVersion(version) => Some(*version),
        _ => None,
    });
    match extrinsic.form {
        Form::BareV4 => [vec![4], call].concat(),
        Form::Bare => [vec![5], call].concat(),
        Form::General => [vec![GENERAL | 5, version.unwrap_or(0)], explicit, call].concat(),
        Form::Signed | Form::SignedV5 => {
            let first = SIGNED | if extrinsic.form == Form::Signed { 4 } else { 5 };
            let odd = extrinsic.damage.iter().find_map(|damage| match damage {
                Damage::Address(address) => Some(Address::Other(address.clone())),
                _ => None,
            });
            let address = odd.unwrap_or_else(|| extrinsic.signer.clone().into()).encode();
            let signature = signature(extrinsic, &call, &explicit, &implicit);
            [vec![first], address, signature, explicit, call].concat()
        }
    }
}

/// The extrinsic as a block has it: length, version, and what the form demands.
pub fn encode(extrinsic: &Extrinsic, chain: &impl ChainView) -> Vec<u8> {
    let mut body = body(extrinsic, chain);
    let mut longer = 0;
    for damage in &extrinsic.damage {
        match damage {
            Damage::Version(version) => body[0] = *version,
            Damage::FlipBit(bit) if !body.is_empty() => {
                let bit = *bit as usize % (body.len() * 8);
                body[bit / 8] ^= 1 << (bit % 8);
            }
            Damage::Truncate(length) => body.truncate(*length as usize % (body.len() + 1)),
            Damage::Append(bytes) => body.extend(&bytes.0),
            Damage::Length(more) => longer = *more,
            _ => {}
        }
    }
    let length = (body.len() as u32).wrapping_add_signed(longer);
    [Compact(length).encode(), body].concat()
}
