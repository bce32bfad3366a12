//! Spots in their order: why each stands where it stands, and that a worse figure never gives a better place.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test may stop at the first surprise")]

mod states;

use greenroom::assess::spots::rank;
use greenroom::model::observation::{Direction, NetworkObservation, ServerKind};
use greenroom::model::spot::{RankedSpot, SpotChange, SpotKind, SpotReason};
use greenroom::model::{Level, LevelOutcome, SpotName, SpotVisit};
use proptest::prelude::*;

const NEED: Level = Level::P720;

/// What a quick measurement sees of a quiet room.
fn seen(rtt_ms: f64, sent: u64, lost_up: u64, gap_ms: f64) -> NetworkObservation {
    let mut o = states::good_network();
    o.rtt_ms.p50 = Some(rtt_ms);
    o.rtt_ms.p95 = Some(rtt_ms * 1.2);
    (o.up.sent, o.up.lost, o.up.burst_mean) = (Some(sent), Some(lost_up), Some(1.0));
    (o.down.sent, o.down.lost) = (Some(sent), Some(0));
    (o.up.longest_gap_ms, o.down.longest_gap_ms) = (Some(gap_ms), Some(20.0));
    o
}

fn visit(name: SpotName, observation: NetworkObservation) -> SpotVisit {
    SpotVisit::new(name, SpotKind::Place, "2026-03-04T13:20:00+01:00".to_owned(), observation)
}

fn ranked(spots: &[(SpotName, NetworkObservation)]) -> Vec<RankedSpot> {
    let visits: Vec<_> = spots.iter().map(|(name, o)| visit(name.clone(), o.clone())).collect();
    rank(&visits, NEED)
}

fn place(spots: &[RankedSpot], name: &SpotName) -> RankedSpot {
    spots.iter().find(|spot| spot.name == *name).unwrap().clone()
}

use SpotName::{Attic, Bedroom, Kitchen, Study};

#[test]
fn the_spots_of_the_design_stand_as_drawn() {
    let spots = ranked(&[
        (Kitchen, seen(26.0, 1612, 41, 310.0)),
        (SpotName::Hotspot, seen(38.0, 1598, 3, 24.0)),
        (Study, seen(14.0, 1604, 0, 20.0)),
    ]);
    let order: Vec<_> = spots.iter().map(|spot| (spot.name.clone(), spot.rank, spot.outcome, spot.reason)).collect();
    assert_eq!(order[0], (Study, Some(1), LevelOutcome::Holds, SpotReason::NothingLost));
    assert_eq!(order[1], (SpotName::Hotspot, Some(2), LevelOutcome::Holds, SpotReason::Slower));
    assert_eq!((&order[2].0, order[2].1, order[2].2), (&Kitchen, Some(3), LevelOutcome::AtRisk));
    assert!(
        matches!(order[2].3, SpotReason::Gap(_, Direction::Up) | SpotReason::LosesMore(Direction::Up)),
        "{order:?}"
    );
}

#[test]
fn spots_that_chance_alone_tells_apart_share_a_number() {
    let spots = ranked(&[(Study, seen(14.0, 1600, 1, 20.0)), (Bedroom, seen(22.0, 1600, 3, 40.0))]);
    assert_eq!(spots.iter().map(|spot| spot.rank).collect::<Vec<_>>(), [Some(1), Some(1)]);
    assert!(spots.iter().all(|spot| spot.reason == SpotReason::AsGood));
    // With so many more datagrams the same shares are no chance any more.
    let spots = ranked(&[(Study, seen(14.0, 100_000, 62, 20.0)), (Bedroom, seen(22.0, 100_000, 390, 40.0))]);
    assert_eq!((spots[0].rank, spots[1].rank), (Some(1), Some(2)));
    assert_eq!(spots[1].reason, SpotReason::LosesMore(Direction::Up));
}

#[test]
fn the_loss_that_is_told_is_that_of_the_worse_direction_with_its_interval() {
    let mut o = seen(14.0, 1600, 2, 20.0);
    o.down.lost = Some(9);
    let loss = ranked(&[(Study, o)])[0].figures.loss.unwrap();
    assert_eq!((loss.direction, loss.sent, loss.lost), (Direction::Down, 1600, 9));
    assert!(loss.ci95[0] < loss.ratio && loss.ratio < loss.ci95[1]);
    assert_eq!(loss.ci95, greenroom::assess::stats::Counts::new(1600, 9, Some(1.0)).unwrap().interval());
}

#[test]
fn what_says_too_little_has_no_number() {
    let mut local = seen(1.0, 1600, 0, 0.0);
    local.server.kind = ServerKind::Local;
    let spots = ranked(&[(Attic, seen(9.0, 20, 0, 0.0)), (Kitchen, seen(26.0, 1600, 41, 20.0)), (Study, local)]);
    assert_eq!(spots[0].name, Kitchen, "a spot with an answer comes first, however it is");
    assert!(spots[1..].iter().all(|spot| spot.rank.is_none() && spot.reason == SpotReason::NotEnough));
    assert!(rank(&[], NEED).is_empty());
}

#[test]
fn a_spot_stands_by_its_newest_visit_and_tells_the_one_before() {
    let mut visits = vec![
        visit(Study, seen(200.0, 1600, 0, 20.0)),
        visit(Study, seen(14.0, 1600, 80, 20.0)),
        visit(Kitchen, seen(20.0, 1600, 0, 20.0)),
        visit(Study, seen(14.0, 1600, 0, 20.0)),
    ];
    visits[1].measured_at = "2026-03-03T19:40:00+01:00".to_owned();
    let spots = rank(&visits, NEED);
    assert_eq!(spots.len(), 2);
    let before = place(&spots, &Study).before.unwrap();
    assert_eq!((before.measured_at.as_str(), before.change), ("2026-03-03T19:40:00+01:00", SpotChange::Better));
    assert!(place(&spots, &Kitchen).before.is_none());
    visits.push(visit(Study, seen(90.0, 1600, 0, 20.0)));
    assert_eq!(place(&rank(&visits, NEED), &Study).before.unwrap().change, SpotChange::Worse);
    visits.push(visit(Study, seen(95.0, 1600, 1, 30.0)));
    assert_eq!(place(&rank(&visits, NEED), &Study).before.unwrap().change, SpotChange::Same);
}

