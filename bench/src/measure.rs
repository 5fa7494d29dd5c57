//! Measuring: counts and fuel in one engine, which meters it, and time in another, which does not. Rounds are interleaved, so that what disturbs the
//! machine disturbs every variant; of each variant the fastest round counts.

use crate::host::{Counts, Host, RunError};
use crate::module::{ModuleError, Modules};
use crate::program::Program;
use crate::variant::Variant;
use std::time::Duration;
use wasmtime::Module;

/// Why there are no results.
#[derive(Debug, thiserror::Error)]
pub enum MeasureError {
    /// A module could not be built.
    #[error(transparent)]
    Module(#[from] ModuleError),
    /// A program did not run to its end.
    #[error("`{program}` with the allocator `{variant}`: {error}")]
    Run {
        /// The program.
        program: &'static str,
        /// The allocator.
        variant: &'static str,
        /// Why.
        error: RunError,
    },
    /// The engine could not be set up.
    #[error(transparent)]
    Engine(#[from] RunError),
    /// Two variants computed different things.
    #[error("`{program}` gives {found:#x} with the allocator `{variant}`, and {expected:#x} with another: one of them is broken")]
    Checksum {
        /// The program.
        program: &'static str,
        /// The allocator.
        variant: &'static str,
        /// What it gave.
        found: u64,
        /// What the first one gave.
        expected: u64,
    },
}

/// What is measured.
#[derive(Debug, Clone)]
pub struct Plan {
    /// The programs.
    pub programs: Vec<&'static str>,
    /// The variants.
    pub variants: Vec<Variant>,
    /// Timed rounds; none: fuel and counts only.
    pub rounds: u32,
    /// Small sizes.
    pub quick: bool,
}

/// A program with one allocator.
#[derive(Debug, Clone)]
pub struct Measurement {
    /// The program.
    pub program: &'static str,
    /// The allocator.
    pub variant: Variant,
    /// The result, the same for all allocators.
    pub checksum: u64,
    /// The fastest round; zero if none was timed.
    pub time: Duration,
    /// Of the metered run. Of [`Variant::Ours`] fuel is that of the module as it is shipped, and what only probes can tell is the probed one's.
    pub counts: Counts,
}

/// A variant's modules, compiled.
struct Compiled {
    variant: Variant,
    timed: Module,
    metered: Module,
    probed: Option<Module>,
}

/// Builds what has to be built, and measures. `step` is told what is being done.
pub fn measure(plan: &Plan, modules: &Modules, step: &mut dyn FnMut(&str)) -> Result<Vec<Measurement>, MeasureError> {
    let (timing, metering) = (Host::new(false)?, Host::new(true)?);
    let mut compiled = Vec::new();
    for &variant in &plan.variants {
        let wasm = modules.get(variant, false, step)?;
        let probed = if variant == Variant::Ours { Some(metering.compile(&modules.get(variant, true, step)?)?) } else { None };
        compiled.push(Compiled { variant, timed: timing.compile(&wasm)?, metered: metering.compile(&wasm)?, probed });
    }
    let mut measurements = Vec::new();
    for program in plan.programs.iter().filter_map(|name| Program::named(name)) {
        let first = measurements.len();
        for compiled in &compiled {
            step(&format!("{}: counting with `{}`", program.name, compiled.variant.name()));
            measurements.push(count(plan, program, compiled, &metering)?);
        }
        for round in 0..plan.rounds {
            for (compiled, measurement) in compiled.iter().zip(&mut measurements[first..]) {
                step(&format!("{}: round {} of {} with `{}`", program.name, round + 1, plan.rounds, compiled.variant.name()));
                let run = run(plan, program, compiled.variant, &timing, &compiled.timed)?;
                check(program, compiled.variant, run.checksum, measurement.checksum)?;
                measurement.time = if round == 0 { run.time } else { measurement.time.min(run.time) };
            }
        }
        let expected = measurements[first].checksum;
        for measurement in &measurements[first..] {
            check(program, measurement.variant, measurement.checksum, expected)?;
        }
    }
    Ok(measurements)
}

fn count(plan: &Plan, program: &Program, compiled: &Compiled, host: &Host) -> Result<Measurement, MeasureError> {
    let variant = compiled.variant;
    let mut measured = run(plan, program, variant, host, &compiled.metered)?;
    if let Some(probed) = &compiled.probed {
        let probed = run(plan, program, variant, host, probed)?;
        check(program, variant, probed.checksum, measured.checksum)?;
        measured.counts = Counts { fuel: measured.counts.fuel, ..probed.counts };
    }
    let time = Duration::ZERO;
    Ok(Measurement { program: program.name, variant, checksum: measured.checksum, time, counts: measured.counts })
}

fn run(plan: &Plan, program: &Program, variant: Variant, host: &Host, module: &Module) -> Result<crate::host::Run, MeasureError> {
    let run = host.run(module, &program.function(), &program.input(plan.quick), program.calls(plan.quick));
    run.map_err(|error| MeasureError::Run { program: program.name, variant: variant.name(), error })
}

fn check(program: &Program, variant: Variant, found: u64, expected: u64) -> Result<(), MeasureError> {
    if found == expected {
        return Ok(());
    }
    Err(MeasureError::Checksum { program: program.name, variant: variant.name(), found, expected })
}
