//! A server of our own as the far end: a control connection, and datagrams that both sides count.

use std::collections::HashMap;
use std::io;
use std::time::{Duration, Instant};

use crate::model::observation::{Counting, Direction};
use crate::probe::network::client::Control;
use crate::probe::network::failure::Failure;
use crate::probe::network::ledger::{Ledger, LoadResult};
use crate::probe::network::link::{Link, RoundTrip};
use crate::probe::network::load::{Flows, dry, flows_for, result};
use crate::probe::network::queue::Sending;
use crate::probe::network::stats::rate;
use crate::server::protocol::LOAD_FLOWS_MOST;
use crate::server::protocol::control::{ClientMessage, ServerMessage};
use crate::server::protocol::pacer::micros;
use crate::server::protocol::stream::Stream;

use super::peer::{LoadKind, LoadPlan, Moved, Peer};

/// A load under way.
struct Load {
    flows: Flows,
    plan: LoadPlan,
}

/// A server of our own that has greeted.
pub struct OwnPeer {
    control: Control,
    link: Option<Link>,
    epoch: Instant,
    trips_read: usize,
    /// Round trips over the control connection, where no datagram passes.
    pongs: Vec<RoundTrip>,
    pings: HashMap<u32, (u8, Instant)>,
    ended: HashMap<u8, (u32, u64)>,
    progress: HashMap<u8, Moved>,
    /// Reports that were asked for, and those that have come.
    reports: (u32, u32),
    load: Option<Load>,
}

fn system(what: &str, e: &io::Error) -> Failure {
    Failure::System(format!("{what}: {e}"))
}

impl OwnPeer {
    /// After the greeting: tries whether datagrams pass.
    ///
    /// # Errors
    /// When this computer refuses a socket or a thread.
    pub async fn meet(control: Control, epoch: Instant) -> Result<Self, Failure> {
        let link = Link::open(control.peer, control.key.clone(), control.session, epoch);
        let link = link.map_err(|e| system("datagrams", &e))?;
        let passes = link.handshake().await;
        link.whole().map_err(|e| system("datagrams", &e))?;
        Ok(Self {
            control,
            link: passes.then_some(link),
            epoch,
            trips_read: 0,
            pongs: Vec::new(),
            pings: HashMap::new(),
            ended: HashMap::new(),
            progress: HashMap::new(),
            reports: (0, 0),
            load: None,
        })
    }

    fn take_in(&mut self, message: ServerMessage, ledger: &mut Ledger) {
        match message {
            ServerMessage::Ended { index, sent, last_us } => {
                self.ended.insert(index, (sent, last_us));
            }
            ServerMessage::Arrivals { index, items } => ledger.arrived_there(index, &items),
            ServerMessage::Reported => self.reports.1 += 1,
            ServerMessage::Progress { index, bins, bytes, span_us } => {
                self.progress.insert(index, Moved { bins, bytes, span: Duration::from_micros(span_us) });
            }
            ServerMessage::Pong { n } => {
                if let Some((phase, asked)) = self.pings.remove(&n) {
                    let at_us = micros(self.epoch.elapsed());
                    self.pongs.push(RoundTrip { phase, at_us, ms: asked.elapsed().as_secs_f64() * 1000.0 });
                }
            }
            // Only a greeting has these.
            ServerMessage::Challenge { .. } | ServerMessage::Welcome { .. } | ServerMessage::Refused { .. } => {}
        }
    }
}

impl Peer for OwnPeer {
    fn counting(&self) -> Counting {
        if self.has_datagrams() { Counting::AtReceivers } else { Counting::None }
    }

    fn has_datagrams(&self) -> bool {
        self.link.is_some()
    }

    async fn go_over(&mut self, index: u8, [up, down]: [Stream; 2]) -> Result<(), Failure> {
        self.control.say(&ClientMessage::Begin { index, stream: down }).await?;
        match &self.link {
            Some(link) => link.go_over(index, up).map_err(|e| system("sending thread", &e)),
            None => Ok(()),
        }
    }

