//! Memory ends at each grant that a scenario asks for: once, and for good.

use gopallet_shim_model::{run, Action, Backing, Outcome, Scarcity, Script, Shape, Size};

const ARENA: Backing = Backing::Arena(16 << 20);

/// Regions enough for the table to outgrow its place in the collector twice, far enough apart for the granule table to do so too; blocks of all
/// sizes between them; links, cycles, adopted buffers and a result.
fn scenario() -> Vec<Action> {
    let mut actions = Vec::new();
    for round in 0..64u16 {
        let root = (round % 24) as u8;
        actions.push(Action::Allocate { size: Size::Region(round * 700), shape: Shape::Unknown, root });
        actions.push(Action::Allocate { size: Size::Cell(round * 16), shape: Shape::Unknown, root: root.wrapping_add(1) });
        actions.push(Action::Link { from: root, slot: 0, to: root.wrapping_add(23), inside: round });
        actions.push(Action::Link { from: root.wrapping_add(1), slot: 0, to: root, inside: round });
        actions.push(Action::Allocate { size: Size::Span(round * 500), shape: Shape::Sparse, root: root.wrapping_add(2) });
        actions.push(Action::Link { from: root.wrapping_add(2), slot: 0, to: root.wrapping_add(1), inside: 0 });
        if round % 8 == 7 {
            actions.push(Action::Adopt { size: 12_000 + round, root: root.wrapping_add(3) });
            actions.push(Action::Collect);
        }
    }
    actions.extend([Action::Return { root: 0 }, Action::Allocate { size: Size::Cell(40), shape: Shape::Dense, root: 0 }]);
    actions
}

fn with(scarcity: Scarcity) -> Outcome {
    run(&Script { scarcity, actions: scenario() }, ARENA)
}

#[test]
fn each_grant_may_be_refused() {
    let ample = with(Scarcity::Ample);
    assert_eq!(ample.refused, 0);
    // Beside the objects' own grants and chunks: three tables at the least.
    assert!(ample.grants > 64 + 8 + 3 && ample.grants < 256, "{} grants", ample.grants);
    let mut survived = 0;
    for number in 0..ample.grants as u8 {
        let once = with(Scarcity::Once(number));
        // A grant for the granule table may be refused without a refusal: a search does its work.
        assert!(once.refused <= 1, "grant {number}");
        survived += usize::from(once.refused == 0);
        assert!(with(Scarcity::From(number)).refused >= 1, "grant {number}");
    }
    assert!((1..8).contains(&survived), "{survived} refusals of the granule table");
}

#[test]
fn small_limits_of_any_size_are_kept() {
    for units in 0..=255 {
        with(Scarcity::Limit(units));
    }
}

#[test]
fn a_cycle_needs_no_memory() {
    // All that the scenario allocates before its first cycle is granted, and nothing after.
    let first = scenario().into_iter().take_while(|action| *action != Action::Collect).collect::<Vec<_>>();
    let grants = run(&Script { scarcity: Scarcity::Ample, actions: first.clone() }, ARENA).grants;
    let mut actions = first;
    actions.extend([Action::Collect, Action::Unroot { root: 3 }, Action::Collect]);
    let outcome = run(&Script { scarcity: Scarcity::From(grants as u8), actions }, ARENA);
    assert_eq!((outcome.refused, outcome.grants), (0, grants));
    assert!(outcome.collections >= 2 && outcome.counts.objects_freed > 0);
}

#[test]
fn absurd_sizes_are_refused_at_any_time() {
    for number in 0..=255 {
        let shape = if number % 2 == 0 { Shape::Unknown } else { Shape::FirstOfTwo };
        let allocate = |size| Action::Allocate { size, shape, root: number };
        let actions =
            vec![allocate(Size::Absurd(number)), allocate(Size::Cell(0)), allocate(Size::Cell(1)), allocate(Size::Absurd(number))];
        let outcome = run(&Script { scarcity: Scarcity::Ample, actions }, ARENA);
        assert_eq!((outcome.refused, outcome.grants), (0, 1));
    }
}
