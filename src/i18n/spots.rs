//! Spots in words: their names, why they stand where they stand, their figures, when they were measured.

use jiff::Timestamp;
use jiff::civil::Date;

use super::{Language, Texts, number};
use crate::model::observation::Direction;
use crate::model::spot::{
    RankedSpot, SpotBefore, SpotBoard, SpotChange, SpotFigures, SpotKind, SpotLoss, SpotName, SpotReason,
};

/// From here on a spot is of another day, in seconds.
const DAY_S: f64 = 24.0 * 3600.0;

/// The spot that somebody means by this: a word of the list in any language, else a name of one's own. `None`: nothing was
/// typed.
#[must_use]
pub fn spot_named(typed: &str) -> Option<SpotName> {
    let wanted = typed.trim().to_lowercase();
    let same = |text: &str| text.to_lowercase() == wanted || text.to_lowercase().replace('_', " ") == wanted;
    let texts = Language::ALL.map(Texts::new);
    let known = |name: &SpotName| {
        name.word().is_some_and(same) || texts.iter().any(|t| same(&t.spot(name)) || same(&t.the_spot(name)))
    };
    SpotName::OFFERED.into_iter().find(known).or_else(|| SpotName::own(typed))
}

/// True when this was measured more than a day before `now`, both RFC 3339.
#[must_use]
pub fn is_of_another_day(measured_at: &str, now: &str) -> bool {
    let moment = |text: &str| text.parse::<Timestamp>().ok();
    let both = moment(measured_at).zip(moment(now));
    both.is_some_and(|(then, now)| now.duration_since(then).as_secs_f64() > DAY_S)
}

impl Texts {
    /// The name of a spot as it stands in a list.
    #[must_use]
    pub fn spot(&self, name: &SpotName) -> String {
        match name {
            SpotName::Study => self.spot_study(),
            SpotName::LivingRoom => self.spot_living_room(),
            SpotName::Kitchen => self.spot_kitchen(),
            SpotName::Bedroom => self.spot_bedroom(),
            SpotName::Attic => self.spot_attic(),
            SpotName::Hotspot => self.spot_hotspot(),
            SpotName::Own(name) => name.clone(),
        }
    }

    /// The name of a spot in the midst of a sentence.
    #[must_use]
    pub fn the_spot(&self, name: &SpotName) -> String {
        match name {
            SpotName::Study => self.spot_the_study(),
            SpotName::LivingRoom => self.spot_the_living_room(),
            SpotName::Kitchen => self.spot_the_kitchen(),
            SpotName::Bedroom => self.spot_the_bedroom(),
            SpotName::Attic => self.spot_the_attic(),
            SpotName::Hotspot => self.spot_the_hotspot(),
            SpotName::Own(name) => self.spot_the_own(name.clone()),
        }
    }

    /// What is known by now: which spot is the best, or that none is.
    #[must_use]
    pub fn spots_known(&self, board: &SpotBoard) -> String {
        let numbered = board.ranked.iter().filter(|spot| spot.rank.is_some()).count();
        match (board.best(), numbered) {
            (Some(best), _) => self.spots_title_best(self.the_spot(&best.name)),
            (None, 0) => self.spots_title_none(),
            (None, 1) => self.spots_title_one(),
            (None, _) => self.spots_title_same(),
        }
    }

    /// Why a spot stands where it stands, as a sentence.
    #[must_use]
    pub fn spot_reason(&self, reason: SpotReason) -> String {
        use Direction::{Down, Up};
        match reason {
            SpotReason::NothingLost => self.spots_reason_nothing_lost(),
            SpotReason::HardlyAnythingLost => self.spots_reason_hardly_lost(),
            SpotReason::AsGood => self.spots_reason_as_good(),
            SpotReason::Slower => self.spots_reason_slower(),
            SpotReason::LosesMore(Up) => self.spots_reason_loses_up(),
            SpotReason::LosesMore(Down) => self.spots_reason_loses_down(),
            SpotReason::Gap(ms, Up) => self.spots_reason_gap_up(number::seconds(self.language(), ms)),
            SpotReason::Gap(ms, Down) => self.spots_reason_gap_down(number::seconds(self.language(), ms)),
            SpotReason::Narrow(Up) => self.spots_reason_narrow_up(),
            SpotReason::Narrow(Down) => self.spots_reason_narrow_down(),
            SpotReason::Slow => self.spots_reason_slow(),
            SpotReason::SlowUnderLoad => self.spots_reason_under_load(),
            SpotReason::Unsteady => self.spots_reason_unsteady(),
            SpotReason::LossNotCounted => self.spots_reason_not_counted(),
            SpotReason::NotEnough => self.spots_reason_not_enough(),
        }
    }

