//! `host-tests diff`: two blobs.

use std::path::PathBuf;

use clap::Args;
use host_tests::comparison::{Comparison, ComparisonError, Difference};

use super::{files, print, print_json, CommandResult, Failure};

/// Print how two blobs differ: sizes, imports, exports, version, APIs, and the metadata by structure. Exit code 1 if more than sizes do.
#[derive(Args)]
pub struct Diff {
    /// The first blob
    before: PathBuf,
    /// The second blob
    after: PathBuf,
    /// Print one JSON object instead of text
    #[arg(long)]
    json: bool,
}

impl Diff {
    pub fn run(&self) -> CommandResult {
        let (before, after) = (files::read(&self.before, "blob")?, files::read(&self.after, "blob")?);
        let comparison = Comparison::of(&before, &after).map_err(|error| match error {
            ComparisonError::Blob(error) => Failure::from(error),
            error => Failure::Failed(error.to_string()),
        })?;
        if self.json {
            print_json(&comparison)?;
        } else {
            let Comparison { sizes, imports, exports, version, metadata } = &comparison;
            for (title, differences) in
                [("sizes in bytes", sizes), ("imports", imports), ("exports", exports), ("version", version), ("metadata", metadata)]
            {
                show(title, differences)?;
            }
        }
        if comparison.same_interface() {
            return Ok(());
        }
        Err(Failure::Failed("the blobs differ in more than their sizes".into()))
    }
}

fn show(title: &str, differences: &[Difference]) -> CommandResult {
    if differences.is_empty() {
        return print(&format!("{title}: no difference"));
    }
    print(&format!("{title}:"))?;
    for difference in differences {
        let name = &difference.name;
        print(&match (&difference.before, &difference.after) {
            (Some(before), Some(after)) => format!("  ~ {name}: {before} => {after}"),
            (Some(before), None) => format!("  - {name}: {before}"),
            (None, after) => format!("  + {name}: {}", after.as_deref().unwrap_or_default()),
        })?;
    }
    Ok(())
}
