//! Random scripts: the same seed gives the same script.
//!
//! A script is drawn without running it. Amounts and nonces are relative to the state that an extrinsic will find, so most of what is
//! drawn does what it was drawn for; the rest fails in ways nobody thought of.
//!
//! ```text
//!  blocks, extrinsics     here
//!  calls                  what each pallet offers, within sudo or not
//!  recipes                sequences that lead to what chance alone seldom does
//!  state                  values that root writes into storage, sound and corrupt
//!  queries                calls of the runtime APIs
//! ```

mod calls;
mod queries;
mod recipes;
mod state;

use codec::Encode;
use rand::{seq::SliceRandom, Rng, SeedableRng};
use rand_chacha::ChaCha8Rng;
use sp_core::crypto::{AccountId32, Ss58Codec};

use crate::{
    account::{Account, Scheme},
    amount::Amount,
    call::{Address, Call, OtherAddress},
    script::{Block, BlockDamage, Bytes, Damage, Extrinsic, Form, Genesis, Mortality, Script},
};

/// Who may use sudo at the genesis. The account pays for all of root's calls, so nothing else is drawn that could make it poor.
const SUDO: &str = "Alice";

/// Draws scripts.
pub struct Generator {
    rng: ChaCha8Rng,
    accounts: Vec<Account>,
    /// Who may use sudo, as far as the script knows.
    sudo: Option<Account>,
    /// Accounts that were named for a single use.
    strangers: u32,
    /// The number of the block that is drawn, if all before it were taken.
    number: u32,
}

impl Generator {
    /// A generator for the chain `index` of a run.
    pub fn new(seed: u64, index: u64) -> Self {
        let mut rng = ChaCha8Rng::seed_from_u64(seed);
        rng.set_stream(index);
        let sr25519 = ["Bob", "Charlie", "Dave", "Eve", "Alice//stash"];
        let mut accounts: Vec<_> = sr25519.map(Account::named).into();
        accounts.extend(["Ferdie", "Heidi"].map(|name| Account::Key(Scheme::Ed25519, name.to_owned())));
        accounts.extend(["Grace", "Ivan"].map(|name| Account::Key(Scheme::Ecdsa, name.to_owned())));
        Self { rng, accounts, sudo: Some(Account::named(SUDO)), strangers: 0, number: 0 }
    }

    /// A chain of this many blocks.
    pub fn script(&mut self, blocks: usize) -> Script {
        let genesis = self.genesis();
        let blocks = (0..blocks).map(|index| self.block(index + 1 == blocks)).collect();
        Script { about: String::new(), genesis, blocks }
    }

    fn chance(&mut self, percent: u32) -> bool {
        self.rng.gen_ratio(percent, 100)
    }

    fn pick<T: Clone>(&mut self, choices: &[T]) -> T {
        // Every list of choices is written out and has at least one.
        choices[self.rng.gen_range(0..choices.len())].clone()
    }

    fn bytes(&mut self, max: usize) -> Bytes {
        let mut bytes = vec![0; self.rng.gen_range(0..=max)];
        self.rng.fill(&mut bytes[..]);
        Bytes(bytes)
    }

    /// A number of any size: each length in bits is as likely as another.
    fn number(&mut self) -> u128 {
        match self.rng.gen_range(0..=128u32) {
            0 => 0,
            bits => self.rng.gen::<u128>() >> (128 - bits),
        }
    }

    fn genesis(&mut self) -> Genesis {
        let preset = self.pick(&["development", "local_testnet"]).to_owned();
        let entry = |account: &Account, amount: u64| serde_json::json!([AccountId32::from(account.id()).to_ss58check(), amount]);
        let mut balances = vec![entry(&Account::named(SUDO), 1 << 62)];
        for account in self.accounts.clone() {
            let amount = match self.rng.gen_range(0..10) {
                0 => self.rng.gen_range(500..1_000),
                1 => self.rng.gen_range(1_000_000_000..10_000_000_000),
                2 => self.rng.gen_range(1_000_000_000_000..100_000_000_000_000),
                _ => 1 << 60,
            };
            balances.push(entry(&account, amount));
        }
        Genesis { preset, patch: serde_json::json!({ "balances": { "balances": balances } }) }
    }

