//! Coming back: plan B in one press, the last result, and the list of keys.

#![cfg(feature = "gui")]
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test may stop at the first surprise"
)]

mod window_rig;

use std::path::Path;

use eframe::egui::{Event, Key, Modifiers};
use greenroom::checklist::Store;
use greenroom::checklist::last::{self, LastResult};
use greenroom::live::{Latest, Live};
use greenroom::model::plan::{Channel, ChannelKind, PlanB};
use greenroom::model::{Readiness, Snapshot};
use greenroom::session::handle::Handle;
use greenroom::session::{demo, scenario};
use greenroom::ui::route::Route;
use window_rig::Rig;

/// A window of somebody with this plan, over a session that has not begun anything.
fn window(folder: &Path, plan: &PlanB, size: (f32, f32)) -> Rig {
    let (store, ..) = Store::open(Some(folder));
    store.save(plan);
    store.flush();
    Rig::over(handle(), (store, plan.clone()), size, None)
}

fn handle() -> Handle {
    Handle::new(Box::new(|_| Ok(())), Snapshot::default(), Latest::new(), Live::default())
}

fn plan() -> PlanB {
    let way = |kind, theirs: &str| Channel {
        kind,
        label: String::new(),
        mine: String::new(),
        theirs: theirs.to_owned(),
        tested: false,
        on_phone: false,
    };
    let channels = vec![way(ChannelKind::Phone, "06 12 34 56 78"), way(ChannelKind::Zoom, "https://zoom.us/j/1")];
    PlanB { channels, contact: "Sanne".to_owned(), ..PlanB::default() }
}

#[test]
fn the_kept_plan_is_one_press_away() {
    for size in [(1040.0, 720.0), (360.0, 640.0)] {
        let folder = tempfile::tempdir().unwrap();
        let mut rig = window(folder.path(), &plan(), size);
        assert!(rig.sees("06 12 34 56 78") && rig.sees("Zoom"), "{:?}", rig.labels());
        rig.click("Open plan B");
        assert_eq!(rig.route(), Route::Plan);
    }
    let folder = tempfile::tempdir().unwrap();
    let mut rig = window(folder.path(), &plan(), (1040.0, 720.0));
    rig.harness.key_press_modifiers(Modifiers::COMMAND, Key::B);
    rig.harness.run_steps(3);
    assert_eq!(rig.route(), Route::Plan, "by key from any screen");
    let folder = tempfile::tempdir().unwrap();
    let rig = window(folder.path(), &PlanB::default(), (1040.0, 720.0));
    assert!(!rig.sees("Open plan B") && rig.sees("Start the check"), "{:?}", rig.labels());
}

#[test]
fn the_last_result_welcomes_back_without_measuring() {
    let folder = tempfile::tempdir().unwrap();
    let hours_ago = "2026-01-02T10:49:00+01:00".to_owned();
    last::save(folder.path(), LastResult::new(hours_ago, Readiness::Almost, Vec::new())).unwrap();
    let mut rig = window(folder.path(), &PlanB::default(), (1040.0, 720.0));
    rig.until("welcomed back", |rig| rig.sees("Welcome back."));
    // Long ago: it says so, and the one thing to do is to check again.
    assert!(rig.sees("Check again") && !rig.sees("Go on where you were"), "{:?}", rig.labels());
    assert!(rig.sees("There is no plan B yet."));
    rig.click("Make a plan B");
    assert_eq!(rig.route(), Route::Plan);
}

#[test]
fn the_list_of_keys_opens_by_its_keys_and_rests_while_somebody_types() {
    let folder = tempfile::tempdir().unwrap();
    // What is turned off is kept, but not by a demonstration: the settings of whoever runs the tests stay as they are.
    let (store, ..) = Store::open(Some(folder.path()));
    let still = demo(scenario::load("ready").unwrap(), true);
    let mut rig = Rig::over(still, (store, plan()), (1040.0, 720.0), None);
    let open = |rig: &Rig| rig.sees("Keyboard shortcuts");
    rig.harness.key_press(Key::F1);
    rig.harness.run_steps(3);
    assert!(open(&rig) && rig.sees("Plan B, from any screen"), "{:?}", rig.labels());
    rig.harness.key_press(Key::Escape);
    rig.harness.run_steps(3);
    assert!(!open(&rig) && rig.route() == Route::Welcome);
    rig.harness.event(Event::Text("?".to_owned()));
    rig.harness.run_steps(3);
    assert!(open(&rig));
    rig.harness.key_press(Key::Escape);
    rig.harness.run_steps(3);
    assert!(!open(&rig));
    rig.harness.key_press_modifiers(Modifiers::COMMAND, Key::B);
    rig.harness.run_steps(3);
    rig.click("Change Phone call");
    rig.harness.event(Event::Text("?".to_owned()));
    rig.harness.run_steps(3);
    assert!(!open(&rig) && rig.route() == Route::Plan);
}

#[test]
fn keys_without_ctrl_can_be_turned_off() {
    let still = demo(scenario::load("ready").unwrap(), true);
    let mut rig = Rig::over(still, (Store::open(None).0, plan()), (1040.0, 720.0), None);
    let open = |rig: &Rig| rig.sees("Keyboard shortcuts");
    let press = |rig: &mut Rig, key: Key| {
        rig.harness.key_press(key);
        rig.harness.run_steps(3);
    };
    let question = |rig: &mut Rig| {
        rig.harness.event(Event::Text("?".to_owned()));
        rig.harness.run_steps(3);
    };
    press(&mut rig, Key::F1);
    rig.click("Keys without Ctrl: ?");
    assert!(open(&rig), "the switch closes nothing");
    press(&mut rig, Key::Escape);
    assert!(!open(&rig));
    question(&mut rig);
    assert!(!open(&rig), "it rests");
    press(&mut rig, Key::F1);
    assert!(open(&rig), "the key that writes nothing still opens the list");
    rig.click("Keys without Ctrl: ?");
    press(&mut rig, Key::Escape);
    question(&mut rig);
    assert!(open(&rig), "and on again");
}
