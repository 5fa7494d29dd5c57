//! Short sequences that lead to what chance alone seldom does.

use codec::Encode;
use rand::Rng;

use super::{state::account_entry, Generator};
use crate::{
    account::Account,
    amount::Amount,
    call::{Address, Call, Direction},
    names::item_key as item,
    script::{Bytes, Extrinsic},
};

/// Plenty, and far from any limit.
const RICH: u128 = 1 << 40;

/// The total issuance that recipes leave behind: more than all accounts have together.
const ISSUANCE: u128 = 1 << 100;

impl Generator {
    /// One of the recipes.
    pub(super) fn recipe(&mut self) -> Vec<Extrinsic> {
        let calls = match self.rng.gen_range(0..8) {
            0 => self.frozen(),
            1 => self.too_little(),
            2 => self.too_much(),
            3 => self.all_of_it(),
            4 => self.referenced(),
            5 => self.deactivated(),
            6 => self.less_than_there_is(),
            _ => self.nowhere(),
        };
        calls.into_iter().map(|call| self.by_sudo_with(call)).collect()
    }

    fn root(call: Call) -> Call {
        Call::Sudo { call: Box::new(call) }
    }

    fn by(who: &Account, call: Call) -> Call {
        Call::SudoAs { who: who.clone().into(), call: Box::new(call) }
    }

    fn store(items: Vec<(Vec<u8>, Vec<u8>)>) -> Call {
        Self::root(Call::SetStorage { items: items.into_iter().map(|(key, value)| (Bytes(key), Bytes(value))).collect() })
    }

    /// Every way to move money away.
    fn outgoing(&mut self, who: &Account, dest: &Address, value: &Amount) -> Vec<Call> {
        let (dest, value) = (dest.clone(), value.clone());
        let keep_alive = self.rng.gen();
        vec![
            Self::by(who, Call::TransferAllowDeath { dest: dest.clone(), value: value.clone() }),
            Self::by(who, Call::TransferKeepAlive { dest: dest.clone(), value: value.clone() }),
            Self::by(who, Call::Burn { value: value.clone(), keep_alive }),
            Self::root(Call::ForceTransfer { source: who.clone().into(), dest: dest.clone(), value }),
            Self::by(who, Call::TransferAll { dest, keep_alive: !keep_alive }),
        ]
    }

    /// An account whose balance is frozen but for a little.
    fn frozen(&mut self) -> Vec<Call> {
        let (who, dest) = (self.known(), Address::Id(self.account()));
        let frozen = RICH - self.rng.gen_range(0..2_000);
        let mut calls = vec![Self::store(vec![account_entry(&who, [0, 1, 0], [RICH, 0, frozen])])];
        calls.extend(self.outgoing(&who, &dest, &Amount::Exact(RICH / 2)));
        calls
    }

    /// Less than the existential deposit for an account that does not exist.
    fn too_little(&mut self) -> Vec<Call> {
        let who = self.known();
        let dest = Address::Id(self.stranger());
        let value = Amount::Exact(self.rng.gen_range(0..500));
        let mut calls = vec![Self::store(vec![account_entry(&who, [0, 1, 0], [RICH, 0, 0])])];
        calls.extend(self.outgoing(&who, &dest, &value));
        calls
    }

    /// More than fits, for an account that has nearly all that a number can hold.
    fn too_much(&mut self) -> Vec<Call> {
        let (who, full) = (self.known(), self.stranger());
        let issuance = |value: u128| (item("Balances", "TotalIssuance"), value.encode());
        let before = vec![
            account_entry(&who, [0, 1, 0], [RICH, 0, 0]),
            account_entry(&full, [0, 1, 0], [u128::MAX - 1_000, 0, 0]),
            issuance(u128::MAX),
        ];
        let mut calls = vec![Self::store(before)];
        calls.extend(self.outgoing(&who, &full.clone().into(), &Amount::Exact(RICH / 4)));
        calls.push(Self::store(vec![account_entry(&full, [0, 1, 0], [RICH, 0, 0]), issuance(ISSUANCE)]));
        calls
    }

