//! The spots as rows, the one that is being measured, and what comes next.

use super::Status;
use crate::i18n::{Texts, is_of_another_day, number};
use crate::model::observation::{Direction, InterfaceKind};
use crate::model::spot::{RankedSpot, SPOT_S, SpotBoard, SpotKind, SpotName, SpotStage, SpotTrial};
use crate::model::{Level, LevelOutcome, UnknownReason};

/// A spot as a row of the list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SpotRow {
    /// Its number; `None`: too little was seen there.
    pub number: Option<String>,
    /// Its name.
    pub name: String,
    /// It is the phone's hotspot.
    pub phone: bool,
    /// Why it stands there.
    pub reason: String,
    /// Round trip, loss, longest gap.
    pub figures: String,
    /// When it was measured, where that is not today; how it compares with the time before.
    pub earlier: Option<String>,
    /// Whether it carries the call, in a word or two.
    pub words: String,
    /// The same as a state.
    pub status: Status,
    /// It stands clearly before the others.
    pub best: bool,
    /// It was measured on another day.
    pub old: bool,
    /// All of it in text.
    pub told: String,
}

/// The rows, best spot first.
#[must_use]
pub fn rows(board: &SpotBoard, texts: &Texts) -> Vec<SpotRow> {
    let best = board.best().map(|spot| &spot.name);
    board.ranked.iter().map(|spot| row(board, spot, Some(&spot.name) == best, texts)).collect()
}

fn row(board: &SpotBoard, spot: &RankedSpot, best: bool, texts: &Texts) -> SpotRow {
    let name = texts.spot(&spot.name);
    let number = spot.rank.map(|rank| rank.to_string());
    let words = outcome(texts, spot.outcome);
    let reason = texts.spot_reason(spot.reason);
    let figures = texts.spot_figures(&spot.figures, spot.kind);
    let before = spot.before.as_ref().map(|before| texts.spot_before(before, &board.now));
    let earlier = texts.spot_age(spot, &board.now).map(|age| format!("{age}.")).or(before);
    let place = number.clone().map_or_else(|| texts.spots_no_number(), |rank| texts.spots_number(rank));
    let mut told = format!("{name}, {place}: {words}. {reason} {figures}");
    if let Some(earlier) = &earlier {
        told.push_str(&format!(". {earlier}"));
    }
    SpotRow {
        number,
        phone: spot.kind == SpotKind::Hotspot,
        reason,
        figures,
        earlier,
        words,
        status: status(spot.outcome),
        best,
        old: is_of_another_day(&spot.measured_at, &board.now),
        told,
        name,
    }
}

/// The words of an outcome; each spot is asked for what the call needs.
fn outcome(texts: &Texts, outcome: LevelOutcome) -> String {
    texts.level_outcome(Level::Audio, outcome, Level::Share)
}

fn status(outcome: LevelOutcome) -> Status {
    match outcome {
        LevelOutcome::Holds => Status::Ok,
        LevelOutcome::AtRisk => Status::Warn,
        LevelOutcome::No => Status::Fail,
        LevelOutcome::NotEnoughEvidence => Status::Unknown,
    }
}

/// The spot that is being measured.
#[derive(Debug, Clone, PartialEq)]
pub struct SpotNow {
    /// Its name.
    pub name: SpotName,
    /// (seconds, ms); `None`: lost.
    pub points: Vec<(f64, Option<f64>)>,
    /// "31", in ms: the middle one of the last second.
    pub number: Option<String>,
    /// What was lost so far.
    pub lost: String,
    /// "6 of 10 s".
    pub progress: String,
    /// Done, 0 to 1.
    pub fraction: f64,
    /// "gets its place here in 4 seconds".
    pub pending: String,
    /// It takes the phone's data.
    pub phone: bool,
    /// How far it is, for a screen reader: it changes every two seconds.
    pub told: String,
}