    /// An account that takes part, or now and then one that nobody has seen.
    fn account(&mut self) -> Account {
        if self.chance(12) {
            return self.stranger();
        }
        self.known()
    }

    /// An account that takes part.
    fn known(&mut self) -> Account {
        let accounts = self.accounts.clone();
        self.pick(&accounts)
    }

    /// A new account, of which half are seen again.
    fn stranger(&mut self) -> Account {
        self.strangers += 1;
        let account = Account::Bytes(sp_crypto_hashing::blake2_256(&(b"stranger", self.strangers, self.rng.gen::<u64>()).encode()));
        if self.chance(30) {
            self.accounts.push(account.clone());
        }
        account
    }

    /// An account that can sign.
    fn signer(&mut self) -> Account {
        let signers: Vec<_> = self.accounts.iter().filter(|account| matches!(account, Account::Key(..))).cloned().collect();
        self.pick(&signers)
    }

    fn other_address(&mut self) -> OtherAddress {
        match self.rng.gen_range(0..4) {
            0 => OtherAddress::Index {},
            1 => OtherAddress::Raw(self.bytes(40)),
            2 => OtherAddress::Address32(self.account()),
            _ => OtherAddress::Address20 {},
        }
    }

    fn block(&mut self, last: bool) -> Block {
        self.number += 1;
        let slots = if self.chance(4) { 0 } else { self.pick(&[1, 1, 1, 1, 1, 2, 10]) };
        let inherents = !self.chance(2);
        let digest = if self.chance(8) { vec![self.digest_item()] } else { Vec::new() };
        let count = self.pick(&[0, 1, 2, 3, 4, 6, 8, 12]);
        let mut extrinsics = if self.chance(60) { self.funding() } else { Vec::new() };
        extrinsics.extend((0..count).map(|_| self.extrinsic()).collect::<Vec<_>>());
        match self.rng.gen_range(0..100) {
            0 => extrinsics.extend(self.long()),
            1..=3 => extrinsics.extend(self.heavy()),
            4 => extrinsics.extend((0..60).map(|_| self.extrinsic()).collect::<Vec<_>>()),
            5..=9 => extrinsics.extend(self.authorized_upgrade()),
            10..=11 => extrinsics.extend(self.change_of_key()),
            12..=36 => extrinsics.extend(self.recipe()),
            _ => {}
        }
        if last && self.chance(50) {
            extrinsics.push(self.by_sudo(Call::RemoveKey));
            extrinsics.extend((0..3).map(|_| self.extrinsic()).collect::<Vec<_>>());
        }
        let damage = if self.chance(25) { vec![self.block_damage()] } else { Vec::new() };
        let queries = (0..self.rng.gen_range(0..4)).map(|_| self.query()).collect();
        Block { slots, inherents, digest, extrinsics, damage, queries }
    }

    /// An item of a digest, most of them well-formed.
    fn digest_item(&mut self) -> Bytes {
        let engine = self.pick(&[*b"aura", *b"FRNK", *b"BABE"]);
        let data = self.bytes(20).0;
        Bytes(match self.rng.gen_range(0..6) {
            0 => (0u8, data).encode(),
            1 => (4u8, engine, data).encode(),
            2 => (5u8, engine, data).encode(),
            3 => (6u8, engine, data).encode(),
            4 => vec![8],
            _ => data,
        })
    }

    fn block_damage(&mut self) -> BlockDamage {
        match self.rng.gen_range(0..13) {
            0 => BlockDamage::ParentHash,
            1 => BlockDamage::Number,
            2 => BlockDamage::StateRoot,
            3 => BlockDamage::ExtrinsicsRoot,
            4 => BlockDamage::DropDigest,
            5 => BlockDamage::AddDigest,
            6 => BlockDamage::DropFirst,
            7 => BlockDamage::DropLast,
            8 => BlockDamage::RepeatLast,
            9 => BlockDamage::Rotate,
            10 => BlockDamage::FlipBit(self.rng.gen()),
            11 => BlockDamage::Truncate(self.rng.gen()),
            _ => BlockDamage::Append(self.bytes(8)),
        }
    }

