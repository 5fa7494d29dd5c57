//! The table of mutable globals that the shim works from: it resets them after every call, so that a call leaves no state behind, and
//! scans them as roots.
//!
//! The shim declares a read-only array, `gopallet_globals`, and cannot know what to put in it: that depends on the link. So it is
//! filled afterwards, from the linker's map:
//!
//! ```text
//! word 0     Z, the number of zero ranges        mutable globals in .bss
//! word 1     C, the number of copy ranges        mutable globals in .data
//! then       Z pairs (start, end), C pairs (start, end)
//! then       the image: the initial bytes of each copy range, one after the other
//! ```
//!
//! Addresses are multiples of 4 and ends are exclusive. Invariants: the ranges cover every byte of every mutable global but those of
//! `gopallet_state`, the shim's own state, which they never touch, and of a few of TinyGo's buffers; they do not overlap; memory outside mutable globals that a range
//! covers, because ranges consist of whole words, is restored to its initial bytes too.

use crate::map::{Chunk, LinkMap, Segment};
use crate::module::Module;
use std::fmt::Write;

/// The symbol of the table.
pub const TABLE_SYMBOL: &str = "gopallet_globals";
/// The symbol of the shim's own state.
pub const STATE_SYMBOL: &str = "gopallet_state";
/// The table's size in 4-byte words in every runtime. The size in use is that in the linker's map: tests have programs with large tables.
pub const TABLE_WORDS: usize = 1024;
/// The first word of a table that has not been filled.
pub const UNFILLED: u32 = 0x6c67_7067;

/// Globals of TinyGo's runtime (0.41, `runtime_tinygowasm.go`) that carry nothing from one call to the next: the buffer of `print`, and what is
/// passed to `fd_write` with it, are written each time before they are read, and hold no pointer into the heap. Leaving 136 bytes out
/// saves every call from resetting them.
const SCRATCH_SYMBOLS: [&str; 3] = ["runtime.putcharBuffer", "runtime.putcharIOVec", "runtime.putcharNWritten"];

/// Ranges of one kind that are fewer words apart than this are one.
const GAP_WORDS: usize = 2;
/// The widest alignment of a datum, hence the widest padding between two.
const PADDING_MAX: u32 = 16;
/// How many of the largest globals an error lists.
const LARGEST_LISTED: usize = 10;

/// Why the table could not be filled.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum GlobalsError {
    /// The shim has no table.
    #[error("the linked module has no data symbol `{TABLE_SYMBOL}`; the shim must export it and read it volatilely")]
    NoTable,
    /// The table is not the one expected.
    #[error("`{TABLE_SYMBOL}` begins with {0:#010x}, not with the marker {UNFILLED:#010x}; it must be a read-only [u32; {TABLE_WORDS}]")]
    NoMarker(u32),
    /// The shim has no state.
    #[error("the linker's map has no symbol `{STATE_SYMBOL}`; the shim's own state must be one static of that name")]
    NoState,
    /// The state cannot be told apart in whole words.
    #[error("`{STATE_SYMBOL}` shares memory with `{0}`; its alignment must be 8 and its size a multiple of 8")]
    SharedState(String),
    /// A segment of an unknown kind.
    #[error("data segment `{0}` is neither .rodata, .data nor .bss, so it is unknown whether it holds mutable globals")]
    UnknownSegment(String),
    /// Bytes of a mutable segment that belong to no chunk of the map.
    #[error("{bytes} bytes of {segment} at {address:#x} belong to no symbol of the linker's map")]
    Uncovered {
        /// The segment.
        segment: String,
        /// The first of the bytes.
        address: u32,
        /// How many they are.
        bytes: u32,
    },
    /// Too many or too large globals.
    #[error(
        "the mutable globals need {words} words of the {available} of `{TABLE_SYMBOL}`; make large initialised globals \
             constants, or build them when they are first used. The largest:{largest}"
    )]
    TooLarge {
        /// The words that would be needed.
        words: usize,
        /// The words of the table.
        available: usize,
        /// The largest globals, one per line.
        largest: String,
    },
}

/// What happens to a word of memory when a call ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Word {
    /// Nothing: no mutable global is in it.
    Untouched,
    /// It becomes zero.
    Zero,
    /// It gets its initial value back.
    Copy,
    /// Nothing: it is the shim's own.
    State,
}

/// The ranges of the table.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Table {
    /// Ranges that become zero.
    pub zero: Vec<(u32, u32)>,
    /// Ranges that get their initial bytes back.
    pub copy: Vec<(u32, u32)>,
}

