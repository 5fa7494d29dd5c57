//! Mutable globals are reset after every call, from a table of fixed size: a runtime with too large ones is told which they are.

use super::runtime::Runtime;

const LARGE: &str = "package main

var table = [1200]uint32{0: 7, 1199: 8}

var names = [300]uint32{0: 7}

// constants are never written, so they need no place in the table.
var constants = [4000]uint32{0: 7, 3999: 8}

func CoreVersion(input []byte) []byte {
	table[len(input)%1200]++
	names[len(input)%300]++
	return []byte{byte(table[3] + names[4] + constants[len(input)%4000])}
}

func main() {}
";

#[test]
fn globals_that_are_too_large_are_named() {
    let refusal = Runtime::new(LARGE).refusal();
    refusal.names("wasm-builder: the mutable globals need ", &["words of the 1024", "make large initialised globals constants"]);
    let lines = refusal.lines();
    assert_eq!(lines[0].trim(), "4800 bytes  main.table (initialised)", "{lines:?}");
    assert_eq!(lines[1].trim(), "1200 bytes  main.names (initialised)", "{lines:?}");
    assert!(lines.len() <= 10 && !lines.iter().any(|line| line.contains("constants")), "{lines:?}");
}

#[test]
fn large_zeroed_globals_fit() {
    let go = LARGE.replace("[1200]uint32{0: 7, 1199: 8}", "[1200]uint32{}");
    assert!(Runtime::new(&go).module().starts_with(b"\0asm"));
}
