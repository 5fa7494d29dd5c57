//! The table, the file of results and the picture.

use gopallet_bench::host::Counts;
use gopallet_bench::measure::Measurement;
use gopallet_bench::plot;
use gopallet_bench::program::PROGRAMS;
use gopallet_bench::report::{read_csv, rows, table, write_csv, Row};
use gopallet_bench::variant::{Variant, VARIANTS};
use std::fs;
use std::path::{Path, PathBuf};
use std::time::Duration;

fn results(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("results").join(name)
}

fn measurement(variant: Variant, milliseconds: u64) -> Measurement {
    let counts = Counts { fuel: 2000, fuel_in_cycles: 50, heap_bytes_peak: 3 << 20, live_bytes_peak: 1 << 20, ..Counts::default() };
    Measurement { program: "trees", variant, checksum: 1, time: Duration::from_millis(milliseconds), counts }
}

#[test]
fn ratios_compare_with_the_same_program_in_the_same_process() {
    let rows = rows(&[measurement(Variant::Ours, 200), measurement(Variant::Bump, 100), measurement(Variant::Precise, 500)]);
    let ratios: Vec<_> = rows.iter().map(|row| (row.time_to_ours, row.time_to_bump)).collect();
    assert_eq!(ratios, [(Some(1.0), Some(2.0)), (Some(0.5), Some(1.0)), (Some(2.5), Some(5.0))]);
    assert_eq!((rows[0].collector_fuel_percent, rows[1].collector_fuel_percent), (Some(2.5), None));
    let table = table(&rows);
    assert!(table.lines().nth(1).is_some_and(|line| line.starts_with("trees    ours") && line.ends_with("2.5 %")), "{table}");
}

#[test]
fn what_was_not_measured_is_not_made_up() {
    let rows = rows(&[measurement(Variant::Conservative, 0)]);
    assert_eq!((rows[0].time_ms, rows[0].time_to_ours, rows[0].live_bytes_peak), (None, None, None));
    assert!(plot::draw(&rows).expect_err("nothing to compare with").to_string().contains("lack `trees`"));
}

#[test]
fn the_file_of_results_keeps_every_row() {
    let rows = rows(&[measurement(Variant::Ours, 200), measurement(Variant::LolAlloc, 0)]);
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("new").join("results.csv");
    write_csv(&path, &rows).expect("written");
    assert_eq!(read_csv(&path).expect("read"), rows);
    fs::write(&path, "program,variant\ntrees,ours\n").expect("written");
    assert!(read_csv(&path).expect_err("columns are missing").to_string().contains("write the file anew"));
}

#[test]
fn the_results_in_the_repository_are_complete_and_the_picture_shows_them() {
    let rows: Vec<Row> = read_csv(&results("allocation.csv")).expect("results");
    let found: Vec<_> = rows.iter().map(|row| (row.program.as_str(), row.variant.as_str())).collect();
    let expected: Vec<_> = PROGRAMS.iter().flat_map(|program| VARIANTS.map(|variant| (program.name, variant.name()))).collect();
    assert_eq!(found, expected);
    assert!(rows.iter().all(|row| row.time_ms.is_some()));
    let picture = fs::read_to_string(results("allocation.svg")).expect("a picture");
    assert!(plot::draw(&rows).expect("a picture") == picture, "draw it anew: bench plot results/allocation.csv results/allocation.svg");
}
