//! Through the house with the window: measure, walk on, leave early, lose the network, forget.

#![cfg(feature = "gui")]
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test may stop at the first surprise"
)]

mod window_rig;

use std::path::Path;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use eframe::egui::accesskit::Role;
use eframe::egui::{Event, Key};
use egui_kittest::kittest::{NodeT, Queryable};
use greenroom::assess::judge;
use greenroom::checklist::{Store, spots};
use greenroom::live::{Latest, Live};
use greenroom::model::observation::Observation;
use greenroom::model::plan::PlanB;
use greenroom::model::run::EventBody;
use greenroom::model::spot::SpotStage;
use greenroom::model::{CheckId, SpotName, Unknown, UnknownReason};
use greenroom::probe::fake;
use greenroom::session::command::Command;
use greenroom::session::handle::Handle;
use greenroom::session::{self, SessionOptions, demo, scenario};
use greenroom::ui::route::Route;
use window_rig::Rig;

const WIDE: (f32, f32) = (1040.0, 720.0);
const SMALL: (f32, f32) = (360.0, 640.0);

/// At a spot the line is seen so, after a moment.
fn spot(rtt_ms: f64, after: Duration) -> fake::Script {
    let mut seen = scenario::load("ready").unwrap().observations.network.unwrap();
    seen.rtt_ms.p50 = Some(rtt_ms);
    let observation = Observation::Network(Box::new(seen));
    let trip = EventBody::RoundTrip { at_s: 0.1, rtt_ms: Some(rtt_ms) };
    vec![
        (Duration::from_millis(20), trip),
        (after, EventBody::Observed { observation }),
        (Duration::ZERO, EventBody::CheckEnded),
    ]
}

/// A session that finds these spots, one after the other.
fn house(spots: Vec<fake::Script>) -> Handle {
    session::start(fake::probes(fake::Plan { spots, ..fake::Plan::default() }), SessionOptions::default())
}

/// The page of the spots of somebody who keeps things in this folder.
fn window(handle: Handle, folder: &Path, size: (f32, f32)) -> Rig {
    let store = Store::open(Some(folder)).0;
    Rig::over(handle, (store, PlanB::default()), size, Some(Route::Spots))
}

/// Presses the main button, which says this, by its key.
fn press(rig: &mut Rig, words: &str) {
    assert!(rig.sees(words), "{words}: {:?}", rig.labels());
    rig.harness.key_press(Key::Enter);
    rig.harness.run_steps(4);
}

fn measured(rig: &mut Rig) {
    press(rig, "Measure here");
    rig.until("measured", |rig| rig.sees("has its place among the others"));
    rig.harness.run_steps(4);
}

fn kept(folder: &Path) -> Vec<SpotName> {
    spots::read(Some(folder)).0.into_iter().map(|visit| visit.name).collect()
}

const SOON: Duration = Duration::from_millis(60);
const NEVER: Duration = Duration::from_secs(3600);

#[test]
fn through_the_house_with_one_button() {
    for size in [WIDE, SMALL] {
        let folder = tempfile::tempdir().unwrap();
        let mut rig = window(house(vec![spot(14.0, SOON), spot(60.0, SOON), spot(30.0, NEVER)]), folder.path(), size);
        assert!(rig.sees("Where in the house is it best?"), "{:?}", rig.labels());
        measured(&mut rig);
        assert!(rig.sees("Now a second spot") && rig.sees("Study, number 1: Holds"), "{:?}", rig.labels());
        // Nothing to type: the next spot is proposed, and one button leads there.
        press(&mut rig, "Walk to the next spot");
        measured(&mut rig);
        assert!(rig.sees("So far, the study is your best spot"), "{:?}", rig.labels());
        assert!(rig.sees("Living room, number 2: Holds"), "{:?}", rig.labels());
        rig.until("kept", |_| kept(folder.path()).len() == 2);
        assert_eq!(kept(folder.path()), [SpotName::Study, SpotName::LivingRoom]);
        // Whoever walks on early leaves the spot without a number.
        press(&mut rig, "Walk to the next spot");
        press(&mut rig, "Measure here");
        rig.until("under way", |rig| rig.sees("Being measured now") && rig.sees("gets its place here"));
        assert!(rig.sees("You can leave early"), "{:?}", rig.labels());
        press(&mut rig, "Walk to the next spot");
        rig.until("left", |rig| !rig.sees("Being measured now"));
        assert!(rig.sees("Measure here") && !rig.sees("Kitchen, number"), "{:?}", rig.labels());
        assert_eq!(kept(folder.path()).len(), 2);
        assert!(rig.beside(size.0).is_empty(), "{:?}", rig.beside(size.0));
    }
}

#[test]
fn what_was_kept_is_there_the_next_time_until_it_is_forgotten() {
    let folder = tempfile::tempdir().unwrap();
    let mut rig = window(house(vec![spot(14.0, SOON)]), folder.path(), WIDE);
    measured(&mut rig);
    rig.until("kept", |_| kept(folder.path()).len() == 1);
    rig.close();
    let kept_before = spots::read(Some(folder.path())).0;
    let options = SessionOptions { spots: kept_before, ..SessionOptions::default() };
    let handle = session::start(fake::probes(fake::Plan::default()), options);
    let mut rig = window(handle, folder.path(), WIDE);
    rig.until("there again", |rig| rig.sees("Study, number 1"));
    rig.click("Forget the spots");
    rig.click("Cancel");
    assert!(rig.sees("Study, number 1"));
    rig.click("Forget the spots");
    rig.click("Forget them");
    rig.until("forgotten", |rig| rig.sees("Where in the house is it best?") && kept(folder.path()).is_empty());
    assert!(!rig.sees("Study, number") && !rig.sees("Forget the spots"));
}

