//! One measurement as the server sees it.

use std::collections::{HashMap, HashSet};
use std::net::{SocketAddr, UdpSocket};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Instant;

use super::limits::{ARRIVALS_KEPT, FLOWS_PER_SESSION, Limits, QUIET};
use super::lock::lock;
use super::outgoing::Outgoing;
use super::protocol::LOAD_FLOWS_MOST;
use super::protocol::auth::Key;
use super::protocol::bins::Bins;
use super::protocol::control::Arrival;
use super::protocol::datagram::Header;
use super::protocol::pacer::{Account, Heard, Pacer, Sender, Sent, Switch, micros};
use super::protocol::stream::Stream;

#[derive(Debug, Default)]
struct State {
    bound: Option<SocketAddr>,
    last_heard: Option<Instant>,
    newest: Option<Heard>,
    outgoing: Outgoing,
    /// The flows that were begun, and how many of them go on.
    flows: HashSet<(u8, u8)>,
    flowing: usize,
    arrivals: Vec<(u8, Arrival)>,
    budget: Budget,
    load: HashMap<u8, Bins>,
    active: Option<u8>,
    tcp_bytes: u64,
    sending: bool,
    /// Since when it only watches, quietly. It stays so.
    quiet_since: Option<Instant>,
}

impl State {
    /// Counts a datagram towards what may arrive.
    fn may_arrive(&mut self, limits: &Limits, bytes: usize, at: Instant) -> bool {
        const SLACK: f64 = 1.25;
        let measuring = (f64::from(limits.max_pps) * SLACK, f64::from(limits.max_kbps) * 125.0 * SLACK);
        self.budget.allows(if self.quiet_since.is_some() { QUIET } else { measuring }, bytes, at)
    }
}

/// A session. Its control connection owns it; the UDP thread and the flows look it up.
pub(super) struct Session {
    pub id: u64,
    pub key: Key,
    pub epoch: Instant,
    ended: AtomicBool,
    switch: Switch,
    limits: Limits,
    state: Mutex<State>,
}

impl Session {
    pub(super) fn new(id: u64, key: Key, limits: &Limits) -> Self {
        Self {
            id,
            key,
            epoch: Instant::now(),
            ended: AtomicBool::new(false),
            switch: Switch::default(),
            limits: limits.clone(),
            state: Mutex::default(),
        }
    }

    pub(super) fn end(&self) {
        self.ended.store(true, Ordering::Relaxed);
        self.switch.stop();
    }

    pub(super) fn has_ended(&self) -> bool {
        self.ended.load(Ordering::Relaxed)
    }

    /// True when its datagrams come through.
    pub(super) fn is_bound(&self) -> bool {
        lock(&self.state).bound.is_some()
    }

    /// Binds the session to the address that showed its cookie; a bound session stays where it is.
    pub(super) fn bind(&self, from: SocketAddr) -> bool {
        *lock(&self.state).bound.get_or_insert(from) == from
    }

    /// Takes a genuine datagram in, unless it is from elsewhere or beyond the limits.
    pub(super) fn arrived(&self, header: &Header, bytes: usize, from: SocketAddr, at: Instant) {
        let mut state = lock(&self.state);
        if state.bound != Some(from)
            || state.arrivals.len() >= ARRIVALS_KEPT
            || !state.may_arrive(&self.limits, bytes, at)
        {
            return;
        }
        state.last_heard = Some(state.last_heard.map_or(at, |t| t.max(at)));
        let at_us = micros(at.saturating_duration_since(self.epoch));
        state.arrivals.push((header.phase, Arrival(header.seq, at_us)));
        state.outgoing.hears(bytes, header.echo, at);
        let heard = Heard { phase: header.phase, seq: header.seq, tag: header.tag, at };
        state.newest = Some(heard.or_newer(state.newest));
    }

    /// Arrivals that were not told yet, by phase, in order of arrival. They are not kept.
    pub(super) fn take_arrivals(&self) -> Vec<(u8, Vec<Arrival>)> {
        let arrivals = std::mem::take(&mut lock(&self.state).arrivals);
        let mut by_phase: Vec<(u8, Vec<Arrival>)> = Vec::new();
        for (phase, arrival) in arrivals {
            match by_phase.iter_mut().find(|(p, _)| *p == phase) {
                Some((_, list)) => list.push(arrival),
                None => by_phase.push((phase, vec![arrival])),
            }
        }
        by_phase
    }

    /// From now on it only watches, and gives way to measurements.
    pub(super) fn set_quiet(&self) {
        lock(&self.state).quiet_since.get_or_insert_with(Instant::now);
    }

    /// Since when it only watches.
    pub(super) fn quiet_since(&self) -> Option<Instant> {
        lock(&self.state).quiet_since
    }

    /// A phase begins or has ended: TCP load of others is not taken.
    pub(super) fn set_active(&self, phase: Option<u8>) {
        let mut state = lock(&self.state);
        state.active = phase;
        if let Some(phase) = phase {
            state.outgoing.begins(phase, Instant::now());
        }
    }

