//! The fee multiplier that follows how full blocks are, against the one of `pallet-transaction-payment`. The oracle ends a whole block, the fixture `fees`
//! only the pallet's part of one; weight, multiplier and parameters are written into storage before.

use codec::{Compact, Decode, Encode};
use gopallet_differential::{
    names::item_key,
    side::{Answer, FailureKind, Side},
};
use rand::{Rng, SeedableRng};
use rand_chacha::ChaCha8Rng;
use sp_crypto_hashing::twox_128;

use crate::blob;

/// One, as a number with 18 decimals.
const ONE: u128 = 1_000_000_000_000_000_000;

/// What normal calls may use of a block: reference time and proof size.
const LIMIT: (u64, u64) = (1_500_000_000_000, 13_835_058_055_282_163_711);

/// The parameters of the adjustment, in the order in which the fixture takes them.
#[derive(Debug, Clone, Copy, Encode)]
struct Parameters {
    target: u64,
    variable: u128,
    minimum: u128,
    maximum: u128,
}

/// Those of the relay chains.
const SLOW: Parameters = Parameters { target: ONE as u64 / 4, variable: ONE * 75 / 1_000_000, minimum: ONE / 10, maximum: u128::MAX };

struct Sides {
    oracle: Side,
    candidate: Side,
}

impl Sides {
    fn new() -> Self {
        let mut oracle = Side::new("the oracle", blob("oracle.targeted-fees"));
        // A block does not end without having been told the time.
        oracle.set(&item_key("Timestamp", "DidUpdate"), &[1]);
        Self { oracle, candidate: Side::new("the runtime in Go", blob("fees")) }
    }

    /// The multiplier after a block whose normal calls had this weight, on both sides. `None` is a panic.
    fn next(&mut self, parameters: &Parameters, previous: u128, weight: (u64, u64)) -> [Option<u128>; 2] {
        let Parameters { target, variable, minimum, maximum } = *parameters;
        let stored: [(&str, Vec<u8>); 4] = [
            ("TargetBlockFullness", target.encode()),
            ("AdjustmentVariable", variable.encode()),
            ("MinimumMultiplier", minimum.encode()),
            ("MaximumMultiplier", maximum.encode()),
        ];
        for (name, value) in stored {
            self.oracle.set(&twox_128(format!(":{name}:").as_bytes()), &value);
        }
        let none = (Compact(0u64), Compact(0u64));
        let used = ((Compact(weight.0), Compact(weight.1)), none, none).encode();
        let multiplier = item_key("TransactionPayment", "NextFeeMultiplier");
        let calls = [("BlockBuilder_finalize_block", Vec::new()), ("FeeAdjustment_end_block", parameters.encode())];
        let mut sides = [&mut self.oracle, &mut self.candidate].into_iter().zip(calls);
        std::array::from_fn(|_| {
            let (side, (function, input)) = sides.next().expect("two sides");
            side.set(&item_key("System", "BlockWeight"), &used);
            side.set(&multiplier, &previous.encode());
            let before = side.snapshot();
            let answer = side.call(function, &input).answer;
            let next = side.get(&multiplier).expect("a multiplier");
            side.restore(before);
            match answer {
                Answer::Returned(_) => Some(u128::decode(&mut &next[..]).expect("a number")),
                Answer::Failed(FailureKind::Panic) => None,
                Answer::Failed(broken) => panic!("{}: {broken}", side.name),
            }
        })
    }

    #[track_caller]
    fn check(&mut self, parameters: &Parameters, previous: u128, weight: (u64, u64)) -> Option<u128> {
        let [oracle, candidate] = self.next(parameters, previous, weight);
        assert_eq!(candidate, oracle, "{parameters:?}, from {previous} with {weight:?}");
        oracle
    }
}

/// A number below 2^`bits`, each length in bits as likely as another.
fn number(rng: &mut ChaCha8Rng, bits: u32) -> u128 {
    match rng.gen_range(0..=bits) {
        0 => 0,
        length => rng.gen::<u128>() >> (128 - length),
    }
}

