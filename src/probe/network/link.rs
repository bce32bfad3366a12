//! The probe's datagrams: handshake, sending on a thread of its own, receiving with the kernel's time.

use std::io;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr, UdpSocket};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

use tokio::sync::watch;
use tokio::time::timeout;

use crate::os::net::{READ_SLICE, Receiver, bind_udp, is_timeout};
use crate::server::protocol::auth::Key;
use crate::server::protocol::datagram::{HANDSHAKE_BYTES, Header, Kind, MAX_BYTES, cookie, handshake};
use crate::server::protocol::pacer::{Heard, Pacer, Sender, Sent, Switch, micros};
use crate::server::protocol::stream::Stream;

use super::stats::flow::Packet;

/// When the handshake is tried, and how long it may take in all: UDP counts as blocked after that.
const TRIES: [Duration; 3] = [Duration::ZERO, Duration::from_millis(250), Duration::from_millis(750)];
const HANDSHAKE_LIMIT: Duration = Duration::from_millis(1500);

/// A round trip of one datagram.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct RoundTrip {
    /// Phase of the datagram.
    pub phase: u8,
    /// When the answer arrived, in microseconds since the epoch.
    pub at_us: u64,
    /// In ms, the other side's waiting taken out.
    pub ms: f64,
}

/// What the two threads know of one phase.
#[derive(Debug, Clone, Default)]
pub struct Raw {
    /// Sent, by number.
    pub sent: Vec<Sent>,
    /// Arrived, in order of arrival.
    pub arrived: Vec<Packet>,
    /// Payload bytes that arrived.
    pub bytes: u64,
}

#[derive(Debug, Default)]
struct Books {
    phases: Vec<Raw>,
    round_trips: Vec<RoundTrip>,
    newest: Option<Heard>,
    answered: Option<(u8, u32)>,
}

impl Books {
    /// The account of a phase, a new one if need be: the other side's first datagram may be here before ours has left.
    fn phase(&mut self, index: u8) -> Option<&mut Raw> {
        let index = usize::from(index);
        if self.phases.len() <= index {
            self.phases.resize_with(index + 1, Raw::default);
        }
        self.phases.get_mut(index)
    }
}

struct Shared {
    socket: UdpSocket,
    key: Key,
    session: u64,
    epoch: Instant,
    stop: AtomicBool,
    switch: Switch,
    bound: watch::Sender<bool>,
    books: Mutex<Books>,
}

impl Shared {
    fn books(&self) -> MutexGuard<'_, Books> {
        self.books.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// The datagrams of one measurement. Dropping it ends its threads.
pub struct Link {
    shared: Arc<Shared>,
    receiver: Option<JoinHandle<()>>,
    sender: OnceLock<JoinHandle<()>>,
}

impl Link {
    /// Opens the socket and the receiving thread. `epoch` is what all times count from.
    ///
    /// # Errors
    /// When the system refuses a socket or a thread.
    pub fn open(server: SocketAddr, key: Key, session: u64, epoch: Instant) -> io::Result<Self> {
        let any: IpAddr = if server.is_ipv4() { Ipv4Addr::UNSPECIFIED.into() } else { Ipv6Addr::UNSPECIFIED.into() };
        let socket = bind_udp(SocketAddr::new(any, 0))?;
        socket.connect(server)?;
        socket.set_read_timeout(Some(READ_SLICE))?;
        let shared = Arc::new(Shared {
            socket,
            key,
            session,
            epoch,
            stop: AtomicBool::new(false),
            switch: Switch::default(),
            bound: watch::channel(false).0,
            books: Mutex::default(),
        });
        let for_thread = shared.clone();
        let receiver = std::thread::Builder::new().name("gr-net-recv".into()).spawn(move || receive(&for_thread))?;
        Ok(Self { shared, receiver: Some(receiver), sender: OnceLock::new() })
    }

    /// Shows the server that datagrams come back. False when none did in time.
    pub async fn handshake(&self) -> bool {
        let hello = handshake(Kind::Hello, self.shared.session, &self.shared.key, &[], HANDSHAKE_BYTES);
        let mut bound = self.shared.bound.subscribe();
        let start = Instant::now();
        for (n, at) in TRIES.iter().enumerate() {
            let _ = self.shared.socket.send(&hello);
            let next = TRIES.get(n + 1).copied().unwrap_or(HANDSHAKE_LIMIT);
            let wait = next.saturating_sub(start.elapsed().max(*at));
            if timeout(wait, bound.wait_for(|b| *b)).await.is_ok() {
                return true;
            }
        }
        false
    }

    /// From now on this side sends the stream of this phase. The sending thread starts with the first one.
    ///
    /// # Errors
    /// When the system refuses the thread, or a thread of this link has gone.
    pub fn go_over(&self, phase: u8, stream: Stream) -> io::Result<()> {
        self.whole()?;
        self.shared.switch.to(phase, stream);
        if self.sender.get().is_none() {
            let shared = self.shared.clone();
            let thread = std::thread::Builder::new().name("gr-net-send".into()).spawn(move || send(&shared))?;
            let _ = self.sender.set(thread);
        }
        Ok(())
    }

