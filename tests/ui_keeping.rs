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

use eframe::egui::accesskit::Role;
use eframe::egui::{Event, Key};
use egui_kittest::kittest::Queryable;
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

fn theirs(folder: &Path) -> Vec<String> {
    kept(folder).channels.iter().map(|c| c.theirs.clone()).collect()
}

#[test]
fn what_was_typed_is_kept_when_the_window_closes_right_or_wrong() {
    for typed in ["06 12", "sanne", "+31 6 12345678 thuis", "06 12 34 56 78 ext"] {
        let folder = tempfile::tempdir().unwrap();
        let mut rig = planning(folder.path());
        type_a_number(&mut rig, "Add a way", typed);
        rig.close();
        assert_eq!(theirs(folder.path()), [typed]);
        // It is seen for what it is when the window opens again, and counts for nothing.
        let rig = planning(folder.path());
        let shown = rig.labels().iter().any(|l| l.replace('\u{a0}', " ").contains(typed));
        assert!(shown && (rig.sees("digits missing") || rig.sees("may have digits")), "{:?}", rig.labels());
    }
}

#[test]
fn a_long_link_is_kept_and_a_pasted_invitation_too() {
    let link = format!("https://teams.microsoft.com/l/meetup-join/{}", "x".repeat(200));
    let folder = tempfile::tempdir().unwrap();
    let mut rig = planning(folder.path());
    rig.click("Add a way");
    rig.harness.get_by_role_and_label(Role::ComboBox, "Kind").click();
    rig.harness.run_steps(4);
    rig.click("Microsoft Teams");
    rig.harness.get_by_role_and_label(Role::TextInput, "Their name, address or link").focus();
    rig.harness.run_steps(2);
    rig.harness.event(Event::Paste(format!("Doe mee <{}>. Tot dan!", link.replacen("https", "HTTPS", 1))));
    rig.harness.run_steps(2);
    rig.click("Done");
    rig.close();
    assert_eq!(theirs(folder.path()), [link]);
}

#[test]
fn a_number_that_works_is_not_lost_to_half_a_one() {
    let folder = tempfile::tempdir().unwrap();
    let mut rig = planning(folder.path());
    type_a_number(&mut rig, "Add a way", "06 12 34 56 78");
    rig.click("Done");
    rig.click("Change Phone call");
    rig.harness.key_press_modifiers(eframe::egui::Modifiers::COMMAND, Key::A);
    rig.harness.event(Event::Text("06 99".to_owned()));
    rig.harness.run_steps(2);
    rig.close();
    assert_eq!(theirs(folder.path()), ["06 12 34 56 78", "06 99"]);
}

#[test]
fn what_was_cancelled_is_not_kept() {
    let folder = tempfile::tempdir().unwrap();
    let mut rig = planning(folder.path());
    type_a_number(&mut rig, "Add a way", "06 12 34 56 78");
    rig.harness.key_press(Key::Escape);
    rig.harness.run_steps(2);
    rig.close();
    assert!(kept(folder.path()).channels.is_empty());
}