/// What is being measured; `None`: nothing is.
#[must_use]
pub fn now(board: &SpotBoard, texts: &Texts) -> Option<SpotNow> {
    let trial = board.trial.as_ref().filter(|trial| trial.stage == SpotStage::Running)?;
    let language = texts.language();
    let at_s = trial.at_s.clamp(0.0, SPOT_S);
    let whole = |s: f64| number::decimal(language, s, 0);
    let left_s = (SPOT_S - at_s).ceil();
    let mut last: Vec<f64> = trial.round_trips.iter().rev().take(10).filter_map(|p| p.rtt_ms).collect();
    last.sort_by(f64::total_cmp);
    let lost = trial.seen.loss.filter(|loss| loss.sent > 0).map(|loss| {
        let up = loss.direction == Direction::Up;
        let way = if up { texts.spots_way_up() } else { texts.spots_way_down() };
        texts.spots_lost_so_far(number::count(language, loss.lost), number::count(language, loss.sent), way)
    });
    let told = texts.spots_of(whole((at_s / 2.0).floor() * 2.0), whole(SPOT_S));
    Some(SpotNow {
        name: trial.name.clone(),
        points: trial.round_trips.iter().map(|p| (p.at_s, p.rtt_ms)).collect(),
        number: last.get(last.len() / 2).map(|ms| number::ms(language, *ms)),
        lost: lost.unwrap_or_else(|| texts.spots_counting()),
        progress: texts.spots_of(whole(at_s.floor()), whole(SPOT_S)),
        fraction: at_s / SPOT_S,
        pending: if left_s >= 1.0 { texts.spots_pending(left_s) } else { texts.spots_pending_soon() },
        phone: trial.kind == SpotKind::Hotspot,
        told: format!("{}: {told}", texts.spot(&trial.name)),
    })
}

/// How the last measurement ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SpotEnd {
    /// Which spot it was.
    pub name: SpotName,
    /// What came of it, as a sentence.
    pub words: String,
    /// It has a place among the others.
    pub ranked: bool,
}

/// What came of the measurement that ended last; `None`: nothing has ended, or one is under way.
#[must_use]
pub fn end(board: &SpotBoard, texts: &Texts) -> Option<SpotEnd> {
    let trial = board.trial.as_ref()?;
    let SpotTrial { name, stage, .. } = trial;
    let words = match stage {
        SpotStage::Running => return None,
        SpotStage::Ranked if is_numbered(board, name) => texts.spots_ranked(texts.spot(name)),
        SpotStage::Ranked => texts.spots_ranked_unsure(),
        SpotStage::Left => texts.spots_left(texts.spot(name)),
        SpotStage::Failed(unknown) if unknown.reason == UnknownReason::Offline => texts.spots_offline(),
        SpotStage::Failed(unknown) => format!("{} {}", texts.reason(unknown.reason), texts.spots_unranked()),
        SpotStage::Void(why) => texts.void(*why),
    };
    Some(SpotEnd { name: name.clone(), words, ranked: *stage == SpotStage::Ranked })
}

fn is_numbered(board: &SpotBoard, name: &SpotName) -> bool {
    board.ranked.iter().any(|spot| spot.name == *name && spot.rank.is_some())
}

/// The names to choose from: those that most houses have, then those of the person's own.
#[must_use]
pub fn names(board: &SpotBoard) -> Vec<SpotName> {
    let mut names = SpotName::OFFERED.to_vec();
    let tried = board.trial.iter().map(|trial| &trial.name);
    for name in board.ranked.iter().map(|spot| &spot.name).chain(tried) {
        if !names.contains(name) {
            names.push(name.clone());
        }
    }
    names
}

/// The spot that is proposed next: the first of the list that was not measured today, and is not the one just left.
#[must_use]
pub fn next(board: &SpotBoard) -> SpotName {
    let today = |name: &SpotName| {
        let spot = board.ranked.iter().find(|spot| spot.name == *name);
        spot.is_some_and(|spot| !is_of_another_day(&spot.measured_at, &board.now))
    };
    let left = board.trial.as_ref().map(|trial| &trial.name);
    let names = names(board);
    let fresh = names.iter().find(|name| !today(name) && Some(*name) != left);
    fresh.or_else(|| names.iter().find(|name| Some(*name) != left)).cloned().unwrap_or(SpotName::Study)
}

/// True where the spots are measured over a cable: then there is nothing steadier to be told.
#[must_use]
pub fn is_by_cable(board: &SpotBoard) -> bool {
    board.ranked.iter().any(|spot| spot.figures.interface == Some(InterfaceKind::Wired))
}

/// A spot on the page of the internet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SpotLine {
    /// Its name.
    pub name: String,
    /// It is the phone's hotspot.
    pub phone: bool,
    /// "14 ms"; empty where it was not measured.
    pub trip: String,
    /// "0%"; empty where it was not counted.
    pub lost: String,
    /// Whether it carries the call, or that it is the best.
    pub words: String,
    /// The same as a state.
    pub status: Status,
}

