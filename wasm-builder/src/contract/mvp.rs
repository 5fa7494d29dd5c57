//! `mvp`: the module validates with the features of the first release of WebAssembly and nothing else. That release has no imported or
//! exported mutable globals, so those are refused here too, while mutable globals inside the module are fine.

use super::{Checker, Rule, Site};
use wasmparser::{Parser, ValidPayload, Validator, WasmFeatures};

pub(super) fn check(checker: &mut Checker<'_, '_>, wasm: &[u8]) {
    let mut validator = Validator::new_with_features(WasmFeatures::MVP);
    let mut function = checker.module.functions_imported;
    for payload in Parser::new(0).parse_all(wasm) {
        let valid = payload.and_then(|payload| validator.payload(&payload));
        match valid {
            Ok(ValidPayload::Func(to_validate, body)) => {
                let result = to_validate.into_validator(Default::default()).validate(&body);
                if let Err(error) = result {
                    let site = site_of(checker, function, error.offset());
                    checker.report_at(Rule::Mvp, site, advice(error.message()));
                }
                function += 1;
            }
            Ok(_) => {}
            Err(error) => {
                // What follows in the module depends on the part that is wrong.
                checker.report(Rule::Mvp, format!("{} (at byte {})", advice(error.message()), error.offset()));
                return;
            }
        }
    }
}

fn advice(error: &str) -> String {
    format!("not valid in the WebAssembly MVP: {error}")
}

/// The instruction at an offset of the file.
fn site_of(checker: &Checker<'_, '_>, function: u32, offset: u64) -> Site {
    let operators = checker.module.body(function).and_then(|body| body.get_operators_reader().ok());
    let before = operators.map_or(0, |reader| {
        let offsets = reader.into_iter_with_offsets().map_while(Result::ok);
        offsets.take_while(|(_, at)| *at < offset).count()
    });
    Site { function, instruction: before }
}
