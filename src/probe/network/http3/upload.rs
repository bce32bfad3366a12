//! The upward stream of a call: a POST that is written piece by piece, and taken back where too much of it was lost.

use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use http::Request;
use tokio::sync::{mpsc, oneshot};
use tokio::time::timeout;

use crate::probe::network::failure::Failure;
use crate::probe::network::public::AGENT;
use crate::probe::network::servers::Http3Place;

use super::packets::Packets;

/// Each answer may take this long.
pub const ANSWER: Duration = Duration::from_secs(3);
/// Pieces that may wait to be written.
const PIECES: usize = 64;

/// What begins requests on a connection.
pub type Requests = h3::client::SendRequest<h3_quinn::OpenStreams, Bytes>;

/// A step of the call did not come about.
#[must_use]
pub fn failed(what: &str, why: &dyn std::fmt::Display) -> Failure {
    Failure::NoAnswer(format!("HTTP/3: {what}: {why}"))
}

/// The upload under way.
struct Upload {
    pieces: mpsc::Sender<Bytes>,
    // Dropped, it takes the upload back.
    _cancel: oneshot::Sender<()>,
}

/// Uploads, one after the other.
pub struct Uploads {
    requests: Requests,
    place: Http3Place,
    packets: Arc<Packets>,
    tell: mpsc::Sender<String>,
    current: Option<Upload>,
}

impl Uploads {
    /// None has begun yet. `tell` is told why one could not go on.
    #[must_use]
    pub fn new(requests: Requests, place: Http3Place, packets: Arc<Packets>, tell: mpsc::Sender<String>) -> Self {
        Self { requests, place, packets, tell, current: None }
    }

    /// Begins another upload and takes the one before back: what it lost is not sent again.
    ///
    /// # Errors
    /// When the connection is gone, or nothing more may be asked.
    pub async fn begin(&mut self) -> Result<(), Failure> {
        self.current = None;
        let post = Request::post(&self.place.upload)
            .header("user-agent", AGENT)
            .header("content-type", "application/octet-stream")
            // Some servers answer and reset at once when they are not told (Caddy 2.6.2).
            .header("content-length", self.place.bytes)
            .body(());
        let post = post.map_err(|e| Failure::System(format!("HTTP/3 request: {e}")))?;
        let stream = timeout(ANSWER, self.requests.send_request(post)).await;
        let stream = stream.map_err(|_| failed("upload", &"no room for it in time"))?;
        let stream = stream.map_err(|e| failed("upload", &e))?;
        self.packets.upload_is(stream.id().into_inner());
        let (mut upload, mut answer) = stream.split();
        let (pieces, mut written) = mpsc::channel::<Bytes>(PIECES);
        let (cancel, mut cancelled) = oneshot::channel::<()>();
        let tell = self.tell.clone();
        tokio::spawn(async move {
            let mut answered = false;
            loop {
                tokio::select! {
                    biased;
                    _ = &mut cancelled => break,
                    // Some answer before they have read all, and read on.
                    response = answer.recv_response(), if !answered => match response {
                        Ok(response) if response.status().is_success() => answered = true,
                        Ok(response) => {
                            let _ = tell.try_send(format!("the upload was refused: {}", response.status()));
                        }
                        Err(e) => {
                            let _ = tell.try_send(format!("the upload: {e}"));
                            break;
                        }
                    },
                    piece = written.recv() => match piece {
                        Some(piece) => if let Err(e) = upload.send_data(piece).await {
                            let _ = tell.try_send(format!("the upload: {e}"));
                            break;
                        },
                        None => break,
                    },
                }
            }
            upload.stop_stream(h3::error::Code::H3_REQUEST_CANCELLED);
        });
        self.current = Some(Upload { pieces, _cancel: cancel });
        Ok(())
    }

    /// Writes a piece; leaves it where nothing more is taken: the next one shows whether it goes on.
    pub fn write(&self, piece: Bytes) {
        if let Some(upload) = &self.current {
            let _ = upload.pieces.try_send(piece);
        }
    }
}