/// The spots as they are compared on the page of the internet.
#[must_use]
pub fn compared(board: &SpotBoard, texts: &Texts) -> Vec<SpotLine> {
    let best = board.best().map(|spot| spot.name.clone());
    let line = |spot: &RankedSpot| {
        let best = best.as_ref() == Some(&spot.name) && spot.outcome == LevelOutcome::Holds;
        let language = texts.language();
        let trip = spot.figures.rtt_ms.map(|ms| format!("{} {}", number::ms(language, ms), texts.unit_ms()));
        SpotLine {
            name: texts.spot(&spot.name),
            phone: spot.kind == SpotKind::Hotspot,
            trip: trip.unwrap_or_default(),
            lost: spot.figures.loss.map(|loss| number::percent(language, loss.ratio)).unwrap_or_default(),
            words: if best { texts.internet_best_spot() } else { outcome(texts, spot.outcome) },
            status: status(spot.outcome),
        }
    };
    board.ranked.iter().map(line).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::i18n::Language;
    use crate::model::Unknown;
    use crate::model::run::{RoundTripPoint, VoidReason};
    use crate::model::spot::{SpotFigures, SpotReason};

    const NOW: &str = "2026-03-04T13:22:30+01:00";

    fn spot(name: SpotName, rank: Option<usize>, measured_at: &str) -> RankedSpot {
        RankedSpot {
            name,
            kind: SpotKind::Place,
            measured_at: measured_at.to_owned(),
            rank,
            outcome: LevelOutcome::Holds,
            figures: SpotFigures { rtt_ms: Some(14.0), ..SpotFigures::default() },
            reason: SpotReason::NothingLost,
            before: None,
        }
    }

    fn board(ranked: Vec<RankedSpot>) -> SpotBoard {
        SpotBoard { ranked, now: NOW.to_owned(), ..SpotBoard::default() }
    }

    fn trial(stage: SpotStage) -> SpotTrial {
        let round_trips = vec![RoundTripPoint { at_s: 1.0, rtt_ms: Some(31.0) }];
        let (name, kind, seen) = (SpotName::Bedroom, SpotKind::Place, SpotFigures::default());
        SpotTrial { name, kind, stage, at_s: 6.2, round_trips, seen }
    }

    #[test]
    fn the_best_is_named_only_where_it_is_clearly_so() {
        let texts = Texts::new(Language::En);
        let two = |second| board(vec![spot(SpotName::Study, Some(1), NOW), spot(SpotName::Kitchen, second, NOW)]);
        assert!(texts.spots_known(&two(Some(2))).contains("the study"));
        assert_eq!(texts.spots_known(&two(Some(1))), texts.spots_title_same());
        assert_eq!(texts.spots_known(&two(None)), texts.spots_title_one());
        assert_eq!(texts.spots_known(&board(Vec::new())), texts.spots_title_none());
        assert!(rows(&two(Some(2)), &texts)[0].best && !rows(&two(Some(1)), &texts)[0].best);
    }

    #[test]
    fn the_next_spot_is_one_that_was_not_measured_today() {
        assert_eq!(next(&board(Vec::new())), SpotName::Study);
        let yesterday = "2026-03-02T13:22:30+01:00";
        let mut measured =
            board(vec![spot(SpotName::Study, Some(1), NOW), spot(SpotName::LivingRoom, Some(2), yesterday)]);
        assert_eq!(next(&measured), SpotName::LivingRoom);
        let all = SpotName::OFFERED.map(|name| spot(name, Some(1), NOW));
        measured = board(all.to_vec());
        measured.trial = Some(SpotTrial { name: SpotName::Study, ..trial(SpotStage::Ranked) });
        assert_ne!(next(&measured), SpotName::Study, "whoever walks on is elsewhere");
    }

    #[test]
    fn how_it_ended_is_told_and_what_is_under_way_is_not_an_end() {
        let texts = Texts::new(Language::En);
        let mut board = board(vec![spot(SpotName::Bedroom, Some(1), NOW)]);
        board.trial = Some(trial(SpotStage::Running));
        assert!(end(&board, &texts).is_none());
        let now = now(&board, &texts).unwrap();
        assert_eq!((now.progress.as_str(), now.number.as_deref()), ("6 of 10 s", Some("31")));
        assert!(now.pending.contains("4 seconds"), "{}", now.pending);
        let offline = SpotStage::Failed(Unknown::new(UnknownReason::Offline, ""));
        for (stage, ranked) in [
            (SpotStage::Ranked, true),
            (SpotStage::Left, false),
            (offline, false),
            (SpotStage::Void(VoidReason::Slept), false),
        ] {
            board.trial = Some(trial(stage));
            let end = end(&board, &texts).unwrap();
            assert_eq!(end.ranked, ranked);
            assert!(end.words.ends_with('.'), "{}", end.words);
            assert!(super::now(&board, &texts).is_none());
        }
    }
}
