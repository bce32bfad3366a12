//! The signal of the Wi-Fi card that the way leaves by, once a second, on a thread of its own.

use std::sync::mpsc::{Receiver, RecvTimeoutError, SyncSender, sync_channel};
use std::sync::{Arc, Mutex, PoisonError};

use crate::model::observation::WifiObservation;
use crate::os::wifi::{self, WifiLink};
use crate::probe::network::stats::percentile;
use crate::probe::network::timing::SIGNAL_EVERY;

/// Readings that are kept at most: half an hour of them.
const KEPT: usize = 1800;

/// Reads the signal as long as it is kept.
#[derive(Debug, Clone)]
pub struct Signal {
    seen: Arc<Mutex<Vec<WifiLink>>>,
    // The thread ends when the last of these is gone.
    _wanted: SyncSender<()>,
}

impl Signal {
    /// Reads this card's from now on, by the system's name for it.
    #[must_use]
    pub fn begin(card: String) -> Self {
        Self::of(move || wifi::read(&card))
    }

    fn of(read: impl Fn() -> Option<WifiLink> + Send + 'static) -> Self {
        let seen = Arc::new(Mutex::new(Vec::new()));
        let (wanted, stop) = sync_channel(1);
        let into = seen.clone();
        let watch = move || {
            // Whatever a library does there: the measurement goes on without the signal.
            let _ = crate::probe::thread::guarded(|| again_and_again(read, &into, &stop));
        };
        let _ = std::thread::Builder::new().name("gr-net-wifi".into()).spawn(watch);
        Self { seen, _wanted: wanted }
    }

    /// What was read so far; `None`: nothing.
    #[must_use]
    pub fn seen(&self) -> Option<WifiObservation> {
        summed_up(&self.seen.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

fn again_and_again(read: impl Fn() -> Option<WifiLink>, into: &Mutex<Vec<WifiLink>>, stop: &Receiver<()>) {
    loop {
        let link = read();
        let mut seen = into.lock().unwrap_or_else(PoisonError::into_inner);
        if seen.len() < KEPT {
            seen.extend(link);
        }
        drop(seen);
        if stop.recv_timeout(SIGNAL_EVERY) != Err(RecvTimeoutError::Timeout) {
            return;
        }
    }
}

fn summed_up(links: &[WifiLink]) -> Option<WifiObservation> {
    let last = links.last()?;
    let of = |figure: fn(&WifiLink) -> Option<f64>| percentile::sorted(links.iter().filter_map(figure));
    let signal = of(|link| link.signal_dbm);
    Some(WifiObservation {
        signal_dbm: percentile::of_sorted(&signal, 0.5),
        signal_min_dbm: signal.first().copied(),
        noise_dbm: percentile::of_sorted(&of(|link| link.noise_dbm), 0.5),
        rate_mbps: percentile::of_sorted(&of(|link| link.rate_mbps), 0.5),
        band_ghz: last.band_ghz,
        samples: links.len().try_into().unwrap_or(u32::MAX),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_middle_and_the_least_are_told() {
        let link = |signal, rate| WifiLink { signal_dbm: Some(signal), rate_mbps: rate, ..WifiLink::default() };
        let seen = summed_up(&[link(-50.0, None), link(-71.0, Some(300.0)), link(-52.0, None)]).unwrap();
        assert_eq!((seen.signal_dbm, seen.signal_min_dbm, seen.noise_dbm), (Some(-52.0), Some(-71.0), None));
        assert_eq!((seen.rate_mbps, seen.samples), (Some(300.0), 3));
        assert_eq!(summed_up(&[]), None);
    }

    #[test]
    fn it_is_read_until_nobody_wants_to_know() {
        let (read, heard) = sync_channel(0);
        let signal = Signal::of(move || {
            let _ = read.send(());
            Some(WifiLink { signal_dbm: Some(-60.0), ..WifiLink::default() })
        });
        heard.recv().unwrap();
        let copy = signal.clone();
        drop(signal);
        heard.recv().unwrap();
        assert!(copy.seen().is_some_and(|seen| seen.samples >= 1));
        drop(copy);
        // The thread lets go of its end; at most one more reading was under way.
        assert!(heard.iter().count() <= 1);
    }
}
