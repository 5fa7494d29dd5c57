//! Values that root writes into storage: what no call of the composition can write, and what none should.

use codec::{Compact, Encode};
use rand::Rng;
use sp_crypto_hashing::{blake2_128, twox_64};

use super::Generator;
use crate::{account::Account, chain::account_key, names::item_key as item, script::Bytes};

/// The flag of an account whose holds and freezes are those of today.
const NEW_LOGIC: u128 = 1 << 127;

/// Where a pallet keeps what belongs to an account.
fn of_account(pallet: &str, name: &str, account: &Account) -> Vec<u8> {
    let id = account.id();
    [&item(pallet, name)[..], &blake2_128(&id), &id].concat()
}

/// An account in storage: its consumers, providers and sufficients, and what it has free, reserved and frozen.
pub(super) fn account_entry(account: &Account, references: [u32; 3], balances: [u128; 3]) -> (Vec<u8>, Vec<u8>) {
    (account_key(account), (0u32, references, balances, NEW_LOGIC).encode())
}

/// Where a pallet keeps what belongs to a number.
fn of_number(pallet: &str, name: &str, number: u32) -> Vec<u8> {
    let number = number.encode();
    [&item(pallet, name)[..], &twox_64(&number), &number].concat()
}

impl Generator {
    /// A key and a value.
    pub(super) fn state_item(&mut self) -> (Bytes, Bytes) {
        let (key, value) = match self.rng.gen_range(0..100) {
            0..=29 => self.account_item(),
            30..=59 => self.balances_item(),
            60..=74 => self.consensus_item(),
            75..=89 => self.system_item(),
            90..=93 => (self.bytes(40).0, self.bytes(40).0),
            94..=96 => (item("TransactionPayment", "NextFeeMultiplier"), self.multiplier().encode()),
            _ => {
                // A value that does not decode, or not to its end.
                let (key, mut value) = if self.chance(50) { self.account_item() } else { self.balances_item() };
                value.truncate(self.rng.gen_range(0..=value.len()));
                (key, value)
            }
        };
        (Bytes(key), Bytes(value))
    }

    fn multiplier(&mut self) -> u128 {
        let one = 1_000_000_000_000_000_000;
        self.pick(&[one, one / 2, one * 3, one - 1, 0])
    }

    fn account_item(&mut self) -> (Vec<u8>, Vec<u8>) {
        let account = self.account();
        let nonce = self.pick(&[0u32, 1, 7, u32::MAX]);
        let references = (self.pick(&[0u32, 1, 1, 2, 16]), self.pick(&[0u32, 1, 1, 1, 2]), self.pick(&[0u32, 0, 0, 1]));
        let free = if self.chance(80) { 1u128 << self.rng.gen_range(20..62) } else { self.number() };
        let reserved = if self.chance(50) { 0 } else { self.number() };
        let frozen = if self.chance(50) { 0 } else { free.wrapping_sub(self.rng.gen_range(0..2_000)) };
        let flags = if self.chance(60) { NEW_LOGIC } else { 0 };
        (account_key(&account), (nonce, references, free, reserved, frozen, flags).encode())
    }

    fn balances_item(&mut self) -> (Vec<u8>, Vec<u8>) {
        let account = self.account();
        match self.rng.gen_range(0..8) {
            0 | 1 => {
                let locks: Vec<_> =
                    (0..self.rng.gen_range(0..3)).map(|index: u8| ([index; 8], self.number(), self.pick(&[0u8, 1, 2, 3]))).collect();
                (of_account("Balances", "Locks", &account), locks.encode())
            }
            2 => (of_account("Balances", "Reserves", &account), Vec::<([u8; 8], u128)>::new().encode()),
            3 => (of_account("Balances", "Holds", &account), vec![0]),
            4 => (of_account("Balances", "Freezes", &account), vec![0]),
            5 => (item("Balances", "InactiveIssuance"), self.number().encode()),
            6 => (item("Balances", "TotalIssuance"), self.issuance().encode()),
            _ => (of_account("Balances", "Account", &account), (1u128 << 40, 0u128, 0u128, NEW_LOGIC).encode()),
        }
    }

