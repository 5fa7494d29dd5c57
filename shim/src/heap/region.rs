//! Regions: what the chunk source granted, sorted by address, and the O(1) look-up from any address to the region that holds it.
//!
//! A region is a chunk of blocks, or one large object. Each is larger than a *granule* of 32 KiB, so at most two regions touch a granule, and a
//! table with one entry a granule (the first region that ends after the granule starts) finds the region of an address in two steps at most.
//! The table is filled when a collection starts and is stale otherwise; its memory is provided when the heap grows, so that a collection
//! never has to ask for any. Where addresses are too far apart for a table (natively), or no memory was left for it, a binary search does.

use super::address::Address;
use super::layout::Layout;
use super::source::ChunkSource;

/// The largest object, in bytes, that is put into blocks. Regions are larger.
pub const MEDIUM_MAX: usize = 32 << 10;

const GRANULE_SHIFT: usize = 15;
const _: () = assert!(1 << GRANULE_SHIFT <= MEDIUM_MAX);

/// Granules of four gigabytes: all that a 32-bit machine has.
const GRANULES_MAX: usize = 1 << (32 - GRANULE_SHIFT);

/// Regions that fit without memory of their own.
const INLINE_REGIONS: usize = 12;
/// Granules that fit without memory of their own: four megabytes.
const INLINE_GRANULES: usize = 128;

/// A piece of memory that the chunk source granted: a chunk of blocks, or one large object. All zero when it is none, so that an empty table
/// takes no space in the module.
#[derive(Clone, Copy, Debug)]
pub struct Region {
    /// The first byte.
    pub start: Address,
    /// The number of bytes.
    pub bytes: usize,
    /// Of an object: where its pointers are.
    pub layout: Layout,
    /// Whether it holds one object, not blocks.
    pub is_object: bool,
    /// Of an object: the marker's bit.
    pub marked: bool,
    /// Of an object: the marker ran out of space, so it has to be scanned again.
    pub rescan: bool,
}

impl Region {
    const NONE: Region = Region::blocks(Address::NULL, 0);

    /// A chunk of blocks.
    pub const fn blocks(start: Address, bytes: usize) -> Self {
        Region { start, bytes, layout: Layout::UNKNOWN, is_object: false, marked: false, rescan: false }
    }

    /// A large object.
    pub const fn object(start: Address, bytes: usize, layout: Layout) -> Self {
        Region { layout, is_object: true, ..Region::blocks(start, bytes) }
    }

    /// The first byte after it.
    #[inline(always)]
    pub fn end(&self) -> Address {
        self.start.add(self.bytes)
    }
}

/// All regions of a heap, in the order of their addresses.
pub struct RegionTable {
    inline_regions: [Region; INLINE_REGIONS],
    inline_granules: [u16; INLINE_GRANULES],
    /// Where the regions are, once there are too many for `inline_regions`; their capacity.
    spilled_regions: Address,
    region_capacity: usize,
    /// Where the granule table is, once it is too large for `inline_granules`; its capacity.
    spilled_granules: Address,
    granule_capacity: usize,
    len: usize,
    /// Whether the granule table is filled and true.
    table_filled: bool,
    /// The start of the granule table's first granule.
    low: Address,
    /// The end of the last region.
    high: Address,
}

impl RegionTable {
    /// A table without regions.
    pub const fn new() -> Self {
        RegionTable {
            inline_regions: [Region::NONE; INLINE_REGIONS],
            inline_granules: [0; INLINE_GRANULES],
            spilled_regions: Address::NULL,
            region_capacity: 0,
            spilled_granules: Address::NULL,
            granule_capacity: 0,
            len: 0,
            table_filled: false,
            low: Address::NULL,
            high: Address::NULL,
        }
    }

    /// The regions, sorted.
    #[inline(always)]
    pub fn as_slice(&self) -> &[Region] {
        if self.spilled_regions.is_null() {
            return &self.inline_regions[..self.len];
        }
        // SAFETY: the spilled array holds `len` written regions; it is ours alone.
        unsafe { core::slice::from_raw_parts(self.spilled_regions.pointer(), self.len) }
    }

    /// The regions, sorted; their starts and sizes must stay.
    #[inline(always)]
    pub fn as_mut_slice(&mut self) -> &mut [Region] {
        if self.spilled_regions.is_null() {
            return &mut self.inline_regions[..self.len];
        }
        // SAFETY: as in `as_slice`, and `self` is borrowed mutably.
        unsafe { core::slice::from_raw_parts_mut(self.spilled_regions.pointer(), self.len) }
    }

    /// The number of regions.
    #[inline(always)]
    pub fn len(&self) -> usize {
        self.len
    }

    /// Whether there is no region.
    #[inline(always)]
    pub fn is_empty(&self) -> bool {
        self.len == 0
    }

    /// Puts `region` in its place. `false` if there was no memory to note it.
    pub fn insert(&mut self, region: Region, source: &mut impl ChunkSource) -> bool {
        if !self.reserve_region(source) {
            return false;
        }
        self.table_filled = false;
        let at = self.as_slice().partition_point(|other| other.start < region.start);
        self.len += 1;
        let regions = self.as_mut_slice();
        let last = regions.len() - 1;
        regions.copy_within(at..last, at + 1);
        regions[at] = region;
        self.reserve_granules(source);
        true
    }

    /// Takes region `index` out of the table; its memory is the caller's.
    pub fn remove(&mut self, index: usize) -> Region {
        let regions = self.as_mut_slice();
        let region = regions[index];
        regions.copy_within(index + 1.., index);
        self.len -= 1;
        self.table_filled = false;
        region
    }

