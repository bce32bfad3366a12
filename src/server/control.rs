//! The control connection of one measurement, and the door for all TCP connections.

use std::net::{IpAddr, SocketAddr, UdpSocket};
use std::sync::Arc;
use std::time::Instant;

use tokio::io::{AsyncWrite, AsyncWriteExt, ReadHalf, WriteHalf};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{Semaphore, watch};
use tokio::time::{interval, timeout};

use super::address_book::Neighbour;
use super::door;
use super::event::{Happened, Reason};
use super::flow::{self, FlowRequest};
use super::limits::{GREETING_TIMEOUT, IDLE_TIMEOUT};
use super::protocol::VERSION;
use super::protocol::auth::{from_hex, proof, same, session_key, to_hex};
use super::protocol::bins::BIN;
use super::protocol::control::{
    ARRIVALS_PER_LINE, CLIENT_LINE_MAX, ClientMessage, Refusal, ServerMessage, from_line, to_line, version_of,
};
use super::protocol::lines::LineReader;
use super::protocol::pacer::Account;
use super::protocol::stream::Stream;
use super::protocol::wire::Wire;
use super::session::Session;
use super::{Shared, lock};

/// Phases of one session at most.
const PHASES: u8 = 64;

/// Serves all listeners until told to stop.
pub(super) async fn serve(
    listeners: Vec<(std::net::TcpListener, Arc<UdpSocket>)>,
    shared: Arc<Shared>,
    mut stopped: watch::Receiver<bool>,
) {
    let room = Arc::new(Semaphore::new(shared.limits.connections));
    let mut tasks = tokio::task::JoinSet::new();
    for (listener, udp) in listeners {
        let Ok(listener) = TcpListener::from_std(listener) else { continue };
        tasks.spawn(accept(listener, udp, shared.clone(), room.clone()));
    }
    let _ = stopped.wait_for(|s| *s).await;
    // Dropping the tasks and the runtime closes every connection.
    tasks.shutdown().await;
}

async fn accept(listener: TcpListener, udp: Arc<UdpSocket>, shared: Arc<Shared>, room: Arc<Semaphore>) {
    let mut connections = tokio::task::JoinSet::new();
    loop {
        while connections.try_join_next().is_some() {}
        let Ok((stream, peer)) = listener.accept().await else {
            // Out of file descriptors, most likely: wait for some to come back.
            tokio::time::sleep(std::time::Duration::from_millis(50)).await;
            continue;
        };
        let Ok(place) = room.clone().try_acquire_owned() else { continue };
        let (udp, shared) = (udp.clone(), shared.clone());
        connections.spawn(async move {
            connection(stream, peer, udp, &shared).await;
            drop(place);
        });
    }
}

async fn connection(stream: TcpStream, peer: SocketAddr, udp: Arc<UdpSocket>, shared: &Shared) {
    let who = Neighbour::of(peer.ip());
    if lock(&shared.addresses).silenced(who, Instant::now()) {
        return;
    }
    let _ = stream.set_nodelay(true);
    let Some(mut stream) = door::enter(stream, peer, shared).await else { return };
    let mut reader = LineReader::new(&mut stream, CLIENT_LINE_MAX);
    let Ok(Ok(Some(line))) = timeout(GREETING_TIMEOUT, reader.next()).await else { return };
    let early = reader.into_inner().1.len();
    match from_line::<ClientMessage>(&line) {
        Some(ClientMessage::Flow { session, index, flow, direction, proof }) => {
            flow::serve(stream, early, FlowRequest { session, index, flow, direction, proof }, shared).await;
        }
        Some(ClientMessage::Hello { version: VERSION }) => {
            let (read, write) = tokio::io::split(stream);
            let mut control =
                Control { reader: LineReader::new(read, CLIENT_LINE_MAX), writer: write, udp, shared, peer, who };
            control.greet().await;
        }
        _ if version_of(&line).is_some() => {
            shared.tell(peer.ip(), Happened::Refused(Reason::OtherVersion));
            let refused = ServerMessage::Refused { version: VERSION, why: Refusal::OtherVersion };
            let _ = timeout(GREETING_TIMEOUT, write(&mut stream, &refused)).await;
        }
        _ => {}
    }
}

async fn write(stream: &mut (impl AsyncWrite + Unpin), message: &ServerMessage) -> std::io::Result<()> {
    stream.write_all(&to_line(message)).await?;
    stream.flush().await
}

struct Control<'a> {
    reader: LineReader<ReadHalf<Wire>>,
    writer: WriteHalf<Wire>,
    udp: Arc<UdpSocket>,
    shared: &'a Shared,
    peer: SocketAddr,
    who: Neighbour,
}

/// The connection is over.
struct Over;

/// Takes the session out of the books however the connection ends.
struct Registered<'a> {
    shared: &'a Shared,
    id: u64,
    who: Neighbour,
    from: IpAddr,
    since: Instant,
}

impl Drop for Registered<'_> {
    fn drop(&mut self) {
        self.shared.tell(self.from, Happened::Ended(self.since.elapsed()));
        lock(&self.shared.sessions).remove(self.id);
        lock(&self.shared.addresses).ended(self.who);
    }
}

