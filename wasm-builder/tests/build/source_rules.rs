//! Go code on which two nodes could disagree: refused before it is compiled, with rule, place and function.

use super::runtime::Runtime;

const FORBIDDEN: &str = r#"package main

import "time"

type account struct{ balance uint64 }

func CoreVersion(input []byte) []byte {
	votes := map[uint32]byte{uint32(len(input)): 2}
	return []byte{sum(votes), keyed(&account{}), now(), spawn(votes), half(input)}
}

func sum(votes map[uint32]byte) (total byte) {
	for _, vote := range votes {
		total += vote
	}
	return total
}

func keyed(a *account) byte {
	known := map[*account]byte{}
	return known[a]
}

func now() byte { return byte(time.Now().Unix()) }

func spawn(votes map[uint32]byte) byte {
	go sum(votes)
	return 0
}

func half(input []byte) byte {
	return byte(float64(len(input)) * 0.5)
}

func main() {}
"#;

#[test]
fn each_rule_names_its_place_and_function() {
    let runtime = Runtime::new(FORBIDDEN);
    let refusal = runtime.refusal();
    refusal.names("wasm-builder: the runtime's Go code breaks these rules:", &[]);
    let expected = [
        (13, "map-range: main.sum ranges over a map"),
        (20, "map-pointer-key: main.keyed uses a map whose key holds a pointer"),
        (24, "clock: main.now uses time.Now"),
        (27, "goroutine: main.spawn starts a goroutine"),
        (32, "float: main.half computes with float64"),
    ];
    for (line, text) in expected {
        refusal.names(&format!("{}:", runtime.line(line)), &[text]);
    }
}

#[test]
fn an_operating_system_is_refused_at_its_import() {
    let go = "package main\n\nimport \"os\"\n\nfunc CoreVersion(input []byte) []byte {\n\tos.Exit(1)\n\treturn nil\n}\n\nfunc main() {}\n";
    let runtime = Runtime::new(go);
    runtime.refusal().names(&runtime.line(3), &["os: package main imports os, which needs an operating system"]);
}

#[test]
fn the_seam_to_tinygo_is_not_for_runtimes() {
    let go = "package main\n\nimport \"unsafe\"\n\n//go:linkname alloc runtime.alloc\n\
              func alloc(size uintptr, layout unsafe.Pointer) unsafe.Pointer { return nil }\n\n\
              func CoreVersion(input []byte) []byte { return append([]byte{1}, input...) }\n\nfunc main() {}\n";
    let runtime = Runtime::new(go);
    runtime.refusal().names(&runtime.line(5), &["linkname: package ", "only github.com/gopallet/gopallet/go-runtime/seam may"]);
}
