//! Sends streams at absolute times, one after the other without a break of the voice, and keeps an account of its own
//! lateness.

use std::net::{SocketAddr, UdpSocket};
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use super::auth::Key;
use super::datagram::{Echo, HEADER_BYTES, Header, Kind, MAX_BYTES};
use super::stream::{Slot, Stream};

/// A datagram that leaves later than this after its time is marked and left out of the timing figures.
pub const LATE: Duration = Duration::from_millis(2);
/// A sender that was away for longer than this does not make up for it.
const FORGIVEN: Duration = Duration::from_secs(1);
/// The longest wait at a time where nothing is due.
const REST: Duration = Duration::from_secs(1);

/// What was sent in a phase.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Account {
    /// Datagrams.
    pub sent: u32,
    /// When the last one left, in microseconds since the sender's epoch.
    pub last_us: u64,
}

/// What a sender sends now. Its owner goes over from phase to phase; the voice goes on through each change, so that the
/// line is never unwatched.
#[derive(Debug, Default)]
pub struct Switch {
    state: Mutex<State>,
    changed: Condvar,
}

#[derive(Debug, Default)]
struct State {
    turn: u64,
    now: Option<(u8, Stream)>,
    account: Account,
    stopped: bool,
}

impl Switch {
    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// From now on the stream of this phase is sent; gives the final account of the phase before.
    pub fn to(&self, phase: u8, stream: Stream) -> Account {
        self.change(Some((phase, stream)))
    }

    /// Nothing is sent until the next phase; gives the final account of the phase before.
    pub fn rest(&self) -> Account {
        self.change(None)
    }

    /// Ends the sender.
    pub fn stop(&self) {
        self.state().stopped = true;
        self.changed.notify_all();
    }

    fn change(&self, now: Option<(u8, Stream)>) -> Account {
        let mut state = self.state();
        state.turn += 1;
        state.now = now;
        let account = std::mem::take(&mut state.account);
        drop(state);
        self.changed.notify_all();
        account
    }

    /// The phase of now; waits for one. `None` when the sender is to end.
    fn current(&self) -> Option<(u64, u8, Stream)> {
        let mut state = self.state();
        loop {
            if state.stopped {
                return None;
            }
            if let Some((phase, stream)) = state.now {
                return Some((state.turn, phase, stream));
            }
            state = self.changed.wait(state).unwrap_or_else(PoisonError::into_inner);
        }
    }

    /// Waits until `due`; `None` when another phase began or the sender is to end. While the guard is held no phase can
    /// change: what is sent meanwhile belongs to this one.
    fn wait_until(&self, due: Instant, turn: u64) -> Option<MutexGuard<'_, State>> {
        let mut state = self.state();
        loop {
            if state.stopped || state.turn != turn {
                return None;
            }
            let left = due.saturating_duration_since(Instant::now());
            if left.is_zero() {
                return Some(state);
            }
            state = self.changed.wait_timeout(state, left).unwrap_or_else(PoisonError::into_inner).0;
        }
    }
}

/// What a sender needs.
pub struct Pacer<'a> {
    /// The socket.
    pub socket: &'a UdpSocket,
    /// Where to; `None` when the socket is connected.
    pub to: Option<SocketAddr>,
    /// The session's key.
    pub key: &'a Key,
    /// The session.
    pub session: u64,
    /// What send times count from.
    pub epoch: Instant,
}

/// One datagram that left.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Sent {
    /// Microseconds since the epoch.
    pub at_us: u64,
    /// It left more than [`LATE`] after its time.
    pub late: bool,
    /// Length of its payload.
    pub bytes: u16,
}

/// The newest datagram of the other side.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Heard {
    /// Its phase.
    pub phase: u8,
    /// Its number.
    pub seq: u32,
    /// Its tag.
    pub tag: u32,
    /// When it arrived.
    pub at: Instant,
}

impl Heard {
    /// The newer of this and what was the newest until now.
    #[must_use]
    pub fn or_newer(self, newest: Option<Self>) -> Self {
        newest.filter(|n| (n.phase, n.seq) >= (self.phase, self.seq)).unwrap_or(self)
    }
}

