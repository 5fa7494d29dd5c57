//! How a function is reached: the shortest chain of calls from an export, so that a violation in a library names the code that wants it.

use super::Site;
use crate::module::Module;
use std::collections::{HashMap, VecDeque};
use wasmparser::{ExternalKind, Operator};

/// For each function that a call reaches, the call by which it was reached first.
pub(super) struct Callers {
    calls: HashMap<u32, Site>,
}

impl Callers {
    /// Follows the direct calls from all exports, breadth first; what is only called through the table has no chain.
    pub(super) fn trace(module: &Module<'_>) -> Self {
        let exports = module.exports.iter().filter(|export| export.kind == ExternalKind::Func);
        let mut queue: VecDeque<u32> = exports.map(|export| export.index).collect();
        let mut seen: std::collections::HashSet<u32> = queue.iter().copied().collect();
        let mut calls = HashMap::new();
        while let Some(function) = queue.pop_front() {
            let Some(operators) = module.body(function).and_then(|body| body.get_operators_reader().ok()) else { continue };
            for (instruction, operator) in operators.into_iter().map_while(Result::ok).enumerate() {
                if let Operator::Call { function_index } = operator {
                    if seen.insert(function_index) {
                        calls.insert(function_index, Site { function, instruction });
                        queue.push_back(function_index);
                    }
                }
            }
        }
        Self { calls }
    }

    /// The call by which `function` was reached; none for an export.
    pub(super) fn call_of(&self, function: u32) -> Option<Site> {
        self.calls.get(&function).copied()
    }
}
