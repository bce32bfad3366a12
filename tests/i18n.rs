//! Both languages say the same things, completely, in the tone of the house.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing, missing_docs)]

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use fluent_syntax::ast::{Entry, Expression, InlineExpression, Pattern, PatternElement};

use greenroom::checklist::items::ITEMS;
use greenroom::i18n::{Language, Texts};
use greenroom::model::run::Step;
use greenroom::model::{Advice, Finding, FindingId, Outcome, UnknownReason};

const TITLE_CHARS: usize = 45;
const SHORT_CHARS: usize = 42;
const BUTTON_CHARS: usize = 28;

/// `id` or `id.attribute` -> variables, and the literal text.
#[derive(Default)]
struct Catalogue {
    variables: BTreeMap<String, BTreeSet<String>>,
    literals: BTreeMap<String, String>,
}

fn walk(pattern: &Pattern<String>, variables: &mut BTreeSet<String>, literal: &mut String) {
    for element in &pattern.elements {
        match element {
            PatternElement::TextElement { value } => literal.push_str(value),
            PatternElement::Placeable { expression } => expression_of(expression, variables, literal),
        }
    }
}

fn expression_of(expression: &Expression<String>, variables: &mut BTreeSet<String>, literal: &mut String) {
    match expression {
        Expression::Inline(inline) => inline_of(inline, variables, literal),
        Expression::Select { selector, variants } => {
            inline_of(selector, variables, literal);
            assert!(variants.iter().any(|v| v.default), "a select without a default");
            for variant in variants {
                literal.push(' ');
                walk(&variant.value, variables, literal);
            }
        }
    }
}

fn inline_of(inline: &InlineExpression<String>, variables: &mut BTreeSet<String>, literal: &mut String) {
    match inline {
        InlineExpression::VariableReference { id } => {
            variables.insert(id.name.clone());
        }
        InlineExpression::Placeable { expression } => expression_of(expression, variables, literal),
        _ => {}
    }
}

fn catalogue(language: &str) -> Catalogue {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("assets/i18n").join(language);
    let mut all = Catalogue::default();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let source = std::fs::read_to_string(&path).unwrap();
        let resource =
            fluent_syntax::parser::parse(source).unwrap_or_else(|(_, e)| panic!("{}: {e:?}", path.display()));
        for entry in resource.body {
            match entry {
                Entry::Message(message) => {
                    let id = message.id.name;
                    let patterns = message
                        .value
                        .into_iter()
                        .map(|v| (id.clone(), v))
                        .chain(message.attributes.into_iter().map(|a| (format!("{id}.{}", a.id.name), a.value)));
                    for (key, pattern) in patterns {
                        let (mut variables, mut literal) = (BTreeSet::new(), String::new());
                        walk(&pattern, &mut variables, &mut literal);
                        all.literals.insert(key.clone(), literal);
                        let twice = all.variables.insert(key.clone(), variables);
                        assert!(twice.is_none(), "{language}: {key} stands there twice");
                    }
                }
                Entry::Junk { content } => panic!("{}: {content}", path.display()),
                _ => {}
            }
        }
    }
    all
}

/// A finding with every evidence key that any text may use.
fn sample(id: FindingId, direction: &str, full: bool) -> Finding {
    let mut f = Finding::new(id, Outcome::WatchOut);
    for (key, value) in [
        ("low", 0.009),
        ("high", 0.018),
        ("limit", 0.01),
        ("limit_ms", 150.0),
        ("pdv_ms", 61.0),
        ("gap_ms", 1200.0),
        ("mbps", 0.64),
        ("need_mbps", 1.8),
        ("level_dbfs", -41.2),
        ("limit_dbfs", -36.0),
        ("noise_dbfs", -44.0),
        ("snr_db", 9.0),
        ("mains_hz", 50.0),
        ("lost_db", 34.0),
        ("limit_db", 15.0),
        ("events", 12.0),
        ("fps", 12.4),
        ("limit_fps", 15.0),
        ("brightness", 0.21),
        ("height", 480.0),
        ("signal_dbm", -82.0),
        ("limit_dbm", -70.0),
        ("lookup_ms", 412.0),
    ] {
        f = f.number(key, value);
    }
    f = f.text("direction", direction).text("class", "cloud_sync");
    if ["network.delay", "network.delay_under_load"].contains(&id.as_str()) || full {
        f = f.number("rtt_ms", 212.0);
    }
    if ["hog", "bursty", "busy", "memory", "held", "meeting", "loss", "battery_low", "garbage", "timing", "dropouts"]
        .iter()
        .any(|w| id.as_str().contains(w))
        || full
    {
        f = f.number("ratio", 0.031).text("app", "OneDrive").number("count", 3.0);
    }
    if full {
        f = f.number("up_mbps", 3.12).number("down_mbps", 18.0);
        f = f.text("host", "meet.example:7443").text("device", "Speakers").number("operators", 2.0);
    }
    f
}