    /// A total issuance, seldom less than what there is: with less, nobody can pay any more, which ends all that a chain can show.
    fn issuance(&mut self) -> u128 {
        if self.chance(4) {
            return self.number();
        }
        (1 << 100) + (self.number() >> 30)
    }

    fn consensus_item(&mut self) -> (Vec<u8>, Vec<u8>) {
        let number = self.number.saturating_sub(1) + self.rng.gen_range(0..3u32);
        let delay = self.rng.gen_range(0..4u32);
        let authorities: Vec<_> = (0..self.rng.gen_range(0..4)).map(|_| self.account().id()).collect();
        let weighted: Vec<_> = authorities.iter().map(|id| (*id, 1u64)).collect();
        match self.rng.gen_range(0..10) {
            0 => (item("Grandpa", "State"), vec![0]),
            1 => (item("Grandpa", "State"), (1u8, number, delay).encode()),
            2 => (item("Grandpa", "State"), vec![2]),
            3 => (item("Grandpa", "State"), (3u8, number, delay).encode()),
            4 => {
                let forced = self.chance(50).then_some(number);
                (item("Grandpa", "PendingChange"), (number, delay, weighted, forced).encode())
            }
            5 => (item("Grandpa", "NextForced"), number.encode()),
            6 => (item("Grandpa", "CurrentSetId"), u64::from(number).encode()),
            7 => (of_set(u64::from(number)), number.encode()),
            8 => (item("Grandpa", "Authorities"), weighted.encode()),
            _ => (item("Aura", "Authorities"), authorities.encode()),
        }
    }

    fn system_item(&mut self) -> (Vec<u8>, Vec<u8>) {
        let number = self.rng.gen_range(0..60u32);
        let hash: [u8; 32] = self.rng.gen();
        match self.rng.gen_range(0..12) {
            0 => (item("System", "LastRuntimeUpgrade"), (Compact(99u32), "gopallet-solo").encode()),
            1 => (of_number("System", "BlockHash", number), hash.encode()),
            2 => {
                let topics = [&item("System", "EventTopics")[..], &blake2_128(&hash), &hash].concat();
                (topics, vec![(number, 0u32)].encode())
            }
            3 => (item("System", "BlocksTillUpgrade"), vec![self.rng.gen_range(0..3)]),
            4 => (item("System", "UpgradedToU32RefCount"), vec![self.rng.gen_range(0..2)]),
            5 => (item("System", "UpgradedToTripleRefCount"), vec![self.rng.gen_range(0..2)]),
            6 => (item("System", "AuthorizedUpgrade"), (hash, self.rng.gen::<bool>()).encode()),
            7 => (item("System", "ExtrinsicWeightReclaimed"), vec![4, 8]),
            8 => (of_number("System", "ExtrinsicData", number), self.bytes(5).0.encode()),
            9 => (item("System", "ExtrinsicCount"), number.encode()),
            10 => (item("TransactionPayment", "TxPaymentCredit"), self.number().encode()),
            _ => (item("TransactionPayment", "StorageVersion"), vec![self.rng.gen_range(0..2)]),
        }
    }

    /// A prefix of keys that are there, of some that a chain can do without.
    pub(super) fn prefix(&mut self) -> Bytes {
        let names =
            [("Balances", "Locks"), ("System", "EventTopics"), ("System", "BlockHash"), ("Balances", "Account"), ("Grandpa", "State")];
        match self.rng.gen_range(0..8) {
            0 => self.bytes(40),
            1 => Bytes(of_account("System", "Account", &self.account())),
            _ => {
                let (pallet, name) = self.pick(&names);
                Bytes(item(pallet, name))
            }
        }
    }
}

/// Where Grandpa keeps the session of a set of authorities.
fn of_set(set: u64) -> Vec<u8> {
    let set = set.encode();
    [&item("Grandpa", "SetIdSession")[..], &twox_64(&set), &set].concat()
}
