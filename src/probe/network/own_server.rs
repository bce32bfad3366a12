//! A server of our own: found, connected, greeted.

use std::net::SocketAddr;

use crate::model::{CredentialFault, ServerAddress, Token};
use crate::probe::ports::NetworkPlan;
use crate::server::protocol::DEFAULT_PORT;
use crate::server::protocol::wire::Wire;

use super::client::Control;
use super::failure::Failure;
use super::path_lookup;
use super::timing::Timing;
use super::tls::Tls;

/// A server of our own: where it is, and what opens it.
pub(super) struct OwnServer {
    pub(super) addresses: Vec<SocketAddr>,
    pub(super) tls: Option<Tls>,
    pub(super) token: String,
    /// What is wrong with the files that were to open it.
    pub(super) fault: Option<CredentialFault>,
    /// Certificates were given along.
    pub(super) given: bool,
    /// The embedded one.
    pub(super) embedded: bool,
    /// How long the system took to look up its name, in ms.
    pub(super) name_lookup_ms: Option<f64>,
}

impl OwnServer {
    /// The one inside this program.
    pub(super) fn embedded(address: SocketAddr) -> Self {
        let (addresses, token) = (vec![address], String::new());
        Self { addresses, tls: None, token, fault: None, given: false, embedded: true, name_lookup_ms: None }
    }

    /// Finds the server of this plan. `host` gets its name as soon as it is known.
    ///
    /// # Errors
    /// When what was typed is no address or its token can't be used; when its name or the way there can't be found.
    pub(super) async fn find(
        plan: &NetworkPlan,
        typed: &str,
        timing: &Timing,
        host: &mut String,
    ) -> Result<Self, Failure> {
        typed.clone_into(host);
        let address = ServerAddress::parse(typed);
        let address = address.map_err(|_| Failure::UnknownName(format!("{typed} is no address")))?;
        *host = address.with_port(DEFAULT_PORT);
        let tls = address.tls.then(|| Tls::new(&address.host, &plan.far_end.trusted)).transpose()?;
        let token = plan.far_end.token.as_deref().filter(|typed| !typed.trim().is_empty());
        let token = token.map(Token::parse).transpose().map_err(Failure::Token)?;
        let port = address.port.unwrap_or(DEFAULT_PORT);
        let found = path_lookup::resolve_timed(&address.host, port, timing.connect).await?;
        let (addresses, name_lookup_ms) = found;
        let token = token.map(|t| t.reveal().to_owned()).unwrap_or_default();
        let (fault, given) = (plan.far_end.fault, !plan.far_end.trusted.is_empty());
        Ok(Self { addresses, tls, token, fault, given, embedded: false, name_lookup_ms })
    }

    /// Connects and greets.
    ///
    /// # Errors
    /// Each way in which a server may not be the right one, full, or silent.
    pub(super) async fn greet(self, version: u16, timing: &Timing) -> Result<Control, Failure> {
        let (fault, given) = (self.fault, self.given);
        self.greeted(version, timing).await.map_err(|failure| failure.explained(fault, given))
    }

    async fn greeted(self, version: u16, timing: &Timing) -> Result<Control, Failure> {
        let stream = path_lookup::connect(&self.addresses, timing.connect).await?;
        let wire = match &self.tls {
            Some(tls) => tls.first(stream, timing.answer).await?,
            None => Wire::Clear(stream),
        };
        Control::greet(wire, self.tls, &self.token, version, timing.answer).await
    }
}
