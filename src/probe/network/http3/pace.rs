//! The rhythm of a call: each piece is handed over when it is due, upwards to be written, downwards as leave to send.

use std::time::{Duration, Instant};

use bytes::Bytes;
use quinn::VarInt;
use tokio::sync::watch;

use crate::server::protocol::pacer::{LATE, Score};
use crate::server::protocol::stream::{OVERHEAD_BYTES, Stream};

use super::alarm::Alarm;
use super::packets::Packets;
use super::steady::Budget;
use super::upload::Uploads;

/// What a packet carries beside the bytes of the call, at most: a header with an identifier of 20 bytes, frame headers, tag.
const PACKET_BYTES: usize = 60;
/// What is on its way and not answered is at most what the call sends in this time, and at least so many bytes.
const IN_FLIGHT: Duration = Duration::from_secs(2);
const IN_FLIGHT_LEAST: u64 = 64 * 1024;
/// A packet that lets the server go on, at most; it acknowledges as well.
const RELEASE_BYTES: u64 = 200;
/// Beside the call so much of what was lost may be sent again: more than a call can bear to lose.
const AGAIN: (u64, u64) = (5, 4);
/// Random bytes, more than a packet holds.
const NOISE: usize = 2048;

/// What goes on: a phase, its stream upwards and downwards.
pub type Turn = Option<(u8, [Stream; 2])>;

/// Hands over what is due, turn after turn; `released` bytes may be sent already. Returns only when nobody gives turns any more
/// or the connection does not take them; why.
pub async fn pace(
    packets: &Packets,
    connection: &quinn::Connection,
    budget: &Budget,
    alarm: &Alarm,
    uploads: &mut Uploads,
    mut turns: watch::Receiver<Turn>,
    mut released: u64,
) -> String {
    let mut noise = vec![0u8; NOISE];
    rand::fill(noise.as_mut_slice());
    let noise = Bytes::from(noise);
    let mut voices = [None; 2];
    let mut most_before = 0;
    loop {
        let turn = *turns.borrow_and_update();
        // What was lost at a rate that the line does not carry would be sent again for as long.
        if packets.is_clogged()
            && let Err(failure) = uploads.begin().await
        {
            return failure.to_string();
        }
        let Some((phase, streams)) = turn else {
            if turns.changed().await.is_err() {
                return String::new();
            }
            continue;
        };
        packets.go_over(phase);
        let began = Instant::now();
        let [up, down] = streams;
        let mut scores = [Score::new(&up, began, voices[0]), Score::new(&down, began, voices[1])];
        // What the turn before has under way was sent at its rate.
        let most_now = in_flight_most(&up);
        let in_flight_most = most_now.max(std::mem::replace(&mut most_before, most_now));
        loop {
            let [up, down] = &mut scores;
            let Some(due) = up.due().into_iter().chain(down.due()).min() else { break };
            tokio::select! {
                biased;
                changed = turns.changed() => {
                    if changed.is_err() {
                        return String::new();
                    }
                    break;
                }
                () = alarm.until(due) => {}
            }
            let mut leave = released;
            while down.due().is_some_and(|due| due <= Instant::now()) {
                let Some(note) = down.next() else { break };
                budget.grant(RELEASE_BYTES);
                if !packets.is_behind() {
                    leave += piece_bytes(note.bytes) as u64;
                }
            }
            if leave > released {
                released = leave;
                connection.set_receive_window(VarInt::from_u64(released).unwrap_or(VarInt::MAX));
            }
            while up.due().is_some_and(|due| due <= Instant::now()) {
                let Some(note) = up.next() else { break };
                budget.grant((u64::from(note.bytes) + OVERHEAD_BYTES as u64) * AGAIN.0 / AGAIN.1);
                packets.leaves_late(note.timed && note.due.elapsed() > LATE);
                if packets.in_flight_bytes() < in_flight_most {
                    uploads.write(noise.slice(..piece_bytes(note.bytes)));
                }
                tokio::task::yield_now().await;
            }
        }
        voices = scores.map(|score| score.voice_due());
    }
}

/// Bytes of a stream that make a packet of this payload.
fn piece_bytes(payload: u16) -> usize {
    usize::from(payload).saturating_sub(PACKET_BYTES).max(1)
}

fn in_flight_most(up: &Stream) -> u64 {
    let (packets, kbps) = up.load();
    let bytes_per_s = u64::from(kbps) * 125 + u64::from(packets) * OVERHEAD_BYTES as u64;
    (bytes_per_s * IN_FLIGHT.as_secs()).max(IN_FLIGHT_LEAST)
}