fn samples(id: FindingId) -> Vec<Finding> {
    let mut all = Vec::new();
    for direction in ["up", "down", "both"] {
        for full in [true, false] {
            let f = sample(id, direction, full);
            let mut once = f.clone();
            if once.get_number("count").is_some() {
                once = once.number("count", 1.0);
            }
            all.extend([f, once.number("events", 1.0)]);
        }
    }
    all
}

fn each_language(mut f: impl FnMut(Language, &Texts)) {
    for language in Language::ALL {
        f(language, &Texts::new(language));
    }
}

fn assert_clean(what: &str, text: &str) {
    assert!(!text.trim().is_empty(), "{what} is empty");
    for bad in ["{", "}", "$", "  ", "NaN", " .", " ,", "..", "!"] {
        assert!(!text.contains(bad), "{what} has {bad:?}: {text}");
    }
}

#[test]
fn both_languages_have_the_same_texts_with_the_same_arguments() {
    let (en, nl) = (catalogue("en"), catalogue("nl"));
    let ids = |c: &Catalogue| c.variables.keys().cloned().collect::<BTreeSet<_>>();
    let missing: Vec<_> = ids(&en).symmetric_difference(&ids(&nl)).cloned().collect();
    assert!(missing.is_empty(), "in one language only: {missing:?}");
    for (id, variables) in &en.variables {
        assert_eq!(variables, &nl.variables[id], "{id}");
    }
}

#[test]
fn nothing_is_left_in_english() {
    // Words that are the same in Dutch, and names.
    const SAME: [&str; 45] = [
        "Greenroom",
        "Internet",
        "Plan",
        "B",
        "Computer",
        "Camera",
        "ms",
        "s",
        "Mbit",
        "dB",
        "fps",
        "Demo",
        "Check",
        "Stop",
        "Contrast",
        "Detail",
        "Pixels",
        "Server",
        "WhatsApp",
        "FaceTime",
        "Microsoft",
        "Teams",
        "Zoom",
        "Google",
        "Meet",
        "Webex",
        "jitter",
        "RFC",
        "MTU",
        "VPN",
        "UDP",
        "TCP",
        "IPv",
        "MOS",
        "E",
        "mail",
        "kB",
        "Wifi",
        "accu",
        "Modem",
        "dBFS",
        "Hz",
        "p",
        "report",
        "json",
    ];
    let (en, nl) = (catalogue("en"), catalogue("nl"));
    let mut same = Vec::new();
    for (id, text) in &en.literals {
        let letters = text.chars().filter(|c| c.is_alphabetic()).count();
        let known = |w: &str| w.is_empty() || SAME.contains(&w);
        let names_only = text.split(|c: char| !c.is_alphabetic()).all(known);
        if letters > 3 && text == &nl.literals[id] && !names_only {
            same.push(format!("{id} = {text}"));
        }
    }
    assert!(same.is_empty(), "the same in both languages: {same:#?}");
}

#[test]
fn every_finding_has_its_three_texts() {
    each_language(|language, texts| {
        for id in FindingId::ALL {
            for finding in samples(*id) {
                let text = texts.finding(&finding);
                let name = format!("{} {}", language.tag(), id.as_str());
                assert_clean(&format!("{name} effect"), &text.effect);
                assert_clean(&format!("{name} cause"), &text.cause);
                assert_clean(&format!("{name} short"), &text.short);
                let chars = text.effect.chars().count();
                assert!(chars <= TITLE_CHARS, "{name}: title of {chars}: {}", text.effect);
                let chars = text.short.chars().count();
                assert!(chars <= SHORT_CHARS, "{name}: row of {chars}: {}", text.short);
                assert!(text.cause.ends_with('.'), "{name}: {}", text.cause);
                assert!(!text.effect.ends_with('.') && !text.short.ends_with('.'), "{name}: a title ends in a stop");
            }
        }
    });
}

#[test]
fn every_advice_has_its_sentence_button_and_steps() {
    each_language(|language, texts| {
        for advice in Advice::ALL {
            for app in [true, false] {
                let mut finding = Finding::new(FindingId::ComputerHog, Outcome::WatchOut);
                if app {
                    finding = finding.text("app", "OneDrive");
                }
                let text = texts.advice(*advice, &finding);
                let name = format!("{} {}", language.tag(), advice.as_str());
                assert_clean(&format!("{name} sentence"), &text.sentence);
                assert!(text.sentence.ends_with('.'), "{name}: {}", text.sentence);
                assert_clean(&format!("{name} button"), &text.button);
                assert!(text.button.chars().count() <= BUTTON_CHARS, "{name}: {}", text.button);
                assert!(text.button.split_whitespace().count() <= 5, "{name}: {}", text.button);
                assert!((2..=4).contains(&text.steps.len()), "{name}: {:?}", text.steps);
                for step in &text.steps {
                    assert_clean(&format!("{name} step"), step);
                    assert!(step.ends_with(['.', '?', '”']), "{name}: {step}");
                }
            }
        }
    });
}

