//! The window's trees, without a GPU: every view in both languages and many sizes. Nothing leaves the window at its
//! sides, what lies below it can be scrolled to, everything that can be pressed is large enough, has a name, and is
//! reached and brought into view by Tab.
//!
//! A zoom of 2 is a window of half the size in points.

#![cfg(feature = "gui")]
#![allow(clippy::unwrap_used, reason = "a test may stop at the first surprise")]

mod ui_tree_rig;

use std::collections::{BTreeMap, BTreeSet};

use eframe::egui::accesskit::Role;
use eframe::egui::{Event, Key, Modifiers, MouseWheelSource, MouseWheelUnit, TouchPhase, pos2, vec2};
use egui_kittest::Harness;
use egui_kittest::kittest::NodeT;
use greenroom::i18n::Language;
use ui_tree_rig::views::{VIEWS, View};
use ui_tree_rig::{Seen, World, harness, pressable, seen};

/// Width and height in points; at 180 x 320 and 512 x 384 windows at a zoom of 2. Dutch is the longer language.
fn sizes(language: Language) -> &'static [(f32, f32)] {
    const ALL: [(f32, f32); 9] = [
        (180.0, 320.0),
        (360.0, 640.0),
        (720.0, 720.0),
        (1040.0, 720.0),
        (360.0, 480.0),
        (480.0, 800.0),
        (512.0, 384.0),
        (1024.0, 768.0),
        (1280.0, 800.0),
    ];
    if language == Language::Nl { &ALL } else { ALL.split_at(4).0 }
}

/// The height of the header at most: above it nothing is meant to scroll.
const HEADER: f32 = 64.0;

const ABOVE: &str = "above the window";

fn drawn(node: &Seen) -> bool {
    // The words in a line to type in are clipped by it and move along.
    !matches!(node.role, Role::ScrollBar | Role::TextRun) && node.rect.width() > 0.0 && node.rect.height() > 0.0
}

/// What is wrong with a node wherever it stands.
fn faults(node: &Seen, width: f32) -> Vec<&'static str> {
    let mut wrong = Vec::new();
    if node.rect.min.x < -1.0 || node.rect.max.x > width + 1.0 {
        wrong.push("beside the window");
    }
    if node.rect.min.y < -1.0 {
        wrong.push(ABOVE);
    }
    if pressable(node.role) {
        let least = if node.role == Role::Link { vec2(8.0, 23.9) } else { vec2(39.9, 39.9) };
        if node.rect.width() < least.x || node.rect.height() < least.y {
            wrong.push("too small");
        }
        if node.name.trim().is_empty() {
            wrong.push("without a name");
        }
    }
    wrong
}

