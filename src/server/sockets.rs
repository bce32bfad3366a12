//! The UDP sockets of a listener. A server that listens on all addresses has one for each address that is asked for: an answer
//! that leaves from another address than the question went to is thrown away on its way (RFC 1122, section 4.1.3.5).

use std::collections::HashMap;
use std::net::{SocketAddr, UdpSocket};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::JoinHandle;
use std::{io, mem};

use crate::os::net::bind_udp;

use super::shared::Shared;
use super::udp;

/// A host that has more addresses than this gets no more sockets.
const ADDRESSES_MOST: usize = 64;

/// The sockets of a listener, and the threads that read them.
pub(super) struct Sockets(Mutex<Open>);

#[derive(Default)]
struct Open {
    by_address: HashMap<SocketAddr, Arc<UdpSocket>>,
    threads: Vec<JoinHandle<()>>,
}

impl Sockets {
    /// Takes a port in use for UDP, on one address or on all.
    ///
    /// # Errors
    /// When the system refuses the port.
    pub(super) fn bind(address: SocketAddr) -> io::Result<(Self, Option<UdpSocket>)> {
        let socket = bind_udp(address)?;
        // On all addresses this only shows that the port is free: each address gets its own.
        let socket = (!address.ip().is_unspecified()).then_some(socket);
        Ok((Self(Mutex::default()), socket))
    }

    /// The socket that answers from this address; it is opened when it is asked for the first time.
    ///
    /// # Errors
    /// When the system refuses the socket or a thread, or this host has too many addresses.
    pub(super) fn answering(&self, from: SocketAddr, shared: &Arc<Shared>) -> io::Result<Arc<UdpSocket>> {
        let mut open = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(socket) = open.by_address.get(&from) {
            return Ok(socket.clone());
        }
        if open.by_address.len() >= ADDRESSES_MOST {
            return Err(io::Error::other("too many addresses"));
        }
        open.add(from, bind_udp(from)?, shared)
    }

    /// Serves the socket of a single address.
    ///
    /// # Errors
    /// When the system refuses a thread.
    pub(super) fn serve(&self, address: SocketAddr, socket: UdpSocket, shared: &Arc<Shared>) -> io::Result<()> {
        let mut open = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        open.add(address, socket, shared).map(drop)
    }

    /// Waits until the threads have ended; they do when the server stops.
    pub(super) fn join(&self) {
        let threads = mem::take(&mut self.0.lock().unwrap_or_else(PoisonError::into_inner).threads);
        for thread in threads {
            let _ = thread.join();
        }
    }
}

impl Open {
    fn add(&mut self, address: SocketAddr, socket: UdpSocket, shared: &Arc<Shared>) -> io::Result<Arc<UdpSocket>> {
        let socket = Arc::new(socket);
        let (for_thread, shared) = (socket.clone(), shared.clone());
        let thread = std::thread::Builder::new().name("gr-srv-udp".into());
        self.threads.push(thread.spawn(move || udp::serve(&for_thread, &shared))?);
        self.by_address.insert(address, socket.clone());
        Ok(socket)
    }
}