#[test]
fn a_spot_may_have_a_name_of_its_own() {
    let folder = tempfile::tempdir().unwrap();
    let mut rig = window(house(vec![spot(14.0, SOON)]), folder.path(), WIDE);
    rig.harness.get_by_role_and_label(Role::ComboBox, "Spot").click();
    rig.harness.run_steps(4);
    rig.click("Another name");
    rig.click("Measure here");
    assert!(rig.sees("A spot needs a name"), "{:?}", rig.labels());
    rig.harness.get_by_role_and_label(Role::TextInput, "What you call it").click();
    rig.harness.run_steps(2);
    rig.harness.event(Event::Text("Serre".to_owned()));
    rig.harness.run_steps(3);
    rig.click("Measure here");
    rig.until("measured", |rig| rig.sees("Serre, number 1"));
    rig.until("kept", |_| kept(folder.path()) == [SpotName::Own("Serre".to_owned())]);
}

#[test]
fn without_a_network_it_says_so_and_waits() {
    let offline = EventBody::CheckUnknown { unknown: Unknown::new(UnknownReason::Offline, "no route") };
    let folder = tempfile::tempdir().unwrap();
    let mut rig = window(house(vec![vec![(SOON, offline)], spot(20.0, SOON)]), folder.path(), SMALL);
    press(&mut rig, "Measure here");
    rig.until("told", |rig| rig.sees("There is no network here"));
    assert!(rig.sees("Walk to the next spot"));
    rig.harness.run_steps(4);
    rig.click("Measure here again");
    rig.until("measured", |rig| rig.sees("Study, number 1"));
}

type Asked = Arc<Mutex<Vec<Command>>>;

/// The spots of the demonstration, which stand still, and what is asked of them.
fn standing(screen: Route, size: (f32, f32)) -> (Rig, Asked) {
    let told = scenario::load("spots").unwrap();
    let asked = Asked::default();
    let list = asked.clone();
    let send = Box::new(move |command| {
        list.lock().unwrap().push(command);
        Ok(())
    });
    let board = Latest::new();
    board.set(told.board());
    let handle = Handle::new(send, told.state(judge), Latest::new(), Live::default()).with_spots(board);
    (Rig::over(handle, (Store::open(None).0, PlanB::default()), size, Some(screen)), asked)
}

#[test]
fn the_page_of_the_internet_compares_them_and_leads_there_and_back() {
    for size in [WIDE, SMALL, (1280.0, 800.0)] {
        let (mut rig, asked) = standing(Route::Part(CheckId::Network), size);
        assert!(rig.sees("Compare spots") && rig.sees("Study: Best spot"), "{:?}", rig.labels());
        if size == SMALL {
            rig.scroll_down();
        }
        rig.click("Measure another spot");
        assert_eq!(rig.route(), Route::Spots);
        assert_eq!(asked.lock().unwrap().last(), Some(&Command::EnterSpots));
        rig.harness.key_press(Key::Escape);
        rig.harness.run_steps(4);
        assert_eq!(rig.route(), Route::Part(CheckId::Network));
        assert_eq!(asked.lock().unwrap().last(), Some(&Command::LeaveSpots));
    }
}

#[test]
fn what_is_under_way_is_named_by_choosing() {
    let (mut rig, asked) = standing(Route::Spots, WIDE);
    rig.harness.get_by_role_and_label(Role::ComboBox, "Spot").click();
    rig.harness.run_steps(4);
    let attic = rig.harness.query_all_by_label("Attic").next().unwrap();
    attic.click();
    rig.harness.run_steps(4);
    assert_eq!(asked.lock().unwrap().last(), Some(&Command::NameSpot(SpotName::Attic)));
}

#[test]
fn a_demonstration_is_walked_through_and_keeps_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let handle = session::hurried(&scenario::load("spots").unwrap(), 40);
    let mut rig = window(handle, folder.path(), WIDE);
    rig.until("the kept ones", |rig| rig.sees("So far, the study is your best spot"));
    press(&mut rig, "Measure here");
    rig.until("measured", |rig| rig.sees("has its place among the others"));
    rig.harness.run_steps(8);
    assert_eq!(kept(folder.path()), []);
    let standing = demo(scenario::load("spots").unwrap(), true);
    let trial = standing.spots().trial.clone().unwrap();
    assert_eq!((trial.name, trial.stage), (SpotName::Bedroom, SpotStage::Running));
}

#[test]
fn a_screen_reader_is_told_the_whole_row_and_how_far_it_is() {
    let (rig, _) = standing(Route::Spots, WIDE);
    let rows: Vec<String> = rig
        .harness
        .root()
        .children_recursive()
        .map(|n| n.accesskit_node())
        .filter(|n| n.role() == Role::ListItem)
        .filter_map(|n| n.label())
        .collect();
    let study = rows.iter().find(|row| row.starts_with("Study, number 1: Holds. Nothing was lost. 14")).unwrap();
    assert!(study.contains("0% lost of 1,604") && study.contains("yesterday"), "{study}");
    assert!(rig.sees("Bedroom: 6 of 10 s"), "{:?}", rig.labels());
}
