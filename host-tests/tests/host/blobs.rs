//! What a blob must be before it is called, and what can be read from it.

use codec::Encode;
use host_tests::{
    compression::{self, CompressionError, BOMB_LIMIT_BYTES},
    inspection::inspect,
    version::{ApiVersion, RuntimeVersion, VersionError, CORE_API},
    Blob, Externalities, HostConfig, HostError,
};

use crate::program::{wasm, with_body};

/// A version with the Core API at version 5.
pub fn example_version() -> RuntimeVersion {
    RuntimeVersion {
        spec_name: "example".into(),
        impl_name: "example-go".into(),
        authoring_version: 1,
        spec_version: 100,
        impl_version: 2,
        apis: vec![ApiVersion { id: CORE_API, version: 5 }, ApiVersion { id: *b"otherapi", version: 258 }],
        transaction_version: 3,
        system_version: 1,
    }
}

/// Appends a custom section to a module.
pub fn with_section(wasm: &[u8], name: &str, data: &[u8]) -> Vec<u8> {
    let leb = |mut value: usize| {
        let mut bytes = Vec::new();
        while value > 0x7f {
            bytes.push(value as u8 | 0x80);
            value >>= 7;
        }
        bytes.push(value as u8);
        bytes
    };
    let body = [leb(name.len()).as_slice(), name.as_bytes(), data].concat();
    [wasm, &[0], &leb(body.len()), &body].concat()
}

/// Appends both version sections to a module.
pub fn with_version_sections(wasm: &[u8], version: &RuntimeVersion) -> Vec<u8> {
    let embedded = RuntimeVersion { apis: Vec::new(), ..version.clone() };
    let apis: Vec<u8> = version.apis.iter().flat_map(|api| [api.id.as_slice(), &api.version.to_le_bytes()].concat()).collect();
    let wasm = with_section(wasm, "runtime_version", &embedded.encode());
    with_section(&wasm, "runtime_apis", &apis)
}

fn refused(wasm: &[u8]) -> HostError {
    Blob::compile(wasm).expect_err("refused")
}

/// A module with these fields besides a memory and a heap base.
fn module(fields: &str) -> Vec<u8> {
    wasm(&format!("(module {fields} (import \"env\" \"memory\" (memory 1)) (global (export \"__heap_base\") i32 (i32.const 8)))"))
}

#[test]
fn should_refuse_what_is_no_module() {
    assert!(matches!(refused(b""), HostError::NotWasm { start } if start == "nothing"));
    let elf = refused(b"\x7fELF\x02\x01\x01\x00\x00\x00");
    assert!(matches!(elf, HostError::NotWasm { start } if start == "0x7f454c4602010100"));
}

#[test]
fn should_refuse_every_truncated_module() {
    // no name section, without which a module would still be whole
    let whole = module_after("(func (export \"run\") (param i32 i32) (result i64) (i64.const 0))");
    Blob::compile(&whole).expect("fine");
    for length in 0..whole.len() {
        let cut = &whole[..length];
        let refused = matches!(
            refused(cut),
            HostError::NotWasm { .. } | HostError::Invalid { .. } | HostError::NoMemoryImport | HostError::HeapBase { .. }
        );
        assert!(refused, "{length} bytes");
    }
}

#[test]
fn should_refuse_more_than_mvp() {
    let beyond = [
        "(func (result i32) (i32.extend8_s (i32.const 0)))",
        "(func (result i32) (i32.trunc_sat_f32_s (f32.const 0)))",
        "(func (memory.fill (i32.const 0) (i32.const 0) (i32.const 0)))",
        "(func (result i32 i32) (i32.const 0) (i32.const 0))",
        "(func (param externref))",
        "(func (param v128))",
    ];
    for field in beyond {
        assert!(matches!(refused(&module_after(field)), HostError::Invalid { .. }), "{field}");
    }
    Blob::compile(&module_after("(func (drop (i32.wrap_i64 (i64.const 0))))")).expect("MVP");
}

fn module_after(fields: &str) -> Vec<u8> {
    wasm(&format!("(module (import \"env\" \"memory\" (memory 1)) (global (export \"__heap_base\") i32 (i32.const 8)) {fields})"))
}

