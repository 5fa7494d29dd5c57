//! Byte vectors.

/// Copies `bytes` bytes, eight at a time: a module without bulk memory has no faster way, and `memcpy` goes by fours. Where the number is known,
/// the compiler unrolls it.
///
/// # Safety
/// `input` points at `bytes` readable bytes and `output` at as many writable ones elsewhere.
#[inline(always)]
pub unsafe fn copy(output: *mut u8, input: *const u8, bytes: usize) {
    /// Copies a block of `N` bytes at `at`.
    #[inline(always)]
    unsafe fn block<const N: usize>(output: *mut u8, input: *const u8, at: usize) {
        // SAFETY: the caller compared `at + N` with the length.
        unsafe { output.add(at).cast::<[u8; N]>().write(input.add(at).cast::<[u8; N]>().read()) }
    }
    let mut at = 0;
    // SAFETY: each block ends at `bytes` or before it.
    unsafe {
        while bytes - at >= 32 {
            block::<32>(output, input, at);
            at += 32;
        }
        while bytes - at >= 8 {
            block::<8>(output, input, at);
            at += 8;
        }
        if bytes - at >= 4 {
            block::<4>(output, input, at);
            at += 4;
        }
        while at < bytes {
            block::<1>(output, input, at);
            at += 1;
        }
    }
}

/// Sets `bytes` bytes to `byte`, eight at a time.
///
/// # Safety
/// `output` points at `bytes` writable bytes.
#[inline(always)]
pub unsafe fn fill(output: *mut u8, byte: u8, bytes: usize) {
    let word = [byte; 8];
    let mut at = 0;
    // SAFETY: each store ends at `bytes` or before it.
    unsafe {
        while bytes - at >= 32 {
            output.add(at).cast::<[[u8; 8]; 4]>().write([word; 4]);
            at += 32;
        }
        while bytes - at >= 8 {
            output.add(at).cast::<[u8; 8]>().write(word);
            at += 8;
        }
        while at < bytes {
            output.add(at).write(byte);
            at += 1;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::vec::Vec;

    #[test]
    fn every_length_is_filled_and_nothing_beyond() {
        for length in 0..200 {
            let mut output = std::vec![1; length + 1];
            // SAFETY: there are `length` bytes.
            unsafe { fill(output.as_mut_ptr(), 0xa5, length) };
            assert!(output[..length].iter().all(|byte| *byte == 0xa5));
            assert_eq!(output[length], 1);
        }
    }

    #[test]
    fn every_length_is_copied_and_nothing_beyond() {
        let input: Vec<u8> = (0..200).collect();
        for length in 0..input.len() {
            let mut output = std::vec![0xff; length + 1];
            // SAFETY: both have at least `length` bytes.
            unsafe { copy(output.as_mut_ptr(), input.as_ptr(), length) };
            assert_eq!(output[..length], input[..length]);
            assert_eq!(output[length], 0xff);
        }
    }
}
