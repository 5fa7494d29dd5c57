//! The contract with the hosts: what a module must be so that sc-executor, smoldot and Gossamer all accept it and agree on what it does.
//!
//! Each file holds one group of rules; a [`Rule`] has a stable id, which tests and scripts may rely on.
//!
//! | file | rules |
//! |---|---|
//! | `mvp` | `mvp` |
//! | `memory` | `memory-import`, `memory-grow`, `heap-base` |
//! | `imports` | `import-allowed`, `signature` |
//! | `exports` | `export-allowed`, `export-missing`, `signature`, `start-section` |
//! | `float` | `float` |
//! | `version` | `version-sections` |
//!
//! `heap` says what is different for a module with a heap of its own.
//!
//! `stack-slots` is checked on TinyGo's bitcode, before the link: see `bitcode`.

mod callers;
mod exports;
mod float;
mod heap;
mod host_functions;
mod imports;
mod memory;
mod mvp;
mod operators;
mod version;

use crate::debug_info::DebugInfo;
use crate::module::Module;
use gopallet_manifest::Manifest;
use std::fmt;

pub use heap::{Heap, GUEST_HEAP_PAGES_MAX, PAGE_BYTES};
pub use host_functions::{host_functions, HostFunction};

/// A rule of the contract.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
#[non_exhaustive]
pub enum Rule {
    /// The module is valid WebAssembly of the MVP, with mutable globals inside only.
    Mvp,
    /// Memory is `env.memory`, with at most 23 pages to begin with and no maximum, and is not exported.
    MemoryImport,
    /// Only the host grows memory.
    MemoryGrow,
    /// `__heap_base` is right: an address behind all data, inside memory, and a multiple of 8.
    HeapBase,
    /// Nothing runs when the module is instantiated.
    StartSection,
    /// Nothing is imported but memory and host functions.
    ImportAllowed,
    /// Host functions and API functions have the right types.
    Signature,
    /// Nothing is exported but API functions, `__heap_base` and `__data_end`.
    ExportAllowed,
    /// Everything that the manifest declares is exported, and `__heap_base` and `__data_end`.
    ExportMissing,
    /// There are no floating-point instructions.
    Float,
    /// Both version sections or neither, and as the manifest says.
    VersionSections,
    /// Go functions that allocate keep their pointers where the collector finds them.
    StackSlots,
}

impl Rule {
    /// The rule's id.
    pub const fn id(self) -> &'static str {
        match self {
            Self::Mvp => "mvp",
            Self::MemoryImport => "memory-import",
            Self::MemoryGrow => "memory-grow",
            Self::HeapBase => "heap-base",
            Self::StartSection => "start-section",
            Self::ImportAllowed => "import-allowed",
            Self::Signature => "signature",
            Self::ExportAllowed => "export-allowed",
            Self::ExportMissing => "export-missing",
            Self::Float => "float",
            Self::VersionSections => "version-sections",
            Self::StackSlots => "stack-slots",
        }
    }
}

impl fmt::Display for Rule {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.id())
    }
}

/// A broken rule.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Violation {
    /// The rule.
    pub rule: Rule,
    /// The function that breaks it, where it is one.
    pub function: Option<String>,
    /// `file:line` of the place in the source, where debug information knows it.
    pub source: Option<String>,
    /// What is wrong and what to do.
    pub message: String,
}

impl fmt::Display for Violation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: ", self.rule)?;
        match (&self.function, &self.source) {
            (Some(function), Some(source)) => write!(f, "{function} ({source}): ")?,
            (Some(place), None) | (None, Some(place)) => write!(f, "{place}: ")?,
            (None, None) => {}
        }
        f.write_str(&self.message)
    }
}

/// An instruction: the function it is in, and its number there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Site {
    /// The function's index.
    pub function: u32,
    /// The instruction's number, counted from 0.
    pub instruction: usize,
}

/// The most callers that a violation names.
const CALLERS_MAX: usize = 8;

