//! Nothing that is said claims what was not measured: every way in which the parts can come out, at every level of the
//! line, in both languages, in the window, the terminal and the report for somebody else.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test may stop at the first surprise"
)]

mod states;

use greenroom::assess::mend::mend;
use greenroom::i18n::{Language, Texts};
use greenroom::model::observation::*;
use greenroom::model::*;
use greenroom::report::{self, Own, Ticks, sentence};
use states::*;

/// How a part comes out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Part {
    Good,
    WatchOut,
    Problem,
    Unmeasured,
    LeftOut,
}

const PARTS: [Part; 5] = [Part::Good, Part::WatchOut, Part::Problem, Part::Unmeasured, Part::LeftOut];

/// How the line comes out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Line {
    Holds,
    LossUnknown,
    AtRisk,
    No,
    Silent,
    Offline,
    Trial,
    Little,
    LeftOut,
}

const LINES: [Line; 9] = [
    Line::Holds,
    Line::LossUnknown,
    Line::AtRisk,
    Line::No,
    Line::Silent,
    Line::Offline,
    Line::Trial,
    Line::Little,
    Line::LeftOut,
];

impl Line {
    fn measured(self) -> bool {
        matches!(self, Self::Holds | Self::LossUnknown | Self::AtRisk | Self::No)
    }
}

/// One way in which a run can come out.
#[derive(Debug, Clone, Copy)]
struct Case {
    line: Line,
    sound: Part,
    camera: Part,
    computer: Part,
    /// Problems that take longer than minutes.
    hard: bool,
}

fn cases() -> Vec<Case> {
    let mut cases = Vec::new();
    for line in LINES {
        for sound in PARTS {
            for camera in PARTS {
                for computer in PARTS {
                    cases.extend([false, true].map(|hard| Case { line, sound, camera, computer, hard }));
                }
            }
        }
    }
    cases.retain(|c| !c.hard || c.is(Part::Problem));
    cases.retain(|c| c.line != Line::LeftOut || c.parts().into_iter().any(|(_, part)| part != Part::LeftOut));
    cases
}

impl Case {
    fn parts(self) -> [(CheckId, Part); 3] {
        [(CheckId::Sound, self.sound), (CheckId::Camera, self.camera), (CheckId::Computer, self.computer)]
    }

    fn is(self, part: Part) -> bool {
        self.parts().into_iter().any(|(_, p)| p == part)
    }

    /// Everything was selected and everything was measured.
    fn complete(self) -> bool {
        self.line.measured() && !self.is(Part::Unmeasured) && !self.is(Part::LeftOut)
    }

    fn state(self) -> Snapshot {
        bent(|s| {
            s.requirement.checks.retain(|check| match check {
                CheckId::Network => self.line != Line::LeftOut,
                other => self.parts().into_iter().any(|(c, part)| c == *other && part != Part::LeftOut),
            });
            match self.line {
                Line::Holds | Line::LeftOut => {}
                Line::LossUnknown => public(s),
                Line::AtRisk => network(s).rtt_ms.p95 = Some(300.0),
                Line::No => network(s).rtt_ms.p95 = Some(500.0),
                Line::Silent => unknown(s, CheckId::Network, UnknownReason::NoAnswer),
                Line::Offline => unknown(s, CheckId::Network, UnknownReason::Offline),
                Line::Trial => network(s).server.kind = ServerKind::Local,
                Line::Little => (network(s).up.sent, network(s).up.lost) = (Some(40), Some(0)),
            }
            match self.sound {
                Part::Good | Part::LeftOut => {}
                Part::WatchOut => sound(s).speech_level_dbfs = Some(-40.0),
                Part::Problem if self.hard => unknown(s, CheckId::Sound, UnknownReason::NoDevice),
                Part::Problem => sound(s).silent = Some(true),
                Part::Unmeasured => unknown(s, CheckId::Sound, UnknownReason::Cancelled),
            }
            match self.camera {
                Part::Good | Part::LeftOut => {}
                Part::WatchOut => camera(s).brightness = Some(0.1),
                Part::Problem if self.hard => unknown(s, CheckId::Camera, UnknownReason::NoDevice),
                Part::Problem => camera(s).black_ratio = Some(1.0),
                Part::Unmeasured => unknown(s, CheckId::Camera, UnknownReason::InUse),
            }
            match self.computer {
                Part::Good | Part::LeftOut => {}
                Part::WatchOut => computer(s).on_battery = Some(true),
                Part::Problem if self.hard => computer(s).cpu_busy_ratio = Some(0.9),
                Part::Problem => computer(s).memory_available_ratio = Some(0.02),
                Part::Unmeasured => unknown(s, CheckId::Computer, UnknownReason::Cancelled),
            }
        })
    }
}

