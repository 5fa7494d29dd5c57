//! `ext_trie_*`: roots and proofs of tries that the runtime lays out itself.

use sp_core::{Blake2Hasher, H256};
use sp_storage::StateVersion;
use sp_trie::{LayoutV0, LayoutV1, TrieConfiguration};

use super::state_version;
use crate::context::{Context, HostResult};

pub(super) fn blake2_256_root(context: &mut Context<'_, '_>, pairs: u64) -> HostResult<u32> {
    blake2_256_root_versioned(context, pairs, 0)
}

pub(super) fn blake2_256_root_versioned(context: &mut Context<'_, '_>, pairs: u64, version: u32) -> HostResult<u32> {
    let pairs: Vec<(Vec<u8>, Vec<u8>)> = context.memory().decode(pairs, "Vec<(Vec<u8>, Vec<u8>)>")?;
    let root = match state_version(version)? {
        StateVersion::V0 => LayoutV0::<Blake2Hasher>::trie_root(pairs),
        StateVersion::V1 => LayoutV1::<Blake2Hasher>::trie_root(pairs),
    };
    context.give_array(root.as_bytes())
}

pub(super) fn blake2_256_ordered_root(context: &mut Context<'_, '_>, values: u64) -> HostResult<u32> {
    blake2_256_ordered_root_versioned(context, values, 0)
}

pub(super) fn blake2_256_ordered_root_versioned(context: &mut Context<'_, '_>, values: u64, version: u32) -> HostResult<u32> {
    let values: Vec<Vec<u8>> = context.memory().decode(values, "Vec<Vec<u8>>")?;
    let root = match state_version(version)? {
        StateVersion::V0 => LayoutV0::<Blake2Hasher>::ordered_trie_root(values),
        StateVersion::V1 => LayoutV1::<Blake2Hasher>::ordered_trie_root(values),
    };
    context.give_array(root.as_bytes())
}

pub(super) fn blake2_256_verify_proof(context: &mut Context<'_, '_>, root: u32, proof: u64, key: u64, value: u64) -> HostResult<u32> {
    blake2_256_verify_proof_versioned(context, root, proof, key, value, 0)
}

pub(super) fn blake2_256_verify_proof_versioned(
    context: &mut Context<'_, '_>,
    root: u32,
    proof: u64,
    key: u64,
    value: u64,
    version: u32,
) -> HostResult<u32> {
    let memory = context.memory();
    let root = H256(memory.array(root)?);
    let proof: Vec<Vec<u8>> = memory.decode(proof, "Vec<Vec<u8>>")?;
    let item = [(memory.read(key)?, Some(memory.read(value)?))];
    let holds = match state_version(version)? {
        StateVersion::V0 => sp_trie::verify_trie_proof::<LayoutV0<Blake2Hasher>, _, _, _>(&root, &proof, &item).is_ok(),
        StateVersion::V1 => sp_trie::verify_trie_proof::<LayoutV1<Blake2Hasher>, _, _, _>(&root, &proof, &item).is_ok(),
    };
    Ok(u32::from(holds))
}