#[test]
fn every_view_fits_every_window() {
    let mut wrong = Vec::new();
    for view in VIEWS {
        for language in Language::ALL {
            let mut harness = harness(view.world(language));
            for &(width, height) in sizes(language) {
                harness.set_size(vec2(width, height));
                harness.run_steps(2);
                let place = format!("{} {} {width}x{height}", view.name(), language.tag());
                let nodes = seen(&harness);
                for node in nodes.iter().filter(|n| drawn(n)) {
                    // An opened form is scrolled to; a question lies over what was there.
                    let scrolled = view.question || harness.state().memory.screens.plan.draft.is_some();
                    let what = format!("{place}: {:?} \"{}\" {:?}", node.role, node.name, node.rect);
                    let told = faults(node, width).into_iter().filter(|f| !scrolled || *f != ABOVE);
                    wrong.extend(told.map(|f| format!("{f}: {what}")));
                }
                if !nodes.iter().any(|n| pressable(n.role) && n.usable) {
                    wrong.push(format!("nothing to press: {place}"));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{} faults\n{}", wrong.len(), wrong.join("\n"));
}

/// Turns the wheel over the middle of the page, towards its end.
fn scroll(harness: &mut Harness<'_, World>, width: f32, height: f32) {
    harness.event(Event::PointerMoved(pos2(width / 2.0, (height / 2.0).max(HEADER + 8.0))));
    harness.event(Event::MouseWheel {
        unit: MouseWheelUnit::Point,
        delta: vec2(0.0, -100_000.0),
        phase: TouchPhase::Move,
        source: MouseWheelSource::Wheel,
        modifiers: Modifiers::NONE,
    });
    harness.run_steps(12);
}

/// By id, where each node that lies below the window stands.
fn below(harness: &Harness<'_, World>, height: f32) -> BTreeMap<String, Seen> {
    let low = |n: &Seen| drawn(n) && n.rect.max.y > height + 1.0;
    seen(harness).into_iter().filter(low).map(|n| (n.id.clone(), n)).collect()
}

#[test]
fn what_lies_below_the_window_can_be_scrolled_to() {
    let mut wrong = Vec::new();
    for view in VIEWS.iter().filter(|v| !v.question) {
        for (width, height) in [(360.0, 480.0), (360.0, 640.0), (1040.0, 720.0), (512.0, 384.0)] {
            let mut harness = harness(view.world(Language::Nl));
            harness.set_size(vec2(width, height));
            harness.run_steps(2);
            if below(&harness, height).is_empty() {
                continue;
            }
            scroll(&mut harness, width, height);
            for node in below(&harness, height).into_values() {
                let place = format!("{} {width}x{height}", view.name());
                wrong.push(format!("{place}: {:?} \"{}\" {:?}", node.role, node.name, node.rect));
            }
        }
    }
    assert!(wrong.is_empty(), "{} out of reach\n{}", wrong.len(), wrong.join("\n"));
}

/// What Tab should reach: all that can be used; under a question only what belongs to it.
fn wanted(view: &View, world: &World, nodes: &[Seen]) -> BTreeSet<(String, String)> {
    let texts = &world.texts;
    let of_question = match view.screen {
        "plan" => [texts.plan_delete_no(), texts.plan_delete_yes()],
        "spots" => [texts.button_cancel(), texts.spots_forget_yes()],
        _ => [texts.settings_delete_no(), texts.settings_delete_yes()],
    };
    let counts = |n: &&Seen| pressable(n.role) && n.usable && (!view.question || of_question.contains(&n.name));
    nodes.iter().filter(counts).map(|n| (n.id.clone(), n.name.clone())).collect()
}

#[test]
fn tab_reaches_everything_and_brings_it_into_view() {
    let mut wrong = Vec::new();
    for view in VIEWS {
        let mut harness = harness(view.world(Language::Nl));
        // The order is the same at every width but where columns stand side by side.
        let wide = view.what.is_empty().then_some((1040.0, 720.0));
        for (width, height) in [(360.0, 640.0)].into_iter().chain(wide) {
            harness.set_size(vec2(width, height));
            harness.run_steps(2);
            let place = format!("{} {width}x{height}", view.name());
            let want = wanted(view, harness.state(), &seen(&harness));
            let mut reached = BTreeSet::new();
            for _ in 0..want.len() + 4 {
                harness.key_press(Key::Tab);
                harness.run_steps(3);
                for node in seen(&harness).into_iter().filter(|n| n.focused) {
                    if pressable(node.role) && (node.rect.min.y < -1.0 || node.rect.max.y > height + 1.0) {
                        wrong.push(format!("out of view: {place} \"{}\" {:?}", node.name, node.rect));
                    }
                    reached.insert((node.id, node.name));
                }
            }
            wrong.extend(want.difference(&reached).map(|(_, name)| format!("not reached: {place} \"{name}\"")));
        }
    }
    assert!(wrong.is_empty(), "{} faults\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn every_view_has_one_title() {
    for view in VIEWS.iter().filter(|v| !v.question) {
        let mut harness = harness(view.world(Language::En));
        harness.run_steps(2);
        let titles = harness
            .root()
            .children_recursive()
            .filter(|n| n.accesskit_node().role() == Role::Heading && n.accesskit_node().level() == Some(0))
            .count();
        assert_eq!(titles, 1, "{}", view.name());
    }
}

#[test]
fn the_state_of_a_part_is_told_in_its_name() {
    let harness = harness(World::new("check", "no-devices", Language::Nl));
    let names: Vec<String> = seen(&harness).into_iter().map(|n| n.name).collect();
    assert!(names.iter().any(|n| n.starts_with("Geluid: Ontbreekt")), "{names:?}");
}
