//! The measurement server among strangers: who says nothing locks nobody out, who does not know the token learns nothing, who
//! does not receive gets nothing.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test fails by panicking"
)]
#![cfg(target_os = "linux")]

mod network_rig;
#[allow(dead_code, reason = "shared with other tests")]
mod skips;

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{IpAddr, SocketAddr, TcpListener, TcpStream, UdpSocket};
use std::time::{Duration, Instant};

use greenroom::model::{FarEnd, FindingId, Level, ServerReply, Target, Unknown};
use greenroom::probe::network::Probe;
use greenroom::probe::ports::{NetworkPlan, NetworkProbe};
use greenroom::server::ServerHandle;
use greenroom::server::protocol::VERSION;
use greenroom::server::protocol::auth::{Greeting, Key, flow_proof, from_hex, to_hex};
use greenroom::server::protocol::control::{ClientMessage, FlowDirection, Refusal, ServerMessage, from_line, to_line};
use greenroom::server::protocol::datagram::{
    COOKIE_BYTES, Echo, HANDSHAKE_BYTES, HEADER_BYTES, Header, Kind, cookie, handshake,
};
use greenroom::server::protocol::stream::Stream;
use network_rig::own::{self, token};

const NONCE: [u8; 32] = [7; 32];

fn guarded() -> ServerHandle {
    own::serve(Some(token(1)), None)
}

fn tried(server: SocketAddr, token: &str) -> Result<ServerReply, Unknown> {
    let (send, told) = std::sync::mpsc::sync_channel(1);
    let far_end = FarEnd { token: Some(token.to_owned()), ..Target::Host(server.to_string()).into() };
    let plan = NetworkPlan { far_end, quick: true, metered: true, need: Level::P720, watch: Duration::ZERO };
    let _trying = Probe::new().try_server(plan, Box::new(move |outcome| send.send(outcome).unwrap()));
    told.recv_timeout(Duration::from_secs(10)).expect("an end")
}

/// A control connection, spoken by hand.
struct Client {
    lines: BufReader<TcpStream>,
    key: Key,
    session: u64,
}

impl Client {
    fn say(&mut self, message: &ClientMessage) {
        self.lines.get_mut().write_all(&to_line(message)).unwrap();
    }

    /// `None` when the server has closed.
    fn next(&mut self) -> Option<ServerMessage> {
        let mut line = Vec::new();
        match self.lines.read_until(b'\n', &mut line) {
            Ok(n) if n > 0 => Some(from_line(&line).unwrap()),
            _ => None,
        }
    }

    fn enter(server: SocketAddr, token: &str) -> Self {
        let stream = TcpStream::connect(server).unwrap();
        stream.set_read_timeout(Some(Duration::from_secs(20))).unwrap();
        let mut client = Self { lines: BufReader::new(stream), key: Key::new(b""), session: 0 };
        client.say(&ClientMessage::Hello { version: VERSION, nonce: to_hex(&NONCE) });
        let Some(ServerMessage::Challenge { nonce, session, address, proof, .. }) = client.next() else { panic!() };
        client.session = u64::from_str_radix(&session, 16).unwrap();
        let server_nonce = from_hex(&nonce).unwrap();
        let greeting = Greeting { client_nonce: &NONCE, server_nonce: &server_nonce, address, session: client.session };
        assert_eq!(from_hex(&proof).unwrap(), greeting.server_proof(token), "the server goes first");
        client.key = greeting.session_key(token);
        client.say(&ClientMessage::Answer { proof: to_hex(&greeting.client_proof(token)) });
        assert!(matches!(client.next(), Some(ServerMessage::Welcome { .. })));
        client
    }

    /// Shows that datagrams are received here.
    fn bind(&self, server: SocketAddr) -> UdpSocket {
        let socket = UdpSocket::bind("127.0.0.1:0").unwrap();
        socket.connect(server).unwrap();
        socket.set_read_timeout(Some(Duration::from_secs(5))).unwrap();
        let mut buffer = [0; 1300];
        socket.send(&handshake(Kind::Hello, self.session, &self.key, &[], HANDSHAKE_BYTES)).unwrap();
        let got = socket.recv(&mut buffer).unwrap();
        let given = cookie(&buffer[..got]).unwrap().to_vec();
        assert_eq!(given.len(), COOKIE_BYTES);
        socket.send(&handshake(Kind::Bind, self.session, &self.key, &given, HANDSHAKE_BYTES)).unwrap();
        socket.recv(&mut buffer).unwrap();
        socket
    }
}

