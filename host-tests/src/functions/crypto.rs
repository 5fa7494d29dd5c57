//! `ext_crypto_*`: verification of signatures, and recovery of the keys that made them.

use sp_core::{ecdsa, ed25519, sr25519, Pair};

use crate::{
    context::{Context, HostResult},
    error::HostFunctionError,
};

pub(super) fn ed25519_verify(context: &mut Context<'_, '_>, signature: u32, message: u64, key: u32) -> HostResult<u32> {
    if context.state().trust_signatures {
        return Ok(1);
    }
    let memory = context.memory();
    let signature = ed25519::Signature::from_raw(memory.array(signature)?);
    let key = ed25519::Public::from_raw(memory.array(key)?);
    Ok(u32::from(ed25519::Pair::verify(&signature, memory.read(message)?, &key)))
}

/// The first version also takes signatures made before schnorrkel's audit.
pub(super) fn sr25519_verify_deprecated(context: &mut Context<'_, '_>, signature: u32, message: u64, key: u32) -> HostResult<u32> {
    let memory = context.memory();
    let signature = sr25519::Signature::from_raw(memory.array(signature)?);
    let key = sr25519::Public::from_raw(memory.array(key)?);
    Ok(u32::from(sr25519::Pair::verify_deprecated(&signature, memory.read(message)?, &key)))
}

pub(super) fn sr25519_verify(context: &mut Context<'_, '_>, signature: u32, message: u64, key: u32) -> HostResult<u32> {
    if context.state().trust_signatures {
        return Ok(1);
    }
    let memory = context.memory();
    let signature = sr25519::Signature::from_raw(memory.array(signature)?);
    let key = sr25519::Public::from_raw(memory.array(key)?);
    Ok(u32::from(sr25519::Pair::verify(&signature, memory.read(message)?, &key)))
}

pub(super) fn ecdsa_verify(context: &mut Context<'_, '_>, signature: u32, message: u64, key: u32) -> HostResult<u32> {
    if context.state().trust_signatures {
        return Ok(1);
    }
    let memory = context.memory();
    let signature = ecdsa::Signature::from_raw(memory.array(signature)?);
    let key = ecdsa::Public::from_raw(memory.array(key)?);
    Ok(u32::from(ecdsa::Pair::verify(&signature, memory.read(message)?, &key)))
}

/// Batches are no longer gathered: each signature is verified at once, so a batch that is finished has always held.
pub(super) fn start_batch_verify(context: &mut Context<'_, '_>) -> HostResult<()> {
    if std::mem::replace(&mut context.state().batch_open, true) {
        return Err(HostFunctionError::Batch("a batch of signatures is already open; finish it first"));
    }
    Ok(())
}

pub(super) fn finish_batch_verify(context: &mut Context<'_, '_>) -> HostResult<u32> {
    if !std::mem::replace(&mut context.state().batch_open, false) {
        return Err(HostFunctionError::Batch("no batch of signatures is open; start one first"));
    }
    Ok(1)
}

/// Why a key cannot be recovered, as the runtime is told.
#[derive(codec::Encode)]
enum RecoveryError {
    /// R or S is out of range.
    BadRS,
    /// V names no recovery.
    BadV,
    /// No key makes this signature.
    BadSignature,
}

/// The two ways in which V is written: 0 to 3, or 27 to 30.
fn recovery_id(v: u8) -> u8 {
    if v > 26 {
        v - 27
    } else {
        v
    }
}

/// The first version takes R and S beyond the order of the curve, and reduces them.
fn recover_overflowing(signature: &[u8; 65], message: &[u8; 32]) -> Result<libsecp256k1::PublicKey, RecoveryError> {
    let id = libsecp256k1::RecoveryId::parse(recovery_id(signature[64])).map_err(|_| RecoveryError::BadV)?;
    let signature = libsecp256k1::Signature::parse_overflowing_slice(&signature[..64]).map_err(|_| RecoveryError::BadRS)?;
    let message = libsecp256k1::Message::parse(message);
    libsecp256k1::recover(&message, &signature, &id).map_err(|_| RecoveryError::BadSignature)
}

fn recover(signature: &[u8; 65], message: &[u8; 32]) -> Result<secp256k1::PublicKey, RecoveryError> {
    use secp256k1::ecdsa::{RecoverableSignature, RecoveryId};
    let id = RecoveryId::from_i32(i32::from(recovery_id(signature[64]))).map_err(|_| RecoveryError::BadV)?;
    let signature = RecoverableSignature::from_compact(&signature[..64], id).map_err(|_| RecoveryError::BadRS)?;
    let message = secp256k1::Message::from_digest(*message);
    let recovered = secp256k1::SECP256K1.recover_ecdsa(&message, &signature);
    recovered.map_err(|_| RecoveryError::BadSignature)
}

/// The key without the byte in front that says how it is written.
fn untagged(key: [u8; 65]) -> [u8; 64] {
    let mut bytes = [0; 64];
    bytes.copy_from_slice(&key[1..]);
    bytes
}

pub(super) fn secp256k1_ecdsa_recover_overflowing(context: &mut Context<'_, '_>, signature: u32, message: u32) -> HostResult<u64> {
    let memory = context.memory();
    let key = recover_overflowing(&memory.array(signature)?, &memory.array(message)?);
    context.give_encoded(&key.map(|key| untagged(key.serialize())))
}

pub(super) fn secp256k1_ecdsa_recover(context: &mut Context<'_, '_>, signature: u32, message: u32) -> HostResult<u64> {
    let memory = context.memory();
    let key = recover(&memory.array(signature)?, &memory.array(message)?);
    context.give_encoded(&key.map(|key| untagged(key.serialize_uncompressed())))
}

pub(super) fn secp256k1_ecdsa_recover_compressed_overflowing(
    context: &mut Context<'_, '_>,
    signature: u32,
    message: u32,
) -> HostResult<u64> {
    let memory = context.memory();
    let key = recover_overflowing(&memory.array(signature)?, &memory.array(message)?);
    context.give_encoded(&key.map(|key| key.serialize_compressed()))
}

pub(super) fn secp256k1_ecdsa_recover_compressed(context: &mut Context<'_, '_>, signature: u32, message: u32) -> HostResult<u64> {
    let memory = context.memory();
    let key = recover(&memory.array(signature)?, &memory.array(message)?);
    context.give_encoded(&key.map(|key| key.serialize()))
}
