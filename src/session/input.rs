//! What reaches the engine, and the queue in which it waits.

use std::collections::{BTreeMap, VecDeque};
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use super::command::Command;
use super::handle::SendError;
use crate::model::CheckId;
use crate::model::run::EventBody;

/// Commands that may wait. A person makes a few a second; the engine takes one in microseconds.
const COMMANDS: usize = 256;
/// Events that may wait. Live levels and frames don't pass here.
pub(super) const EVENTS: usize = 1024;

/// What reaches the engine.
#[derive(Debug, PartialEq)]
pub(super) enum Input {
    Command(Command),
    /// An event of the check's attempt with this number.
    Event(u64, CheckId, EventBody),
    /// The devices that are there now, and what the system lets this program use.
    Devices(EventBody, Allowed),
}

/// What the system lets this program use; `None` where it does not say.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Allowed {
    pub(super) microphone: Option<bool>,
    pub(super) camera: Option<bool>,
}

/// What the engine finds when it looks for work.
#[derive(Debug, PartialEq)]
pub(super) enum Next {
    /// Something is to be done.
    Input(Input),
    /// Nothing came within the time.
    Nothing,
    /// The session has ended.
    Ended,
}

/// One queue in order of arrival, bounded for commands and for events by themselves: a flood of events leaves room for what
/// the person wants. Knows the number of each check's present attempt, so that nobody waits with the words of an old one.
#[derive(Default)]
pub(super) struct Inbox {
    state: Mutex<State>,
    /// Something came, room came, an attempt or the session ended.
    changed: Condvar,
}

#[derive(Default)]
struct State {
    queue: VecDeque<Input>,
    commands: usize,
    attempts: BTreeMap<CheckId, u64>,
    ended: bool,
}

impl State {
    fn is_current(&self, check: CheckId, attempt: u64) -> bool {
        self.attempts.get(&check) == Some(&attempt)
    }

    fn has_room(&self) -> bool {
        self.queue.len() - self.commands < EVENTS
    }
}

impl Inbox {
    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// A reader asks for something. Never waits.
    pub(super) fn command(&self, command: Command) -> Result<(), SendError> {
        let mut state = self.lock();
        if state.ended {
            return Err(SendError::Ended);
        }
        if state.commands >= COMMANDS {
            return Err(SendError::Busy);
        }
        state.commands += 1;
        state.queue.push_back(Input::Command(command));
        drop(state);
        self.changed.notify_all();
        Ok(())
    }

    /// A probe tells something. Waits for room as long as its attempt is the present one; what is only progress is left out
    /// instead.
    pub(super) fn event(&self, attempt: u64, check: CheckId, body: EventBody) {
        let progress = matches!(body, EventBody::RoundTrip { .. } | EventBody::CheckStep { .. });
        let mut state = self.lock();
        loop {
            if state.ended || !state.is_current(check, attempt) {
                return;
            }
            if state.has_room() {
                break;
            }
            if progress {
                return;
            }
            state = self.changed.wait(state).unwrap_or_else(PoisonError::into_inner);
        }
        state.queue.push_back(Input::Event(attempt, check, body));
        drop(state);
        self.changed.notify_all();
    }

    /// The devices were listed. False when there was no room; they are listed again then.
    pub(super) fn devices(&self, list: EventBody, allowed: Allowed) -> bool {
        let mut state = self.lock();
        let room = !state.ended && state.has_room();
        if room {
            state.queue.push_back(Input::Devices(list, allowed));
        }
        drop(state);
        self.changed.notify_all();
        room
    }

    /// A new attempt of this check begins: its number. The one before is closed.
    pub(super) fn begin_attempt(&self, check: CheckId) -> u64 {
        let mut state = self.lock();
        let attempt = state.attempts.entry(check).or_default();
        *attempt += 1;
        let number = *attempt;
        drop(state);
        self.changed.notify_all();
        number
    }

    /// This attempt is over; nothing happens when a later one has begun.
    pub(super) fn close_attempt(&self, check: CheckId, attempt: u64) {
        let mut state = self.lock();
        if state.is_current(check, attempt) {
            state.attempts.insert(check, attempt + 1);
        }
        drop(state);
        self.changed.notify_all();
    }

    /// True for the number of the attempt whose events count.
    pub(super) fn is_current(&self, check: CheckId, attempt: u64) -> bool {
        self.lock().is_current(check, attempt)
    }

    /// The session ends: what still waits is dropped, and nothing more is taken.
    pub(super) fn end(&self) {
        let mut state = self.lock();
        state.ended = true;
        state.queue.clear();
        state.commands = 0;
        drop(state);
        self.changed.notify_all();
    }