/// A weight up to somewhat more than the limit.
fn part(rng: &mut ChaCha8Rng, limit: u64) -> u64 {
    match rng.gen_range(0..8) {
        0 => 0,
        1 => limit,
        2 => u64::MAX,
        3 => limit.saturating_add(rng.gen_range(0..3)) - 1,
        4 => number(rng, 64) as u64,
        _ => rng.gen_range(0..=limit),
    }
}

#[test]
fn random_parameters_multipliers_and_weights_give_the_same_multiplier() {
    let (mut sides, mut rng) = (Sides::new(), ChaCha8Rng::seed_from_u64(0));
    let (mut moved, mut refused) = (0, 0);
    for _ in 0..8_000 {
        let bound = [0, 1, ONE / 10, ONE, u128::MAX];
        let minimum = if rng.gen() { bound[rng.gen_range(0..5)] } else { number(&mut rng, 128) };
        let maximum = if rng.gen() { bound[rng.gen_range(0..5)] } else { number(&mut rng, 128) };
        let crossed = rng.gen_ratio(1, 50);
        let (minimum, maximum) = if crossed { (minimum, maximum) } else { (minimum.min(maximum), minimum.max(maximum)) };
        let target = match rng.gen_range(0..6) {
            0 => 0,
            1 => ONE as u64,
            _ => rng.gen_range(0..=ONE as u64),
        };
        let variable = if rng.gen() { rng.gen_range(0..ONE) } else { number(&mut rng, 128) };
        let previous = if rng.gen() { rng.gen_range(0..100 * ONE) } else { number(&mut rng, 128) };
        let weight = (part(&mut rng, LIMIT.0), part(&mut rng, LIMIT.1));
        match sides.check(&Parameters { target, variable, minimum, maximum }, previous, weight) {
            Some(next) => moved += usize::from(![previous, minimum, maximum].contains(&next)),
            None => refused += 1,
        }
    }
    assert!(moved > 1_000 && refused > 10, "{moved} moved, {refused} refused");
}

#[test]
fn extremes_give_the_same_multiplier() {
    let mut sides = Sides::new();
    for target in [0, 1, ONE as u64 / 2, ONE as u64 - 1, ONE as u64] {
        for variable in [0, 1, ONE, u128::MAX] {
            for (minimum, maximum) in [(0, u128::MAX), (0, 0), (1, 1), (ONE, u128::MAX), (u128::MAX, u128::MAX), (1, 0)] {
                let parameters = Parameters { target, variable, minimum, maximum };
                for previous in [0, ONE, u128::MAX] {
                    for weight in [(0, 0), LIMIT, (u64::MAX, u64::MAX), (LIMIT.0, 0), (0, LIMIT.1), (1, 1)] {
                        let next = sides.check(&parameters, previous, weight);
                        assert_eq!(next.is_none(), minimum > maximum, "{parameters:?}");
                    }
                }
            }
        }
    }
}

#[test]
fn over_a_sequence_of_blocks_the_multiplier_goes_the_same_way() {
    let (mut sides, mut rng) = (Sides::new(), ChaCha8Rng::seed_from_u64(1));
    let mut multiplier = ONE;
    let (mut rises, mut falls) = (0, 0);
    // Busy days and quiet ones.
    for block in 0..3_000u32 {
        let most = if block / 500 % 2 == 0 { LIMIT.0 } else { LIMIT.0 / 4 };
        let next = sides.check(&SLOW, multiplier, (rng.gen_range(0..=most), rng.gen_range(0..1_000_000))).expect("a multiplier");
        rises += usize::from(next > multiplier);
        falls += usize::from(next < multiplier);
        multiplier = next;
    }
    assert!(rises > 500 && falls > 500, "{rises} rises, {falls} falls");
    // As long as blocks are empty it falls to the least, and there it stays.
    let low = ONE / 10 + 1;
    assert_eq!(sides.check(&SLOW, low, (0, 0)), Some(SLOW.minimum));
    assert_eq!(sides.check(&SLOW, SLOW.minimum, (0, 0)), Some(SLOW.minimum));
}
