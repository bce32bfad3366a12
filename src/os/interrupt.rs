//! Waking a thread that waits in the kernel for something that may never come.

use std::sync::Once;

use nix::libc;
use nix::sys::signal::{SaFlags, SigAction, SigHandler, SigSet, Signal, sigaction};

/// A thread of this process, by the kernel's number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ThreadNumber(libc::pid_t);

/// The thread that asks.
#[must_use]
pub fn this_thread() -> ThreadNumber {
    ThreadNumber(nix::unistd::gettid().as_raw())
}

/// Without a handler this signal is ignored, so a late one harms nobody; nothing else here uses it.
const SIGNAL: Signal = Signal::SIGURG;

/// Has a system call in which the thread waits end with `EINTR`. False when there is no such thread any more. A thread
/// that is just about to wait is missed, so repeat it until it has worked.
pub fn interrupt(thread: ThreadNumber) -> bool {
    static HANDLER: Once = Once::new();
    HANDLER.call_once(|| {
        let action = SigAction::new(SigHandler::Handler(nothing), SaFlags::empty(), SigSet::empty());
        #[expect(unsafe_code, reason = "sets a signal handler")]
        // SAFETY: the handler does nothing, so it may run at any point of any thread.
        let _ = unsafe { sigaction(SIGNAL, &action) };
    });
    #[expect(unsafe_code, reason = "a system call that libc does not wrap")]
    // SAFETY: tgkill takes three numbers; one that names no thread of this process gives ESRCH.
    let result = unsafe { libc::syscall(libc::SYS_tgkill, libc::getpid(), thread.0, SIGNAL as libc::c_int) };
    result == 0
}

extern "C" fn nothing(_: libc::c_int) {}

#[cfg(test)]
mod tests {
    use std::io::ErrorKind;
    use std::os::unix::net::UnixStream;
    use std::sync::atomic::{AtomicBool, Ordering};
    use std::sync::mpsc::sync_channel;

    use super::*;

    #[test]
    fn a_thread_that_waits_for_ever_is_woken() {
        let (reader, _writer) = UnixStream::pair().unwrap();
        let (say, heard) = sync_channel(1);
        let done = std::sync::Arc::new(AtomicBool::new(false));
        let said = done.clone();
        let waiting = std::thread::spawn(move || {
            say.send(this_thread()).unwrap();
            let mut byte = [0_u8];
            let got = nix::unistd::read(&reader, &mut byte).map_err(std::io::Error::from);
            said.store(true, Ordering::SeqCst);
            got.unwrap_err().kind()
        });
        let thread = heard.recv().unwrap();
        while !done.load(Ordering::SeqCst) {
            interrupt(thread);
            std::thread::yield_now();
        }
        assert_eq!(waiting.join().unwrap(), ErrorKind::Interrupted);
        assert!(!interrupt(ThreadNumber(libc::pid_t::MAX)));
    }
}
