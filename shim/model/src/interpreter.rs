//! The interpreter: takes each action on the heap and on the model, and compares.
//!
//! What is compared, and when:
//! - after each action: the heap walker finds no broken invariant; the bytes that the heap counts as granted are those of the ledger; objects
//!   of which the model knows are as many as the heap counts, plus those that are unreachable and not yet collected;
//! - at each cycle: exactly the reachable objects are left, each word of them is what was written last, and what died is poisoned where its
//!   memory was not given back;
//! - after a refused allocation: nothing has changed, but for memory that the heap took in advance;
//! - at the end of each call: everything was given back, but for a result that was handed over.

use crate::action::{Action, Script, ROOTS};
use crate::shape::Shape;
use crate::source::{Backing, LedgerSource};
use gopallet_shim::gc::{Collector, Counts, Refusal};
use gopallet_shim::heap::address::{Address, POISON, WORD};
use gopallet_shim::heap::source::ChunkSource;
use gopallet_shim::verify::verify;
use std::collections::BTreeMap;

/// The largest buffer that is adopted, in bytes: less in Miri, which looks at each byte.
const ADOPTED_BYTES_MAX: usize = if cfg!(miri) { 34_000 } else { 200_000 };

/// What a script did: the same for each run of it over an arena.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Outcome {
    /// Counts of the call that the script ended in, before all was given back.
    pub counts: Counts,
    /// Cycles of all calls.
    pub collections: u64,
    /// Allocations that were refused because the source had no more.
    pub refused: u64,
    /// Grants that the heap asked for.
    pub grants: usize,
}

/// Runs a script. Panics where heap and model differ.
pub fn run(script: &Script, backing: Backing) -> Outcome {
    let source = LedgerSource::new(backing, script.scarcity);
    let mut model =
        Model { heap: Collector::new(source.clone()), source, objects: Vec::new(), roots: [None; ROOTS], outcome: Outcome::default() };
    for action in &script.actions {
        model.take(*action);
        model.check();
    }
    model.collect();
    model.outcome.counts = model.heap.counts();
    model.end_call();
    model.outcome.grants = model.source.grants();
    model.outcome
}

/// What a slot points at: an object, and how far inside it.
#[derive(Clone, Copy)]
struct Link {
    to: usize,
    inside: usize,
}

/// What the model knows of an object. Words that are no pointer slots hold its number, marked as no address by being odd.
struct Shadow {
    at: Address,
    bytes: usize,
    shape: Shape,
    links: BTreeMap<usize, Link>,
}

impl Shadow {
    fn words(&self) -> usize {
        self.bytes / WORD
    }

    /// The first pointer slot at or after word `slot`, around the end.
    fn slot_from(&self, slot: u16) -> Option<usize> {
        let words = self.words();
        (0..words).map(|word| (usize::from(slot) + word) % words).find(|word| self.shape.is_slot(*word, words))
    }
}

struct Model {
    heap: Collector<LedgerSource>,
    source: LedgerSource,
    objects: Vec<Option<Shadow>>,
    roots: [Option<usize>; ROOTS],
    outcome: Outcome,
}

impl Model {
    fn object(&self, number: usize) -> &Shadow {
        self.objects[number].as_ref().expect("what is reachable is alive")
    }

    fn rooted(&self, root: u8) -> Option<usize> {
        self.roots[usize::from(root) % ROOTS]
    }

    fn take(&mut self, action: Action) {
        match action {
            Action::Allocate { size, shape, root } => self.allocate(size.bytes(), shape, root),
            Action::Link { from, slot, to, inside } => self.link(from, slot, to, inside),
            Action::Unlink { from, slot } => self.unlink(from, slot),
            Action::Follow { from, slot, to } => {
                let Some(from) = self.rooted(from) else { return };
                let link = self.object(from).slot_from(slot).and_then(|word| self.object(from).links.get(&word));
                self.roots[usize::from(to) % ROOTS] = link.map(|link| link.to);
            }
            Action::Unroot { root } => self.roots[usize::from(root) % ROOTS] = None,
            Action::Adopt { size, root } => self.adopt(usize::from(size) * 3 % ADOPTED_BYTES_MAX + 1, root),
            Action::Collect => self.collect(),
            Action::Trap { marked } => self.trap(usize::from(marked) % (ROOTS + 1)),
            Action::Return { root } => self.hand_over(root),
        }
    }

