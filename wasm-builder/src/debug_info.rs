//! Where an instruction comes from: the linked module's DWARF, before it is stripped.
//!
//! The outputs have no debug information. Their instructions are those of the linked module one by one (see `prune`), so the place of
//! an instruction there is found by the function's old index and the instruction's number.

use crate::contract::Site;
use crate::module::Module;
use addr2line::{Context, LookupResult};
use gimli::{EndianArcSlice, LittleEndian};
use std::sync::Arc;

type Reader = EndianArcSlice<LittleEndian>;

/// Debug information of a linked module, looked up by the instructions of the pruned one.
pub struct DebugInfo {
    context: Context<Reader>,
    /// For each function of the pruned module the addresses of its instructions, as debug information counts them.
    addresses: Vec<Vec<u64>>,
}

/// A function of the source that an instruction belongs to; inlined functions have frames of their own.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Frame {
    /// Its name.
    pub function: Option<String>,
    /// `file:line`.
    pub source: Option<String>,
}

impl DebugInfo {
    /// The debug information of `linked`; `functions` has the old index of each function of the pruned module. None where the linked
    /// module has no readable debug information: then violations just have no source.
    pub fn new(linked: &[u8], functions: &[u32]) -> Option<Self> {
        let module = Module::parse(linked).ok()?;
        let load = |id: gimli::SectionId| {
            let section = module.customs.get(id.name()).copied().unwrap_or_default();
            Ok::<_, gimli::Error>(Reader::new(Arc::from(section), LittleEndian))
        };
        let context = Context::from_dwarf(gimli::Dwarf::load(load).ok()?).ok()?;
        let addresses = functions.iter().map(|&function| instruction_addresses(&module, function)).collect();
        Some(Self { context, addresses })
    }

    /// The functions of the source that the instruction at `site` belongs to, the innermost first.
    pub fn frames(&self, site: Site) -> Vec<Frame> {
        let address = self.addresses.get(site.function as usize).and_then(|function| function.get(site.instruction));
        let Some(&address) = address else { return Vec::new() };
        let mut lookup = self.context.find_frames(address);
        let frames = loop {
            match lookup {
                LookupResult::Output(frames) => break frames,
                // There is no split debug information to load.
                LookupResult::Load { continuation, .. } => lookup = addr2line::LookupContinuation::resume(continuation, None),
            }
        };
        let Ok(mut frames) = frames else { return Vec::new() };
        let mut found = Vec::new();
        while let Ok(Some(frame)) = frames.next() {
            let function = frame.function.and_then(|name| name.raw_name().ok().map(|name| name.into_owned()));
            let source = frame.location.and_then(|place| Some(format!("{}:{}", place.file?, place.line?)));
            found.push(Frame { function, source });
        }
        found
    }
}

fn instruction_addresses(module: &Module<'_>, function: u32) -> Vec<u64> {
    let Some(operators) = module.body(function).and_then(|body| body.get_operators_reader().ok()) else { return Vec::new() };
    let offsets = operators.into_iter_with_offsets().map_while(Result::ok);
    offsets.map(|(_, offset)| offset.saturating_sub(module.code_start)).collect()
}
