//! A press in the very moment in which its button comes or goes: the states come one by one, by hand.

#![cfg(feature = "gui")]
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test may stop at the first surprise"
)]

mod window_rig;

use std::sync::{Arc, Mutex};

use eframe::egui::{Key, Modifiers};
use egui_kittest::kittest::{NodeT as _, Queryable};
use greenroom::assess::judge;
use greenroom::checklist::Store;
use greenroom::live::{Latest, Live};
use greenroom::model::observation::Heard;
use greenroom::model::plan::PlanB;
use greenroom::model::run::{CameraStage, SoundStage};
use greenroom::model::{CheckId, Snapshot};
use greenroom::session::command::Command;
use greenroom::session::handle::Handle;
use greenroom::session::scenario;
use greenroom::ui::route::Route;
use window_rig::Rig;

/// The window over a state that stands still, with what it asks of the engine. Nothing changes by itself.
struct Still {
    rig: Rig,
    live: Snapshot,
    published: Latest<Snapshot>,
    asked: Arc<Mutex<Vec<Command>>>,
}

impl Still {
    /// The picture of a covered lens.
    fn covered() -> Self {
        let told = scenario::load("covered").unwrap();
        Self::at(told.state(judge), Route::Part(CheckId::Camera), (1040.0, 720.0))
    }

    fn at(live: Snapshot, screen: Route, size: (f32, f32)) -> Self {
        Self::paced(live, screen, size, 0.25)
    }

    fn paced(live: Snapshot, screen: Route, size: (f32, f32), step_s: f32) -> Self {
        let published = Latest::new();
        let asked = Arc::new(Mutex::new(Vec::new()));
        let list = asked.clone();
        let send = Box::new(move |command| {
            list.lock().unwrap().push(command);
            Ok(())
        });
        let handle = Handle::new(send, live.clone(), published.clone(), Live::default());
        let rig = Rig::paced(handle, (Store::open(None).0, PlanB::default()), size, Some(screen), step_s);
        Self { rig, live, published, asked }
    }

    fn enter(&mut self) {
        self.rig.harness.key_press(Key::Enter);
        self.rig.harness.run_steps(2);
    }

    fn opened(&self) -> usize {
        let asked = self.asked.lock().unwrap();
        asked.iter().filter(|c| **c == Command::OpenPart(CheckId::Camera)).count()
    }
}

#[test]
fn a_button_that_comes_with_the_press_is_not_pressed() {
    let mut covered = Still::covered();
    let mut opening = covered.live.clone();
    opening.run.camera = CameraStage::Opening;
    covered.published.set(opening);
    covered.rig.harness.run_steps(4);
    covered.published.set(covered.live.clone());
    covered.enter();
    assert_eq!(covered.opened(), 0, "nobody has seen that button yet");
    covered.rig.harness.run_steps(2);
    covered.enter();
    assert_eq!(covered.opened(), 1, "now it can be pressed");
}

#[test]
fn who_goes_on_opens_no_camera_any_more() {
    let mut covered = Still::covered();
    covered.rig.harness.run_steps(4);
    covered.rig.click("Go on anyway");
    assert_eq!(*covered.asked.lock().unwrap(), [Command::PictureDone]);
    covered.enter();
    assert_eq!(covered.opened(), 0);
}

#[test]
fn a_picture_that_is_left_and_opened_again_can_be_tried_again() {
    let mut covered = Still::covered();
    covered.rig.harness.run_steps(4);
    covered.rig.click("Go on anyway");
    covered.rig.harness.key_press_modifiers(Modifiers::COMMAND, Key::B);
    covered.rig.harness.run_steps(4);
    assert_eq!(covered.rig.route(), Route::Plan);
    covered.rig.harness.key_press(Key::Escape);
    covered.rig.harness.run_steps(4);
    covered.enter();
    assert_eq!(covered.opened(), 1, "{:?}", covered.rig.route());
}

#[test]
fn a_tone_that_was_not_heard_is_looked_for_before_it_counts() {
    let mut state = scenario::load("checking").unwrap().state(judge);
    state.run.sound = SoundStage::Asking;
    let mut still = Still::at(state, Route::Check, (360.0, 640.0));
    still.rig.harness.run_steps(4);
    if still.rig.harness.query_by_label("No, nothing").is_none() {
        still.rig.harness.query_all_by_label_contains("Sound: ").next().unwrap().click();
        still.rig.harness.run_steps(4);
    }
    still.rig.click("No, nothing");
    assert!(still.rig.sees("Choose another speaker or your headphones"), "{:?}", still.rig.labels());
    assert!(still.rig.beside(360.0).is_empty(), "{:?}", still.rig.beside(360.0));
    assert_eq!(*still.asked.lock().unwrap(), [Command::StopPlaying], "nothing counts yet");
    still.rig.click("Play it again");
    assert_eq!(still.asked.lock().unwrap().last(), Some(&Command::PlayTone));
    let mut playing = still.live.clone();
    playing.run.sound = SoundStage::PlayingTone;
    still.published.set(playing);
    still.rig.harness.run_steps(4);
    still.published.set(still.live.clone());
    still.rig.harness.run_steps(4);
    assert!(still.rig.sees("Did you hear the tone?"), "it is asked anew: {:?}", still.rig.labels());
    still.rig.click("No, nothing");
    still.rig.click("Still nothing");
    assert_eq!(still.asked.lock().unwrap().last(), Some(&Command::ToneAnswer(Heard::No)));
}

