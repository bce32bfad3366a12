//! The way of somebody who comes in anew: no page is a dead end, no button is silent, nothing that was seen is forgotten.

#![cfg(feature = "gui")]
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test may stop at the first surprise"
)]

mod window_rig;

use std::sync::{Arc, Mutex};
use std::time::Duration;

use eframe::egui::accesskit::Role;
use eframe::egui::{Event, Key, Modifiers};
use egui_kittest::kittest::{NodeT, Queryable};
use greenroom::assess::judge;
use greenroom::checklist::Store;
use greenroom::checklist::last::{self, LastResult};
use greenroom::live::{Latest, LevelReading, Live};
use greenroom::model::plan::{Channel, ChannelKind, PlanB};
use greenroom::model::run::SoundStage;
use greenroom::model::{Advice, CheckId, Finding, FindingId, Outcome, Readiness, Snapshot};
use greenroom::session::command::Command;
use greenroom::session::handle::Handle;
use greenroom::session::{demo, scenario};
use greenroom::ui::route::Route;
use window_rig::Rig;

const WIDE: (f32, f32) = (1040.0, 720.0);
const SMALL: (f32, f32) = (360.0, 640.0);

type Asked = Arc<Mutex<Vec<Command>>>;

/// A session in this state that changes nothing, and what it is asked.
fn session(state: Snapshot, live: Live) -> (Handle, Asked) {
    let asked = Asked::default();
    let list = asked.clone();
    let send = Box::new(move |command| {
        list.lock().unwrap().push(command);
        Ok(())
    });
    (Handle::new(send, state, Latest::new(), live), asked)
}

fn nothing_begun(screen: Option<Route>, size: (f32, f32)) -> (Rig, Asked) {
    let (handle, asked) = session(Snapshot::default(), Live::default());
    (Rig::over(handle, (Store::open(None).0, PlanB::default()), size, screen), asked)
}

fn standing(name: &str, screen: Route, size: (f32, f32)) -> Rig {
    let told = scenario::load(name).unwrap();
    let plan = told.plan.clone();
    let mut rig = Rig::over(demo(told, true), (Store::open(None).0, plan), size, Some(screen));
    rig.harness.run_steps(3);
    rig
}

fn starts(asked: &Asked) -> bool {
    asked.lock().unwrap().iter().any(|command| matches!(command, Command::Start(_)))
}

fn press(rig: &mut Rig, key: Key) {
    rig.harness.key_press(key);
    rig.harness.run_steps(4);
}

fn write(rig: &mut Rig, text: &str) {
    rig.harness.key_press_modifiers(Modifiers::COMMAND, Key::A);
    rig.harness.event(Event::Text(text.to_owned()));
    rig.harness.run_steps(3);
}

fn typed(rig: &Rig, field: &str) -> String {
    rig.harness.get_by_role_and_label(Role::TextInput, field).accesskit_node().value().unwrap_or_default()
}

fn focused(rig: &Rig) -> String {
    let node = rig.harness.root().children_recursive().find(|n| n.accesskit_node().is_focused());
    node.and_then(|n| n.accesskit_node().label()).unwrap_or_default()
}

/// In how many seconds the window draws again by itself; `None`: not before something happens.
fn draws_again_s(rig: &Rig) -> Option<f64> {
    let delays = rig.harness.output().viewport_output.values().map(|v| v.repaint_delay);
    delays.min().filter(|delay| *delay < Duration::MAX).map(|delay| delay.as_secs_f64())
}

#[test]
fn whoever_comes_back_starts_the_check_by_the_way_to_the_check() {
    let folder = tempfile::tempdir().unwrap();
    let first = Finding::new(FindingId::SoundSilent, Outcome::Problem).advise(&[Advice::CheckMute]);
    let hours_ago = "2026-01-02T10:49:00+01:00".to_owned();
    last::save(folder.path(), LastResult::new(hours_ago, Readiness::FixFirst, vec![first])).unwrap();
    let (handle, asked) = session(Snapshot::default(), Live::default());
    let mut rig = Rig::over(handle, (Store::open(Some(folder.path())).0, PlanB::default()), WIDE, None);
    rig.until("welcomed back", |rig| rig.sees("Welcome back."));
    assert!(!rig.sees("Everything is as you left it") && rig.sees("measurements were not"), "{:?}", rig.labels());
    rig.click("Show me how");
    assert!(rig.sees("1. ") && rig.sees("Close"), "the row leads to its steps: {:?}", rig.labels());
    rig.harness.key_press_modifiers(Modifiers::COMMAND, Key::B);
    rig.harness.run_steps(4);
    assert!(!starts(&asked));
    rig.click("To the check");
    assert!(starts(&asked) && rig.route() == Route::Check, "{:?}", rig.route());
}

