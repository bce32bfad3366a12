//! ICMP echo (RFC 792, RFC 4443): the question, and whether bytes are its answer. Pure; any bytes may come.

/// What tells our questions from everybody else's.
pub type Token = [u8; 8];

/// Header and token.
pub const BYTES: usize = 16;
/// The longest answer that is looked at: an IPv4 header with all its options before it.
pub const ANSWER_BYTES: usize = 60 + BYTES;

/// Which ICMP.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Version {
    /// Of IPv4.
    V4,
    /// Of IPv6.
    V6,
}

impl Version {
    fn request(self) -> u8 {
        if self == Self::V4 { 8 } else { 128 }
    }

    fn reply(self) -> u8 {
        if self == Self::V4 { 0 } else { 129 }
    }
}

/// The question with this number. The identifier is the system's or zero; the token tells it.
#[must_use]
pub fn question(version: Version, number: u16, token: &Token) -> [u8; BYTES] {
    let mut bytes = [0; BYTES];
    let head = [version.request(), 0, 0, 0, 0, 0];
    let all = head.iter().chain(&number.to_be_bytes()).chain(token).copied().collect::<Vec<_>>();
    bytes.iter_mut().zip(all).for_each(|(to, from)| *to = from);
    // Over IPv6 the system fills it in (RFC 3542, section 3.1), for it covers the addresses.
    if version == Version::V4 {
        let sum = checksum(&bytes).to_be_bytes();
        bytes.iter_mut().skip(2).zip(sum).for_each(|(to, from)| *to = from);
    }
    bytes
}

/// The number of the question that these bytes answer. Some systems leave the IPv4 header before them.
#[must_use]
pub fn answered(version: Version, bytes: &[u8], token: &Token) -> Option<u16> {
    let header = match bytes.first()? {
        first if version == Version::V4 && first >> 4 == 4 => usize::from(first & 15) * 4,
        _ => 0,
    };
    let (head, rest) = bytes.get(header..)?.split_first_chunk::<8>()?;
    let [kind, code, _, _, _, _, high, low] = *head;
    let ours = kind == version.reply() && code == 0 && rest.first_chunk() == Some(token);
    ours.then(|| u16::from_be_bytes([high, low]))
}

/// RFC 1071.
fn checksum(bytes: &[u8]) -> u16 {
    let pairs = bytes.chunks(2).map(|pair| match pair {
        [high, low] => u32::from(u16::from_be_bytes([*high, *low])),
        [high] => u32::from(*high) << 8,
        _ => 0,
    });
    let mut sum: u32 = pairs.sum();
    while sum > 0xffff {
        sum = (sum & 0xffff) + (sum >> 16);
    }
    !u16::try_from(sum).unwrap_or(u16::MAX)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const TOKEN: Token = *b"greenrm!";

    fn reply(version: Version, number: u16) -> Vec<u8> {
        let mut bytes = question(version, number, &TOKEN).to_vec();
        bytes[0] = version.reply();
        bytes
    }

    #[test]
    fn an_answer_names_its_question() {
        for version in [Version::V4, Version::V6] {
            assert_eq!(answered(version, &reply(version, 7), &TOKEN), Some(7));
            assert_eq!(answered(version, &question(version, 7, &TOKEN), &TOKEN), None, "our own that comes back");
            assert_eq!(answered(version, &reply(version, 7), b"somebody"), None);
            assert_eq!(answered(version, &reply(version, 7)[..15], &TOKEN), None);
        }
        assert_eq!(answered(Version::V4, &reply(Version::V6, 7), &TOKEN), None);
        let with_header = [&[0x46_u8][..], &[0; 23], &reply(Version::V4, 300)].concat();
        assert_eq!(answered(Version::V4, &with_header, &TOKEN), Some(300));
    }

    #[test]
    fn the_checksum_is_that_of_the_rfc() {
        // RFC 1071, section 3: the sum is ddf2.
        assert_eq!(checksum(&[0, 1, 0xf2, 3, 0xf4, 0xf5, 0xf6, 0xf7]), !0xddf2);
        assert_eq!(checksum(&question(Version::V4, 9, &TOKEN)), 0, "with it everything sums up to nothing");
    }

    proptest! {
        #[test]
        fn any_bytes_are_read_without_a_panic(bytes in proptest::collection::vec(any::<u8>(), 0..200), six: bool) {
            let version = if six { Version::V6 } else { Version::V4 };
            prop_assert_eq!(answered(version, &bytes, &TOKEN), None);
        }
    }
}