/// Which kind of segment a name stands for: whether it is mutable, and with which word.
fn kind(segment: &Segment) -> Result<Word, GlobalsError> {
    let is = |name: &str| segment.name == name || segment.name.strip_prefix(name).is_some_and(|rest| rest.starts_with('.'));
    match () {
        () if is(".rodata") => Ok(Word::Untouched),
        () if is(".data") => Ok(Word::Copy),
        () if is(".bss") => Ok(Word::Zero),
        () => Err(GlobalsError::UnknownSegment(segment.name.clone())),
    }
}

impl Table {
    /// The ranges that follow from the linker's map.
    pub fn from_map(map: &LinkMap) -> Result<Self, GlobalsError> {
        let Some(base) = map.segments.iter().map(|segment| segment.start & !3).min() else {
            return Err(GlobalsError::NoState);
        };
        let end = map.segments.iter().map(|segment| segment.end.next_multiple_of(4)).max().unwrap_or(base);
        let mut words = vec![Word::Untouched; ((end - base) / 4) as usize];
        let span = |start: u32, end: u32| ((start - base) / 4) as usize..((end - base).div_ceil(4)) as usize;
        let chunks = || map.segments.iter().flat_map(|segment| &segment.chunks);
        for chunk in chunks().filter(|chunk| is_state(chunk)) {
            words[span(chunk.start, chunk.end)].fill(Word::State);
        }
        if !words.contains(&Word::State) {
            return Err(GlobalsError::NoState);
        }
        for segment in &map.segments {
            let kind = kind(segment)?;
            if kind == Word::Untouched {
                continue;
            }
            check_coverage(segment)?;
            for chunk in segment.chunks.iter().filter(|chunk| !is_state(chunk) && !is_scratch(chunk)) {
                for word in &mut words[span(chunk.start, chunk.end)] {
                    // A word with initialised bytes in it must get them back, whatever else is in it.
                    *word = match *word {
                        Word::State => return Err(GlobalsError::SharedState(chunk.display_name().to_owned())),
                        Word::Copy => Word::Copy,
                        Word::Untouched | Word::Zero => kind,
                    };
                }
            }
        }
        for segment in &map.segments {
            if kind(segment)? == Word::Untouched && segment.start < segment.end {
                for at in [segment.start, segment.end - 1] {
                    let word = &mut words[((at - base) / 4) as usize];
                    *word = if *word == Word::Zero { Word::Copy } else { *word };
                }
            }
        }
        Ok(Self { zero: ranges(&words, Word::Zero, base), copy: ranges(&words, Word::Copy, base) })
    }

    /// How many words the table takes.
    pub fn words_used(&self) -> usize {
        let image: usize = self.copy.iter().map(|&(start, end)| ((end - start) / 4) as usize).sum();
        2 + 2 * (self.zero.len() + self.copy.len()) + image
    }

    /// The table's words, with the initial bytes taken from `module`.
    pub fn words(&self, module: &Module<'_>) -> Vec<u32> {
        let mut words = vec![self.zero.len() as u32, self.copy.len() as u32];
        words.extend(self.zero.iter().chain(&self.copy).flat_map(|&(start, end)| [start, end]));
        for &(start, end) in &self.copy {
            let mut bytes = vec![0; (end - start) as usize];
            module.read_memory(start, &mut bytes);
            words.extend(bytes.chunks_exact(4).map(|word| u32::from_le_bytes([word[0], word[1], word[2], word[3]])));
        }
        words
    }
}

/// Whether the chunk is the shim's own state, or a part of it: the optimiser splits a static that is a structure, and gives the parts
/// its name with a suffix.
fn is_state(chunk: &Chunk) -> bool {
    is_only(chunk, STATE_SYMBOL)
}

/// Whether the chunk is one of [`SCRATCH_SYMBOLS`].
fn is_scratch(chunk: &Chunk) -> bool {
    SCRATCH_SYMBOLS.iter().any(|symbol| is_only(chunk, symbol))
}

/// Whether all symbols of the chunk are `symbol`, with or without the linker's suffix.
fn is_only(chunk: &Chunk, symbol: &str) -> bool {
    let matches = |name: &str| name.strip_prefix(symbol).is_some_and(|rest| rest.is_empty() || rest.starts_with('.'));
    !chunk.symbols.is_empty() && chunk.symbols.iter().all(|symbol| matches(&symbol.name))
}

