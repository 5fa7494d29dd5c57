//! Failing scripts become small.

use crate::pair;
use gopallet_differential::{
    call::Call,
    chain,
    coverage::Coverage,
    generator::Generator,
    script::{Block, Script},
    shrink::shrink,
};

#[test]
fn what_does_not_matter_is_taken_away() {
    let script = Generator::new(3, 0).script(30);
    let has_burn = |script: &Script| {
        let mut extrinsics = script.blocks.iter().flat_map(|block| &block.extrinsics);
        extrinsics.any(|extrinsic| matches!(extrinsic.call, Call::Burn { .. }))
    };
    assert!(has_burn(&script));
    let small = shrink(&script, has_burn);
    assert_eq!(small.blocks.len(), 1);
    let [extrinsic] = &small.blocks[0].extrinsics[..] else { panic!("one extrinsic: {small:?}") };
    assert_eq!((&extrinsic.tip, &extrinsic.mortality, extrinsic.nonce, extrinsic.damage.len()), (&None, &None, 0, 0));
    assert_eq!(small.blocks[0], Block { extrinsics: small.blocks[0].extrinsics.clone(), ..Block::default() });
}

#[test]
fn a_weight_that_differs_needs_one_empty_block() {
    let mut pair = pair("oracle.mutant-weight");
    let script = Generator::new(3, 0).script(4);
    let small = shrink(&script, |script| chain::run(&mut pair, script, &mut Coverage::default()).is_err());
    assert_eq!(small.blocks, [Block::default()]);
}