#[test]
fn where_nothing_was_begun_every_way_begins_it() {
    for screen in [Route::Check, Route::Part(CheckId::Network), Route::Part(CheckId::Computer)] {
        for size in [WIDE, SMALL] {
            let (mut rig, asked) = nothing_begun(Some(screen), size);
            assert!(!rig.sees("See the result"), "{screen:?}: {:?}", rig.labels());
            if screen != Route::Check || size == SMALL {
                rig.click("Start the check");
                assert!(starts(&asked) && rig.route() == Route::Check, "{screen:?}");
            }
        }
    }
    for screen in [Route::Plan, Route::Share] {
        let (mut rig, asked) = nothing_begun(Some(screen), WIDE);
        rig.click("To the check");
        assert!(starts(&asked), "{screen:?}");
    }
}

#[test]
fn back_leads_to_the_welcome_from_wherever_one_began() {
    for screen in [Route::Settings, Route::About, Route::Check, Route::Plan, Route::Share, Route::Result] {
        let (mut rig, _) = nothing_begun(Some(screen), WIDE);
        press(&mut rig, Key::Escape);
        assert_eq!(rig.route(), Route::Welcome, "{screen:?}");
    }
    let (mut rig, _) = nothing_begun(Some(Route::Settings), WIDE);
    rig.click("Done");
    assert_eq!(rig.route(), Route::Welcome);
    for screen in [Route::Plan, Route::Share, Route::Result, Route::Check, Route::Settings, Route::About] {
        let (mut rig, _) = nothing_begun(Some(screen), SMALL);
        let back = rig.harness.query_all_by_label("Back").next();
        back.unwrap_or_else(|| panic!("no way back at {screen:?}")).click();
        rig.harness.run_steps(4);
        assert_eq!(rig.route(), Route::Welcome, "{screen:?}");
    }
}

#[test]
fn a_microphone_that_gives_nothing_leaves_a_way_on_without_a_touch() {
    let mut state = scenario::load("checking").unwrap().state(judge);
    state.run.sound = SoundStage::Listening { speech_s: 0.0, wanted_s: 5.0 };
    let live = Live::default();
    let none = -120.0;
    live.levels.set(LevelReading { rms_dbfs: none, peak_dbfs: none, hold_dbfs: none, clipping: false, silent: true });
    let (handle, asked) = session(state, live);
    let mut rig = Rig::paced(handle, (Store::open(None).0, PlanB::default()), WIDE, Some(Route::Check), 0.05);
    for _ in 0..200 {
        if rig.sees("Go on anyway") {
            break;
        }
        assert!(draws_again_s(&rig).is_some_and(|s| s <= 8.0), "nothing is drawn any more: {:?}", rig.labels());
        rig.harness.run_steps(1);
    }
    // What was pressed for another button does not press this one.
    rig.harness.get_by_label("Go on anyway").click();
    rig.harness.run_steps(1);
    assert!(!asked.lock().unwrap().contains(&Command::PlayTone), "nobody has seen that button yet");
    rig.harness.run_steps(10);
    rig.click("Go on anyway");
    assert!(asked.lock().unwrap().contains(&Command::PlayTone));
}

#[test]
fn a_silent_microphone_is_told_though_the_person_cannot_speak() {
    let mut rig = Rig::new("almost");
    rig.click("Start the check");
    rig.until("to be turned on", |rig| rig.sees("Turn on the microphone"));
    rig.harness.run_steps(4);
    rig.click("Turn on the microphone");
    rig.until("silent", |rig| matches!(rig.state().sound, SoundStage::Listening { .. }) && rig.sees("No sound"));
    rig.harness.run_steps(4);
    rig.click("I can’t speak now");
    rig.until("ended", |rig| rig.state().stage(CheckId::Sound).ended());
    let found: Vec<_> = rig.state().assessment.of(CheckId::Sound).map(|f| f.id).collect();
    assert!(found.contains(&FindingId::SoundSilent) && !found.contains(&FindingId::SoundSkipped), "{found:?}");
    rig.until("the speaker is tried all the same", |rig| rig.state().sound != SoundStage::Closed);
}

