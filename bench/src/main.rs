//! `bench`: measures the allocators, and draws the results. `make bench` does both with everything there is.

use clap::{Args, Parser, Subcommand};
use gopallet_bench::measure::{measure, MeasureError, Plan};
use gopallet_bench::module::Modules;
use gopallet_bench::plot::{self, PlotError};
use gopallet_bench::program::PROGRAMS;
use gopallet_bench::report::{self, ReportError};
use gopallet_bench::variant::{Variant, VARIANTS};
use indicatif::ProgressBar;
use std::io::Write;
use std::path::PathBuf;
use std::process::ExitCode;
use std::time::Duration;

/// Compare the shim's collector with other allocators
#[derive(Parser)]
#[command(after_help = "Example:\n  bench run --program trees --variant ours --variant bump --rounds 3")]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    Run(Run),
    Plot(Plot),
}

/// Measure, and print a table. Modules are built first if their sources have changed
///
/// Programs: trees, maps, slices, lists, live, tiny, block. Of the rounds of each variant the fastest counts; counts and fuel come from a run
/// of their own. `in cycles` is the part of the fuel that the shim's collector consumes in its cycles.
#[derive(Args)]
struct Run {
    /// A program; all without it. May be given more than once
    #[arg(long = "program", value_name = "PROGRAM", value_parser = PROGRAMS.map(|program| program.name))]
    programs: Vec<String>,
    /// An allocator; all without it. May be given more than once
    #[arg(long = "variant", value_name = "ALLOCATOR", value_parser = VARIANTS.map(Variant::name))]
    variants: Vec<String>,
    /// Timed rounds; 0: fuel and counts only
    #[arg(long, default_value_t = 5)]
    rounds: u32,
    /// Small sizes, which take seconds
    #[arg(long)]
    quick: bool,
    /// Print the results as JSON instead of the table
    #[arg(long)]
    json: bool,
    /// Also write the results to this file
    #[arg(long, value_name = "FILE")]
    csv: Option<PathBuf>,
    /// The repository
    #[arg(long, value_name = "FOLDER", default_value = ".")]
    root: PathBuf,
}

/// Draw a file of results as a picture
#[derive(Args)]
struct Plot {
    /// The results, as `run --csv` wrote them
    csv: PathBuf,
    /// The picture, in SVG
    svg: PathBuf,
}

/// Why the command failed.
#[derive(Debug, thiserror::Error)]
enum Failure {
    #[error(transparent)]
    Measure(#[from] MeasureError),
    #[error(transparent)]
    Report(#[from] ReportError),
    #[error(transparent)]
    Plot(#[from] PlotError),
    #[error("cannot write the results: {0}")]
    Output(#[from] std::io::Error),
    #[error("cannot write the results as JSON: {0}")]
    Json(#[from] serde_json::Error),
}

fn main() -> ExitCode {
    let done = match Arguments::parse().command {
        Command::Run(arguments) => run(&arguments),
        Command::Plot(arguments) => draw(&arguments),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error}");
            ExitCode::FAILURE
        }
    }
}

fn run(arguments: &Run) -> Result<(), Failure> {
    let is_chosen = |name: &str, chosen: &[String]| chosen.is_empty() || chosen.iter().any(|chosen| chosen == name);
    let plan = Plan {
        programs: PROGRAMS.iter().map(|program| program.name).filter(|name| is_chosen(name, &arguments.programs)).collect(),
        variants: VARIANTS.into_iter().filter(|variant| is_chosen(variant.name(), &arguments.variants)).collect(),
        rounds: arguments.rounds,
        quick: arguments.quick,
    };
    // Draws on a terminal only.
    let progress = ProgressBar::new_spinner();
    progress.enable_steady_tick(Duration::from_millis(200));
    let measured = Modules::new(&arguments.root)
        .map_err(MeasureError::from)
        .and_then(|modules| measure(&plan, &modules, &mut |step| progress.set_message(step.to_owned())));
    progress.finish_and_clear();
    let rows = report::rows(&measured?);
    if let Some(path) = &arguments.csv {
        report::write_csv(path, &rows)?;
    }
    let text = if arguments.json { serde_json::to_string_pretty(&rows)? + "\n" } else { report::table(&rows) };
    Ok(std::io::stdout().write_all(text.as_bytes())?)
}

fn draw(arguments: &Plot) -> Result<(), Failure> {
    let svg = plot::draw(&report::read_csv(&arguments.csv)?)?;
    Ok(std::fs::write(&arguments.svg, svg)?)
}
