//! What result, plan, share and settings do when something is pressed, without a GPU.

#![cfg(feature = "gui")]
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    reason = "a test may stop at the first surprise"
)]

mod ui_tree_rig;

use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use eframe::egui::{Key, ThemePreference, vec2};
use egui_kittest::Harness;
use egui_kittest::kittest::Queryable;
use greenroom::checklist::Store;
use greenroom::config::{Config, Theme};
use greenroom::i18n::Language;
use greenroom::live::{Latest, Live};
use greenroom::model::Snapshot;
use greenroom::model::observation::{Heard, SoundOutput};
use greenroom::model::plan::PlanB;
use greenroom::session::handle::Handle;
use greenroom::ui::action::UiAction;
use greenroom::ui::app::Window;
use greenroom::ui::route::Route;
use greenroom::ui::screens::share::Told;
use greenroom::ui::{Look, UiOptions};
use ui_tree_rig::{World, harness, seen};

/// A tall window, so that everything is in view.
fn window(screen: &str, scenario: &str) -> Harness<'static, World> {
    let mut world = World::new(screen, scenario, Language::En);
    world.state.run.demo = true;
    world.memory.journey.furthest = 3;
    let mut harness = harness(world);
    harness.set_size(vec2(1040.0, 2000.0));
    harness.run();
    harness
}

/// The name of what has the focus; empty: nothing.
fn focused(harness: &Harness<'_, World>) -> String {
    seen(harness).into_iter().find(|n| n.focused).map(|n| n.name).unwrap_or_default()
}

fn type_text(harness: &mut Harness<'_, World>, words: &str) {
    harness.event(eframe::egui::Event::Text(words.to_owned()));
    harness.run();
}

fn press(harness: &mut Harness<'_, World>, key: Key) {
    harness.key_press(key);
    harness.run();
}

#[test]
fn a_card_unfolds_its_steps_and_check_again_repeats_only_what_is_first() {
    let mut h = window("result", "almost");
    h.run();
    assert!(h.query_by_label("Speak again and watch the bar.").is_none());
    h.get_by_label("Show me how").click();
    h.run();
    assert!(h.query_by_label("Speak again and watch the bar.").is_some());
    h.get_by_label("Check again").click();
    h.run();
    let again = h.state().asked.iter().find_map(|a| if let UiAction::Again(c) = a { Some(c.clone()) } else { None });
    assert_eq!(again, Some(vec![greenroom::model::CheckId::Sound]));
}

#[test]
fn a_way_without_details_is_not_kept_and_says_what_is_missing() {
    let mut h = window("plan", "void");
    let before = h.state().memory.plan.channels.len();
    h.state_mut().memory.plan.channels.clear();
    h.run();
    h.get_by_label("Add a way").click();
    h.run();
    assert_eq!(focused(&h), "Their phone number");
    h.get_by_label("Done").click();
    h.run();
    assert!(h.state().memory.plan.channels.is_empty() && !h.state().asked.contains(&UiAction::PlanChanged), "{before}");
    assert!(h.query_by_label("Fill this in, or your own side.").is_some());
    assert_eq!(focused(&h), "Their phone number");
    type_text(&mut h, "(020) 123-4567 ");
    press(&mut h, Key::Enter);
    let kept: Vec<_> = h.state().memory.plan.channels.iter().map(|c| c.theirs.clone()).collect();
    assert_eq!(kept, ["(020) 123-4567"]);
    assert!(h.state().asked.contains(&UiAction::PlanChanged));
    assert_eq!(focused(&h), "Change Phone call");
}

#[test]
fn a_fault_told_on_leaving_a_field_keeps_the_focus_and_the_place() {
    let mut h = window("plan", "almost");
    h.get_by_label("Add another way").click();
    h.run();
    let place = |h: &Harness<'_, World>, name: &str| seen(h).into_iter().find(|n| n.name == name).unwrap().rect;
    let before = place(&h, "Your phone number");
    type_text(&mut h, "06 12");
    press(&mut h, Key::Tab);
    assert_eq!(focused(&h), "Your phone number");
    assert!(h.query_by_label("There are digits missing.").is_some());
    assert_eq!(place(&h, "Your phone number"), before);
    type_text(&mut h, "06 87 65 43 21");
    press(&mut h, Key::Enter);
    assert_eq!(focused(&h), "Their phone number");
    assert_eq!(h.state().memory.screens.plan.draft.as_ref().unwrap().own, "06 87 65 43 21");
    assert_eq!(h.state().memory.plan.channels.len(), 1);
}