impl Control<'_> {
    async fn say(&mut self, message: &ServerMessage) -> Result<(), Over> {
        match timeout(IDLE_TIMEOUT, write(&mut self.writer, message)).await {
            Ok(Ok(())) => Ok(()),
            _ => Err(Over),
        }
    }

    async fn turn_away(&mut self, reason: Reason, why: Refusal) {
        self.shared.tell(self.peer.ip(), Happened::Refused(reason));
        let _ = self.say(&ServerMessage::Refused { version: VERSION, why }).await;
    }

    async fn greet(&mut self) {
        if lock(&self.shared.sessions).full() {
            return self.turn_away(Reason::Full, Refusal::Full).await;
        }
        let nonce: [u8; 32] = rand::random();
        let id: u64 = rand::random();
        let challenge = ServerMessage::Challenge {
            version: VERSION,
            nonce: to_hex(&nonce),
            session: format!("{id:016x}"),
            address: self.peer.ip(),
        };
        if self.say(&challenge).await.is_err() {
            return;
        }
        let Ok(Ok(Some(line))) = timeout(GREETING_TIMEOUT, self.reader.next()).await else { return };
        let Some(ClientMessage::Answer { proof: answer }) = from_line(&line) else { return };
        let expected = proof(&self.shared.token, &nonce, self.peer.ip(), id);
        if !from_hex(&answer).is_some_and(|a| same(&a, &expected)) {
            lock(&self.shared.addresses).wrong_answer(self.who, Instant::now());
            let none = proof("", &nonce, self.peer.ip(), id);
            let given = !from_hex(&answer).is_some_and(|a| same(&a, &none));
            let reason = if given { Reason::WrongToken } else { Reason::NoToken };
            return self.turn_away(reason, Refusal::WrongToken).await;
        }
        let allowed = {
            let mut book = lock(&self.shared.addresses);
            book.right_answer(self.who);
            book.begins(self.who, Instant::now())
        };
        if !allowed {
            return self.turn_away(Reason::Full, Refusal::Full).await;
        }
        let (from, since) = (self.peer.ip(), Instant::now());
        let session = Arc::new(Session::new(id, session_key(&self.shared.token, &nonce, id), &self.shared.limits));
        if !lock(&self.shared.sessions).add(session.clone()) {
            lock(&self.shared.addresses).ended(self.who);
            return self.turn_away(Reason::Full, Refusal::Full).await;
        }
        self.shared.tell(from, Happened::Begun);
        let registered = Registered { shared: self.shared, id, who: self.who, from, since };
        let limits = &self.shared.limits;
        let welcome = ServerMessage::Welcome {
            max_pps: limits.max_pps,
            max_kbps: limits.max_kbps,
            max_tcp_bytes: limits.max_tcp_bytes,
        };
        if self.say(&welcome).await.is_ok() {
            match timeout(limits.session, self.phases(&session)).await {
                Ok(_) => {}
                Err(_) => self.turn_away(Reason::Limit, Refusal::Limit).await,
            }
        }
        drop(registered);
    }

    async fn phases(&mut self, session: &Arc<Session>) -> Result<(), Over> {
        let mut running: Option<u8> = None;
        let mut told = 0;
        let mut next_phase = 0u8;
        let mut tick = interval(BIN);
        loop {
            let line = tokio::select! {
                line = timeout(IDLE_TIMEOUT, self.reader.next()) => line,
                _ = tick.tick(), if running.is_some() => {
                    if let Some(index) = running {
                        self.progress(session, index).await?;
                    }
                    continue;
                }
            };
            let Ok(Ok(Some(line))) = line else { return Err(Over) };
            match from_line::<ClientMessage>(&line) {
                Some(ClientMessage::Begin { index, stream }) => {
                    if index < next_phase || index >= PHASES || !self.affordable(&stream) {
                        self.turn_away(Reason::Limit, Refusal::Limit).await;
                        return Err(Over);
                    }
                    next_phase = index + 1;
                    let account = session.begin(&self.udp, index, stream);
                    if let Some(before) = running.replace(index) {
                        self.ended(session, before, account).await?;
                    }
                }
                Some(ClientMessage::End { index }) => {
                    let account = session.rest();
                    running = None;
                    self.ended(session, index, account).await?;
                }
                Some(ClientMessage::Report) => {
                    let (all, by_phase) = session.take_arrivals(told);
                    told = all;
                    for (index, arrivals) in by_phase {
                        for items in arrivals.chunks(ARRIVALS_PER_LINE) {
                            self.say(&ServerMessage::Arrivals { index, items: items.to_vec() }).await?;
                        }
                    }
                    self.say(&ServerMessage::Reported).await?;
                }
                Some(ClientMessage::Ping { n }) => self.say(&ServerMessage::Pong { n }).await?,
                Some(ClientMessage::Hello { .. } | ClientMessage::Answer { .. } | ClientMessage::Flow { .. })
                | None => return Err(Over),
            }
        }
    }

    /// Tells what arrived and what was sent in a phase that is over.
    async fn ended(&mut self, session: &Session, index: u8, account: Account) -> Result<(), Over> {
        self.progress(session, index).await?;
        self.say(&ServerMessage::Ended { index, sent: account.sent, last_us: account.last_us }).await
    }

    async fn progress(&mut self, session: &Session, index: u8) -> Result<(), Over> {
        match session.load_so_far(index, Instant::now()) {
            Some((bins, bytes, span_us)) => self.say(&ServerMessage::Progress { index, bins, bytes, span_us }).await,
            None => Ok(()),
        }
    }

    fn affordable(&self, stream: &Stream) -> bool {
        let (pps, kbps) = stream.load();
        let limits = &self.shared.limits;
        pps <= limits.max_pps && kbps <= limits.max_kbps && u128::from(stream.duration_ms) <= limits.session.as_millis()
    }
}
