//! The one thread on which the capture library is used.
//!
//! Some systems tie the library to the thread that used it first, so all work goes to the same one, in turn. Reading a
//! frame may block without limit: a thread that hangs is abandoned and the next work gets a new one. An abandoned thread
//! is never waited for, so it cannot keep the program from ending.

use std::io;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc::{Receiver, SyncSender, TrySendError, sync_channel};
use std::sync::{Arc, Mutex, PoisonError};

type Job = Box<dyn FnOnce() + Send>;

/// Work that may wait for the thread. One camera is open at a time, so more than a few means that it hangs.
const MOST_WAITING: usize = 4;

struct Worker {
    number: u64,
    jobs: SyncSender<Job>,
    /// Work that was given and is not done.
    open: Arc<AtomicUsize>,
}

/// Counts one piece of work as done, however it ends.
struct Done(Arc<AtomicUsize>);

impl Drop for Done {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Ordering::AcqRel);
    }
}

static CURRENT: Mutex<(u64, Option<Worker>)> = Mutex::new((0, None));

/// The thread that was given some work; to be handed to [`abandon`] if it hangs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct WorkerId(u64);

/// Has the thread do this after what it does now.
///
/// # Errors
/// When the system gives no thread, or too much waits already.
pub(super) fn submit(job: impl FnOnce() + Send + 'static) -> io::Result<WorkerId> {
    let mut current = CURRENT.lock().unwrap_or_else(PoisonError::into_inner);
    let mut job: Box<dyn FnOnce() + Send> = Box::new(job);
    if let Some(worker) = &current.1 {
        match worker.jobs.try_send(counted(job, &worker.open)) {
            Ok(()) => return Ok(WorkerId(worker.number)),
            Err(TrySendError::Full(_)) => return Err(io::Error::other("the camera thread is busy")),
            Err(TrySendError::Disconnected(back)) => job = back,
        }
    }
    let (jobs, queue) = sync_channel(MOST_WAITING);
    let open = Arc::default();
    // The channel is empty, so this cannot fail.
    let _ = jobs.try_send(counted(job, &open));
    std::thread::Builder::new().name("gr-camera".to_owned()).spawn(move || work(&queue))?;
    current.0 += 1;
    let number = current.0;
    current.1 = Some(Worker { number, jobs, open });
    Ok(WorkerId(number))
}

fn counted(job: Job, open: &Arc<AtomicUsize>) -> Job {
    open.fetch_add(1, Ordering::AcqRel);
    let done = Done(open.clone());
    Box::new(move || {
        let _done = done;
        job();
    })
}

/// True while the thread has something to do: new work would have to wait, for an open camera until it is closed.
#[cfg(any(not(target_os = "linux"), test))]
pub(super) fn is_busy() -> bool {
    let current = CURRENT.lock().unwrap_or_else(PoisonError::into_inner);
    current.1.as_ref().is_some_and(|worker| worker.open.load(Ordering::Acquire) > 0)
}

/// Gives up a thread that hangs.
pub(super) fn abandon(id: WorkerId) {
    let mut current = CURRENT.lock().unwrap_or_else(PoisonError::into_inner);
    if current.1.as_ref().is_some_and(|worker| worker.number == id.0) {
        current.1 = None;
    }
}

fn work(queue: &Receiver<Job>) {
    while let Ok(job) = queue.recv() {
        job();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn work_is_done_in_turn_on_one_thread_and_a_hanging_one_is_replaced() {
        let (say, heard) = sync_channel(8);
        let (go, wait) = sync_channel::<()>(0);
        let tell = |n: u32| {
            let say = say.clone();
            move || say.send((n, std::thread::current().id())).unwrap()
        };
        let first = submit(tell(1)).unwrap();
        submit(tell(2)).unwrap();
        let (one, two) = (heard.recv().unwrap(), heard.recv().unwrap());
        assert_eq!((one.0, two.0), (1, 2));
        assert_eq!(one.1, two.1);

        let hanging = submit(move || wait.recv().unwrap_or_default()).unwrap();
        assert_eq!(hanging, first);
        assert!(is_busy());
        abandon(hanging);
        let next = submit(tell(3)).unwrap();
        assert_ne!(next, hanging);
        abandon(hanging);
        assert_eq!(submit(tell(4)).unwrap(), next, "an old number abandons nobody");
        assert_ne!(heard.recv().unwrap().1, one.1);
        drop(go);
    }
}
