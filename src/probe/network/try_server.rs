//! Trying out a server of our own: connect, greet, a few round trips, and whether datagrams pass. Two seconds or so.

use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use tokio::time::timeout;
use tokio_util::sync::CancellationToken;

use crate::model::{CheckId, ServerReply, Target, Unknown};
use crate::probe::ports::{NetworkPlan, ReportServer, Running};
use crate::probe::thread::guarded;
use crate::server::protocol::control::{ClientMessage, ServerMessage};

use super::client::Control;
use super::failure::Failure;
use super::link::Link;
use super::own_server::OwnServer;
use super::path_lookup;
use super::timing::Timing;

/// Finding the server, connecting and greeting, each.
const PATIENCE: Duration = Duration::from_millis(1500);
/// All of it.
const WHOLE: Duration = Duration::from_millis(2500);
/// Round trips; the fastest counts.
const ROUND_TRIPS: u32 = 4;

/// Begins on a thread of its own.
pub(super) fn start(version: u16, plan: NetworkPlan, report: ReportServer) -> Box<dyn Running> {
    let cancel = CancellationToken::new();
    let cancelled = cancel.clone();
    // Shared with the thread, which may not come about.
    let report = Arc::new(Mutex::new(Some(report)));
    let tell = move |outcome| {
        if let Some(report) = report.lock().unwrap_or_else(PoisonError::into_inner).take() {
            report(outcome);
        }
    };
    let of_thread = tell.clone();
    let work = move || match guarded(|| run(version, &plan, &cancelled)) {
        Ok(Some(outcome)) => of_thread(outcome),
        Ok(None) => {}
        Err(fault) => of_thread(broken_off(format!("gr-try-server: {fault}"))),
    };
    if let Err(error) = std::thread::Builder::new().name("gr-try-server".into()).spawn(work) {
        tell(broken_off(format!("start the thread gr-try-server: {error}")));
    }
    Box::new(Trying(cancel))
}

fn broken_off(detail: String) -> Result<ServerReply, Unknown> {
    Err(Unknown::broken_off(CheckId::Network, detail))
}

struct Trying(CancellationToken);

impl Running for Trying {
    fn cancel(&self) {
        self.0.cancel();
    }
}

impl Drop for Trying {
    fn drop(&mut self) {
        self.0.cancel();
    }
}

fn run(version: u16, plan: &NetworkPlan, cancel: &CancellationToken) -> Option<Result<ServerReply, Unknown>> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().thread_name("gr-net-lookup").build();
    let runtime = match runtime {
        Ok(runtime) => runtime,
        Err(e) => {
            return Some(broken_off(format!("starting the network runtime: {e}")));
        }
    };
    let mut host = String::new();
    let outcome = runtime.block_on(async {
        tokio::select! {
            () = cancel.cancelled() => None,
            outcome = timeout(WHOLE, reply(version, plan, &mut host)) => Some(outcome),
        }
    });
    runtime.shutdown_background();
    let silent = || Err(Failure::NoAnswer("no answer in time".into()));
    Some(outcome?.unwrap_or_else(|_| silent()).map_err(|failure| failure.unknown(&host)))
}

async fn reply(version: u16, plan: &NetworkPlan, host: &mut String) -> Result<ServerReply, Failure> {
    let Target::Host(typed) = &plan.far_end.target else { return Err(Failure::NotSelected) };
    let timing = Timing { connect: PATIENCE, answer: PATIENCE, ..Timing::quick() };
    let began = Instant::now();
    let mut control = OwnServer::find(plan, typed, &timing, host).await?.greet(version, &timing).await?;
    let (peer, local, seen) = (control.peer, control.local, control.seen);
    let link = Link::open(peer, control.key.clone(), control.session, began);
    let link = link.map_err(|e| Failure::System(format!("datagrams: {e}")))?;
    let left = WHOLE.saturating_sub(began.elapsed() + Duration::from_millis(200));
    let (passes, fastest) = tokio::join!(timeout(left, link.handshake()), fastest(&mut control));
    let here = tokio::task::spawn_blocking(move || path_lookup::is_this_computer(local, peer, seen));
    Ok(ServerReply {
        rtt_ms: fastest?.as_secs_f64() * 1000.0,
        counts_loss: passes.unwrap_or(false),
        this_computer: here.await.unwrap_or(false),
    })
}

async fn fastest(control: &mut Control) -> Result<Duration, Failure> {
    let mut fastest = Duration::MAX;
    for n in 0..ROUND_TRIPS {
        let asked = Instant::now();
        control.say(&ClientMessage::Ping { n }).await?;
        while control.answer().await? != (ServerMessage::Pong { n }) {}
        fastest = fastest.min(asked.elapsed());
    }
    Ok(fastest)
}
