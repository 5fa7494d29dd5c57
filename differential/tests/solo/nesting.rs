//! Calls within calls. Extrinsics of a block have a limit of depth; what a runtime API is asked about is decoded without one, and ends where FRAME's stack
//! does: after so many levels the oracle breaks down, and the runtime in Go has to fail as well.

use codec::{Compact, Encode};
use gopallet_differential::side::{Answer, FailureKind};

use crate::pair;

/// How many levels the oracle's stack carries at least and at most, depending on the function, for a call and for an extrinsic. The runtime in Go has one
/// limit for each of both, and carries as many as the oracle carries at most, and one more if no list is in them.
const STACK: [(usize, usize); 2] = [(2425, 2425), (3440, 3444)];

/// The functions that are given a call in which others may be.
const FUNCTIONS: [&str; 7] = [
    "TransactionPaymentCallApi_query_call_info",
    "TransactionPaymentCallApi_query_call_fee_details",
    "TransactionPaymentApi_query_info",
    "TransactionPaymentApi_query_fee_details",
    "BlockBuilder_apply_extrinsic",
    "TaggedTransactionQueue_validate_transaction",
    "BlockBuilder_check_inherents",
];

/// What a call of Sudo has before and behind the call within it.
fn levels() -> [(Vec<u8>, Vec<u8>); 3] {
    let account = [&[0u8][..], &[7; 32]].concat();
    [(vec![6, 0], vec![]), (vec![6, 1], vec![0, 0]), ([&[6, 3][..], &account].concat(), vec![])]
}

/// What is in the middle: a remark, a list, and an amount behind an account.
fn innermost() -> [Vec<u8>; 3] {
    let list = (0u8, 4u8, vec![(vec![1u8], vec![2u8])]).encode();
    [vec![0, 0, 0], list, [&[4, 0, 0][..], &[7; 32], &Compact(9u128).encode()].concat()]
}

/// The argument of a function with this call in it.
fn input(function: &str, call: &[u8]) -> Vec<u8> {
    let extrinsic = [&[4][..], call].concat().encode();
    match function {
        "BlockBuilder_apply_extrinsic" => extrinsic,
        "TaggedTransactionQueue_validate_transaction" => [&[2][..], &extrinsic, &[0; 32]].concat(),
        "BlockBuilder_check_inherents" => {
            let header = ([0u8; 32], Compact(1u32), [0u8; 64], 0u8).encode();
            [&header[..], &[4], &extrinsic, &[0]].concat()
        }
        "TransactionPaymentApi_query_info" | "TransactionPaymentApi_query_fee_details" => [&extrinsic[..], &9u32.encode()].concat(),
        _ => [call, &9u32.encode()].concat(),
    }
}

#[test]
fn as_many_levels_are_answered_as_the_oracle_answers() {
    let mut pair = pair();
    for function in FUNCTIONS {
        let (least, most) = STACK[usize::from(!function.starts_with("TransactionPaymentCall"))];
        for (before, after) in levels() {
            for inner in innermost() {
                let nested = |depth: usize| input(function, &[before.repeat(depth), inner.clone(), after.repeat(depth)].concat());
                for depth in [1, 2, 127, 128, 254, 255, 256, 257, 1_023, 1_024, 1_025, 2_000, least - 1, least] {
                    let course = pair.query(&format!("{depth} levels"), function, &nested(depth)).expect("no difference");
                    assert!(matches!(course.answer, Answer::Returned(_)), "{function}: {depth} levels: {:?}", course.answer);
                }
                let deepest = pair.candidate.call(function, &nested(most)).answer;
                assert!(matches!(deepest, Answer::Returned(_)), "{function}: {most} levels: {deepest:?}");
                for depth in [most + 2, most + 100, 20_000] {
                    let course = pair.query(&format!("{depth} levels"), function, &nested(depth)).expect("no difference");
                    assert!(matches!(course.answer, Answer::Failed(FailureKind::Broken(_))), "{function}: {depth} levels");
                    // The runtime in Go ends by itself, not where its stack does.
                    assert_eq!(pair.candidate.call(function, &nested(depth)).answer, Answer::Failed(FailureKind::Panic), "{function}");
                }
            }
        }
    }
}