    /// Tells whether both threads work: what one of them no longer counts is not the line's loss.
    ///
    /// # Errors
    /// When one has gone, by a fault of ours.
    pub fn whole(&self) -> io::Result<()> {
        let gone = self.receiver.iter().chain(self.sender.get()).any(JoinHandle::is_finished);
        if gone { Err(io::Error::other("a thread has gone")) } else { Ok(()) }
    }

    /// This side sends nothing any more.
    pub fn rest(&self) {
        self.shared.switch.rest();
    }

    /// What is known of a phase now.
    #[must_use]
    pub fn phase(&self, index: u8) -> Raw {
        self.shared.books().phase(index).cloned().unwrap_or_default()
    }

    /// Round trips from the `from`th on.
    #[must_use]
    pub fn round_trips(&self, from: usize) -> Vec<RoundTrip> {
        self.shared.books().round_trips.get(from..).unwrap_or_default().to_vec()
    }
}

impl Drop for Link {
    fn drop(&mut self) {
        self.shared.stop.store(true, Ordering::Relaxed);
        self.shared.switch.stop();
        for thread in self.receiver.take().into_iter().chain(self.sender.take()) {
            let _ = thread.join();
        }
    }
}

fn send(shared: &Shared) {
    let pacer =
        Pacer { socket: &shared.socket, to: None, key: &shared.key, session: shared.session, epoch: shared.epoch };
    pacer.run(&shared.switch, &mut OwnSide(shared));
}

/// Our side while it sends.
struct OwnSide<'a>(&'a Shared);

impl Sender for OwnSide<'_> {
    fn may_send(&mut self, _: u16) -> bool {
        true
    }

    // Nobody needs to show us that he receives.
    fn tag(&mut self) -> u32 {
        0
    }

    fn heard(&mut self) -> Option<Heard> {
        self.0.books().newest
    }

    fn leaves(&mut self, phase: u8, _: u32, sent: Sent) {
        if let Some(raw) = self.0.books().phase(phase) {
            raw.sent.push(sent);
        }
    }

    fn refused(&mut self, phase: u8) {
        if let Some(raw) = self.0.books().phase(phase) {
            raw.sent.pop();
        }
    }
}

fn receive(shared: &Shared) {
    let mut receiver = Receiver::new();
    let mut buffer = [0u8; MAX_BYTES + 1];
    while !shared.stop.load(Ordering::Relaxed) {
        match receiver.receive(&shared.socket, &mut buffer) {
            Ok(got) => {
                if let Some(datagram) = buffer.get(..got.len) {
                    read_datagram(shared, datagram, got.at);
                }
            }
            Err(e) if is_timeout(&e) => {}
            // A router reports that the port is closed, or the like: the handshake or the count will tell.
            Err(_) => std::thread::sleep(Duration::from_millis(1)),
        }
    }
}

fn read_datagram(shared: &Shared, datagram: &[u8], at: Instant) {
    let Some(header) = Header::read(datagram) else { return };
    if header.session != shared.session || !Header::genuine(&shared.key, datagram) {
        return;
    }
    match header.kind {
        Kind::Cookie => {
            if let Some(cookie) = cookie(datagram) {
                let bind = handshake(Kind::Bind, shared.session, &shared.key, cookie, HANDSHAKE_BYTES);
                let _ = shared.socket.send(&bind);
            }
        }
        Kind::Bound => {
            shared.bound.send_replace(true);
        }
        Kind::Data => arrived(shared, &header, datagram.len(), at),
        Kind::Hello | Kind::Bind => {}
    }
}

fn arrived(shared: &Shared, header: &Header, bytes: usize, at: Instant) {
    let at_us = micros(at.saturating_duration_since(shared.epoch));
    let mut books = shared.books();
    let Some(raw) = books.phase(header.phase) else { return };
    raw.bytes += bytes as u64;
    let length = u16::try_from(bytes).unwrap_or(u16::MAX);
    let packet =
        Packet { seq: header.seq, sent_us: header.sent_us, arrived_us: at_us, late: header.late, bytes: length };
    raw.arrived.push(packet);
    let heard = Heard { phase: header.phase, seq: header.seq, tag: header.tag, at };
    books.newest = Some(heard.or_newer(books.newest));
    // An answer counts once, and only in order: a late one would carry a waiting time that it did not have.
    let Some(echo) = header.echo.filter(|e| e.first) else { return };
    if books.answered.is_some_and(|a| a >= (echo.phase, echo.seq)) {
        return;
    }
    books.answered = Some((echo.phase, echo.seq));
    let sent_us = books.phase(echo.phase).and_then(|raw| raw.sent.get(echo.seq as usize)).map(|s| s.at_us);
    if let Some(us) = sent_us.and_then(|s| at_us.checked_sub(s)) {
        let ms = us.saturating_sub(u64::from(echo.hold_us)) as f64 / 1000.0;
        books.round_trips.push(RoundTrip { phase: echo.phase, at_us, ms });
    }
}
