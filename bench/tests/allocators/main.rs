//! Tests of the benchmark: what the collector must reach, and the results as they are reported.

mod reach;
mod report;
