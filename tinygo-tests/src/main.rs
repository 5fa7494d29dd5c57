//! The command line. The report goes to standard output, progress (on a terminal only) and errors to standard error; the exit status is 0, or 1
//! if a program does not fare as the list says, or 2 if the tests could not be run.

use clap::Parser;
use gopallet_wasm_builder::toolchain::Toolchain;
use serde::Serialize;
use std::collections::BTreeSet;
use std::error::Error;
use std::io::{IsTerminal, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::Mutex;
use tinygo_tests::collector::Collector;
use tinygo_tests::execution::{self, Failure, Passed};
use tinygo_tests::list::List;
use tinygo_tests::modules::{ModuleError, Workshop};
use tinygo_tests::programs::{self, Program, TestData};

/// Runs TinyGo's own test programs on the shim's collector, and checks the list of those that pass.
#[derive(Parser)]
#[command(
    name = "tinygo-tests",
    version,
    after_help = "Exit codes: 0 as listed, 1 a program does not fare as programs.toml says, 2 the tests could not be run."
)]
struct Arguments {
    /// Run them with TinyGo's conservative and precise collectors too
    #[arg(long)]
    baseline: bool,
    /// Only this program, as gc.go or embed/; may be given more than once
    #[arg(long, value_name = "NAME")]
    program: Vec<String>,
    /// Print the report as JSON
    #[arg(long)]
    json: bool,
    /// The repository [default: the one that this program was built from]
    #[arg(long, value_name = "FOLDER")]
    root: Option<PathBuf>,
}

/// How one program fared on one collector.
#[derive(Serialize)]
struct Run {
    program: String,
    collector: Collector,
    #[serde(flatten)]
    fared: Fared,
    /// Why it can't pass, as the list says.
    #[serde(skip_serializing_if = "Option::is_none")]
    why: Option<String>,
}

#[derive(Serialize)]
#[serde(rename_all = "lowercase")]
enum Fared {
    Passed(Passed),
    Failed(Failure),
}

#[derive(Serialize)]
struct Report {
    runs: Vec<Run>,
    violations: Vec<String>,
}

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    match report(&arguments) {
        Ok(report) => match print(&report, arguments.json) {
            Ok(()) if report.violations.is_empty() => ExitCode::SUCCESS,
            Ok(()) => ExitCode::from(1),
            Err(error) => could_not_run(&error),
        },
        Err(error) => could_not_run(error.as_ref()),
    }
}

fn could_not_run(error: &dyn Error) -> ExitCode {
    eprintln!("tinygo-tests: {error}");
    ExitCode::from(2)
}

fn report(arguments: &Arguments) -> Result<Report, Box<dyn Error>> {
    let root = arguments.root.clone().unwrap_or_else(|| Path::new(env!("CARGO_MANIFEST_DIR")).join("..")).canonicalize()?;
    let toolchain = Toolchain::find()?;
    let list = List::parse(&String::from_utf8_lossy(&programs::read(&root.join("tinygo-tests/programs.toml"))?))?;
    let data = TestData::read(&programs::folder(&toolchain, &root)?)?;
    let chosen = choose(&data, &arguments.program)?;
    let collectors: &[Collector] = if arguments.baseline { &Collector::ALL } else { &Collector::OURS };
    let workshop = Workshop::new(&toolchain, &root, &data, collectors)?;
    let results = run_all(&workshop, &chosen, collectors)?;

    let mut violations = list.missing(data.programs.iter().map(|program| program.name.as_str()));
    violations.extend(results.iter().filter_map(|(program, collector, result)| list.check(&program.name, *collector, result)));
    let runs = results.into_iter().map(|(program, collector, result)| Run {
        program: program.name.clone(),
        collector,
        why: list.exception(&program.name, collector).map(|entry| entry.why.clone()),
        fared: result.map_or_else(Fared::Failed, Fared::Passed),
    });
    Ok(Report { runs: runs.collect(), violations })
}

fn choose<'a>(data: &'a TestData, names: &[String]) -> Result<Vec<&'a Program>, String> {
    let known: BTreeSet<_> = data.programs.iter().map(|program| program.name.as_str()).collect();
    if let Some(unknown) = names.iter().find(|name| !known.contains(name.as_str())) {
        let known: Vec<_> = known.into_iter().collect();
        return Err(format!("there is no program {unknown:?}; there are: {}", known.join(", ")));
    }
    Ok(data.programs.iter().filter(|program| names.is_empty() || names.contains(&program.name)).collect())
}

type Fate<'a> = (&'a Program, Collector, Result<Passed, Failure>);

/// Builds and runs the programs, as many at a time as there are processors. The order of the result is that of the programs.
fn run_all<'a>(workshop: &Workshop<'_>, programs: &[&'a Program], collectors: &[Collector]) -> Result<Vec<Fate<'a>>, ModuleError> {
    let next = AtomicUsize::new(0);
    let fates = Mutex::new(Vec::new());
    let workers = std::thread::available_parallelism().map_or(1, usize::from);
    let work = || -> Result<(), ModuleError> {
        while let Some(program) = programs.get(next.fetch_add(1, Ordering::Relaxed)) {
            for &collector in collectors {
                progress(&format!("{} on {collector}", program.name));
                let fate = workshop.module(program, collector)?.and_then(|module| execution::run(program, &module));
                fates.lock().unwrap_or_else(|poisoned| poisoned.into_inner()).push((*program, collector, fate));
            }
        }
        Ok(())
    };
    std::thread::scope(|scope| {
        let workers: Vec<_> = (0..workers).map(|_| scope.spawn(work)).collect();
        let panicked = |panic| std::panic::resume_unwind(panic);
        workers.into_iter().try_for_each(|worker| worker.join().unwrap_or_else(panicked))
    })?;
    progress("");
    let mut fates = fates.into_inner().unwrap_or_else(|poisoned| poisoned.into_inner());
    fates.sort_by(|(a, on_a, _), (b, on_b, _)| (&a.name, on_a).cmp(&(&b.name, on_b)));
    Ok(fates)
}

/// Shows what is being done, on a terminal only.
fn progress(text: &str) {
    let mut terminal = std::io::stderr().lock();
    if terminal.is_terminal() {
        // Nothing can be done about a failure.
        let _ = write!(terminal, "\r\x1b[K{text}");
        let _ = terminal.flush();
    }
}

fn print(report: &Report, json: bool) -> Result<(), std::io::Error> {
    let mut out = std::io::stdout().lock();
    if json {
        let json = serde_json::to_string_pretty(report)?;
        writeln!(out, "{json}")?;
    } else {
        for Run { program, collector, fared, why } in &report.runs {
            match (fared, why) {
                (Fared::Passed(passed), _) => writeln!(out, "{program:26} {collector:12} passes   {:>15} fuel", passed.fuel)?,
                (Fared::Failed(failure), Some(why)) => writeln!(out, "{program:26} {collector:12} fails at {}: {why}", failure.stage)?,
                (Fared::Failed(failure), None) => writeln!(out, "{program:26} {collector:12} fails at {failure}")?,
            }
        }
    }
    out.flush()?;
    for violation in &report.violations {
        eprintln!("tinygo-tests: {violation}");
    }
    Ok(())
}
