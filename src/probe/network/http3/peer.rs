//! A public host as the far end of a measurement: the call over HTTP/3, the load over TCP.

use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::time::{Duration, Instant};

use tokio::task::JoinSet;
use tokio::time::timeout;

use crate::model::observation::{Counting, Direction};
use crate::probe::network::failure::Failure;
use crate::probe::network::ledger::{Ledger, LoadResult};
use crate::probe::network::link::RoundTrip;
use crate::probe::network::load::{dry, flows_for};
use crate::probe::network::measure::peer::{LoadKind, LoadPlan, Moved, Peer};
use crate::probe::network::public::{Asker, Uplink, Work, all_end, begin_flows, judged, look, showed};
use crate::probe::network::queue::Sending;
use crate::server::protocol::pacer::micros;
use crate::server::protocol::stream::Stream;
use crate::server::protocol::{LOAD_FLOWS, LOAD_FLOWS_MOST};

use super::link::Http3;

/// HTTP needs longer than a flow without end to show a rate: requests begin slowly.
const SLOWER: f64 = 1.6;
/// Flows that fill the line, at most.
const FLOWS_MOST: u8 = 32;
/// So long may it take until connections are at hand.
const OPENING: Duration = Duration::from_secs(1);
/// Round trips of this last time tell the delay of now.
const RECENT: usize = 5;

/// A load under way.
struct Load {
    plan: LoadPlan,
    work: Arc<Work>,
    tasks: JoinSet<()>,
    beside: JoinSet<()>,
}

/// A public host with an open call.
pub struct Http3Peer {
    link: Http3,
    epoch: Instant,
    asker: Asker,
    uplink: Option<Uplink>,
    phase: Option<u8>,
    trips: Vec<RoundTrip>,
    load: Option<Load>,
}

impl Http3Peer {
    /// `link` is open; `asker` begins the requests that fill the line, `uplink` the flows upwards where the system tells what of
    /// them arrives.
    #[must_use]
    pub(in crate::probe::network) fn new(link: Http3, asker: Asker, uplink: Option<Uplink>, epoch: Instant) -> Self {
        Self { link, epoch, asker, uplink, phase: None, trips: Vec::new(), load: None }
    }

    fn gone(&self, why: &str) -> Failure {
        Failure::StoppedHalfWay(format!("HTTP/3: {why}"))
    }

    /// How long what leaves now waits.
    fn delay(&self) -> Duration {
        let newest = self.trips.iter().rev().take(RECENT).map(|t| t.ms).fold(0.0, f64::max);
        Duration::from_secs_f64(newest / 1000.0)
    }

    /// How long what left at this time waited: as the round trip that began nearest to it.
    fn delay_at(&self, left: Instant) -> Duration {
        let left_us = micros(left.saturating_duration_since(self.epoch));
        let began = |t: &RoundTrip| t.at_us.saturating_sub((t.ms * 1000.0) as u64);
        let nearest = self.trips.iter().min_by_key(|t| began(t).abs_diff(left_us));
        Duration::from_secs_f64(nearest.map_or(0.0, |t| t.ms / 1000.0))
    }
}

impl Peer for Http3Peer {
    fn counting(&self) -> Counting {
        Counting::ByQuic
    }

    fn has_datagrams(&self) -> bool {
        true
    }

    async fn go_over(&mut self, index: u8, streams: [Stream; 2]) -> Result<(), Failure> {
        self.phase = Some(index);
        self.link.go_over(index, streams);
        Ok(())
    }

    async fn end(&mut self, _: u8) -> Result<(), Failure> {
        self.phase = None;
        self.link.rest();
        Ok(())
    }

    async fn ask(&mut self) -> Result<(), Failure> {
        Ok(())
    }

    fn has_answered(&self) -> bool {
        true
    }

    fn has_told(&self, _: u8) -> bool {
        true
    }

    async fn next(&mut self, _: &mut Ledger) -> Result<(), Failure> {
        let why = self.link.ends().await;
        Err(self.gone(&why))
    }

    async fn tick(&mut self, _: u8) -> Result<(), Failure> {
        Ok(())
    }