    /// Accounts become poor; these become rich again.
    fn funding(&mut self) -> Vec<Extrinsic> {
        let accounts = self.accounts.clone();
        let poor = self.some(&accounts, 3);
        let mut extrinsics = Vec::new();
        for account in poor {
            let new_free = Amount::Exact(1 << self.rng.gen_range(30..60));
            extrinsics.push(self.by_sudo_with(Call::Sudo { call: Box::new(Call::ForceSetBalance { who: account.into(), new_free }) }));
        }
        extrinsics
    }

    /// An upgrade that is authorized, offered wrongly, and offered as it was authorized.
    fn authorized_upgrade(&mut self) -> Vec<Extrinsic> {
        let (code, other) = (self.code(), self.code());
        let authorize = match self.chance(60) {
            true => Call::AuthorizeUpgrade { code: code.clone() },
            false => Call::AuthorizeUpgradeWithoutChecks { code: code.clone() },
        };
        let wrong = Extrinsic::signed(self.signer(), Call::ApplyAuthorizedUpgrade { code: other });
        let form = self.pick(&[Form::Signed, Form::Signed, Form::Bare, Form::BareV4, Form::General]);
        let right = Extrinsic { form, ..Extrinsic::signed(self.signer(), Call::ApplyAuthorizedUpgrade { code }) };
        vec![self.by_sudo(authorize), wrong, right]
    }

    /// Sudo goes to another account and back.
    fn change_of_key(&mut self) -> Vec<Extrinsic> {
        let (Some(old), new) = (self.sudo.clone(), Account::named("Bob")) else { return Vec::new() };
        let fund = Call::ForceSetBalance { who: new.clone().into(), new_free: Amount::Exact(1 << 50) };
        vec![
            self.by_sudo_with(Call::Sudo { call: Box::new(fund) }),
            self.by_sudo_with(Call::SetKey { new: new.clone().into() }),
            self.by_sudo_with(Call::SetKey { new: new.clone().into() }),
            Extrinsic::signed(new, Call::SetKey { new: old.into() }),
        ]
    }

    /// Extrinsics that are together longer than a block may be.
    fn long(&mut self) -> Vec<Extrinsic> {
        let lengths = [1 << 20, 1 << 20, 1 << 20, (1 << 20) - 5_000, 300_000, 3_000, 500, 100];
        let long = |length: usize| Extrinsic::signed(Account::named(SUDO), Call::Remark { remark: Bytes(vec![0; length]) });
        lengths.into_iter().map(long).collect()
    }

    /// Extrinsics that together weigh more than a block may.
    fn heavy(&mut self) -> Vec<Extrinsic> {
        let mut extrinsics = Vec::new();
        for _ in 0..5 {
            let ref_time = self.pick(&[400_000_000_000, 700_000_000_000, 1_300_000_000_000, 1_499_000_000_000]);
            let call = Box::new(if self.chance(20) { Call::SetHeapPages { pages: 1 } } else { self.root_call() });
            extrinsics.push(self.by_sudo_with(Call::SudoUncheckedWeight { call, ref_time, proof_size: 0 }));
            extrinsics.push(self.extrinsic());
        }
        extrinsics
    }

    /// An extrinsic: mostly one that is well made.
    fn extrinsic(&mut self) -> Extrinsic {
        let mut extrinsic = match self.rng.gen_range(0..100) {
            0..=36 => {
                let signer = self.signer();
                let call = self.signed_call(&signer);
                Extrinsic::signed(signer, call)
            }
            37..=62 => {
                let call = self.root_call();
                self.by_sudo(call)
            }
            63..=74 => {
                // The account pays no fee, so that it has to the last unit what the call's amounts refer to.
                let who = self.known();
                let call = Box::new(self.signed_call(&who));
                let who = if self.chance(4) { Address::Other(self.other_address()) } else { who.into() };
                self.by_sudo_with(Call::SudoAs { who, call })
            }
            75..=79 => {
                let call = self.sudo_call();
                Extrinsic::signed(self.signer(), call)
            }
            80..=86 => {
                let call = self.root_call();
                Extrinsic::signed(self.signer(), call)
            }
            87..=89 => {
                let inner = self.signed_call(&Account::named("Bob"));
                self.by_sudo(inner)
            }
            _ => return self.unsigned(),
        };
        self.decorate(&mut extrinsic);
        extrinsic
    }