/// When a sentence may be said.
type May = fn(Case) -> bool;

/// Every sentence below a verdict, by a piece of it in English and Dutch, and when it may be said. A sentence that is
/// not among them fails the test: whoever adds one says here what it claims.
const SENTENCES: [(&str, &str, May); 19] = [
    ("the call, and you come across well.", "het gesprek aan, en je komt goed over.", |c| {
        c.complete() && c.line == Line::Holds && !c.is(Part::Problem) && !c.is(Part::WatchOut)
    }),
    ("It looks good.", "Het ziet er goed uit.", |c| {
        c.complete() && c.line == Line::LossUnknown && !c.is(Part::Problem)
    }),
    (
        "Whether anything gets lost on the way was not measured",
        "Of er onderweg iets kwijtraakt, is niet gemeten",
        |c| c.line == Line::LossUnknown,
    ),
    ("There is one remark.", "Er is één opmerking.", |c| c.is(Part::WatchOut)),
    ("There are ", "Er zijn ", |c| c.is(Part::WatchOut)),
    ("and you’re all set.", "dan zit je goed.", |c| c.complete() && c.line == Line::Holds && c.is(Part::Problem)),
    ("Fix one thing first.", "Los eerst één ding op.", |c| c.is(Part::Problem)),
    ("things first.", "dingen op.", |c| c.is(Part::Problem)),
    ("Your internet will carry the call.", "Je internet kan het gesprek aan.", |c| c.line == Line::Holds),
    ("Your internet looks good; whether anything", "Je internet ziet er goed uit; of er", |c| {
        c.line == Line::LossUnknown
    }),
    ("Your internet only just carries the call.", "Je internet kan het gesprek maar net aan.", |c| {
        c.line == Line::AtRisk
    }),
    ("As it is now, the call won’t hold.", "Zoals het nu is, gaat je gesprek niet goed.", |c| c.line == Line::No),
    ("This needs a little more time.", "Dit vraagt wat meer tijd.", |c| c.hard && c.is(Part::Problem)),
    (
        "Your internet was not checked. It may well be fine.",
        "Je internet is niet gecontroleerd. Het kan best goed zijn.",
        |c| c.line == Line::Silent,
    ),
    ("There is no connection yet", "Er is nog geen verbinding", |c| c.line == Line::Offline),
    ("This was a trial run. It says nothing", "Dit was een proefrondje. Over je internet", |c| c.line == Line::Trial),
    ("Too little came through to be sure", "Er kwam te weinig door om zeker", |c| c.line == Line::Little),
    ("Left out: ", "Weggelaten: ", |c| c.line == Line::LeftOut || c.is(Part::LeftOut)),
    ("not checked.", "niet gecontroleerd.", |c| !c.complete()),
];

/// What goes with the one before it and claims nothing of its own.
const ALONG: [&str; 9] = [
    "Begin at the top.",
    "Begin bovenaan.",
    "It may well be fine.",
    "Het kan best goed zijn.",
    "It says nothing about your internet.",
    "Over je internet zegt het niets.",
    "This was a trial run.",
    "Dit was een proefrondje.",
    "Your internet was not checked.",
];

fn split(text: &str) -> Vec<String> {
    text.split_inclusive(['.']).map(|s| s.trim().to_owned()).filter(|s| !s.is_empty()).collect()
}

