//! STUN's Binding (RFC 8489): the question, and whether bytes are its answer. Pure; any bytes may come.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};

/// Tells STUN from other protocols (section 5).
const COOKIE: [u8; 4] = 0x2112_A442_u32.to_be_bytes();
const HEADER_BYTES: usize = 20;
const BINDING_REQUEST: u16 = 0x0001;
const BINDING_SUCCESS: u16 = 0x0101;
const BINDING_ERROR: u16 = 0x0111;
/// Section 14.2.
const XOR_MAPPED_ADDRESS: u16 = 0x0020;
/// Section 14.8.
const ERROR_CODE: u16 = 0x0009;

/// No answer that counts is longer: it would not fit into a datagram on an ordinary line.
pub const ANSWER_BYTES_MAX: usize = 1472;

/// What ties an answer to its question.
pub type TransactionId = [u8; 12];

/// An answer to our question.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Answer {
    /// The address that the server saw the question come from.
    Bound(SocketAddr),
    /// The server refuses, with this code (300 to 699).
    Refused(u16),
}

/// The question, without attributes.
#[must_use]
pub fn question(id: &TransactionId) -> [u8; HEADER_BYTES] {
    let mut bytes = [0; HEADER_BYTES];
    let parts: [&[u8]; 4] = [&BINDING_REQUEST.to_be_bytes(), &[0, 0], &COOKIE, id];
    bytes.iter_mut().zip(parts.into_iter().flatten()).for_each(|(to, from)| *to = *from);
    bytes
}

/// The answer to the question with this id; `None` for everything else: other protocols, other questions' answers, what is cut
/// off, too long, or lacks what an answer must hold.
#[must_use]
pub fn answer(bytes: &[u8], id: &TransactionId) -> Option<Answer> {
    if bytes.len() > ANSWER_BYTES_MAX {
        return None;
    }
    let (header, body) = bytes.split_first_chunk::<HEADER_BYTES>()?;
    let (kind, rest) = header.split_first_chunk::<2>()?;
    let (length, rest) = rest.split_first_chunk::<2>()?;
    let (cookie, theirs) = rest.split_first_chunk::<4>()?;
    let whole = usize::from(u16::from_be_bytes(*length)) == body.len() && body.len().is_multiple_of(4);
    if *cookie != COOKIE || theirs != id || !whole {
        return None;
    }
    match u16::from_be_bytes(*kind) {
        BINDING_SUCCESS => attribute(body, XOR_MAPPED_ADDRESS).and_then(|value| mapped(value, id)).map(Answer::Bound),
        BINDING_ERROR => attribute(body, ERROR_CODE).and_then(code).map(Answer::Refused),
        _ => None,
    }
}

/// The value of the first attribute of this kind. Each is padded to four bytes (section 14).
fn attribute(mut body: &[u8], wanted: u16) -> Option<&[u8]> {
    loop {
        let (head, rest) = body.split_first_chunk::<4>()?;
        let [kind @ .., high, low] = head;
        let length = usize::from(u16::from_be_bytes([*high, *low]));
        let value = rest.get(..length)?;
        if u16::from_be_bytes(*kind) == wanted {
            return Some(value);
        }
        body = rest.get(length.next_multiple_of(4)..)?;
    }
}

/// Port and address are combined with the cookie, an IPv6 address with the id as well (section 14.2).
fn mapped(value: &[u8], id: &TransactionId) -> Option<SocketAddr> {
    let (head, address) = value.split_first_chunk::<4>()?;
    let [_, family, high, low] = *head;
    let [first, second, ..] = COOKIE;
    let port = u16::from_be_bytes([high ^ first, low ^ second]);
    let mut clear = address.iter().zip(COOKIE.iter().chain(id)).map(|(a, b)| a ^ b);
    let mut next = || clear.next().unwrap_or_default();
    let ip: IpAddr = match (family, address.len()) {
        (1, 4) => Ipv4Addr::from(std::array::from_fn::<u8, 4, _>(|_| next())).into(),
        (2, 16) => Ipv6Addr::from(std::array::from_fn::<u8, 16, _>(|_| next())).into(),
        _ => return None,
    };
    Some(SocketAddr::new(ip, port))
}

