//! The linker's map: which input chunk and which symbol stands at which address of memory.
//!
//! A line is `address offset size name`, the name indented by nothing for an output section, by 8 spaces for an input chunk and by 16
//! for a symbol. Only what has an address is kept: code and section headers have `-` instead.

/// The segments of memory, in the order of their addresses.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct LinkMap {
    /// The segments.
    pub segments: Vec<Segment>,
}

/// A segment: an output section of the data.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Segment {
    /// Its name, such as `.bss`.
    pub name: String,
    /// The address of its first byte.
    pub start: u32,
    /// The address behind its last byte.
    pub end: u32,
    /// Its chunks, in the order of their addresses.
    pub chunks: Vec<Chunk>,
}

/// What one input contributes to a segment: with a section for each datum, one global.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Chunk {
    /// The chunk's section name in its input.
    pub name: String,
    /// The address of its first byte.
    pub start: u32,
    /// The address behind its last byte.
    pub end: u32,
    /// The symbols in it.
    pub symbols: Vec<Symbol>,
}

/// A symbol.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Symbol {
    /// Its name.
    pub name: String,
    /// The address of its first byte.
    pub start: u32,
    /// The address behind its last byte.
    pub end: u32,
}

/// A map that does not read as one.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("line {line} of the linker's map is not understood: `{text}`; is the linker the one that `make toolchain` found?")]
pub struct MapError {
    /// The line, counted from 1.
    pub line: usize,
    /// Its text.
    pub text: String,
}

impl Chunk {
    /// What to call the chunk in a message: its symbol's name where it has one.
    pub fn display_name(&self) -> &str {
        self.symbols.first().map_or(&self.name, |symbol| &symbol.name)
    }
}

impl LinkMap {
    /// Reads the text of a map.
    pub fn parse(text: &str) -> Result<Self, MapError> {
        let mut map = Self::default();
        // What stands under a section without an address, such as GLOBAL, is not memory.
        let mut in_segment = false;
        for (number, line) in text.lines().enumerate().skip(1) {
            let error = || MapError { line: number + 1, text: line.to_owned() };
            let (range, name) = split(line).ok_or_else(error)?;
            let indent = name.len() - name.trim_start().len();
            let name = name.trim_start().to_owned();
            if indent == 0 {
                in_segment = range.is_some();
            }
            let Some((start, end)) = range.filter(|_| in_segment) else { continue };
            match indent {
                0 => map.segments.push(Segment { name, start, end, chunks: Vec::new() }),
                8 => {
                    let segment = map.segments.last_mut().ok_or_else(error)?;
                    segment.chunks.push(Chunk { name: section_of(&name), start, end, symbols: Vec::new() });
                }
                16 => {
                    let chunk = map.segments.last_mut().and_then(|segment| segment.chunks.last_mut()).ok_or_else(error)?;
                    chunk.symbols.push(Symbol { name, start, end });
                }
                _ => return Err(error()),
            }
        }
        Ok(map)
    }

    /// The symbol called `name`, in any segment; ThinLTO may have added a suffix to the name of a private one.
    pub fn symbol(&self, name: &str) -> Option<&Symbol> {
        let suffixed = format!("{name}.llvm.");
        let chunks = self.segments.iter().flat_map(|segment| &segment.chunks);
        chunks.flat_map(|chunk| &chunk.symbols).find(|symbol| symbol.name == name || symbol.name.starts_with(&suffixed))
    }
}

/// Start and end, where the line has an address, and the indented name.
fn split(line: &str) -> Option<(Option<(u32, u32)>, &str)> {
    let (address, rest) = line.trim_start().split_once(' ')?;
    let (_offset, rest) = rest.trim_start().split_once(' ')?;
    let (size, name) = rest.trim_start().split_once(' ')?;
    if address == "-" {
        return Some((None, name));
    }
    let start = u32::from_str_radix(address, 16).ok()?;
    let end = start.checked_add(u32::from_str_radix(size, 16).ok()?)?;
    Some((Some((start, end)), name))
}

/// `path:(.bss.name)` is the chunk `.bss.name`.
fn section_of(chunk: &str) -> String {
    let section = chunk.rsplit_once(":(").and_then(|(_, section)| section.strip_suffix(')'));
    section.unwrap_or(chunk).to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    const MAP: &str = "    Addr      Off     Size Out     In      Symbol
       -        8       2d TYPE
       -       80       1b GLOBAL
       0        0        0         __stack_pointer
       -      127      765 CODE
       -      128        9         o.wasm.lto.app.o:(f)
       -      128        9                 f
  100000      88d       14 .bss
  100000      895        4         o.wasm.lto.app.o:(.bss.main.keep.0)
  100000      895        4                 main.keep.0
  100008      89d        8         libshim.a(shim.o at 94780):(.bss.x)
  100008      89d        8                 gopallet_state.llvm.123
       -     978b       24 CUSTOM(target_features)
";

    #[test]
    fn a_map_is_segments_of_chunks_of_symbols() {
        let map = LinkMap::parse(MAP).expect("reads");
        let bss = &map.segments[0];
        assert_eq!((map.segments.len(), bss.name.as_str(), bss.start, bss.end), (1, ".bss", 0x10_0000, 0x10_0014));
        assert_eq!(bss.chunks[0].name, ".bss.main.keep.0");
        assert_eq!(bss.chunks[1].display_name(), "gopallet_state.llvm.123");
        assert_eq!(map.symbol("gopallet_state").map(|symbol| symbol.end), Some(0x10_0010));
        assert_eq!(map.symbol("gopallet"), None);
    }

    #[test]
    fn a_strange_line_is_an_error() {
        let error = LinkMap::parse("header\n 1000 zz\n").expect_err("no map");
        assert_eq!(error.line, 2);
    }
}