/// The maximal runs of `wanted`; short gaps of untouched words within a run are taken in.
fn ranges(words: &[Word], wanted: Word, base: u32) -> Vec<(u32, u32)> {
    let address = |index: usize| base + 4 * index as u32;
    let mut ranges: Vec<(usize, usize)> = Vec::new();
    for (index, _) in words.iter().enumerate().filter(|(_, &word)| word == wanted) {
        match ranges.last_mut() {
            Some((_, end)) if index - *end < GAP_WORDS && words[*end..index].iter().all(|&word| word == Word::Untouched) => {
                *end = index + 1
            }
            _ => ranges.push((index, index + 1)),
        }
    }
    ranges.into_iter().map(|(start, end)| (address(start), address(end))).collect()
}

/// A byte of a mutable segment that no chunk explains, beyond the padding between two, could be a global that is never reset.
fn check_coverage(segment: &Segment) -> Result<(), GlobalsError> {
    let mut covered = segment.start;
    let ends = segment.chunks.iter().map(|chunk| (chunk.start, chunk.end)).chain([(segment.end, segment.end)]);
    for (start, end) in ends {
        if start > covered && start - covered >= PADDING_MAX {
            return Err(GlobalsError::Uncovered { segment: segment.name.clone(), address: covered, bytes: start - covered });
        }
        covered = covered.max(end);
    }
    Ok(())
}

/// The table's size in words, as the linker's map has it.
fn table_words(map: &LinkMap) -> Option<usize> {
    let chunks = map.segments.iter().flat_map(|segment| &segment.chunks);
    let symbol = chunks.flat_map(|chunk| &chunk.symbols).find(|symbol| symbol.name == TABLE_SYMBOL)?;
    Some((symbol.end.saturating_sub(symbol.start) / 4) as usize)
}

/// Fills the table in the linked module `wasm`.
pub fn fill(wasm: &mut [u8], map: &LinkMap) -> Result<Table, GlobalsError> {
    let table = Table::from_map(map)?;
    let module = Module::parse(wasm).map_err(|_| GlobalsError::NoTable)?;
    let address = module.exported_address(TABLE_SYMBOL).ok_or(GlobalsError::NoTable)?;
    let available = table_words(map).ok_or(GlobalsError::NoTable)?;
    let size = 4 * available;
    let mut marker = [0; 4];
    module.read_memory(address, &mut marker);
    let marker = u32::from_le_bytes(marker);
    if marker != UNFILLED {
        return Err(GlobalsError::NoMarker(marker));
    }
    let place = module.data.iter().find_map(|data| {
        let offset = address.checked_sub(data.address?)? as usize;
        (offset + size <= data.bytes.len()).then_some(data.file_offset + offset)
    });
    let place = place.ok_or(GlobalsError::NoTable)?;
    let words = table.words(&module);
    if words.len() > available {
        return Err(GlobalsError::TooLarge { words: words.len(), available, largest: largest(map) });
    }
    let bytes = words.iter().flat_map(|word| word.to_le_bytes()).chain(std::iter::repeat(0));
    for (target, byte) in wasm[place..place + size].iter_mut().zip(bytes) {
        *target = byte;
    }
    Ok(table)
}

/// A symbol as the source names it: ThinLTO adds a suffix to a private symbol that it makes visible to other modules.
fn source_name(symbol: &str) -> &str {
    let promoted = symbol.rsplit_once(".llvm.").filter(|(_, hash)| hash.bytes().all(|byte| byte.is_ascii_digit()));
    promoted.map_or(symbol, |(name, _)| name)
}

/// The largest mutable globals in the table, initialised ones first since only their bytes are in the image.
fn largest(map: &LinkMap) -> String {
    let mut globals: Vec<(bool, u32, &str)> = Vec::new();
    for segment in &map.segments {
        let kind = kind(segment).unwrap_or(Word::Untouched);
        let counts = |chunk: &&Chunk| kind != Word::Untouched && !is_state(chunk) && !is_scratch(chunk);
        for chunk in segment.chunks.iter().filter(counts) {
            globals.push((kind == Word::Copy, chunk.end - chunk.start, source_name(chunk.display_name())));
        }
    }
    globals.sort_by(|a, b| b.cmp(a));
    let mut text = String::new();
    for (initialised, bytes, name) in globals.iter().take(LARGEST_LISTED) {
        let _ = write!(text, "\n  {bytes:>8} bytes  {name}{}", if *initialised { " (initialised)" } else { "" });
    }
    text
}