#[test]
fn should_refuse_unknown_imports_by_name() {
    let cases = [
        ("(import \"env\" \"ext_nonsense_version_1\" (func))", "env", "ext_nonsense_version_1"),
        ("(import \"wasi\" \"fd_write\" (func (param i32)))", "wasi", "fd_write"),
        ("(import \"env\" \"table\" (table 1 funcref))", "env", "table"),
        ("(import \"env\" \"global\" (global i32))", "env", "global"),
        ("(import \"env\" \"ext_storage_get_version_1\" (global i32))", "env", "ext_storage_get_version_1"),
    ];
    for (import, expected_module, expected_name) in cases {
        let error = refused(&module(import));
        let HostError::UnknownImport { module, name } = &error else { panic!("{error}") };
        assert_eq!((module.as_str(), name.as_str()), (expected_module, expected_name));
        assert!(error.to_string().contains(expected_name));
    }
}

#[test]
fn should_refuse_wrong_signatures() {
    let cases = [
        ("", "() -> none"),
        ("(param i64)", "(i64) -> none"),
        ("(param i32) (result i64)", "(i32) -> i64"),
        ("(param i64 i64) (result i64)", "(i64, i64) -> i64"),
        ("(param i64) (result i32)", "(i64) -> i32"),
    ];
    for (ty, found) in cases {
        let import = format!("(import \"env\" \"ext_storage_get_version_1\" (func {ty}))");
        let HostError::WrongSignature { name, declared, provided } = refused(&module(&import)) else { panic!("{ty}") };
        assert_eq!((name.as_str(), declared.as_str()), ("ext_storage_get_version_1", found));
        assert_eq!(provided, "(i64) -> i64");
    }
}

#[test]
fn should_accept_an_import_declared_twice() {
    let twice = "(import \"env\" \"ext_logging_max_level_version_1\" (func (result i32)))".repeat(2);
    Blob::compile(&module(&twice)).expect("fine");
}

#[test]
fn should_demand_an_imported_memory() {
    let heap_base = "(global (export \"__heap_base\") i32 (i32.const 8))";
    for memory in ["", "(memory 1)"] {
        let module = wasm(&format!("(module {memory} {heap_base})"));
        assert!(matches!(refused(&module), HostError::NoMemoryImport));
    }
    let elsewhere = wasm(&format!("(module (import \"env\" \"mem\" (memory 1)) {heap_base})"));
    assert!(matches!(refused(&elsewhere), HostError::UnknownImport { .. }));
}

#[test]
fn should_refuse_an_exported_memory() {
    let error = refused(&module_after("(export \"memory\" (memory 0))"));
    assert!(matches!(error, HostError::MemoryExported { name } if name == "memory"));
}

#[test]
fn should_demand_a_heap_base() {
    let globals = [
        ("", "is not exported"),
        ("(global (export \"__heap_base\") (mut i32) (i32.const 8))", "is a mutable global"),
        ("(global (export \"__heap_base\") i64 (i64.const 8))", "is no i32"),
        ("(func (export \"__heap_base\"))", "is no global"),
    ];
    for (global, expected) in globals {
        let module = wasm(&format!("(module (import \"env\" \"memory\" (memory 1)) {global})"));
        let HostError::HeapBase { problem } = refused(&module) else { panic!("{global}") };
        assert_eq!(problem, expected);
    }
}

#[test]
fn should_refuse_a_start_section() {
    assert!(matches!(refused(&module_after("(func $f) (start $f)")), HostError::StartSection));
}

#[test]
fn should_run_compressed_blobs() {
    let wasm = with_body("(i64.const 0x400000000)");
    let packed = compression::compress(&wasm, 19).expect("compresses");
    assert!(compression::is_compressed(&packed) && !compression::is_compressed(&wasm));
    assert_eq!(packed[..8], [0x52, 0xBC, 0x53, 0x76, 0x46, 0xDB, 0x8E, 0x05]);
    let blob = Blob::compile(&packed).expect("fine");
    let outcome = blob.call("run", &[], &mut Externalities::default(), &HostConfig::default());
    assert_eq!(outcome.expect("fine").result, [0; 4]);
    // a truncated one is refused, whole frame or not
    for length in [8, 9, packed.len() / 2, packed.len() - 1] {
        let error = refused(&packed[..length]);
        let known = matches!(error, HostError::Compression(CompressionError::Damaged(_)) | HostError::NotWasm { .. });
        assert!(known, "{length}: {error}");
    }
}

#[test]
fn should_refuse_bombs() {
    let zeros = vec![0; BOMB_LIMIT_BYTES + 1];
    let bomb = compression::compress(&zeros, 1).expect("compresses");
    assert!(bomb.len() < 100_000);
    for blob in [bomb, zeros] {
        assert!(matches!(refused(&blob), HostError::Compression(CompressionError::Bomb)));
    }
}

