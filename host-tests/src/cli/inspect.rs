//! `host-tests inspect`: what a blob consists of.

use clap::Args;
use host_tests::inspection::{self, Inspection};

use super::{files, print, print_json, CommandResult, Runtime};

/// Print a blob's imports, exports, sections, memory and sizes, without running it.
#[derive(Args)]
pub struct Inspect {
    #[command(flatten)]
    runtime: Runtime,
}

impl Inspect {
    pub fn run(&self) -> CommandResult {
        let inspection = inspection::inspect(&files::read(&self.runtime.blob, "blob")?)?;
        if self.runtime.json {
            return print_json(&inspection);
        }
        print(&describe(&inspection))
    }
}

fn describe(inspection: &Inspection) -> String {
    let form = if inspection.compressed { "compressed" } else { "not compressed" };
    let mut lines = vec![
        format!("blob        {} bytes, {form}", inspection.blob_bytes),
        format!("module      {} bytes", inspection.module_bytes),
        format!("compressed  {} bytes", inspection.compressed_bytes),
        format!("data        {} bytes", inspection.data_bytes),
        format!("functions   {}", inspection.functions),
    ];
    if let Some(memory) = &inspection.memory {
        let origin = if memory.imported { "imported" } else { "its own" };
        let maximum = memory.maximum_pages.map_or("none".to_owned(), |pages| pages.to_string());
        let minimum = memory.minimum_pages;
        lines.push(format!("memory      {origin}, minimum {minimum} pages, maximum {maximum}"));
    }
    if inspection.start {
        lines.push("start       present: hosts refuse it".to_owned());
    }
    for (title, items) in [("imports", &inspection.imports), ("exports", &inspection.exports)] {
        lines.push(format!("\n{title} ({})", items.len()));
        let line = |item: &inspection::Item| format!("  {:8}  {}  {}", item.kind, item.name, item.signature);
        lines.extend(items.iter().map(line));
    }
    lines.push(format!("\nsections ({})", inspection.sections.len()));
    for section in &inspection.sections {
        let custom = if section.custom { "custom" } else { "" };
        lines.push(format!("  {:>10} bytes  {} {custom}", section.bytes, section.name).trim_end().to_owned());
    }
    lines.join("\n")
}
