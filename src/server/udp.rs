//! The datagrams of all sessions: the handshake is answered, the rest is counted. What is unknown meets silence.

use std::net::UdpSocket;
use std::sync::atomic::Ordering;
use std::time::{Duration, Instant};

use crate::os::net::{READ_SLICE, Received, Receiver, is_timeout};

use super::lock::lock;
use super::protocol::datagram::{COOKIE_BYTES, HANDSHAKE_BYTES, Header, Kind, MAX_BYTES, cookie, handshake};
use super::shared::Shared;

pub(super) fn serve(socket: &UdpSocket, shared: &Shared) {
    let mut receiver = Receiver::new();
    let mut buffer = [0u8; MAX_BYTES + 1];
    if socket.set_read_timeout(Some(READ_SLICE)).is_err() {
        return;
    }
    while !shared.stop.load(Ordering::Relaxed) {
        match receiver.receive(socket, &mut buffer) {
            Ok(received) => {
                if let Some(datagram) = buffer.get(..received.len) {
                    read_datagram(socket, shared, datagram, received);
                }
            }
            Err(e) if is_timeout(&e) => {}
            // An earlier answer could not be delivered, or the like: concerns one client, not the socket.
            Err(_) => std::thread::sleep(Duration::from_millis(1)),
        }
    }
}

fn read_datagram(socket: &UdpSocket, shared: &Shared, datagram: &[u8], received: Received) {
    let Some(header) = Header::read(datagram) else { return };
    let Some(session) = lock(&shared.sessions).get(header.session) else { return };
    if !Header::genuine(&session.key, datagram) {
        return;
    }
    let padded = datagram.len() >= HANDSHAKE_BYTES;
    match header.kind {
        Kind::Data => session.arrived(&header, datagram.len(), received.from, received.at),
        Kind::Hello if padded => {
            let given = shared.cookies.give(Instant::now(), received.from, session.id);
            let answer = handshake(Kind::Cookie, session.id, &session.key, &given, 0);
            let _ = socket.send_to(&answer, received.from);
        }
        Kind::Bind if padded => {
            let honoured =
                cookie(datagram).is_some_and(|c| shared.cookies.honours(Instant::now(), c, received.from, session.id));
            if honoured && session.bind(received.from) {
                let answer = handshake(Kind::Bound, session.id, &session.key, &[0; COOKIE_BYTES], 0);
                let _ = socket.send_to(&answer, received.from);
            }
        }
        _ => {}
    }
}
