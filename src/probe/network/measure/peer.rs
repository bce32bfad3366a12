//! What a measurement needs of the far end. A server of ours and any host that speaks HTTP/3 give the same account of the same
//! phases; they differ in how it comes about.

use std::time::Duration;

use crate::model::observation::{Counting, Direction};
use crate::probe::network::failure::Failure;
use crate::probe::network::ledger::{Ledger, LoadResult};
use crate::probe::network::link::RoundTrip;
use crate::probe::network::queue::Sending;
use crate::server::protocol::stream::Stream;

/// What the flows of a load have moved until now.
#[derive(Debug, Clone, Default)]
pub struct Moved {
    /// Bytes by time.
    pub bins: Vec<u64>,
    /// All of them.
    pub bytes: u64,
    /// From the first to the last.
    pub span: Duration,
}

/// A load that is to begin.
#[derive(Debug, Clone, Copy)]
pub struct LoadPlan {
    /// Its phase.
    pub index: u8,
    /// Which way.
    pub direction: Direction,
    /// A guess of the line's rate in kbit/s.
    pub guess: Option<f64>,
    /// Bytes that it may move at most.
    pub cap: u64,
}

/// How the flows of a load behave.
#[derive(Debug, Clone, Copy)]
pub struct LoadKind {
    /// How they send.
    pub sending: Sending,
    /// They need so many times longer to show a rate.
    pub slower: f64,
    /// Flows at most.
    pub most: u8,
    /// Bytes that the far end lets one direction move.
    pub cap: u64,
}

/// The far end of a measurement.
pub trait Peer {
    /// How what is lost is counted.
    fn counting(&self) -> Counting;

    /// Datagrams come back.
    fn has_datagrams(&self) -> bool;

    /// Goes over to a phase, upwards and downwards; the one before ends.
    ///
    /// # Errors
    /// When the far end has gone, or this computer refuses a thread.
    async fn go_over(&mut self, index: u8, streams: [Stream; 2]) -> Result<(), Failure>;

    /// Ends the last phase.
    ///
    /// # Errors
    /// When the far end has gone.
    async fn end(&mut self, index: u8) -> Result<(), Failure>;

    /// Asks what arrived there, without waiting for it.
    ///
    /// # Errors
    /// When the far end has gone.
    async fn ask(&mut self) -> Result<(), Failure>;

    /// Everything that was asked for has been answered.
    fn has_answered(&self) -> bool;

    /// All that was counted in a phase that is over is known here.
    fn has_told(&self, index: u8) -> bool;

    /// Waits for the next message and takes it in. May be cancelled at any time.
    ///
    /// # Errors
    /// When the far end has gone.
    async fn next(&mut self, ledger: &mut Ledger) -> Result<(), Failure>;

    /// A tenth of a second has begun.
    ///
    /// # Errors
    /// When the far end has gone.
    async fn tick(&mut self, index: u8) -> Result<(), Failure>;

    /// Notes what this side knows of all phases.
    fn count(&mut self, ledger: &mut Ledger);

    /// Round trips since the last time.
    fn round_trips(&mut self) -> Vec<RoundTrip>;

    /// Its threads work: what one of them no longer counts is not the line's loss.
    ///
    /// # Errors
    /// When one has gone.
    fn whole(&self) -> Result<(), Failure>;

    /// How a load behaves.
    fn load_kind(&self, direction: Direction) -> LoadKind;

    /// Begins to fill a direction.
    async fn begin_load(&mut self, plan: LoadPlan);

    /// Begins more flows.
    fn more_flows(&mut self, number: u8);

    /// How many flows there are.
    fn flows(&self) -> u8;

    /// What they have moved.
    fn moved(&self) -> Moved;

    /// Nothing more is to come. `moved` is what has come.
    fn load_is_over(&mut self, moved: &Moved) -> bool;

    /// Ends the load; what it showed. `capped`: it had nothing more to send.
    ///
    /// # Errors
    /// When the far end refused it, or has gone.
    async fn end_load(&mut self, capped: bool) -> Result<LoadResult, Failure>;
}