    /// Round trip, loss with its interval, and the longest gap; at a hotspot the data in its place.
    #[must_use]
    pub fn spot_figures(&self, figures: &SpotFigures, kind: SpotKind) -> String {
        let language = self.language();
        let trip = figures.rtt_ms.map(|ms| format!("{}\u{a0}{}", number::ms(language, ms), self.unit_ms()));
        let loss = figures.loss.map(|loss| self.spot_loss(&loss));
        let last = match (kind, figures.longest_gap) {
            (SpotKind::Hotspot, _) => {
                Some(self.spots_data(number::decimal(language, (figures.bytes as f64 / 1e6).ceil(), 0)))
            }
            (SpotKind::Place, Some((ms, _))) => Some(self.internet_longest_gap(number::seconds(language, ms))),
            (SpotKind::Place, None) => None,
        };
        let all: Vec<String> = [trip, loss, last].into_iter().flatten().collect();
        all.join(" · ")
    }

    fn spot_loss(&self, loss: &SpotLoss) -> String {
        let language = self.language();
        let percent = |ratio: f64| number::percent(language, ratio);
        let [low, high] = loss.ci95.map(percent);
        let interval = format!("{}–{high}", low.trim_end_matches('%'));
        self.spots_lost(interval, number::count(language, loss.sent), percent(loss.ratio))
    }

    /// How a spot compares with the visit before.
    #[must_use]
    pub fn spot_before(&self, before: &SpotBefore, now: &str) -> String {
        let when = self.spot_when(&before.measured_at, now);
        match before.change {
            SpotChange::Better => self.spots_before_better(when),
            SpotChange::Same => self.spots_before_same(when),
            SpotChange::Worse => self.spots_before_worse(when),
        }
    }

    /// When a spot was measured, where that is no longer today.
    #[must_use]
    pub fn spot_age(&self, spot: &RankedSpot, now: &str) -> Option<String> {
        let old = is_of_another_day(&spot.measured_at, now);
        old.then(|| self.spots_measured(self.spot_when(&spot.measured_at, now)))
    }

    /// A moment as one says it: by its time today and yesterday, else by its date.
    fn spot_when(&self, at: &str, now: &str) -> String {
        let date = |text: &str| text.get(..10).and_then(|day| day.parse::<Date>().ok());
        let time = at.get(11..16).unwrap_or_default().to_owned();
        match (date(at), date(now)) {
            (Some(then), Some(now)) if then == now => self.spots_when_today(time),
            (Some(then), Some(now)) if Some(then) == now.yesterday().ok() => self.spots_when_yesterday(time),
            (Some(then), _) => {
                let (day, month, year) = (then.day().to_string(), f64::from(then.month()), then.year().to_string());
                self.spots_when_date(self.report_date(day, month, time, year))
            }
            (None, _) => self.spots_when_once(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_spot_is_found_by_its_word_in_any_language() {
        for typed in ["study", "Study", "studeerkamer", "de studeerkamer", " STUDEERKAMER "] {
            assert_eq!(spot_named(typed), Some(SpotName::Study), "{typed}");
        }
        for typed in ["living_room", "living room", "woonkamer"] {
            assert_eq!(spot_named(typed), Some(SpotName::LivingRoom), "{typed}");
        }
        assert_eq!(spot_named("hotspot"), Some(SpotName::Hotspot));
        assert_eq!(spot_named("Serre"), Some(SpotName::Own("Serre".to_owned())));
        assert_eq!(spot_named(" "), None);
    }

    #[test]
    fn a_moment_is_told_as_one_says_it() {
        let now = "2026-03-04T13:22:30+01:00";
        let texts = Texts::new(Language::En);
        let when = |at: &str| texts.spot_when(at, now);
        assert!(when("2026-03-04T13:05:00+01:00").contains("13:05"));
        assert!(when("2026-03-03T19:40:00+01:00").starts_with("yesterday"));
        assert!(when("2026-02-27T19:40:00+01:00").contains("27 February"), "{}", when("2026-02-27T19:40:00+01:00"));
        assert_eq!(when("moonday"), texts.spots_when_once());
        assert!(!is_of_another_day("2026-03-03T19:40:00+01:00", now));
        assert!(is_of_another_day("2026-03-03T10:00:00+01:00", now) && !is_of_another_day("", now));
    }
}
