//! `ext_trie_*`, against sp-trie itself.

use codec::Encode;
use host_tests::{CallFailure, HostFunctionError};
use sp_core::Blake2Hasher;
use sp_trie::{generate_trie_proof, trie_types::TrieDBMutBuilderV1, LayoutV0, LayoutV1, MemoryDB, TrieConfiguration, TrieMut};

use crate::program::{result, run, Address, Argument, Bytes, Program, Returns, I32};

fn root(function: &str, arguments: &[Argument<'_>]) -> Vec<u8> {
    let name = format!("ext_trie_blake2_256_{function}");
    result(&Program::new().end(&name, arguments, Returns::Array(32)))
}

#[test]
fn should_compute_the_root_of_pairs() {
    // out of order, and with a value that the versions lay out differently
    let pairs = vec![(b"b".to_vec(), vec![7; 40]), (b"a".to_vec(), vec![1])];
    let (v0, v1) = (LayoutV0::<Blake2Hasher>::trie_root(pairs.clone()), LayoutV1::<Blake2Hasher>::trie_root(pairs.clone()));
    let encoded = pairs.encode();
    assert_eq!(root("root_version_1", &[Bytes(&encoded)]), v0.as_bytes());
    assert_eq!(root("root_version_2", &[Bytes(&encoded), I32(0)]), v0.as_bytes());
    assert_eq!(root("root_version_2", &[Bytes(&encoded), I32(1)]), v1.as_bytes());
}

#[test]
fn should_compute_the_root_of_nothing() {
    let empty = "03170a2e7597b7b7e3d84c05391d139a62b157e78786d8c082f29dcf4c111314";
    assert_eq!(hex::encode(root("root_version_2", &[Bytes(&[0]), I32(1)])), empty);
    assert_eq!(hex::encode(root("ordered_root_version_2", &[Bytes(&[0]), I32(0)])), empty);
}

#[test]
fn should_compute_the_root_of_an_ordered_list() {
    // more than 64 entries, so that some indices take two bytes
    let values: Vec<Vec<u8>> = (0..100_u8).map(|index| vec![index; usize::from(index)]).collect();
    let (v0, v1) =
        (LayoutV0::<Blake2Hasher>::ordered_trie_root(values.clone()), LayoutV1::<Blake2Hasher>::ordered_trie_root(values.clone()));
    let encoded = values.encode();
    assert_eq!(root("ordered_root_version_1", &[Bytes(&encoded)]), v0.as_bytes());
    assert_eq!(root("ordered_root_version_2", &[Bytes(&encoded), I32(0)]), v0.as_bytes());
    assert_eq!(root("ordered_root_version_2", &[Bytes(&encoded), I32(1)]), v1.as_bytes());
}

#[test]
fn should_verify_a_proof() {
    let mut db = MemoryDB::<Blake2Hasher>::default();
    let mut root = Default::default();
    {
        let mut trie = TrieDBMutBuilderV1::new(&mut db, &mut root).build();
        for index in 0..50_u8 {
            trie.insert(&[index; 4], &[index; 40]).expect("an intact trie");
        }
    }
    let key = [7; 4];
    let proof = generate_trie_proof::<LayoutV1<Blake2Hasher>, _, _, _>(&db, root, &[key]);
    let proof = proof.expect("an intact trie").encode();
    let verify = |root: &[u8], proof: &[u8], key: &[u8], value: &[u8], version: Option<u32>| {
        let name = if version.is_some() { "2" } else { "1" };
        let name = format!("ext_trie_blake2_256_verify_proof_version_{name}");
        let mut arguments = vec![Address(root), Bytes(proof), Bytes(key), Bytes(value)];
        arguments.extend(version.map(I32));
        result(&Program::new().end(&name, &arguments, Returns::Number))[0]
    };
    let root = root.as_bytes();
    assert_eq!(verify(root, &proof, &key, &[7; 40], Some(1)), 1);
    // and nothing else
    assert_eq!(verify(root, &proof, &key, &[8; 40], Some(1)), 0);
    assert_eq!(verify(root, &proof, &[8; 4], &[7; 40], Some(1)), 0);
    assert_eq!(verify(&[0; 32], &proof, &key, &[7; 40], Some(1)), 0);
    assert_eq!(verify(root, &[0], &key, &[7; 40], Some(1)), 0);
    assert_eq!(verify(root, &vec![vec![0xff_u8; 9]].encode(), &key, &[7; 40], None), 0);
}

#[test]
fn should_refuse_lists_that_do_not_decode() {
    // given a list that claims 2^30 entries
    let bomb = [0xfe, 0xff, 0xff, 0xff, 0x00];
    for function in ["root_version_1", "ordered_root_version_1"] {
        let name = format!("ext_trie_blake2_256_{function}");
        let wasm = Program::new().end(&name, &[Bytes(&bomb)], Returns::Nothing);
        assert!(matches!(
            run(&wasm).expect_err("refused").failure,
            CallFailure::HostFunction { error: HostFunctionError::Decode { .. }, .. }
        ));
    }
}
