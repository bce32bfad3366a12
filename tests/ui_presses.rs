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

use eframe::egui::Key;
use greenroom::assess::judge;
use greenroom::model::live::Latest;
use greenroom::model::run::CameraStage;
use greenroom::model::{CheckId, RunState};
use greenroom::session::command::Command;
use greenroom::session::handle::Handle;
use greenroom::session::scenario;
use greenroom::ui::route::Route;
use window_rig::Rig;

/// The picture of a covered lens, with what the window asks of the engine. Nothing changes by itself.
struct Covered {
    rig: Rig,
    live: RunState,
    published: Latest<RunState>,
    asked: Arc<Mutex<Vec<Command>>>,
}

impl Covered {
    fn new() -> Self {
        let told = scenario::load("covered").unwrap();
        let live = told.state(judge);
        let published = Latest::new();
        let asked = Arc::new(Mutex::new(Vec::new()));
        let list = asked.clone();
        let send = Box::new(move |command| {
            list.lock().unwrap().push(command);
            Ok(())
        });
        let handle = Handle::new(send, live.clone(), published.clone(), Latest::new(), Latest::new());
        let rig = Rig::over(handle, told.plan, (1040.0, 720.0), Some(Route::Part(CheckId::Camera)));
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
    let mut covered = Covered::new();
    let mut opening = covered.live.clone();
    opening.camera = CameraStage::Opening;
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
    let mut covered = Covered::new();
    covered.rig.harness.run_steps(4);
    covered.rig.click("Go on anyway");
    assert_eq!(*covered.asked.lock().unwrap(), [Command::PictureDone]);
    covered.enter();
    assert_eq!(covered.opened(), 0);
}

#[test]
fn a_picture_that_is_left_and_opened_again_can_be_tried_again() {
    let mut covered = Covered::new();
    covered.rig.harness.run_steps(4);
    covered.rig.click("Go on anyway");
    covered.rig.harness.key_press(Key::F1);
    covered.rig.harness.run_steps(4);
    assert_eq!(covered.rig.route(), Route::About);
    covered.rig.harness.key_press(Key::Escape);
    covered.rig.harness.run_steps(4);
    covered.enter();
    assert_eq!(covered.opened(), 1, "{:?}", covered.rig.route());
}
