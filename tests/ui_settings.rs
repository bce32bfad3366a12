//! What the settings do when something is typed or pressed, and the kind of call on welcome and result: each press has its
//! command. Over a demonstration, which keeps nothing.

#![cfg(feature = "gui")]
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test may stop at the first surprise"
)]

mod window_rig;

use std::sync::{Arc, Mutex};

use eframe::egui::Event;
use eframe::egui::accesskit::Role;
use egui_kittest::kittest::{NodeT, Queryable};
use greenroom::assess::judge;
use greenroom::checklist::Store;
use greenroom::live::{Latest, Live};
use greenroom::model::plan::PlanB;
use greenroom::model::{
    FindingId, Level, Secret, ServerReply, ServerTest, ServerTestState, Token, Unknown, UnknownReason,
};
use greenroom::session::command::Command;
use greenroom::session::handle::Handle;
use greenroom::session::scenario;
use greenroom::ui::route::Route;
use window_rig::Rig;

const ADDRESS: &str = "Address of the server";
const CODE: &str = "Access code";

/// The window over a demonstration that stands still, with what it asks of the engine and what the engine says of a server.
struct Still {
    rig: Rig,
    asked: Arc<Mutex<Vec<Command>>>,
    trial: Latest<ServerTest>,
}

impl Still {
    fn at(route: Route) -> Self {
        let state = scenario::load("ready").unwrap().state(judge);
        assert!(state.demo, "the settings of whoever runs the tests stay as they are");
        let asked = Arc::new(Mutex::new(Vec::new()));
        let list = asked.clone();
        let send = Box::new(move |command| {
            list.lock().unwrap().push(command);
            Ok(())
        });
        let trial = Latest::new();
        let handle = Handle::new(send, state, Latest::new(), Live::default()).with_server_test(trial.clone());
        let rig = Rig::over(handle, (Store::open(None).0, PlanB::default()), (1040.0, 2400.0), Some(route));
        Self { rig, asked, trial }
    }

    /// The settings with this address of an own server.
    fn with_server(address: &str) -> Self {
        let mut still = Self::at(Route::Settings);
        still.choose_own();
        still.fill(ADDRESS, address);
        still
    }

    fn choose_own(&mut self) {
        self.rig.harness.get_by_role_and_label(Role::ComboBox, "Server").click();
        self.rig.harness.run_steps(4);
        self.rig.click("The recruiter’s server");
    }

    /// Clicks a field and types into it; it is not left.
    fn type_into(&mut self, field: &str, words: &str) {
        self.rig.harness.get_by_role_and_label(Role::TextInput, field).click();
        self.rig.harness.run_steps(2);
        self.rig.harness.event(Event::Paste(words.to_owned()));
        self.rig.harness.run_steps(2);
    }

    /// Types into a field and leaves it.
    fn fill(&mut self, field: &str, words: &str) {
        self.type_into(field, words);
        self.rig.harness.key_press(eframe::egui::Key::Tab);
        self.rig.harness.run_steps(3);
    }

    fn last(&self) -> Option<Command> {
        self.asked.lock().unwrap().last().cloned()
    }
}

#[test]
fn a_pasted_code_is_used_from_now_on() {
    let mut still = Still::with_server("meet.example.com");
    let code = Token::of([7; 16]).reveal().to_owned();
    still.fill("Access code", &format!("  {code}\n"));
    let Some(Command::UseServer(choice)) = still.last() else { panic!("{:?}", still.last()) };
    assert_eq!((choice.server.as_deref(), choice.token), (Some("meet.example.com"), Some(Secret(code))));
    assert!(!still.rig.sees("typing mistake") && !still.rig.sees("too short"), "{:?}", still.rig.labels());
}

#[test]
fn a_code_with_a_mistake_or_a_guessable_one_is_told() {
    let mut code = Token::of([7; 16]).reveal().to_owned();
    let last = code.pop().unwrap();
    code.push(if last == 'a' { 'b' } else { 'a' });
    for (typed, words) in [(code.as_str(), "typing mistake"), ("geheim", "too short or can be guessed")] {
        let mut still = Still::with_server("meet.example.com");
        assert!(!still.rig.sees(words));
        still.fill("Access code", typed);
        assert!(still.rig.sees(words), "{typed}: {:?}", still.rig.labels());
        assert!(!still.rig.sees("greenroom serve"), "a candidate runs no server");
    }
}

