//! At rest the window draws nothing: after the last change no screen asks for another frame.

#![cfg(feature = "gui")]
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test may stop at the first surprise")]

use std::time::Duration;

use eframe::egui::{ViewportId, vec2};
use egui_kittest::Harness;
use greenroom::checklist::Store;
use greenroom::config::Config;
use greenroom::i18n::Language;
use greenroom::live::Latest;
use greenroom::model::plan::PlanB;
use greenroom::session::{self, scenario};
use greenroom::ui::app::Window;
use greenroom::ui::route::Route;
use greenroom::ui::{Look, UiOptions};

/// Sixty a second, for three seconds: the door's swing and every fade have ended long before.
const STEPS: usize = 180;

fn window(route: Route, demo: &str) -> Harness<'static, Option<Window>> {
    let demo = demo.to_owned();
    Harness::builder().with_size(vec2(1040.0, 720.0)).with_step_dt(1.0 / 60.0).build_ui_state(
        move |ui, window: &mut Option<Window>| {
            let window = window.get_or_insert_with(|| {
                let options = UiOptions {
                    handle: session::demo(scenario::load(&demo).unwrap(), true),
                    plan: PlanB::default(),
                    store: Store::open(None).0,
                    config: Config::default(),
                    hosts: |_| Vec::new(),
                    language: Language::Nl,
                    warnings: Vec::new(),
                    look: Look { screen: Some(route), ..Look::default() },
                    stop: Latest::new(),
                };
                Window::new(ui.ctx(), options)
            });
            window.frame(ui);
        },
        None,
    )
}

#[test]
fn no_screen_draws_while_nothing_changes() {
    let routes = [
        "welcome", "check", "internet", "spots", "sound", "picture", "computer", "result", "plan", "share", "settings",
        "about",
    ];
    for name in routes {
        let route = Route::parse(name).unwrap();
        let mut harness = window(route, "almost");
        for _ in 0..STEPS {
            harness.step();
        }
        let wanted = harness.output().viewport_output[&ViewportId::ROOT].repaint_delay;
        assert_eq!(wanted, Duration::MAX, "{name} asks for a frame after {wanted:?}");
    }
}

#[test]
fn the_door_swings_and_then_rests() {
    let mut harness = window(Route::Result, "ready");
    harness.step();
    let delay = |h: &Harness<'_, Option<Window>>| h.output().viewport_output[&ViewportId::ROOT].repaint_delay;
    assert!(delay(&harness) < Duration::from_secs(1), "it should move at first");
    for _ in 0..STEPS {
        harness.step();
    }
    assert_eq!(delay(&harness), Duration::MAX);
}
