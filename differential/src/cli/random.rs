//! `random`: runs random blocks.

use std::path::PathBuf;

use gopallet_differential::{
    chain,
    comparison::{Difference, Pair},
    coverage::Coverage,
    expectation::gaps,
    generator::Generator,
    genesis::GenesisError,
    script::Script,
    shrink::shrink,
};

use super::{print, progress, CommandResult, Failure, Runtimes};

/// Run random blocks. The same seed gives the same blocks; a difference is made small and written down as a script
#[derive(clap::Args)]
pub(super) struct Random {
    /// Blocks to make
    #[arg(long, default_value_t = 200)]
    blocks: u64,
    /// Blocks of each chain; every chain has a genesis of its own
    #[arg(long, default_value_t = 40, value_parser = clap::value_parser!(u32).range(1..=2_000))]
    length: u32,
    /// What the blocks are drawn from
    #[arg(long, default_value_t = 0)]
    seed: u64,
    /// The first chain: with a seed it names one chain exactly
    #[arg(long, default_value_t = 0)]
    chain: u64,
    /// Where a script that shows a difference is written to
    #[arg(long, value_name = "FOLDER", default_value = "differential/cases")]
    save: PathBuf,
    /// Write the coverage table to this file, as comma-separated values
    #[arg(long, value_name = "FILE")]
    csv: Option<PathBuf>,
    /// Fail unless every outcome of every call, every storage item and both limits of a block were met this often
    #[arg(long, value_name = "TIMES")]
    require: Option<u64>,
    #[command(flatten)]
    runtimes: Runtimes,
}

impl Random {
    pub(super) fn run(&self) -> CommandResult {
        let mut pair = self.runtimes.pair()?;
        let mut total = Coverage::default();
        let mut chain = self.chain;
        let mut left = self.blocks;
        while left > 0 {
            let length = left.min(u64::from(self.length));
            let script = Generator::new(self.seed, chain).script(length as usize);
            match chain::run(&mut pair, &script, &mut total) {
                Ok(()) => {}
                Err(GenesisError::Difference(difference)) => return self.found(&mut pair, &script, chain, *difference),
                Err(error) => return Err(Failure::Failed(format!("chain {chain}: {error}"))),
            }
            chain += 1;
            left -= length;
            progress(&format!("{} of {} blocks", self.blocks - left, self.blocks), left == 0);
        }
        total.written = std::mem::take(&mut pair.written);
        self.report(&pair, &total)
    }

    fn report(&self, pair: &Pair, total: &Coverage) -> CommandResult {
        if let Some(path) = &self.csv {
            std::fs::write(path, total.csv()).map_err(|error| Failure::Usage(format!("{}: {error}", path.display())))?;
        }
        let gaps = self.require.map_or_else(Vec::new, |minimum| gaps(total, &pair.names, minimum));
        if self.runtimes.json {
            let report = serde_json::json!({ "difference": null, "seed": self.seed, "coverage": total, "gaps": gaps });
            print(&report.to_string())?;
        } else {
            print(&total.table(&pair.names))?;
            print(&format!("{} blocks ({} refused), {} extrinsics: no difference", total.blocks, total.blocks_refused, total.extrinsics))?;
        }
        if gaps.is_empty() {
            return Ok(());
        }
        Err(Failure::Failed(format!("not covered:\n{}", gaps.join("\n"))))
    }

    /// Makes the script that shows a difference small, and writes it down.
    fn found(&self, pair: &mut Pair, script: &Script, chain: u64, difference: Difference) -> CommandResult {
        let mut smallest = difference.clone();
        let fails = |script: &Script| match chain::run(pair, script, &mut Coverage::default()) {
            Err(GenesisError::Difference(difference)) => {
                smallest = *difference;
                true
            }
            _ => false,
        };
        let mut small = shrink(script, fails);
        small.about = format!("seed {}, chain {chain}: {}: {}", self.seed, smallest.step, smallest.subject);
        let path = self.save.join(format!("seed-{}-chain-{chain}.json", self.seed));
        let text = serde_json::to_string_pretty(&small).map_err(|error| Failure::Usage(error.to_string()))?;
        std::fs::create_dir_all(&self.save)
            .and_then(|()| std::fs::write(&path, text + "\n"))
            .map_err(|error| Failure::Usage(format!("{}: {error}", path.display())))?;
        if self.runtimes.json {
            print(&serde_json::json!({ "file": path, "difference": smallest }).to_string())?;
        }
        Err(Failure::Failed(format!("{difference}\nmade small, in {}: {smallest}", path.display())))
    }
}
