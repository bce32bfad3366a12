//! The way through the window, pressed as a person would press it: no result is lost, and the step bar tells the truth.

#![cfg(feature = "gui")]
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test may stop at the first surprise"
)]

mod window_rig;

use egui_kittest::kittest::{NodeT, Queryable};
use greenroom::model::run::{Phase, SoundStage, Stage, VoidReason};
use greenroom::model::{CheckId, UnknownReason};
use greenroom::ui::route::Route;
use window_rig::Rig;

use eframe::egui::accesskit::Role;
use eframe::egui::{Event, Key, Modifiers, PointerButton};

/// Whether a step of the way can be pressed.
fn can_go(rig: &Rig, step: &str) -> bool {
    let node = rig.harness.query_all_by_label(step).find(|n| {
        let rect = n.rect();
        rect.max.y < 64.0 && n.accesskit_node().role() == Role::Button
    });
    node.is_some()
}

#[test]
fn before_the_check_no_step_can_be_pressed() {
    let mut rig = Rig::new("ready");
    rig.click("Settings");
    assert_eq!(rig.route(), Route::Settings);
    for step in ["Check", "Result", "Plan", "Share"] {
        assert!(!can_go(&rig, step), "{step}");
    }
}

#[test]
fn the_last_part_leads_to_the_result() {
    let mut rig = Rig::new("ready");
    rig.reach_the_result();
    assert!(rig.sees("You’re ready."), "{:?} {:?}", rig.route(), rig.labels());
    assert!(can_go(&rig, "Check") && !can_go(&rig, "Plan"));
}

#[test]
fn a_second_click_at_the_same_spot_starts_nothing() {
    let mut rig = Rig::new("almost");
    rig.reach_the_result();
    rig.until("settled", |rig| rig.harness.query_by_label("Check again").is_some());
    rig.harness.run_steps(4);
    let run = rig.state().id.clone();
    rig.harness.get_by_label("Check again").click();
    rig.harness.run_steps(1);
    assert_eq!(rig.route(), Route::Check, "the microphone needs the person");
    // What would have been the second click.
    rig.harness.key_press(Key::Enter);
    rig.harness.run_steps(1);
    rig.until("waiting", |rig| rig.state().phase == Phase::Running);
    rig.harness.run_steps(4);
    assert_eq!(rig.state().sound, SoundStage::Closed, "no microphone is opened by it");
    // The way back to the result that stands, and what it shows.
    assert!(!rig.sees("See the result"), "the person's turn comes first: {:?}", rig.labels());
    rig.click("Result");
    assert!(
        rig.sees("until there is a new one") && rig.sees("They won’t hear you"),
        "the earlier result is kept: {:?}",
        rig.labels()
    );
    assert_eq!(rig.state().id, run, "nothing began anew");
    rig.harness.run_steps(4);
    rig.click("Stop");
    rig.until("stopped", |rig| rig.state().phase == Phase::Void(VoidReason::Stopped));
    rig.harness.run_steps(2);
    assert!(rig.sees("Stopped.") && rig.sees("They won’t hear you"), "stopping takes nothing away");
}

#[test]
fn a_new_result_begins_at_its_top() {
    let mut rig = Rig::sized("almost", (360.0, 640.0));
    rig.reach_the_result();
    let title = |rig: &Rig| rig.harness.query_all_by_label("Almost.").map(|n| n.rect().min.y).fold(f32::MAX, f32::min);
    rig.harness.run_steps(4);
    let top = title(&rig);
    assert!(top < 640.0, "{top} {:?}", rig.labels());
    rig.scroll_down();
    assert!(title(&rig) < top - 100.0, "scrolled down: {} {top}", title(&rig));
    rig.click("Check again");
    rig.reach_the_result();
    rig.harness.run_steps(4);
    assert!((title(&rig) - top).abs() < 2.0, "{} {top}", title(&rig));
}

#[test]
fn everything_begins_anew_only_when_the_person_says_so() {
    let mut rig = Rig::new("ready");
    rig.reach_the_result();
    rig.harness.run_steps(4);
    let run = rig.state().id.clone();
    rig.click("Check again");
    assert!(rig.sees("Check everything again?"), "{:?} {:?}", rig.route(), rig.labels());
    rig.click("Cancel");
    assert_eq!((rig.state().id.clone(), rig.route()), (run.clone(), Route::Result));
    rig.click("Check again");
    rig.click("Start again");
    assert_eq!(rig.route(), Route::Check);
    rig.until("begun", |rig| rig.state().id != run);
    rig.harness.run_steps(2);
    assert!(can_go(&rig, "Result"), "the old result stands");
    rig.reach_the_result();
    assert_ne!(rig.state().id, run);
    assert_eq!(rig.state().phase, Phase::Finished);
}