/// Hundreds in three bits, then the rest (section 14.8).
fn code(value: &[u8]) -> Option<u16> {
    let [_, _, class, number, ..] = value else { return None };
    let class = u16::from(class & 7);
    ((3..=6).contains(&class) && *number < 100).then(|| class * 100 + u16::from(*number))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// RFC 5769, section 2.2: a success response over IPv4, its integrity attributes left on.
    const IPV4: &[u8] = b"\x01\x01\x00\x3c\x21\x12\xa4\x42\xb7\xe7\xa7\x01\xbc\x34\xd6\x86\xfa\x87\xdf\xae\
\x80\x22\x00\x0b\x74\x65\x73\x74\x20\x76\x65\x63\x74\x6f\x72\x20\x00\x20\x00\x08\x00\x01\xa1\x47\xe1\x12\xa6\x43\
\x00\x08\x00\x14\x2b\x91\xf5\x99\xfd\x9e\x90\xc3\x8c\x74\x89\xf9\x2a\xf9\xba\x53\xf0\x6b\xe7\xd7\
\x80\x28\x00\x04\xc0\x7d\x4c\x96";
    /// Section 2.3: the same over IPv6.
    const IPV6: &[u8] = b"\x01\x01\x00\x48\x21\x12\xa4\x42\xb7\xe7\xa7\x01\xbc\x34\xd6\x86\xfa\x87\xdf\xae\
\x80\x22\x00\x0b\x74\x65\x73\x74\x20\x76\x65\x63\x74\x6f\x72\x20\x00\x20\x00\x14\x00\x02\xa1\x47\x01\x13\xa9\xfa\
\xa5\xd3\xf1\x79\xbc\x25\xf4\xb5\xbe\xd2\xb9\xd9\x00\x08\x00\x14\xa3\x82\x95\x4e\x4b\xe6\x7b\xf1\x17\x84\xc9\x7c\
\x82\x92\xc2\x75\xbf\xe3\xed\x41\x80\x28\x00\x04\xc8\xfb\x0b\x4c";
    const ID: TransactionId = *b"\xb7\xe7\xa7\x01\xbc\x34\xd6\x86\xfa\x87\xdf\xae";

    #[test]
    fn the_rfcs_own_answers_are_read() {
        assert_eq!(answer(IPV4, &ID), Some(Answer::Bound("192.0.2.1:32853".parse().unwrap())));
        let six = "[2001:db8:1234:5678:11:2233:4455:6677]:32853".parse().unwrap();
        assert_eq!(answer(IPV6, &ID), Some(Answer::Bound(six)));
    }

    #[test]
    fn another_questions_answer_is_none() {
        assert_eq!(answer(IPV4, &[0; 12]), None);
        let question = question(&ID);
        assert_eq!((question.len(), answer(&question, &ID)), (20, None), "our own question that comes back");
        assert_eq!(question[..4], [0, 1, 0, 0]);
    }

    #[test]
    fn a_refusal_is_an_answer_too() {
        let refusal = |class: u8, number: u8| {
            let mut bytes = question(&ID).to_vec();
            (bytes[0], bytes[1], bytes[3]) = (1, 0x11, 8);
            bytes.extend([0, 9, 0, 4, 0, 0, class, number]);
            answer(&bytes, &ID)
        };
        assert_eq!(refusal(4, 20), Some(Answer::Refused(420)));
        assert_eq!((refusal(7, 0), refusal(4, 100)), (None, None));
    }

    #[test]
    fn what_is_cut_off_or_too_long_is_no_answer() {
        for cut in 0..IPV4.len() {
            assert_eq!(answer(&IPV4[..cut], &ID), None, "{cut}");
        }
        let mut long = IPV4.to_vec();
        long.resize(1600, 0);
        long[2..4].copy_from_slice(&1580_u16.to_be_bytes());
        assert_eq!(answer(&long, &ID), None);
    }

    proptest! {
        #[test]
        fn any_bytes_are_read_without_a_panic(bytes in proptest::collection::vec(any::<u8>(), 0..1600)) {
            prop_assert_eq!(answer(&bytes, &ID), None);
        }

        #[test]
        fn any_body_behind_a_right_header_is_read_without_a_panic(error: bool, body in proptest::collection::vec(any::<u8>(), 0..400)) {
            let mut bytes = question(&ID).to_vec();
            (bytes[0], bytes[1]) = (1, if error { 0x11 } else { 1 });
            bytes[2..4].copy_from_slice(&(body.len() as u16).to_be_bytes());
            bytes.extend(body);
            let _ = answer(&bytes, &ID);
        }

        #[test]
        fn any_changed_byte_changes_an_answer_at_most(at in 0..IPV4.len(), to: u8) {
            let mut bytes = IPV4.to_vec();
            bytes[at] = to;
            let read = answer(&bytes, &ID);
            if (4..20).contains(&at) {
                prop_assert_eq!(read.is_some(), bytes == IPV4);
            }
        }
    }
}