#[test]
fn a_crowd_that_says_nothing_locks_nobody_out() {
    let server = guarded();
    let address = server.addresses()[0];
    // All from one address, which is not the honest one's.
    let socket = || {
        let socket = socket2::Socket::new(socket2::Domain::IPV4, socket2::Type::STREAM, None).unwrap();
        socket.bind(&SocketAddr::from(([127, 0, 0, 2], 0)).into()).unwrap();
        socket.connect(&address.into()).map(|()| socket)
    };
    let mut crowd: Vec<_> = (0..400).map_while(|_| socket().ok()).collect();
    assert!(crowd.len() > 350, "{}", crowd.len());
    for _ in 0..3 {
        let reply = tried(address, &token(1)).unwrap();
        assert!(reply.counts_loss);
        // Who was put out comes back at once.
        crowd.extend((0..50).map_while(|_| socket().ok()));
    }
}

#[test]
fn a_crowd_from_the_same_address_only_pushes_itself_out() {
    let server = guarded();
    let crowd: Vec<_> = (0..400).map_while(|_| TcpStream::connect(server.addresses()[0]).ok()).collect();
    assert!(crowd.len() > 350);
    assert!(tried(server.addresses()[0], &token(1)).unwrap().counts_loss);
}

#[test]
fn a_server_that_does_not_know_the_token_learns_nothing() {
    // A stand-in that speaks the protocol, shows what it was told, and welcomes everybody.
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap();
    let (send, heard) = std::sync::mpsc::sync_channel(10);
    std::thread::Builder::new()
        .name("fake".into())
        .spawn(move || {
            for proof in [to_hex(&[3; 32]), String::new(), "nonsense".into()] {
                let (stream, peer) = listener.accept().unwrap();
                let mut lines = BufReader::new(stream);
                let mut line = Vec::new();
                lines.read_until(b'\n', &mut line).unwrap();
                let nonce = to_hex(&[9; 32]);
                let (address, session) = (peer.ip(), format!("{:016x}", 5));
                let challenge =
                    ServerMessage::Challenge { version: VERSION, nonce, session, address, server: None, proof };
                lines.get_mut().write_all(&to_line(&challenge)).unwrap();
                line.clear();
                lines.read_until(b'\n', &mut line).unwrap();
                send.send(from_line::<ClientMessage>(&line)).unwrap();
                let welcome = ServerMessage::Welcome { max_pps: 1000, max_kbps: 8000, max_tcp_bytes: 1 << 20 };
                let _ = lines.get_mut().write_all(&to_line(&welcome));
            }
        })
        .unwrap();
    for _ in 0..3 {
        let unknown = tried(address, &token(1)).expect_err("not the right server");
        assert_eq!(unknown.finding, Some(FindingId::NetworkWrongToken), "{}", unknown.detail);
        assert_eq!(heard.recv().unwrap(), Some(ClientMessage::Answer { proof: String::new() }));
    }
}

#[test]
fn an_old_program_and_an_old_server_read_as_another_version() {
    let server = guarded();
    let mut stream = TcpStream::connect(server.addresses()[0]).unwrap();
    stream.write_all(b"{\"greenroom\":\"hello\",\"version\":1}\n").unwrap();
    let mut line = String::new();
    BufReader::new(stream).read_line(&mut line).unwrap();
    let refused = ServerMessage::Refused { version: VERSION, why: Refusal::OtherVersion };
    assert_eq!(from_line::<ServerMessage>(line.as_bytes()), Some(refused));

    // What the first version answered to a greeting of any other.
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap();
    let old = std::thread::Builder::new().name("old".into()).spawn(move || {
        let (mut stream, _) = listener.accept().unwrap();
        let _ = stream.read(&mut [0; 300]);
        stream.write_all(b"{\"greenroom\":\"refused\",\"version\":1,\"why\":\"other_version\"}\n").unwrap();
    });
    assert_eq!(tried(address, &token(1)).unwrap_err().finding, Some(FindingId::NetworkOtherVersion));
    old.unwrap().join().unwrap();
}