    fn allocate(&mut self, bytes: usize, shape: Shape, root: u8) {
        let layout = shape.layout();
        let before = self.heap.counts();
        let mut result = self.heap.allocate(bytes, layout).map_or_else(|| self.heap.allocate_slow(bytes, layout, true), Ok);
        if result == Err(Refusal::CollectFirst) {
            self.check();
            self.collect();
            result = self.heap.allocate_slow(bytes, layout, false);
        }
        match result {
            Ok(object) => self.note(object, bytes, shape, root),
            Err(Refusal::TooLarge) => {
                assert!(bytes > self.source.largest_grant());
                assert_eq!(self.heap.counts(), before);
            }
            Err(Refusal::Exhausted) => {
                assert!(bytes <= self.source.largest_grant());
                assert_eq!(self.heap.counts().objects_allocated, before.objects_allocated);
                self.outcome.refused += 1;
            }
            Err(Refusal::CollectFirst) => panic!("a cycle was asked for twice"),
        }
    }

    /// Checks that a new object is as it should be, and fills it.
    fn note(&mut self, at: Address, bytes: usize, shape: Shape, root: u8) {
        assert!(at.value().is_multiple_of(8), "objects are aligned to 8");
        assert!(self.source.holds(at, bytes), "objects lie in granted memory");
        let number = self.objects.len();
        for offset in 0..bytes {
            // SAFETY: inside the object.
            assert_eq!(unsafe { at.add(offset).pointer::<u8>().read() }, 0, "objects are zeroed");
        }
        self.adopt_shadow(Shadow { at, bytes, shape, links: BTreeMap::new() }, number, root);
    }

    fn adopt_shadow(&mut self, shadow: Shadow, number: usize, root: u8) {
        for word in (0..shadow.words()).filter(|word| !shadow.shape.is_slot(*word, shadow.words())) {
            // SAFETY: a word of the object.
            unsafe { shadow.at.add(word * WORD).store(number << 1 | 1) };
        }
        self.objects.push(Some(shadow));
        self.roots[usize::from(root) % ROOTS] = Some(number);
    }

    fn link(&mut self, from: u8, slot: u16, to: u8, inside: u16) {
        let (Some(from), Some(to)) = (self.rooted(from), self.rooted(to)) else { return };
        let target = self.object(to);
        let inside = usize::from(inside) % target.bytes.max(1);
        let pointer = target.at.add(inside);
        let Some(word) = self.object(from).slot_from(slot) else { return };
        let shadow = self.objects[from].as_mut().expect("rooted");
        shadow.links.insert(word, Link { to, inside });
        // SAFETY: a word of a live object.
        unsafe { shadow.at.add(word * WORD).store(pointer.value()) };
    }

    fn unlink(&mut self, from: u8, slot: u16) {
        let Some(from) = self.rooted(from) else { return };
        let Some(word) = self.object(from).slot_from(slot) else { return };
        let shadow = self.objects[from].as_mut().expect("rooted");
        shadow.links.remove(&word);
        // SAFETY: a word of a live object.
        unsafe { shadow.at.add(word * WORD).store(0) };
    }

    /// A host function returns a buffer, which the heap takes over if it is large, and which is given back otherwise.
    fn adopt(&mut self, bytes: usize, root: u8) {
        let Some(buffer) = self.heap.grant(bytes) else {
            self.outcome.refused += 1;
            return;
        };
        let before = self.heap.counts();
        // SAFETY: granted above; the heap's if it takes it.
        if unsafe { self.heap.adopt(buffer, bytes) } {
            let number = self.objects.len();
            self.adopt_shadow(Shadow { at: buffer, bytes, shape: Shape::PointerFree, links: BTreeMap::new() }, number, root);
            return;
        }
        assert_eq!(self.heap.counts(), before);
        // SAFETY: granted above, and not the heap's.
        unsafe { self.source.give_back(buffer, bytes) };
    }

    /// The words of the roots: some lead to an object's start, some inside it.
    fn root_words(&self) -> Vec<usize> {
        let word = |number: usize| {
            let shadow = self.object(number);
            shadow.at.value() + number * 13 % shadow.bytes.max(1)
        };
        self.roots.iter().map(|root| root.map_or(0, word)).collect()
    }

