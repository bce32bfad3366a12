//! The window's trees, without a GPU: every screen in both languages and many sizes. Nothing leaves the window at its
//! sides, everything that can be pressed is large enough, has a name, and is reached and brought into view by Tab.
//!
//! A zoom of 2 is a window of half the size in points.

#![cfg(feature = "gui")]
#![allow(clippy::unwrap_used, reason = "a test may stop at the first surprise")]

use std::collections::BTreeSet;

use egui_kittest::Harness;
use egui_kittest::kittest::NodeT;
use greenroom::i18n::{Language, Texts};
use greenroom::model::RunState;
use greenroom::model::live::LevelReading;
use greenroom::session::scenario;
use greenroom::ui::cx::{Cx, Memory};
use greenroom::ui::route::Route;
use greenroom::ui::{app, theme};

use eframe::egui::accesskit::Role;
use eframe::egui::{Key, Rect, vec2};

/// Width and height in points. The last ones are windows at a zoom of 2.
const SIZES: [(f32, f32); 8] = [
    (360.0, 480.0),
    (360.0, 640.0),
    (480.0, 800.0),
    (720.0, 720.0),
    (1024.0, 768.0),
    (1280.0, 800.0),
    (180.0, 320.0),
    (512.0, 384.0),
];

/// A screen and the scenario that it shows.
const SCREENS: [(&str, &str); 22] = [
    ("welcome", "ready"),
    ("check", "checking"),
    ("check", "ready"),
    ("check", "no-devices"),
    ("sound", "checking"),
    ("sound", "ready"),
    ("sound", "silent"),
    ("sound", "no-permission"),
    ("internet", "drop-out"),
    ("internet", "offline"),
    ("internet", "public"),
    ("picture", "checking"),
    ("picture", "covered"),
    ("picture", "in-use"),
    ("picture", "ready"),
    ("computer", "busy-computer"),
    ("result", "almost"),
    ("result", "ready"),
    ("plan", "almost"),
    ("share", "ready"),
    ("settings", "ready"),
    ("about", "ready"),
];

struct World {
    texts: Texts,
    state: RunState,
    level: Option<std::sync::Arc<LevelReading>>,
    memory: Memory,
}

fn harness(screen: &str, name: &str, language: Language) -> Harness<'static, World> {
    let scenario = scenario::load(name).unwrap();
    let level = scenario.level.map(|l| std::sync::Arc::new(LevelReading::from(l)));
    let route = Route::parse(screen).unwrap();
    let mut memory =
        Memory { route, language, less_motion: true, furthest: route.step().unwrap_or(0), ..Memory::default() };
    memory.findings.technical = true;
    let world = World { texts: Texts::new(language), state: scenario.state(greenroom::assess::judge), level, memory };
    Harness::builder()
        .with_size(vec2(1040.0, 720.0))
        .with_context_setup(|ctx| {
            theme::install(ctx);
            theme::set_less_motion(ctx, true);
            egui_extras::install_image_loaders(ctx);
        })
        .build_ui_state(
            |ui, world: &mut World| {
                greenroom::ui::widgets::focus::note_input(ui.ctx());
                let mut cx = Cx {
                    texts: &world.texts,
                    state: &world.state,
                    memory: &mut world.memory,
                    level: world.level.clone(),
                    preview: None,
                    actions: Vec::new(),
                };
                app::screen(ui, &mut cx);
            },
            world,
        )
}

/// What stands in the tree: id, role, name, place, whether it can be used.
struct Seen {
    id: String,
    role: Role,
    name: String,
    rect: Rect,
    usable: bool,
    focused: bool,
}

fn seen(harness: &Harness<'_, World>) -> Vec<Seen> {
    harness
        .root()
        .children_recursive()
        .filter_map(|node| {
            let inner = node.accesskit_node();
            inner.raw_bounds()?;
            Some(Seen {
                id: format!("{:?}", inner.id()),
                role: inner.role(),
                name: inner.label().or_else(|| inner.value()).unwrap_or_default(),
                rect: node.rect(),
                usable: !inner.is_disabled(),
                focused: inner.is_focused(),
            })
        })
        .collect()
}