#[test]
fn who_says_nothing_for_long_is_let_go_also_while_a_phase_goes_on() {
    if skips::slow() {
        return;
    }
    let server = guarded();
    let mut client = Client::enter(server.addresses()[0], &token(1));
    let began = Instant::now();
    // The server tells the progress of an upload five times a second; that is no sign of life of ours.
    client.say(&ClientMessage::Begin { index: 0, stream: Stream::voice(50, Duration::from_secs(50)) });
    while client.next().is_some() {
        assert!(began.elapsed() < Duration::from_secs(19), "it stays for ever");
    }
    assert!(began.elapsed() > Duration::from_secs(13), "{:?}", began.elapsed());
    let deadline = Instant::now() + Duration::from_secs(2);
    while server.sessions() > 0 {
        assert!(Instant::now() < deadline);
        std::thread::sleep(Duration::from_millis(5));
    }
}

#[test]
fn flows_are_counted_for_their_session() {
    let server = guarded();
    let address = server.addresses()[0];
    let mut client = Client::enter(address, &token(1));
    client.say(&ClientMessage::Begin { index: 0, stream: Stream::voice(50, Duration::from_secs(10)) });
    let flow = |index: u8, flow: u8, direction: FlowDirection| {
        let mut stream = TcpStream::connect(address).unwrap();
        stream.set_read_timeout(Some(Duration::from_secs(5))).unwrap();
        let proof = to_hex(&flow_proof(&client.key, index, flow, FlowDirection::Down));
        let session = format!("{:016x}", client.session);
        stream.write_all(&to_line(&ClientMessage::Flow { session, index, flow, direction, proof })).unwrap();
        stream
    };
    let mut first = flow(0, 0, FlowDirection::Down);
    assert!(first.read(&mut [0; 100]).unwrap() > 0);
    let gone = |mut stream: TcpStream| matches!(stream.read(&mut [0; 100]), Ok(0) | Err(_));
    assert!(gone(flow(0, 0, FlowDirection::Down)), "the same again");
    assert!(gone(flow(0, 200, FlowDirection::Down)), "more than there may be");
    assert!(gone(flow(0, 1, FlowDirection::Up)), "a proof for the other way");
    assert!(flow(0, 2, FlowDirection::Down).read(&mut [0; 100]).unwrap() > 0);
}

#[test]
fn only_who_receives_keeps_a_stream_going() {
    let server = guarded();
    let address = server.addresses()[0];
    let mut client = Client::enter(address, &token(1));
    let socket = client.bind(address);
    client.say(&ClientMessage::Begin { index: 0, stream: Stream::call(2000, Duration::from_secs(8)) });
    // Genuine datagrams with guessed tags, as from somebody who does not receive.
    let mut received = 0;
    let mut last = None;
    let mut buffer = [0; 1300];
    socket.set_read_timeout(Some(Duration::from_millis(20))).unwrap();
    let ask = |seq: u32, echo: Option<Echo>| {
        let header = Header { seq, echo, ..Header::handshake(Kind::Data, client.session) };
        let mut datagram = [0; 100];
        header.write(&client.key, &mut datagram);
        socket.send(&datagram).unwrap();
    };
    let began = Instant::now();
    let (mut seq, mut late) = (0, 0);
    while began.elapsed() < Duration::from_secs(4) {
        let guess = Echo { phase: 0, seq, hold_us: 0, tag: seq.wrapping_mul(77), first: true };
        ask(seq, Some(guess));
        seq += 1;
        while let Ok(got) = socket.recv(&mut buffer) {
            received += 1;
            late += usize::from(began.elapsed() > Duration::from_millis(2500));
            last = Header::read(&buffer[..got]);
            if began.elapsed() > Duration::from_millis(2500) {
                assert!(got <= 100, "longer than what was asked with: {got}");
            }
        }
    }
    assert!(received > 50, "at the start it is given: {received}");
    assert!(late <= 40, "then one for one and seldom: {late}");
    // One right tag, and it flows.
    let newest = last.unwrap();
    assert!(newest.seq > 0 && HEADER_BYTES < 100);
    let answer = |h: Header| Echo { phase: 0, seq: h.seq, hold_us: 0, tag: h.tag, first: true };
    let began = Instant::now();
    let mut bytes = 0;
    let mut newest = Some(newest);
    while began.elapsed() < Duration::from_millis(1500) {
        ask(seq, newest.map(answer));
        seq += 1;
        while let Ok(got) = socket.recv(&mut buffer) {
            bytes += got;
            newest = Header::read(&buffer[..got]).or(newest);
        }
    }
    assert!(bytes > 150_000, "{bytes}");
    let _: IpAddr = address.ip();
}
