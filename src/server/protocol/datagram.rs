//! Datagrams: a header of 56 bytes, then filling. All numbers are big-endian.
//!
//! | bytes | meaning |
//! |---|---|
//! | 0 | kind |
//! | 1 | version |
//! | 2 | phase (index within the session) |
//! | 3 | flags: 1 = left late, 2 = carries an answer, 4 = it is the first to this datagram, so that its time counts |
//! | 4..12 | session |
//! | 12..16 | number within phase and direction, from 0 |
//! | 16..24 | send time in microseconds since the sender's epoch |
//! | 24 | answered phase |
//! | 25..28 | zero |
//! | 28..32 | answered number |
//! | 32..36 | microseconds that the answered datagram waited here |
//! | 36..38 | length of the datagram |
//! | 38..40 | zero |
//! | 40..44 | tag of this datagram: random, to be repeated by who acknowledges it |
//! | 44..48 | tag of the answered datagram |
//! | 48..56 | first 64 bits of HMAC-SHA256(session key, bytes 0..48) |
//!
//! The handshake (`Hello`, `Cookie`, `Bind`, `Bound`) uses the same header; a cookie of 16 bytes follows it. `Hello` and `Bind`
//! are filled up to [`HANDSHAKE_BYTES`], so that no answer is longer than its question.

use super::VERSION;
use super::auth::{Key, same};

/// Length of the header, the least length of a datagram.
pub const HEADER_BYTES: usize = 56;
/// Length of the client's handshake datagrams.
pub const HANDSHAKE_BYTES: usize = 1200;
/// Length of a cookie.
pub const COOKIE_BYTES: usize = 16;
/// The longest datagram: fits every usual MTU.
pub const MAX_BYTES: usize = 1200;

const SIGNED: usize = 48;

/// What a datagram is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Client: may I?
    Hello,
    /// Server: show that you receive here.
    Cookie,
    /// Client: here is your cookie.
    Bind,
    /// Server: your address is bound to the session.
    Bound,
    /// A numbered datagram of a phase.
    Data,
}

impl Kind {
    fn byte(self) -> u8 {
        match self {
            Self::Hello => 0x47,
            Self::Cookie => 0x48,
            Self::Bind => 0x49,
            Self::Bound => 0x4a,
            Self::Data => 0x4b,
        }
    }

    fn from_byte(byte: u8) -> Option<Self> {
        [Self::Hello, Self::Cookie, Self::Bind, Self::Bound, Self::Data].into_iter().find(|k| k.byte() == byte)
    }
}

/// The answer to the other side's newest datagram, for the round-trip time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Echo {
    /// Phase of the answered datagram.
    pub phase: u8,
    /// Its number.
    pub seq: u32,
    /// How long it waited before this answer left, in microseconds.
    pub hold_us: u32,
    /// Its tag.
    pub tag: u32,
    /// The first answer to it: a later one has no time to tell.
    pub first: bool,
}

/// The header of a datagram.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Header {
    /// What it is.
    pub kind: Kind,
    /// The session.
    pub session: u64,
    /// Index of the phase.
    pub phase: u8,
    /// Number within phase and direction.
    pub seq: u32,
    /// Send time in microseconds since the sender's epoch.
    pub sent_us: u64,
    /// True when it left more than 2 ms after its time.
    pub late: bool,
    /// Random: who repeats it has received this datagram.
    pub tag: u32,
    /// The answer that it carries.
    pub echo: Option<Echo>,
}

impl Header {
    /// A datagram of the handshake.
    #[must_use]
    pub fn handshake(kind: Kind, session: u64) -> Self {
        Self { kind, session, phase: 0, seq: 0, sent_us: 0, late: false, tag: 0, echo: None }
    }

    /// Writes the header with its code to the start of `datagram`, whose length is sent along. Does nothing when the
    /// datagram is shorter than the header.
    pub fn write(&self, key: &Key, datagram: &mut [u8]) {
        let length = u16::try_from(datagram.len()).unwrap_or(u16::MAX);
        let Some(head) = datagram.first_chunk_mut::<HEADER_BYTES>() else { return };
        let echo = self.echo.unwrap_or(Echo { phase: 0, seq: 0, hold_us: 0, tag: 0, first: false });
        let flags = u8::from(self.late) | (u8::from(self.echo.is_some()) << 1) | (u8::from(echo.first) << 2);
        let mut at = 0;
        let mut put = |bytes: &[u8]| {
            if let Some(place) = head.get_mut(at..at + bytes.len()) {
                place.copy_from_slice(bytes);
            }
            at += bytes.len();
        };
        put(&[self.kind.byte(), VERSION.to_be_bytes()[1], self.phase, flags]);
        put(&self.session.to_be_bytes());
        put(&self.seq.to_be_bytes());
        put(&self.sent_us.to_be_bytes());
        put(&[echo.phase, 0, 0, 0]);
        put(&echo.seq.to_be_bytes());
        put(&echo.hold_us.to_be_bytes());
        put(&length.to_be_bytes());
        put(&[0, 0]);
        put(&self.tag.to_be_bytes());
        put(&echo.tag.to_be_bytes());
        let (signed, code) = head.split_at_mut(SIGNED);
        code.copy_from_slice(&key.short(signed));
    }