    fn count(&mut self, ledger: &mut Ledger) {
        let all = self.link.counted();
        ledger.heard_us = self.link.heard_us();
        for ((index, phase), counted) in (0u8..).zip(ledger.phases.iter_mut()).zip(all) {
            phase.sent = counted.sent;
            phase.arrived_there = counted.arrived_there;
            phase.bytes_down = counted.down.packets.iter().map(|p| u64::from(p.bytes)).sum();
            phase.sent_there = (self.phase != Some(index)).then_some((counted.down.sent, counted.down.last_us));
            phase.arrived = counted.down.packets;
        }
    }

    fn round_trips(&mut self) -> Vec<RoundTrip> {
        let fresh = self.link.round_trips(self.trips.len());
        self.trips.extend_from_slice(&fresh);
        fresh
    }

    fn whole(&self) -> Result<(), Failure> {
        if self.link.stands() { Ok(()) } else { Err(self.gone("the connection has ended")) }
    }

    fn load_kind(&self, direction: Direction) -> LoadKind {
        if direction == Direction::Down || self.uplink.is_some() {
            return LoadKind { sending: Sending::Steadily, slower: 1.0, most: LOAD_FLOWS_MOST, cap: u64::MAX };
        }
        LoadKind { sending: Sending::ByRequests, slower: SLOWER, most: FLOWS_MOST, cap: u64::MAX }
    }

    async fn begin_load(&mut self, plan: LoadPlan) {
        let uplink = self.uplink.clone().filter(|_| plan.direction == Direction::Up);
        let steady = plan.direction == Direction::Down || uplink.is_some();
        let flows = if steady { flows_for(plan.guess) } else { LOAD_FLOWS };
        if uplink.is_none() {
            let _ = timeout(OPENING, self.asker.clone().open_connections(flows + LOAD_FLOWS)).await;
        }
        let work = Arc::new(Work::new(self.asker.clone(), uplink, plan.cap));
        let mut beside = JoinSet::new();
        look(&work, &mut beside, plan.direction);
        self.load = Some(Load { plan, work, tasks: JoinSet::new(), beside });
        self.more_flows(flows);
    }

    fn more_flows(&mut self, number: u8) {
        let Some(load) = &mut self.load else { return };
        begin_flows(&load.work, &mut load.tasks, number.into(), load.plan.direction);
        if self.uplink.is_none() || load.plan.direction == Direction::Down {
            // For the next time.
            load.beside.spawn(self.asker.clone().open_connections(number));
        }
    }

    fn flows(&self) -> u8 {
        self.load.as_ref().map_or(0, |load| u8::try_from(load.work.flows()).unwrap_or(u8::MAX))
    }

    fn moved(&self) -> Moved {
        let Some(Load { plan, work, .. }) = &self.load else { return Moved::default() };
        work.delay_us.store(micros(self.delay()), Ordering::Relaxed);
        let bins = work.bins(|left| self.delay_at(left));
        Moved { bins: bins.complete(work.certain_until(plan.direction)), bytes: bins.bytes(), span: bins.span() }
    }

    fn load_is_over(&mut self, moved: &Moved) -> bool {
        let Some(load) = &mut self.load else { return true };
        while load.tasks.try_join_next().is_some() {}
        let handed_over = load.work.is_steady(load.plan.direction) && load.work.left.load(Ordering::Relaxed) == 0;
        load.tasks.is_empty() || load.work.stop.load(Ordering::Relaxed) || handed_over && dry(&moved.bins)
    }

    async fn end_load(&mut self, _: bool) -> Result<LoadResult, Failure> {
        let Some(Load { plan, work, mut tasks, beside }) = self.load.take() else { return Ok(LoadResult::default()) };
        let capped = work.left.load(Ordering::Relaxed) == 0;
        work.stop.store(true, Ordering::Relaxed);
        let stopped = Instant::now();
        if work.is_steady(plan.direction) {
            tasks.abort_all();
        }
        let answered = all_end(&mut tasks).await && !work.has_starved();
        drop(beside);
        tasks.abort_all();
        let fresh = self.link.round_trips(self.trips.len());
        let known = self.trips.len();
        self.trips.extend(fresh);
        let bins = work.bins(|left| self.delay_at(left));
        // They are told with the next ones.
        self.trips.truncate(known);
        let load = showed(&work, plan.direction, capped, answered, stopped, &bins);
        judged(&work, load, bins.bytes())
    }
}
