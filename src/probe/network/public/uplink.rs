//! Flows upwards over connections of our own, on which the system tells what has been acknowledged: an upload without end, measured
//! as exactly as a download.
//!
//! Where the system does not tell it, or a proxy is on the way, uploads are made request by request ([`super::flows`]).

use std::convert::Infallible;
use std::io;
use std::net::SocketAddr;
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::task::{Context, Poll};
use std::time::Duration;

use bytes::Bytes;
use hyper::body::{Body, Frame, SizeHint};
use hyper::client::conn::http1;
use hyper_util::rt::TokioIo;
use tokio::net::TcpStream;

use crate::model::PublicServer;
use crate::os::net::{keep_little_unsent, prefer_cubic};
use crate::os::tcp::acknowledged_bytes;
use crate::probe::network::failure::Failure;
use crate::probe::network::path_lookup;
use crate::probe::network::tls::Tls;
use crate::server::protocol::wire::Wire;

use super::request::{AGENT, Refusal};

/// Bytes handed over at a time.
const CHUNK: usize = 64 * 1024;
/// Port of a scheme.
const PORTS: [(&str, u16); 2] = [("https", 443), ("http", 80)];

/// Where uploads go, and how.
#[derive(Clone)]
pub(in crate::probe::network) struct Uplink {
    addresses: Vec<SocketAddr>,
    tls: Option<Tls>,
    host: String,
    path: String,
    request_bytes: u64,
    connect: Duration,
    noise: Bytes,
}

/// What tells how much of one connection has arrived.
pub(in crate::probe::network) struct Meter {
    socket: std::net::TcpStream,
    /// Acknowledged before the upload began.
    before: u64,
}

impl Meter {
    /// Bytes of the upload that have arrived.
    pub(in crate::probe::network) fn arrived(&self) -> u64 {
        acknowledged_bytes(&self.socket).unwrap_or(self.before).saturating_sub(self.before)
    }
}

impl Uplink {
    /// The way to this host. `None` where it can't be measured like this: the system does not tell, or the name is not found.
    pub(in crate::probe::network) async fn find(
        server: &PublicServer,
        connect: Duration,
        trusted: &[Vec<u8>],
    ) -> Option<Self> {
        let url: http::Uri = server.upload_url().parse().ok()?;
        let (name, scheme) = (url.host()?.trim_matches(['[', ']']), url.scheme_str()?);
        let usual = PORTS.into_iter().find(|(known, _)| *known == scheme)?.1;
        let addresses = path_lookup::resolve(name, url.port_u16().unwrap_or(usual), connect).await.ok()?;
        let tls = if scheme == "https" { Some(Tls::new(name, trusted).ok()?) } else { None };
        let mut noise = vec![0u8; CHUNK];
        rand::fill(noise.as_mut_slice());
        let path = url.path_and_query()?.as_str().to_owned();
        let host = url.authority()?.as_str().to_owned();
        let request_bytes = server.max_request_bytes;
        Some(Self { addresses, tls, host, path, request_bytes, connect, noise: noise.into() })
    }

    /// Connects.
    ///
    /// # Errors
    /// What the connection says; unsupported where the system does not tell what arrives.
    pub(in crate::probe::network) async fn open(&self) -> Result<(Wire, Meter), Failure> {
        let stream = path_lookup::connect(&self.addresses, self.connect).await?;
        let failed = |e: io::Error| Failure::System(format!("upload: {e}"));
        let plain = stream.into_std().map_err(failed)?;
        let socket = plain.try_clone().map_err(failed)?;
        let stream = TcpStream::from_std(plain).map_err(failed)?;
        prefer_cubic(&stream);
        keep_little_unsent(&stream);
        // What waits in this computer when the load ends is thrown away, not sent.
        let _ = stream.set_zero_linger();
        let wire = match &self.tls {
            Some(tls) => tls.first(stream, self.connect).await?,
            None => Wire::Clear(stream),
        };
        let before = acknowledged_bytes(&socket);
        let before = before.ok_or_else(|| Failure::System("upload: the system does not tell what arrives".into()))?;
        Ok((wire, Meter { socket, before }))
    }

    /// Uploads without end, one request after the other; `left` are bytes that may still be handed over, of all flows together.
    ///
    /// # Errors
    /// When the host refuses, answers something else, or the connection breaks.
    pub(in crate::probe::network) async fn send(&self, wire: Wire, left: &Arc<AtomicU64>) -> Result<(), Refusal> {
        let broken = |e: hyper::Error| Refusal::Other(Failure::NoAnswer(format!("upload: {e}")));
        let (mut requests, connection) = http1::handshake(TokioIo::new(wire)).await.map_err(broken)?;
        // It ends with this flow: dropped, it cuts the connection.
        let connection = tokio::spawn(connection);
        let _cut = Cut(connection.abort_handle());
        loop {
            requests.ready().await.map_err(broken)?;
            let body = Noise { left: left.clone(), bytes: self.request_bytes, noise: self.noise.clone() };
            let request = http::Request::post(self.path.as_str())
                .header("host", self.host.as_str())
                .header("user-agent", AGENT)
                .header("content-type", "application/octet-stream")
                .body(body)
                .map_err(|e| Refusal::Other(Failure::System(format!("upload: {e}"))))?;
            let response = requests.send_request(request).await.map_err(broken)?;
            match response.status().as_u16() {
                200..=299 => {}
                code @ (403 | 429) => return Err(Refusal::Enough(code)),
                code => return Err(Refusal::Other(Failure::Garbage(format!("HTTP status {code}")))),
            }
        }
    }
}

/// Ends a task when it is dropped.
struct Cut(tokio::task::AbortHandle);

impl Drop for Cut {
    fn drop(&mut self) {
        self.0.abort();
    }
}

/// The body of a request: noise, as long as some may be handed over. Then it waits: to end it would be to end the request too soon.
struct Noise {
    left: Arc<AtomicU64>,
    bytes: u64,
    noise: Bytes,
}

impl Body for Noise {
    type Data = Bytes;
    type Error = Infallible;

    fn poll_frame(mut self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Option<Result<Frame<Bytes>, Infallible>>> {
        if self.bytes == 0 {
            return Poll::Ready(None);
        }
        let want = self.bytes.min(self.noise.len() as u64);
        let before =
            self.left.fetch_update(Ordering::Relaxed, Ordering::Relaxed, |left| Some(left.saturating_sub(want)));
        let give = before.unwrap_or(0).min(want);
        if give == 0 {
            // Nobody wakes it: the flow is cut when the load is over.
            return Poll::Pending;
        }
        self.bytes -= give;
        Poll::Ready(Some(Ok(Frame::data(self.noise.slice(..usize::try_from(give).unwrap_or(0))))))
    }

    fn is_end_stream(&self) -> bool {
        self.bytes == 0
    }

    fn size_hint(&self) -> SizeHint {
        SizeHint::with_exact(self.bytes)
    }
}
