//! The connection, measured like a call.
//!
//! A pretend call both ways, then TCP load, then the call again (`measure`): with a server of our own by numbered datagrams that
//! the receivers count (`measure::own`), with a public host over HTTP/3, counted here (`http3`). Where neither comes about: what
//! HTTP over TCP tells (`public`). The probe measures its own lateness, so that a busy computer is not taken for a bad line.

mod client;
mod failure;
pub mod http3;
mod ledger;
mod level;
mod link;
mod load;
mod measure;
mod output;
mod own_server;
mod path_lookup;
mod public;
mod queue;
mod quiet;
pub mod servers;
pub mod stats;
mod summary;
pub mod timing;
mod tls;
mod try_server;
pub mod way;
mod way_summary;

use std::time::Instant;

use tokio_util::sync::CancellationToken;

use crate::model::observation::{Server, ServerKind};
use crate::model::run::Step;
use crate::model::{CheckId, PublicServer, Target, Unknown};
use crate::server::protocol::VERSION;

use super::ports::{EventSink, NetworkPlan, NetworkProbe, ReportServer, Running};
use super::thread;
use failure::Failure;
use http3::{Http3, Http3Peer};
use ledger::Ledger;
use measure::Measurement;
use measure::own::OwnPeer;
use output::Output;
use own_server::OwnServer;
use public::{Public, Uplink};
pub use timing::Timing;
use way::operators::StunServer;
use way::portal::Page;
use way::{Around, Others};

/// Measures the connection.
#[derive(Debug, Clone)]
pub struct Probe {
    timing: Option<Timing>,
    version: u16,
    public: Option<Vec<PublicServer>>,
    others: Others,
}

impl Default for Probe {
    fn default() -> Self {
        Self::new()
    }
}

impl Probe {
    /// With the usual phases.
    #[must_use]
    pub fn new() -> Self {
        Self { timing: None, version: VERSION, public: None, others: Others::default() }
    }

    /// With other lengths of the phases, whatever the plan says.
    #[must_use]
    pub fn with_timing(mut self, timing: Timing) -> Self {
        self.timing = Some(timing);
        self
    }

    /// With other public hosts than those of `assets/measurement_servers.toml`. Nobody else is asked then, unless named too.
    #[must_use]
    pub fn with_public_servers(mut self, servers: Vec<PublicServer>) -> Self {
        self.public = Some(servers);
        self.others = self.others.only_named();
        self
    }

    /// With other pages that are always the same than those of `assets/portal_checks.toml`.
    #[must_use]
    pub fn with_pages(mut self, pages: Vec<Page>) -> Self {
        self.others.pages = Some(pages);
        self
    }

    /// With other servers of STUN than those of `assets/stun_servers.toml`.
    #[must_use]
    pub fn with_stun_servers(mut self, servers: Vec<StunServer>) -> Self {
        self.others.stun = Some(servers);
        self
    }

    /// Claims to speak another version of the protocol: to see what a server says to that.
    #[must_use]
    pub fn with_version(mut self, version: u16) -> Self {
        self.version = version;
        self
    }
}

impl NetworkProbe for Probe {
    fn start(&self, plan: NetworkPlan, sink: EventSink) -> Box<dyn Running> {
        let out = Output::new(sink.clone());
        let cancel = CancellationToken::new();
        let run = Run { probe: self.clone(), plan, out: out.clone(), cancel: cancel.clone() };
        thread::begin("gr-net-probe", CheckId::Network, &sink, move || run.thread());
        Box::new(Handle { out, cancel })
    }

    fn try_server(&self, plan: NetworkPlan, report: ReportServer) -> Box<dyn Running> {
        try_server::start(self.version, plan, report)
    }
}

struct Handle {
    out: Output,
    cancel: CancellationToken,
}

impl Running for Handle {
    fn cancel(&self) {
        self.out.close();
        self.cancel.cancel();
    }
}

impl Drop for Handle {
    fn drop(&mut self) {
        self.cancel();
    }
}

struct Run {
    probe: Probe,
    plan: NetworkPlan,
    out: Output,
    cancel: CancellationToken,
}

/// What came of calling a public host.
enum Called {
    /// It was measured, to its end or until it broke off.
    Measured(Result<(), Failure>),
    /// No call came about. `datagrams`: some came back from there all the same.
    No { datagrams: bool },
}

