//! Ctrl-C and the system's request to end, as a flag that loops look at.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{SyncSender, sync_channel};
use std::sync::{Arc, OnceLock};
use std::time::Duration;

use super::exit::Exit;
use crate::live::Latest;

/// Who was asked to stop and has not ended after this is ended the hard way: the system releases the devices then.
const PATIENCE: Duration = Duration::from_millis(900);

#[derive(Clone, Default)]
struct Stop {
    flag: Arc<AtomicBool>,
    wish: Latest<()>,
}

static STOP: OnceLock<Stop> = OnceLock::new();

/// Begins to listen for Ctrl-C and SIGTERM (once) and returns the flag that they set.
pub fn flag() -> Arc<AtomicBool> {
    stop().flag
}

/// The same for a reader that is woken.
#[cfg(feature = "gui")]
pub fn wish() -> Latest<()> {
    stop().wish
}

fn stop() -> Stop {
    STOP.get_or_init(|| {
        let stop = Stop::default();
        let theirs = stop.clone();
        let (ready, listening) = sync_channel(1);
        let run = move || listen(&theirs, &ready);
        // Without the thread Ctrl-C ends the process the system's way: devices are released then too.
        let _ = std::thread::Builder::new().name("gr-signals".to_owned()).spawn(run);
        // From here on no signal is missed.
        let _ = listening.recv_timeout(Duration::from_secs(1));
        stop
    })
    .clone()
}

fn listen(stop: &Stop, ready: &SyncSender<()>) {
    let Ok(runtime) = tokio::runtime::Builder::new_current_thread().enable_all().build() else { return };
    runtime.block_on(async {
        #[cfg(unix)]
        {
            use tokio::signal::unix::{SignalKind, signal};
            let (Ok(mut interrupt), Ok(mut terminate)) =
                (signal(SignalKind::interrupt()), signal(SignalKind::terminate()))
            else {
                return;
            };
            let _ = ready.try_send(());
            tokio::select! {
                _ = interrupt.recv() => {}
                _ = terminate.recv() => {}
            }
        }
        #[cfg(not(unix))]
        {
            let _ = ready.try_send(());
            let _ = tokio::signal::ctrl_c().await;
        }
        stop.flag.store(true, Ordering::Relaxed);
        stop.wish.set(());
    });
    if stop.flag.load(Ordering::Relaxed) {
        std::thread::sleep(PATIENCE);
        std::process::exit(i32::from(Exit::Stopped.code()));
    }
}

/// Waits until somebody asks to stop.
pub fn wait() {
    let flag = flag();
    while !flag.load(Ordering::Relaxed) {
        std::thread::sleep(Duration::from_millis(100));
    }
}
