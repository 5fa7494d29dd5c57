//! Any sequence of actions, with memory ample and scarce, over the system's allocator and over an arena.

use gopallet_shim_model::{run, Action, Backing, Scarcity, Script, Shape, Size};
use proptest::prelude::*;

const CASES: u32 = if cfg!(miri) { 2 } else { 128 };
const STEPS: usize = if cfg!(miri) { 24 } else { 150 };
/// An arena that scripts fill up now and then.
const ARENA: Backing = Backing::Arena(if cfg!(miri) { 1 << 20 } else { 4 << 20 });

fn size() -> impl Strategy<Value = Size> {
    prop_oneof![
        8 => (0..200u16).prop_map(Size::Cell),
        4 => any::<u16>().prop_map(Size::Cell),
        2 => any::<u16>().prop_map(Size::Span),
        1 => any::<u16>().prop_map(Size::Region),
        1 => any::<u8>().prop_map(Size::Absurd),
    ]
}

fn shape() -> impl Strategy<Value = Shape> {
    prop_oneof![
        Just(Shape::Unknown),
        Just(Shape::PointerFree),
        Just(Shape::Dense),
        Just(Shape::FirstOfTwo),
        Just(Shape::LastTwoOfThree),
        Just(Shape::Sparse),
    ]
}

fn action() -> impl Strategy<Value = Action> {
    let byte = any::<u8>;
    prop_oneof![
        12 => (size(), shape(), byte()).prop_map(|(size, shape, root)| Action::Allocate { size, shape, root }),
        8 => (byte(), any::<u16>(), byte(), any::<u16>()).prop_map(|(from, slot, to, inside)| Action::Link { from, slot, to, inside }),
        2 => (byte(), any::<u16>()).prop_map(|(from, slot)| Action::Unlink { from, slot }),
        2 => (byte(), any::<u16>(), byte()).prop_map(|(from, slot, to)| Action::Follow { from, slot, to }),
        3 => byte().prop_map(|root| Action::Unroot { root }),
        1 => (any::<u16>(), byte()).prop_map(|(size, root)| Action::Adopt { size, root }),
        2 => Just(Action::Collect),
        1 => byte().prop_map(|marked| Action::Trap { marked }),
        1 => byte().prop_map(|root| Action::Return { root }),
    ]
}

fn scarcity() -> impl Strategy<Value = Scarcity> {
    prop_oneof![any::<u8>().prop_map(Scarcity::Limit), (0..24u8).prop_map(Scarcity::Once), (0..24u8).prop_map(Scarcity::From),]
}

fn actions() -> impl Strategy<Value = Vec<Action>> {
    proptest::collection::vec(action(), 1..STEPS)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: CASES, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_sequence_keeps_exactly_what_is_reachable(actions in actions()) {
        let script = Script { scarcity: Scarcity::Ample, actions };
        let outcome = run(&script, Backing::System);
        prop_assert_eq!(outcome.refused, 0);
    }

    #[test]
    fn refusals_change_nothing(scarcity in scarcity(), actions in actions()) {
        run(&Script { scarcity, actions }, Backing::System);
    }

    #[test]
    fn an_arena_serves_any_sequence_the_same_way_each_time(scarcity in scarcity(), actions in actions()) {
        let script = Script { scarcity, actions };
        let first = run(&script, ARENA);
        prop_assert_eq!(first, run(&script, ARENA));
    }
}
