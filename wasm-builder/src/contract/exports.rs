//! `export-allowed`, `export-missing`, `signature` and `start-section`: a module exports the functions of its runtime APIs, each
//! `(i32, i32) -> i64`, or `(i32) -> i64` in a module with a heap of its own, and two addresses as immutable globals; and nothing runs by itself.

use super::host_functions::describe;
use super::{Checker, Rule};
use crate::link::LINKER_GLOBALS;
use wasmparser::{Export, ExternalKind, ValType};

pub(super) fn check(checker: &mut Checker<'_, '_>) {
    if let Some(start) = checker.module.start {
        let message = "runs when the module is instantiated; initialise when an API function is called".into();
        checker.report_function(Rule::StartSection, start, message);
    }
    for export in &checker.module.exports {
        match export.kind {
            ExternalKind::Func | ExternalKind::FuncExact => function(checker, export),
            ExternalKind::Global if LINKER_GLOBALS.contains(&export.name) => address(checker, export),
            ExternalKind::Memory => {} // `memory-import` says so
            kind => checker.report(Rule::ExportAllowed, format!("exports {} ({kind:?}), which no host needs", export.name)),
        }
    }
    missing(checker);
}

fn function(checker: &mut Checker<'_, '_>, export: &Export<'_>) {
    let allowed = match checker.manifest {
        Some(manifest) => manifest.exports().iter().any(|name| name == export.name),
        None => looks_like_api_function(export.name),
    };
    if !allowed {
        let message = match checker.manifest {
            Some(_) => format!("exports function {}, which the manifest does not declare", export.name),
            None => format!("exports function {}, which is not named like a runtime API function", export.name),
        };
        return checker.report_function(Rule::ExportAllowed, export.index, message);
    }
    let Some(ty) = checker.module.function_type(export.index) else { return };
    let parameters = checker.heap.entry_parameters();
    if ty.params() != parameters || ty.results() != [ValType::I64] {
        let found = describe(ty.params(), ty.results());
        let message = format!("API function {} is {found}; hosts call it as {}", export.name, describe(parameters, &[ValType::I64]));
        checker.report_function(Rule::Signature, export.index, message);
    }
}

/// `Core_version`: an API's name, which begins with a capital letter, and a function's.
fn looks_like_api_function(name: &str) -> bool {
    let parts = name.split_once('_');
    parts.is_some_and(|(api, function)| api.starts_with(|c: char| c.is_ascii_uppercase()) && !function.is_empty())
}

fn address(checker: &mut Checker<'_, '_>, export: &Export<'_>) {
    let global = checker.module.globals.get(export.index as usize);
    let right = global.is_some_and(|global| global.ty.content_type == ValType::I32 && !global.ty.mutable);
    if !right || checker.module.exported_address(export.name).is_none() {
        checker.report(Rule::Signature, format!("global {} must be an immutable i32 constant", export.name));
    }
}

fn missing(checker: &mut Checker<'_, '_>) {
    let functions = checker.manifest.map(|manifest| manifest.exports()).unwrap_or_default();
    let names = LINKER_GLOBALS.iter().map(ToString::to_string).chain(functions);
    for name in names {
        if !checker.module.exports.iter().any(|export| export.name == name) {
            checker.report(Rule::ExportMissing, format!("does not export {name}"));
        }
    }
}
