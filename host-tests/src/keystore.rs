//! The keystore that a node lends to its runtime.
//!
//! Keys are made and used by sp-core. Unlike a node's, this keystore repeats itself: a key that is asked for without a seed comes from a
//! counter, and lists of keys are sorted. A call on a fresh keystore gives the same keys each time.

use std::collections::BTreeMap;

use codec::Encode;
use sp_core::{crypto::ByteArray, ecdsa, ed25519, sr25519, Pair};

/// The purpose of a key, such as `aura` or `gran`.
pub type KeyType = [u8; 4];

/// A signature scheme that keystores know.
pub trait Scheme: Pair<Public: Encode, Signature: Encode> {
    /// Its name in derivation paths.
    const NAME: &'static str;
}

impl Scheme for ed25519::Pair {
    const NAME: &'static str = "ed25519";
}

impl Scheme for sr25519::Pair {
    const NAME: &'static str = "sr25519";
}

impl Scheme for ecdsa::Pair {
    const NAME: &'static str = "ecdsa";
}

/// Why no key could be made.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the seed is no secret URI; write a phrase, 32 bytes in hexadecimal or a path such as //Alice")]
pub struct InvalidSeed;

/// Secret keys by purpose and scheme. A clone has keys of its own.
#[derive(Clone, Default)]
pub struct Keystore {
    /// The secret URI of each public key. Sorted, so that lists of keys are.
    secrets: BTreeMap<(KeyType, &'static str), BTreeMap<Vec<u8>, String>>,
    generated: u64,
}

impl std::fmt::Debug for Keystore {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let keys = self.secrets.values().map(BTreeMap::len).sum::<usize>();
        formatter.debug_struct("Keystore").field("keys", &keys).finish_non_exhaustive()
    }
}

impl Keystore {
    /// Adds the key of a secret URI (`//Alice`, a phrase, 32 bytes in hexadecimal), or a new one, and gives its public half.
    pub fn generate<P: Scheme>(&mut self, key_type: KeyType, seed: Option<&str>) -> Result<P::Public, InvalidSeed> {
        let uri = seed.map_or_else(|| format!("//{}//{}", P::NAME, self.generated), str::to_owned);
        let public = P::from_string(&uri, None).map_err(|_| InvalidSeed)?.public();
        self.generated += u64::from(seed.is_none());
        self.secrets.entry((key_type, P::NAME)).or_default().insert(public.to_raw_vec(), uri);
        Ok(public)
    }

    /// The public keys of a purpose and scheme, in the order of their bytes.
    pub fn public_keys<P: Scheme>(&self, key_type: KeyType) -> Vec<P::Public> {
        let keys = self.secrets.get(&(key_type, P::NAME)).into_iter().flatten();
        // Only public keys of this scheme are under its name.
        keys.filter_map(|(public, _)| P::Public::from_slice(public).ok()).collect()
    }

    /// The signature of a key on `message`; `None` where its secret is not here.
    pub fn sign<P: Scheme>(&self, key_type: KeyType, public: &[u8], message: &[u8]) -> Option<P::Signature> {
        let uri = self.secrets.get(&(key_type, P::NAME))?.get(public)?;
        P::from_string(uri, None).ok().map(|pair| pair.sign(message))
    }
}
