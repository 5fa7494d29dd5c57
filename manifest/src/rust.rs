//! The Rust trampolines: what the shim's build script writes and `exports.rs` includes.

use crate::Manifest;
use std::fmt::Write;

/// How a host passes the input to an API function.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Entry {
    /// As an allocation of its own: address and length.
    InputPassed,
    /// As its length; the function has the host write it to memory of its own (RFC-145, "Runtime entry points").
    InputRead,
}

/// Rust source with one exported trampoline for each function of each runtime API.
///
/// The including module defines a function `call` that takes the host's pointer, 0 if there is none, the length, and a closure that calls one of
/// the `go_` functions; it brings the instance into its first state, runs the function on the input and gives back what it allocated.
pub fn rust_trampolines(manifest: &Manifest, entry: Entry) -> String {
    let (parameters, pointer) = match entry {
        Entry::InputPassed => ("ptr: u32, len: u32", "ptr"),
        Entry::InputRead => ("len: u32", "0"),
    };
    let functions = manifest.functions();
    let mut source = String::from(
        "// Made from runtime.toml.\n\n\
         // Go exports these functions, with these types, in the file that is made from the same manifest. They read `len` bytes at `input`.\n\
         extern \"C\" {\n",
    );
    for function in &functions {
        let _ = writeln!(source, "    fn {}(input: *const u8, len: usize) -> u64;", function.go_symbol);
    }
    source.push_str("}\n");
    for function in &functions {
        let (export, go) = (&function.export, &function.go_symbol);
        let _ = write!(
            source,
            "\n/// The runtime API function `{export}`, written in Go as `{}`. Input and result are pointer-sizes.\n\
             #[allow(non_snake_case)]\n#[no_mangle]\n\
             pub extern \"C\" fn {export}({parameters}) -> u64 {{\n    call({pointer}, len, |input, len| {{\n        \
             // SAFETY: the host passes an input of `len` readable bytes.\n        \
             unsafe {{ {go}(input, len) }}\n    }})\n}}\n",
            function.go_function,
        );
    }
    source
}
