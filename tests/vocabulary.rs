//! One word for each state, the same in the window, the terminal and the report, in both languages.
#![cfg(feature = "gui")]
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test may stop at the first surprise")]

mod states;

use greenroom::i18n::{Language, Texts};
use greenroom::model::run::{Phase, Stage, Step};
use greenroom::model::*;
use greenroom::report::{self, Own, Ticks};
use greenroom::ui::route::Part;
use greenroom::ui::view_model::{Status, internet, parts};
use states::*;

/// The table of the design.
const WORDS: [(PartState, &str, &str); 11] = [
    (PartState::None, "Not yet", "Nog niet"),
    (PartState::Waiting, "Your turn", "Jouw beurt"),
    (PartState::Running, "Checking", "Bezig"),
    (PartState::Ok, "Good", "In orde"),
    (PartState::Warn, "Not ideal", "Kan beter"),
    (PartState::Fail, "Fix", "Oplossen"),
    (PartState::Unknown, "Unknown", "Onbekend"),
    (PartState::NoPermission, "No access", "Geen toegang"),
    (PartState::NoDevice, "Missing", "Ontbreekt"),
    (PartState::NoCamera, "Missing", "Ontbreekt"),
    (PartState::InUse, "In use", "In gebruik"),
];

/// A run in which the camera stands so.
fn camera_is(state: PartState) -> Snapshot {
    const CAMERA: CheckId = CheckId::Camera;
    let stage = |s: &mut RunState, stage| {
        s.observations.camera = None;
        s.phase = Phase::Running;
        s.stages.insert(CAMERA, stage);
    };
    bent(|s| match state {
        PartState::None => stage(s, Stage::NotYet),
        PartState::Waiting => stage(s, Stage::Waiting(Step::SystemPermission)),
        PartState::Running => stage(s, Stage::Running { step: Step::Watching, fraction: None, remaining_s: None }),
        PartState::Ok => {}
        PartState::Warn => camera(s).brightness = Some(0.1),
        PartState::Fail => camera(s).black_ratio = Some(1.0),
        PartState::Unknown => unknown(s, CAMERA, UnknownReason::Timeout),
        PartState::NoPermission => unknown(s, CAMERA, UnknownReason::NoPermission),
        PartState::NoDevice | PartState::NoCamera => unknown(s, CAMERA, UnknownReason::NoDevice),
        PartState::InUse => unknown(s, CAMERA, UnknownReason::InUse),
    })
}

#[test]
fn window_terminal_and_report_say_the_same_word() {
    for (state, english, dutch) in WORDS {
        for (language, word) in [(Language::En, english), (Language::Nl, dutch)] {
            let t = Texts::new(language);
            assert_eq!(t.state(state), word);
            let snapshot = camera_is(state);
            let row = parts::rows(&snapshot, &t).into_iter().find(|r| r.part == Part::Check(CheckId::Camera)).unwrap();
            assert_eq!((row.short.as_str(), t.state(row.status).as_str()), (word, word), "{state:?} in the window");
            let name = row.name;
            for columns in [24, 80] {
                let text = report::text(&snapshot, &t, columns);
                let line = text.lines().find(|l| l.starts_with(&name)).unwrap();
                let said = line.trim_start_matches(&name).trim_start_matches(':').trim_start();
                assert!(said.starts_with(word), "{state:?} in the terminal: {line}");
            }
            // The report has no row for what has not ended.
            let page = report::page(&report::shared(&snapshot, &Ticks::default(), &Own::default()), &t);
            let shared = page.rows.iter().find(|r| r.part == name).and_then(|r| r.state.clone());
            if !matches!(state, PartState::None | PartState::Waiting | PartState::Running) {
                assert_eq!(shared.unwrap().1, word, "{state:?} in the report");
            }
        }
    }
}

#[test]
fn every_state_is_in_the_table() {
    assert_eq!(Status::ALL.to_vec(), WORDS.map(|(state, ..)| state).to_vec());
}

#[test]
fn a_level_has_the_same_words_in_the_ladder_the_terminal_and_the_report() {
    let mut seen = std::collections::BTreeSet::new();
    let lines: [fn(&mut RunState); 4] = [
        |_| {},
        |s| network(s).rtt_ms.p95 = Some(300.0),
        |s| network(s).rtt_ms.p95 = Some(5000.0),
        |s| (network(s).up.sent, network(s).up.lost) = (Some(40), Some(0)),
    ];
    for line in lines {
        let snapshot = bent(|s| {
            line(s);
            s.requirement.need = Level::P360;
        });
        for language in Language::ALL {
            let t = Texts::new(language);
            let mut rungs = internet::ladder(&snapshot, &t);
            rungs.reverse();
            let page = report::page(&report::shared(&snapshot, &Ticks::default(), &Own::default()), &t);
            let text = report::text(&snapshot, &t, 80);
            for (rung, (_, said, _)) in rungs.iter().zip(&page.levels) {
                assert_eq!(&rung.words, said);
                assert!(text.contains(&format!("  {said} (")), "{said}: {text}");
                seen.insert(rung.words.clone());
            }
        }
    }
    let expected = ["Holds", "At risk", "No", "No, not needed", "Houdt het", "Kan haperen", "Nee", "Nee, hoeft niet"];
    assert!(expected.iter().all(|word| seen.contains(*word)), "{seen:?}");
}