#[test]
fn what_is_being_typed_is_what_is_tried_out() {
    let code = Token::of([7; 16]).reveal().to_owned();
    let mut still = Still::at(Route::Settings);
    still.choose_own();
    still.type_into(ADDRESS, "meet.example.com");
    still.type_into(CODE, &code);
    still.rig.click("Test this server");
    let asked = still.asked.lock().unwrap().clone();
    let Some(Command::TestServer(of)) = asked.last().cloned() else { panic!("{asked:?}") };
    assert_eq!((of.server.as_deref(), &of.token), (Some("meet.example.com"), &Some(Secret(code.clone()))));
    assert!(asked.contains(&Command::UseServer(of.clone())), "it holds from now on: {asked:?}");
    let reply = ServerReply { rtt_ms: 9.4, counts_loss: true, this_computer: false };
    let answer = ServerTest { of, state: ServerTestState::Answers(reply) };
    still.trial.set(answer.clone());
    still.rig.harness.run_steps(3);
    assert!(still.rig.sees("Answers in 9 ms"), "{:?}", still.rig.labels());
    // Under what is typed now it does not stand, though the field was not left yet.
    for (field, more) in [(CODE, "x"), (ADDRESS, ".org"), ("Or a file with the access code", "/tmp/code.txt")] {
        still.type_into(field, more);
        assert!(!still.rig.sees("Answers in"), "{field}: {:?}", still.rig.labels());
        still.rig.click("Test this server");
        let Some(Command::TestServer(of)) = still.last() else { panic!("{:?}", still.last()) };
        assert_ne!(of, answer.of);
        still.trial.set(ServerTest { of, ..answer.clone() });
        still.rig.harness.run_steps(3);
        assert!(still.rig.sees("Answers in 9 ms"), "{field}");
    }
}

#[test]
fn done_with_what_can_not_be_used_stays_and_says_so() {
    let code = Token::of([7; 16]).reveal().to_owned();
    for (address, typed, told) in [
        ("meet.example.com", "hello", Some("too short or can be guessed")),
        ("meet.example.com", &code[..29], Some("typing mistake")),
        ("meet example com", &code, Some("There is a space in it")),
        ("meet.example.com", &code, None),
        ("meet.example.com", "", None),
    ] {
        let mut still = Still::at(Route::Welcome);
        still.rig.click("Settings");
        still.choose_own();
        still.type_into(ADDRESS, address);
        still.type_into(CODE, typed);
        still.rig.click("Done");
        match told {
            Some(words) => {
                assert!(still.rig.route() == Route::Settings && still.rig.sees(words), "{:?}", still.rig.labels());
                let field = still.rig.harness.get_by_role_and_label(Role::TextInput, CODE);
                assert_eq!(field.accesskit_node().value().as_deref(), Some(typed), "what was typed stays");
            }
            None => {
                assert_eq!(still.rig.route(), Route::Welcome);
                let Some(Command::UseServer(choice)) = still.last() else { panic!("{:?}", still.last()) };
                assert_eq!(choice.server.as_deref(), Some(address));
            }
        }
    }
}

#[test]
fn what_is_wrong_with_an_address_is_seen_whole() {
    let words = "There is a space in it. Write name and port together: meet.example.com:7443.";
    for height in [480.0, 540.0, 600.0, 660.0, 720.0] {
        let mut still = Still::at(Route::Settings);
        still.choose_own();
        still.rig.harness.set_size(eframe::egui::vec2(1040.0, height));
        still.rig.harness.run_steps(2);
        still.rig.harness.get_by_role_and_label(Role::TextInput, ADDRESS).focus();
        still.rig.harness.run_steps(4);
        still.rig.harness.event(Event::Paste("meet example com".to_owned()));
        still.rig.harness.key_press(eframe::egui::Key::Tab);
        still.rig.harness.run_steps(8);
        let (told, done) = (still.rig.place(words).unwrap(), still.rig.place("Done").unwrap());
        let seen = told.min.y > 56.0 && told.max.y < done.min.y && told.max.y < height;
        assert!(seen, "{height}: {told:?} above {done:?}");
    }
}

#[test]
fn a_key_where_a_certificate_belongs_is_told_at_once() {
    let key = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/data/tls/server.key");
    let mut still = Still::with_server("tls://meet.example.com");
    still.fill("File with the server’s certificate", key);
    still.rig.until("told", |rig| rig.sees("holds no certificate"));
}

#[test]
fn an_address_that_is_none_is_told_and_not_used() {
    let still = Still::with_server("https://meet.example.com/room");
    assert!(still.rig.sees("Did you mean tls://meet.example.com?"), "{:?}", still.rig.labels());
    assert_eq!(still.last(), None, "no such server is used");
}

