//! A function that the manifest declares must exist in Go with the signature of an API function: the error has the line to paste.

use super::runtime::{manifest, Runtime};

#[test]
fn a_missing_function_is_named_with_what_to_add() {
    let go = "package main\n\nfunc CoreVersion(input []byte) []byte { return nil }\n\nfunc main() {}\n";
    let runtime = Runtime::with_manifest(&manifest(&["version", "initialize_block"]), go);
    let refusal = runtime.refusal();
    let line = "add: func CoreInitializeBlock(input []byte) []byte { ... }";
    let parts = [": api-function: ", "CoreInitializeBlock is declared by the manifest but missing", line];
    refusal.names(&format!("{}/runtime.toml:", runtime.path()), &parts);
    assert_eq!(refusal.lines().len(), 1, "what follows from it is not told: {:?}", refusal.lines());
}

#[test]
fn a_wrong_signature_is_named_with_the_right_one() {
    for signature in ["(input string) []byte { return nil }", "(input []byte) ([]byte, error) { return nil, nil }", "() {}"] {
        let runtime = Runtime::new(&format!("package main\n\nfunc CoreVersion{signature}\n\nfunc main() {{}}\n"));
        let refusal = runtime.refusal();
        let parts = ["api-function: ", "CoreVersion has the signature", "declare it as: func CoreVersion(input []byte) []byte { ... }"];
        refusal.names(&runtime.line(3), &parts);
        assert_eq!(refusal.lines().len(), 1, "{:?}", refusal.lines());
    }
}

#[test]
fn errors_of_go_are_told_with_their_line() {
    let runtime = Runtime::new("package main\n\nfunc CoreVersion(input []byte) []byte { return unknown }\n\nfunc main() {}\n");
    let refusal = runtime.refusal();
    refusal.names("wasm-builder: the runtime's Go code has errors:", &[]);
    refusal.names(&runtime.line(3), &["undefined: unknown"]);
    let runtime = Runtime::new("package main\n\nimport \"example.org/nowhere\"\n\nfunc main() { nowhere.F() }\n");
    runtime.refusal().names(&runtime.line(3), &["example.org/nowhere"]);
}