/// What one side decides and keeps while it sends.
pub trait Sender {
    /// May a datagram of this length leave? A slot that may not be used is left out and takes no number.
    fn may_send(&mut self, bytes: u16) -> bool;
    /// The tag of the next datagram.
    fn tag(&mut self) -> u32;
    /// The newest datagram of the other side, to be answered.
    fn heard(&mut self) -> Option<Heard>;
    /// The datagram of this phase with this number is just about to leave.
    fn leaves(&mut self, phase: u8, seq: u32, sent: Sent);
    /// The system refused it: it never was.
    fn refused(&mut self, phase: u8);
}

impl Pacer<'_> {
    /// Sends what the switch says until that is stopped.
    pub fn run(&self, switch: &Switch, sender: &mut impl Sender) {
        let mut buffer = [0u8; MAX_BYTES];
        let mut voice_due = None;
        let mut answered = None;
        while let Some((turn, phase, stream)) = switch.current() {
            let mut score = Score::new(&stream, Instant::now(), voice_due);
            let mut seq = 0u32;
            while let Some(mut state) = switch.wait_until(score.due().unwrap_or_else(|| Instant::now() + REST), turn) {
                let Some(note) = score.next() else { continue };
                if !sender.may_send(note.bytes) {
                    continue;
                }
                let length = usize::from(note.bytes).clamp(HEADER_BYTES, MAX_BYTES);
                let Some(datagram) = buffer.get_mut(..length) else { continue };
                let heard = sender.heard();
                let now = Instant::now();
                let late = note.timed && now.saturating_duration_since(note.due) > LATE;
                let at_us = micros(now.saturating_duration_since(self.epoch));
                let echo = heard.map(|h| Echo {
                    phase: h.phase,
                    seq: h.seq,
                    hold_us: u32::try_from(micros(now.saturating_duration_since(h.at))).unwrap_or(u32::MAX),
                    tag: h.tag,
                    first: answered != Some((h.phase, h.seq)),
                });
                answered = heard.map(|h| (h.phase, h.seq));
                let (kind, session, tag) = (Kind::Data, self.session, sender.tag());
                Header { kind, session, phase, seq, sent_us: at_us, late, tag, echo }.write(self.key, datagram);
                sender.leaves(phase, seq, Sent { at_us, late, bytes: note.bytes });
                let outcome = match self.to {
                    Some(to) => self.socket.send_to(datagram, to),
                    None => self.socket.send(datagram),
                };
                if outcome.is_ok() {
                    seq += 1;
                    state.account = Account { sent: seq, last_us: at_us };
                } else {
                    sender.refused(phase);
                }
            }
            voice_due = score.voice_due;
        }
    }
}

/// When the datagrams of a phase are due: the voice without end, the rest as the stream says.
pub struct Score {
    began: Instant,
    rest: std::iter::Peekable<std::vec::IntoIter<Slot>>,
    spacing: Option<Duration>,
    voice_bytes: u16,
    voice_due: Option<Instant>,
    trains: bool,
}

/// One datagram to send.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Note {
    /// When.
    pub due: Instant,
    /// Length of its payload.
    pub bytes: u16,
    /// It has a time of its own. Within a train only the first has, and a processor that is away for long skews all.
    pub timed: bool,
}

impl Score {
    /// `voice_due`: when the next voice datagram of the phase before was due.
    #[must_use]
    pub fn new(stream: &Stream, began: Instant, voice_due: Option<Instant>) -> Self {
        let spacing = (stream.voice_pps > 0).then(|| Duration::from_secs(1) / u32::from(stream.voice_pps));
        let voice_due = spacing.map(|spacing| match voice_due {
            Some(due) if due + FORGIVEN > began => due.min(began + spacing),
            _ => began,
        });
        let rest = stream.beside_voice().into_iter().peekable();
        Self { began, rest, spacing, voice_bytes: stream.voice_bytes, voice_due, trains: stream.trains }
    }

    fn rest_due(&mut self) -> Option<Instant> {
        self.rest.peek().map(|slot| self.began + slot.at)
    }

    /// When the next datagram of the voice is due.
    #[must_use]
    pub fn voice_due(&self) -> Option<Instant> {
        self.voice_due
    }

    /// When the next datagram is due; `None` when nothing more will be.
    pub fn due(&mut self) -> Option<Instant> {
        [self.rest_due(), self.voice_due].into_iter().flatten().min()
    }

