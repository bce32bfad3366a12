//! What is written down of a run, and what may leave the computer.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test may stop at the first surprise")]

mod states;

use greenroom::i18n::{Language, Texts};
use greenroom::model::observation::*;
use greenroom::model::run::HostContact;
use greenroom::model::*;
use greenroom::report::{self, Ticks, shared::may_be_shared};
use states::*;

const ALL: Ticks =
    Ticks { answer: true, internet: true, sound_and_picture: true, plan_b: true, computer: true, device_names: true };
const NONE: Ticks = Ticks {
    answer: false,
    internet: false,
    sound_and_picture: false,
    plan_b: false,
    computer: false,
    device_names: false,
};

/// A state full of things that are nobody else's business.
fn private() -> Snapshot {
    let mut state = bent(|s| {
        troubled(s);
        s.id.0 = "run-secret-17".into();
        s.hosts.push(HostContact { host: "198.51.100.7:443".into(), purpose: "measurement".into() });
        network(s).server.host = "203.0.113.9".into();
        computer(s).hogs = vec![app("SecretGame", AppClass::Game, 0.41)];
        computer(s).apps =
            vec![AppRow { load: app("SecretTool", AppClass::Other, 0.1), pattern: LoadPattern::Quiet, p90_ratio: 0.1 }];
        computer(s).camera_held_by = vec!["SecretHolder".into()];
        computer(s).microphone_held_by = vec!["SecretListener".into()];
        computer(s).other_meeting_apps = vec!["SecretMeeting".into()];
        computer(s).battery_ratio = Some(0.37);
        sound(s).speech_level_dbfs = Some(-41.37);
        sound(s).noise_floor_dbfs = Some(-47.53);
        sound(s).output.as_mut().unwrap().heard = Heard::CannotHear;
        camera(s).faces = Some(1);
        camera(s).brightness = Some(0.1234);
        camera(s).face = Some(FaceObservation {
            height_ratio: 0.3377,
            headroom_ratio: 0.1177,
            centre_x: 0.5177,
            eye_line_y: 0.2977,
            roll_deg: 2.77,
        });
    });
    state.run.devices.known = true;
    state
}

const NEVER: [&str; 22] = [
    "run-secret-17",
    "198.51.100.7",
    "203.0.113.9",
    "measure.example",
    "SecretTool",
    "SecretHolder",
    "SecretListener",
    "SecretMeeting",
    "OneDrive",
    "secret detail",
    "41.37",
    "47.53",
    "0.37",
    "37%",
    "battery",
    "held",
    "meeting_app",
    "cannot_hear",
    "0.1234",
    "0.3377",
    "face",
    "host",
];

fn everything(state: &Snapshot, ticks: &Ticks) -> Vec<String> {
    let shared = report::shared(state, ticks);
    let mut documents = vec![report::shared_json(&shared)];
    for language in Language::ALL {
        let t = Texts::new(language);
        documents.push(report::shared_text(&shared, &t));
        // The style names parts of the door and of the page, nothing of the run.
        let page = report::html(&shared, &t);
        let (head, rest) = page.split_once("<style>").unwrap();
        documents.push(format!("{head}{}", rest.split_once("</style>").unwrap().1));
    }
    documents
}

#[test]
fn nothing_private_leaves_the_computer() {
    for ticks in [ALL, Ticks::default()] {
        for document in everything(&private(), &ticks) {
            for word in NEVER {
                assert!(!document.contains(word), "{word:?} in\n{document}");
            }
        }
    }
}

#[test]
fn names_leave_only_when_ticked() {
    let names = ["SecretGame", "Headset of Noor", "Loudspeaker of Noor", "Camera of Noor"];
    for document in everything(&private(), &Ticks::default()) {
        assert!(names.iter().all(|n| !document.contains(n)), "{document}");
    }
    for document in everything(&private(), &ALL) {
        assert!(names.iter().all(|n| document.contains(n)), "{document}");
    }
}

#[test]
fn an_unticked_line_is_absent() {
    let json = serde_json::to_value(report::shared(&good(), &NONE)).unwrap();
    let keys: Vec<&String> = json.as_object().unwrap().keys().collect();
    assert_eq!(keys.len(), 7, "{keys:?}");
    assert_eq!(json["checks"].as_array().unwrap().len(), 0);
    let json = serde_json::to_value(report::shared(&good(), &Ticks { internet: false, ..Ticks::default() })).unwrap();
    assert!(json.get("internet").is_none() && json.get("programs").is_none() && json.get("devices").is_none());
    let ids: Vec<&str> = json["checks"].as_array().unwrap().iter().map(|c| c["id"].as_str().unwrap()).collect();
    assert_eq!(ids, ["sound", "camera"]);
}

#[test]
fn figures_are_rounded() {
    let json = serde_json::to_value(report::shared(&good(), &Ticks::default())).unwrap();
    assert_eq!(json["internet"]["rtt_ms"], 24.0);
    assert_eq!(json["internet"]["up"]["loss_ratio"], 0.0);
    assert_eq!(json["internet"]["up"]["goodput_mbps"], 18.0);
    assert_eq!(json["picture"]["fps"], 30);
}

