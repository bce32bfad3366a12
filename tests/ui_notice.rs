//! An engine that takes nothing, or has ended, is told in the window; and what was pressed is done in order.

#![cfg(feature = "gui")]
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test may stop at the first surprise"
)]

mod window_rig;

use std::sync::{Arc, Mutex};

use greenroom::assess::judge;
use greenroom::checklist::Store;
use greenroom::live::{Latest, Live};
use greenroom::model::plan::PlanB;
use greenroom::session::command::Command;
use greenroom::session::handle::{Handle, SendError};
use greenroom::session::scenario;
use greenroom::ui::route::Route;
use window_rig::Rig;

const ENDED: &str = "can’t check anything any more";
const BUSY: &str = "still busy";

/// The window over an engine that answers like this.
fn over(answer: impl Fn(Command) -> Result<(), SendError> + Send + Sync + 'static, ended: Latest<()>) -> Rig {
    let state = scenario::load("ready").unwrap().state(judge);
    let handle = Handle::new(Box::new(answer), state, Latest::new(), Live::default()).ending(ended);
    Rig::over(handle, (Store::open(None).0, PlanB::default()), (1040.0, 720.0), Some(Route::Result))
}

#[test]
fn an_engine_that_has_ended_is_told_at_once() {
    let ended = Latest::new();
    let mut rig = over(|_| Ok(()), ended.clone());
    assert!(!rig.sees(ENDED), "{:?}", rig.labels());
    ended.set(());
    rig.harness.run_steps(3);
    assert!(rig.sees(ENDED) && rig.sees("open it again"), "{:?}", rig.labels());
    assert!(!rig.sees(BUSY));
}

#[test]
fn an_engine_that_refuses_because_it_has_ended_is_told() {
    let mut rig = over(|_| Err(SendError::Ended), Latest::new());
    rig.click("Check again");
    rig.click("Start again");
    rig.harness.run_steps(3);
    assert!(rig.sees(ENDED), "{:?}", rig.labels());
}

#[test]
fn an_engine_that_takes_nothing_is_told_after_a_while_and_gets_everything_in_order() {
    let taken = Arc::new(Mutex::new((false, Vec::new())));
    let takes = taken.clone();
    let mut rig = over(
        move |command| {
            let mut taken = takes.lock().unwrap();
            if !taken.0 {
                return Err(SendError::Busy);
            }
            taken.1.push(command);
            Ok(())
        },
        Latest::new(),
    );
    rig.click("Check again");
    rig.click("Start again");
    assert!(!rig.sees(BUSY), "a moment is nothing to tell");
    // A step of the harness is a quarter of a second of the window's clock.
    rig.harness.run_steps(12);
    assert!(rig.sees(BUSY), "{:?}", rig.labels());
    taken.lock().unwrap().0 = true;
    rig.harness.run_steps(3);
    assert!(!rig.sees(BUSY), "{:?}", rig.labels());
    let taken = taken.lock().unwrap();
    assert!(matches!(taken.1.first(), Some(Command::Start(_))), "{:?}", taken.1);
}
