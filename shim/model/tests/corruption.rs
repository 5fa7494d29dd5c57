//! A layout word that is none ends the call with a message, wherever the object lies: never silent corruption.

use gopallet_shim::gc::Collector;
use gopallet_shim::heap::address::{Address, WORD};
use gopallet_shim::heap::layout::Layout;
use gopallet_shim_model::{Backing, LedgerSource, Scarcity};
use std::panic::{catch_unwind, AssertUnwindSafe};

/// Where the mask begins in a word that holds everything in place.
const MASK_SHIFT: usize = 1 + 4 + WORD / 4;

/// An element of no words, a mask wider than its element, and addresses of no constant.
const CORRUPT: [usize; 4] = [1 | 1 << MASK_SHIFT, 1 | 2 << 1 | 0b111 << MASK_SHIFT, 0x1002, usize::MAX - 1];

#[test]
fn a_corrupt_layout_word_is_found_when_its_object_is_marked() {
    for word in CORRUPT {
        // A cell, a span, a region.
        for bytes in [40, 5000, 50_000] {
            let mut heap = Collector::new(LedgerSource::new(Backing::System, Scarcity::Ample));
            let object = heap.allocate_slow(bytes, Layout::new(word), false).expect("granted");
            let roots = [object.value()];
            let start = Address::of(roots.as_ptr().cast_mut());
            let cycle = catch_unwind(AssertUnwindSafe(|| {
                heap.begin_cycle();
                // SAFETY: the range is `roots`.
                unsafe { heap.mark_range(start, start.add(WORD)) };
            }));
            let message = cycle.expect_err("the word was taken for a layout");
            let message = message.downcast_ref::<String>().map(String::as_str);
            assert_eq!(message, Some("gc: corrupt layout word"), "{word:#x}, {bytes} bytes");
            // As the next call on the instance does.
            heap.abandon_cycle();
            heap.release();
            assert_eq!(heap.counts().bytes_granted, 0);
        }
    }
}
