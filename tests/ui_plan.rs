//! Plan B, changed where it stands: one row open at a time, the order, the way back, the own number once.

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
use eframe::egui::{Event, Key, Modifiers};
use egui_kittest::kittest::{NodeT, Queryable};
use greenroom::checklist::Store;
use greenroom::model::plan::{Channel, ChannelKind, PlanB};
use greenroom::session::{demo, scenario};
use greenroom::ui::route::Route;
use window_rig::Rig;

const OWN: &str = "06 87 65 43 21";

fn way(kind: ChannelKind, theirs: &str) -> Channel {
    let (label, mine) = (String::new(), String::new());
    Channel { kind, label, mine, theirs: theirs.to_owned(), tested: false, on_phone: false }
}

fn plan() -> PlanB {
    let channels = vec![
        way(ChannelKind::Phone, "06 12 34 56 78"),
        way(ChannelKind::WhatsApp, "06 12 34 56 78"),
        way(ChannelKind::Meet, "https://meet.google.com/kqa-wmzt-ojf"),
    ];
    PlanB { channels, own: OWN.to_owned(), contact: "Sanne".to_owned(), ..PlanB::default() }
}

/// The plan in a window whose state stands still.
fn window(folder: &Path, plan: &PlanB) -> Rig {
    let (store, ..) = Store::open(Some(folder));
    store.save(plan);
    store.flush();
    let handle = demo(scenario::load("ready").unwrap(), true);
    let mut rig = Rig::over(handle, (store, plan.clone()), (1040.0, 720.0), Some(Route::Plan));
    rig.harness.run_steps(2);
    rig
}

/// The plan as it is on the disk after the window closed.
fn kept(rig: Rig, folder: &Path) -> PlanB {
    rig.close();
    Store::open(Some(folder)).1
}

fn kinds(plan: &PlanB) -> Vec<ChannelKind> {
    plan.channels.iter().map(|c| c.kind).collect()
}

fn press(rig: &mut Rig, modifiers: Modifiers, key: Key) {
    rig.harness.key_press_modifiers(modifiers, key);
    rig.harness.run_steps(3);
}

fn write(rig: &mut Rig, text: &str) {
    press(rig, Modifiers::COMMAND, Key::A);
    rig.harness.event(Event::Text(text.to_owned()));
    rig.harness.run_steps(2);
}

fn open_kinds(rig: &mut Rig) {
    rig.harness.get_by_role_and_label(Role::ComboBox, "Kind").click();
    rig.harness.run_steps(4);
}

fn focused(rig: &Rig) -> String {
    let node = rig.harness.root().children_recursive().find(|n| n.accesskit_node().is_focused());
    node.and_then(|n| n.accesskit_node().label()).unwrap_or_default()
}

#[test]
fn a_row_opens_where_it_stands_and_enter_keeps() {
    let folder = tempfile::tempdir().unwrap();
    let mut rig = window(folder.path(), &plan());
    rig.click("Change WhatsApp");
    assert_eq!(focused(&rig), "Their phone number");
    let (row, before, after) =
        (rig.place("Their phone number"), rig.place("Change Phone call"), rig.place("Change Google Meet"));
    let y = |r: Option<eframe::egui::Rect>| r.unwrap().min.y;
    assert!(y(before) < y(row) && y(row) < y(after));
    write(&mut rig, "https://wa.me/31698765432");
    press(&mut rig, Modifiers::NONE, Key::Enter);
    assert_eq!(focused(&rig), "Change WhatsApp");
    assert_eq!(kept(rig, folder.path()).channels[1].theirs, "+31698765432");
}

#[test]
fn escape_puts_back_and_what_was_typed_can_be_taken_up_again() {
    let folder = tempfile::tempdir().unwrap();
    let mut rig = window(folder.path(), &plan());
    rig.click("Change Phone call");
    write(&mut rig, "020 123 4567");
    press(&mut rig, Modifiers::NONE, Key::Escape);
    assert_eq!((rig.route(), focused(&rig).as_str()), (Route::Plan, "Change Phone call"));
    assert!(rig.sees("06\u{a0}12\u{a0}34\u{a0}56\u{a0}78"), "{:?}", rig.labels());
    rig.click("Go on filling in");
    press(&mut rig, Modifiers::NONE, Key::Enter);
    assert_eq!(kept(rig, folder.path()).channels[0].theirs, "020 123 4567");
}

#[test]
fn escape_closes_the_list_of_kinds_and_nothing_else() {
    let folder = tempfile::tempdir().unwrap();
    let mut rig = window(folder.path(), &plan());
    rig.click("Change Phone call");
    open_kinds(&mut rig);
    assert!(rig.sees("Webex"));
    press(&mut rig, Modifiers::NONE, Key::Escape);
    assert!(!rig.sees("Webex") && rig.sees("Their phone number") && rig.route() == Route::Plan);
    press(&mut rig, Modifiers::NONE, Key::Escape);
    assert!(!rig.sees("Their phone number") && rig.route() == Route::Plan);
}

