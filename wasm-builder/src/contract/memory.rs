//! `memory-import` and `heap-base`: memory belongs to the host, and the heap begins where the data ends.
//!
//! Hosts differ in what they do with a maximum and with more pages than they expect, so there is no maximum and few pages: the stack
//! and the data must fit into 23. Rule `memory-grow` is checked with the instructions.

use super::{Checker, Rule, PAGE_BYTES};
use wasmparser::{ExternalKind, TypeRef};

/// The most pages that memory may have to begin with, a heap of the module's own left out.
const PAGES_MAX: u64 = 23;
/// The allocation unit of every host.
const HEAP_ALIGNMENT: u32 = 8;

pub(super) fn check(checker: &mut Checker<'_, '_>) {
    let module = checker.module;
    let heap_pages = checker.heap.guest_pages();
    let imports = module.imports.iter().filter_map(|import| match import.ty {
        TypeRef::Memory(memory) => Some((import.module, import.name, memory)),
        _ => None,
    });
    let imports: Vec<_> = imports.collect();
    let mut report = |message: String| checker.report(Rule::MemoryImport, message);
    if !module.memories.is_empty() {
        report("the module defines a memory; link with --import-memory, so that the host provides it".into());
    }
    if module.exports.iter().any(|export| export.kind == ExternalKind::Memory) {
        report("memory is exported; hosts have it already".into());
    }
    let [("env", "memory", memory)] = imports[..] else {
        report(format!("exactly one memory must be imported, env.memory; {} are", imports.len()));
        return;
    };
    let pages_max = PAGES_MAX + heap_pages;
    if memory.initial > pages_max {
        report(format!("memory begins with {} pages, at most {pages_max} are accepted everywhere; shrink the data", memory.initial));
    }
    if let Some(maximum) = memory.maximum {
        report(format!("memory has a maximum of {maximum} pages; the host alone limits it"));
    }
    if memory.shared || memory.memory64 || memory.page_size_log2.is_some() {
        report("memory must be a plain 32-bit memory".into());
    }
    heap_base(checker, memory.initial.saturating_mul(PAGE_BYTES));
}

fn heap_base(checker: &mut Checker<'_, '_>, memory_bytes: u64) {
    let Some(heap_base) = checker.module.exported_address("__heap_base") else {
        return; // `export-missing` or `signature` says so
    };
    let data_end = checker.module.exported_address("__data_end").unwrap_or(0);
    let segments_end = checker.module.data_end();
    let heap_pages = checker.heap.guest_pages();
    let mut report = |message: String| checker.report(Rule::HeapBase, message);
    if u64::from(heap_base) < segments_end || heap_base < data_end {
        report(format!("__heap_base is {heap_base:#x}, below the data's end at {:#x}", segments_end.max(data_end.into())));
    }
    if u64::from(data_end) < segments_end {
        report(format!("__data_end is {data_end:#x}, below the data's end at {segments_end:#x}"));
    }
    if heap_base % HEAP_ALIGNMENT != 0 {
        report(format!("__heap_base is {heap_base:#x}, not a multiple of {HEAP_ALIGNMENT}"));
    }
    if u64::from(heap_base) + heap_pages * PAGE_BYTES > memory_bytes {
        let heap = if heap_pages == 0 { String::new() } else { format!(" with {heap_pages} pages of heap") };
        report(format!("__heap_base is {heap_base:#x}{heap}, outside memory, which begins with {memory_bytes:#x} bytes"));
    }
}
