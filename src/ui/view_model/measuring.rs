//! The internet while it is measured: which step it is at, and what each direction has come to so far.

use crate::i18n::{Texts, number};
use crate::model::observation::UdpState;
use crate::model::run::{Stage, Step};
use crate::model::{CheckId, Level, Snapshot};

use super::internet::{self, Rung, RungLook, Way};

/// Against a server of one's own a call is imitated.
const CALL: [Step; 7] = [
    Step::NetworkPathLookup,
    Step::NetworkIdle,
    Step::NetworkTrains,
    Step::NetworkCall,
    Step::NetworkLoadDown,
    Step::NetworkLoadUp,
    Step::NetworkWatch,
];
/// A public host knows no datagrams.
const PUBLIC: [Step; 4] = [Step::NetworkPathLookup, Step::NetworkIdle, Step::NetworkLoadDown, Step::NetworkLoadUp];

/// Where a step is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum StepIs {
    /// It is over.
    Done,
    /// It is under way.
    Now,
    /// It comes later, or was passed over.
    Ahead,
}

/// A step of the measurement as a line.
#[derive(Debug, Clone, PartialEq)]
pub struct StepLine {
    /// Its name.
    pub name: String,
    /// Where it is.
    pub is: StepIs,
    /// What it came to, or how long it takes; empty where that is not known.
    pub value: String,
    /// Done, 0 to 1, while it is under way and its length is known.
    pub fraction: Option<f64>,
}

/// True until the measurement has ended.
#[must_use]
pub fn is_on(state: &Snapshot) -> bool {
    !state.stage(CheckId::Network).ended()
}

/// The title over the steps.
#[must_use]
pub fn title(texts: &Texts, public: bool) -> String {
    if public { texts.internet_steps_public() } else { texts.internet_steps_call() }
}

/// The steps in order.
#[must_use]
pub fn steps(state: &Snapshot, texts: &Texts, public: bool) -> Vec<StepLine> {
    let list: &[Step] = if public { &PUBLIC } else { &CALL };
    let now = match state.stage(CheckId::Network) {
        Stage::Running { step, .. } => list.iter().position(|s| s == step),
        _ => None,
    };
    let seen = state.observations.network.as_ref().filter(|_| state.network_progress.observed);
    let blocked = seen.is_some_and(|n| n.udp == UdpState::Blocked);
    let passed_over = |step: Step| blocked && matches!(step, Step::NetworkTrains | Step::NetworkCall);
    let lines = list.iter().enumerate().map(|(index, step)| {
        let is = match now {
            Some(now) if index == now => StepIs::Now,
            Some(now) if index < now && !passed_over(*step) => StepIs::Done,
            _ => StepIs::Ahead,
        };
        let whole_s = step.usual_ms().filter(|_| !public).map(|ms| ms as f64 / 1000.0);
        let (value, fraction) = match (is, step) {
            (StepIs::Done, Step::NetworkPathLookup) if public => (texts.internet_step_public(), None),
            (StepIs::Done, Step::NetworkIdle) => (at_rest(texts, seen.and_then(|n| n.rtt_ms.p50)), None),
            (StepIs::Done, _) => (String::new(), None),
            (StepIs::Ahead, _) => (whole_s.map_or(String::new(), |s| texts.internet_step_s(whole(texts, s))), None),
            (StepIs::Now, _) => under_way(state, texts, whole_s),
        };
        StepLine { name: name(texts, *step), is, value, fraction }
    });
    lines.collect()
}

fn whole(texts: &Texts, seconds: f64) -> String {
    number::decimal(texts.language(), seconds.ceil(), 0)
}

fn at_rest(texts: &Texts, rtt_ms: Option<f64>) -> String {
    rtt_ms.map_or(String::new(), |ms| format!("{} {}", number::ms(texts.language(), ms), texts.unit_ms()))
}

