//! The table of mutable globals, from a map as the linker writes it.

use gopallet_wasm_builder::globals::{self, GlobalsError, Table, TABLE_WORDS, UNFILLED};
use gopallet_wasm_builder::map::LinkMap;
use gopallet_wasm_builder::module::Module;

/// A line of a map for each (address, size, indentation, name).
fn map(lines: &[(u32, u32, usize, &str)]) -> LinkMap {
    let mut text = String::from("    Addr      Off     Size Out     In      Symbol\n       -        8       2d TYPE\n");
    for (address, size, indent, name) in lines {
        text += &format!("{address:8x} {:8x} {size:8x} {}{name}\n", 0, " ".repeat(*indent));
    }
    LinkMap::parse(&text).expect("reads")
}

/// A global with its chunk.
fn global(address: u32, size: u32, name: &'static str) -> [(u32, u32, usize, &'static str); 2] {
    [(address, size, 8, "a.o:(.chunk)"), (address, size, 16, name)]
}

const BASE: u32 = 0x10_0000;

/// Read-only data with the table, four bytes of data, and .bss with the state in the middle.
fn sample() -> LinkMap {
    let segments = [
        vec![(BASE, 0x1010, 0, ".rodata")],
        global(BASE, 0x1000, "gopallet_globals").to_vec(),
        vec![(BASE + 0x1010, 9, 0, ".data")],
        global(BASE + 0x1010, 4, "main.counter").to_vec(),
        global(BASE + 0x1014, 5, "main.name").to_vec(),
        vec![(BASE + 0x1020, 0x40, 0, ".bss")],
        global(BASE + 0x1020, 8, "main.keep").to_vec(),
        global(BASE + 0x102c, 4, "main.near").to_vec(),
        global(BASE + 0x1030, 0x10, "gopallet_state.llvm.12").to_vec(),
        global(BASE + 0x1040, 1, "main.flag").to_vec(),
        global(BASE + 0x104c, 0x14, "main.far").to_vec(),
    ];
    map(&segments.concat())
}

fn linked(first_word: u32, data: &str) -> Vec<u8> {
    let escape = |bytes: &[u8]| bytes.iter().map(|byte| format!("\\{byte:02x}")).collect::<String>();
    let mut table = first_word.to_le_bytes().to_vec();
    table.resize(4 * TABLE_WORDS, 0);
    let text = format!(
        r#"(module (import "env" "memory" (memory 17)) (global (export "gopallet_globals") i32 (i32.const {BASE}))
           (data (i32.const {BASE}) "{}") (data (i32.const {}) "{data}"))"#,
        escape(&table),
        BASE + 0x1010,
    );
    wat::parse_str(text).unwrap_or_else(|error| panic!("{error}"))
}

#[test]
fn ranges_cover_mutable_globals_but_not_the_state() {
    let table = Table::from_map(&sample()).expect("fits");
    assert_eq!(table.copy, [(BASE + 0x1010, BASE + 0x101c)]);
    let zero = [(BASE + 0x1020, BASE + 0x1030), (BASE + 0x1040, BASE + 0x1044), (BASE + 0x104c, BASE + 0x1060)];
    assert_eq!(table.zero, zero, "a gap of 4 bytes is closed, one of 8 is not");
}

#[test]
fn the_table_holds_ranges_and_initial_bytes() {
    let mut wasm = linked(UNFILLED, "\\07\\00\\00\\00hello");
    let table = globals::fill(&mut wasm, &sample()).expect("fits");
    assert_eq!(table.words_used(), 2 + 2 * 4 + 3);
    let module = Module::parse(&wasm).expect("still a module");
    let mut words = [0; 4 * 14];
    module.read_memory(BASE, &mut words);
    let words: Vec<u32> = words.chunks(4).map(|word| u32::from_le_bytes(word.try_into().expect("4 bytes"))).collect();
    assert_eq!(words[..4], [3, 1, BASE + 0x1020, BASE + 0x1030]);
    assert_eq!(words[8..10], [BASE + 0x1010, BASE + 0x101c]);
    assert_eq!(words[10..], [7, u32::from_le_bytes(*b"hell"), u32::from(b'o'), 0]);
}

