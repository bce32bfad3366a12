//! What is written down of a run, and what may leave the computer.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test may stop at the first surprise")]

mod states;

use greenroom::i18n::{Language, Texts};
use greenroom::model::observation::*;
use greenroom::model::plan::{Channel, ChannelKind, PlanB};
use greenroom::model::run::HostContact;
use greenroom::model::*;
use greenroom::report::shared::SharedFallback;
use greenroom::report::{self, Own, Ticks, may_be_shared};
use states::*;

const ALL: Ticks = Ticks {
    answer: true,
    internet: true,
    sound_and_picture: true,
    plan_b: true,
    fallback: true,
    name: true,
    computer: true,
    device_names: true,
};
const NONE: Ticks = Ticks {
    answer: false,
    internet: false,
    sound_and_picture: false,
    plan_b: false,
    fallback: false,
    name: false,
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
        computer(s).apps = vec![AppRow {
            load: app("SecretTool", AppClass::Other, 0.1),
            pattern: LoadPattern::Quiet,
            p90_ratio: 0.1,
            shares: Vec::new(),
        }];
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

/// What a candidate may add, as it was pasted.
fn own() -> Own {
    let channel = Channel {
        kind: ChannelKind::Phone,
        label: "SecretLabel".into(),
        mine: " +31 6 87654321\u{202e} ".into(),
        theirs: "SecretNumber".into(),
        tested: true,
        on_phone: true,
    };
    Own { name: "Noor\nde \u{1b}[31mWit".into(), fallback: SharedFallback::of(&PlanB::default(), &channel) }
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
    let shared = report::shared(state, ticks, &own());
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
fn what_the_candidate_adds_goes_in_when_it_is_ticked_and_clean() {
    for document in everything(&good(), &Ticks::default()) {
        assert!(!document.contains("Noor de") && !document.contains("87654321"), "{document}");
    }
    let ticks = Ticks { name: true, fallback: true, ..Ticks::default() };
    for document in everything(&good(), &ticks) {
        assert!(document.contains("Noor de ?[31mWit") && document.contains("+31 6 87654321"), "{document}");
        assert!(!document.contains(['\u{1b}', '\u{202e}']) && !document.contains("Secret"), "{document}");
    }
    // Without the counts it has a row of its own; where nothing is filled in there is nothing to tick in.
    let alone = Ticks { plan_b: false, ..ticks };
    let text = report::shared_text(&report::shared(&good(), &alone, &own()), &Texts::new(Language::En));
    assert!(text.contains("Plan B: Phone call: +31 6 87654321"), "{text}");
    let nothing = report::shared(&good(), &ticks, &Own::default());
    assert!(nothing.name.is_none() && nothing.fallback.is_none());
}

/// What is not shown is not spoken of: neither its trouble nor that it was left out.
#[test]
fn the_sentence_speaks_of_what_the_page_shows() {
    let t = Texts::new(Language::En);
    let said = |state: &Snapshot, ticks: &Ticks| {
        let shared = report::shared(state, ticks, &Own::default());
        let text = report::shared_text(&shared, &t);
        (text.lines().nth(1).unwrap().to_owned(), shared.answer.unwrap())
    };
    let (sentence, answer) = said(&good(), &Ticks::default());
    assert_eq!((answer.verdict, answer.readiness), (Outcome::Good, Readiness::Ready));
    assert!(sentence.starts_with("Ready for the call (") && answer.not_shared == [CheckId::Computer], "{sentence}");
    // The computer is not shared, unless it is ticked; but then nobody is called ready whose computer is not.
    let busy = bent(|s| computer(s).memory_available_ratio = Some(0.02));
    let (sentence, answer) = said(&busy, &Ticks::default());
    assert_eq!((answer.verdict, answer.readiness), (Outcome::Good, Readiness::CannotSay));
    assert_eq!(sentence, "What is shown here is in order.");
    let page = report::html(&report::shared(&busy, &Ticks::default(), &Own::default()), &t);
    assert!(page.contains("Not shared: the computer"), "{page}");
    let (sentence, _) = said(&busy, &ALL);
    assert!(sentence.starts_with("Almost ready"), "{sentence}");
    // Without the connection nothing is said of the call.
    let few = Ticks { internet: false, ..Ticks::default() };
    let silent = bent(|s| unknown(s, CheckId::Network, UnknownReason::NoAnswer));
    for state in [good(), silent.clone()] {
        let (sentence, answer) = said(&state, &few);
        assert_eq!(sentence, "What is shown here is in order.");
        assert_eq!((answer.readiness, answer.unchecked), (Readiness::CannotSay, vec![]));
    }
    let (sentence, _) = said(&silent, &Ticks::default());
    assert!(sentence.starts_with("Can’t say yet: the connection was not checked"), "{sentence}");
    let muted = bent(|s| sound(s).silent = Some(true));
    assert!(said(&muted, &few).0.starts_with("Something that is shown here needs fixing"));
    let only_internet = Ticks { sound_and_picture: false, ..Ticks::default() };
    assert_eq!(said(&muted, &only_internet).0, "What is shown here is in order.");
    // What is shown and has no answer is named; so is what the run left out.
    let unread = bent(|s| unknown(s, CheckId::Sound, UnknownReason::NoSpeech));
    assert!(said(&unread, &Ticks::default()).0.contains("not checked: the sound"));
    let only = bent(|s| s.requirement.checks = vec![CheckId::Network]);
    let (sentence, answer) = said(&only, &Ticks::default());
    let expected = "What is shown here is in order; not checked: the sound, the picture and the computer.";
    assert_eq!((sentence.as_str(), answer.readiness), (expected, Readiness::CannotSay));
}

/// `--only`: the answer, the rows and the sentence are those of the parts that were asked for.
#[test]
fn a_run_of_some_parts_speaks_of_them_and_names_the_others() {
    let t = Texts::new(Language::En);
    let table = |parts: &[CheckId], change: fn(&mut RunState)| {
        let state = bent(|s| {
            change(s);
            s.requirement.checks = parts.to_vec();
        });
        let text = report::text(&state, &t, 80);
        let flat = text.split("\n\n").next().unwrap().replace('\n', " ");
        (flat, text)
    };
    let (head, text) = table(&[CheckId::Sound], |_| {});
    assert!(head.starts_with("The sound is in order. Left out: the internet, the picture and the computer."), "{head}");
    assert!(!text.contains("Plan B") && !text.contains("\nInternet") && !text.contains("Can’t say"), "{text}");
    let (head, _) = table(&[CheckId::Network], |_| {});
    assert!(
        head.starts_with("The internet is in order. Your internet will carry the call. Left out: the sound,"),
        "{head}"
    );
    let (head, _) = table(&[CheckId::Camera, CheckId::Computer], |s| camera(s).brightness = Some(0.1));
    assert!(head.starts_with("The picture and the computer are in order. There is one remark. Left out: "), "{head}");
    let (head, _) = table(&[CheckId::Sound], |s| sound(s).silent = Some(true));
    assert!(head.starts_with("Almost. Fix one thing first. Left out: "), "{head}");
    let (head, _) = table(&[CheckId::Sound], |s| unknown(s, CheckId::Sound, UnknownReason::NoSpeech));
    assert!(head.starts_with("Can’t say yet. The sound was not checked. Left out: "), "{head}");
    let (head, text) = table(&CheckId::ALL, |_| {});
    assert!(head.starts_with("You’re ready.") && text.contains("Plan B") && !text.contains("Left out"), "{text}");
}

#[test]
fn the_table_has_figures() {
    let text = report::text(&good(), &Texts::new(Language::En), 80);
    for figure in [
        "Round trip 24 ms",
        "Sending: 18 Mbit/s, <0.1% lost (1 of 4000)",
        "Receiving: 18 Mbit/s",
        "Voice -22 dBFS, background -68 dBFS",
        "1280 × 720, 30 frames per second",
        "Processor 20% busy, 50% of the memory free",
    ] {
        assert!(text.contains(figure), "{figure}: {text}");
    }
    let public = report::text(&bent(public), &Texts::new(Language::En), 80);
    assert!(public.contains("loss not measured") && !public.contains(" of 4000"), "{public}");
    // Figures of an earlier try say nothing of one without an answer.
    let failed = bent(|s| unknown(s, CheckId::Network, UnknownReason::NoAnswer));
    assert!(!report::text(&failed, &Texts::new(Language::En), 80).contains("Mbit/s"));
}

#[test]
fn the_quiet_watch_is_told_in_a_line_with_why_it_ended_early() {
    let watched = |ended, at_s: &[f64]| {
        let mut state = bent(|s| {
            let seen = network(s);
            let (from_s, asked_s, own_pauses_s) = (seen.duration_s, 300.0, 0.0);
            seen.watch = Some(LineWatch { from_s, asked_s, watched_s: 48.0, own_pauses_s, ended, changed_at_s: None });
            let drop = |at_s: &f64| DropOut {
                at_s: *at_s,
                direction: Direction::Up,
                length_ms: 210.0,
                phase: Some(PhaseId::QuietWatch),
                level: None,
                loaded: false,
            };
            seen.drop_outs = at_s.iter().map(drop).collect();
        });
        state.changed_at_s = at_s.first().copied();
        state
    };
    let en = Texts::new(Language::En);
    let told = |state: &Snapshot| report::watch::told(state, &en);
    assert_eq!(told(&good()), None, "nothing was watched");
    assert_eq!(told(&watched(Some(WatchEnd::Complete), &[])).unwrap(), "Watched for 48 s, no gap.");
    assert_eq!(told(&watched(None, &[])).unwrap(), "Watched for 48 s so far, no gap.");
    let gaps = told(&watched(Some(WatchEnd::Left), &[31.8, 40.2])).unwrap();
    assert_eq!(gaps, "Watched for 48 s, nothing since 40.2 s. The result last changed at 31.8 s.");
    for language in Language::ALL {
        let t = Texts::new(language);
        for why in WatchEnd::ALL {
            let state = watched(Some(why), &[31.8]);
            let words = report::watch::told(&state, &t).unwrap();
            let early = !matches!(why, WatchEnd::Complete | WatchEnd::Left);
            let plain = report::watch::told(&watched(Some(WatchEnd::Complete), &[31.8]), &t).unwrap();
            assert_eq!(words.len() > plain.len() && words.starts_with(&plain), early, "{words}");
            let table = report::text(&state, &t, 80).split_whitespace().collect::<Vec<_>>().join(" ");
            assert!(table.contains(&words), "{words} in {table}");
        }
    }
}

#[test]
fn the_table_fits_a_terminal_of_any_width() {
    for columns in [0, 12, 20, 24, 40, 59, 60, 79, 80, 200] {
        let state = bent(troubled);
        for language in Language::ALL {
            let text = report::text(&state, &Texts::new(language), columns);
            let widest = text.lines().map(|l| l.chars().count()).max().unwrap();
            assert!(widest <= columns.clamp(20, 80), "{columns}: {widest}\n{text}");
        }
    }
}

#[test]
fn a_name_that_steers_a_terminal_does_not() {
    let state = bent(|s| {
        computer(s).hogs = vec![app("Evil\u{1b}[2J\u{202e}\nApp", AppClass::Game, 0.9)];
        sound(s).input.as_mut().unwrap().name = "Mic\u{9b}31m\u{7}".into();
        camera(s).device = Some(CameraName { name: "Cam\u{1b}]0;x\u{7}".into() });
    });
    for language in Language::ALL {
        let t = Texts::new(language);
        let shared = report::shared(&state, &ALL, &own());
        for text in [
            report::text(&state, &t, 80),
            report::html(&shared, &t),
            report::shared_text(&shared, &t),
            report::shared_json(&shared),
            format!("{:?}", report::page(&shared, &t)).replace("\\n", "\n"),
        ] {
            assert!(!text.contains(|c: char| c != '\n' && greenroom::model::text::steers(c)), "{text}");
            assert!(!text.contains("\\u{1b}") && !text.contains("\\u001b"), "{text}");
        }
    }
}

#[test]
fn an_unticked_line_is_absent() {
    let json = serde_json::to_value(report::shared(&good(), &NONE, &Own::default())).unwrap();
    let keys: Vec<&String> = json.as_object().unwrap().keys().collect();
    assert_eq!(keys.len(), 7, "{keys:?}");
    assert_eq!(json["checks"].as_array().unwrap().len(), 0);
    let json =
        serde_json::to_value(report::shared(&good(), &Ticks { internet: false, ..Ticks::default() }, &Own::default()))
            .unwrap();
    assert!(json.get("internet").is_none() && json.get("programs").is_none() && json.get("devices").is_none());
    let ids: Vec<&str> = json["checks"].as_array().unwrap().iter().map(|c| c["id"].as_str().unwrap()).collect();
    assert_eq!(ids, ["sound", "camera"]);
}

#[test]
fn figures_are_rounded() {
    let json = serde_json::to_value(report::shared(&good(), &Ticks::default(), &Own::default())).unwrap();
    assert_eq!(json["internet"]["rtt_ms"], 24.0);
    assert_eq!(json["internet"]["up"]["loss_ratio"], 0.0);
    assert_eq!(json["internet"]["up"]["goodput_mbps"], 18.0);
    assert_eq!(json["picture"]["fps"], 30);
}

#[test]
fn figures_of_this_computer_or_of_an_earlier_measurement_are_not_shared() {
    let local = bent(|s| network(s).server.kind = ServerKind::Local);
    assert!(report::shared(&local, &ALL, &Own::default()).internet.is_none());
    let failed = bent(|s| unknown(s, CheckId::Network, UnknownReason::NoAnswer));
    assert!(report::shared(&failed, &ALL, &Own::default()).internet.is_none());
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
            let page = report::html(&report::shared(&state, &ALL, &Own::default()), &Texts::new(language));
            assert!(page.len() < 100_000, "{name}: {} bytes", page.len());
            assert!(page.starts_with("<!DOCTYPE html>") && page.contains(&format!("lang=\"{}\"", language.tag())));
            assert_eq!(page.matches("<h1>").count(), 1, "{name}");
            assert!(page.contains("default-src 'none'") && !page.contains("<script") && !page.contains("src="));
            assert!(!page.contains("<b>"), "{name}: not escaped");
            assert!(!page.contains("NaN") && !page.contains("inf "), "{name}");
            assert!(!page.contains("http:") && !page.contains("https:") && !page.contains("url(http"), "{name}");
        }
    }
    let page = report::html(&report::shared(&bent(troubled), &ALL, &Own::default()), &Texts::new(Language::En));
    assert!(page.contains("OneDrive &lt;b&gt;") && page.contains("scope=\"row\"") && page.contains("scope=\"col\""));
}

