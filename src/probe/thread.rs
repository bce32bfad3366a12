//! The threads of the probes. However one ends, its check ends with it: nobody waits for a thread that has gone.

use std::any::Any;
use std::panic::{AssertUnwindSafe, catch_unwind};

use super::ports::EventSink;
use crate::model::run::EventBody;
use crate::model::{CheckId, Unknown};

/// Does `work` on a thread of this name. If it ends without a last word, by a fault of ours or of a library, or if the system
/// gives no thread, the check ends as broken off; into a closed sink nothing is said.
pub fn begin(name: &str, check: CheckId, sink: &EventSink, work: impl FnOnce() + Send + 'static) {
    let (of_thread, named) = (sink.clone(), name.to_owned());
    let run = move || {
        let detail = match guarded(work) {
            Ok(()) => format!("{named} ended without a last word"),
            Err(fault) => format!("{named}: {fault}"),
        };
        broke_off(check, &of_thread, detail);
    };
    if let Err(error) = std::thread::Builder::new().name(name.to_owned()).spawn(run) {
        broke_off(check, sink, format!("start the thread {name}: {error}"));
    }
}

fn broke_off(check: CheckId, sink: &EventSink, detail: String) {
    sink.emit(check, EventBody::CheckUnknown { unknown: Unknown::broken_off(check, detail) });
}

/// Does the work; a panic in it ends here.
///
/// # Errors
/// What the panic said.
pub fn guarded<T>(work: impl FnOnce() -> T) -> Result<T, String> {
    // Whatever the work left half done is dropped with it or goes with the session.
    catch_unwind(AssertUnwindSafe(work)).map_err(|fault| words(fault.as_ref()))
}

fn words(fault: &(dyn Any + Send)) -> String {
    let text = fault.downcast_ref::<String>().map(String::as_str);
    text.or_else(|| fault.downcast_ref::<&str>().copied()).unwrap_or("a panic without words").to_owned()
}

#[cfg(test)]
mod tests {
    use std::sync::mpsc::{Receiver, sync_channel};

    use super::*;
    use crate::model::FindingId;

    const CHECK: CheckId = CheckId::Sound;

    /// What a thread that works so tells.
    fn told(work: impl FnOnce(&EventSink) + Send + 'static) -> Receiver<EventBody> {
        let (tell, told) = sync_channel(4);
        let sink = EventSink::new(move |_, body| tell.send(body).unwrap());
        let of_work = sink.clone();
        begin("gr-test", CHECK, &sink, move || work(&of_work));
        told
    }

    fn broke_off(body: EventBody) -> String {
        let EventBody::CheckUnknown { unknown } = body else { panic!("{body:?}") };
        assert_eq!(unknown.finding, Some(FindingId::SoundBrokenOff));
        unknown.detail
    }

    #[test]
    fn a_thread_that_panics_ends_its_check() {
        let mut heard = told(|_| panic!("a fault of ours")).into_iter();
        assert_eq!(broke_off(heard.next().unwrap()), "gr-test: a fault of ours");
        assert_eq!(heard.next(), None);
        let number = 7;
        let mut heard = told(move |_| panic!("fault {number}")).into_iter();
        assert_eq!(broke_off(heard.next().unwrap()), "gr-test: fault 7");
        let mut heard = told(move |_| std::panic::panic_any(number)).into_iter();
        assert!(heard.next().is_some_and(|body| broke_off(body).contains("without words")));
    }

    #[test]
    fn a_thread_that_goes_without_a_word_ends_its_check() {
        let mut heard = told(|sink| sink.emit(CHECK, EventBody::CheckStarted)).into_iter();
        assert_eq!(heard.next(), Some(EventBody::CheckStarted));
        assert!(heard.next().is_some_and(|body| broke_off(body).contains("without a last word")));
        assert_eq!(heard.next(), None);
    }

    #[test]
    fn after_the_last_word_or_a_cancel_nothing_is_added() {
        let heard = told(|sink| {
            sink.emit(CHECK, EventBody::CheckEnded);
            panic!("while tidying up");
        });
        assert_eq!(heard.into_iter().collect::<Vec<_>>(), [EventBody::CheckEnded]);
        let heard = told(|sink| {
            sink.close();
            panic!("after a cancel");
        });
        assert_eq!(heard.into_iter().count(), 0);
    }
}
