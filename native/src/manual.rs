//! An allocator whose memory is freed by hand, with a limit, counts and, if wanted, checks. It may be used on any thread.

use crate::allocator::{Allocator, Kind};
use core::ptr::NonNull;
use core::sync::atomic::{AtomicU64, Ordering};
use std::collections::HashMap;
use std::sync::{Mutex, MutexGuard, PoisonError};

/// Why an allocator refused. Nothing has changed then.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[repr(i32)]
pub enum Refusal {
    /// The limit is reached, or the system has no more.
    Exhausted = -1,
    /// No live allocation has this address: it was released before, or never came from here. In the checked mode only.
    NotLive = -2,
    /// The allocation has another size than the caller says. In the checked mode only.
    WrongSize = -3,
}

/// What an allocator counted. Sizes are those that were asked for.
#[repr(C)]
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Counts {
    /// Allocations so far.
    pub allocations: u64,
    /// Releases so far.
    pub releases: u64,
    /// Bytes allocated and not released.
    pub live_bytes: u64,
    /// The most that `live_bytes` has been.
    pub peak_bytes: u64,
}

/// The allocator.
pub struct Manual {
    allocator: &'static dyn Allocator,
    limit_bytes: u64,
    allocations: AtomicU64,
    releases: AtomicU64,
    live_bytes: AtomicU64,
    peak_bytes: AtomicU64,
    /// In the checked mode: the sizes of the live allocations, by address.
    ledger: Option<Mutex<HashMap<usize, usize>>>,
}

impl Manual {
    /// An allocator of at most `limit_bytes` live bytes; `checked` finds addresses and sizes that are wrong. `None` if `kind` is not built in.
    pub fn new(kind: Kind, limit_bytes: u64, checked: bool) -> Option<Self> {
        Some(Manual {
            allocator: kind.allocator()?,
            limit_bytes,
            allocations: AtomicU64::new(0),
            releases: AtomicU64::new(0),
            live_bytes: AtomicU64::new(0),
            peak_bytes: AtomicU64::new(0),
            ledger: checked.then(Mutex::default),
        })
    }

    /// Allocates `bytes` bytes, aligned to 16, zeroed if so wanted.
    pub fn allocate(&self, bytes: usize, zeroed: bool) -> Result<NonNull<u8>, Refusal> {
        self.reserve(bytes)?;
        // Allocators need not know what nothing is.
        let size = bytes.max(1);
        let memory = if zeroed { self.allocator.allocate_zeroed(size) } else { self.allocator.allocate(size) };
        let Some(memory) = memory else {
            self.unreserve(bytes);
            return Err(Refusal::Exhausted);
        };
        if let Some(mut ledger) = self.ledger() {
            ledger.insert(memory.addr().get(), bytes);
        }
        self.allocations.fetch_add(1, Ordering::Relaxed);
        Ok(memory)
    }

    /// Makes an allocation of `before` bytes one of `bytes` bytes, which may move it. What is new of it is of any content.
    ///
    /// # Safety
    /// Unless checked: `memory` is a live allocation of this allocator, of `before` bytes. If this succeeds, nothing uses its old place afterwards.
    pub unsafe fn reallocate(&self, memory: NonNull<u8>, before: usize, bytes: usize) -> Result<NonNull<u8>, Refusal> {
        // Held to the end: another thread may be given the old place before the ledger knows.
        let ledger = self.ledger();
        check(ledger.as_deref(), memory, before)?;
        let growth = bytes.saturating_sub(before);
        self.reserve(growth)?;
        // SAFETY: the caller's promise, or checked above.
        let Some(moved) = (unsafe { self.allocator.reallocate(memory, bytes.max(1)) }) else {
            self.unreserve(growth);
            return Err(Refusal::Exhausted);
        };
        if let Some(mut ledger) = ledger {
            ledger.remove(&memory.addr().get());
            ledger.insert(moved.addr().get(), bytes);
        }
        self.unreserve(before.saturating_sub(bytes));
        Ok(moved)
    }

    /// Releases an allocation of `bytes` bytes.
    ///
    /// # Safety
    /// Unless checked: `memory` is a live allocation of this allocator, of `bytes` bytes. If this succeeds, nothing uses it afterwards.
    pub unsafe fn release(&self, memory: NonNull<u8>, bytes: usize) -> Result<(), Refusal> {
        if let Some(mut ledger) = self.ledger() {
            check(Some(&ledger), memory, bytes)?;
            ledger.remove(&memory.addr().get());
        }
        // SAFETY: the caller's promise, or checked above.
        unsafe { self.allocator.release(memory) };
        self.unreserve(bytes);
        self.releases.fetch_add(1, Ordering::Relaxed);
        Ok(())
    }

    /// What was counted so far. While other threads allocate, the numbers may be of slightly different moments.
    pub fn counts(&self) -> Counts {
        Counts {
            allocations: self.allocations.load(Ordering::Relaxed),
            releases: self.releases.load(Ordering::Relaxed),
            live_bytes: self.live_bytes.load(Ordering::Relaxed),
            peak_bytes: self.peak_bytes.load(Ordering::Relaxed),
        }
    }

    fn reserve(&self, bytes: usize) -> Result<(), Refusal> {
        let sum = |live: u64| live.checked_add(bytes as u64).filter(|sum| *sum <= self.limit_bytes);
        let before = self.live_bytes.fetch_update(Ordering::Relaxed, Ordering::Relaxed, sum).map_err(|_| Refusal::Exhausted)?;
        self.peak_bytes.fetch_max(before + bytes as u64, Ordering::Relaxed);
        Ok(())
    }

    fn unreserve(&self, bytes: usize) {
        self.live_bytes.fetch_sub(bytes as u64, Ordering::Relaxed);
    }

    fn ledger(&self) -> Option<MutexGuard<'_, HashMap<usize, usize>>> {
        // No code that holds the lock can panic half-way.
        self.ledger.as_ref().map(|ledger| ledger.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

/// Whether the ledger, if there is one, has an allocation of this address and size.
fn check(ledger: Option<&HashMap<usize, usize>>, memory: NonNull<u8>, bytes: usize) -> Result<(), Refusal> {
    match ledger.map(|ledger| ledger.get(&memory.addr().get())) {
        Some(None) => Err(Refusal::NotLive),
        Some(Some(size)) if *size != bytes => Err(Refusal::WrongSize),
        _ => Ok(()),
    }
}