#[test]
fn steps_reasons_and_items_have_texts() {
    each_language(|language, texts| {
        let tag = language.tag();
        for step in Step::ALL {
            assert_clean(&format!("{tag} {step:?}"), &texts.step(step));
        }
        for reason in UnknownReason::ALL {
            assert_clean(&format!("{tag} {reason:?}"), &texts.reason(reason));
        }
        for item in ITEMS.iter().map(|i| i.id) {
            let text = texts.item(item).unwrap_or_else(|| panic!("{tag}: no text for item {}", item));
            assert_clean(item, &text.label);
            assert_clean(item, &text.why);
            assert!(text.label.chars().count() <= SHORT_CHARS, "{tag}: {}", text.label);
        }
    });
}

#[test]
fn no_text_belongs_to_an_id_that_is_gone() {
    let known: BTreeSet<String> = FindingId::ALL
        .iter()
        .map(|i| format!("finding-{}", i.as_str()))
        .chain(Advice::ALL.iter().map(|i| format!("advice-{}", i.as_str())))
        .chain(Step::ALL.iter().map(|i| format!("step-{}", i.as_str())))
        .chain(UnknownReason::ALL.iter().map(|i| format!("reason-{}", i.as_str())))
        .chain(ITEMS.iter().map(|i| format!("item-{}", i.id)))
        .map(|id| id.replace(['.', '_'], "-"))
        .collect();
    for key in catalogue("en").literals.keys().filter(|k| !k.contains('.')) {
        let by_id = ["finding-", "advice-", "step-", "reason-", "item-"].iter().any(|f| key.starts_with(f));
        assert!(!by_id || known.contains(key), "{key} belongs to nothing");
    }
}

#[test]
fn the_tone_is_kind_and_the_typography_right() {
    const FORBIDDEN: [(&str, &str); 18] = [
        ("en", "your connection is bad"),
        ("en", " is bad"),
        ("en", " poor"),
        ("en", "unfortunately"),
        ("en", "error"),
        ("en", "failed"),
        ("en", "invalid"),
        ("en", "latency"),
        ("en", "packet"),
        ("en", "jitter"),
        ("nl", "helaas"),
        ("nl", " is slecht"),
        ("nl", "fout"),
        ("nl", "mislukt"),
        ("nl", "ongeldig"),
        ("nl", " uw "),
        ("nl", "pakket"),
        ("nl", "dient te"),
    ];
    let mut wrong = Vec::new();
    for language in ["en", "nl"] {
        for (key, text) in catalogue(language).literals {
            // The raw figures, the terminal and the server speak to a helper.
            let helper = ["tech-", "cli-", "serve-", "details-technical", "exit-"].iter().any(|p| key.starts_with(p));
            let lower = format!(" {}", text.to_lowercase());
            let word = FORBIDDEN.iter().find(|(l, w)| *l == language && lower.contains(w));
            if let Some((_, word)) = word.filter(|_| !helper) {
                wrong.push(format!("{language} {key} has {word:?}: {text}"));
            }
            for sign in ["!", "'", "\"", "..."] {
                if text.contains(sign) && !helper {
                    wrong.push(format!("{language} {key} has {sign}: {text}"));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn numbers_take_the_right_form() {
    let gap = |n: f64| {
        Finding::new(FindingId::NetworkGap, Outcome::WatchOut)
            .number("gap_ms", 210.0)
            .number("count", n)
            .text("direction", "up")
    };
    let (en, nl) = (Texts::new(Language::En), Texts::new(Language::Nl));
    assert_eq!(en.finding(&gap(1.0)).short, "One gap of 0.2\u{a0}s");
    assert_eq!(en.finding(&gap(3.0)).short, "3 gaps, 0.2\u{a0}s at the longest");
    assert_eq!(nl.finding(&gap(1.0)).cause, "De verbinding was één keer weg, 0,2\u{a0}s lang, van jou naar hen.");
    assert_eq!(nl.finding(&gap(2.0)).short, "2 gaten, hooguit 0,2\u{a0}s");
    let good = Finding::new(FindingId::NetworkGood, Outcome::Good).number("up_mbps", 3.12).number("down_mbps", 18.2);
    assert_eq!(
        en.finding(&good).cause,
        "The line carries what the call needs. You can send 3.1 Mbit/s and receive 18."
    );
    let held = Finding::new(FindingId::CameraInUse, Outcome::NotMeasured);
    assert_eq!(nl.finding(&held).short, "Camera misschien elders in gebruik");
    assert_eq!(nl.finding(&held.text("app", "Zoom")).short, "Zoom heeft de camera");
}