#[test]
fn the_terminal_table_fits_and_tells_what_to_do() {
    for (name, state) in several() {
        for language in Language::ALL {
            let t = Texts::new(language);
            let text = report::text(&state, &t, 80);
            for line in text.lines() {
                assert!(line.chars().count() <= 80, "{name}: {line:?}");
                assert!(!line.contains(['{', '}']) && line == line.trim_end(), "{name}: {line:?}");
            }
            assert!(!text.contains("NaN") && !text.contains("inf "), "{name}: {text}");
        }
    }
    let state = bent(troubled);
    let t = Texts::new(Language::En);
    let text = report::text(&state, &t, 80);
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
fn the_file_bears_the_name_that_is_told() {
    let of = |name| report::file_name("2026-11-22T13:36:05+01:00", Some(name));
    assert_eq!(of("Noor de Wit"), "greenroom-noor-de-wit-20261122-1336.html");
    assert_eq!(of("  José / ../O’Neill.exe "), "greenroom-josé-o-neill-exe-20261122-1336.html");
    assert_eq!(of("../.."), "greenroom-20261122-1336.html");
    assert!(of(&"x".repeat(500)).len() < 80);
    assert_eq!(report::file_name("", Some("Noor")), "greenroom-noor-report.html");
}

#[test]
fn the_file_is_named_after_the_time() {
    assert_eq!(report::file_name("2026-11-22T13:36:05+01:00", None), "greenroom-20261122-1336.html");
    for odd in ["", "yesterday", "2026-11-2", "../../etc/passwd", "20é6-11-22T13:36"] {
        assert_eq!(report::file_name(odd, None), "greenroom-report.html");
    }
}

/// Writes pages to look at: `GREENROOM_PAGES=folder cargo test --test report pages -- --ignored`.
#[test]
#[ignore = "writes pages to look at, and tests nothing"]
fn pages_to_look_at() {
    let folder = std::path::PathBuf::from(std::env::var_os("GREENROOM_PAGES").unwrap());
    for (name, state) in several() {
        for language in Language::ALL {
            let t = Texts::new(language);
            let ticks = if name == "troubled" { ALL } else { Ticks::default() };
            let shared = report::shared(&state, &ticks, &Own::default());
            let name = format!("{}-{}", name.replace(' ', "-"), language.tag());
            std::fs::write(folder.join(format!("{name}.html")), report::html(&shared, &t)).unwrap();
            let text = format!("{}\n=====\n{}", report::text(&state, &t, 80), report::shared_text(&shared, &t));
            std::fs::write(folder.join(format!("{name}.txt")), text).unwrap();
        }
    }
}
