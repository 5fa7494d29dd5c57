//! Wherever a function's result lies, the host gets its bytes, and nothing else is left behind (which the host checks on every call).

use super::{blob, call, words};

#[test]
fn an_empty_result_costs_nothing() {
    let outcome = call(&blob("seam"), "Seam_empty", &[]);
    assert!(outcome.result.is_empty());
    assert_eq!(outcome.stats.mallocs, 0);
}

#[test]
fn a_constant_is_not_copied() {
    let outcome = call(&blob("seam"), "Seam_constant", &[]);
    assert_eq!(outcome.result, b"a constant of the module");
    assert_eq!(outcome.stats.mallocs, 0);
}

#[test]
fn the_input_may_be_the_result() {
    let input: Vec<u8> = (0..200).collect();
    assert_eq!(call(&blob("seam"), "Seam_echo", &input).result, input);
}

#[test]
fn a_mutable_global_is_copied_before_it_is_set_back() {
    let mut wanted = b"some bytes".to_vec();
    wanted.resize(16, 0);
    assert_eq!(call(&blob("seam"), "Seam_global_array", b"some bytes").result, wanted);
}

#[test]
fn a_large_object_is_handed_over_without_a_copy() {
    for bytes in [1, 512, 513, 32 << 10, (32 << 10) + 1, 1 << 20] {
        let outcome = call(&blob("seam"), "Seam_large", &words(&[bytes]));
        assert_eq!(outcome.result.len(), bytes as usize);
        assert_eq!(outcome.result.last(), Some(&7));
        assert!(outcome.result[..bytes as usize - 1].iter().all(|byte| *byte == 0));
        // The object's chunk and the copy, or the object alone. A short copy needs no allocation.
        let (mallocs, frees) = match bytes {
            0..=512 => (1, 1),
            513..=0x8000 => (2, 1),
            _ => (1, 0),
        };
        assert_eq!((outcome.stats.mallocs, outcome.stats.frees), (mallocs, frees), "{bytes} bytes");
    }
}