#[test]
fn what_was_typed_or_removed_comes_back() {
    let mut h = window("plan", "ready");
    h.get_by_label("Add another way").click();
    h.run();
    type_text(&mut h, "sanne@example.com");
    press(&mut h, Key::Escape);
    assert!(h.state().memory.screens.plan.draft.is_none());
    h.get_by_label("Go on filling in").click();
    h.run();
    assert_eq!(h.state().memory.screens.plan.draft.as_ref().unwrap().channel.theirs, "sanne@example.com");
    press(&mut h, Key::Escape);
    h.get_by_label("Change Phone call").click();
    h.run();
    h.get_by_label("Remove Phone call").click();
    h.run();
    assert_eq!(h.state().memory.plan.channels.len(), 1);
    assert_eq!(focused(&h), "Put it back");
    h.get_by_label("Put it back").click();
    h.run();
    assert_eq!(h.state().memory.plan.channels.len(), 2);
    assert_eq!(h.state().memory.plan.channels[0].kind, greenroom::model::plan::ChannelKind::Phone);
}

#[test]
fn an_unticked_line_leaves_the_page() {
    let mut h = window("share", "ready");
    h.run();
    let line = "The voice comes through clearly.";
    assert!(h.query_by_label(line).is_some());
    h.get_by_label("Sound and picture").click();
    h.run();
    assert!(h.query_by_label(line).is_none());
}

#[test]
fn a_name_and_a_way_to_be_reached_go_in_when_they_are_ticked() {
    use greenroom::model::plan::{Channel, ChannelKind};
    let mut h = window("share", "ready");
    let channel = |kind, mine: &str| Channel {
        kind,
        label: String::new(),
        mine: mine.into(),
        theirs: "+31 6 00000000".into(),
        tested: true,
        on_phone: true,
    };
    h.state_mut().memory.plan.channels = vec![
        channel(ChannelKind::Phone, "+31 6 11111111"),
        channel(ChannelKind::Email, ""),
        channel(ChannelKind::Email, "n@x.example"),
    ];
    h.run();
    let on_page = |h: &Harness<'_, World>, words: &str| h.query_all_by_label(words).next().is_some();
    assert!(!on_page(&h, "Phone call: +31 6 11111111"));
    h.get_by_label("How they can reach me").click();
    h.run();
    assert!(on_page(&h, "Phone call: +31 6 11111111"), "the first one that is the candidate's own");
    h.get_by_label("How they can reach you").click();
    h.run();
    h.get_by_label("E-mail: n@x.example").click();
    h.run();
    assert!(!on_page(&h, "Phone call: +31 6 11111111") && on_page(&h, "E-mail: n@x.example"));
    h.get_by_label("My name").click();
    h.run();
    h.get_by_label("Your name on the page").focus();
    h.run();
    type_text(&mut h, "Noor");
    assert!(h.query_all_by_label_contains("From Noor").next().is_some());
    assert!(h.query_all_by_label_contains("+31 6 00000000").next().is_none(), "theirs stays here");
}

#[test]
fn what_was_saved_stays_told_when_the_page_is_changed() {
    let mut h = window("share", "ready");
    h.state_mut().memory.screens.share.told = Some(Told::Saved("/home/sanne/report.html".into()));
    h.run();
    assert!(h.query_by_label("Save again").is_some());
    h.get_by_label("Sound and picture").click();
    h.run();
    assert!(h.query_all_by_label("Saved as report.html").next().is_some());
    assert!(h.query_by_label("Save the page").is_some());
    h.state_mut().memory.screens.share.told = Some(Told::NoMail);
    h.run();
    assert!(h.query_all_by_label("No mail program opened").next().is_some());
}

#[test]
fn deleting_everything_asks_first() {
    let mut h = window("settings", "ready");
    h.state_mut().state.run.demo = false;
    h.run();
    h.get_by_label("Delete everything").click();
    h.run();
    assert!(!h.state().asked.contains(&UiAction::DeleteEverything));
    h.get_by_label("Delete").click();
    h.run();
    assert!(h.state().asked.contains(&UiAction::DeleteEverything));
}

/// A window of somebody who chose English, dark and a larger zoom, and who made a plan; over a run that never began.
fn somebodys_window(home: &Path) -> Harness<'static, Option<Window>> {
    let config = Config { language: Some(Language::En), theme: Theme::Dark, less_motion: true, ..Config::default() };
    greenroom::config::save(&Config::default(), &config).unwrap();
    let (store, ..) = Store::open(Some(&home.join("data")));
    let plan = PlanB { contact: "Sanne".to_owned(), ..PlanB::default() };
    store.save(&plan);
    store.flush();
    std::fs::write(home.join("data/plan-b.json.damaged"), b"06 12 34 56 78").unwrap();
    let run = Snapshot::default();
    let handle = Handle::new(Box::new(|_| Ok(())), run, Latest::new(), Live::default());
    let look = Look { screen: Some(Route::Settings), dark: Some(true), ..Look::default() };
    let hosts: fn(&str) -> Vec<greenroom::model::run::HostContact> = |_| Vec::new();
    let (warnings, stop) = (Vec::new(), Latest::new());
    let language = Language::En;
    let mut options = Some(UiOptions { handle, plan, store, config, hosts, language, warnings, look, stop });
    Harness::builder().with_size(vec2(1040.0, 2000.0)).build_ui_state(
        move |ui, window: &mut Option<Window>| {
            let made = options.take().map(|options| Window::new(ui.ctx(), options));
            *window = window.take().or(made);
            window.as_mut().unwrap().frame(ui);
        },
        None,
    )
}

