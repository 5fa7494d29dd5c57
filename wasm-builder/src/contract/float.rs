//! `float`: no floating-point instructions, since their results may differ between machines in the bits of a NaN.
//!
//! Moving a float around is harmless as such, but whatever moves one computes with one sooner or later, so every instruction that
//! names a float type counts. TinyGo's panic printer is no exception: it keeps its cases for floats only in a program that puts a float into
//! an interface or prints one. Comparing interface values is: see [`ALLOWED_FUNCTIONS`].

use wasmparser::Operator;

/// The functions that may name a float: TinyGo's comparison of two interface values (`err == ErrFull`), which has a case for each kind of Go type.
/// Its cases for floats load them and compare them for equality, which is the same on every machine, and are reached only with a float in
/// an interface, which the check of the Go source refuses.
const ALLOWED_FUNCTIONS: [&str; 3] =
    ["runtime.reflectValueEqual", "(internal/reflectlite.Value).Float", "(internal/reflectlite.Value).Complex"];

/// Whether `function` may name a float.
pub(super) fn is_allowed(function: &str) -> bool {
    ALLOWED_FUNCTIONS.contains(&function)
}

macro_rules! names {
    ($(@$proposal:ident $op:ident $({ $($arg:ident: $argty:ty),* })? => $visit:ident ($($ann:tt)*))*) => {
        /// The name of an instruction, in the form `visit_f32_add`.
        fn visitor_name(operator: &Operator<'_>) -> &'static str {
            match operator {
                $(Operator::$op { .. } => stringify!($visit),)*
                // The instructions of proposals that this crate's wasmparser is built without.
                _ => "",
            }
        }
    };
}

wasmparser::for_each_operator!(names);

/// The name of a floating-point instruction; none for any other.
pub(super) fn float_instruction(operator: &Operator<'_>) -> Option<&'static str> {
    let name = visitor_name(operator).trim_start_matches("visit_");
    name.split('_').any(|part| part == "f32" || part == "f64").then_some(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn floats_are_told_from_integers() {
        assert_eq!(float_instruction(&Operator::F32Add), Some("f32_add"));
        assert_eq!(float_instruction(&Operator::I64ReinterpretF64), Some("i64_reinterpret_f64"));
        assert_eq!(float_instruction(&Operator::I32TruncSatF64U), Some("i32_trunc_sat_f64_u"));
        assert_eq!(float_instruction(&Operator::I64Add), None);
        assert_eq!(float_instruction(&Operator::I32Const { value: 32 }), None);
    }
}
