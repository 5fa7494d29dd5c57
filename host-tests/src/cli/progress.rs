//! A bar for long work, on a terminal alone.

use std::io::IsTerminal;

use indicatif::{ProgressBar, ProgressStyle};

/// A bar for so many steps, on standard error. Hidden where that is no terminal, and where the output is JSON.
pub fn bar(steps: u64, json: bool) -> ProgressBar {
    if json || steps < 2 || !std::io::stderr().is_terminal() {
        return ProgressBar::hidden();
    }
    let bar = ProgressBar::new(steps);
    // The template is a constant that parses.
    if let Ok(style) = ProgressStyle::with_template("{bar:40} {pos}/{len} {msg} {eta}") {
        bar.set_style(style);
    }
    bar
}
