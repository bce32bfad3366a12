//! The attempts under way: one for each check at most. Beginning another one, or ending it, closes the sink of the one
//! before; what its probe still says is dropped by its number.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::model::CheckId;
use crate::probe::ports::EventSink;
use crate::session::input::Inbox;

pub(super) struct Attempts {
    inbox: Arc<Inbox>,
    sinks: BTreeMap<CheckId, EventSink>,
}

impl Attempts {
    pub(super) fn new(inbox: Arc<Inbox>) -> Self {
        Self { inbox, sinks: BTreeMap::new() }
    }

    /// The sink of a new attempt.
    pub(super) fn begin(&mut self, check: CheckId) -> EventSink {
        self.end(check);
        let attempt = self.inbox.begin_attempt(check);
        let (sending, closing) = (self.inbox.clone(), self.inbox.clone());
        let send = move |check, body| sending.event(attempt, check, body);
        let sink = EventSink::closing(send, move || closing.close_attempt(check, attempt));
        self.sinks.insert(check, sink.clone());
        sink
    }

    /// The attempt under way is over: nobody listens to it any more.
    pub(super) fn end(&mut self, check: CheckId) {
        if let Some(sink) = self.sinks.remove(&check) {
            sink.close();
        }
    }

    /// True for the number of the attempt under way.
    pub(super) fn is_current(&self, check: CheckId, attempt: u64) -> bool {
        self.inbox.is_current(check, attempt)
    }
}
