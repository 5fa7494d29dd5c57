//! The allocators that are compared.

use serde::Serialize;

/// An allocator, and with it a way to build the programs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Variant {
    /// The shim's collector.
    Ours,
    /// The bound: a cursor in chunks of the host behind the same seam, never collecting.
    Bump,
    /// TinyGo's `-gc=conservative`.
    Conservative,
    /// TinyGo's `-gc=precise`.
    Precise,
    /// TinyGo's `-gc=leaking`, which never frees.
    Leaking,
    /// One allocation of the host for each object, all freed when the call ends.
    Malloc,
    /// `lol_alloc::FreeListAllocator`, which nothing ever tells to free.
    LolAlloc,
}

/// All variants, in the order of the table.
pub const VARIANTS: [Variant; 7] =
    [Variant::Ours, Variant::Bump, Variant::Conservative, Variant::Precise, Variant::Leaking, Variant::Malloc, Variant::LolAlloc];

impl Variant {
    /// The variant's name.
    pub fn name(self) -> &'static str {
        match self {
            Self::Ours => "ours",
            Self::Bump => "bump",
            Self::Conservative => "conservative",
            Self::Precise => "precise",
            Self::Leaking => "leaking",
            Self::Malloc => "malloc",
            Self::LolAlloc => "lol_alloc",
        }
    }

    /// The variant with this name.
    pub fn named(name: &str) -> Option<Self> {
        VARIANTS.into_iter().find(|variant| variant.name() == name)
    }

    /// The `gc` of TinyGo's target.
    pub(crate) fn tinygo_gc(self) -> &'static str {
        match self {
            Self::Conservative | Self::Precise | Self::Leaking => self.name(),
            _ => "custom",
        }
    }

    /// The package that the program is linked with, and its cargo features.
    pub(crate) fn library(self) -> (&'static str, &'static [&'static str]) {
        const PEERS: &str = "gopallet-bench-peers";
        match self {
            Self::Ours => ("gopallet-shim", &[]),
            Self::Bump => (PEERS, &["bump"]),
            Self::Conservative | Self::Precise | Self::Leaking => (PEERS, &["builtin"]),
            Self::Malloc => (PEERS, &["malloc"]),
            Self::LolAlloc => (PEERS, &["lol_alloc"]),
        }
    }

    /// Whether the host's allocator has the memory beyond `__heap_base`. Otherwise the program has it, and grows it itself.
    pub fn uses_host_allocator(self) -> bool {
        matches!(self, Self::Ours | Self::Bump | Self::Malloc)
    }
}