#[test]
fn a_server_that_is_tried_out_says_what_it_would_do() {
    let mut still = Still::with_server("meet.example.com");
    still.rig.click("Test this server");
    let Some(Command::TestServer(of)) = still.last() else { panic!("{:?}", still.last()) };
    assert_eq!(of.server.as_deref(), Some("meet.example.com"));
    let reply = ServerReply { rtt_ms: 9.4, counts_loss: true, this_computer: false };
    let fails = |reason, finding| {
        let unknown = Unknown { finding, ..Unknown::new(reason, "detail") };
        ServerTestState::Fails(unknown)
    };
    let answers = [
        (ServerTestState::Running, "Trying it…"),
        (ServerTestState::Answers(reply), "Answers in 9 ms and counts what gets lost"),
        (ServerTestState::Answers(ServerReply { counts_loss: false, ..reply }), "lets no UDP through"),
        (ServerTestState::Answers(ServerReply { this_computer: true, ..reply }), "runs on this very computer"),
        (fails(UnknownReason::NoAnswer, None), "The server gave no answer."),
        (fails(UnknownReason::NoAnswer, Some(FindingId::NetworkRefused)), "Ask whether the server is running"),
        (fails(UnknownReason::NoAnswer, Some(FindingId::NetworkWrongToken)), "for the right access code"),
        (fails(UnknownReason::NoAnswer, Some(FindingId::NetworkUnreachable)), "Try another network"),
    ];
    let mut told = std::collections::BTreeSet::new();
    for (state, words) in answers {
        let before = still.rig.labels();
        still.trial.set(ServerTest { of: of.clone(), state: state.clone() });
        still.rig.harness.run_steps(3);
        let fresh: Vec<String> = still.rig.labels().into_iter().filter(|l| !before.contains(l)).collect();
        assert!(still.rig.sees(words) && !fresh.is_empty(), "{state:?}: {fresh:?}");
        assert!(told.insert(fresh), "{state:?} is told like another answer");
    }
    // What was learnt of this choice says nothing of another one.
    still.fill("Address of the server", ".org");
    assert!(!still.rig.sees("Answers in") && still.rig.sees("Test this server"), "{:?}", still.rig.labels());
}

#[test]
fn a_certificate_that_is_not_there_is_told_at_once() {
    let folder = tempfile::tempdir().unwrap();
    let (there, gone) = (folder.path().join("ca.pem"), folder.path().join("gone.pem"));
    std::fs::write(&there, "-----BEGIN CERTIFICATE-----\n").unwrap();
    for (file, missing) in [(&gone, true), (&there, false)] {
        let mut still = Still::with_server("tls://meet.example.com");
        still.fill("File with the server’s certificate", file.to_str().unwrap());
        let Some(Command::UseServer(choice)) = still.last() else { panic!("{:?}", still.last()) };
        assert_eq!(choice.tls_ca_file.as_deref(), Some(file.as_path()));
        if missing {
            still.rig.until("told", |rig| rig.sees("This file is not there."));
        } else {
            // It is looked for on a thread of its own: what is told of another one comes later than this.
            still.fill("Or a file with the access code", gone.to_str().unwrap());
            still.rig.until("told of the other", |rig| rig.sees("This file is not there."));
            let told = still.rig.labels().into_iter().filter(|l| l == "This file is not there.").count();
            assert_eq!(told, 1);
        }
    }
}

#[test]
fn the_kind_of_call_is_chosen_on_the_welcome() {
    let mut still = Still::at(Route::Welcome);
    for (words, level) in
        [("Talk", Level::Audio), ("Picture and shared screen", Level::Share), ("Picture", Level::P720)]
    {
        still.rig.harness.get_by_role_and_label(Role::RadioButton, words).click();
        still.rig.harness.run_steps(3);
        assert_eq!(still.last(), Some(Command::Need(level)), "{words}");
    }
    still.rig.harness.get_by_role_and_label(Role::RadioButton, "Talk").click();
    still.rig.harness.run_steps(3);
    assert_eq!(still.rig.route(), Route::Welcome);
}

#[test]
fn the_kind_of_call_is_changed_on_the_result_and_measures_nothing() {
    let mut still = Still::at(Route::Result);
    still.rig.harness.get_by_role_and_label(Role::ComboBox, "Kind of call").click();
    still.rig.harness.run_steps(4);
    still.rig.click("Talk");
    assert_eq!(*still.asked.lock().unwrap(), [Command::Need(Level::Audio)]);
    assert_eq!(still.rig.route(), Route::Result);
}
