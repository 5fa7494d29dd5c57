//! `upgrade`: takes a chain from blob to blob by `set_code`.

use std::path::PathBuf;

use gopallet_differential::upgrade::{run, Upgrade};

use super::{blob, print, read, CommandResult, Failure, Runtimes};

/// Upgrade a chain by set_code: after each upgrade the next blobs run, and the states are compared on
#[derive(clap::Args)]
#[command(after_help = "Example: to the runtime in Go and back\n  \
    gopallet-differential upgrade --candidate build/oracle.wasm --to-oracle build/oracle.spec-101.wasm,build/oracle.spec-102.wasm \
    --to-candidate runtime.spec-101.wasm,build/oracle.spec-102.wasm")]
pub(super) struct Upgrades {
    /// What the oracle's side runs after each upgrade; these bytes are written into storage on both sides
    #[arg(long, value_name = "BLOB", value_delimiter = ',', required = true)]
    to_oracle: Vec<PathBuf>,
    /// What the candidate's side runs after each upgrade
    #[arg(long, value_name = "BLOB", value_delimiter = ',', required = true)]
    to_candidate: Vec<PathBuf>,
    /// Upgrade by set_code_without_checks, which also goes to the same or an earlier version
    #[arg(long)]
    unchecked: bool,
    #[command(flatten)]
    runtimes: Runtimes,
}

impl Upgrades {
    pub(super) fn run(&self) -> CommandResult {
        if self.to_oracle.len() != self.to_candidate.len() {
            return Err(Failure::Usage("--to-oracle and --to-candidate need equally many blobs, one for each upgrade".to_owned()));
        }
        let mut pair = self.runtimes.pair()?;
        let mut upgrades = Vec::new();
        for (oracle, candidate) in self.to_oracle.iter().zip(&self.to_candidate) {
            let (code, checked) = (read(oracle)?, !self.unchecked);
            upgrades.push(Upgrade { checked, code, oracle: blob(oracle)?.into(), candidate: blob(candidate)?.into() });
        }
        let count = upgrades.len();
        run(&mut pair, upgrades).map_err(|error| Failure::Failed(error.to_string()))?;
        if self.runtimes.json {
            return print(&serde_json::json!({ "difference": null, "upgrades": count }).to_string());
        }
        print(&format!("{count} upgrades: no difference"))
    }
}