    /// The next datagram.
    #[allow(clippy::should_implement_trait, reason = "it has a clock inside")]
    pub fn next(&mut self) -> Option<Note> {
        let rest_due = self.rest_due();
        match (self.voice_due, self.spacing) {
            (Some(due), Some(spacing)) if rest_due.is_none_or(|rest| due <= rest) => {
                let now = Instant::now();
                self.voice_due = Some(if due + FORGIVEN < now { now } else { due } + spacing);
                Some(Note { due, bytes: self.voice_bytes, timed: true })
            }
            _ => {
                let due = rest_due?;
                let slot = self.rest.next()?;
                Some(Note { due, bytes: slot.bytes, timed: !self.trains })
            }
        }
    }
}

/// A duration in whole microseconds.
#[must_use]
pub fn micros(d: Duration) -> u64 {
    u64::try_from(d.as_micros()).unwrap_or(u64::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Sends whatever is due.
    struct Freely;

    impl Sender for Freely {
        fn may_send(&mut self, _: u16) -> bool {
            true
        }

        fn tag(&mut self) -> u32 {
            0
        }

        fn heard(&mut self) -> Option<Heard> {
            None
        }

        fn leaves(&mut self, _: u8, _: u32, _: Sent) {}

        fn refused(&mut self, _: u8) {}
    }

    #[test]
    fn the_voice_keeps_its_rhythm_through_a_change() {
        let start = Instant::now();
        let at = |ms: u64| start + Duration::from_millis(ms);
        let due_times = |score: &mut Score, n: usize| -> Vec<Instant> {
            std::iter::repeat_with(|| score.next().unwrap().due).take(n).collect()
        };
        let mut first = Score::new(&Stream::voice(50, Duration::from_millis(30)), start, None);
        // On and on, also after the length of the stream.
        assert_eq!(due_times(&mut first, 4), [at(0), at(20), at(40), at(60)]);
        // The next phase begins at 65 ms: its first voice datagram is the one that was due at 80.
        let mut second = Score::new(&Stream::voice(50, Duration::from_secs(1)), at(65), first.voice_due);
        assert_eq!(due_times(&mut second, 2), [at(80), at(100)]);
        // A faster voice does not wait for longer than its own rhythm.
        let mut third = Score::new(&Stream::voice(100, Duration::from_secs(1)), at(101), second.voice_due);
        assert_eq!(due_times(&mut third, 2), [at(111), at(121)]);
    }

    #[test]
    fn trains_and_video_leave_beside_the_voice() {
        let start = Instant::now();
        let mut score = Score::new(&Stream::trains(Duration::from_millis(500)), start, None);
        let notes: Vec<Note> = std::iter::from_fn(|| score.next()).take(140).collect();
        let trains = notes.iter().filter(|n| !n.timed).count();
        assert!(trains == 120 && notes.windows(2).all(|w| w[0].due <= w[1].due), "{trains}");
    }

    #[test]
    fn a_change_gives_the_account_of_the_phase_before() {
        let (near, far) = (UdpSocket::bind("127.0.0.1:0").unwrap(), UdpSocket::bind("127.0.0.1:0").unwrap());
        near.connect(far.local_addr().unwrap()).unwrap();
        far.set_read_timeout(Some(Duration::from_secs(5))).unwrap();
        let (switch, key, epoch) = (Switch::default(), Key::new(b"k"), Instant::now());
        let phases = std::thread::scope(|scope| {
            let thread = std::thread::Builder::new();
            thread
                .spawn_scoped(scope, || {
                    let pacer = Pacer { socket: &near, to: None, key: &key, session: 1, epoch };
                    pacer.run(&switch, &mut Freely);
                })
                .unwrap();
            let mut buffer = [0; MAX_BYTES];
            let mut header = || {
                let got = far.recv(&mut buffer).unwrap();
                Header::read(&buffer[..got]).unwrap()
            };
            switch.to(0, Stream::voice(100, Duration::from_secs(1)));
            let mut seen = Vec::new();
            while seen.len() < 5 {
                seen.push(header().phase);
            }
            let first = switch.to(1, Stream::voice(100, Duration::from_secs(1)));
            while seen.iter().filter(|p| **p == 1).count() < 5 {
                seen.push(header().phase);
            }
            let second = switch.rest();
            switch.stop();
            assert_eq!(seen.iter().filter(|p| **p == 0).count(), first.sent as usize);
            assert!(second.sent >= 5 && second.last_us > first.last_us);
            seen
        });
        assert!(phases.is_sorted());
    }
}
