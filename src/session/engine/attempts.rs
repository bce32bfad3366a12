//! The attempts under way: one for each check at most. Beginning another one, or ending it, closes the sink of the one
//! before; what its probe has said and nobody has heard yet is dropped by its number.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::model::CheckId;
use crate::probe::ports::EventSink;
use crate::session::input::Inbox;

pub(super) struct Attempts {
    inbox: Arc<Inbox>,
    under_way: BTreeMap<CheckId, (u64, EventSink)>,
}

impl Attempts {
    pub(super) fn new(inbox: Arc<Inbox>) -> Self {
        Self { inbox, under_way: BTreeMap::new() }
    }

    /// The sink of a new attempt.
    pub(super) fn begin(&mut self, check: CheckId) -> EventSink {
        self.end(check);
        let attempt = self.inbox.begin_attempt(check);
        let (sending, closing) = (self.inbox.clone(), self.inbox.clone());
        let send = move |check, body| sending.event(attempt, check, body);
        let sink = EventSink::closing(send, move || closing.close_attempt(check, attempt));
        self.under_way.insert(check, (attempt, sink.clone()));
        sink
    }

    /// The attempt under way is over: nobody listens to it any more.
    pub(super) fn end(&mut self, check: CheckId) {
        if let Some((attempt, sink)) = self.under_way.remove(&check) {
            sink.close();
            // Also what a sink does not take back itself: its last word.
            self.inbox.close_attempt(check, attempt);
        }
    }

    /// True for the number of the attempt under way.
    pub(super) fn is_current(&self, check: CheckId, attempt: u64) -> bool {
        self.inbox.is_current(check, attempt)
    }
}

#[cfg(test)]
mod tests {
    use std::sync::mpsc::sync_channel;
    use std::time::Duration;

    use super::*;
    use crate::model::run::EventBody;
    use crate::session::input::{EVENTS, Input, Next};

    const CHECK: CheckId = CheckId::Sound;

    /// Attempts, and a probe that says so many words, then its last one, and lets go. It gets no further than there is room.
    fn probe(words: usize) -> (Attempts, Arc<Inbox>, std::thread::JoinHandle<()>) {
        let inbox = Arc::new(Inbox::default());
        let mut attempts = Attempts::new(inbox.clone());
        let sink = attempts.begin(CHECK);
        let (begin, begun) = sync_channel(0);
        let work = move || {
            for _ in 0..words {
                sink.emit(CHECK, EventBody::CheckStarted);
            }
            let _ = begin.send(());
            sink.emit(CHECK, EventBody::CheckEnded);
            sink.close();
        };
        let thread = std::thread::Builder::new().name("gr-test".to_owned()).spawn(work).unwrap();
        begun.recv().unwrap();
        (attempts, inbox, thread)
    }

    /// What a reader finds, of the attempt under way.
    fn read(attempts: &Attempts, inbox: &Inbox) -> Vec<EventBody> {
        let mut heard = Vec::new();
        while let Next::Input(Input::Event(attempt, check, body)) = inbox.next(Some(Duration::ZERO)) {
            if attempts.is_current(check, attempt) {
                heard.push(body);
            }
        }
        heard
    }

    #[test]
    fn a_slow_reader_hears_all_of_a_probe_that_has_gone() {
        let (attempts, inbox, thread) = probe(3);
        thread.join().unwrap();
        let heard = read(&attempts, &inbox);
        assert_eq!(heard.len(), 4);
        assert_eq!(heard.last(), Some(&EventBody::CheckEnded));
    }

    #[test]
    fn a_last_word_that_waits_for_room_arrives_although_its_probe_lets_go() {
        let (attempts, inbox, thread) = probe(EVENTS);
        // Full: the last word waits. Another hand lets go of the attempt meanwhile.
        let Some((_, sink)) = attempts.under_way.get(&CHECK) else { panic!("under way") };
        while sink.is_open() {
            std::thread::yield_now();
        }
        sink.close();
        let first = inbox.next(None);
        assert!(matches!(first, Next::Input(Input::Event(_, CHECK, EventBody::CheckStarted))));
        thread.join().unwrap();
        let heard = read(&attempts, &inbox);
        assert_eq!((heard.len(), heard.last()), (EVENTS, Some(&EventBody::CheckEnded)));
    }

    #[test]
    fn what_an_ended_attempt_has_said_is_dropped() {
        let (mut attempts, inbox, thread) = probe(EVENTS);
        attempts.end(CHECK);
        thread.join().unwrap();
        assert_eq!(read(&attempts, &inbox), [], "its last word waited for room and was given up");
        let (mut attempts, inbox, thread) = probe(3);
        thread.join().unwrap();
        attempts.begin(CHECK);
        assert_eq!(read(&attempts, &inbox), []);
    }
}