    /// Tips, lifetimes, nonces and damages for some of the extrinsics.
    fn decorate(&mut self, extrinsic: &mut Extrinsic) {
        if self.chance(15) {
            let rich = Some(&extrinsic.signer) == self.sudo.as_ref();
            extrinsic.tip = Some(match self.rng.gen_range(0..4) {
                _ if rich => Amount::Exact(self.rng.gen_range(0..1_000_000)),
                0 => Amount::Exact(self.rng.gen_range(0..1_000)),
                1 => Amount::Exact(self.number()),
                2 => Amount::Below(extrinsic.signer.clone(), self.rng.gen_range(0..3_000_000_000)),
                _ => Amount::Exact(self.rng.gen_range(0..1_000_000_000)),
            });
        }
        if self.chance(20) {
            let period = self.pick(&[4, 8, 64, 128, 4_096, 65_536]);
            extrinsic.mortality = Some(Mortality { period, age: self.pick(&[0, 1, 1, 2, 2, 3, 3, 10, -1]) });
        }
        if self.chance(4) {
            extrinsic.nonce = self.pick(&[1, -1, 2, 1_000, -1_000]);
        }
        if self.chance(6) {
            let damage = self.damage();
            extrinsic.damage.push(damage);
        }
        if self.chance(1) {
            extrinsic.form = self.pick(&[Form::BareV4, Form::Bare, Form::General, Form::SignedV5]);
        }
    }

    fn damage(&mut self) -> Damage {
        match self.rng.gen_range(0..14) {
            0 => Damage::Signature(self.rng.gen()),
            1 => Damage::Genesis,
            2 => Damage::SpecVersion,
            3 => Damage::TransactionVersion,
            4 => Damage::Signer(self.signer()),
            5 => Damage::Birth,
            6 => Damage::MetadataHashMode(self.pick(&[1, 2, 255])),
            7 => Damage::ExtensionVersion(self.pick(&[1, 255])),
            8 => Damage::Version(self.rng.gen()),
            9 => Damage::Address(self.other_address()),
            10 => Damage::FlipBit(self.rng.gen()),
            11 => Damage::Truncate(self.rng.gen()),
            12 => Damage::Append(self.bytes(10)),
            _ => Damage::Length(self.pick(&[-1, 1, 1_000, i32::MAX, i32::MIN])),
        }
    }

    /// An extrinsic that nobody signs.
    fn unsigned(&mut self) -> Extrinsic {
        let form = self.pick(&[Form::BareV4, Form::Bare, Form::General]);
        let call = match self.rng.gen_range(0..6) {
            0 => Call::TimestampSet { offset_ms: self.pick(&[0, 1, -1, 5_999, 6_000, -6_000, i64::MAX]) },
            1 => Call::ApplyAuthorizedUpgrade { code: self.code() },
            2 => Call::Encoded { bytes: self.bytes(60) },
            3 => self.root_call(),
            _ => self.signed_call(&Account::named(SUDO)),
        };
        let mut extrinsic = Extrinsic { form, ..Extrinsic::signed(self.signer(), call) };
        if self.chance(20) {
            let damage = self.damage();
            extrinsic.damage.push(damage);
        }
        extrinsic
    }

    /// A call that root makes, by way of whoever may.
    fn by_sudo(&mut self, call: Call) -> Extrinsic {
        let call = Box::new(call);
        let wrapped = match self.rng.gen_range(0..10) {
            0 => {
                Call::SudoUncheckedWeight { call, ref_time: self.rng.gen_range(0..1_000_000_000), proof_size: self.rng.gen_range(0..1_000) }
            }
            _ => Call::Sudo { call },
        };
        self.by_sudo_with(wrapped)
    }

    /// A call of Sudo, by whoever may.
    fn by_sudo_with(&mut self, call: Call) -> Extrinsic {
        Extrinsic::signed(self.sudo.clone().unwrap_or_else(|| Account::named(SUDO)), call)
    }

    /// Some of a list, in another order.
    fn some<T: Clone>(&mut self, list: &[T], max: usize) -> Vec<T> {
        let count = self.rng.gen_range(0..=max.min(list.len()));
        list.choose_multiple(&mut self.rng, count).cloned().collect()
    }
}
