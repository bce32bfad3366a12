//! Commands on their way to the engine: in order, also when it can't take one at once.

use std::collections::VecDeque;

use crate::session::command::Command;
use crate::session::handle::SendError;

/// More than anybody presses while the engine is behind.
const MOST: usize = 256;
/// An engine that has taken nothing for this long is told, in seconds.
const TELL_AFTER_S: f64 = 2.0;

/// Why what was pressed is not done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Trouble {
    /// The engine is still busy with something else.
    Busy,
    /// The engine has ended.
    Ended,
}

/// What is not sent yet.
#[derive(Debug, Default)]
pub struct Outbox {
    waiting: VecDeque<Command>,
    /// When the engine first could not take the one in front.
    since: Option<f64>,
    ended: bool,
}

impl Outbox {
    /// Hands a command over, after all that wait. `now`: the window's clock, in seconds.
    pub fn send(&mut self, command: Command, now: f64, give: impl Fn(Command) -> Result<(), SendError>) {
        if self.waiting.len() < MOST {
            self.waiting.push_back(command);
        }
        self.flush(now, give);
    }

    /// Offers what waits, the oldest first, until the engine takes no more.
    pub fn flush(&mut self, now: f64, give: impl Fn(Command) -> Result<(), SendError>) {
        while let Some(command) = self.waiting.front() {
            match give(command.clone()) {
                Ok(()) => {
                    self.waiting.pop_front();
                    self.since = None;
                }
                Err(SendError::Busy) => {
                    self.since.get_or_insert(now);
                    return;
                }
                Err(SendError::Ended) => {
                    self.waiting.clear();
                    self.ended = true;
                }
            }
        }
    }

    /// True while something waits: it is to be offered again soon.
    #[must_use]
    pub fn waits(&self) -> bool {
        !self.waiting.is_empty()
    }

    /// What is to be told, if anything.
    #[must_use]
    pub fn trouble(&self, now: f64) -> Option<Trouble> {
        if self.ended {
            return Some(Trouble::Ended);
        }
        let late = self.since.is_some_and(|since| now - since >= TELL_AFTER_S);
        (late || self.waiting.len() >= MOST).then_some(Trouble::Busy)
    }
}

#[cfg(test)]
mod tests {
    use std::cell::{Cell, RefCell};

    use super::*;

    #[derive(Default)]
    struct Engine {
        room: Cell<usize>,
        taken: RefCell<Vec<Command>>,
    }

    impl Engine {
        fn take(&self, command: Command) -> Result<(), SendError> {
            let room = self.room.get().checked_sub(1).ok_or(SendError::Busy)?;
            self.room.set(room);
            self.taken.borrow_mut().push(command);
            Ok(())
        }
    }

    #[test]
    fn no_command_overtakes_another() {
        let (engine, mut outbox) = (Engine::default(), Outbox::default());
        outbox.send(Command::Read, 0.0, |c| engine.take(c));
        engine.room.set(1);
        outbox.send(Command::PlayBack, 0.1, |c| engine.take(c));
        assert_eq!(
            *engine.taken.borrow(),
            [Command::Read],
            "the first one first, though the second was offered in time"
        );
        engine.room.set(9);
        outbox.send(Command::Stop, 0.2, |c| engine.take(c));
        assert_eq!(*engine.taken.borrow(), [Command::Read, Command::PlayBack, Command::Stop]);
        assert!(!outbox.waits());
    }

    #[test]
    fn an_engine_that_takes_nothing_is_told_after_a_while() {
        let (engine, mut outbox) = (Engine::default(), Outbox::default());
        outbox.send(Command::Read, 10.0, |c| engine.take(c));
        assert_eq!(outbox.trouble(11.9), None);
        assert_eq!(outbox.trouble(12.0), Some(Trouble::Busy));
        engine.room.set(1);
        outbox.flush(12.1, |c| engine.take(c));
        assert_eq!(outbox.trouble(20.0), None);
    }

    #[test]
    fn what_waits_is_bounded() {
        let (engine, mut outbox) = (Engine::default(), Outbox::default());
        (0..2 * MOST).for_each(|_| outbox.send(Command::Stop, 0.0, |c| engine.take(c)));
        assert_eq!((outbox.waiting.len(), outbox.trouble(0.0)), (MOST, Some(Trouble::Busy)));
    }

    #[test]
    fn an_engine_that_has_ended_is_told_at_once_and_for_good() {
        let mut outbox = Outbox::default();
        outbox.send(Command::Read, 0.0, |_| Err(SendError::Ended));
        assert_eq!((outbox.trouble(0.0), outbox.waits()), (Some(Trouble::Ended), false));
    }
}