    /// All that an account has, or so much that less than the existential deposit is left.
    fn all_of_it(&mut self) -> Vec<Call> {
        let (who, dest) = (self.known(), Address::Id(self.account()));
        let mut calls = Vec::new();
        for _ in 0..2 {
            let value = Amount::Below(who.clone(), self.rng.gen_range(0..500));
            calls.push(Self::store(vec![account_entry(&who, [0, 1, 0], [RICH, 0, 0])]));
            let ways = self.outgoing(&who, &dest, &value);
            // The first that succeeds leaves nothing for the others.
            calls.push(ways[self.rng.gen_range(0..ways.len())].clone());
        }
        calls.push(Self::store(vec![account_entry(&who, [0, 1, 0], [RICH, 0, 0])]));
        calls.push(Self::by(&who, Call::TransferKeepAlive { dest, value: Amount::Below(who.clone(), 3) }));
        calls.push(Self::by(&who, Call::Burn { value: Amount::Below(who.clone(), 3), keep_alive: true }));
        calls
    }

    /// An account that others count on, or that nothing provides for.
    fn referenced(&mut self) -> Vec<Call> {
        let (who, dest) = (self.known(), Address::Id(self.account()));
        let references = self.pick(&[[1, 1, 0], [1, 0, 0], [0, 0, 0], [1, 1, 1], [2, 2, 0]]);
        let whole = Amount::Above(who.clone(), 0);
        let mut calls = vec![Self::store(vec![account_entry(&who, references, [RICH, 0, 0])])];
        let mut ways = self.outgoing(&who, &dest, &whole);
        ways.push(Self::root(Call::ForceSetBalance { who: who.clone().into(), new_free: Amount::Exact(0) }));
        calls.push(ways[self.rng.gen_range(0..ways.len())].clone());
        calls.push(Self::root(Call::ForceSetBalance { who: who.clone().into(), new_free: Amount::Exact(0) }));
        calls.push(Self::store(vec![account_entry(&who, [0, 1, 0], [RICH, 0, 0])]));
        calls
    }

    /// An issuance that is inactive and may not become less.
    fn deactivated(&mut self) -> Vec<Call> {
        let inactive = |value: u128| (item("Balances", "InactiveIssuance"), value.encode());
        let issuance = (item("Balances", "TotalIssuance"), ISSUANCE.encode());
        let delta = Amount::Exact(self.rng.gen_range(1..1 << 20));
        vec![
            Self::store(vec![inactive(ISSUANCE), issuance]),
            Self::root(Call::ForceAdjustTotalIssuance { direction: Direction::Decrease, delta: delta.clone() }),
            Self::root(Call::ForceAdjustTotalIssuance { direction: Direction::Increase, delta }),
            Self::store(vec![inactive(0)]),
        ]
    }

    /// A total issuance below what is moved.
    fn less_than_there_is(&mut self) -> Vec<Call> {
        let (who, dest) = (self.known(), Address::Id(self.account()));
        let issuance = |value: u128| (item("Balances", "TotalIssuance"), value.encode());
        let mut calls = vec![Self::store(vec![account_entry(&who, [0, 1, 0], [RICH, 0, 0]), issuance(1 << 39)])];
        calls.extend(self.outgoing(&who, &dest, &Amount::Exact((1 << 39) + 1)));
        calls.push(Self::store(vec![issuance(ISSUANCE)]));
        calls
    }

    /// Every call that takes an address, with one that leads nowhere.
    fn nowhere(&mut self) -> Vec<Call> {
        let who = self.known();
        let nowhere = Address::Other(self.other_address());
        let mut calls = self.outgoing(&who, &nowhere, &Amount::Exact(1_000));
        calls.extend([
            Self::root(Call::ForceTransfer { source: nowhere.clone(), dest: who.clone().into(), value: Amount::Exact(1_000) }),
            Self::root(Call::ForceUnreserve { who: nowhere.clone(), amount: Amount::Exact(1) }),
            Self::root(Call::ForceSetBalance { who: nowhere.clone(), new_free: Amount::Exact(1_000) }),
            Call::SetKey { new: nowhere.clone() },
            Call::SudoAs { who: nowhere, call: Box::new(Call::Remark { remark: Bytes(Vec::new()) }) },
        ]);
        calls
    }
}
