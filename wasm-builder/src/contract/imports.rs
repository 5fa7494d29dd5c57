//! `import-allowed` and `signature`: a module imports memory and host functions that every host has, with their exact types.
//!
//! A clock, WASI or a function of the browser is an import that no host has. The functions that call a wrong import are named.

use super::heap::INPUT_READ;
use super::host_functions::{describe, host_functions};
use super::{Checker, Rule};
use wasmparser::{Import, TypeRef};

/// What was found wrong with imported functions, by their index: the operators' pass reports it where they are called.
pub(super) type Forbidden = std::collections::BTreeMap<u32, (Rule, String)>;

/// Checks all imports but functions, which [`forbidden`] finds and the operators' pass reports.
pub(super) fn check(checker: &mut Checker<'_, '_>) {
    for import in &checker.module.imports {
        if !matches!(import.ty, TypeRef::Func(_) | TypeRef::FuncExact(_) | TypeRef::Memory(_)) {
            let message = format!("imports {}.{}, which is neither memory nor a host function", import.module, import.name);
            checker.report(Rule::ImportAllowed, message);
        }
    }
}

/// The imported functions that no host provides, or not with this type.
pub(super) fn forbidden(checker: &Checker<'_, '_>) -> Forbidden {
    let imports = (0..).zip(checker.module.function_imports());
    let wrong = imports.filter_map(|(index, import)| match known(import) {
        _ if checker.heap.refuses(import.name) => Some((index, (Rule::ImportAllowed, allocating(import)))),
        None if checker.heap.adds(import.name) => {
            let ty = checker.module.function_type(index).filter(|ty| !INPUT_READ.matches(ty))?;
            let found = describe(ty.params(), ty.results());
            Some((index, (Rule::Signature, format!("imports host function {} as {found}, but it is {}", import.name, *INPUT_READ))))
        }
        None => Some((index, (Rule::ImportAllowed, unknown(import)))),
        Some(host) => {
            let ty = checker.module.function_type(index).filter(|ty| !host.matches(ty))?;
            let found = describe(ty.params(), ty.results());
            let message = format!("imports host function {} as {found}, but it is {host}", import.name);
            Some((index, (Rule::Signature, message)))
        }
    });
    wrong.collect()
}

fn allocating(import: &Import<'_>) -> String {
    format!("imports {}.{}, which allocates in the host's heap; a module with a heap of its own has none", import.module, import.name)
}

fn unknown(import: &Import<'_>) -> String {
    let why = match import.module {
        "env" => "which not every host provides",
        "gojs" => "which a JavaScript host provides: a clock, a sleep or the like; a runtime has no time but that of the block",
        "wasi_snapshot_preview1" | "wasi_unstable" => "which is WASI; a runtime may only call host functions",
        _ => "but hosts only provide functions of the module env",
    };
    format!("imports {}.{}, {why}", import.module, import.name)
}

fn known(import: &Import<'_>) -> Option<&'static super::HostFunction> {
    host_functions().get(import.name).filter(|_| import.module == "env")
}
