//! A chunk: a header with one record a block, then the blocks.
//!
//! Chunks are powers of two, because that is what the host's allocator grants without waste. Nothing is written to a chunk when it is granted but
//! the fixed part of its header: a block's record is written when the block is first taken, its cells when they are handed out.

use super::address::{Address, WORD};
use super::block::{BlockMeta, Use};
use super::size_class::{BLOCK_BYTES, BLOCK_SHIFT};

/// Bytes of the first chunk.
pub const CHUNK_BYTES_MIN: usize = 64 << 10;
/// Bytes of the largest chunk.
pub const CHUNK_BYTES_MAX: usize = 2 << 20;

/// Blocks that share a word of bits.
pub const GROUP_BLOCKS: usize = 64;

const FREE_WORDS: usize = CHUNK_BYTES_MAX / BLOCK_BYTES / GROUP_BLOCKS;

/// The fixed part of a chunk's header. The records of the blocks follow it.
#[repr(C)]
struct Header {
    /// One bit a block that was taken before and is free again. Blocks from `fresh` on were never taken and have no bit here; words without any
    /// block below `fresh` are unwritten.
    free: [u64; FREE_WORDS],
    /// The first block that was never taken; its record and those after it are unwritten.
    fresh: usize,
    /// Blocks that may be taken, of both sorts.
    free_count: usize,
    /// Blocks in all.
    blocks: usize,
    /// The address of block 0.
    first_block: Address,
}

const HEADER_BYTES: usize = core::mem::size_of::<Header>();
/// Bytes from the record of a block to that of the next.
pub const META_BYTES: usize = core::mem::size_of::<BlockMeta>();
const _: () = assert!(HEADER_BYTES.is_multiple_of(8) && META_BYTES.is_multiple_of(8) && WORD <= 8);

/// A chunk, by the address that its source granted.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[repr(transparent)]
pub struct Chunk(Address);

impl Chunk {
    /// The chunk at `start`.
    ///
    /// # Safety
    /// A chunk was made there by [`Chunk::format`] and not given back.
    #[inline(always)]
    pub unsafe fn at(start: Address) -> Self {
        Chunk(start)
    }

    /// Makes a chunk of granted memory.
    ///
    /// # Safety
    /// The `bytes` bytes from `start` on are granted, aligned to 8 and unused; `bytes` is between the two limits.
    pub unsafe fn format(start: Address, bytes: usize) -> Self {
        let blocks = (bytes - HEADER_BYTES) / (META_BYTES + BLOCK_BYTES);
        let header = start.pointer::<Header>();
        // SAFETY: the header fits in the granted memory, which nothing else uses.
        unsafe {
            (&raw mut (*header).fresh).write(0);
            (&raw mut (*header).free_count).write(blocks);
            (&raw mut (*header).blocks).write(blocks);
            (&raw mut (*header).first_block).write(start.add(HEADER_BYTES + blocks * META_BYTES));
        }
        Chunk(start)
    }

    #[inline(always)]
    fn header(&self) -> &'static mut Header {
        // SAFETY: invariant of `Chunk`: a header was written at this address. Headers are reached through chunks only, one at a time.
        unsafe { &mut *self.0.pointer::<Header>() }
    }

    /// Blocks in all.
    #[inline(always)]
    pub fn blocks(&self) -> usize {
        self.header().blocks
    }

    /// Blocks that may be taken.
    #[inline(always)]
    pub fn free_count(&self) -> usize {
        self.header().free_count
    }

    /// Blocks that were taken at least once: only these have a record.
    #[inline(always)]
    pub fn recorded(&self) -> usize {
        self.header().fresh
    }

    /// The address of a block.
    #[inline(always)]
    pub fn block(&self, index: usize) -> Address {
        self.header().first_block.add(index << BLOCK_SHIFT)
    }

    /// The record of block `index`, which was taken before.
    #[inline(always)]
    pub fn meta(&self, index: usize) -> &'static mut BlockMeta {
        debug_assert!(index < self.recorded());
        // SAFETY: records of blocks below `fresh` were written when the block was first taken; the collector holds one record at a time.
        unsafe { &mut *self.meta_address(index).pointer::<BlockMeta>() }
    }

    /// Where the record of block `index` is written.
    #[inline(always)]
    pub fn record(&self, index: usize) -> *mut BlockMeta {
        self.meta_address(index).pointer()
    }

    /// Where the record of block `index` is.
    #[inline(always)]
    pub fn meta_address(&self, index: usize) -> Address {
        self.0.add(HEADER_BYTES + index * META_BYTES)
    }

    /// The block whose record is at `meta`, in this chunk.
    pub fn block_of_meta(&self, meta: Address) -> Address {
        self.block((meta.offset_from(self.0) - HEADER_BYTES) / META_BYTES)
    }

    /// Takes `count` neighbouring blocks; the index of the first. The caller writes their records at once; their contents are anything.
    pub fn take(&self, count: usize) -> Option<usize> {
        let header = self.header();
        if header.free_count < count {
            return None;
        }
        let first = self.freed_run(count).or_else(|| self.fresh_run(count))?;
        self.header().free_count -= count;
        Some(first)
    }

    /// The lowest run of `count` blocks that were taken before and are free.
    fn freed_run(&self, count: usize) -> Option<usize> {
        let header = self.header();
        if header.free_count == header.blocks - header.fresh {
            return None;
        }
        let mut run = 0;
        let mut index = 0;
        while index < header.fresh {
            let word = header.free[index / 64] >> (index % 64);
            if word == 0 {
                index = (index / 64 + 1) * 64;
                run = 0;
                continue;
            }
            if word & 1 == 0 {
                index += word.trailing_zeros() as usize;
                run = 0;
                continue;
            }
            run += 1;
            index += 1;
            if run == count {
                for taken in index - count..index {
                    header.free[taken / 64] &= !(1 << (taken % 64));
                }
                return Some(index - count);
            }
        }
        None
    }

    /// `count` blocks that were never taken.
    fn fresh_run(&self, count: usize) -> Option<usize> {
        let header = self.header();
        let first = header.fresh;
        if header.blocks - first < count {
            return None;
        }
        header.fresh = first + count;
        for word in first.div_ceil(64)..header.fresh.div_ceil(64) {
            header.free[word] = 0;
        }
        Some(first)
    }

    /// Gives block `index` back to the chunk.
    pub fn release(&self, index: usize) {
        self.release_group(index / GROUP_BLOCKS, 1 << (index % GROUP_BLOCKS));
        self.meta(index).usage = Use::Free;
    }

    /// Gives blocks back to the chunk whose records say already that they are free: those of the group `group`, each with its bit.
    pub fn release_group(&self, group: usize, blocks: u64) {
        let header = self.header();
        debug_assert!(header.free[group] & blocks == 0);
        header.free[group] |= blocks;
        header.free_count += blocks.count_ones() as usize;
    }

    /// Whether block `index` is one that was taken before and is free.
    pub fn is_released(&self, index: usize) -> bool {
        self.header().free[index / 64] >> (index % 64) & 1 == 1
    }
}
