//! The host functions that a module may import: those that all hosts have.

use std::collections::BTreeMap;
use std::fmt;
use std::sync::OnceLock;
use wasmparser::{FuncType, ValType};

/// The table's text: facts about the hosts, one function a line.
const TABLE: &str = include_str!("host_functions.txt");

/// The type of a host function.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HostFunction {
    /// Its parameters.
    pub parameters: Vec<ValType>,
    /// Its result.
    pub result: Option<ValType>,
}

impl HostFunction {
    /// Whether a function of this type is one of the type `ty`.
    pub fn matches(&self, ty: &FuncType) -> bool {
        ty.params() == self.parameters.as_slice() && ty.results() == self.result.as_slice()
    }
}

impl fmt::Display for HostFunction {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&describe(&self.parameters, self.result.as_slice()))
    }
}

/// A type as the table writes it: `(i32, i64) -> i32`.
pub(super) fn describe(parameters: &[ValType], results: &[ValType]) -> String {
    let list = |types: &[ValType]| types.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ");
    match results {
        [] => format!("({})", list(parameters)),
        results => format!("({}) -> {}", list(parameters), list(results)),
    }
}

/// All host functions, by name.
pub fn host_functions() -> &'static BTreeMap<&'static str, HostFunction> {
    static FUNCTIONS: OnceLock<BTreeMap<&'static str, HostFunction>> = OnceLock::new();
    // The tests read the table in full, so every line of it parses.
    FUNCTIONS.get_or_init(|| TABLE.lines().filter(|line| !line.starts_with('#')).filter_map(parse).collect())
}

fn parse(line: &'static str) -> Option<(&'static str, HostFunction)> {
    let (name, ty) = line.split_once('(')?;
    let (parameters, result) = ty.split_once(')')?;
    let parameters = parameters.split(", ").filter(|name| !name.is_empty()).map(value_type).collect::<Option<_>>()?;
    let result = match result.strip_prefix(" -> ") {
        Some(name) => Some(value_type(name)?),
        None => None,
    };
    Some((name, HostFunction { parameters, result }))
}

fn value_type(name: &str) -> Option<ValType> {
    match name {
        "i32" => Some(ValType::I32),
        "i64" => Some(ValType::I64),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_of_the_table_is_read() {
        let functions = host_functions();
        assert_eq!(functions.len(), 82);
        for line in TABLE.lines().skip(1) {
            let (name, ty) = line.split_at(line.find('(').expect("a type"));
            assert_eq!(functions[name].to_string(), ty);
        }
    }
}
