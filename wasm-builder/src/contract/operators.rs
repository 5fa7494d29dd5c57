//! The rules on single instructions, in one pass over all functions: `memory-grow`, `float`, and calls of imports that are wrong.
//!
//! A function that breaks a rule many times is not reported many times.

use super::float::{self, float_instruction};
use super::imports::{self, Forbidden};
use super::{Checker, Rule, Site};
use std::collections::BTreeSet;
use wasmparser::Operator;

pub(super) fn check(checker: &mut Checker<'_, '_>) -> Result<(), wasmparser::Error> {
    let forbidden = imports::forbidden(checker);
    let mut called = BTreeSet::new();
    for (function, body) in checker.module.defined_functions() {
        let first = checker.violations.len();
        let mut operators = body.get_operators_reader()?;
        let mut instruction = 0;
        while !operators.eof() {
            let operator = operators.read()?;
            if let Some((rule, message)) = violation(&operator, &forbidden, &mut called) {
                checker.report_at(rule, Site { function, instruction }, message);
                drop_repetition(checker, first);
            }
            instruction += 1;
        }
    }
    for (index, (rule, message)) in forbidden.into_iter().filter(|(index, _)| !called.contains(index)) {
        // Nothing calls it directly: it is in the table, or a host would refuse the module for nothing.
        checker.report_function(rule, index, message);
    }
    Ok(())
}

fn violation(operator: &Operator<'_>, forbidden: &Forbidden, called: &mut BTreeSet<u32>) -> Option<(Rule, String)> {
    match operator {
        Operator::MemoryGrow { .. } => Some((Rule::MemoryGrow, "grows memory; only the host may, take memory from its allocator".into())),
        Operator::Call { function_index } => {
            let broken = forbidden.get(function_index)?;
            called.insert(*function_index);
            Some(broken.clone())
        }
        operator => {
            let name = float_instruction(operator)?;
            Some((Rule::Float, format!("computes with floating-point numbers ({name}); use integers or fixed-point numbers")))
        }
    }
}

/// Removes the last violation where it is none in its function, or where one since `first` says the same of the same function; it leaves its place in the source to one that
/// has none. Of floating-point instructions one for each function is enough.
fn drop_repetition(checker: &mut Checker<'_, '_>, first: usize) {
    let Some(last) = checker.violations.pop() else { return };
    if last.rule == Rule::Float && last.function.as_deref().is_some_and(float::is_allowed) {
        return;
    }
    let same = |other: &&mut super::Violation| {
        let message = last.rule == Rule::Float || (&other.message, &other.source) == (&last.message, &last.source);
        (other.rule, &other.function) == (last.rule, &last.function) && message
    };
    match checker.violations[first..].iter_mut().find(same) {
        Some(other) => other.source = other.source.take().or(last.source),
        None => checker.violations.push(last),
    }
}
