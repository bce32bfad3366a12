//! Takes connections in. The first byte of each tells whether it is under TLS, and whether that suits this server.

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::{Duration, Instant};

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::watch;
use tokio::task::JoinSet;
use tokio::time::timeout;

use super::address_book::Neighbour;
use super::control;
use super::crowd::Place;
use super::event::{Happened, Reason};
use super::limits::GREETING_TIMEOUT;
use super::lock::lock;
use super::protocol::VERSION;
use super::protocol::control::{Refusal, ServerMessage, to_line};
use super::protocol::wire::{TLS_HANDSHAKE, Wire};
use super::shared::Shared;
use super::sockets::Sockets;

/// Serves all listeners until told to stop.
pub(super) async fn serve(
    listeners: Vec<(std::net::TcpListener, Arc<Sockets>)>,
    shared: Arc<Shared>,
    mut stopped: watch::Receiver<bool>,
) {
    let mut tasks = JoinSet::new();
    for (listener, sockets) in listeners {
        let Ok(listener) = TcpListener::from_std(listener) else { continue };
        tasks.spawn(accept(listener, sockets, shared.clone()));
    }
    let _ = stopped.wait_for(|s| *s).await;
    // Dropping the tasks and the runtime closes every connection.
    tasks.shutdown().await;
}

async fn accept(listener: TcpListener, sockets: Arc<Sockets>, shared: Arc<Shared>) {
    /// Out of file descriptors, most likely: so long until some may have come back.
    const EXHAUSTED: Duration = Duration::from_millis(50);
    let mut connections = JoinSet::new();
    loop {
        while connections.try_join_next().is_some() {}
        let Ok((stream, peer)) = listener.accept().await else {
            tokio::time::sleep(EXHAUSTED).await;
            continue;
        };
        let who = Neighbour::of(peer.ip());
        if lock(&shared.addresses).silenced(who, Instant::now()) {
            continue;
        }
        let place = shared.crowd.enter(who);
        let (sockets, shared, evicted) = (sockets.clone(), shared.clone(), place.evicted());
        connections.spawn(async move {
            tokio::select! {
                () = evicted.cancelled() => {}
                () = connection(stream, peer, &sockets, place, &shared) => {}
            }
        });
    }
}

async fn connection(stream: TcpStream, peer: SocketAddr, sockets: &Sockets, place: Place, shared: &Arc<Shared>) {
    let _ = stream.set_nodelay(true);
    if let Some(wire) = enter(stream, peer, shared).await {
        control::connection(wire, peer, sockets, place, shared).await;
    }
}

/// Lets a connection in, under TLS where this server has a certificate; otherwise says why not.
async fn enter(stream: TcpStream, peer: SocketAddr, shared: &Shared) -> Option<Wire> {
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