    /// Reads a header without checking its code: first the session must be known. `None` for anything that is not ours.
    #[must_use]
    pub fn read(datagram: &[u8]) -> Option<Self> {
        let head = datagram.first_chunk::<HEADER_BYTES>()?;
        let mut rest: &[u8] = head;
        let kind = Kind::from_byte(split_off::<1>(&mut rest)?[0])?;
        let [version, phase, flags] = split_off::<3>(&mut rest)?;
        let session = u64::from_be_bytes(split_off(&mut rest)?);
        let seq = u32::from_be_bytes(split_off(&mut rest)?);
        let sent_us = u64::from_be_bytes(split_off(&mut rest)?);
        let [echo_phase, ..] = split_off::<4>(&mut rest)?;
        let echo_seq = u32::from_be_bytes(split_off(&mut rest)?);
        let hold_us = u32::from_be_bytes(split_off(&mut rest)?);
        let length = u16::from_be_bytes(split_off(&mut rest)?);
        let [0, 0] = split_off::<2>(&mut rest)? else { return None };
        let tag = u32::from_be_bytes(split_off(&mut rest)?);
        let echo_tag = u32::from_be_bytes(split_off(&mut rest)?);
        if u16::from(version) != VERSION || flags > 7 || usize::from(length) != datagram.len() {
            return None;
        }
        let first = flags & 4 != 0;
        let echo = (flags & 2 != 0).then_some(Echo { phase: echo_phase, seq: echo_seq, hold_us, tag: echo_tag, first });
        Some(Self { kind, session, phase, seq, sent_us, late: flags & 1 != 0, tag, echo })
    }

    /// True when the datagram carries the session's code.
    #[must_use]
    pub fn genuine(key: &Key, datagram: &[u8]) -> bool {
        let Some(head) = datagram.first_chunk::<HEADER_BYTES>() else { return false };
        let (signed, code) = head.split_at(SIGNED);
        same(&key.short(signed), code)
    }
}

/// A handshake datagram; `cookie` follows the header, filling follows the cookie up to `length`.
#[must_use]
pub fn handshake(kind: Kind, session: u64, key: &Key, cookie: &[u8], length: usize) -> Vec<u8> {
    let mut datagram = vec![0; length.max(HEADER_BYTES + cookie.len())];
    Header::handshake(kind, session).write(key, &mut datagram);
    if let Some(place) = datagram.get_mut(HEADER_BYTES..HEADER_BYTES + cookie.len()) {
        place.copy_from_slice(cookie);
    }
    datagram
}

/// The cookie of a handshake datagram.
#[must_use]
pub fn cookie(datagram: &[u8]) -> Option<&[u8]> {
    datagram.get(HEADER_BYTES..HEADER_BYTES + COOKIE_BYTES)
}

fn split_off<const N: usize>(rest: &mut &[u8]) -> Option<[u8; N]> {
    let (head, tail) = rest.split_first_chunk::<N>()?;
    *rest = tail;
    Some(*head)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn round_trip(session: u64, phase: u8, seq: u32, sent_us: u64, late: bool, tag: u32, echoed: Option<(u8, u32, u32, u32, bool)>, len in HEADER_BYTES..=MAX_BYTES) {
            let echo = echoed.map(|(phase, seq, hold_us, tag, first)| Echo { phase, seq, hold_us, tag, first });
            let header = Header { kind: Kind::Data, session, phase, seq, sent_us, late, tag, echo };
            let key = Key::new(b"k");
            let mut datagram = vec![0; len];
            header.write(&key, &mut datagram);
            prop_assert_eq!(Header::read(&datagram), Some(header));
            prop_assert!(Header::genuine(&key, &datagram));
            prop_assert!(!Header::genuine(&Key::new(b"other"), &datagram));
        }

        #[test]
        fn garbage_is_refused_without_a_panic(bytes in proptest::collection::vec(any::<u8>(), 0..1300)) {
            let _ = Header::read(&bytes);
            prop_assert!(!Header::genuine(&Key::new(b"k"), &bytes));
        }

        #[test]
        fn any_changed_bit_of_the_header_is_noticed(bit in 0usize..SIGNED * 8) {
            let key = Key::new(b"k");
            let mut datagram = handshake(Kind::Data, 7, &key, &[], 100);
            datagram[bit / 8] ^= 1 << (bit % 8);
            prop_assert!(!Header::genuine(&key, &datagram));
        }
    }

    #[test]
    fn a_cookie_is_found_again_and_no_answer_exceeds_its_question() {
        let key = Key::new(b"k");
        let hello = handshake(Kind::Hello, 1, &key, &[], HANDSHAKE_BYTES);
        let answer = handshake(Kind::Cookie, 1, &key, &[9; COOKIE_BYTES], 0);
        assert_eq!(cookie(&answer), Some([9; COOKIE_BYTES].as_slice()));
        assert!(answer.len() < hello.len());
    }
}