    /// The engine: what came first; waits for it, at most `within`.
    pub(super) fn next(&self, within: Option<Duration>) -> Next {
        let empty = |state: &mut State| state.queue.is_empty() && !state.ended;
        let state = self.lock();
        let mut state = match within {
            Some(within) => {
                let waited = self.changed.wait_timeout_while(state, within, empty);
                waited.unwrap_or_else(PoisonError::into_inner).0
            }
            None => self.changed.wait_while(state, empty).unwrap_or_else(PoisonError::into_inner),
        };
        if state.ended {
            return Next::Ended;
        }
        let Some(input) = state.queue.pop_front() else { return Next::Nothing };
        state.commands -= usize::from(matches!(input, Input::Command(_)));
        drop(state);
        self.changed.notify_all();
        Next::Input(input)
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;
    use std::sync::mpsc::{TryRecvError, sync_channel};

    use super::*;
    use crate::model::run::Step;

    const CHECK: CheckId = CheckId::Network;

    fn ended() -> EventBody {
        EventBody::CheckEnded
    }

    fn step() -> EventBody {
        EventBody::CheckStep { step: Step::NetworkIdle, fraction: None, remaining_s: None }
    }

    /// A full inbox and the number of its attempt.
    fn full() -> (Arc<Inbox>, u64) {
        let inbox = Arc::new(Inbox::default());
        let attempt = inbox.begin_attempt(CHECK);
        (0..EVENTS).for_each(|_| inbox.event(attempt, CHECK, step()));
        (inbox, attempt)
    }

    /// Says an event on a thread of its own; the receiver hears when it has been taken or given up.
    fn say(inbox: &Arc<Inbox>, attempt: u64) -> std::sync::mpsc::Receiver<()> {
        let (done, hear) = sync_channel(0);
        let inbox = inbox.clone();
        let say = move || {
            inbox.event(attempt, CHECK, ended());
            let _ = done.send(());
        };
        std::thread::Builder::new().name("gr-test".to_owned()).spawn(say).unwrap();
        hear
    }

    #[test]
    fn everything_in_order_of_arrival() {
        let inbox = Inbox::default();
        let attempt = inbox.begin_attempt(CHECK);
        inbox.event(attempt, CHECK, step());
        inbox.command(Command::Stop).unwrap();
        inbox.event(attempt, CHECK, ended());
        assert_eq!(inbox.next(None), Next::Input(Input::Event(attempt, CHECK, step())));
        assert_eq!(inbox.next(None), Next::Input(Input::Command(Command::Stop)));
        assert_eq!(inbox.next(None), Next::Input(Input::Event(attempt, CHECK, ended())));
        assert_eq!(inbox.next(Some(Duration::ZERO)), Next::Nothing);
    }

    #[test]
    fn a_flood_of_events_leaves_room_for_commands() {
        let (inbox, attempt) = full();
        inbox.event(attempt, CHECK, step());
        assert!(!inbox.devices(ended(), Allowed::default()));
        for _ in 0..COMMANDS {
            inbox.command(Command::Stop).unwrap();
        }
        assert_eq!(inbox.command(Command::Stop), Err(SendError::Busy));
        (0..EVENTS).for_each(|_| assert!(matches!(inbox.next(None), Next::Input(Input::Event(..)))));
        assert_eq!(inbox.command(Command::Read), Err(SendError::Busy), "events make no room for commands");
        assert_eq!(inbox.next(None), Next::Input(Input::Command(Command::Stop)));
        assert_eq!(inbox.command(Command::Read), Ok(()));
    }

    #[test]
    fn what_must_not_be_lost_waits_for_room() {
        let (inbox, attempt) = full();
        let taken = say(&inbox, attempt);
        assert_eq!(taken.try_recv(), Err(TryRecvError::Empty));
        inbox.next(None);
        taken.recv().unwrap();
        let last = std::iter::from_fn(|| match inbox.next(Some(Duration::ZERO)) {
            Next::Input(input) => Some(input),
            _ => None,
        })
        .last();
        assert_eq!(last, Some(Input::Event(attempt, CHECK, ended())));
    }

    #[test]
    fn nobody_waits_for_an_attempt_that_is_over() {
        let (inbox, attempt) = full();
        let given_up = say(&inbox, attempt);
        inbox.close_attempt(CHECK, attempt);
        given_up.recv().unwrap();
        assert!(!inbox.is_current(CHECK, attempt));
        let (inbox, attempt) = full();
        let given_up = say(&inbox, attempt);
        let next = inbox.begin_attempt(CHECK);
        given_up.recv().unwrap();
        inbox.close_attempt(CHECK, attempt);
        assert!(inbox.is_current(CHECK, next), "an old attempt closes no later one");
    }

    #[test]
    fn nobody_waits_for_a_session_that_has_ended() {
        let (inbox, attempt) = full();
        let given_up = say(&inbox, attempt);
        inbox.end();
        given_up.recv().unwrap();
        assert_eq!(inbox.next(None), Next::Ended);
        assert_eq!(inbox.command(Command::Stop), Err(SendError::Ended));
        assert!(!inbox.devices(ended(), Allowed::default()));
    }
}