    /// When the newest genuine datagram came.
    pub(super) fn last_heard(&self) -> Option<Instant> {
        lock(&self.state).last_heard
    }

    /// A flow begins; `None` when it began before, or too many go on.
    pub(super) fn flow_begins(self: &Arc<Self>, phase: u8, flow: u8) -> Option<Flowing> {
        let mut state = lock(&self.state);
        if flow >= LOAD_FLOWS_MOST || state.flowing >= FLOWS_PER_SESSION || !state.flows.insert((phase, flow)) {
            return None;
        }
        state.flowing += 1;
        Some(Flowing(self.clone()))
    }

    pub(super) fn is_active(&self, phase: u8) -> bool {
        !self.has_ended() && lock(&self.state).active == Some(phase)
    }

    /// Counts TCP load towards the session's limit; false when it is used up.
    pub(super) fn spend(&self, bytes: u64) -> bool {
        let mut state = lock(&self.state);
        state.tcp_bytes = state.tcp_bytes.saturating_add(bytes);
        state.tcp_bytes < self.limits.max_tcp_bytes && state.quiet_since.is_none()
    }

    /// Bytes of an upload flow arrived.
    pub(super) fn load_arrived(&self, phase: u8, bytes: usize, at: Instant) {
        lock(&self.state).load.entry(phase).or_default().add(bytes as u64, at);
    }

    /// The complete bins of a phase's upload, its bytes in all, and the microseconds from the first to the last.
    pub(super) fn load_so_far(&self, phase: u8, now: Instant) -> Option<(Vec<u64>, u64, u64)> {
        let state = lock(&self.state);
        let load = state.load.get(&phase)?;
        Some((load.complete(now), load.bytes(), micros(load.span())))
    }

    /// Goes over to a phase without a break of the voice; gives the account of the phase before. The sending thread starts with
    /// the first phase.
    pub(super) fn begin(self: &Arc<Self>, socket: &Arc<UdpSocket>, phase: u8, stream: Stream) -> Account {
        self.set_active(Some(phase));
        let account = self.switch.to(phase, stream);
        let to = {
            let mut state = lock(&self.state);
            let to = state.bound.filter(|_| !state.sending);
            state.sending |= to.is_some();
            to
        };
        if let Some(to) = to {
            let (session, socket) = (self.clone(), socket.clone());
            // If the system refuses the thread, the account says that nothing was sent.
            let _ = std::thread::Builder::new().name("gr-srv-send".into()).spawn(move || session.send(&socket, to));
        }
        account
    }

    /// Ends the phase under way; gives its account.
    pub(super) fn rest(&self) -> Account {
        self.set_active(None);
        self.switch.rest()
    }

    fn send(&self, socket: &UdpSocket, to: SocketAddr) {
        let pacer = Pacer { socket, to: Some(to), key: &self.key, session: self.id, epoch: self.epoch };
        pacer.run(&self.switch, &mut Sending { session: self, tag: 0 });
    }
}

/// A flow that goes on.
pub(super) struct Flowing(Arc<Session>);

impl Drop for Flowing {
    fn drop(&mut self) {
        let mut state = lock(&self.0.state);
        state.flowing = state.flowing.saturating_sub(1);
    }
}

/// The server's side while it sends.
struct Sending<'a> {
    session: &'a Session,
    tag: u32,
}

impl Sender for Sending<'_> {
    fn may_send(&mut self, bytes: u16) -> bool {
        let mut state = lock(&self.session.state);
        !self.session.has_ended() && state.outgoing.may_leave(usize::from(bytes), Instant::now())
    }

    fn tag(&mut self) -> u32 {
        self.tag = rand::random();
        self.tag
    }

    fn heard(&mut self) -> Option<Heard> {
        lock(&self.session.state).newest
    }

    fn leaves(&mut self, phase: u8, seq: u32, _: Sent) {
        lock(&self.session.state).outgoing.leaves(phase, seq, self.tag, Instant::now());
    }

    fn refused(&mut self, _: u8) {
        lock(&self.session.state).outgoing.refused();
    }
}

/// Datagrams and bytes that may still arrive: a bucket of one second's worth and a quarter.
#[derive(Debug)]
struct Budget {
    packets: f64,
    bytes: f64,
    at: Option<Instant>,
}

impl Default for Budget {
    fn default() -> Self {
        Self { packets: 0.0, bytes: 0.0, at: None }
    }
}

impl Budget {
    fn allows(&mut self, (pps, bps): (f64, f64), bytes: usize, now: Instant) -> bool {
        let passed = self.at.map_or(1.0, |t| now.saturating_duration_since(t).as_secs_f64());
        self.at = Some(self.at.map_or(now, |t| t.max(now)));
        self.packets = (self.packets + passed * pps).min(pps);
        self.bytes = (self.bytes + passed * bps).min(bps);
        let enough = self.packets >= 1.0 && self.bytes >= bytes as f64;
        if enough {
            self.packets -= 1.0;
            self.bytes -= bytes as f64;
        }
        enough
    }
}

/// All sessions.
pub(super) struct Sessions {
    map: HashMap<u64, Arc<Session>>,
    most: usize,
}

