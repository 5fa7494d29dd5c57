//! Amounts: numbers, or relative to what an account has when the extrinsic is made.

use std::{fmt, str::FromStr};

use serde::{Deserialize, Serialize};

use crate::account::Account;

/// An amount of the smallest unit.
///
/// As text: `500`, `free(Bob)`, `free(Bob)-500`, `free(Bob)+1`. Sums end at the limits of 128 bits.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub enum Amount {
    /// This much.
    Exact(u128),
    /// What the account has free, and this much more.
    Above(Account, u128),
    /// What the account has free, but this much less.
    Below(Account, u128),
}

/// Why a text is no amount.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{0:?} is no amount; write a number, or free(ACCOUNT) with +NUMBER or -NUMBER behind it")]
pub struct AmountError(String);

impl Amount {
    /// The number, where `free` gives the free balance of an account.
    pub fn value(&self, free: impl FnOnce(&Account) -> u128) -> u128 {
        match self {
            Self::Exact(value) => *value,
            Self::Above(account, more) => free(account).saturating_add(*more),
            Self::Below(account, less) => free(account).saturating_sub(*less),
        }
    }
}

impl fmt::Display for Amount {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Exact(value) => write!(formatter, "{value}"),
            Self::Above(account, more) => write!(formatter, "free({account})+{more}"),
            Self::Below(account, less) => write!(formatter, "free({account})-{less}"),
        }
    }
}

impl FromStr for Amount {
    type Err = AmountError;

    fn from_str(text: &str) -> Result<Self, AmountError> {
        let error = || AmountError(text.to_owned());
        let number = |digits: &str| digits.parse().map_err(|_| error());
        let Some(rest) = text.strip_prefix("free(") else {
            return number(text).map(Self::Exact);
        };
        let (account, offset) = rest.split_once(')').ok_or_else(error)?;
        let account = account.parse().map_err(|_| error())?;
        match offset.split_at_checked(1) {
            None if offset.is_empty() => Ok(Self::Above(account, 0)),
            Some(("+", digits)) => number(digits).map(|more| Self::Above(account, more)),
            Some(("-", digits)) => number(digits).map(|less| Self::Below(account, less)),
            _ => Err(error()),
        }
    }
}

impl TryFrom<String> for Amount {
    type Error = AmountError;

    fn try_from(text: String) -> Result<Self, AmountError> {
        text.parse()
    }
}

impl From<Amount> for String {
    fn from(amount: Amount) -> Self {
        amount.to_string()
    }
}
