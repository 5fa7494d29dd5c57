//! The collectors that a program is run on.

use serde::{Deserialize, Serialize};
use std::fmt;

/// A collector, and how it is built.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Collector {
    /// The shim's.
    Shim,
    /// The shim's, in the stress mode: a collection at every allocation, freed cells poisoned.
    Stress,
    /// TinyGo's conservative one.
    Conservative,
    /// TinyGo's precise one.
    Precise,
}

impl Collector {
    /// The shim's, in both modes.
    pub const OURS: [Self; 2] = [Self::Shim, Self::Stress];
    /// TinyGo's.
    pub const STOCK: [Self; 2] = [Self::Conservative, Self::Precise];
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Shim, Self::Stress, Self::Conservative, Self::Precise];

    /// Whether it is one of TinyGo's.
    pub fn is_stock(self) -> bool {
        Self::STOCK.contains(&self)
    }

    /// What TinyGo calls it: `gc` in a target.
    pub fn tinygo_name(self) -> &'static str {
        match self {
            Self::Shim | Self::Stress => "custom",
            Self::Conservative => "conservative",
            Self::Precise => "precise",
        }
    }

    /// Its name in the list and in reports.
    pub fn name(self) -> &'static str {
        match self {
            Self::Shim => "shim",
            Self::Stress => "stress",
            Self::Conservative => "conservative",
            Self::Precise => "precise",
        }
    }
}

impl fmt::Display for Collector {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.pad(self.name())
    }
}
