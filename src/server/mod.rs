//! The measurement server: the far end of the pretend call.
//!
//! `greenroom serve` runs it for others; on loopback it is embedded for trial runs and tests. It binds TCP and UDP on the
//! same port. An address that others can reach needs a token, or to be opened on purpose. Nothing unknown is answered over
//! UDP, no answer is longer than its question, and datagrams go only to an address that has shown that it receives there and
//! keeps acknowledging. Server and client prove to each other that they know the token, the server first. With a certificate all TCP connections are under TLS, and with them the key of the datagrams stays
//! secret; without one the control connection is not secret, and the token is never sent all the same.

mod accept;
mod address_book;
mod control;
mod cookie;
mod crowd;
mod event;
mod flow;
pub mod limits;
mod lock;
mod outgoing;
pub mod protocol;
mod session;
mod shared;
mod sockets;
pub mod tls;
mod udp;

use std::io;
use std::net::{Ipv4Addr, SocketAddr, UdpSocket};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};
use std::thread::JoinHandle;

use tokio::sync::watch;

use crate::model::{Token, TokenFault};

use address_book::AddressBook;
use crowd::Crowd;
pub use event::{Happened, Listener, Reason, ServerEvent};
pub use limits::Limits;
use lock::lock;
use session::Sessions;
use shared::Shared;
use sockets::Sockets;
pub use tls::Identity;

/// What the server is to do.
#[derive(Clone, Default)]
pub struct ServerConfig {
    /// Where it listens, TCP and UDP each. Port 0: any free one.
    pub listen: Vec<SocketAddr>,
    /// The secret that clients must know: made, never invented ([`Token`]).
    pub token: Option<String>,
    /// Anybody may measure, without a token.
    pub open: bool,
    /// Certificate and key: all TCP connections are encrypted.
    pub tls: Option<Identity>,
    /// Limits.
    pub limits: Limits,
    /// Is told of each measurement, and of who is turned away.
    pub listener: Option<Listener>,
}

/// Why the server did not start.
#[derive(Debug, thiserror::Error)]
pub enum ServerError {
    /// No address was given.
    #[error("no address to listen on")]
    NoAddress,
    /// Others can reach this address, but there is neither a token nor was it opened on purpose.
    #[error("{address} can be reached by others and needs a token, or to be opened on purpose")]
    NeedsToken {
        /// The address.
        address: SocketAddr,
    },
    /// The token could be guessed, or has a typing mistake in it.
    #[error("the token can't be used: {0}")]
    Token(TokenFault),
    /// Another program has this port.
    #[error("{address} is in use by another program")]
    PortInUse {
        /// The address.
        address: SocketAddr,
    },
    /// The system refused the address.
    #[error("cannot listen on {address}: {source}")]
    Bind {
        /// The address.
        address: SocketAddr,
        /// What the system says.
        source: io::Error,
    },
    /// The system refused a thread.
    #[error("cannot start the server's thread: {0}")]
    Thread(io::Error),
}

/// A running server. Dropping it stops it.
pub struct ServerHandle {
    addresses: Vec<SocketAddr>,
    shared: Arc<Shared>,
    stop: watch::Sender<bool>,
    threads: Vec<JoinHandle<()>>,
    sockets: Vec<Arc<Sockets>>,
}

impl ServerHandle {
    /// Where it listens, with the ports that were chosen.
    #[must_use]
    pub fn addresses(&self) -> &[SocketAddr] {
        &self.addresses
    }

    /// How many measurements are under way.
    #[must_use]
    pub fn sessions(&self) -> usize {
        lock(&self.shared.sessions).len()
    }

    /// Stops it and waits until all of its threads have ended.
    pub fn stop(&mut self) {
        self.shared.stop.store(true, Ordering::Relaxed);
        lock(&self.shared.sessions).end_all();
        self.stop.send_replace(true);
        for thread in self.threads.drain(..) {
            let _ = thread.join();
        }
        // Nobody opens any more of them.
        self.sockets.drain(..).for_each(|sockets| sockets.join());
    }
}

impl Drop for ServerHandle {
    fn drop(&mut self) {
        self.stop();
    }
}

