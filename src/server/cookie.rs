//! Cookies: an address shows that it receives there before anything more is sent to it. Nothing is stored for it.

use std::net::SocketAddr;
use std::time::{Duration, Instant};

use super::protocol::auth::{Key, same};
use super::protocol::datagram::COOKIE_BYTES;

/// The secret changes this often; a cookie is good for this long at least and twice this long at most.
const ROTATION: Duration = Duration::from_secs(60);

pub(super) struct Cookies {
    secret: Key,
    since: Instant,
}

impl Cookies {
    pub(super) fn new() -> Self {
        Self { secret: Key::new(&rand::random::<[u8; 32]>()), since: Instant::now() }
    }

    fn make(&self, round: u64, address: SocketAddr, session: u64) -> [u8; COOKIE_BYTES] {
        let code = self.secret.code(&[
            &round.to_be_bytes(),
            address.ip().to_canonical().to_string().as_bytes(),
            &address.port().to_be_bytes(),
            &session.to_be_bytes(),
        ]);
        let mut cookie = [0; COOKIE_BYTES];
        cookie.copy_from_slice(code.split_at(COOKIE_BYTES).0);
        cookie
    }

    fn round(&self, now: Instant) -> u64 {
        now.saturating_duration_since(self.since).as_secs() / ROTATION.as_secs()
    }

    /// The cookie for this address and session now.
    pub(super) fn give(&self, now: Instant, address: SocketAddr, session: u64) -> [u8; COOKIE_BYTES] {
        self.make(self.round(now), address, session)
    }

    /// True when this address got this cookie for this session not long ago.
    pub(super) fn honours(&self, now: Instant, cookie: &[u8], address: SocketAddr, session: u64) -> bool {
        let round = self.round(now);
        [Some(round), round.checked_sub(1)].into_iter().flatten().any(|r| same(&self.make(r, address, session), cookie))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cookie_is_good_for_its_address_session_and_time_only() {
        let cookies = Cookies::new();
        let now = Instant::now();
        let address: SocketAddr = "192.0.2.1:4000".parse().unwrap();
        let cookie = cookies.give(now, address, 5);
        assert!(cookies.honours(now + ROTATION, &cookie, address, 5));
        assert!(!cookies.honours(now + ROTATION * 3, &cookie, address, 5));
        assert!(!cookies.honours(now, &cookie, "192.0.2.1:4001".parse().unwrap(), 5));
        assert!(!cookies.honours(now, &cookie, "192.0.2.2:4000".parse().unwrap(), 5));
        assert!(!cookies.honours(now, &cookie, address, 6));
        assert!(!cookies.honours(now, &cookie[..8], address, 5));
    }
}