#[test]
fn no_sentence_claims_what_was_not_measured() {
    for language in Language::ALL {
        let t = Texts::new(language);
        let own = |entry: &(&'static str, &'static str, May)| if language == Language::En { entry.0 } else { entry.1 };
        for case in cases() {
            let said = sentence::sentence(&case.state(), &t);
            let mut known = 0;
            for entry in &SENTENCES {
                if said.contains(own(entry)) {
                    known += 1;
                    assert!((entry.2)(case), "{case:?}: {said}");
                }
            }
            assert!(known > 0, "{case:?} says nothing known: {said}");
            for part in split(&said) {
                let listed = SENTENCES.iter().any(|e| own(e).contains(&part) || part.contains(own(e)));
                assert!(
                    listed || ALONG.contains(&part.as_str()) || part == "Je internet is niet gecontroleerd.",
                    "{part:?} of {said:?} is not in the table"
                );
            }
        }
    }
}

/// A microphone or a camera that did not open is more than a part that was not checked.
#[test]
fn a_device_that_did_not_open_is_told_first() {
    use UnknownReason as R;
    for reason in [R::Unplugged, R::NoPermission, R::Timeout] {
        let said = |checks: &[CheckId], language| {
            let state = bent(|s| checks.iter().for_each(|check| unknown(s, *check, reason)));
            sentence::sentence(&state, &Texts::new(language))
        };
        let both = [CheckId::Sound, CheckId::Camera];
        assert!(said(&both, Language::Nl).starts_with("Zoals het nu is, horen en zien ze je misschien niet."));
        assert!(said(&both, Language::En).starts_with("As it is now, they may not hear or see you."));
        assert!(said(&both[..1], Language::En).starts_with("As it is now, they may not hear you."));
        assert!(said(&both[1..], Language::En).starts_with("As it is now, they may not see you."));
    }
    let skipped = bent(|s| unknown(s, CheckId::Sound, R::Cancelled));
    assert!(!sentence::sentence(&skipped, &Texts::new(Language::En)).contains("may not hear"));
}

/// Whatever was left out or gave no answer is named, by the window, the terminal and the report for somebody else.
#[test]
fn what_was_not_checked_is_named() {
    let names = |language| match language {
        Language::En => ["the internet", "the sound", "the picture", "the computer"],
        Language::Nl => ["het internet", "het geluid", "het beeld", "de computer"],
    };
    let ticks = Ticks {
        answer: true,
        internet: false,
        sound_and_picture: false,
        plan_b: false,
        fallback: false,
        name: false,
        computer: false,
        device_names: false,
    };
    for language in Language::ALL {
        let t = Texts::new(language);
        // Printing is slow; a step that shares no factor with the table still meets each outcome of each part.
        for case in cases().into_iter().step_by(7) {
            let state = case.state();
            let [_, parts @ ..] = names(language);
            let unchecked = case.parts().map(|(_, part)| matches!(part, Part::Unmeasured | Part::LeftOut));
            let shared = report::shared_text(&report::shared(&state, &ticks, &Own::default()), &t);
            let verdict = shared.lines().nth(1).unwrap().to_lowercase();
            // What is in order is named too, in the heading of a run of some parts.
            let heading = sentence::heading(&state, &t);
            let terminal = report::text(&state, &t, 80).split("\n\n").next().unwrap().replace('\n', " ");
            let terminal = terminal.strip_prefix(&heading).unwrap().to_lowercase();
            for said in [sentence::sentence(&state, &t).to_lowercase(), terminal, verdict] {
                for (name, unchecked) in parts.iter().zip(unchecked) {
                    assert_eq!(said.contains(name), unchecked, "{case:?}, {name}: {said}");
                }
            }
        }
    }
}

/// Title, door and certainty.
#[test]
fn the_door_opens_no_further_than_what_was_measured() {
    for case in cases() {
        let state = case.state();
        let a = &state.assessment;
        let hopeless = case.line == Line::No || (case.hard && case.is(Part::Problem));
        let problem = case.is(Part::Problem) || case.line == Line::No;
        let door = if problem && hopeless {
            Readiness::FixFirst
        } else if problem {
            Readiness::Almost
        } else if !case.line.measured() {
            Readiness::CannotSay
        } else if !case.complete() || case.line == Line::AtRisk {
            Readiness::Almost
        } else {
            Readiness::Ready
        };
        assert_eq!(a.readiness, door, "{case:?}");
        let sure = a.confidence.unwrap();
        let asked_and_missing = case.is(Part::Unmeasured) || !(case.line.measured() || case.line == Line::LeftOut);
        assert!(!asked_and_missing || sure == Confidence::Low, "{case:?}: {sure:?}");
        assert!(
            case.line != Line::LossUnknown || a.readiness == Readiness::FixFirst || sure == Confidence::Low,
            "{case:?}"
        );
    }
}