impl Run {
    fn thread(&self) {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().thread_name("gr-net-lookup").build();
        let runtime = match runtime {
            Ok(runtime) => runtime,
            Err(e) => {
                let detail = format!("starting the network runtime: {e}");
                return self.out.unknown(Unknown::broken_off(CheckId::Network, detail));
            }
        };
        let mut host = String::new();
        let outcome = runtime.block_on(async {
            tokio::select! {
                () = self.cancel.cancelled() => None,
                outcome = self.measure(&mut host) => Some(outcome),
            }
        });
        // A name that is still being looked up does not hold anything up.
        runtime.shutdown_background();
        match outcome {
            Some(Ok(())) => self.out.ended(),
            Some(Err(failure)) => self.out.unknown(failure.unknown(&host)),
            None => {}
        }
    }

    async fn measure(&self, host: &mut String) -> Result<(), Failure> {
        let timing = self.probe.timing.clone().unwrap_or_else(|| Timing::of(&self.plan));
        let epoch = Instant::now();
        self.out.step(Step::NetworkPathLookup, epoch.elapsed(), timing.phases(), None);
        match &self.plan.far_end.target {
            Target::None => Err(Failure::NotSelected),
            Target::Public => self.public(host, epoch, &timing).await,
            Target::Local => {
                let server = crate::server::embedded();
                let server = server.map_err(|e| Failure::System(format!("the embedded server: {e}")))?;
                let address = server.addresses().first().copied();
                let address = address.ok_or_else(|| Failure::System("the embedded server has no address".into()))?;
                *host = address.to_string();
                let server = OwnServer::embedded(address);
                self.own(server, host, epoch, &timing).await
            }
            Target::Host(typed) => {
                let server = OwnServer::find(&self.plan, typed, &timing, host).await?;
                self.own(server, host, epoch, &timing).await
            }
        }
    }

    /// The first public host that answers.
    async fn public(&self, host: &mut String, epoch: Instant, timing: &Timing) -> Result<(), Failure> {
        let built_in = || servers::built_in().map_err(|e| Failure::System(e.to_string()));
        let given = Some(&self.plan.far_end.public).filter(|listed| !listed.is_empty()).or(self.probe.public.as_ref());
        let list = given.cloned().map_or_else(built_in, Ok)?;
        let others = self.probe.others.clone();
        let others = if self.plan.far_end.public.is_empty() { others } else { others.only_named() };
        let mut last = Failure::NotSelected;
        let (mut datagrams, mut asked) = (false, None);
        for server in &list {
            server.host().clone_into(host);
            let name = host.rsplit_once(':').map_or(host.as_str(), |(name, _)| name).trim_matches(['[', ']']);
            if !path_lookup::is_online() && public::find_proxy(&server.base_url).is_none() {
                // A neighbour may be named all the same; whoever is nowhere to be found is not contacted.
                path_lookup::resolve(name, 443, timing.connect).await?;
            }
            let proxy = Some(public::find_proxy(&server.base_url).is_some());
            let mut around = Around { proxy, ..Around::default() };
            match self.public_call(server, epoch, timing, &mut around).await {
                // It wants to be left alone, over TCP too.
                Called::Measured(Err(failure @ Failure::Busy(_))) => {
                    last = failure;
                    continue;
                }
                Called::Measured(outcome) => return outcome,
                Called::No { datagrams: came } => datagrams |= came,
            }
            // Whether datagrams pass at all is asked elsewhere, beside what HTTP tells.
            if !datagrams && asked.is_none() {
                asked = Some(others.ask_stun(&self.out)?);
            }
            let mut measurement = Public::new(server, timing, &self.out, epoch, &self.plan.far_end.trusted)?;
            measurement.ledger.around = around;
            let outcome = measurement.run().await;
            // What was seen until then is worth telling also when the end did not come.
            if outcome.is_ok() || !measurement.ledger.phases.is_empty() {
                let ledger = &mut measurement.ledger;
                if let Some(asked) = asked {
                    ledger.around.stun = asked.told().await;
                }
                ledger.udp = way::udp(datagrams, ledger.around.stun);
                self.out.observed(ledger.observe(epoch.elapsed().as_secs_f64(), None));
                return outcome;
            }
            last = outcome.err().unwrap_or(last);
        }
        Err(others.explain(last, &self.out).await)
    }

