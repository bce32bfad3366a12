//! Things stand where they stand: the primary button has one place on every page, and the list of parts never moves.

#![cfg(feature = "gui")]
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test may stop at the first surprise"
)]

mod ui_tree_rig;

use std::collections::BTreeMap;

use eframe::egui::accesskit::Role;
use eframe::egui::{Rect, vec2};
use egui_kittest::kittest::Queryable;
use greenroom::i18n::{Language, Texts};
use greenroom::ui::route::Part;
use greenroom::ui::screens::share::Told;
use greenroom::ui::view_model::parts;
use ui_tree_rig::views::{VIEWS, View};
use ui_tree_rig::{Seen, World, harness, seen};

/// The harness draws inside a margin of this many points; the window has none.
const HARNESS: f32 = 8.0;

const SIZES: [(f32, f32); 2] = [(1040.0, 720.0), (1280.0, 800.0)];

fn drawn(view: &View, language: Language, size: (f32, f32)) -> Vec<Seen> {
    let mut harness = harness(view.world(language));
    harness.set_size(vec2(size.0, size.1));
    harness.run();
    seen(&harness)
}

#[test]
fn the_primary_button_has_one_place_on_every_page_with_a_header() {
    let mut measured = 0;
    let mut wrong = Vec::new();
    for view in VIEWS.iter().filter(|v| v.screen != "welcome" && !v.question) {
        for language in Language::ALL {
            for (width, height) in SIZES {
                let nodes = drawn(view, language, (width, height));
                // What stands at the right of the bar; the last of it is the primary button.
                let right = nodes
                    .iter()
                    .filter(|n| n.role == Role::Button && n.rect.max.y > height - 42.0 && n.rect.min.x > width / 2.0)
                    .max_by(|a, b| a.rect.max.x.total_cmp(&b.rect.max.x));
                let Some(button) = right else { continue };
                measured += 1;
                let rect = button.rect;
                let place = (width - HARNESS - rect.max.x, height - HARNESS - rect.max.y, rect.height());
                // That of the spots is pressed standing, with a laptop on the arm.
                let high = if view.screen == "spots" { 64.0 } else { 48.0 };
                let off = (place.0 - 40.0).abs() + (place.1 - 24.0).abs() + (place.2 - high).abs();
                if off > 0.5 {
                    wrong.push(format!("{} {language:?} {width}: {:?} {place:?}", view.name(), button.name));
                }
            }
        }
    }
    assert!(measured > 100, "only {measured} buttons were found");
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn the_rows_of_the_list_keep_their_place_in_every_state() {
    for language in Language::ALL {
        let texts = Texts::new(language);
        for size in SIZES {
            let mut places: BTreeMap<String, Rect> = BTreeMap::new();
            let parts = VIEWS.iter().filter(|v| {
                matches!(v.screen, "check" | "internet" | "spots" | "sound" | "picture" | "computer") && !v.question
            });
            let mut views = 0;
            for view in parts {
                views += 1;
                let nodes = drawn(view, language, size);
                for part in Part::ALL {
                    let name = format!("{}: ", parts::name(&texts, part));
                    let row = nodes.iter().find(|n| n.role == Role::Button && n.name.starts_with(&name));
                    let row = row.unwrap_or_else(|| panic!("{}: no row {name}", view.name())).rect;
                    assert!((row.width(), row.height()) == (107.0, 92.0), "{}: {name} {row:?}", view.name());
                    let known = *places.entry(name.clone()).or_insert(row);
                    assert_eq!(row, known, "{}: {name}", view.name());
                }
            }
            assert!(views > 20);
        }
    }
}

fn view(name: &str) -> &'static View {
    VIEWS.iter().find(|v| v.name() == name).unwrap_or_else(|| panic!("no view {name}"))
}

/// A row of the ladder; the steps of the header are a list too.
fn is_rung(node: &Seen) -> bool {
    node.role == Role::ListItem && node.rect.min.y > HARNESS + 64.0
}

/// Where the things of a page stand that are there in every state of it, by name.
fn frame(nodes: &[Seen]) -> BTreeMap<String, Rect> {
    let mut rungs: Vec<Rect> = nodes.iter().filter(|n| is_rung(n)).map(|n| n.rect).collect();
    rungs.sort_by(|a, b| a.min.y.total_cmp(&b.min.y));
    let rungs = rungs.into_iter().enumerate().map(|(n, rect)| (format!("rung {n}"), rect));
    let line = nodes.iter().filter(|n| n.role == Role::Image && n.rect.min.x > 400.0);
    let line = line.map(|n| ("the line".to_owned(), n.rect));
    let headings = nodes.iter().filter(|n| n.role == Role::Heading && n.rect.min.y > 140.0);
    let headings = headings.map(|n| (n.name.clone(), n.rect));
    rungs.chain(line).chain(headings).collect()
}