#[test]
fn another_level_may_bring_another_order() {
    let mut narrow = seen(10.0, 1600, 0, 20.0);
    (narrow.up.goodput_mbps.p10, narrow.up.goodput_mbps.p50) = (Some(1.0), Some(1.1));
    let visits = [visit(Study, narrow), visit(Attic, seen(60.0, 1600, 0, 20.0))];
    assert_eq!(rank(&visits, Level::P720)[0].name, Attic);
    assert_eq!(rank(&visits, Level::P720)[1].reason, SpotReason::Narrow(Direction::Up));
    assert_eq!(rank(&visits, Level::Audio)[0].name, Study);
}

/// A figure, and by how much it gets worse.
#[derive(Debug, Clone, Copy)]
enum Worse {
    RoundTrip(f64),
    LostUp(u64),
    LostDown(u64),
    GapUp(f64),
    GapDown(f64),
}

fn worse(mut o: NetworkObservation, by: Worse) -> NetworkObservation {
    let more = |value: Option<f64>, by: f64| value.map(|value| value + by);
    match by {
        Worse::RoundTrip(ms) => {
            (o.rtt_ms.p50, o.rtt_ms.p95) = (more(o.rtt_ms.p50, ms), more(o.rtt_ms.p95, ms));
            (o.rtt_ms.p99, o.rtt_ms.max) = (more(o.rtt_ms.p99, ms), more(o.rtt_ms.max, ms));
        }
        Worse::LostUp(n) => o.up.lost = o.up.lost.map(|lost| (lost + n).min(o.up.sent.unwrap())),
        Worse::LostDown(n) => o.down.lost = o.down.lost.map(|lost| (lost + n).min(o.down.sent.unwrap())),
        Worse::GapUp(ms) => o.up.longest_gap_ms = more(o.up.longest_gap_ms, ms),
        Worse::GapDown(ms) => o.down.longest_gap_ms = more(o.down.longest_gap_ms, ms),
    }
    o
}

fn any_worse() -> impl Strategy<Value = Worse> {
    prop_oneof![
        (0.0..400.0_f64).prop_map(Worse::RoundTrip),
        (0..200_u64).prop_map(Worse::LostUp),
        (0..200_u64).prop_map(Worse::LostDown),
        (0.0..1500.0_f64).prop_map(Worse::GapUp),
        (0.0..1500.0_f64).prop_map(Worse::GapDown),
    ]
}

fn any_seen() -> impl Strategy<Value = NetworkObservation> {
    let figures = (5.0..300.0_f64, 300..4000_u64, 0..40_u64, 0..40_u64, 0.0..900.0_f64, any::<bool>());
    figures.prop_map(|(rtt, sent, up, down, gap, counted)| {
        let mut o = seen(rtt, sent, up, gap);
        o.down.lost = Some(down);
        if !counted {
            o.counting = Some(greenroom::model::observation::Counting::None);
        }
        o
    })
}

/// The number of a spot; one without comes after all others.
fn number(spots: &[RankedSpot], name: &SpotName) -> usize {
    place(spots, name).rank.unwrap_or(usize::MAX)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 600, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_worse_figure_never_ranks_higher(
        all in proptest::collection::vec(any_seen(), 2..6),
        which in any::<prop::sample::Index>(),
        by in any_worse(),
    ) {
        let names = [Study, Kitchen, Bedroom, Attic, SpotName::LivingRoom, SpotName::Hotspot];
        let mut spots: Vec<_> = names.into_iter().zip(all).collect();
        let index = which.index(spots.len());
        let before = ranked(&spots);
        spots[index].1 = worse(spots[index].1.clone(), by);
        let after = ranked(&spots);
        let name = &spots[index].0;
        prop_assert!(number(&after, name) >= number(&before, name), "{by:?}: {before:#?} {after:#?}");
    }

    #[test]
    fn numbers_begin_at_one_and_never_go_down(all in proptest::collection::vec(any_seen(), 1..6)) {
        let names = [Study, Kitchen, Bedroom, Attic, SpotName::LivingRoom];
        let spots = ranked(&names.into_iter().zip(all).collect::<Vec<_>>());
        let ranks: Vec<_> = spots.iter().map(|spot| spot.rank).collect();
        let numbered: Vec<_> = ranks.iter().flatten().copied().collect();
        prop_assert!(numbered.first().is_none_or(|first| *first == 1));
        prop_assert!(numbered.is_sorted());
        prop_assert!(ranks.iter().skip(numbered.len()).all(Option::is_none), "those without a number come last");
        let alone = |spot: &RankedSpot| numbered.iter().filter(|n| Some(**n) == spot.rank).count() == 1;
        prop_assert!(spots.iter().all(|s| s.reason != SpotReason::AsGood || !alone(s)), "as good as whom?");
    }

    #[test]
    fn the_order_of_visits_is_no_matter(all in proptest::collection::vec(any_seen(), 2..6)) {
        let names = [Study, Kitchen, Bedroom, Attic, SpotName::LivingRoom];
        let mut spots: Vec<_> = names.into_iter().zip(all).collect();
        let forth = ranked(&spots);
        spots.reverse();
        prop_assert_eq!(forth, ranked(&spots));
    }
}