#[test]
fn there_is_no_certainty_where_nothing_can_be_said() {
    for language in Language::ALL {
        let t = Texts::new(language);
        for case in cases().into_iter().step_by(11) {
            let state = case.state();
            let text = report::text(&state, &t, 80);
            let certain = [t.report_confidence("high"), t.report_confidence("medium"), t.report_confidence("low")];
            let head = text.split("\n\n").next().unwrap();
            let told = certain.iter().any(|c| head.contains(c));
            assert_eq!(told, state.assessment.readiness != Readiness::CannotSay, "{head}");
        }
    }
}

/// The count in the sentence is that of the red rows.
#[test]
fn the_count_is_that_of_the_red_rows() {
    for case in cases().into_iter().filter(|c| c.is(Part::Problem) && !c.hard && c.line != Line::No) {
        let state = case.state();
        let red = state.assessment.findings.iter().filter(|f| f.outcome == Outcome::Problem).count();
        let said = sentence::sentence(&state, &Texts::new(Language::En));
        let expected = ["", "Fix one thing", "Fix two things", "Fix three things"];
        assert!(said.contains(expected[red]), "{case:?}: {said}");
    }
}

#[test]
fn every_finding_says_what_mending_takes() {
    for id in FindingId::ALL {
        assert!(!mend(&Finding::new(*id, Outcome::Problem)).because.is_empty());
    }
    // What may come out as a problem has a line of its own.
    let never = mend(&Finding::new(FindingId::SoundGood, Outcome::Good));
    for case in cases() {
        for finding in case.state().assessment.findings.iter().filter(|f| f.outcome == Outcome::Problem) {
            assert_ne!(mend(finding), never, "{:?}", finding.id);
        }
    }
}

#[test]
fn a_busy_computer_is_mended_in_minutes_when_its_load_can_be_closed() {
    let busy = |load: AppLoad| {
        bent(|s| {
            computer(s).cpu_busy_ratio = Some(0.9);
            computer(s).hogs = vec![load];
        })
    };
    let game = busy(app("Steam", AppClass::Game, 0.6));
    assert_eq!(game.assessment.readiness, Readiness::Almost);
    let red = game.assessment.findings.first().unwrap();
    assert_eq!(
        (red.id, red.get_text("app"), red.advice.first()),
        (FindingId::ComputerVeryBusy, Some("Steam"), Some(&Advice::QuitGame))
    );
    assert_eq!(game.assessment.remarks().count(), 0, "the same cause is told once");
    assert_eq!(busy(app("Windows Update", AppClass::Updater, 0.6)).assessment.readiness, Readiness::FixFirst);
    let file = AppLoad { known: false, ..app("python3", AppClass::Other, 0.6) };
    let file = busy(file);
    assert_eq!(file.assessment.readiness, Readiness::FixFirst);
    let red = file.assessment.findings.first().unwrap();
    assert_eq!((red.get_text("app"), red.advice.first()), (None, Some(&Advice::FindProgram)));
}

#[test]
fn a_remark_never_repeats_a_red_row() {
    let held = bent(|s| {
        unknown(s, CheckId::Camera, UnknownReason::NoDevice);
        computer(s).camera_held_by = vec!["Teams".into()];
    });
    let ids: Vec<FindingId> = held.assessment.findings.iter().map(|f| f.id).collect();
    assert!(ids.contains(&FindingId::CameraInUse) && !ids.contains(&FindingId::ComputerCameraHeld), "{ids:?}");
    assert_eq!(held.assessment.readiness, Readiness::Almost);
    assert_eq!(held.assessment.checks.get(&CheckId::Camera).unwrap().unknown_reason, Some(UnknownReason::InUse));
}
