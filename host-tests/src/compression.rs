//! Compressed blobs: zstd behind Substrate's 8-byte prefix.

use std::{borrow::Cow, io::Read};

/// The first bytes of a compressed blob.
pub const PREFIX: [u8; 8] = [82, 188, 83, 118, 70, 219, 142, 5];

/// The most bytes that a blob may have, compressed or not: a longer one is taken for a bomb.
pub const BOMB_LIMIT_BYTES: usize = 50 * 1024 * 1024;

/// Compresses a blob as Substrate's tools do, at zstd's `level` (1 to 22).
pub fn compress(wasm: &[u8], level: i32) -> std::io::Result<Vec<u8>> {
    let mut blob = PREFIX.to_vec();
    blob.extend(zstd::encode_all(wasm, level)?);
    Ok(blob)
}

/// Whether the blob starts with the prefix of compressed blobs.
pub fn is_compressed(blob: &[u8]) -> bool {
    blob.starts_with(&PREFIX)
}

/// Why a blob could not be unpacked.
#[derive(Debug, thiserror::Error)]
pub enum CompressionError {
    /// zstd cannot read what follows the prefix.
    #[error("the blob has Substrate's prefix for zstd, but does not unpack: {0}; it may be truncated, build or fetch it again")]
    Damaged(std::io::Error),
    /// The blob is larger than any host takes.
    #[error("the blob has more than {BOMB_LIMIT_BYTES} bytes when unpacked; hosts refuse it as a decompression bomb")]
    Bomb,
}

/// The WebAssembly module in a blob, unpacked if it is compressed.
pub fn decompress(blob: &[u8]) -> Result<Cow<'_, [u8]>, CompressionError> {
    let Some(packed) = blob.strip_prefix(&PREFIX) else {
        return if blob.len() > BOMB_LIMIT_BYTES { Err(CompressionError::Bomb) } else { Ok(Cow::Borrowed(blob)) };
    };
    let decoder = zstd::Decoder::new(packed).map_err(CompressionError::Damaged)?;
    let mut wasm = Vec::new();
    let limit = BOMB_LIMIT_BYTES as u64 + 1;
    decoder.take(limit).read_to_end(&mut wasm).map_err(CompressionError::Damaged)?;
    if wasm.len() > BOMB_LIMIT_BYTES {
        return Err(CompressionError::Bomb);
    }
    Ok(Cow::Owned(wasm))
}
