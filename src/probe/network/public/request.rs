//! One request: how long it took, and why it did not succeed.

use std::io;
use std::time::{Instant, SystemTime};

use tokio::task::JoinSet;

use crate::model::PublicServer;
use crate::probe::network::failure::Failure;
use crate::probe::network::{path_lookup, tls};

/// Who asks.
pub(in crate::probe::network) const AGENT: &str = concat!("greenroom/", env!("CARGO_PKG_VERSION"));

/// Why a request did not succeed.
pub(in crate::probe::network) enum Refusal {
    /// 403 or 429: the host has had enough of us.
    Enough(u16),
    Other(Failure),
}

/// What a request needs: cheap to clone.
#[derive(Clone)]
pub(in crate::probe::network) struct Asker {
    pub(super) client: reqwest::Client,
    pub(super) server: PublicServer,
    /// The proxy on the way there, by its host.
    pub(super) proxy: Option<String>,
}

impl Asker {
    /// One round trip in ms, the host's own time taken out, and where the answer came from.
    pub(super) async fn round_trip(&self) -> Result<(f64, Option<std::net::SocketAddr>), Refusal> {
        let began = Instant::now();
        let response = self.checked(self.client.get(self.server.download_url(0)).send().await)?;
        let ms = began.elapsed().as_secs_f64() * 1000.0;
        let own = response.headers().get("server-timing").and_then(|v| v.to_str().ok()).and_then(server_ms);
        let peer = response.remote_addr();
        let page = || self.garbage("a page instead of nothing".into());
        if response.content_length().is_some_and(|n| n > 0) {
            return Err(page());
        }
        // To the end, so that the connection can be used again.
        if !response.bytes().await.map_err(|e| self.refusal(&e))?.is_empty() {
            return Err(page());
        }
        Ok(((ms - own.unwrap_or(0.0)).max(0.0), peer))
    }

    /// Opens connections, so that they are at hand later: whatever had to greet first would come late through a full queue.
    pub(in crate::probe::network) async fn open_connections(self, number: u8) {
        let mut all = JoinSet::new();
        for _ in 0..number {
            let asker = self.clone();
            all.spawn(async move { asker.round_trip().await.is_ok() });
        }
        while all.join_next().await.is_some() {}
    }

    pub(super) fn checked(&self, response: reqwest::Result<reqwest::Response>) -> Result<reqwest::Response, Refusal> {
        let response = response.map_err(|e| self.refusal(&e))?;
        let proxied = self.proxy.is_some() && !self.server.is_encrypted();
        match response.status().as_u16() {
            200..=299 => Ok(response),
            code @ 407 => Err(self.by_proxy(format!("HTTP status {code}"), true)),
            code @ (403 | 500..=599) if proxied => Err(self.by_proxy(format!("HTTP status {code}"), false)),
            code @ (403 | 429) => Err(Refusal::Enough(code)),
            code => Err(self.garbage(format!("HTTP status {code}"))),
        }
    }

    /// What is no answer to our question, whoever gave it.
    fn garbage(&self, detail: String) -> Refusal {
        if self.proxy.is_some() && !self.server.is_encrypted() {
            return self.by_proxy(detail, false);
        }
        Refusal::Other(Failure::Garbage(detail))
    }

    fn by_proxy(&self, detail: String, login: bool) -> Refusal {
        let proxy = self.proxy.clone().unwrap_or_else(|| self.server.host().to_owned());
        Refusal::Other(Failure::Proxy { proxy, detail, login })
    }

    /// Why a request failed.
    pub(super) fn refusal(&self, error: &reqwest::Error) -> Refusal {
        let detail = chain(error);
        if let Some(certificate) = rustls_error(error).filter(|e| matches!(e, rustls::Error::InvalidCertificate(_))) {
            // The certificates of public hosts are renewed long before their time is over.
            let date = tls::is_about_the_date(certificate, SystemTime::now()) || tls::is_over(certificate);
            return Refusal::Other(if date { Failure::WrongDate(detail) } else { Failure::Intercepted(detail) });
        }
        if error.is_connect() && self.proxy.is_some() {
            // The words of hyper-util for a tunnel that was answered by 407.
            let login = detail.contains("proxy authorization required");
            return self.by_proxy(detail, login);
        }
        Refusal::Other(match io_error(error) {
            _ if error.is_connect() && !path_lookup::is_online() && !self.server.is_this_computer() => {
                Failure::Offline(detail)
            }
            Some(io) if error.is_connect() => Failure::of_connect(io, detail),
            _ if error.is_connect() || error.is_timeout() => Failure::NoAnswer(detail),
            _ => Failure::Garbage(detail),
        })
    }
}

impl Refusal {
    pub(super) fn failure(self) -> Failure {
        match self {
            Self::Enough(code) => Failure::Busy(format!("HTTP status {code}")),
            Self::Other(failure) => failure,
        }
    }
}

/// The proxy that the environment or the system names for this address, by its host and port.
pub(in crate::probe::network) fn find_proxy(url: &str) -> Option<String> {
    let there: http::Uri = url.parse().ok()?;
    let by = hyper_util::client::proxy::matcher::Matcher::from_system().intercept(&there)?;
    by.uri().authority().map(|a| a.as_str().rsplit('@').next().unwrap_or_default().to_owned())
}

/// The causes of an error, those inside of `io::Error` among them.
fn causes(error: &reqwest::Error) -> impl Iterator<Item = &(dyn std::error::Error + 'static)> {
    std::iter::successors(std::error::Error::source(error), |cause| match cause.downcast_ref::<io::Error>() {
        Some(io) => io.get_ref().map(|inner| inner as &(dyn std::error::Error + 'static)),
        None => cause.source(),
    })
}

fn io_error(error: &reqwest::Error) -> Option<&io::Error> {
    causes(error).find_map(|cause| cause.downcast_ref::<io::Error>())
}

fn rustls_error(error: &reqwest::Error) -> Option<&rustls::Error> {
    causes(error).find_map(|cause| cause.downcast_ref::<rustls::Error>())
}

/// The host's own share of the time, as `Server-Timing: x;dur=1.5` tells it (W3C Server Timing).
fn server_ms(header: &str) -> Option<f64> {
    let value = header.split(';').find_map(|part| part.trim().strip_prefix("dur="))?;
    value.split(',').next()?.trim().parse::<f64>().ok().filter(|ms| ms.is_finite() && *ms >= 0.0)
}

/// An error with its causes, without the address.
pub(super) fn chain(error: &reqwest::Error) -> String {
    let mut text = String::new();
    let mut cause: Option<&dyn std::error::Error> = std::error::Error::source(error);
    while let Some(c) = cause {
        if !text.is_empty() {
            text.push_str(": ");
        }
        text.push_str(&c.to_string());
        cause = c.source();
    }
    if text.is_empty() { "request failed".into() } else { text }
}

#[cfg(test)]
pub(super) mod testing {
    use super::*;

    /// One that is never asked.
    pub(in crate::probe::network::public) fn asker() -> Asker {
        let _ = rustls::crypto::ring::default_provider().install_default();
        let server = crate::probe::network::servers::built_in().unwrap().remove(0);
        Asker { client: reqwest::Client::new(), server, proxy: None }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_hosts_own_time_is_read() {
        assert_eq!(server_ms("cfRequestDuration;dur=12.5"), Some(12.5));
        assert_eq!(server_ms("a;desc=\"x\";dur=3, b;dur=4"), Some(3.0));
        for none in ["", "a", "a;dur=", "a;dur=-1", "a;dur=NaN"] {
            assert_eq!(server_ms(none), None, "{none}");
        }
    }
}
