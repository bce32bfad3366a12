//! One request: how long it took, and why it did not succeed.

use std::time::Instant;

use crate::probe::network::failure::Failure;
use crate::probe::network::look;
use crate::probe::network::servers::PublicServer;

/// Why a request did not succeed.
pub(super) enum Refusal {
    /// 403 or 429: the host has had enough of us.
    Enough(u16),
    Other(Failure),
}

/// One round trip in ms, the host's own time taken out, and where the answer came from.
pub(super) async fn round_trip(
    client: &reqwest::Client,
    server: &PublicServer,
) -> Result<(f64, Option<std::net::SocketAddr>), Refusal> {
    let began = Instant::now();
    let response = checked(client.get(server.download_url(0)).send().await)?;
    let ms = began.elapsed().as_secs_f64() * 1000.0;
    let own = response.headers().get("server-timing").and_then(|v| v.to_str().ok()).and_then(server_ms).unwrap_or(0.0);
    let peer = response.remote_addr();
    if response.content_length().is_some_and(|n| n > 0) {
        return Err(Refusal::Other(Failure::Garbage("a page instead of nothing".into())));
    }
    // To the end, so that the connection can be used again.
    response.bytes().await.map_err(|e| Refusal::of(&e))?;
    Ok(((ms - own).max(0.0), peer))
}

/// The host's own share of the time, as `Server-Timing: x;dur=1.5` tells it (W3C Server Timing).
fn server_ms(header: &str) -> Option<f64> {
    let value = header.split(';').find_map(|part| part.trim().strip_prefix("dur="))?;
    value.split(',').next()?.trim().parse::<f64>().ok().filter(|ms| ms.is_finite() && *ms >= 0.0)
}

pub(super) fn checked(response: reqwest::Result<reqwest::Response>) -> Result<reqwest::Response, Refusal> {
    let response = response.map_err(|e| Refusal::of(&e))?;
    match response.status().as_u16() {
        200..=299 => Ok(response),
        code @ (403 | 429) => Err(Refusal::Enough(code)),
        code => Err(Refusal::Other(Failure::Garbage(format!("HTTP status {code}")))),
    }
}

impl Refusal {
    pub(super) fn of(error: &reqwest::Error) -> Self {
        let detail = chain(error);
        Self::Other(match () {
            () if error.is_connect() && !look::online() => Failure::Offline(detail),
            () if error.is_connect() || error.is_timeout() => Failure::NoAnswer(detail),
            () => Failure::Garbage(detail),
        })
    }

    pub(super) fn failure(self) -> Failure {
        match self {
            Self::Enough(code) => Failure::Busy(format!("HTTP status {code}")),
            Self::Other(failure) => failure,
        }
    }
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