/// "3 of 6 s"; the seconds alone where it takes longer than usual.
fn under_way(state: &Snapshot, texts: &Texts, whole_s: Option<f64>) -> (String, Option<f64>) {
    let Some(of_s) = whole_s else { return (String::new(), None) };
    let at_s = state.at_ms.saturating_sub(state.network_progress.step_at_ms) as f64 / 1000.0;
    let done = number::decimal(texts.language(), at_s.floor(), 0);
    if at_s > of_s + 1.0 {
        return (texts.internet_step_s(done), Some(1.0));
    }
    let of = whole(texts, of_s);
    (texts.internet_step_of(done, of), Some((at_s / of_s).clamp(0.0, 1.0)))
}

fn name(texts: &Texts, step: Step) -> String {
    match step {
        Step::NetworkIdle => texts.internet_step_idle(),
        Step::NetworkTrains => texts.internet_step_trains(),
        Step::NetworkCall => texts.internet_step_call(),
        Step::NetworkLoadDown => texts.internet_step_down(),
        Step::NetworkLoadUp => texts.internet_step_up(),
        Step::NetworkWatch => texts.internet_step_watch(),
        _ => texts.internet_step_look(),
    }
}

/// The ladder while it is measured: the earlier result dimmed, else nothing yet; and which level is tried now.
#[must_use]
pub fn ladder(state: &Snapshot, texts: &Texts, earlier: Option<&Snapshot>) -> Vec<Rung> {
    let before = earlier.map(|earlier| internet::ladder(earlier, texts)).filter(|rungs| !rungs.is_empty());
    let mut rungs = before.unwrap_or_else(|| none_yet(state, texts));
    for rung in &mut rungs {
        rung.earlier = rung.look != RungLook::NotYet;
    }
    let tried = tried_now(state).map(|level| internet::level_name(texts, level));
    if let Some(rung) = rungs.iter_mut().find(|rung| Some(&rung.name) == tried.as_ref()) {
        (rung.look, rung.words, rung.earlier) = (RungLook::Trying, texts.level_trying(), false);
    }
    rungs
}

fn none_yet(state: &Snapshot, texts: &Texts) -> Vec<Rung> {
    let rung = |level: Level| Rung {
        name: internet::level_name(texts, level),
        mine: (level == state.requirement.need).then(|| texts.level_mine()),
        words: texts.level_not_yet(),
        look: RungLook::NotYet,
        earlier: false,
    };
    Level::ALL.into_iter().rev().map(rung).collect()
}

/// The level that the pretend call is at.
fn tried_now(state: &Snapshot) -> Option<Level> {
    let stage = state.stage(CheckId::Network);
    let calls = matches!(stage, Stage::Running { step: Step::NetworkCall | Step::NetworkWatch, .. });
    let seen = state.observations.network.as_ref().filter(|_| calls && state.network_progress.observed)?;
    seen.levels_tried.last().filter(|tried| !tried.stepped_down).map(|tried| tried.level)
}

/// Both directions while they are measured, out first: what is known so far, and else what follows.
#[must_use]
pub fn ways(state: &Snapshot, texts: &Texts, public: bool) -> Vec<Way> {
    let seen = if state.network_progress.observed { internet::ways(state, texts) } else { Vec::new() };
    let mut seen = seen.into_iter();
    [true, false].map(|up| so_far(seen.next(), texts, up, public)).into()
}

