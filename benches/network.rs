//! How much the network probe's own work costs: a datagram, and the figures of a whole call.

use divan::{Bencher, black_box};
use greenroom::assess::stats::Counts;
use greenroom::probe::network::stats::delay::Delays;
use greenroom::probe::network::stats::flow::{Flow, Packet};
use greenroom::probe::network::stats::gaps::{Heard, Stretch, gaps};
use greenroom::probe::network::stats::loss::LossCount;
use greenroom::server::protocol::auth::Key;
use greenroom::server::protocol::datagram::{Header, Kind, MAX_BYTES};
use greenroom::server::protocol::stream::Stream;

fn main() {
    divan::main();
}

fn header() -> Header {
    Header { kind: Kind::Data, session: 7, phase: 2, seq: 9, sent_us: 1, late: false, tag: 3, echo: None }
}

/// A 1080p call makes 450 of these a second.
#[divan::bench]
fn write_datagram(bencher: Bencher) {
    let (key, mut datagram) = (Key::new(b"key"), [0u8; MAX_BYTES]);
    bencher.bench_local(|| header().write(&key, black_box(&mut datagram)));
}

#[divan::bench]
fn read_datagram(bencher: Bencher) {
    let (key, mut datagram) = (Key::new(b"key"), [0u8; MAX_BYTES]);
    header().write(&key, &mut datagram);
    bencher.bench_local(|| (Header::read(black_box(&datagram)), Header::genuine(&key, &datagram)));
}

/// Six seconds of a 1080p call, 1 % lost.
fn call() -> Flow {
    let slots = Stream::call(4000, std::time::Duration::from_secs(6)).beside_voice();
    let sent_at_us: Vec<u64> = slots.iter().map(|s| s.at.as_micros() as u64).collect();
    let packets = (0u32..).zip(&sent_at_us).filter(|(seq, _)| seq % 100 != 17).map(|(seq, sent_us)| Packet {
        seq,
        sent_us: *sent_us,
        arrived_us: sent_us + 20_000 + u64::from(seq % 7) * 300,
        late: false,
        bytes: slots.first().map_or(0, |s| s.bytes),
    });
    Flow {
        sent: sent_at_us.len() as u32,
        last_sent_us: sent_at_us.last().copied(),
        packets: packets.collect(),
        sent_at_us: sent_at_us.clone(),
    }
}

#[divan::bench]
fn loss_of_a_call(bencher: Bencher) {
    let flow = call();
    bencher.bench_local(|| LossCount::of(black_box(&flow), 1e6));
}

#[divan::bench]
fn delays_and_gaps_of_a_call(bencher: Bencher) {
    let flow = call();
    let line = [Stretch { flow: flow.clone(), window_us: 1e6, loaded: false }];
    bencher.bench_local(|| (Delays::of([black_box(&flow)]), gaps(black_box(&line), Heard::Nothing)));
}

#[divan::bench]
fn interval() -> Option<[f64; 2]> {
    Counts::new(black_box(1500), black_box(15), black_box(Some(2.0))).map(Counts::interval)
}
