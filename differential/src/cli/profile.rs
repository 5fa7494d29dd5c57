//! `profile`: where the fuel of calls goes on both sides.

use std::collections::BTreeSet;

use gopallet_differential::benchmark::{profile, Profile as Profiled};
use host_tests::{Blob, Stats};

use super::{print, read, CommandResult, Failure, Runtimes};

/// Say where the fuel of a call goes: host calls by name, and the functions of both modules with the fuel of their own instructions
#[derive(clap::Args)]
#[command(after_help = "The counts are exact. What the optimiser has put into another function counts as part of that one.")]
pub(super) struct Profile {
    /// The calls: all of the benchmark whose names contain this, such as 'finalize_block'
    call: String,
    /// How many functions are listed, the most expensive first
    #[arg(long, value_name = "COUNT", default_value_t = 20)]
    top: usize,
    #[command(flatten)]
    runtimes: Runtimes,
}

impl Profile {
    pub(super) fn run(&self) -> CommandResult {
        let compile = |path: &std::path::Path| {
            let blob = Blob::compile_profiled(&read(path)?);
            blob.map_err(|error| Failure::Usage(format!("{}: {error}", path.display())))
        };
        let mut pair = self.runtimes.pair_of(compile)?;
        pair.oracle.trust_signatures();
        pair.candidate.trust_signatures();
        let profiles = profile(&mut pair, &self.call).map_err(|error| Failure::Usage(error.to_string()))?;
        if self.runtimes.json {
            return print(&serde_json::json!(profiles).to_string());
        }
        profiles.iter().try_for_each(|profile| self.table(profile))
    }

    fn table(&self, profile: &Profiled) -> CommandResult {
        print(&profile.call)?;
        let Profiled { oracle, candidate, .. } = profile;
        print(&format!("{:>10} {:>10}  host function", "oracle", "candidate"))?;
        let names: BTreeSet<_> = oracle.calls_by_function.keys().chain(candidate.calls_by_function.keys()).collect();
        for name in names {
            let calls = |stats: &Stats| stats.calls_by_function.get(name).copied().unwrap_or(0);
            print(&format!("{:>10} {:>10}  {name}", calls(oracle), calls(candidate)))?;
        }
        for (side, stats) in [("oracle", oracle), ("candidate", candidate)] {
            print(&format!("{:>10} {:>6} {:>8}  function of the {side}, which takes {} in all", "fuel", "", "calls", stats.fuel))?;
            for function in stats.functions.iter().take(self.top) {
                let share = 100.0 * function.fuel as f64 / stats.fuel.max(1) as f64;
                print(&format!("{:>10} {share:>5.1}% {:>8}  {}", function.fuel, function.calls, function.name))?;
            }
        }
        Ok(())
    }
}
