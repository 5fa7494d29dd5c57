//! The results: a table for people, and a file of comma-separated values from which the plot is made.

use crate::measure::Measurement;
use crate::variant::Variant;
use serde::{Deserialize, Serialize};
use std::fmt::Write;
use std::fs::{self, File};
use std::path::Path;

/// The results of one program with one allocator.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Row {
    /// The program.
    pub program: String,
    /// The allocator.
    pub variant: String,
    /// The fastest round, in milliseconds. None where nothing was timed.
    pub time_ms: Option<f64>,
    /// That time as a multiple of the shim's collector's in the same process.
    pub time_to_ours: Option<f64>,
    /// That time as a multiple of the bump bound's in the same process.
    pub time_to_bump: Option<f64>,
    /// Fuel of all calls.
    pub fuel: u64,
    /// The most memory in use above `__heap_base`, in bytes.
    pub heap_bytes_peak: u64,
    /// The most bytes alive after a cycle, where the collector tells.
    pub live_bytes_peak: Option<u64>,
    /// Allocations of the host that the program made.
    pub host_mallocs: u64,
    /// What it gave back.
    pub host_frees: u64,
    /// Cycles.
    pub collections: u64,
    /// The part of the fuel that was consumed in cycles, in percent, where the collector tells.
    pub collector_fuel_percent: Option<f64>,
}

/// A file that could not be used.
#[derive(Debug, thiserror::Error)]
pub enum ReportError {
    /// It could not be created or opened.
    #[error("cannot use {0}: {1}")]
    File(String, std::io::Error),
    /// Its content is wrong, or it could not be written.
    #[error("{0}: {1}; write the file anew with `bench run --csv`")]
    Csv(String, csv::Error),
}

fn rounded(number: f64) -> f64 {
    (number * 1000.0).round() / 1000.0
}

/// The results as rows.
pub fn rows(measurements: &[Measurement]) -> Vec<Row> {
    let row = |m: &Measurement| {
        let ratio_to = |variant: Variant| {
            let other = measurements.iter().find(|other| other.program == m.program && other.variant == variant)?;
            (!other.time.is_zero()).then(|| rounded(m.time.as_secs_f64() / other.time.as_secs_f64()))
        };
        let is_ours = m.variant == Variant::Ours;
        Row {
            program: m.program.to_owned(),
            variant: m.variant.name().to_owned(),
            time_ms: (!m.time.is_zero()).then(|| rounded(m.time.as_secs_f64() * 1000.0)),
            time_to_ours: ratio_to(Variant::Ours),
            time_to_bump: ratio_to(Variant::Bump),
            fuel: m.counts.fuel,
            heap_bytes_peak: m.counts.heap_bytes_peak,
            live_bytes_peak: is_ours.then_some(m.counts.live_bytes_peak),
            host_mallocs: m.counts.mallocs,
            host_frees: m.counts.frees,
            collections: m.counts.collections,
            collector_fuel_percent: is_ours.then(|| rounded(m.counts.collector_fuel_percent())),
        }
    };
    measurements.iter().map(row).collect()
}

/// The rows as a table. Fuel is in millions of units, memory in KiB.
pub fn table(rows: &[Row]) -> String {
    let mut text = format!(
        "{:8} {:12} {:>10} {:>7} {:>7} {:>12} {:>12} {:>12} {:>10} {:>10} {:>7} {:>9}\n",
        "program", "allocator", "time ms", "/ours", "/bump", "fuel M", "heap KiB", "live KiB", "mallocs", "frees", "cycles", "in cycles"
    );
    let mut program = "";
    for row in rows {
        if program != row.program && !program.is_empty() {
            text.push('\n');
        }
        program = &row.program;
        let _ = writeln!(
            text,
            "{:8} {:12} {:>10} {:>7} {:>7} {:>12.3} {:>12} {:>12} {:>10} {:>10} {:>7} {:>9}",
            row.program,
            row.variant,
            number(row.time_ms, 3),
            number(row.time_to_ours, 2),
            number(row.time_to_bump, 2),
            row.fuel as f64 / 1e6,
            row.heap_bytes_peak.div_ceil(1024),
            row.live_bytes_peak.map_or("-".into(), |bytes| bytes.div_ceil(1024).to_string()),
            row.host_mallocs,
            row.host_frees,
            row.collections,
            row.collector_fuel_percent.map_or("-".into(), |percent| format!("{percent:.1} %")),
        );
    }
    text
}

fn number(number: Option<f64>, digits: usize) -> String {
    number.map_or("-".into(), |number| format!("{number:.digits$}"))
}

/// Writes the rows to a file.
pub fn write_csv(path: &Path, rows: &[Row]) -> Result<(), ReportError> {
    let name = || path.display().to_string();
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder).map_err(|error| ReportError::File(name(), error))?;
    }
    let file = File::create(path).map_err(|error| ReportError::File(name(), error))?;
    let mut writer = csv::Writer::from_writer(file);
    for row in rows {
        writer.serialize(row).map_err(|error| ReportError::Csv(name(), error))?;
    }
    writer.flush().map_err(|error| ReportError::File(name(), error))
}

/// Reads the rows of a file.
pub fn read_csv(path: &Path) -> Result<Vec<Row>, ReportError> {
    let file = File::open(path).map_err(|error| ReportError::File(path.display().to_string(), error))?;
    let rows = csv::Reader::from_reader(file).into_deserialize().collect::<Result<_, _>>();
    rows.map_err(|error| ReportError::Csv(path.display().to_string(), error))
}