fn pressable(role: Role) -> bool {
    matches!(
        role,
        Role::Button
            | Role::CheckBox
            | Role::Switch
            | Role::RadioButton
            | Role::ComboBox
            | Role::ListBoxOption
            | Role::TextInput
            | Role::Link
    )
}

#[test]
fn every_screen_fits_every_window() {
    let mut wrong = Vec::new();
    for (screen, name) in SCREENS {
        for language in Language::ALL {
            let mut harness = harness(screen, name, language);
            for (width, height) in SIZES {
                harness.set_size(vec2(width, height));
                harness.run_steps(3);
                let place = format!("{screen}/{name} {} {width}x{height}", language.tag());
                let mut usable = 0;
                for node in seen(&harness) {
                    if node.role == Role::ScrollBar || node.rect.width() <= 0.0 || node.rect.height() <= 0.0 {
                        continue;
                    }
                    let what = format!("{place}: {:?} \"{}\" {:?}", node.role, node.name, node.rect);
                    if node.rect.min.x < -1.0 || node.rect.max.x > width + 1.0 {
                        wrong.push(format!("beside the window: {what}"));
                    }
                    if node.rect.min.y < -1.0 {
                        wrong.push(format!("above the window: {what}"));
                    }
                    if !pressable(node.role) {
                        continue;
                    }
                    usable += usize::from(node.usable);
                    let least = if node.role == Role::Link { vec2(8.0, 23.9) } else { vec2(39.9, 39.9) };
                    if node.rect.width() < least.x || node.rect.height() < least.y {
                        wrong.push(format!("too small: {what}"));
                    }
                    if node.name.trim().is_empty() {
                        wrong.push(format!("without a name: {what}"));
                    }
                }
                if usable == 0 {
                    wrong.push(format!("nothing to press: {place}"));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{} faults\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn tab_reaches_everything_and_brings_it_into_view() {
    let mut wrong = Vec::new();
    for (screen, name) in SCREENS {
        let mut harness = harness(screen, name, Language::Nl);
        for (width, height) in [(360.0, 640.0), (1040.0, 720.0)] {
            harness.set_size(vec2(width, height));
            harness.run_steps(3);
            let place = format!("{screen}/{name} {width}x{height}");
            let all = seen(&harness);
            let want: BTreeSet<_> =
                all.iter().filter(|n| pressable(n.role) && n.usable).map(|n| (n.id.clone(), n.name.clone())).collect();
            let mut reached = BTreeSet::new();
            for _ in 0..want.len() + 4 {
                harness.key_press(Key::Tab);
                harness.run_steps(4);
                for node in seen(&harness).into_iter().filter(|n| n.focused) {
                    if pressable(node.role) && (node.rect.min.y < -1.0 || node.rect.max.y > height + 1.0) {
                        wrong.push(format!("out of view: {place} \"{}\" {:?}", node.name, node.rect));
                    }
                    reached.insert((node.id, node.name));
                }
            }
            for (_, name) in want.difference(&reached) {
                wrong.push(format!("not reached: {place} \"{name}\""));
            }
        }
    }
    assert!(wrong.is_empty(), "{} faults\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn every_screen_has_one_title() {
    for (screen, name) in SCREENS {
        let mut harness = harness(screen, name, Language::En);
        harness.run_steps(2);
        let titles = harness
            .root()
            .children_recursive()
            .filter(|n| n.accesskit_node().role() == Role::Heading && n.accesskit_node().level() == Some(0))
            .count();
        assert_eq!(titles, 1, "{screen}/{name}");
    }
}

#[test]
fn the_state_of_a_part_is_told_in_its_name() {
    let harness = harness("check", "no-devices", Language::Nl);
    let names: Vec<String> = seen(&harness).into_iter().map(|n| n.name).collect();
    assert!(names.iter().any(|n| n.starts_with("Geluid: Geen apparaat gevonden")), "{names:?}");
}