#[test]
fn nothing_moves_when_a_measurement_ends() {
    let internet = ["internet-checking", "internet-checking-measuring", "internet-ready", "internet-drop-out"];
    let computer = ["computer-checking-watching", "computer-checking-seen", "computer-ready"];
    for language in Language::ALL {
        for size in SIZES {
            for (names, least) in [(&internet[..], 8), (&computer[..], 2)] {
                let (first, rest) = names.split_first().unwrap();
                let before = frame(&drawn(view(first), language, size));
                assert!(before.len() >= least, "{first}: {before:?}");
                for name in rest {
                    assert_eq!(
                        frame(&drawn(view(name), language, size)),
                        before,
                        "{first} and {name} {language:?} {size:?}"
                    );
                }
            }
        }
    }
}

#[test]
fn the_ladder_is_seen_whole_in_every_state() {
    let mut wrong = Vec::new();
    let mut ladders = 0;
    for view in VIEWS.iter().filter(|v| v.screen == "internet" && v.what != "figures") {
        for language in Language::ALL {
            let (width, height) = SIZES[0];
            let nodes = drawn(view, language, (width, height));
            let rungs: Vec<&Seen> = nodes.iter().filter(|n| is_rung(n)).collect();
            ladders += usize::from(!rungs.is_empty());
            // The window has no margin: there the contents end 16 above the button.
            let fold = height + HARNESS - 24.0 - 48.0 - 16.0;
            let low = rungs.iter().filter(|n| n.rect.max.y > fold + 0.5);
            wrong.extend(low.map(|n| format!("{} {language:?}: {} {:?}", view.name(), n.name, n.rect)));
        }
    }
    assert!(ladders >= 10, "{ladders}");
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn the_parts_begin_at_one_place_under_the_header() {
    for view in
        VIEWS.iter().filter(|v| matches!(v.screen, "internet" | "sound" | "picture" | "computer") && !v.question)
    {
        let nodes = drawn(view, Language::En, SIZES[0]);
        let titles = nodes.iter().filter(|n| n.role == Role::Heading && n.rect.min.y < HARNESS + 128.0);
        let title =
            titles.min_by(|a, b| a.rect.min.y.total_cmp(&b.rect.min.y)).unwrap_or_else(|| panic!("{}", view.name()));
        // 32 from the list; one line in the middle of a row of 40 that begins 24 under the header. A long one wraps.
        assert!((title.rect.min.x - HARNESS - 156.0).abs() < 0.5, "{}: {:?}", view.name(), title.rect);
        let top = title.rect.min.y - HARNESS - 64.0;
        let one_line = title.rect.height() < 40.0 && top > 26.0;
        assert!((top - if one_line { 28.0 } else { 24.0 }).abs() < 0.5, "{}: {:?}", view.name(), title.rect);
    }
}

#[test]
fn the_welcomes_button_has_the_place_of_the_design() {
    for view in VIEWS.iter().filter(|v| v.screen == "welcome" && !v.question) {
        for language in Language::ALL {
            let (width, height) = SIZES[0];
            let texts = Texts::new(language);
            // The harness takes its margin from above and from below.
            let nodes = drawn(view, language, (width + 2.0 * HARNESS, height + 2.0 * HARNESS));
            let start = nodes.iter().find(|n| n.name == texts.welcome_start()).unwrap().rect;
            assert_eq!((start.min.x, start.min.y, start.height()), (HARNESS + 456.0, HARNESS + 590.0, 48.0));
        }
    }
}

/// Every button with its place, in order.
fn buttons(nodes: &[Seen]) -> Vec<Rect> {
    nodes.iter().filter(|n| n.role == Role::Button).map(|n| n.rect).collect()
}

#[test]
fn a_button_whose_words_change_moves_nothing() {
    for language in Language::ALL {
        let texts = Texts::new(language);
        let copied = [
            ("about-ready", texts.about_copy(), texts.about_copied()),
            ("share-ready", texts.share_copy(), texts.share_copied()),
            ("plan-ready", texts.plan_message_copy(), texts.plan_message_copied()),
        ];
        for (name, before, after) in copied {
            let mut harness = harness(view(name).world(language));
            harness.set_size(vec2(1040.0, 1400.0));
            harness.run();
            let places = buttons(&seen(&harness));
            harness.get_by_label(&before).click();
            harness.run();
            assert!(harness.query_by_label(&after).is_some(), "{name}: {after}");
            assert_eq!(buttons(&seen(&harness)), places, "{name} {language:?}");
        }
        let mut result = harness(view("result-almost").world(language));
        result.set_size(vec2(1040.0, 1400.0));
        result.run();
        let nodes = seen(&result);
        let card = |n: &&Seen| n.role == Role::Button && n.rect.min.x > 700.0 && (100.0..600.0).contains(&n.rect.min.y);
        let how = nodes.iter().find(card).expect("a remedy that shows how");
        result.query_all_by_label(&how.name).next().unwrap().click();
        result.run();
        let close = result.get_by_label(&texts.button_close()).rect();
        assert_eq!(close, how.rect, "{language:?}: {}", how.name);
        let both = |name: &str, act: fn(&mut World)| {
            [false, true].map(|changed| {
                let mut world = view(name).world(language);
                if changed {
                    act(&mut world);
                }
                let mut harness = harness(world);
                harness.set_size(vec2(1040.0, 720.0));
                harness.run();
                let nodes = seen(&harness);
                let low = |n: &&Seen| n.role == Role::Button && n.rect.max.y > 640.0;
                nodes.iter().filter(low).map(|n| n.rect).collect::<Vec<_>>()
            })
        };
        let [with, without] = both("picture-guides", |w| w.memory.screens.check.picture.plain = true);
        assert_eq!(with, without, "guides {language:?}");
        let saved = |w: &mut World| w.memory.screens.share.told = Some(Told::Saved("/home/sanne/report.html".into()));
        let [before, after] = both("share-ready", saved);
        assert_eq!(before.last(), after.last(), "saved {language:?}");
    }
}

#[test]
fn what_is_left_stands_in_the_middle_of_the_list() {
    for (scenario, language) in [("checking", Language::Nl), ("ready", Language::Nl), ("ready", Language::En)] {
        let mut world = World::new("internet", scenario, language);
        if scenario == "ready" {
            world.state.run.phase = greenroom::model::run::Phase::Running;
            world.state.run.stages.clear();
        }
        let words = parts::overall(&world.state, &world.texts).words;
        let mut harness = harness(world);
        harness.set_size(vec2(1040.0, 720.0));
        harness.run();
        let nodes = seen(&harness);
        let told = nodes.iter().find(|n| n.name == words).unwrap_or_else(|| panic!("{words}"));
        assert!((told.rect.center().x - HARNESS - 61.5).abs() < 1.0, "{words}: {:?}", told.rect);
    }
}

#[test]
fn the_lists_of_devices_keep_their_place_in_every_step_of_the_sound() {
    for language in Language::ALL {
        for size in SIZES {
            let mut known: Option<Vec<Rect>> = None;
            for view in VIEWS.iter().filter(|v| v.screen == "sound" && v.scenario == "checking" && !v.question) {
                let nodes = drawn(view, language, size);
                let lists: Vec<Rect> = nodes.iter().filter(|n| n.role == Role::ComboBox).map(|n| n.rect).collect();
                assert_eq!(lists.len(), 2, "{}", view.name());
                assert_eq!(*known.get_or_insert(lists.clone()), lists, "{} {language:?} {size:?}", view.name());
            }
        }
    }
}

#[test]
fn in_a_small_window_the_question_and_all_its_answers_are_seen_at_once() {
    for language in Language::ALL {
        let texts = Texts::new(language);
        let deaf = texts.sound_tone_deaf();
        let heard = [texts.sound_tone_ask(), texts.sound_tone_yes(), texts.sound_tone_no(), deaf.clone()];
        let unheard = [texts.sound_tone_unheard(), texts.sound_tone_go_on(), texts.sound_tone_again(), deaf];
        for (name, wanted) in [("sound-checking-heard", heard), ("sound-checking-unheard", unheard)] {
            // The harness takes its margin from every side.
            let nodes = drawn(view(name), language, (360.0 + 2.0 * HARNESS, 640.0 + 2.0 * HARNESS));
            let foot = nodes.iter().filter(|n| n.role == Role::Button).map(|n| n.rect.min.y).fold(0.0, f32::max) - 14.0;
            for words in wanted {
                let node = nodes.iter().find(|n| n.name == words).unwrap_or_else(|| panic!("{name}: {words}"));
                let in_foot = node.rect.min.y > foot;
                assert!(in_foot || node.rect.max.y <= foot, "{name} {language:?}: {words} {:?} {foot}", node.rect);
            }
        }
    }
}
