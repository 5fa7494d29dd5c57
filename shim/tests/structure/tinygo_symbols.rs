//! The joint with TinyGo: `tinygo.rs` alone names its symbols, and its table of them is complete and true.

use crate::assert_none;
use crate::rust_code::{names, without_comments, words};
use crate::tree::{files_of, go_files, read, File};

/// The only Rust file that names TinyGo's symbols.
const JOINT: &str = "shim/src/tinygo.rs";

/// A row of the table in [`JOINT`].
#[derive(Debug, PartialEq)]
struct Row<'a> {
    symbol: &'a str,
    defined_by: &'a str,
}

fn table(joint: &str) -> Vec<Row<'_>> {
    let rows = joint.lines().filter_map(|line| line.strip_prefix("//! | `"));
    rows.filter_map(|row| {
        let mut columns = row.split('|').map(str::trim);
        Some(Row { symbol: columns.next()?.trim_end_matches('`'), defined_by: columns.next()? })
    })
    .collect()
}

/// The name of the function that `code` starts with, after its attributes and qualifiers.
fn function_name(code: &str) -> Option<&str> {
    let head = &code[..code.find(['{', ';']).unwrap_or(code.len())];
    let mut words = words(head);
    words.by_ref().find(|&word| word == "fn")?;
    words.next()
}

/// The symbols that the code defines for others to link with, functions only.
fn defined(code: &str) -> Vec<&str> {
    let renamed = code.split("#[export_name = \"").skip(1).filter_map(|rest| rest.split('"').next());
    let own = code.split("#[no_mangle]").skip(1).filter_map(function_name);
    renamed.chain(own).collect()
}

/// The symbols that the code links with: the functions of its `extern` blocks.
fn linked(code: &str) -> Vec<&str> {
    let blocks = code.split("extern \"C\" {").skip(1).filter_map(|rest| rest.split('}').next());
    blocks.flat_map(|block| block.split(';')).filter_map(function_name).collect()
}

/// Whether Go code defines `symbol`: an export with a body.
fn is_defined_in_go(text: &str, symbol: &str) -> bool {
    let exported = text.split(&format!("//export {symbol}\n")).nth(1);
    exported.and_then(|rest| rest.lines().next()).is_some_and(|function| function.starts_with("func ") && function.contains('{'))
}

fn table_violations(joint: &str, assembly: &str, seam: &[File]) -> Vec<String> {
    let code = without_comments(joint);
    let (defined, linked) = (defined(&code), linked(&code));
    let rows = table(joint);
    let mut violations = Vec::new();
    for Row { symbol, defined_by } in &rows {
        let exists = match *defined_by {
            "shim" => defined.contains(symbol),
            "TinyGo" => linked.contains(symbol),
            "`stack_pointer.S`" => linked.contains(symbol) && assembly.lines().any(|line| line.trim() == format!(".globl {symbol}")),
            "Go (`seam`)" => linked.contains(symbol) && seam.iter().any(|file| is_defined_in_go(&file.text, symbol)),
            _ => {
                violations.push(format!("{symbol}: the table knows no definer `{defined_by}`"));
                continue;
            }
        };
        if !exists {
            violations.push(format!("{symbol}: in the table as defined by {defined_by}, but it is not"));
        }
    }
    let undocumented = defined.iter().chain(&linked).filter(|symbol| rows.iter().all(|row| row.symbol != **symbol));
    violations.extend(undocumented.map(|symbol| format!("{symbol}: not in the table")));
    violations
}

/// TinyGo's symbols in a file that may not name them: those of the table, and whatever looks like another one.
fn symbol_violations(file: &File, rows: &[Row<'_>]) -> Vec<String> {
    let code = without_comments(&file.text);
    let listed = rows.iter().map(|row| row.symbol).filter(|symbol| names(&code, symbol)).map(str::to_owned);
    let in_strings = code.match_indices("\"runtime.").map(|(at, _)| code[at + 1..].split('"').next().unwrap_or_default().to_owned());
    let prefixed = words(&code).filter(|word| word.starts_with("tinygo_")).map(str::to_owned);
    let mut symbols: Vec<_> = listed.chain(in_strings).chain(prefixed).collect();
    symbols.sort();
    symbols.dedup();
    symbols.into_iter().map(|symbol| format!("{}: names `{symbol}`, which only {JOINT} may", file.path)).collect()
}

#[test]
fn the_table_of_the_joint_is_complete_and_true() {
    let seam: Vec<_> = go_files().into_iter().filter(|file| file.path.starts_with("go-runtime/seam/")).collect();
    let joint = read(JOINT);
    assert!(table(&joint).len() >= 6, "the table in {JOINT} was not found");
    assert_none(&table_violations(&joint, &read("shim/src/stack_pointer.S"), &seam));
}

#[test]
fn no_other_file_of_the_shim_names_tinygo() {
    let joint = read(JOINT);
    let rows = table(&joint);
    let others = files_of("shim/src", "rs").into_iter().filter(|file| file.path != JOINT);
    assert_none(&others.flat_map(|file| symbol_violations(&file, &rows)).collect::<Vec<_>>());
}

#[test]
fn a_wrong_table_is_found() {
    let joint = "//! | `runtime.alloc` | shim | a |\n//! | `gone` | shim | b |\n//! | `start` | TinyGo | c |\n\
                 //! | `stack` | `stack_pointer.S` | d |\n//! | `mark` | Go (`seam`) | e |\n//! | `odd` | nobody | f |\n\
                 extern \"C\" { fn start(); fn stack() -> usize; fn mark(); fn more(a: u32); }\n\
                 #[export_name = \"runtime.alloc\"]\nextern \"C\" fn alloc() {}\n#[no_mangle]\nextern \"C\" fn extra() {}\n\
                 #[no_mangle]\n#[used]\nstatic state: u32 = f();";
    let seam = [File::new("go-runtime/seam/collector.go", "//export mark\nfunc mark()\n")];
    let violations = table_violations(joint, ".globl stack_other", &seam);
    assert_eq!(
        violations,
        [
            "gone: in the table as defined by shim, but it is not",
            "stack: in the table as defined by `stack_pointer.S`, but it is not",
            "mark: in the table as defined by Go (`seam`), but it is not",
            "odd: the table knows no definer `nobody`",
            "extra: not in the table",
            "more: not in the table",
        ]
    );
}

#[test]
fn a_symbol_elsewhere_is_found() {
    let rows = [Row { symbol: "_initialize", defined_by: "TinyGo" }];
    let text = "//! `_initialize`\n#[link_name = \"runtime.alloc\"] fn f(); fn tinygo_setCurrentStackPointer(); fn _initialize();";
    assert_eq!(
        symbol_violations(&File::new("shim/src/abi.rs", text), &rows),
        [
            "shim/src/abi.rs: names `_initialize`, which only shim/src/tinygo.rs may",
            "shim/src/abi.rs: names `runtime.alloc`, which only shim/src/tinygo.rs may",
            "shim/src/abi.rs: names `tinygo_setCurrentStackPointer`, which only shim/src/tinygo.rs may",
        ]
    );
}