#[test]
fn figures_of_this_computer_or_of_an_earlier_measurement_are_not_shared() {
    let local = bent(|s| network(s).server.kind = ServerKind::Local);
    assert!(report::shared(&local, &ALL).internet.is_none());
    let failed = bent(|s| unknown(s, CheckId::Network, UnknownReason::NoAnswer));
    assert!(report::shared(&failed, &ALL).internet.is_none());
}

#[test]
fn every_finding_that_may_be_shared_has_words_without_figures() {
    for language in Language::ALL {
        let t = Texts::new(language);
        for id in may_be_shared() {
            let key = format!("report-finding-{}", id.as_str().replace(['.', '_'], "-"));
            let words = t.find(&key, None, &[]).unwrap_or_else(|| panic!("{key} in {language:?}"));
            assert!(words.ends_with('.') && !words.contains(['{', '}']), "{key}: {words}");
            assert!(!words.contains(|c: char| c.is_ascii_digit()), "{key}: {words}");
        }
    }
}

#[test]
fn the_page_is_whole_safe_and_small() {
    for (name, state) in several() {
        for language in Language::ALL {
            let page = report::html(&report::shared(&state, &ALL), &Texts::new(language));
            assert!(page.len() < 100_000, "{name}: {} bytes", page.len());
            assert!(page.starts_with("<!DOCTYPE html>") && page.contains(&format!("lang=\"{}\"", language.tag())));
            assert_eq!(page.matches("<h1>").count(), 1, "{name}");
            assert!(page.contains("default-src 'none'") && !page.contains("<script") && !page.contains("src="));
            assert!(!page.contains("<b>"), "{name}: not escaped");
            assert!(!page.contains("NaN") && !page.contains("inf "), "{name}");
            assert!(!page.contains("http:") && !page.contains("https:") && !page.contains("url(http"), "{name}");
        }
    }
    let page = report::html(&report::shared(&bent(troubled), &ALL), &Texts::new(Language::En));
    assert!(page.contains("OneDrive &lt;b&gt;") && page.contains("scope=\"row\"") && page.contains("scope=\"col\""));
}

#[test]
fn the_terminal_table_fits_and_tells_what_to_do() {
    for (name, state) in several() {
        for language in Language::ALL {
            let t = Texts::new(language);
            let text = report::text(&state, &t);
            for line in text.lines() {
                assert!(line.chars().count() <= 80, "{name}: {line:?}");
                assert!(!line.contains(['{', '}']) && line == line.trim_end(), "{name}: {line:?}");
            }
            assert!(!text.contains("NaN") && !text.contains("inf "), "{name}: {text}");
        }
    }
    let state = bent(troubled);
    let t = Texts::new(Language::En);
    let text = report::text(&state, &t);
    let first = t.finding(&state.assessment.findings[0]);
    let flat = text.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(flat.contains(&first.effect) && flat.contains(&first.remedy), "{text}");
}

#[test]
fn the_result_is_whole_and_keeps_nulls() {
    let json = serde_json::to_value(report::result_json(&good())).unwrap();
    assert_eq!(json["verdict"], "good");
    assert_eq!(json["need"], "720p");
    assert_eq!(json["duration_s"], 18.2);
    assert_eq!(json["checks"][1]["findings"][0]["outcome"], "info");
    assert!(json["observations"]["camera"].as_object().unwrap().contains_key("sharpness"));
    assert!(json["observations"]["camera"]["sharpness"].is_null());
    let only = bent(|s| s.requirement.checks = vec![CheckId::Computer]);
    let json = serde_json::to_value(report::result_json(&only)).unwrap();
    assert_eq!(json["checks"].as_array().unwrap().len(), 1);
    assert!(json["observations"]["network"].is_null() && json["levels"].as_array().unwrap().is_empty());
    let strange = serde_json::to_string(&report::result_json(&several().pop().unwrap().1)).unwrap();
    assert!(!strange.contains("NaN") && !strange.contains(":inf"));
}

#[test]
fn the_file_is_named_after_the_time() {
    assert_eq!(report::file_name("2026-11-22T13:36:05+01:00"), "greenroom-20261122-1336.html");
    for odd in ["", "yesterday", "2026-11-2", "../../etc/passwd", "20é6-11-22T13:36"] {
        assert_eq!(report::file_name(odd), "greenroom-report.html");
    }
}

/// Writes pages to look at: `GREENROOM_PAGES=folder cargo test --test report pages`.
#[test]
fn pages_to_look_at() {
    let Some(folder) = std::env::var_os("GREENROOM_PAGES").map(std::path::PathBuf::from) else {
        println!("skipped: GREENROOM_PAGES names no folder");
        return;
    };
    for (name, state) in several() {
        for language in Language::ALL {
            let t = Texts::new(language);
            let ticks = if name == "troubled" { ALL } else { Ticks::default() };
            let shared = report::shared(&state, &ticks);
            let name = format!("{}-{}", name.replace(' ', "-"), language.tag());
            std::fs::write(folder.join(format!("{name}.html")), report::html(&shared, &t)).unwrap();
            let text = format!("{}\n=====\n{}", report::text(&state, &t), report::shared_text(&shared, &t));
            std::fs::write(folder.join(format!("{name}.txt")), text).unwrap();
        }
    }
}