#[test]
fn a_single_part_is_checked_again_and_the_rest_stays() {
    let mut rig = Rig::new("ready");
    rig.reach_the_result();
    rig.click("Check");
    rig.harness.run_steps(4);
    let internet = rig.harness.query_all_by_label_contains("Internet: ").next().unwrap();
    internet.click();
    rig.harness.run_steps(4);
    assert_eq!(rig.route(), Route::Part(CheckId::Network));
    rig.click("Check again");
    rig.until("begun", |rig| rig.state().phase == Phase::Running);
    assert!(can_go(&rig, "Result"));
    rig.until("ended", |rig| rig.state().phase == Phase::Finished);
    assert_eq!(rig.state().stage(CheckId::Sound), &Stage::Done);
    rig.harness.run_steps(4);
    assert_eq!(rig.route(), Route::Part(CheckId::Network), "who reads the details stays there");
    rig.click("See the result");
    assert_eq!(rig.route(), Route::Result);
}

#[test]
fn another_server_is_named_at_once() {
    let mut rig = Rig::new("ready");
    rig.click("Which servers?");
    assert!(!rig.sees("Nothing outside this computer"));
    rig.click("Close");
    rig.click("Settings");
    rig.harness.get_by_role_and_label(Role::ComboBox, "Server").click();
    rig.harness.run_steps(4);
    rig.click("Trial run on this computer");
    rig.click("Done");
    rig.click("Which servers?");
    assert!(rig.sees("Nothing outside this computer"), "{:?}", rig.labels());
}

#[test]
fn without_a_camera_none_is_offered_and_everything_fits() {
    for (width, height) in [(360.0, 640.0), (720.0, 720.0), (1040.0, 720.0)] {
        let mut rig = Rig::sized("no-devices", (width, height));
        rig.click("Start the check");
        rig.until("listed", |rig| rig.state().devices.known);
        rig.harness.run_steps(4);
        let picture = rig.harness.query_all_by_label_contains("Picture: ").next().unwrap();
        picture.click();
        rig.harness.run_steps(4);
        assert!(rig.sees("No camera found") && !rig.sees("Turn on the camera"), "{:?}", rig.labels());
        assert_eq!(rig.beside(width), Vec::<String>::new());
        rig.click("Go on without picture");
        rig.until("ended", |rig| rig.state().stage(CheckId::Camera).ended());
        assert!(matches!(rig.state().stage(CheckId::Camera), Stage::Unknown(u) if u.reason == UnknownReason::NoDevice));
    }
}

#[test]
fn an_earlier_result_and_the_question_fit() {
    for (width, height) in [(360.0, 640.0), (720.0, 720.0)] {
        let mut rig = Rig::sized("almost", (width, height));
        rig.reach_the_result();
        rig.harness.run_steps(4);
        rig.harness.key_press_modifiers(Modifiers::COMMAND, Key::R);
        rig.harness.run_steps(4);
        assert!(rig.sees("Check everything again?"), "{:?}", rig.labels());
        assert_eq!(rig.beside(width), Vec::<String>::new());
        rig.click("Start again");
        rig.until("begun", |rig| rig.state().phase == Phase::Running);
        rig.harness.run_steps(4);
        assert_eq!(rig.beside(width), Vec::<String>::new());
    }
}

#[test]
fn the_second_click_of_a_double_click_saves_nothing() {
    let mut rig = Rig::new("ready");
    rig.reach_the_result();
    rig.harness.query_all_by_label("See your plan").last().unwrap().click();
    rig.harness.run_steps(4);
    rig.until("rested", |rig| rig.route() == Route::Plan);
    rig.harness.run_steps(20);
    // Each event takes a quarter of a second here; a hand is quicker.
    rig.harness.ctx.options_mut(|o| o.input_options.max_double_click_delay = 2.0);
    let at = rig.harness.get_by_label("On to sharing").rect().center();
    let press = |rig: &mut Rig| {
        for pressed in [true, false] {
            let (button, modifiers) = (PointerButton::Primary, Modifiers::NONE);
            rig.harness.event(Event::PointerMoved(at));
            rig.harness.event(Event::PointerButton { pos: at, button, pressed, modifiers });
        }
        rig.harness.run_steps(1);
    };
    press(&mut rig);
    assert_eq!(rig.route(), Route::Share);
    press(&mut rig);
    rig.harness.run_steps(4);
    assert!(!rig.sees("Saved as") && !rig.sees("could not be saved"), "{:?}", rig.labels());
}
