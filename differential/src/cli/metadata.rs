//! `metadata`: compares the metadata of both runtimes.

use gopallet_differential::metadata::compare;

use super::{print, CommandResult, Failure, Runtimes};

/// Compare the metadata in all versions by structure: everything but the numbers of types and the words of the documentation
#[derive(clap::Args)]
pub(super) struct Metadata {
    #[command(flatten)]
    runtimes: Runtimes,
}

impl Metadata {
    pub(super) fn run(&self) -> CommandResult {
        let mut pair = self.runtimes.pair()?;
        let differences = compare(&mut pair);
        if self.runtimes.json {
            print(&serde_json::json!({ "differences": differences }).to_string())?;
        } else {
            differences.iter().try_for_each(|difference| print(difference))?;
        }
        match differences.len() {
            0 => Ok(()),
            count => Err(Failure::Failed(format!("{count} differences: oracle first, candidate second"))),
        }
    }
}