/// Starts the server.
///
/// # Errors
/// When an address needs a token, is in use or cannot be bound.
pub fn spawn(config: ServerConfig) -> Result<ServerHandle, ServerError> {
    if config.listen.is_empty() {
        return Err(ServerError::NoAddress);
    }
    let token = config.token.as_deref().filter(|typed| !typed.trim().is_empty());
    let token = token.map(Token::parse).transpose().map_err(ServerError::Token)?;
    let guarded = config.open || token.is_some();
    for address in &config.listen {
        if !guarded && !address.ip().to_canonical().is_loopback() {
            return Err(ServerError::NeedsToken { address: *address });
        }
    }
    let sockets: Vec<_> = config.listen.iter().map(|a| bind_both(*a)).collect::<Result<_, _>>()?;
    let shared = Arc::new(Shared {
        token: token.map(|t| t.reveal().to_owned()).unwrap_or_default(),
        crowd: Crowd::new(config.limits.connections),
        sessions: Mutex::new(Sessions::new(config.limits.sessions)),
        addresses: Mutex::new(AddressBook::new(&config.limits)),
        limits: config.limits,
        cookies: cookie::Cookies::new(),
        stop: AtomicBool::new(false),
        listener: config.listener,
        tls: config.tls.map(|identity| identity.0.into()),
    });
    let (stop, stopped) = watch::channel(false);
    let (threads, opened) = (Vec::new(), Vec::new());
    let mut handle = ServerHandle { addresses: Vec::new(), shared: shared.clone(), stop, threads, sockets: opened };
    let mut listeners = Vec::new();
    for (tcp, address, sockets, udp) in sockets {
        handle.addresses.push(address);
        let sockets = Arc::new(sockets);
        handle.sockets.push(sockets.clone());
        if let Some(udp) = udp {
            sockets.serve(address, udp, &shared).map_err(ServerError::Thread)?;
        }
        listeners.push((tcp, sockets));
    }
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().map_err(ServerError::Thread)?;
    let thread = std::thread::Builder::new()
        .name("gr-srv-tcp".into())
        .spawn(move || runtime.block_on(accept::serve(listeners, shared, stopped)));
    handle.threads.push(thread.map_err(ServerError::Thread)?);
    Ok(handle)
}

/// Starts a server for this computer only, on a free port of 127.0.0.1.
///
/// # Errors
/// When the system refuses sockets or threads.
pub fn embedded() -> Result<ServerHandle, ServerError> {
    let limits = Limits { starts_per_hour: usize::MAX, ..Limits::default() };
    let listen = vec![SocketAddr::from((Ipv4Addr::LOCALHOST, 0))];
    spawn(ServerConfig { listen, limits, ..ServerConfig::default() })
}

/// A listener, where it listens, and what it has for UDP.
type Bound = (std::net::TcpListener, SocketAddr, Sockets, Option<UdpSocket>);

/// TCP and UDP on the same port.
fn bind_both(address: SocketAddr) -> Result<Bound, ServerError> {
    const ATTEMPTS: usize = 10;
    let failed = |source: io::Error| match source.kind() {
        io::ErrorKind::AddrInUse => ServerError::PortInUse { address },
        _ => ServerError::Bind { address, source },
    };
    let mut attempt = 0;
    loop {
        attempt += 1;
        let tcp = bind_tcp(address).map_err(failed)?;
        let chosen = tcp.local_addr().map_err(failed)?;
        match Sockets::bind(chosen) {
            Ok((sockets, udp)) => return Ok((tcp, chosen, sockets, udp)),
            // A port that was free for TCP may be taken for UDP: any other will do.
            Err(e) if e.kind() == io::ErrorKind::AddrInUse && address.port() == 0 && attempt < ATTEMPTS => {}
            Err(e) => return Err(failed(e)),
        }
    }
}

fn bind_tcp(address: SocketAddr) -> io::Result<std::net::TcpListener> {
    let domain = socket2::Domain::for_address(address);
    let socket = socket2::Socket::new(domain, socket2::Type::STREAM, Some(socket2::Protocol::TCP))?;
    if address.is_ipv6() {
        socket.set_only_v6(true)?;
    }
    // A restart need not wait for old connections; on Windows the option means something else.
    #[cfg(unix)]
    socket.set_reuse_address(true)?;
    socket.bind(&address.into())?;
    socket.listen(128)?;
    socket.set_nonblocking(true)?;
    crate::os::net::prefer_cubic(&socket);
    Ok(socket.into())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn config(listen: &str) -> ServerConfig {
        ServerConfig { listen: vec![listen.parse().unwrap()], ..ServerConfig::default() }
    }

    #[test]
    fn an_address_for_others_needs_a_token_or_to_be_opened() {
        for address in ["0.0.0.0:0", "[::]:0", "192.0.2.1:0"] {
            assert!(matches!(spawn(config(address)), Err(ServerError::NeedsToken { .. })), "{address}");
        }
        let empty = ServerConfig { token: Some(String::new()), ..config("0.0.0.0:0") };
        assert!(matches!(spawn(empty), Err(ServerError::NeedsToken { .. })));
        assert!(matches!(spawn(ServerConfig::default()), Err(ServerError::NoAddress)));
    }

    #[test]
    fn a_token_that_could_be_guessed_is_refused() {
        let with = |token: &str| ServerConfig { token: Some(token.into()), ..config("127.0.0.1:0") };
        assert!(matches!(spawn(with("open sesame")), Err(ServerError::Token(TokenFault::Weak))));
        let made = Token::of([1; 16]);
        assert!(matches!(spawn(with(&made.reveal()[..20])), Err(ServerError::Token(TokenFault::Mistyped))));
        assert!(spawn(with(made.reveal())).is_ok());
    }

    #[test]
    fn a_port_in_use_is_told() {
        let first = embedded().unwrap();
        let again = spawn(config(&first.addresses()[0].to_string()));
        assert!(matches!(again, Err(ServerError::PortInUse { .. })));
    }

    #[test]
    fn stops_and_gives_its_port_back() {
        let mut server = embedded().unwrap();
        let address = server.addresses()[0];
        server.stop();
        assert!(server.threads.is_empty() && server.sockets.is_empty());
        assert!(spawn(config(&address.to_string())).is_ok());
    }
}