fn so_far(seen: Option<Way>, texts: &Texts, up: bool, public: bool) -> Way {
    let none = || Way {
        name: if up { texts.internet_up() } else { texts.internet_down() },
        up,
        rate: None,
        at_least: false,
        loss: None,
        gap: None,
        no_rate: String::new(),
        no_loss: String::new(),
    };
    let way = seen.unwrap_or_else(none);
    let no_loss = if public { texts.internet_loss_unknown() } else { texts.internet_loss_follows() };
    // An interval belongs to a count that is final.
    let loss = way.loss.map(|(lost, _)| (texts.internet_lost_so_far(lost), String::new()));
    Way { loss, no_rate: texts.internet_rate_follows(), no_loss, ..way }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::i18n::Language;
    use crate::model::RunId;
    use crate::model::observation::{
        DirectionObservation, Histogram, LevelTried, NetworkObservation, Observation, PhaseId, RttSummary, Server,
        ServerKind, TriedDirection, WayObservation,
    };
    use crate::model::run::{EventBody, ProbeEvent};

    fn tell(state: &mut Snapshot, at_ms: u64, body: EventBody) {
        state.run.apply(&ProbeEvent { run: RunId::default(), check: Some(CheckId::Network), at_ms, body });
    }

    fn step(step: Step) -> EventBody {
        EventBody::CheckStep { step, fraction: None, remaining_s: None }
    }

    #[test]
    fn a_step_tells_how_far_it_is_and_never_more_than_its_length() {
        let texts = Texts::new(Language::En);
        let mut state = Snapshot::default();
        tell(&mut state, 1000, EventBody::CheckStarted);
        tell(&mut state, 2000, step(Step::NetworkCall));
        tell(&mut state, 5200, step(Step::NetworkCall));
        let lines = steps(&state, &texts, false);
        assert_eq!(lines.len(), 7);
        assert_eq!((lines[2].is, lines[3].is, lines[4].is), (StepIs::Done, StepIs::Now, StepIs::Ahead));
        assert_eq!((lines[3].value.as_str(), lines[4].value.as_str()), ("3 of 6 s", "3 s"));
        tell(&mut state, 10_500, step(Step::NetworkCall));
        assert_eq!(steps(&state, &texts, false)[3].value, "8 s", "a level was given up: longer than usual");
        tell(&mut state, 10_600, step(Step::NetworkLoadDown));
        assert_eq!(steps(&state, &texts, false)[4].value, "0 of 3 s");
        assert_eq!(steps(&state, &texts, true).len(), 4);
    }

    fn observation(level: Level) -> NetworkObservation {
        let tried = LevelTried {
            level,
            phase: PhaseId::Call,
            duration_s: 1.0,
            stepped_down: false,
            rtt_ms: Histogram::default(),
            up: TriedDirection::default(),
            down: TriedDirection::default(),
        };
        NetworkObservation {
            server: Server { kind: ServerKind::Greenroom, host: String::new() },
            path: None,
            udp: UdpState::Works,
            counting: None,
            rtt_ms: RttSummary::default(),
            up: DirectionObservation::default(),
            down: DirectionObservation::default(),
            sender_late_ratio: None,
            mos: None,
            drop_outs: Vec::new(),
            levels_tried: vec![tried],
            quiet: None,
            trial_levels: Vec::new(),
            way: WayObservation::default(),
            duration_s: 2.0,
            watch: None,
        }
    }

    #[test]
    fn what_an_earlier_measurement_saw_is_not_told_as_new() {
        let texts = Texts::new(Language::En);
        let mut state = Snapshot::default();
        let seen = |level| EventBody::Observed { observation: Observation::Network(Box::new(observation(level))) };
        tell(&mut state, 1, EventBody::CheckStarted);
        tell(&mut state, 2, seen(Level::Share));
        tell(&mut state, 3, EventBody::CheckEnded);
        tell(&mut state, 4, EventBody::CheckStarted);
        tell(&mut state, 5, step(Step::NetworkCall));
        let trying = |state: &Snapshot| {
            let rungs = ladder(state, &texts, None);
            rungs.iter().position(|rung| rung.look == RungLook::Trying)
        };
        assert_eq!(trying(&state), None);
        tell(&mut state, 6, seen(Level::P720));
        assert_eq!(trying(&state), Some(2));
        assert_eq!(ways(&state, &texts, false)[0].no_rate, texts.internet_rate_follows());
    }
}
