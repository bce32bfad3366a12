//! The frames of a decrypted QUIC packet (RFC 9000, section 19), as far as a measurement asks: which packets an
//! acknowledgement names, which bytes of a stream a packet carries, how much it lets the other side send.

/// A packet whose frames cannot be read to the end.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a frame is cut off or of an unknown kind")]
pub struct Malformed;

/// A frame that the measurement asks about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Frame {
    /// Packets of ours that arrived.
    Ack {
        /// Their numbers, both ends included, the greatest first.
        ranges: Vec<(u64, u64)>,
        /// How long the greatest waited for this answer, in units that the other side chose.
        delay: u64,
    },
    /// Bytes of a stream.
    Stream {
        /// Which.
        id: u64,
        /// Place of the first byte.
        offset: u64,
        /// How many.
        length: u64,
        /// There are no more behind them.
        last: bool,
    },
    /// A stream that ends before its end.
    Reset(u64),
    /// So many bytes of all streams together the receiver takes.
    MaxData(u64),
    /// The sender has sent so many bytes of all streams together, and would like to send more.
    Blocked(u64),
    /// Anything else that asks to be acknowledged.
    Other,
}

/// An acknowledgement of more stretches than this is none that a measurement would see.
const RANGES_MOST: u64 = 1024;

/// Reads all frames; padding is left out.
///
/// # Errors
/// When a frame is cut off or unknown: what was read until then was given to `visit`.
pub fn read(payload: &[u8], mut visit: impl FnMut(Frame)) -> Result<(), Malformed> {
    let mut rest = Rest(payload);
    while let Some(kind) = rest.kind()? {
        let frame = match kind {
            0x00 => continue,
            0x02 | 0x03 => rest.ack(kind == 0x03)?,
            0x04 => {
                let id = rest.number()?;
                rest.numbers(2)?;
                Frame::Reset(id)
            }
            0x08..=0x0f => rest.stream(kind)?,
            0x10 => Frame::MaxData(rest.number()?),
            0x14 => Frame::Blocked(rest.number()?),
            _ => {
                rest.other(kind)?;
                Frame::Other
            }
        };
        visit(frame);
    }
    Ok(())
}

/// What is left to read.
struct Rest<'a>(&'a [u8]);