    /// A call with this host over HTTP/3. Where none comes about, HTTP over TCP tells what it can.
    async fn public_call(&self, server: &PublicServer, epoch: Instant, timing: &Timing, around: &mut Around) -> Called {
        let none = |datagrams| Called::No { datagrams };
        let trusted = &self.plan.far_end.trusted;
        let asker = public::filler(server, timing, trusted);
        let (Some(place), Ok(asker)) = (server.http3(), asker) else { return none(false) };
        let host = place.host.clone();
        self.out.contact(&host, "measurement");
        let Some(there) = place.answers(timing, around).await else { return none(false) };
        let Ok(tls) = tls::config(trusted) else { return none(false) };
        let link = match Http3::open(there, place, tls, epoch).await {
            Ok(link) => link,
            Err(failure @ Failure::Busy(_)) => return Called::Measured(Err(failure)),
            Err(Failure::NoDatagrams(_) | Failure::System(_)) => return none(false),
            // Whoever says by QUIC what is wrong says it in datagrams.
            Err(_) => return none(true),
        };
        let route = tokio::task::spawn_blocking(move || path_lookup::find_route(there)).await.unwrap_or(None);
        let mut ledger = Ledger::new(Server { kind: ServerKind::Public, host }, timing.window);
        ledger.goes_by(route, epoch);
        ledger.around = around.clone();
        // The line is filled from where HTTP over TCP goes, which may be another name.
        if !self.plan.metered && server.host() != ledger.server.host {
            self.out.contact(server.host(), "download");
            self.out.contact(server.host(), "upload");
        }
        let uplink = match public::find_proxy(&server.base_url) {
            Some(_) => None,
            None => Uplink::find(server, timing.connect, trusted).await,
        };
        let peer = Http3Peer::new(link, asker, uplink, epoch);
        let mut measurement = Measurement::new(peer, ledger, epoch, timing, &self.plan, &self.out);
        let outcome = measurement.run().await;
        if outcome.is_err() && !measurement.has_called() {
            return none(true);
        }
        if outcome.is_ok() {
            measurement.stand().await;
        } else {
            self.out.observed(measurement.ledger.observe(epoch.elapsed().as_secs_f64(), None));
        }
        Called::Measured(outcome)
    }

    async fn own(&self, server: OwnServer, host: &str, epoch: Instant, timing: &Timing) -> Result<(), Failure> {
        let embedded = server.embedded;
        self.out.contact(host, "measurement");
        let name_lookup_ms = server.name_lookup_ms;
        let control = server.greet(self.probe.version, timing).await?;
        let (peer, local, seen) = (control.peer, control.local, control.seen);
        let around = tokio::task::spawn_blocking(move || {
            (path_lookup::is_this_computer(local, peer, seen), path_lookup::find_route(peer))
        });
        // A server on this computer says nothing of the line, whoever started it and whatever its address.
        let (here, route) = around.await.unwrap_or((false, None));
        let kind = if embedded || here { ServerKind::Local } else { ServerKind::Greenroom };
        let mut ledger = Ledger::new(Server { kind, host: host.to_owned() }, timing.window);
        ledger.goes_by(route, epoch);
        ledger.around.name_lookup_ms = name_lookup_ms;
        let peer = OwnPeer::meet(control, epoch).await?;
        let mut measurement = Measurement::new(peer, ledger, epoch, timing, &self.plan, &self.out);
        let outcome = measurement.run().await;
        // What was seen until then is worth telling also when the end did not come.
        if outcome.is_ok() {
            measurement.stand().await;
            return outcome;
        }
        measurement.ledger.keep_reported();
        if !measurement.ledger.phases.is_empty() {
            self.out.observed(measurement.ledger.observe(epoch.elapsed().as_secs_f64(), None));
        }
        outcome
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;
    use crate::model::{FarEnd, Level};
    use crate::probe::ports::assert_broken_off;

    #[test]
    fn a_thread_that_panics_ends_the_check() {
        let plan = NetworkPlan {
            far_end: FarEnd::default(),
            quick: true,
            metered: true,
            need: Level::Audio,
            watch: Duration::ZERO,
        };
        assert_broken_off(CheckId::Network, |sink| Probe::new().start(plan, sink));
    }
}