#[test]
fn what_is_opened_comes_into_view() {
    let mut rig = standing("almost", Route::Result, SMALL);
    let count = rig.harness.query_all_by_label("Show me how").count();
    assert!(count > 0, "{:?}", rig.labels());
    rig.harness.query_all_by_label("Show me how").last().unwrap().click();
    rig.harness.run_steps(12);
    let close = rig.place("Close").unwrap();
    let drawn = |n: &egui_kittest::Node<'_>| n.accesskit_node().raw_bounds().is_some();
    let step = rig.harness.root().children_recursive().filter(drawn).find(|n| {
        let words = n.accesskit_node().label().or_else(|| n.accesskit_node().value()).unwrap_or_default();
        n.rect().min.y > close.max.y && !words.is_empty()
    });
    assert!(step.unwrap().rect().max.y < 640.0 - 76.0, "{close:?}");
}

#[test]
fn in_one_column_a_form_can_be_cancelled_where_it_stands() {
    let way = Channel {
        kind: ChannelKind::Phone,
        label: String::new(),
        mine: String::new(),
        theirs: "06 12 34 56 78".to_owned(),
        tested: false,
        on_phone: false,
    };
    let plan = PlanB { channels: vec![way], own: "06 87 65 43 21".to_owned(), ..PlanB::default() };
    let told = scenario::load("ready").unwrap();
    let mut rig = Rig::over(demo(told, true), (Store::open(None).0, plan), SMALL, Some(Route::Plan));
    rig.click("Add another way");
    rig.harness.run_steps(12);
    let cancel = rig.place("Cancel").unwrap();
    assert!(cancel.max.y < 640.0, "{cancel:?}");
    write(&mut rig, "na tienen");
    rig.click("Cancel");
    // Cancelled is cancelled: a new one begins empty, and what was typed comes back only when that is asked for.
    rig.click("Add another way");
    let field = ["Their phone number", "Their number"].into_iter().find(|name| rig.sees(name)).unwrap();
    assert_eq!(typed(&rig, field), "");
    press(&mut rig, Key::Escape);
    rig.click("Go on filling in");
    assert_eq!(typed(&rig, field), "na tienen");
}

#[test]
fn a_name_that_is_ticked_is_asked_for() {
    let mut rig = standing("ready", Route::Share, WIDE);
    rig.harness.query_all_by_label_contains("My name").next().unwrap().click();
    rig.harness.run_steps(4);
    assert!(rig.sees("Still empty"), "{:?}", rig.labels());
    assert_eq!(focused(&rig), "Your name on the page");
    write(&mut rig, "Noor");
    assert!(!rig.sees("Still empty"));
}

#[test]
fn a_search_for_devices_answers() {
    let (mut rig, asked) = nothing_begun(Some(Route::Settings), (1040.0, 1400.0));
    rig.click("Search again");
    assert!(rig.sees("Searched again just now"), "{:?}", rig.labels());
    assert!(asked.lock().unwrap().contains(&Command::ListDevices));
}

#[test]
fn without_a_speaker_nothing_is_said_of_another_one() {
    let mut state = scenario::load("checking").unwrap().state(judge);
    state.run.devices.outputs.clear();
    state.run.devices.known = true;
    state.run.sound = SoundStage::ToneFailed;
    let (handle, _) = session(state, Live::default());
    let mut rig = Rig::over(handle, (Store::open(None).0, PlanB::default()), WIDE, Some(Route::Check));
    rig.harness.run_steps(4);
    assert!(rig.sees("The tone could not be played"), "{:?}", rig.labels());
    assert!(!rig.sees("Choose another speaker") && !rig.sees("Play it again") && rig.sees("Try again"));
}

#[test]
fn the_computer_leads_on_also_when_the_result_was_seen() {
    let mut rig = standing("ready", Route::Result, WIDE);
    rig.harness.query_all_by_label_contains("Computer").next().unwrap().click();
    rig.harness.run_steps(4);
    if rig.route() == Route::Result {
        rig.click("Check");
        rig.harness.query_all_by_label_contains("Computer").next().unwrap().click();
        rig.harness.run_steps(4);
    }
    assert_eq!(rig.route(), Route::Part(CheckId::Computer));
    assert!(rig.sees("See the result"), "{:?}", rig.labels());
}
