//! How reading a camera or files ends.

use crate::model::Unknown;
use crate::probe::thread::guarded;

use super::fault;
use super::inbox::Inbox;

/// Reads, and leaves word in the inbox how that ended: also when the library panics, or we do.
pub(super) fn reading(inbox: &Inbox, read: impl FnOnce() -> Result<(), Unknown>) {
    let failure = match guarded(read) {
        Ok(done) => done.err(),
        Err(words) => Some(fault::of_text("use the camera", &words)),
    };
    // The watcher ends a stream that hangs; that is no failure.
    if let Some(unknown) = failure.filter(|_| !inbox.stopped()) {
        inbox.failed(unknown);
    }
    inbox.released();
}

#[cfg(test)]
mod tests {
    use std::time::{Duration, Instant};

    use super::*;
    use crate::model::UnknownReason;

    #[test]
    fn however_reading_ends_there_is_word_of_it() {
        let failure = |read: fn() -> Result<(), Unknown>| {
            let inbox = Inbox::default();
            reading(&inbox, read);
            assert!(inbox.wait_released(Duration::ZERO));
            inbox.receive(Instant::now()).failure.map(|unknown| unknown.reason)
        };
        assert_eq!(failure(|| Ok(())), None);
        assert_eq!(failure(|| Err(fault::of_text("x", "resource busy"))), Some(UnknownReason::InUse));
        assert_eq!(failure(|| panic!("a fault of ours")), Some(UnknownReason::Timeout));
        assert_eq!(failure(|| panic!("no such device (os error 19)")), Some(UnknownReason::Unplugged));
    }

    #[test]
    fn what_goes_wrong_while_it_is_stopped_is_no_failure() {
        let inbox = Inbox::default();
        inbox.stop();
        reading(&inbox, || panic!("stopping the stream"));
        assert!(inbox.wait_released(Duration::ZERO) && inbox.receive(Instant::now()).failure.is_none());
    }
}