#[test]
fn should_describe_a_blob() {
    let wasm = with_section(
        &wasm(
            "(module (import \"env\" \"ext_hashing_twox_64_version_1\" (func (param i64) (result i32)))
             (import \"env\" \"memory\" (memory 20))
             (global (export \"__heap_base\") i32 (i32.const 8))
             (func (export \"A_b\") (param i32 i32) (result i64) (i64.const 0))
             (data (i32.const 0) \"12345\"))",
        ),
        "extra",
        &[1, 2, 3],
    );
    let inspection = inspect(&wasm).expect("fine");
    let items = |items: &[host_tests::inspection::Item]| {
        items.iter().map(|item| format!("{} {} {}", item.kind, item.name, item.signature)).collect::<Vec<_>>()
    };
    assert_eq!(
        items(&inspection.imports),
        ["function env.ext_hashing_twox_64_version_1 (i64) -> i32", "memory env.memory minimum 20 pages, no maximum"]
    );
    assert_eq!(items(&inspection.exports), ["global __heap_base immutable i32", "function A_b (i32, i32) -> i64"]);
    let sections: Vec<_> = inspection.sections.iter().map(|section| (section.name.as_str(), section.custom)).collect();
    let names = ["type", "import", "function", "global", "export", "code", "data"];
    assert_eq!(sections[..7], names.map(|name| (name, false)));
    assert_eq!(sections[7], ("extra", true));
    assert_eq!(inspection.sections[7].bytes, 3);
    assert_eq!((inspection.data_bytes, inspection.functions), (5, 1));
    assert_eq!((inspection.blob_bytes, inspection.module_bytes), (wasm.len(), wasm.len()));
    let memory = inspection.memory.clone().expect("a memory");
    assert_eq!((memory.imported, memory.minimum_pages, memory.maximum_pages), (true, 20, None));
    // the compressed form is the same module
    let packed = compression::compress(&wasm, 19).expect("compresses");
    let unpacked = inspect(&packed).expect("fine");
    assert!(unpacked.compressed && unpacked.sections == inspection.sections);
    assert_eq!(unpacked.compressed_bytes, inspection.compressed_bytes);
}

#[test]
fn should_read_the_version_sections() {
    let plain = with_body("(i64.const 0)");
    assert_eq!(RuntimeVersion::from_sections(&plain), Ok(None));
    let blob = with_version_sections(&plain, &example_version());
    assert_eq!(RuntimeVersion::from_sections(&blob), Ok(Some(example_version())));
}

#[test]
fn should_refuse_damaged_version_sections() {
    let plain = with_body("(i64.const 0)");
    let version = with_section(&plain, "runtime_version", &[]);
    let read = |wasm: &[u8]| RuntimeVersion::from_sections(wasm).expect_err("damaged");
    assert!(matches!(read(&version), VersionError::Alone { missing: "runtime_apis", .. }));
    let apis = with_section(&plain, "runtime_apis", &[]);
    assert!(matches!(read(&apis), VersionError::Alone { missing: "runtime_version", .. }));
    let uneven = with_section(&version, "runtime_apis", &[0; 13]);
    assert_eq!(read(&uneven), VersionError::ApisLength { bytes: 13 });
    let empty = with_section(&version, "runtime_apis", &[0; 12]);
    assert_eq!(read(&empty), VersionError::Decode { field: "spec_name" });
    let twice = with_section(&version, "runtime_version", &[]);
    assert_eq!(read(&twice), VersionError::Repeated { section: "runtime_version" });
}

#[test]
fn should_decode_versions_of_older_core_apis() {
    // given versions encoded with as many fields as their Core API has
    let encoded = |core: u32, dropped: usize| {
        let mut version = example_version();
        version.apis[0].version = core;
        let mut bytes = version.encode();
        bytes.truncate(bytes.len() - dropped);
        RuntimeVersion::from_answer(&bytes)
    };
    let fields = |core: u32, dropped: usize| encoded(core, dropped).map(|version| (version.transaction_version, version.system_version));
    assert_eq!(fields(5, 0), Ok((3, 1)));
    assert_eq!(fields(4, 0), Ok((3, 1)));
    assert_eq!(fields(3, 1), Ok((3, 0)));
    assert_eq!(fields(2, 5), Ok((1, 0)));
    assert_eq!(encoded(5, 1), Err(VersionError::Decode { field: "system_version" }));
    assert_eq!(encoded(2, 0), Err(VersionError::Trailing { bytes: 5 }));
}
