//! The thread that reads a camera, as far as it can be woken.

/// The thread that reads.
#[cfg(target_os = "linux")]
pub(super) type Reader = crate::os::interrupt::ThreadNumber;

/// The thread that reads: it cannot be woken here.
#[cfg(not(target_os = "linux"))]
#[derive(Debug, Clone, Copy)]
pub(super) struct Reader;

/// The thread that asks.
pub(super) fn this_reader() -> Reader {
    #[cfg(target_os = "linux")]
    return crate::os::interrupt::this_thread();
    #[cfg(not(target_os = "linux"))]
    Reader
}

/// Wakes a reader that waits for a frame, where the system allows it. May have to be repeated.
pub(super) fn wake(reader: Reader) -> bool {
    #[cfg(target_os = "linux")]
    return crate::os::interrupt::interrupt(reader);
    #[cfg(not(target_os = "linux"))]
    {
        let Reader = reader;
        false
    }
}