#[test]
fn who_hears_nothing_of_the_recording_is_helped_and_it_does_not_count_as_heard() {
    let mut state = scenario::load("checking").unwrap().state(judge);
    state.run.sound = SoundStage::PlayingBack { at_s: 1.0, of_s: 5.0 };
    let mut still = Still::at(state, Route::Part(CheckId::Sound), (1040.0, 720.0));
    still.rig.harness.run_steps(4);
    still.rig.click("I hear nothing");
    assert_eq!(*still.asked.lock().unwrap(), [Command::StopPlaying]);
    let mut stopped = still.live.clone();
    stopped.run.sound = SoundStage::Recorded;
    still.published.set(stopped);
    still.rig.harness.run_steps(4);
    assert!(still.rig.sees("Choose another speaker or your headphones"), "{:?}", still.rig.labels());
    assert!(!still.rig.sees("Heard yourself"), "{:?}", still.rig.labels());
    still.rig.click("Once more");
    still.published.set(still.live.clone());
    still.rig.harness.run_steps(4);
    assert!(still.rig.sees("You are hearing yourself now"), "{:?}", still.rig.labels());
}

#[test]
fn technical_details_come_into_view_when_asked_for() {
    let state = scenario::load("drop-out").unwrap().state(judge);
    for size in [(360.0, 640.0), (1040.0, 720.0)] {
        let mut still = Still::at(state.clone(), Route::Part(CheckId::Network), size);
        still.rig.harness.run_steps(4);
        // In a small window the button stands below everything else.
        still.rig.scroll_down();
        still.rig.click("Technical details");
        still.rig.harness.run_steps(12);
        let server = still.rig.place("Server").unwrap_or_else(|| panic!("{:?}", still.rig.labels()));
        assert!(server.min.y > 40.0 && server.max.y < size.1 - 80.0, "{server:?}");
    }
}

#[test]
fn the_list_of_hosts_opens_and_closes_by_keyboard() {
    let state = Snapshot::default();
    let size = (360.0, 640.0);
    let mut still = Still::at(state, Route::Welcome, size);
    still.rig.harness.run_steps(4);
    let focused = |still: &Still| {
        let node = still.rig.harness.root().children_recursive().find(|n| n.accesskit_node().is_focused());
        node.and_then(|n| n.accesskit_node().label()).unwrap_or_default()
    };
    let stops = (0..12).take_while(|_| {
        still.rig.harness.key_press(Key::Tab);
        still.rig.harness.run_steps(12);
        focused(&still) != "Which servers?"
    });
    assert!(stops.count() < 12, "the keyboard reaches the list of hosts");
    let servers = still.rig.place("Which servers?").unwrap();
    let start = still.rig.place("Start the check").unwrap();
    assert!(servers.max.y < start.min.y - 10.0, "what has the focus is above the bar: {servers:?} {start:?}");
    still.enter();
    assert!(still.rig.sees("What the check contacts"), "{:?}", still.rig.labels());
    still.enter();
    assert!(!still.rig.sees("What the check contacts"), "{:?}", still.rig.labels());
    assert_eq!(still.rig.route(), Route::Welcome);
    assert!(still.asked.lock().unwrap().is_empty());
}

#[test]
fn an_own_server_without_an_address_is_asked_for_it() {
    let mut still = Still::at(Snapshot::default(), Route::Welcome, (1040.0, 720.0));
    still.rig.harness.run_steps(4);
    still.rig.click("Settings");
    still.rig.click("Server");
    still.rig.click("The recruiter’s server");
    still.rig.click("Done");
    assert_eq!(still.rig.route(), Route::Settings);
    assert!(still.rig.sees("Fill in the address here"), "{:?}", still.rig.labels());
    still.rig.harness.key_press(Key::Escape);
    still.rig.harness.run_steps(4);
    assert_eq!(still.rig.route(), Route::Welcome);
    still.rig.click("Settings");
    assert!(!still.rig.sees("Address of the server"), "it says what is asked: {:?}", still.rig.labels());
}

#[test]
fn a_button_that_has_just_come_is_deaf_for_four_tenths_of_a_second() {
    // Each step is a twentieth of a second; the first of them shows the new scene.
    for (steps, opened) in [(7, 0), (9, 1)] {
        let told = scenario::load("covered").unwrap().state(judge);
        let mut covered = Still::paced(told, Route::Part(CheckId::Camera), (1040.0, 720.0), 0.05);
        let mut opening = covered.live.clone();
        opening.run.camera = CameraStage::Opening;
        covered.published.set(opening);
        covered.rig.harness.run_steps(20);
        covered.published.set(covered.live.clone());
        covered.rig.harness.run_steps(steps);
        covered.enter();
        assert_eq!(covered.opened(), opened, "after {steps} steps");
    }
}
