//! The list of what passes, `programs.toml`, and how it is checked.

use crate::collector::Collector;
use crate::execution::{Failure, Passed, Stage};
use serde::Deserialize;
use std::collections::BTreeSet;

/// The list.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct List {
    /// Programs that pass on every collector.
    passes: Vec<String>,
    /// Programs that do not.
    #[serde(default)]
    fails: Vec<Exception>,
}

/// A program that does not pass.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Exception {
    /// Its name.
    pub program: String,
    /// How far it comes.
    pub at: Stage,
    /// A part of what is said then: it must fail for this reason and for no other.
    pub shows: String,
    /// Why that can't be helped.
    pub why: String,
    /// On which collectors; it passes on the others.
    #[serde(default = "all")]
    pub on: Vec<Collector>,
}

fn all() -> Vec<Collector> {
    Collector::ALL.to_vec()
}

/// Why a list can't be used.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum ListError {
    /// It is no list.
    #[error("programs.toml: {0}")]
    Syntax(String),
    /// Its entries contradict each other, or what the list is for. One line each.
    #[error("programs.toml:\n{}", .0.join("\n"))]
    Entries(Vec<String>),
}

impl List {
    /// Reads a list.
    pub fn parse(text: &str) -> Result<Self, ListError> {
        let list: Self = toml::from_str(text).map_err(|error| ListError::Syntax(error.to_string()))?;
        let violations = list.violations();
        if violations.is_empty() {
            Ok(list)
        } else {
            Err(ListError::Entries(violations))
        }
    }

    fn violations(&self) -> Vec<String> {
        let mut violations = Vec::new();
        let mut seen = BTreeSet::new();
        for name in self.names() {
            if !seen.insert(name) {
                violations.push(format!("{name}: is listed twice"));
            }
        }
        for Exception { program, shows, why, on, .. } in &self.fails {
            if shows.is_empty() || why.is_empty() || on.is_empty() {
                violations.push(format!("{program}: shows, why and on must not be empty"));
            }
            if on.contains(&Collector::Shim) && Collector::STOCK.iter().any(|stock| !on.contains(stock)) {
                violations.push(format!("{program}: passes with a collector of TinyGo, so it must pass with the shim's"));
            }
        }
        violations
    }

    /// The names in the list.
    fn names(&self) -> impl Iterator<Item = &str> {
        self.passes.iter().chain(self.fails.iter().map(|entry| &entry.program)).map(String::as_str)
    }

    /// The exception for a program on a collector.
    pub fn exception(&self, program: &str, collector: Collector) -> Option<&Exception> {
        self.fails.iter().find(|entry| entry.program == program && entry.on.contains(&collector))
    }

    /// Programs that TinyGo's module and the list do not have in common.
    pub fn missing<'a>(&self, programs: impl Iterator<Item = &'a str>) -> Vec<String> {
        let programs: BTreeSet<&str> = programs.collect();
        let listed: BTreeSet<&str> = self.names().collect();
        let absent = listed.difference(&programs).map(|name| format!("{name}: is listed, but TinyGo's module has no such program"));
        let unlisted =
            programs.difference(&listed).map(|name| format!("{name}: is not listed: run it, and say in programs.toml how it fares"));
        absent.chain(unlisted).collect()
    }

    /// What is wrong with the list, given how a program fared.
    pub fn check(&self, program: &str, collector: Collector, result: &Result<Passed, Failure>) -> Option<String> {
        match (self.exception(program, collector), result) {
            (None, Ok(_)) => None,
            (None, Err(failure)) => Some(format!("{program} on {collector}: is listed as passing, but fails at {failure}")),
            (Some(_), Ok(_)) => Some(format!("{program} on {collector}: is listed as failing, but passes: correct programs.toml")),
            (Some(entry), Err(failure)) if entry.at == failure.stage && failure.text.contains(&entry.shows) => None,
            (Some(entry), Err(failure)) => Some(format!(
                "{program} on {collector}: is listed as failing at {} with {:?}, but fails at {failure}",
                entry.at, entry.shows
            )),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const LIST: &str =
        "passes = ['a.go', 'b.go']\n[[fails]]\nprogram = 'c.go'\nat = 'compile'\nshows = 'goroutine'\nwhy = 'no scheduler'\n\
                        [[fails]]\nprogram = 'd.go'\nat = 'call'\nshows = 'fuel'\nwhy = 'slow'\non = ['stress']\n";

    fn list() -> List {
        List::parse(LIST).expect("a list")
    }

    fn failed(stage: Stage, text: &str) -> Result<Passed, Failure> {
        Err(Failure::new(stage, text))
    }

    const PASSED: Result<Passed, Failure> = Ok(Passed { fuel: 1, peak_live_bytes: 1 });

    #[test]
    fn what_fares_as_listed_is_no_violation() {
        assert_eq!(list().check("a.go", Collector::Precise, &PASSED), None);
        assert_eq!(list().check("c.go", Collector::Shim, &failed(Stage::Compile, "no goroutine here")), None);
        assert_eq!(list().check("d.go", Collector::Stress, &failed(Stage::Call, "out of fuel")), None);
        assert_eq!(list().check("d.go", Collector::Shim, &PASSED), None);
        assert_eq!(list().missing(["a.go", "b.go", "c.go", "d.go"].into_iter()), Vec::<String>::new());
    }

    #[test]
    fn what_fares_otherwise_is_a_violation() {
        let check = |program: &str, collector, result: &_| list().check(program, collector, result).expect("a violation");
        assert!(check("a.go", Collector::Shim, &failed(Stage::Output, "line 1")).contains("listed as passing, but fails at output: line 1"));
        assert!(check("c.go", Collector::Shim, &PASSED).contains("listed as failing, but passes"));
        assert!(check("c.go", Collector::Shim, &failed(Stage::Compile, "other")).contains("fails at compile: other"));
        assert!(check("c.go", Collector::Shim, &failed(Stage::Link, "goroutine")).contains("fails at link"));
        assert!(check("d.go", Collector::Shim, &failed(Stage::Call, "fuel")).contains("listed as passing"));
    }

    #[test]
    fn a_program_that_is_missing_is_a_violation() {
        let missing = list().missing(["a.go", "b.go", "c.go", "e.go"].into_iter());
        assert_eq!(missing.len(), 2, "{missing:?}");
        assert!(missing[0].starts_with("d.go: is listed, but") && missing[1].starts_with("e.go: is not listed"), "{missing:?}");
    }

    #[test]
    fn a_list_that_contradicts_itself_is_refused() {
        let error = |text: &str| List::parse(text).expect_err("wrong").to_string();
        assert!(error("passes = ['a.go', 'a.go']").contains("a.go: is listed twice"));
        assert!(error(&LIST.replace("'b.go'", "'c.go'")).contains("c.go: is listed twice"));
        assert!(error(&LIST.replace("'stress'", "'shim', 'stress'")).contains("d.go: passes with a collector of TinyGo"));
        assert!(error(&LIST.replace("'no scheduler'", "''")).contains("c.go: shows, why and on must not be empty"));
        assert!(error(&LIST.replace("'fuel'", "''")).contains("d.go: shows, why"));
        assert!(matches!(List::parse("passes = 1"), Err(ListError::Syntax(_))));
        assert!(matches!(List::parse(&LIST.replace("why", "reason")), Err(ListError::Syntax(_))));
    }
}
