//! Proofs and codes: HMAC-SHA256 (RFC 2104). The token itself is never sent.

use std::net::IpAddr;

use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;

use super::flow_direction::FlowDirection;

/// A keyed authenticator, made once and cloned for each message.
#[derive(Clone)]
pub struct Key(Hmac<Sha256>);

impl std::fmt::Debug for Key {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Key")
    }
}

impl Key {
    /// From any bytes; an empty key is allowed (an open server).
    #[must_use]
    pub fn new(secret: &[u8]) -> Self {
        match Hmac::<Sha256>::new_from_slice(secret) {
            Ok(mac) => Self(mac),
            // HMAC takes keys of every length.
            Err(_) => Self(Hmac::<Sha256>::new(&Default::default())),
        }
    }

    /// The code of these parts. Each part is preceded by its length, so that parts cannot flow into each other.
    #[must_use]
    pub fn code(&self, parts: &[&[u8]]) -> [u8; 32] {
        let mut mac = self.0.clone();
        for part in parts {
            mac.update(&(part.len() as u64).to_be_bytes());
            mac.update(part);
        }
        mac.finalize().into_bytes().into()
    }

    /// The first 64 bits of the code of one part.
    #[must_use]
    pub fn short(&self, part: &[u8]) -> [u8; 8] {
        let mut mac = self.0.clone();
        mac.update(part);
        let full: [u8; 32] = mac.finalize().into_bytes().into();
        let mut short = [0; 8];
        short.copy_from_slice(full.split_at(8).0);
        short
    }
}

/// True when both are equal; takes the same time wherever they differ.
#[must_use]
pub fn same(a: &[u8], b: &[u8]) -> bool {
    use subtle::ConstantTimeEq;
    a.ct_eq(b).into()
}

/// What both proofs of a greeting are bound to, so that none of them is of use elsewhere or again.
#[derive(Debug, Clone, Copy)]
pub struct Greeting<'a> {
    /// Random bytes of the client's choice.
    pub client_nonce: &'a [u8],
    /// Random bytes of the server's choice.
    pub server_nonce: &'a [u8],
    /// The client's address as the server sees it.
    pub address: IpAddr,
    /// The session.
    pub session: u64,
}

impl Greeting<'_> {
    fn code(&self, token: &str, what: &[u8]) -> [u8; 32] {
        let address = self.address.to_canonical().to_string();
        let session = self.session.to_be_bytes();
        Key::new(token.as_bytes()).code(&[what, self.client_nonce, self.server_nonce, address.as_bytes(), &session])
    }

    /// The server's proof that it knows the token. It comes first: who does not know it learns nothing from the client.
    #[must_use]
    pub fn server_proof(&self, token: &str) -> [u8; 32] {
        self.code(token, b"greenroom server")
    }

    /// The client's proof that it knows the token.
    #[must_use]
    pub fn client_proof(&self, token: &str) -> [u8; 32] {
        self.code(token, b"greenroom client")
    }

    /// The key of the session: secret when there is a token, because then nobody can derive it from what was sent.
    #[must_use]
    pub fn session_key(&self, token: &str) -> Key {
        Key::new(&self.code(token, b"greenroom session"))
    }
}

/// The proof that a load flow belongs to the session.
#[must_use]
pub fn flow_proof(key: &Key, index: u8, flow: u8, direction: FlowDirection) -> [u8; 32] {
    key.code(&[b"greenroom flow", &[index, flow, u8::from(direction == FlowDirection::Down)]])
}

/// Bytes as lower-case hexadecimal.
#[must_use]
pub fn to_hex(bytes: &[u8]) -> String {
    use std::fmt::Write;
    bytes.iter().fold(String::with_capacity(bytes.len() * 2), |mut text, b| {
        let _ = write!(text, "{b:02x}");
        text
    })
}

/// Hexadecimal to bytes; `None` when it is none.
#[must_use]
pub fn from_hex(text: &str) -> Option<Vec<u8>> {
    if !text.is_ascii() || !text.len().is_multiple_of(2) {
        return None;
    }
    text.as_bytes()
        .chunks(2)
        .map(|pair| std::str::from_utf8(pair).ok().and_then(|p| u8::from_str_radix(p, 16).ok()))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_proof_depends_on_everything_that_it_is_bound_to() {
        let greeting =
            Greeting { client_nonce: b"one", server_nonce: b"two", address: "192.0.2.7".parse().unwrap(), session: 1 };
        let base = greeting.client_proof("secret");
        let mapped = Greeting { address: "::ffff:192.0.2.7".parse().unwrap(), ..greeting };
        assert_eq!(base, mapped.client_proof("secret"));
        for changed in [
            greeting.client_proof("Secret"),
            greeting.server_proof("secret"),
            Greeting { client_nonce: b"onet", server_nonce: b"wo", ..greeting }.client_proof("secret"),
            Greeting { client_nonce: b"two", server_nonce: b"one", ..greeting }.client_proof("secret"),
            Greeting { address: "192.0.2.8".parse().unwrap(), ..greeting }.client_proof("secret"),
            Greeting { session: 2, ..greeting }.client_proof("secret"),
        ] {
            assert!(!same(&base, &changed));
        }
    }

    #[test]
    fn matches_the_published_test_vector() {
        // RFC 4231, test case 2.
        let key = Key::new(b"Jefe");
        assert_eq!(to_hex(&key.short(b"what do ya want for nothing?")), "5bdcc146bf60754e");
    }

    #[test]
    fn hex_round_trip_and_garbage() {
        assert_eq!(from_hex(&to_hex(&[0, 127, 255])).unwrap(), vec![0, 127, 255]);
        for bad in ["0", "zz", "é", "0g"] {
            assert!(from_hex(bad).is_none(), "{bad}");
        }
    }
}
