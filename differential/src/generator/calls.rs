//! What each pallet offers.

use rand::Rng;

use super::Generator;
use crate::{
    account::Account,
    amount::Amount,
    call::{Address, Call, Code, Direction},
    script::Bytes,
};

/// The existential deposit.
const DEPOSIT: u128 = 500;

impl Generator {
    /// An address, now and then one that leads nowhere.
    fn address(&mut self) -> Address {
        if self.chance(6) {
            return Address::Other(self.other_address());
        }
        Address::Id(self.account())
    }

    /// An amount that `who` may have, nearly has, or has nothing like.
    fn amount(&mut self, who: &Account) -> Amount {
        match self.rng.gen_range(0..12) {
            0 => Amount::Exact(self.pick(&[0, 1, DEPOSIT - 1, DEPOSIT, DEPOSIT + 1, 2 * DEPOSIT])),
            1 => Amount::Above(who.clone(), self.pick(&[0, 1, DEPOSIT])),
            2 => Amount::Below(who.clone(), self.pick(&[0, 1, DEPOSIT - 1, DEPOSIT, DEPOSIT + 1])),
            // What is left pays for one transaction more or less.
            3 | 4 => Amount::Below(who.clone(), self.rng.gen_range(0..1_500_000_000)),
            5 => Amount::Exact(self.number()),
            6 => Amount::Exact(u128::MAX - self.rng.gen_range(0..2)),
            7 => Amount::Exact(self.rng.gen_range(0..10_000)),
            _ => Amount::Exact(self.rng.gen_range(0..10_000_000_000)),
        }
    }

    /// A call that accounts make.
    pub(super) fn signed_call(&mut self, signer: &Account) -> Call {
        match self.rng.gen_range(0..100) {
            0..=22 => Call::TransferAllowDeath { dest: self.address(), value: self.amount(signer) },
            23..=44 => Call::TransferKeepAlive { dest: self.address(), value: self.amount(signer) },
            45..=56 => Call::TransferAll { dest: self.address(), keep_alive: self.rng.gen() },
            57..=70 => Call::Burn { value: self.amount(signer), keep_alive: self.rng.gen() },
            71..=78 => {
                let accounts = self.accounts.clone();
                Call::UpgradeAccounts { who: self.some(&accounts, 12) }
            }
            79..=84 => Call::Remark { remark: self.remark() },
            85..=91 => Call::RemarkWithEvent { remark: self.remark() },
            92..=96 => Call::ApplyAuthorizedUpgrade { code: self.code() },
            97 => Call::Encoded { bytes: self.nested_call() },
            _ => Call::Encoded { bytes: self.bytes(80) },
        }
    }

    fn remark(&mut self) -> Bytes {
        match self.rng.gen_range(0..8) {
            0 => Bytes(vec![0xAA; self.rng.gen_range(0..20_000)]),
            _ => self.bytes(200),
        }
    }

    /// Sudo within sudo, around the depth at which decoding ends.
    fn nested_call(&mut self) -> Bytes {
        let depth = self.pick(&[2, 10, 126, 127, 128, 129, 254, 255, 256, 257, 1_000]);
        let mut bytes = [6u8, 0].repeat(depth);
        bytes.extend([0, 0, 0]);
        Bytes(bytes)
    }

    /// A call that only root may make.
    pub(super) fn root_call(&mut self) -> Call {
        match self.rng.gen_range(0..100) {
            0..=13 => {
                let source = self.account();
                let value = self.amount(&source);
                let source = if self.chance(5) { self.address() } else { Address::Id(source) };
                Call::ForceTransfer { source, dest: self.address(), value }
            }
            14..=27 => {
                let who = self.account();
                let new_free = if self.chance(60) { Amount::Exact(1 << self.rng.gen_range(0..70)) } else { self.amount(&who) };
                Call::ForceSetBalance { who: if self.chance(6) { self.address() } else { Address::Id(who) }, new_free }
            }
            28..=33 => Call::ForceUnreserve { who: self.address(), amount: Amount::Exact(self.number()) },
            34..=41 => {
                let direction = self.pick(&[Direction::Increase, Direction::Decrease]);
                let delta = match self.rng.gen_range(0..100) {
                    0..=29 => 0,
                    // More than there is, after which nobody can pay.
                    30..=32 => self.number(),
                    _ if direction == Direction::Increase => self.number() >> 8,
                    _ => self.number() >> 90,
                };
                Call::ForceAdjustTotalIssuance { direction, delta: Amount::Exact(delta) }
            }
            42..=44 => Call::SetHeapPages { pages: self.number() as u64 },
            45..=51 => Call::SetCode { code: self.code() },
            52..=54 => Call::SetCodeWithoutChecks { code: self.code() },
            55..=57 => Call::AuthorizeUpgrade { code: self.code() },
            58..=60 => Call::AuthorizeUpgradeWithoutChecks { code: self.code() },
            61..=80 => Call::SetStorage { items: (0..self.rng.gen_range(1..4)).map(|_| self.state_item()).collect() },
            81..=85 => Call::KillStorage { keys: (0..self.rng.gen_range(1..3)).map(|_| self.state_item().0).collect() },
            86..=89 => Call::KillPrefix { prefix: self.prefix(), subkeys: self.pick(&[0, 1, 2, 100]) },
            90..=93 => Call::NoteStalled { delay: self.rng.gen_range(0..10), best_finalized: self.rng.gen_range(0..10) },
            94..=97 => self.sudo_call(),
            _ => Call::TimestampSet { offset_ms: 0 },
        }
    }

    /// A call of Sudo itself.
    pub(super) fn sudo_call(&mut self) -> Call {
        match self.rng.gen_range(0..9) {
            0 | 1 => Call::Sudo { call: Box::new(Call::Remark { remark: self.bytes(10) }) },
            2 => {
                let call = Box::new(Call::Remark { remark: self.bytes(10) });
                Call::SudoUncheckedWeight { call, ref_time: self.number() as u64, proof_size: self.number() as u64 }
            }
            3..=5 => {
                let who = self.known();
                let call = Box::new(self.signed_call(&who));
                Call::SudoAs { who: if self.chance(10) { self.address() } else { Address::Id(who) }, call }
            }
            6 => {
                // To whom it belongs already, so that most of the chain knows who that is.
                let new = self.sudo.clone().map_or_else(|| self.address(), Address::Id);
                Call::SetKey { new: if self.chance(20) { Address::Other(self.other_address()) } else { new } }
            }
            7 => Call::RemoveKey,
            _ => Call::Sudo { call: Box::new(Call::SetHeapPages { pages: 8 }) },
        }
    }

    /// A blob: this runtime of several versions, another one, or nothing of the kind. Few, so that what was authorized is met again.
    pub(super) fn code(&mut self) -> Code {
        match self.rng.gen_range(0..10) {
            0 => Code::Version(99),
            1 => Code::Version(100),
            2..=5 => Code::Version(101),
            6 => Code::OtherName(101),
            7 => Code::Bytes(Bytes(b"\0asm\x01\0\0\0".to_vec())),
            8 => Code::Bytes(Bytes(Vec::new())),
            _ => Code::Bytes(self.bytes(30)),
        }
    }
}