/// Checks a module for the hosts that there are, which lend the heap: [`check_with_heap`] with [`Heap::Host`].
pub fn check(wasm: &[u8], manifest: Option<&Manifest>, debug_info: Option<&DebugInfo>) -> Vec<Violation> {
    check_with_heap(Heap::Host, wasm, manifest, debug_info)
}

/// Checks a module. With a manifest its exports and version sections are compared with what the manifest declares; `debug_info` tells
/// where in the source an instruction comes from.
pub fn check_with_heap(heap: Heap, wasm: &[u8], manifest: Option<&Manifest>, debug_info: Option<&DebugInfo>) -> Vec<Violation> {
    let module = match Module::parse(wasm) {
        Ok(module) => module,
        Err(error) => return vec![Violation { rule: Rule::Mvp, function: None, source: None, message: error.to_string() }],
    };
    let mut checker = Checker { heap, module: &module, manifest, debug_info, callers: None, violations: Vec::new() };
    mvp::check(&mut checker, wasm);
    memory::check(&mut checker);
    imports::check(&mut checker);
    exports::check(&mut checker);
    version::check(&mut checker);
    // The instructions of a body that cannot be read are the concern of rule `mvp`.
    let _ = operators::check(&mut checker);
    checker.violations
}

/// The module under examination, and what was found.
struct Checker<'c, 'a> {
    heap: Heap,
    module: &'c Module<'a>,
    manifest: Option<&'c Manifest>,
    debug_info: Option<&'c DebugInfo>,
    /// Traced when the first violation needs it.
    callers: Option<callers::Callers>,
    violations: Vec<Violation>,
}

impl Checker<'_, '_> {
    /// Notes a violation of the module as a whole.
    fn report(&mut self, rule: Rule, message: String) {
        self.violations.push(Violation { rule, function: None, source: None, message });
    }

    /// Notes a violation by an instruction. In code that was inlined, it is the innermost function of the source that is named; its
    /// callers follow, up to the export.
    fn report_at(&mut self, rule: Rule, site: Site, message: String) {
        let frame = self.debug_info.and_then(|info| info.frames(site).into_iter().next());
        let (name, source) = frame.map_or((None, None), |frame| (frame.function, frame.source));
        let function = name.unwrap_or_else(|| self.module.describe_function(site.function));
        let callers: Vec<String> = self.chain(site).into_iter().skip_while(|name| *name == function).collect();
        let message = match callers.len() {
            0 => message,
            _ => format!("{message}; called by {}", callers.join(", by ")),
        };
        self.violations.push(Violation { rule, function: Some(function), source, message });
    }

    /// The functions that an instruction belongs to and those that call them, the innermost first. Between a Go function that is
    /// exported to its trampoline and the API function is only the shim, which is left out.
    fn chain(&mut self, site: Site) -> Vec<String> {
        let (module, info) = (self.module, self.debug_info);
        let callers = self.callers.get_or_insert_with(|| callers::Callers::trace(module));
        let mut names: Vec<String> = Vec::new();
        let mut next = Some(site);
        while let Some(site) = next.filter(|_| names.len() <= CALLERS_MAX) {
            let frames = info.map(|info| info.frames(site)).unwrap_or_default();
            let frames = frames.into_iter().filter_map(|frame| frame.function);
            for name in frames.chain([module.describe_function(site.function)]) {
                if names.last() != Some(&name) {
                    names.push(name);
                }
            }
            next = callers.call_of(site.function);
        }
        let exported = |name: &str| module.exports.iter().any(|export| export.name == name);
        let entry = |name: &String| name.strip_prefix("go_").filter(|name| exported(name)).map(str::to_owned);
        if let Some((at, export)) = names.iter().enumerate().find_map(|(at, name)| Some((at, entry(name)?))) {
            names.truncate(at);
            names.push(export);
        }
        names
    }

    /// Notes a violation by a function as a whole.
    fn report_function(&mut self, rule: Rule, function: u32, message: String) {
        self.report_at(rule, Site { function, instruction: 0 }, message);
    }
}