    async fn end(&mut self, index: u8) -> Result<(), Failure> {
        if let Some(link) = &self.link {
            link.rest();
        }
        self.control.say(&ClientMessage::End { index }).await
    }

    async fn ask(&mut self) -> Result<(), Failure> {
        self.reports.0 += 1;
        self.control.say(&ClientMessage::Report).await
    }

    fn has_answered(&self) -> bool {
        self.reports.1 >= self.reports.0
    }

    fn has_told(&self, index: u8) -> bool {
        self.ended.contains_key(&index)
    }

    async fn next(&mut self, ledger: &mut Ledger) -> Result<(), Failure> {
        let message = self.control.next().await?;
        self.take_in(message, ledger);
        Ok(())
    }

    async fn tick(&mut self, index: u8) -> Result<(), Failure> {
        if self.link.is_some() {
            return Ok(());
        }
        let n = u32::try_from(self.epoch.elapsed().as_millis()).unwrap_or(u32::MAX);
        self.pings.insert(n, (index, Instant::now()));
        self.control.say(&ClientMessage::Ping { n }).await
    }

    fn count(&mut self, ledger: &mut Ledger) {
        let Some(link) = &self.link else { return };
        for (index, phase) in (0u8..).zip(ledger.phases.iter_mut()) {
            let raw = link.phase(index);
            phase.sent = raw.sent;
            phase.arrived = raw.arrived;
            phase.bytes_down = raw.bytes;
            phase.sent_there = self.ended.get(&index).copied();
        }
    }

    fn round_trips(&mut self) -> Vec<RoundTrip> {
        let Some(link) = &self.link else { return std::mem::take(&mut self.pongs) };
        let fresh = link.round_trips(self.trips_read);
        self.trips_read += fresh.len();
        fresh
    }

    fn whole(&self) -> Result<(), Failure> {
        self.link.as_ref().map_or(Ok(()), Link::whole).map_err(|e| system("datagrams", &e))
    }

    fn load_kind(&self, _: Direction) -> LoadKind {
        let cap = self.control.grant.max_tcp_bytes / 2;
        LoadKind { sending: Sending::Steadily, slower: 1.0, most: LOAD_FLOWS_MOST, cap }
    }

    async fn begin_load(&mut self, plan: LoadPlan) {
        let LoadPlan { index, direction, guess, cap } = plan;
        let flows = Flows::open(&self.control, index, direction, flows_for(guess), cap);
        self.load = Some(Load { flows, plan });
    }

    fn more_flows(&mut self, number: u8) {
        if let Some(load) = &mut self.load {
            load.flows.more(&self.control, number);
        }
    }

    fn flows(&self) -> u8 {
        self.load.as_ref().map_or(0, |load| load.flows.number())
    }

    fn moved(&self) -> Moved {
        let Some(load) = &self.load else { return Moved::default() };
        match load.plan.direction {
            Direction::Down => {
                let bins = load.flows.bins.get();
                Moved { bins: bins.complete(Instant::now()), bytes: bins.bytes(), span: bins.span() }
            }
            Direction::Up => self.progress.get(&load.plan.index).cloned().unwrap_or_default(),
        }
    }

    fn load_is_over(&mut self, moved: &Moved) -> bool {
        let Some(load) = &mut self.load else { return true };
        // What was reserved for a flow that died or that waits never arrives: the line is idle then, not slow.
        let dried_up = load.flows.all_offered() && dry(&moved.bins);
        moved.bytes >= load.plan.cap || load.flows.all_ended() || dried_up
    }

    async fn end_load(&mut self, capped: bool) -> Result<LoadResult, Failure> {
        let Moved { bins, bytes, span } = self.moved();
        self.load = None;
        Ok(result(rate::goodput, &bins, bytes, span, capped))
    }
}
