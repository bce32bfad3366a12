//! What a window keeps when it is closed, read back from the folder.

#![cfg(feature = "gui")]
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test may stop at the first surprise"
)]

mod window_rig;

use std::path::Path;

use eframe::egui::{Event, Key};
use greenroom::checklist::Store;
use greenroom::model::plan::PlanB;
use greenroom::session::{demo, scenario};
use greenroom::ui::route::Route;
use window_rig::Rig;

/// The plan in a window whose state stands still.
fn planning(folder: &Path) -> Rig {
    let (store, plan, notices) = Store::open(Some(folder));
    assert!(notices.is_empty(), "{notices:?}");
    let handle = demo(scenario::load("ready").unwrap(), true);
    Rig::over(handle, (store, plan), (1040.0, 720.0), Some(Route::Plan))
}

fn kept(folder: &Path) -> PlanB {
    Store::open(Some(folder)).1
}

/// Opens the form of a new way and types there.
fn type_a_number(rig: &mut Rig, add: &str, number: &str) {
    rig.click(add);
    rig.harness.event(Event::Text(number.to_owned()));
    rig.harness.run_steps(2);
}

#[test]
fn a_way_that_was_typed_is_kept_when_the_window_closes() {
    let folder = tempfile::tempdir().unwrap();
    let mut rig = planning(folder.path());
    type_a_number(&mut rig, "Add a way", "06 12 34 56 78");
    rig.close();
    let plan = kept(folder.path());
    assert_eq!(plan.channels.iter().map(|c| c.theirs.as_str()).collect::<Vec<_>>(), ["06 12 34 56 78"]);
}

#[test]
fn half_a_number_and_what_was_cancelled_are_not_kept() {
    let folder = tempfile::tempdir().unwrap();
    let mut rig = planning(folder.path());
    type_a_number(&mut rig, "Add a way", "06 12");
    rig.close();
    assert!(kept(folder.path()).channels.is_empty());
    let mut rig = planning(folder.path());
    type_a_number(&mut rig, "Add a way", "06 12 34 56 78");
    rig.harness.key_press(Key::Escape);
    rig.harness.run_steps(2);
    rig.close();
    assert!(kept(folder.path()).channels.is_empty());
}