    fn mark(&mut self, roots: &[usize]) {
        let start = Address::of(roots.as_ptr().cast_mut());
        // SAFETY: a cycle was begun, and the range is `roots`.
        unsafe { self.heap.mark_range(start, start.add(size_of_val(roots))) };
    }

    fn collect(&mut self) {
        let reachable = self.reachable();
        self.check_contents(&reachable);
        let roots = self.root_words();
        self.heap.begin_cycle();
        self.mark(&roots);
        self.heap.end_cycle();
        self.outcome.collections += 1;
        for (number, _) in reachable.iter().enumerate().filter(|(_, reachable)| !**reachable) {
            if let Some(dead) = self.objects[number].take() {
                self.check_poison(&dead);
            }
        }
        self.check_contents(&reachable);
        let left = self.objects.iter().flatten().count() as u64;
        let counts = self.heap.counts();
        assert_eq!(counts.objects_allocated - counts.objects_freed, left, "exactly the reachable objects are left");
    }

    fn reachable(&self) -> Vec<bool> {
        let mut seen = vec![false; self.objects.len()];
        let mut waiting: Vec<usize> = self.roots.iter().flatten().copied().collect();
        while let Some(number) = waiting.pop() {
            if !std::mem::replace(&mut seen[number], true) {
                waiting.extend(self.object(number).links.values().map(|link| link.to));
            }
        }
        seen
    }

    fn check_contents(&self, reachable: &[bool]) {
        for (number, shadow) in self.objects.iter().enumerate() {
            let Some(shadow) = shadow.as_ref().filter(|_| reachable[number]) else { continue };
            for word in 0..shadow.words() {
                let wanted = match shadow.links.get(&word) {
                    Some(link) => self.object(link.to).at.value() + link.inside,
                    None if shadow.shape.is_slot(word, shadow.words()) => 0,
                    None => number << 1 | 1,
                };
                // SAFETY: a word of a live object.
                assert_eq!(unsafe { shadow.at.add(word * WORD).load() }, wanted, "word {word} of object {number}");
            }
        }
    }

    fn check_poison(&self, dead: &Shadow) {
        if !self.source.holds(dead.at, dead.bytes) {
            return;
        }
        for offset in 0..dead.bytes {
            // SAFETY: in granted memory.
            let byte = unsafe { dead.at.add(offset).pointer::<u8>().read() };
            assert_eq!(byte, POISON, "what died is poisoned");
        }
    }

    /// The call traps in the middle of a cycle; the next one on the same instance starts from an empty heap.
    fn trap(&mut self, marked: usize) {
        let roots = self.root_words();
        self.heap.begin_cycle();
        self.mark(&roots[..marked]);
        self.heap.abandon_cycle();
        self.end_call();
    }

    fn hand_over(&mut self, root: u8) {
        let result = self.rooted(root).map(|number| (self.object(number).at, self.object(number).bytes));
        let Some((at, bytes)) = result else { return self.end_call() };
        if bytes > 0 {
            assert!(!self.heap.detach(at.add(1)), "only an object's start hands it over");
        }
        if !self.heap.detach(at) {
            return self.end_call();
        }
        // SAFETY: the object; it is no longer the heap's.
        let content = |offset: usize| unsafe { at.add(offset).pointer::<u8>().read() };
        let before: Vec<u8> = (0..bytes).map(content).collect();
        self.heap.release();
        assert!(before.iter().enumerate().all(|(offset, byte)| content(offset) == *byte), "the result is as it was");
        // Sizes of regions are whole words; adopted buffers keep theirs.
        let granted = self.source.granted_bytes();
        assert!(granted >= bytes && granted < bytes + WORD, "all but the result was given back");
        // SAFETY: detached: the host's, which frees it.
        unsafe { self.source.give_back(at, granted) };
        self.end_call();
    }

    fn end_call(&mut self) {
        self.heap.release();
        self.source.assert_empty();
        assert_eq!(self.heap.counts(), Counts::new());
        self.objects.clear();
        self.roots = [None; ROOTS];
        self.check();
    }

    fn check(&self) {
        assert_eq!(verify(&self.heap), Ok(()));
        let counts = self.heap.counts();
        assert_eq!(counts.bytes_granted, self.source.granted_bytes() as u64, "the heap knows what it was granted");
        let known = self.objects.iter().flatten().count() as u64;
        assert_eq!(counts.objects_allocated - counts.objects_freed, known, "objects die in cycles only");
    }
}
