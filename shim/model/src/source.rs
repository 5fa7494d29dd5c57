//! A chunk source that keeps a ledger, and runs out of memory when it is told to.

use crate::action::Scarcity;
use gopallet_shim::heap::address::Address;
use gopallet_shim::heap::arena::Arena;
use gopallet_shim::heap::source::ChunkSource;
use std::alloc::Layout;
use std::cell::RefCell;
use std::collections::BTreeMap;
use std::rc::Rc;

/// Where the memory comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Backing {
    /// The system's allocator: Miri and the address sanitizer see each access outside of a grant.
    System,
    /// An arena over so many bytes, as a guest without a host's allocator has it.
    Arena(usize),
}

/// Units of [`Scarcity::Limit`] in bytes.
const LIMIT_UNIT_BYTES: usize = 4 << 10;
/// The limit where there is none: more than any script allocates.
const AMPLE_BYTES: usize = 1 << 30;

struct Ledger {
    granted: BTreeMap<usize, usize>,
    left_bytes: usize,
    grants: usize,
    scarcity: Scarcity,
    arena: Arena,
    /// What the arena is over; empty over the system's allocator.
    memory: Vec<u64>,
}

/// The source. Its clones share one ledger: the heap has one, its owner another.
#[derive(Clone)]
pub struct LedgerSource(Rc<RefCell<Ledger>>);

impl LedgerSource {
    /// A source over `backing` that has no more when `scarcity` says so.
    pub fn new(backing: Backing, scarcity: Scarcity) -> Self {
        let left_bytes = match scarcity {
            Scarcity::Limit(units) => usize::from(units) * LIMIT_UNIT_BYTES,
            _ => AMPLE_BYTES,
        };
        let mut memory = match backing {
            Backing::System => Vec::new(),
            Backing::Arena(bytes) => vec![0; bytes / 8],
        };
        let start = Address::of(memory.as_mut_ptr());
        let mut arena = Arena::new();
        // SAFETY: the memory lives as long as the arena, beside it, does not move, and is used through it only.
        unsafe { arena.cover(start, start.add(memory.len() * 8)) };
        LedgerSource(Rc::new(RefCell::new(Ledger { granted: BTreeMap::new(), left_bytes, grants: 0, scarcity, arena, memory })))
    }

    /// Grants asked for so far, refused ones included.
    pub fn grants(&self) -> usize {
        self.0.borrow().grants
    }

    /// Bytes that are granted and were not given back.
    pub fn granted_bytes(&self) -> usize {
        self.0.borrow().granted.values().sum()
    }

    /// Whether the `bytes` bytes at `start` lie in one grant.
    pub fn holds(&self, start: Address, bytes: usize) -> bool {
        let ledger = self.0.borrow();
        let below = ledger.granted.range(..=start.value()).next_back();
        below.is_some_and(|(grant, size)| start.value() + bytes <= grant + size)
    }

    /// Checks that nothing is granted any more.
    pub fn assert_empty(&self) {
        let ledger = self.0.borrow();
        assert!(ledger.granted.is_empty(), "{} grants were not given back", ledger.granted.len());
        assert_eq!(ledger.arena.check(), Ok(0));
        assert!(ledger.arena.is_empty(), "an arena with nothing granted is as it was at first");
    }
}

impl Ledger {
    fn refuses(&mut self) -> bool {
        let number = self.grants;
        self.grants += 1;
        match self.scarcity {
            Scarcity::Ample | Scarcity::Limit(_) => false,
            Scarcity::Once(refused) => number == usize::from(refused),
            Scarcity::From(first) => number >= usize::from(first),
        }
    }
}

fn system_layout(bytes: usize) -> Layout {
    Layout::from_size_align(bytes.max(1), 8).expect("sizes above the limit were refused")
}

impl ChunkSource for LedgerSource {
    fn grant(&mut self, bytes: usize) -> Option<Address> {
        let mut ledger = self.0.borrow_mut();
        if ledger.refuses() {
            return None;
        }
        let left_bytes = ledger.left_bytes.checked_sub(bytes)?;
        let start = if ledger.memory.is_empty() {
            // SAFETY: the size is not zero.
            Address::of(unsafe { std::alloc::alloc(system_layout(bytes)) })
        } else {
            ledger.arena.grant(bytes)?
        };
        // SAFETY: just granted. Granted memory is dirty.
        unsafe { start.fill(0xA5, bytes) };
        ledger.left_bytes = left_bytes;
        assert_eq!(ledger.granted.insert(start.value(), bytes), None, "a place is granted once");
        Some(start)
    }

    unsafe fn give_back(&mut self, chunk: Address, bytes: usize) {
        let mut ledger = self.0.borrow_mut();
        assert_eq!(ledger.granted.remove(&chunk.value()), Some(bytes), "what is given back was granted, with this size, once");
        ledger.left_bytes += bytes;
        if ledger.memory.is_empty() {
            // SAFETY: allocated in `grant` with this layout, by the ledger.
            unsafe { std::alloc::dealloc(chunk.pointer(), system_layout(bytes)) };
        } else {
            // SAFETY: granted by the arena, by the ledger.
            unsafe { ledger.arena.give_back(chunk, bytes) };
            assert!(ledger.arena.check().is_ok());
        }
    }

    fn largest_grant(&self) -> usize {
        32 << 20
    }
}