#[test]
fn what_is_not_right_yet_is_told_first_and_then_kept_as_it_is() {
    let folder = tempfile::tempdir().unwrap();
    let mut rig = window(folder.path(), &plan());
    rig.click("Change Phone call");
    write(&mut rig, "06 12");
    rig.click("Done");
    assert!(rig.sees("There are digits missing. Or press Done again"), "{:?}", rig.labels());
    assert_eq!(focused(&rig), "Their phone number");
    rig.click("Done");
    assert!(rig.sees("There are digits missing."), "the row tells it");
    assert_eq!(kept(rig, folder.path()).channels[0].theirs, "06 12");
}

#[test]
fn the_order_changes_by_buttons_and_keys_and_is_said() {
    let folder = tempfile::tempdir().unwrap();
    let mut rig = window(folder.path(), &plan());
    rig.click("Move Google Meet up");
    assert!(rig.sees("Google Meet is now at place 2 of 3."));
    assert_eq!(focused(&rig), "Move Google Meet up");
    rig.click("Move Google Meet up");
    assert_eq!(focused(&rig), "Change Google Meet", "at an end there is nowhere further to go");
    rig.click("Change Phone call");
    write(&mut rig, "020 123 4567");
    press(&mut rig, Modifiers::ALT, Key::ArrowDown);
    assert!(rig.sees("Phone call is now at place 3 of 3."));
    assert_eq!(focused(&rig), "Their phone number");
    press(&mut rig, Modifiers::ALT, Key::ArrowDown);
    press(&mut rig, Modifiers::NONE, Key::Enter);
    let plan = kept(rig, folder.path());
    assert_eq!(kinds(&plan), [ChannelKind::Meet, ChannelKind::WhatsApp, ChannelKind::Phone]);
    assert_eq!(plan.channels[2].theirs, "020 123 4567");
}

#[test]
fn what_was_removed_comes_back_whatever_was_done_meanwhile() {
    let folder = tempfile::tempdir().unwrap();
    let mut rig = window(folder.path(), &plan());
    for name in ["WhatsApp", "Phone call"] {
        rig.click(&format!("Change {name}"));
        rig.click(&format!("Remove {name}"));
        assert_eq!(focused(&rig), "Put it back");
    }
    rig.click("Add another way");
    write(&mut rig, "020 123 4567");
    rig.click("Done");
    rig.click("A glass of water");
    for _ in 0..2 {
        let link = rig.harness.query_all_by_label("Put it back").next().unwrap();
        link.click();
        rig.harness.run_steps(4);
    }
    let plan = kept(rig, folder.path());
    let kinds = kinds(&plan);
    assert_eq!(kinds.len(), 4);
    for kind in [ChannelKind::Phone, ChannelKind::WhatsApp, ChannelKind::Meet] {
        assert!(kinds.contains(&kind));
    }
}

#[test]
fn the_own_number_is_asked_once_and_holds_for_every_way_that_rings() {
    let folder = tempfile::tempdir().unwrap();
    let mut rig = window(folder.path(), &PlanB::default());
    rig.click("Add a way");
    write(&mut rig, "06 12 34 56 78");
    rig.harness.get_by_role_and_label(Role::TextInput, "Your phone number").focus();
    rig.harness.run_steps(2);
    write(&mut rig, OWN);
    rig.click("Done");
    assert!(rig.sees(OWN) && rig.sees("used everywhere"));
    rig.click("Add another way");
    assert!(rig.sees("Your number from above") && !rig.sees("Your phone number"), "{:?}", rig.labels());
    rig.click("Another number here");
    assert_eq!(focused(&rig), "Your phone number");
    write(&mut rig, "020 123 4567");
    rig.click("Done");
    rig.click("Change Your number");
    write(&mut rig, "06 11 22 33 44");
    press(&mut rig, Modifiers::NONE, Key::Enter);
    let plan = kept(rig, folder.path());
    assert_eq!(plan.own, "06 11 22 33 44");
    let mine: Vec<_> = plan.channels.iter().map(|c| plan.mine(c)).collect();
    assert_eq!(mine, ["06 11 22 33 44", "020 123 4567"]);
}

#[test]
fn who_is_spoken_to_stands_above_the_message_it_fills() {
    let folder = tempfile::tempdir().unwrap();
    let mut rig = window(folder.path(), &plan());
    let y = |rig: &Rig, name: &str| rig.place(name).unwrap().min.y;
    assert!(y(&rig, "Who will you talk to?") < y(&rig, "Copy message"));
    rig.harness.get_by_role_and_label(Role::TextInput, "Who will you talk to?").focus();
    rig.harness.run_steps(2);
    write(&mut rig, "Noor");
    assert!(rig.sees("Hello Noor"));
}
