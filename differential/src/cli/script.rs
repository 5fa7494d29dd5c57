//! `script`: runs scripts that are written down.

use std::path::PathBuf;

use gopallet_differential::{chain, coverage::Coverage, genesis::GenesisError, script::Script};

use super::{print, read, CommandResult, Failure, Runtimes};

/// Run scripts: JSON files that say what happens on a chain
#[derive(clap::Args)]
#[command(after_help = "Example: a block with one transfer and a block with nothing\n\n  \
    {\"genesis\": {\"preset\": \"development\"},\n   \
    \"blocks\": [{\"extrinsics\": [{\"call\": {\"transfer_keep_alive\": {\"dest\": \"Bob\", \"value\": \"free(Alice)-600\"}}}]}, {}]}")]
pub(super) struct Scripts {
    /// The scripts
    #[arg(required = true)]
    files: Vec<PathBuf>,
    #[command(flatten)]
    runtimes: Runtimes,
}

impl Scripts {
    pub(super) fn run(&self) -> CommandResult {
        let mut pair = self.runtimes.pair()?;
        let mut total = Coverage::default();
        for path in &self.files {
            let wrong = |reason: String| Failure::Usage(format!("{}: {reason}", path.display()));
            let script: Script = serde_json::from_slice(&read(path)?).map_err(|error| wrong(error.to_string()))?;
            match chain::run(&mut pair, &script, &mut total) {
                Ok(()) => {}
                Err(GenesisError::Difference(difference)) if self.runtimes.json => {
                    print(&serde_json::json!({ "file": path, "difference": difference }).to_string())?;
                    return Err(Failure::Failed(format!("{}: the two sides differ", path.display())));
                }
                Err(error) => return Err(Failure::Failed(format!("{}: {error}", path.display()))),
            }
        }
        total.written = std::mem::take(&mut pair.written);
        if self.runtimes.json {
            return print(&serde_json::json!({ "difference": null, "coverage": total }).to_string());
        }
        for (call, outcomes) in &total.outcomes {
            for (outcome, count) in outcomes {
                print(&format!("{count:6}  {call}: {outcome}"))?;
            }
        }
        print(&format!("{} blocks ({} refused), {} extrinsics: no difference", total.blocks, total.blocks_refused, total.extrinsics))
    }
}