/// The folders are found by the environment, which belongs to the whole process: this test runs in one of its own.
#[test]
fn after_deleting_everything_nothing_is_left_and_the_window_looks_like_new() {
    const HOME: &str = "GREENROOM_HOME";
    let name = "after_deleting_everything_nothing_is_left_and_the_window_looks_like_new";
    let Some(home) = std::env::var_os(HOME).map(PathBuf::from) else {
        let home = tempfile::tempdir().unwrap();
        let mut again = std::process::Command::new(std::env::current_exe().unwrap());
        again.args([name, "--exact", "--nocapture"]).env(HOME, home.path()).env("LC_ALL", "nl_NL.UTF-8");
        let output = again.output().unwrap();
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        assert_eq!(std::fs::read_dir(home.path()).unwrap().count(), 0);
        return;
    };
    let mut h = somebodys_window(&home);
    h.run_steps(2);
    h.ctx.set_zoom_factor(1.5);
    h.set_size(vec2(1560.0, 3000.0));
    h.run_steps(2);
    h.get_by_label("Delete everything").click();
    h.run_steps(2);
    for what in ["settings", "plan B", "copies"] {
        assert!(h.query_all_by_label_contains(what).next().is_some(), "{what} is not listed");
    }
    h.get_by_label("Delete").click();
    let until = Instant::now() + Duration::from_secs(20);
    while h.query_by_label("Het is weg. Pagina’s en opnamen die je zelf ergens bewaarde, staan er nog.").is_none() {
        assert!(Instant::now() < until, "the answer never came");
        std::thread::yield_now();
        h.run_steps(1);
    }
    assert_eq!(h.ctx.options(|o| o.theme_preference), ThemePreference::System);
    assert!((h.ctx.zoom_factor() - 1.0).abs() < 0.01);
    assert!(!h.ctx.global_style().animation_time.eq(&0.0));
}

#[test]
fn a_mended_card_gets_a_tick_stays_a_second_and_goes() {
    let mut h = window("result", "almost");
    h.run();
    assert!(h.query_by_label("Fixed").is_none());
    h.state_mut().state = greenroom::session::scenario::load("ready").unwrap().state(greenroom::assess::judge);
    // A quarter of a second each.
    h.run_steps(2);
    assert!(h.query_all_by_label("Fixed").next().is_some(), "it stays for a moment");
    h.run_steps(5);
    assert!(h.query_all_by_label("Fixed").next().is_none(), "then it is among what is fine");
}

#[test]
fn an_address_that_is_none_keeps_the_settings_open() {
    let mut h = window("settings", "ready");
    h.state_mut().memory.settings.config.server = Some("meet.example.com".to_owned());
    h.run();
    h.get_by_label("Address of the server").focus();
    h.run();
    type_text(&mut h, " no address");
    h.get_by_label("Done").click();
    h.run();
    assert!(!h.state().asked.contains(&UiAction::Back));
    assert_eq!(focused(&h), "Address of the server");
    assert!(seen(&h).iter().any(|n| n.name.starts_with("There is a space in it")));
}

#[test]
fn while_there_is_no_result_the_plan_leads_back_to_the_check() {
    for (scenario, button, route) in
        [("checking", "To the check", Route::Check), ("ready", "On to sharing", Route::Share)]
    {
        let mut h = window("plan", scenario);
        h.get_by_label(button).click();
        h.run();
        assert!(h.state().asked.contains(&UiAction::Go(route)), "{scenario}");
    }
}

#[test]
fn nothing_contradicts_what_stands_beside_it() {
    let mut h = window("computer", "busy-computer");
    h.run();
    assert!(h.query_all_by_label("The call may freeze").next().is_some());
    assert!(
        h.query_all_by_label("Picture and sound may stutter").next().is_none(),
        "a load that is told already has no tick"
    );
    let mut h = window("sound", "clipping");
    h.run();
    assert!(h.query_by_label_contains("Sit back a little").is_some());
    assert!(h.query_by_label_contains("A little louder").is_none(), "who is too loud is not told to speak up");
    let mut h = window("sound", "checking");
    h.run();
    assert!(h.query_by_label_contains("A little louder").is_some());
}

#[test]
fn the_tone_is_done_for_who_heard_it_or_cannot_hear() {
    let steps = |heard: Heard| {
        let mut h = window("sound", "ready");
        let output = SoundOutput { name: "Built-in speakers".to_owned(), heard };
        h.state_mut().state.run.observations.sound.as_mut().unwrap().output = Some(output);
        h.run();
        seen(&h).into_iter().map(|n| n.name).find(|name| name.starts_with("Three steps")).unwrap()
    };
    let done = steps(Heard::Yes);
    assert_eq!(steps(Heard::CannotHear), done);
    assert!(steps(Heard::No) != done && steps(Heard::NotAsked) != done);
}
