//! The log and the prints, and the version of another blob.

use codec::Encode;
use host_tests::{
    compression, version::RuntimeVersion, CallFailure, Externalities, HostConfig, HostFunctionError, LogLevel, LogLine, Outcome,
};

use crate::{
    blobs::{example_version, with_version_sections},
    program::{compile, imports, result, run, wasm, with_body, with_heap, Bytes, Program, Returns, I32, I64},
};

fn logged_at(wasm: &[u8], log_level: Option<LogLevel>) -> Outcome {
    let config = HostConfig { log_level, ..HostConfig::default() };
    let outcome = compile(wasm).call("run", &[], &mut Externalities::default(), &config);
    outcome.unwrap_or_else(|error| panic!("{error}"))
}

fn log(level: u32, target: &[u8], message: &[u8]) -> Vec<u8> {
    let arguments = [I32(level), Bytes(target), Bytes(message)];
    Program::new().end("ext_logging_log_version_1", &arguments, Returns::Nothing)
}

#[test]
fn should_log_up_to_the_level() {
    let line = |level| LogLine { level, target: "runtime".into(), message: "hi".into() };
    let levels = [LogLevel::Error, LogLevel::Warn, LogLevel::Info, LogLevel::Debug, LogLevel::Trace];
    for (wire, level) in levels.into_iter().enumerate() {
        let wasm = log(wire as u32, b"runtime", b"hi");
        assert_eq!(logged_at(&wasm, Some(LogLevel::Trace)).logs, [line(level)]);
        let heard = logged_at(&wasm, Some(LogLevel::Warn)).logs.len();
        assert_eq!(heard, usize::from(level <= LogLevel::Warn));
        assert_eq!(logged_at(&wasm, None).logs, []);
    }
}

#[test]
fn should_tell_the_level() {
    let wasm = Program::new().end("ext_logging_max_level_version_1", &[], Returns::Number);
    assert_eq!(logged_at(&wasm, None).result, [0, 0, 0, 0]);
    assert_eq!(logged_at(&wasm, Some(LogLevel::Error)).result, [1, 0, 0, 0]);
    assert_eq!(logged_at(&wasm, Some(LogLevel::Trace)).result, [5, 0, 0, 0]);
}

#[test]
fn should_refuse_a_wrong_level_or_target() {
    let refused = |wasm: &[u8]| match run(wasm).expect_err("refused").failure {
        CallFailure::HostFunction { error, .. } => error,
        other => panic!("{other}"),
    };
    assert_eq!(refused(&log(5, b"", b"")), HostFunctionError::LogLevel(5));
    assert_eq!(refused(&log(0, b"\xff", b"")), HostFunctionError::NotText { what: "log target" });
}

#[test]
fn should_shorten_long_bytes_as_sp_io_does() {
    let printed = |bytes: &[u8]| {
        let wasm = Program::new().end("ext_misc_print_hex_version_1", &[Bytes(bytes)], Returns::Nothing);
        logged_at(&wasm, Some(LogLevel::Debug)).logs.remove(0).message
    };
    assert_eq!(printed(&[0xab; 1026]), "ab".repeat(1026));
    assert_eq!(printed(&[[1; 600], [2; 600]].concat()), format!("{}...{}", "01".repeat(512), "02".repeat(512)));
}

#[test]
fn should_drop_a_message_that_is_no_text() {
    assert_eq!(logged_at(&log(0, b"t", b"\xff"), Some(LogLevel::Trace)).logs, []);
}

#[test]
fn should_print() {
    let wasm = Program::new()
        .call("ext_misc_print_num_version_1", &[I64(u64::MAX)])
        .call("ext_misc_print_utf8_version_1", &[Bytes("grüß".as_bytes())])
        .call("ext_misc_print_utf8_version_1", &[Bytes(b"\xff")])
        .end("ext_misc_print_hex_version_1", &[Bytes(&[1, 0xab])], Returns::Nothing);
    let outcome = logged_at(&wasm, Some(LogLevel::Debug));
    let messages: Vec<_> = outcome.logs.iter().map(|line| line.message.as_str()).collect();
    assert_eq!(messages, ["18446744073709551615", "grüß", "01ab"]);
    assert!(outcome.logs.iter().all(|line| line.level == LogLevel::Debug));
    assert!(outcome.logs.iter().all(|line| line.target == "runtime"));
    assert_eq!(logged_at(&wasm, Some(LogLevel::Info)).logs, []);
}

#[test]
fn should_read_the_version_of_a_blob() {
    let version_of = |blob: &[u8]| {
        let name = "ext_misc_runtime_version_version_1";
        result(&Program::new().end(name, &[Bytes(blob)], Returns::Value))
    };
    let blob = with_version_sections(&with_body("(i64.const 0)"), &example_version());
    let expected = Some(example_version().encode()).encode();
    assert_eq!(version_of(&blob), expected);
    assert_eq!(version_of(&compression::compress(&blob, 3).expect("compresses")), expected);
    let none = None::<Vec<u8>>.encode();
    // without sections the host calls Core_version: here there is none, there it answers, traps, or asks for a version itself
    assert_eq!(version_of(&with_body("(i64.const 0)")), none);
    let core_version = |body: &str| {
        let export = "(func (export \"Core_version\") (param i32 i32) (result i64)";
        with_heap(&format!("(data (i32.const 1024) \"answer\") {export} {body})"))
    };
    assert_eq!(version_of(&core_version("(i64.const 0x600000400)")), Some(b"answer".to_vec()).encode());
    assert_eq!(version_of(&core_version("(unreachable)")), none);
    // blobs whose Core_version asks for a version itself: of what is no module, and of a module whose Core_version would have to be called
    let asking = |data: &str| {
        let name = "ext_misc_runtime_version_version_1";
        wasm(&format!(
            "(module {} (import \"env\" \"memory\" (memory 1)) (global (export \"__heap_base\") i32 (i32.const 65536))
             (data (i32.const 0) \"{data}\")
             (func (export \"Core_version\") (param i32 i32) (result i64) (call ${name} (i64.const {}))))",
            imports(&[name]),
            8_u64 << 32
        ))
    };
    assert_eq!(version_of(&asking("no blob.")), Some(none.clone()).encode());
    assert_eq!(version_of(&asking("\\00asm\\01\\00\\00\\00")), none);
    // what the runtime gets is what Core_version would answer
    let inner: Option<Vec<u8>> = codec::Decode::decode(&mut &expected[..]).expect("decodes");
    let decoded = RuntimeVersion::from_answer(&inner.expect("some"));
    assert_eq!(decoded, Ok(example_version()));
}