#[test]
fn the_size_of_the_table_is_that_of_the_map() {
    let state = [vec![(BASE + 0x1020, 0x10, 0, ".bss")], global(BASE + 0x1020, 0x10, "gopallet_state").to_vec()].concat();
    let of_size =
        |bytes: u32| [vec![(BASE, 0x1010, 0, ".rodata")], global(BASE, bytes, "gopallet_globals").to_vec(), state.clone()].concat();
    for (bytes, fits) in [(4, false), (8, true), (0x1000, true), (0x1010, false)] {
        let filled = globals::fill(&mut linked(UNFILLED, ""), &map(&of_size(bytes)));
        assert_eq!(filled.is_ok(), fits, "{bytes} bytes: {filled:?}");
    }
    assert_eq!(globals::fill(&mut linked(UNFILLED, ""), &map(&state)), Err(GlobalsError::NoTable));
}

#[test]
fn a_word_with_initialised_bytes_is_copied() {
    let segments = [
        vec![(BASE, 6, 0, ".data")],
        global(BASE, 6, "main.name").to_vec(),
        vec![(BASE + 6, 0x1a, 0, ".bss")],
        global(BASE + 6, 6, "main.tail").to_vec(),
        global(BASE + 0x10, 0x10, "gopallet_state").to_vec(),
    ];
    let table = Table::from_map(&map(&segments.concat())).expect("fits");
    assert_eq!((table.copy, table.zero), (vec![(BASE, BASE + 8)], vec![(BASE + 8, BASE + 12)]));
}

#[test]
fn a_marker_that_is_not_there_is_an_error() {
    let error = globals::fill(&mut linked(7, ""), &sample()).expect_err("no marker");
    assert_eq!(error, GlobalsError::NoMarker(7));
    let mut none = wat::parse_str("(module)").expect("a module");
    assert_eq!(globals::fill(&mut none, &sample()), Err(GlobalsError::NoTable));
}

#[test]
fn bytes_without_a_symbol_are_an_error() {
    let segments =
        [vec![(BASE, 0x80, 0, ".bss")], global(BASE, 0x10, "gopallet_state").to_vec(), global(BASE + 0x70, 0x10, "main.keep").to_vec()];
    let error = Table::from_map(&map(&segments.concat())).expect_err("a hole");
    assert!(matches!(error, GlobalsError::Uncovered { address, bytes: 0x60, .. } if address == BASE + 0x10), "{error}");
}

#[test]
fn strange_segments_and_states_are_errors() {
    assert_eq!(Table::from_map(&map(&[(BASE, 4, 0, ".bss")])), Err(GlobalsError::NoState));
    let unknown = [vec![(BASE, 8, 0, ".bss")], global(BASE, 8, "gopallet_state").to_vec(), vec![(BASE + 8, 8, 0, ".mystery")]];
    assert_eq!(Table::from_map(&map(&unknown.concat())), Err(GlobalsError::UnknownSegment(".mystery".into())));
    let shared = [vec![(BASE, 8, 0, ".bss")], global(BASE, 6, "gopallet_state").to_vec(), global(BASE + 6, 2, "main.x").to_vec()];
    assert_eq!(Table::from_map(&map(&shared.concat())), Err(GlobalsError::SharedState("main.x".into())));
}

#[test]
fn a_table_that_is_too_small_names_the_largest_globals() {
    let mut segments = vec![(BASE, 0x1000, 0, ".rodata")];
    segments.extend(global(BASE, 0x1000, "gopallet_globals"));
    segments.extend([(BASE + 0x1000, 0x4000, 0, ".data")]);
    segments.extend(global(BASE + 0x1000, 0x3000, "main.table.llvm.123"));
    segments.extend(global(BASE + 0x4000, 0x1000, "main.names"));
    segments.extend([(BASE + 0x5000, 0x10, 0, ".bss")]);
    segments.extend(global(BASE + 0x5000, 0x10, "gopallet_state"));
    let error = globals::fill(&mut linked(UNFILLED, "x"), &map(&segments)).expect_err("too large").to_string();
    let (first, second) = (error.find("12288 bytes  main.table (initialised)"), error.find("4096 bytes  main.names"));
    assert!(first.is_some() && first < second, "{error}");
    assert!(error.contains("words of the 1024 of"), "{error}");
    assert!(!error.contains("gopallet_state"), "what is not in the table is not blamed: {error}");
}
