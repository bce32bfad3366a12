//! What result, plan, share and settings do when something is pressed, without a GPU.

#![cfg(feature = "gui")]
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test may stop at the first surprise")]

use egui_kittest::Harness;
use egui_kittest::kittest::Queryable;
use greenroom::i18n::{Language, Texts};
use greenroom::model::RunState;
use greenroom::session::scenario;
use greenroom::ui::action::UiAction;
use greenroom::ui::cx::{Cx, Memory};
use greenroom::ui::route::Route;
use greenroom::ui::{app, theme};

use eframe::egui::vec2;

struct World {
    texts: Texts,
    state: RunState,
    memory: Memory,
    asked: Vec<UiAction>,
}

fn harness(route: Route, name: &str, demo: bool) -> Harness<'static, World> {
    let mut state = scenario::load(name).unwrap().state(greenroom::assess::judge);
    state.demo = demo;
    let memory = Memory { route, language: Language::En, less_motion: true, furthest: 3, ..Memory::default() };
    let world = World { texts: Texts::new(Language::En), state, memory, asked: Vec::new() };
    Harness::builder()
        .with_size(vec2(1040.0, 2000.0))
        .with_context_setup(|ctx| {
            theme::install(ctx);
            theme::set_less_motion(ctx, true);
            egui_extras::install_image_loaders(ctx);
        })
        .build_ui_state(
            |ui, world: &mut World| {
                let mut cx = Cx {
                    texts: &world.texts,
                    state: &world.state,
                    memory: &mut world.memory,
                    level: None,
                    preview: None,
                    actions: Vec::new(),
                };
                app::screen(ui, &mut cx);
                world.asked.append(&mut cx.actions);
            },
            world,
        )
}

#[test]
fn a_card_unfolds_its_steps_and_check_again_repeats_only_what_is_first() {
    let mut h = harness(Route::Result, "almost", true);
    h.run();
    assert!(h.query_by_label("Speak again and watch the bar.").is_none());
    h.get_by_label("Show me how").click();
    h.run();
    assert!(h.query_by_label("Speak again and watch the bar.").is_some());
    h.get_by_label("Check again").click();
    h.run();
    let again = h.state().asked.iter().find_map(|a| if let UiAction::Again(c) = a { Some(c.clone()) } else { None });
    assert_eq!(again, Some(vec![greenroom::model::CheckId::Sound]));
}

#[test]
fn a_way_without_details_is_not_kept() {
    let mut h = harness(Route::Plan, "ready", true);
    h.run();
    h.get_by_label("Add a way").click();
    h.run();
    h.get_by_label("Done").click();
    h.run();
    assert!(h.state().memory.plan.channels.is_empty());
    "06 12 34 56 78".clone_into(&mut h.state_mut().memory.plan_screen.draft.as_mut().unwrap().channel.theirs);
    h.run();
    h.get_by_label("Done").click();
    h.run();
    assert_eq!(h.state().memory.plan.channels.len(), 1);
    assert!(h.state().asked.contains(&UiAction::PlanChanged));
}

#[test]
fn an_unticked_line_leaves_the_page() {
    let mut h = harness(Route::Share, "ready", true);
    h.run();
    let line = "The voice comes through clearly.";
    assert!(h.query_by_label(line).is_some());
    h.get_by_label("Sound and picture").click();
    h.run();
    assert!(h.query_by_label(line).is_none());
}

#[test]
fn deleting_everything_asks_first() {
    let mut h = harness(Route::Settings, "ready", false);
    h.run();
    h.get_by_label("Delete everything").click();
    h.run();
    assert!(!h.state().asked.contains(&UiAction::DeleteEverything));
    h.get_by_label("Delete").click();
    h.run();
    assert!(h.state().asked.contains(&UiAction::DeleteEverything));
}
