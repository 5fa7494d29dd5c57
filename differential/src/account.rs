//! Accounts with known secret keys, of all three schemes.

use std::{cell::RefCell, collections::HashMap, fmt, str::FromStr};

use rand_chacha::{rand_core::SeedableRng, ChaCha20Rng};
use serde::{Deserialize, Serialize};
use sp_core::{ecdsa, ed25519, sr25519, Pair};
use sp_crypto_hashing::blake2_256;

/// A signature scheme of `MultiSignature`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Scheme {
    /// Schnorr signatures over Ristretto, the default.
    Sr25519,
    /// Edwards curve signatures.
    Ed25519,
    /// Signatures over secp256k1; the account is the hash of the public key.
    Ecdsa,
}

/// An account: the name of its key, or its 32 bytes alone, which cannot sign.
///
/// As text: `Alice`, `Alice//stash`, `ed25519:Alice`, `ecdsa:Alice`, or `0x` and 64 digits.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub enum Account {
    /// The key that is derived as `//NAME` from the development phrase.
    Key(Scheme, String),
    /// Only the public half.
    Bytes([u8; 32]),
}

/// Why a text names no account.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{0:?} is no account; write a name such as Alice, ed25519:Alice, ecdsa:Alice, or 0x and 64 hexadecimal digits")]
pub struct AccountError(String);

/// The two halves of a key.
#[derive(Clone)]
enum Keys {
    Sr25519(sr25519::Pair),
    Ed25519(Box<ed25519::Pair>),
    Ecdsa(ecdsa::Pair),
}

thread_local! {
    /// Deriving a key stretches the phrase, which takes milliseconds.
    static KEYS: RefCell<HashMap<Account, Option<Keys>>> = RefCell::new(HashMap::new());
}

impl Account {
    /// The sr25519 account of this name.
    pub fn named(name: &str) -> Self {
        Self::Key(Scheme::Sr25519, name.to_owned())
    }

    fn keys(&self) -> Option<Keys> {
        KEYS.with_borrow_mut(|keys| keys.entry(self.clone()).or_insert_with(|| self.derive()).clone())
    }

    fn derive(&self) -> Option<Keys> {
        let Self::Key(scheme, name) = self else { return None };
        let uri = format!("//{name}");
        match scheme {
            Scheme::Sr25519 => sr25519::Pair::from_string(&uri, None).ok().map(Keys::Sr25519),
            Scheme::Ed25519 => ed25519::Pair::from_string(&uri, None).ok().map(|pair| Keys::Ed25519(Box::new(pair))),
            Scheme::Ecdsa => ecdsa::Pair::from_string(&uri, None).ok().map(Keys::Ecdsa),
        }
    }

    /// The account's 32 bytes.
    pub fn id(&self) -> [u8; 32] {
        match (self, self.keys()) {
            (Self::Bytes(bytes), _) => *bytes,
            (_, Some(Keys::Sr25519(pair))) => pair.public().0,
            (_, Some(Keys::Ed25519(pair))) => pair.public().0,
            (_, Some(Keys::Ecdsa(pair))) => blake2_256(&pair.public().0),
            // A name was checked to derive a key when it was parsed.
            (_, None) => [0; 32],
        }
    }

    /// The encoding of a `MultiSignature` over `message`: the scheme's index, then the signature. The same message gives the same
    /// signature. An account without a secret key signs with zeros.
    pub fn sign(&self, message: &[u8]) -> Vec<u8> {
        match self.keys() {
            Some(Keys::Ed25519(pair)) => [&[0], &pair.sign(message).0[..]].concat(),
            Some(Keys::Sr25519(pair)) => {
                // sp-core takes the nonce's randomness from the system; a run has to repeat itself.
                let transcript = schnorrkel::signing_context(b"substrate").bytes(message);
                let transcript = schnorrkel::context::attach_rng(transcript, ChaCha20Rng::seed_from_u64(0));
                let keypair: &schnorrkel::Keypair = pair.as_ref();
                [&[1], &keypair.sign(transcript).to_bytes()[..]].concat()
            }
            Some(Keys::Ecdsa(pair)) => [&[2], &pair.sign(message).0[..]].concat(),
            None => [&[1], &[0; 64][..]].concat(),
        }
    }
}

impl fmt::Display for Account {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Key(Scheme::Sr25519, name) => formatter.write_str(name),
            Self::Key(Scheme::Ed25519, name) => write!(formatter, "ed25519:{name}"),
            Self::Key(Scheme::Ecdsa, name) => write!(formatter, "ecdsa:{name}"),
            Self::Bytes(bytes) => write!(formatter, "0x{}", hex::encode(bytes)),
        }
    }
}

impl FromStr for Account {
    type Err = AccountError;

    fn from_str(text: &str) -> Result<Self, AccountError> {
        let error = || AccountError(text.to_owned());
        if let Some(digits) = text.strip_prefix("0x") {
            let mut bytes = [0; 32];
            hex::decode_to_slice(digits, &mut bytes).map_err(|_| error())?;
            return Ok(Self::Bytes(bytes));
        }
        let (scheme, name) = match text.split_once(':') {
            Some(("sr25519", name)) => (Scheme::Sr25519, name),
            Some(("ed25519", name)) => (Scheme::Ed25519, name),
            Some(("ecdsa", name)) => (Scheme::Ecdsa, name),
            Some(_) => return Err(error()),
            None => (Scheme::Sr25519, text),
        };
        let account = Self::Key(scheme, name.to_owned());
        if name.is_empty() || account.keys().is_none() {
            return Err(error());
        }
        Ok(account)
    }
}

impl TryFrom<String> for Account {
    type Error = AccountError;

    fn try_from(text: String) -> Result<Self, AccountError> {
        text.parse()
    }
}

impl From<Account> for String {
    fn from(account: Account) -> Self {
        account.to_string()
    }
}