impl Rest<'_> {
    fn skip(&mut self, length: u64) -> Result<(), Malformed> {
        let length = usize::try_from(length).map_err(|_| Malformed)?;
        self.0 = self.0.get(length..).ok_or(Malformed)?;
        Ok(())
    }

    /// A number of one, two, four or eight bytes (RFC 9000, section 16).
    fn number(&mut self) -> Result<u64, Malformed> {
        let (first, rest) = self.0.split_first().ok_or(Malformed)?;
        let length = (1usize << (first >> 6)) - 1;
        let (more, rest) = rest.split_at_checked(length).ok_or(Malformed)?;
        self.0 = rest;
        Ok(more.iter().fold(u64::from(first & 0x3f), |value, byte| value << 8 | u64::from(*byte)))
    }

    fn numbers(&mut self, count: u8) -> Result<(), Malformed> {
        (0..count).try_for_each(|_| self.number().map(drop))
    }

    /// The kind of the next frame; `None` at the end.
    fn kind(&mut self) -> Result<Option<u64>, Malformed> {
        if self.0.is_empty() { Ok(None) } else { self.number().map(Some) }
    }

    fn ack(&mut self, with_ecn: bool) -> Result<Frame, Malformed> {
        let largest = self.number()?;
        let delay = self.number()?;
        let more = self.number()?;
        if more > RANGES_MOST {
            return Err(Malformed);
        }
        let mut ranges = Vec::new();
        let mut low = largest.checked_sub(self.number()?).ok_or(Malformed)?;
        ranges.push((low, largest));
        for _ in 0..more {
            let gap = self.number()?;
            let high = low.checked_sub(gap).and_then(|n| n.checked_sub(2)).ok_or(Malformed)?;
            low = high.checked_sub(self.number()?).ok_or(Malformed)?;
            ranges.push((low, high));
        }
        if with_ecn {
            self.numbers(3)?;
        }
        Ok(Frame::Ack { ranges, delay })
    }

    fn stream(&mut self, kind: u64) -> Result<Frame, Malformed> {
        let id = self.number()?;
        let offset = if kind & 0x04 == 0 { 0 } else { self.number()? };
        let length = if kind & 0x02 == 0 { self.0.len() as u64 } else { self.number()? };
        self.skip(length)?;
        Ok(Frame::Stream { id, offset, length, last: kind & 0x01 != 0 })
    }

    /// Frames of which only the length matters.
    fn other(&mut self, kind: u64) -> Result<(), Malformed> {
        match kind {
            // PING, HANDSHAKE_DONE, IMMEDIATE_ACK
            0x01 | 0x1e | 0x1f => Ok(()),
            // STOP_SENDING, MAX_STREAM_DATA, STREAM_DATA_BLOCKED
            0x05 | 0x11 | 0x15 => self.numbers(2),
            // MAX_STREAMS, STREAMS_BLOCKED, RETIRE_CONNECTION_ID
            0x12 | 0x13 | 0x16 | 0x17 | 0x19 => self.numbers(1),
            // CRYPTO
            0x06 => {
                self.numbers(1)?;
                self.counted()
            }
            // NEW_TOKEN, DATAGRAM with a length
            0x07 | 0x31 => self.counted(),
            // NEW_CONNECTION_ID: the identifier has its length in one byte, a token of 16 bytes follows.
            0x18 => {
                self.numbers(2)?;
                let length = u64::from(*self.0.first().ok_or(Malformed)?);
                self.skip(1 + length + 16)
            }
            // PATH_CHALLENGE, PATH_RESPONSE
            0x1a | 0x1b => self.skip(8),
            // CONNECTION_CLOSE of QUIC and of the application
            0x1c => {
                self.numbers(2)?;
                self.counted()
            }
            0x1d => {
                self.numbers(1)?;
                self.counted()
            }
            // DATAGRAM to the end of the packet
            0x30 => self.skip(self.0.len() as u64),
            // ACK_FREQUENCY
            0xaf => self.numbers(4),
            _ => Err(Malformed),
        }
    }

    /// Bytes with their number before them.
    fn counted(&mut self) -> Result<(), Malformed> {
        let length = self.number()?;
        self.skip(length)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn frames(payload: &[u8]) -> Result<Vec<Frame>, Malformed> {
        let mut found = Vec::new();
        read(payload, |frame| found.push(frame)).map(|()| found)
    }

    #[test]
    fn an_acknowledgement_names_its_stretches() {
        // Largest 100, delay 7, one more stretch, first of 4 (97..=100), gap 1, length 2 (92..=94).
        let ack = [0x02, 0x40, 100, 7, 1, 3, 1, 2];
        assert_eq!(frames(&ack), Ok(vec![Frame::Ack { ranges: vec![(97, 100), (92, 94)], delay: 7 }]));
        let with_ecn = [0x03, 5, 0, 0, 5, 1, 2, 3];
        assert_eq!(frames(&with_ecn), Ok(vec![Frame::Ack { ranges: vec![(0, 5)], delay: 0 }]));
        assert_eq!(frames(&[0x02, 5, 0, 0, 6]), Err(Malformed), "below zero");
    }

    #[test]
    fn a_stream_tells_its_place_with_and_without_a_length() {
        let both = [0x0f, 4, 0x44, 0x00, 2, 9, 9, 0x08, 8, 1, 2, 3];
        let expected = vec![
            Frame::Stream { id: 4, offset: 1024, length: 2, last: true },
            Frame::Stream { id: 8, offset: 0, length: 3, last: false },
        ];
        assert_eq!(frames(&both), Ok(expected));
    }

    #[test]
    fn what_follows_a_frame_of_no_interest_is_still_read() {
        let mut payload = vec![0x01, 0x00, 0x00, 0x06, 0, 2, 1, 1, 0x18, 1, 0, 4];
        payload.extend([0; 20]);
        payload.extend([0x1b, 1, 2, 3, 4, 5, 6, 7, 8, 0x40, 0xaf, 1, 2, 3, 4, 0x10, 0x80, 1, 0, 0]);
        let found = frames(&payload).unwrap();
        assert_eq!(found.last(), Some(&Frame::MaxData(65_536)), "{found:?}");
        assert_eq!(found.len(), 6);
        assert_eq!(frames(&[0x40, 0x99]), Err(Malformed), "an unknown kind");
    }

    proptest! {
        #[test]
        fn nothing_that_arrives_breaks_it(payload in proptest::collection::vec(any::<u8>(), 0..1500)) {
            let mut bytes = 0;
            let _ = read(&payload, |frame| {
                if let Frame::Stream { length, .. } = frame {
                    bytes += length;
                }
            });
            prop_assert!(bytes <= payload.len() as u64);
        }
    }
}
