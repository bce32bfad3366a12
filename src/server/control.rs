//! The control connection of one measurement.

use std::net::{IpAddr, SocketAddr, UdpSocket};
use std::sync::Arc;
use std::time::Instant;

use tokio::io::{AsyncWrite, AsyncWriteExt, ReadHalf, WriteHalf};
use tokio::time::{interval, timeout, timeout_at};

use super::address_book::Neighbour;
use super::crowd::Place;
use super::event::{Happened, Reason};
use super::flow::{self, FlowRequest};
use super::limits::{GREETING_TIMEOUT, IDLE_TIMEOUT};
use super::lock::lock;
use super::protocol::VERSION;
use super::protocol::auth::{Greeting, from_hex, same, to_hex};
use super::protocol::bins::BIN;
use super::protocol::control::{
    ARRIVALS_PER_LINE, CLIENT_LINE_MAX, ClientMessage, Refusal, ServerMessage, from_line, to_line, version_of,
};
use super::protocol::lines::LineReader;
use super::protocol::pacer::Account;
use super::protocol::stream::Stream;
use super::protocol::wire::Wire;
use super::session::Session;
use super::shared::Shared;
use super::sockets::Sockets;

/// Phases of one session at most.
const PHASES: u8 = 64;

/// Finds out what a connection is, and serves it. It keeps its place in the crowd until that is known.
pub(super) async fn connection(
    mut stream: Wire,
    peer: SocketAddr,
    sockets: &Sockets,
    place: Place,
    shared: &Arc<Shared>,
) {
    let local = stream.tcp().local_addr().ok();
    let mut reader = LineReader::new(&mut stream, CLIENT_LINE_MAX);
    let Ok(Ok(Some(line))) = timeout(GREETING_TIMEOUT, reader.next()).await else { return };
    let early = reader.into_inner().1.len();
    match from_line::<ClientMessage>(&line) {
        Some(ClientMessage::Flow { session, index, flow, direction, proof }) => {
            let request = FlowRequest { session, index, flow, direction, proof };
            flow::serve(stream, early, request, place, shared).await;
        }
        Some(ClientMessage::Hello { version: VERSION, nonce }) => {
            let Some(nonce) = from_hex(&nonce).filter(|n| (16..=64).contains(&n.len())) else { return };
            // Datagrams leave from the address that was asked.
            let Some(Ok(udp)) = local.map(|address| sockets.answering(address, shared)) else {
                shared.tell(peer.ip(), Happened::Refused(Reason::NoUdp));
                let refused = ServerMessage::Refused { version: VERSION, why: Refusal::Full };
                let _ = timeout(GREETING_TIMEOUT, write(&mut stream, &refused)).await;
                return;
            };
            let (read, write) = tokio::io::split(stream);
            let who = Neighbour::of(peer.ip());
            let reader = LineReader::new(read, CLIENT_LINE_MAX);
            let local = local.map(|address| address.ip());
            let mut control = Control { reader, writer: write, udp, shared, peer, local, who };
            control.greet(&nonce, place).await;
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
    local: Option<IpAddr>,
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
    /// It only watches: it has given its share of its address back.
    quiet: bool,
}

impl Registered<'_> {
    fn is_quiet_now(&mut self) {
        if !std::mem::replace(&mut self.quiet, true) {
            lock(&self.shared.addresses).ended(self.who);
        }
    }
}

impl Drop for Registered<'_> {
    fn drop(&mut self) {
        let reached = lock(&self.shared.sessions).get(self.id).is_some_and(|session| session.is_bound());
        let after = self.since.elapsed();
        self.shared.tell(self.from, if reached { Happened::Ended(after) } else { Happened::EndedWithoutUdp(after) });
        lock(&self.shared.sessions).remove(self.id);
        if !self.quiet {
            lock(&self.shared.addresses).ended(self.who);
        }
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

    async fn greet(&mut self, client_nonce: &[u8], place: Place) {
        if lock(&self.shared.sessions).full() {
            return self.turn_away(Reason::Full, Refusal::Full).await;
        }
        let nonce: [u8; 32] = rand::random();
        let id: u64 = rand::random();
        let greeting = Greeting { client_nonce, server_nonce: &nonce, address: self.peer.ip(), session: id };
        let challenge = ServerMessage::Challenge {
            version: VERSION,
            nonce: to_hex(&nonce),
            session: format!("{id:016x}"),
            address: self.peer.ip(),
            server: self.local,
            proof: to_hex(&greeting.server_proof(&self.shared.token)),
        };
        if self.say(&challenge).await.is_err() {
            return;
        }
        let Ok(Ok(Some(line))) = timeout(GREETING_TIMEOUT, self.reader.next()).await else { return };
        let Some(ClientMessage::Answer { proof: answer }) = from_line(&line) else { return };
        let answer = from_hex(&answer).unwrap_or_default();
        if !same(&answer, &greeting.client_proof(&self.shared.token)) {
            lock(&self.shared.addresses).wrong_answer(self.who, Instant::now());
            let none = same(&answer, &greeting.client_proof(""));
            let reason = if none { Reason::NoToken } else { Reason::WrongToken };
            return self.turn_away(reason, Refusal::WrongToken).await;
        }
        // It is known from here on, and counted as a session.
        drop(place);
        let allowed = {
            let mut book = lock(&self.shared.addresses);
            book.right_answer(self.who);
            book.begins(self.who, Instant::now())
        };
        if !allowed {
            return self.turn_away(Reason::OftenEnough, Refusal::Full).await;
        }
        let (from, since) = (self.peer.ip(), Instant::now());
        let session = Arc::new(Session::new(id, greeting.session_key(&self.shared.token), &self.shared.limits));
        if !lock(&self.shared.sessions).add(session.clone()) {
            lock(&self.shared.addresses).ended(self.who);
            return self.turn_away(Reason::Full, Refusal::Full).await;
        }
        self.shared.tell(from, Happened::Begun);
        let mut registered = Registered { shared: self.shared, id, who: self.who, from, since, quiet: false };
        let limits = &self.shared.limits;
        let welcome = ServerMessage::Welcome {
            max_pps: limits.max_pps,
            max_kbps: limits.max_kbps,
            max_tcp_bytes: limits.max_tcp_bytes,
        };
        if self.say(&welcome).await.is_ok() {
            match timeout(limits.session + limits.watch, self.phases(&session, &mut registered)).await {
                Ok(_) => {}
                Err(_) => self.turn_away(Reason::Limit, Refusal::Limit).await,
            }
        }
        drop(registered);
    }

    async fn phases(&mut self, session: &Arc<Session>, registered: &mut Registered<'_>) -> Result<(), Over> {
        let mut running: Option<u8> = None;
        let mut until = Instant::now() + self.shared.limits.session;
        let mut next_phase = 0u8;
        let mut tick = interval(BIN);
        let mut said = Instant::now();
        loop {
            // Whoever sends datagrams is there, too. The time counts on while progress is told in between.
            let newest = session.last_heard().map_or(said, |t| t.max(said));
            let line = tokio::select! {
                line = timeout_at((newest + IDLE_TIMEOUT).into(), self.reader.next()) => line,
                _ = tick.tick() => {
                    // Its time is over, or it made room for somebody who measures.
                    if Instant::now() >= until || session.has_ended() {
                        self.turn_away(Reason::Limit, Refusal::Limit).await;
                        return Err(Over);
                    }
                    if let Some(index) = running {
                        self.progress(session, index).await?;
                    }
                    continue;
                }
            };
            let line = match line {
                Ok(Ok(Some(line))) => line,
                Err(_) if session.last_heard().is_some_and(|t| t > newest) => continue,
                _ => return Err(Over),
            };
            said = Instant::now();
            match from_line::<ClientMessage>(&line) {
                Some(ClientMessage::Begin { index, stream }) => {
                    let louder = registered.quiet && !stream.is_quiet();
                    if index < next_phase || index >= PHASES || louder || !self.affordable(&stream) {
                        self.turn_away(Reason::Limit, Refusal::Limit).await;
                        return Err(Over);
                    }
                    next_phase = index + 1;
                    if stream.is_quiet() && !registered.quiet {
                        registered.is_quiet_now();
                        session.set_quiet();
                        until = Instant::now() + self.shared.limits.watch;
                    }
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
                    for (index, arrivals) in session.take_arrivals() {
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
        let longest = if stream.is_quiet() { limits.watch } else { limits.session };
        pps <= limits.max_pps && kbps <= limits.max_kbps && u128::from(stream.duration_ms) <= longest.as_millis()
    }
}