    /// The index of the region that holds `address`.
    #[inline(always)]
    pub fn find(&self, address: Address) -> Option<usize> {
        let regions = self.as_slice();
        let mut index = if self.table_filled {
            if address < self.low || address >= self.high {
                return None;
            }
            self.granules()[address.offset_from(self.low) >> GRANULE_SHIFT] as usize
        } else {
            regions.partition_point(|region| region.end() <= address)
        };
        // Regions are larger than a granule: the second one that touches it ends after it.
        while let Some(region) = regions.get(index) {
            if address < region.start {
                return None;
            }
            if address < region.end() {
                return Some(index);
            }
            index += 1;
        }
        None
    }

    /// Fills the granule table, if there is one.
    pub fn fill_granules(&mut self) {
        let needed = self.granules_needed();
        if needed == 0 || needed > usize::max(self.granule_capacity, INLINE_GRANULES) {
            self.table_filled = false;
            return;
        }
        let len = self.len;
        self.low = self.as_slice()[0].start;
        self.high = self.as_slice()[len - 1].end();
        let mut region = 0;
        for granule in 0..needed {
            let start = self.low.add(granule << GRANULE_SHIFT);
            while region < len - 1 && self.as_slice()[region].end() <= start {
                region += 1;
            }
            self.granules_mut()[granule] = region as u16;
        }
        self.table_filled = true;
    }

    /// Gives back the table's own memory. It has no regions any more.
    pub fn release(&mut self, source: &mut impl ChunkSource) {
        debug_assert!(self.is_empty());
        for (memory, bytes) in [
            (&mut self.spilled_granules, self.granule_capacity * GRANULE_BYTES),
            (&mut self.spilled_regions, self.region_capacity * REGION_RECORD_BYTES),
        ] {
            if !memory.is_null() {
                // SAFETY: the array was granted with this size, and is not used below.
                unsafe { source.give_back(*memory, bytes) };
                *memory = Address::NULL;
            }
        }
        self.granule_capacity = 0;
        self.region_capacity = 0;
        self.table_filled = false;
    }

    /// Bytes of the table's own memory.
    pub fn own_bytes(&self) -> usize {
        self.granule_capacity * GRANULE_BYTES + self.region_capacity * REGION_RECORD_BYTES
    }

    fn granules(&self) -> &[u16] {
        if self.spilled_granules.is_null() {
            return &self.inline_granules;
        }
        // SAFETY: the spilled table has this capacity and was zeroed when it was granted.
        unsafe { core::slice::from_raw_parts(self.spilled_granules.pointer(), self.granule_capacity) }
    }

    fn granules_mut(&mut self) -> &mut [u16] {
        if self.spilled_granules.is_null() {
            return &mut self.inline_granules;
        }
        // SAFETY: as in `granules`, and `self` is borrowed mutably.
        unsafe { core::slice::from_raw_parts_mut(self.spilled_granules.pointer(), self.granule_capacity) }
    }

    fn granules_needed(&self) -> usize {
        match (self.as_slice().first(), self.as_slice().last()) {
            (Some(first), Some(last)) => ((last.end().offset_from(first.start) - 1) >> GRANULE_SHIFT) + 1,
            _ => 0,
        }
    }

    /// Makes room for one more region.
    fn reserve_region(&mut self, source: &mut impl ChunkSource) -> bool {
        let capacity = if self.spilled_regions.is_null() { INLINE_REGIONS } else { self.region_capacity };
        if self.len < capacity {
            return true;
        }
        if self.len >= u16::MAX as usize {
            return false;
        }
        let wanted = (capacity * 4 * REGION_RECORD_BYTES).next_power_of_two() / REGION_RECORD_BYTES;
        let Some(memory) = source.grant(wanted * REGION_RECORD_BYTES) else {
            return false;
        };
        // SAFETY: the new array has room for all regions, and is not the old one.
        unsafe { memory.pointer::<Region>().copy_from_nonoverlapping(self.as_slice().as_ptr(), self.len) };
        if !self.spilled_regions.is_null() {
            // SAFETY: the old array was granted with this size; the regions were copied out of it.
            unsafe { source.give_back(self.spilled_regions, self.region_capacity * REGION_RECORD_BYTES) };
        }
        self.spilled_regions = memory;
        self.region_capacity = wanted;
        true
    }

    /// Makes room for the granules of the present regions, where that can be had.
    fn reserve_granules(&mut self, source: &mut impl ChunkSource) {
        let needed = self.granules_needed();
        if needed <= usize::max(self.granule_capacity, INLINE_GRANULES) || needed > GRANULES_MAX {
            return;
        }
        let wanted = (needed * 2).next_power_of_two();
        let Some(memory) = source.grant(wanted * GRANULE_BYTES) else {
            return;
        };
        // SAFETY: the memory was just granted with this size.
        unsafe { memory.fill(0, wanted * GRANULE_BYTES) };
        if !self.spilled_granules.is_null() {
            // SAFETY: the old table was granted with this size; its content is stale.
            unsafe { source.give_back(self.spilled_granules, self.granule_capacity * GRANULE_BYTES) };
        }
        self.spilled_granules = memory;
        self.granule_capacity = wanted;
    }
}

impl Default for RegionTable {
    fn default() -> Self {
        Self::new()
    }
}

const GRANULE_BYTES: usize = core::mem::size_of::<u16>();
const REGION_RECORD_BYTES: usize = core::mem::size_of::<Region>();
