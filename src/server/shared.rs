//! What all parts of a running server share.

use std::net::IpAddr;
use std::sync::atomic::AtomicBool;
use std::sync::{Arc, Mutex};

use super::address_book::AddressBook;
use super::cookie::Cookies;
use super::crowd::Crowd;
use super::event::{Happened, Listener, ServerEvent, shortened};
use super::limits::Limits;
use super::session::Sessions;

/// What all parts of a running server share.
pub(super) struct Shared {
    pub(super) token: String,
    pub(super) limits: Limits,
    pub(super) sessions: Mutex<Sessions>,
    pub(super) addresses: Mutex<AddressBook>,
    pub(super) crowd: Arc<Crowd>,
    pub(super) cookies: Cookies,
    pub(super) stop: AtomicBool,
    pub(super) listener: Option<Listener>,
    pub(super) tls: Option<tokio_rustls::TlsAcceptor>,
}

impl Shared {
    /// Tells whoever runs the server.
    pub(super) fn tell(&self, from: IpAddr, what: Happened) {
        if let Some(listener) = &self.listener {
            listener(ServerEvent { from: shortened(from), what });
        }
    }
}