impl Sessions {
    pub(super) fn new(most: usize) -> Self {
        Self { map: HashMap::new(), most }
    }

    pub(super) fn len(&self) -> usize {
        self.map.len()
    }

    /// No quiet watch could give way either.
    pub(super) fn full(&self) -> bool {
        self.map.len() >= self.most && self.map.values().all(|session| session.quiet_since().is_none())
    }

    /// False when there is no room. The quiet watch that has watched longest makes room for a measurement.
    pub(super) fn add(&mut self, session: Arc<Session>) -> bool {
        if self.map.len() >= self.most {
            let quiet = self.map.values().filter_map(|session| Some((session.quiet_since()?, session.id)));
            let Some((_, longest)) = quiet.min() else { return false };
            self.remove(longest);
        }
        self.map.insert(session.id, session);
        true
    }

    pub(super) fn get(&self, id: u64) -> Option<Arc<Session>> {
        self.map.get(&id).cloned()
    }

    pub(super) fn remove(&mut self, id: u64) {
        if let Some(session) = self.map.remove(&id) {
            session.end();
        }
    }

    pub(super) fn end_all(&mut self) {
        for session in self.map.values() {
            session.end();
        }
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;
    use crate::server::protocol::datagram::Kind;

    fn header(phase: u8, seq: u32) -> Header {
        Header { phase, seq, ..Header::handshake(Kind::Data, 1) }
    }

    #[test]
    fn datagrams_from_elsewhere_are_not_counted() {
        let session = Session::new(1, Key::new(b"k"), &Limits::default());
        let (here, there) = ("192.0.2.1:1".parse().unwrap(), "192.0.2.2:1".parse().unwrap());
        assert!(session.bind(here) && session.bind(here) && !session.bind(there));
        session.arrived(&header(0, 0), 100, here, Instant::now());
        session.arrived(&header(0, 1), 100, there, Instant::now());
        let arrivals = session.take_arrivals();
        assert_eq!((arrivals.len(), arrivals[0].1.len()), (1, 1));
        assert!(session.take_arrivals().is_empty());
    }

    #[test]
    fn flows_are_counted() {
        let session = Arc::new(Session::new(1, Key::new(b"k"), &Limits::default()));
        let first = session.flow_begins(3, 0).unwrap();
        assert!(session.flow_begins(3, 0).is_none(), "each only once");
        assert!(session.flow_begins(3, LOAD_FLOWS_MOST).is_none());
        drop(first);
        assert!(session.flow_begins(3, 0).is_none(), "also when it has ended");
        let many: Vec<_> = (4..9).flat_map(|p| (0..LOAD_FLOWS_MOST).map(move |f| (p, f))).collect();
        let held: Vec<_> = many.iter().filter_map(|(phase, flow)| session.flow_begins(*phase, *flow)).collect();
        assert_eq!(held.len(), FLOWS_PER_SESSION);
        drop(held);
        assert!(session.flow_begins(9, 0).is_some());
    }

    #[test]
    fn a_flood_is_cut_at_the_limit() {
        let limits = Limits { max_pps: 100, ..Limits::default() };
        let session = Session::new(1, Key::new(b"k"), &limits);
        let here = "192.0.2.1:1".parse().unwrap();
        session.bind(here);
        let now = Instant::now();
        for seq in 0..1000 {
            session.arrived(&header(0, seq), 100, here, now);
        }
        assert_eq!(session.take_arrivals()[0].1.len(), 125);
        // A quiet watch has a smaller share, and moves nothing by TCP.
        assert!(session.spend(1));
        session.set_quiet();
        for seq in 0..1000 {
            session.arrived(&header(1, seq), 90, here, now + Duration::from_secs(5));
        }
        assert_eq!(session.take_arrivals()[0].1.len(), 50);
        assert!(!session.spend(1));
    }

    #[test]
    fn a_quiet_watch_gives_way_to_a_measurement() {
        let session = |id| Arc::new(Session::new(id, Key::new(b"k"), &Limits::default()));
        let mut all = Sessions::new(2);
        let (first, second) = (session(1), session(2));
        assert!(all.add(first.clone()) && all.add(second.clone()));
        assert!(all.full() && !all.add(session(3)));
        second.set_quiet();
        assert!(!all.full() && all.add(session(4)));
        assert!(second.has_ended() && !first.has_ended() && all.get(2).is_none());
        assert!(all.full());
    }

    #[test]
    fn upload_is_counted_in_bins() {
        let session = Session::new(1, Key::new(b"k"), &Limits::default());
        let start = Instant::now();
        for (ms, bytes) in [(0, 10), (150, 5), (250, 7), (610, 1)] {
            session.load_arrived(3, bytes, start + Duration::from_millis(ms));
        }
        let (bins, bytes, span_us) = session.load_so_far(3, start + Duration::from_millis(650)).unwrap();
        assert_eq!((bins, bytes, span_us), (vec![15, 7, 0], 23, 610_000));
        assert!(session.load_so_far(4, start).is_none());
    }
}
