//! The first byte of a connection tells whether it is under TLS, and whether that suits this server.

use std::net::SocketAddr;

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::time::timeout;

use super::Shared;
use super::event::{Happened, Reason};
use super::limits::GREETING_TIMEOUT;
use super::protocol::VERSION;
use super::protocol::control::{Refusal, ServerMessage, to_line};
use super::protocol::wire::{TLS_HANDSHAKE, Wire};

/// Lets a connection in, under TLS where this server has a certificate; otherwise says why not.
pub(super) async fn enter(stream: TcpStream, peer: SocketAddr, shared: &Shared) -> Option<Wire> {
    let mut first = [0];
    match timeout(GREETING_TIMEOUT, stream.peek(&mut first)).await {
        Ok(Ok(1)) => {}
        _ => return None,
    }
    let (reason, why) = match (&shared.tls, first == [TLS_HANDSHAKE]) {
        (None, false) => return Some(Wire::Clear(stream)),
        (Some(acceptor), true) => {
            return match timeout(GREETING_TIMEOUT, acceptor.accept(stream)).await {
                Ok(Ok(encrypted)) => Some(Wire::Tls(Box::new(encrypted.into()))),
                _ => {
                    shared.tell(peer.ip(), Happened::Refused(Reason::TlsFailed));
                    None
                }
            };
        }
        (Some(_), false) => (Reason::InClear, Refusal::NeedsTls),
        (None, true) => (Reason::NoTls, Refusal::NoTls),
    };
    shared.tell(peer.ip(), Happened::Refused(reason));
    let _ = timeout(GREETING_TIMEOUT, refuse(stream, why)).await;
    None
}

async fn refuse(mut stream: TcpStream, why: Refusal) -> std::io::Result<()> {
    // What was said is read, or closing would cut the answer off.
    let _ = stream.read(&mut [0; 4096]).await?;
    stream.write_all(&to_line(&ServerMessage::Refused { version: VERSION, why })).await?;
    stream.shutdown().await
}
