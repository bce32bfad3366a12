//! A call over HTTP/3 on a thread of its own.

use std::net::SocketAddr;
use std::sync::Arc;
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

use quinn::{Endpoint, VarInt};
use tokio::sync::{oneshot, watch};
use tokio::time::timeout;
use tokio_util::sync::CancellationToken;

use crate::probe::network::failure::Failure;
use crate::probe::network::link::RoundTrip;
use crate::probe::network::servers::Http3Place;
use crate::server::protocol::stream::Stream;

use super::alarm::Alarm;
use super::call::{self, Call};
use super::pace::Turn;
use super::packets::{Counted, Packets};

/// All that opens a call may take this long.
const OPENING: Duration = Duration::from_secs(6);
/// The goodbye may take this long.
const GOODBYE: Duration = Duration::from_millis(200);

struct Shared {
    packets: Arc<Packets>,
    call: watch::Sender<Turn>,
    stop: CancellationToken,
    fault: watch::Sender<Option<String>>,
}

/// A pretend call over HTTP/3. Dropping it ends it.
pub struct Http3 {
    shared: Arc<Shared>,
    thread: Option<JoinHandle<()>>,
}

impl Http3 {
    /// Connects, and opens both streams. `epoch` is what all times count from.
    ///
    /// # Errors
    /// When the handshake gets no answer in time, the server is not believed, or it does not do what was asked.
    pub(in crate::probe::network) async fn open(
        server: SocketAddr,
        place: Http3Place,
        tls: rustls::ClientConfig,
        epoch: Instant,
    ) -> Result<Self, Failure> {
        let shared = Arc::new(Shared {
            packets: Arc::new(Packets::new(epoch)),
            call: watch::channel(None).0,
            stop: CancellationToken::new(),
            fault: watch::channel(None).0,
        });
        let (told, ready) = oneshot::channel();
        let for_thread = shared.clone();
        let thread = std::thread::Builder::new().name("gr-net-http3".into());
        let thread = thread
            .spawn(move || run(&for_thread, server, &place, tls, told))
            .map_err(|e| Failure::System(format!("starting the HTTP/3 thread: {e}")))?;
        let link = Self { shared, thread: Some(thread) };
        match ready.await {
            Ok(Ok(())) => Ok(link),
            Ok(Err(failure)) => Err(failure),
            Err(_) => Err(Failure::System("the HTTP/3 thread ended".into())),
        }
    }

    /// From now on this call is sent: upwards, downwards.
    pub fn go_over(&self, phase: u8, streams: [Stream; 2]) {
        self.shared.call.send_replace(Some((phase, streams)));
    }

    /// Nothing more is sent.
    pub fn rest(&self) {
        self.shared.call.send_replace(None);
    }

    /// Waits until the connection has ended; why it did.
    pub async fn ends(&self) -> String {
        let mut fault = self.shared.fault.subscribe();
        match fault.wait_for(Option::is_some).await {
            Ok(why) => why.clone().unwrap_or_default(),
            Err(_) => String::new(),
        }
    }

    /// True while the connection stands.
    #[must_use]
    pub fn stands(&self) -> bool {
        self.shared.fault.borrow().is_none() && self.thread.as_ref().is_some_and(|thread| !thread.is_finished())
    }

    /// Round trips from the `from`th on.
    #[must_use]
    pub fn round_trips(&self, from: usize) -> Vec<RoundTrip> {
        self.shared.packets.round_trips(from)
    }

    /// When anything came from the server, in microseconds and in order.
    #[must_use]
    pub fn heard_us(&self) -> Vec<u64> {
        self.shared.packets.heard_us()
    }

    /// What was counted of each phase until now, by index.
    #[must_use]
    pub fn counted(&self) -> Vec<Counted> {
        self.shared.packets.counted()
    }
}

impl Drop for Http3 {
    fn drop(&mut self) {
        self.shared.stop.cancel();
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}

type Told = oneshot::Sender<Result<(), Failure>>;

fn run(shared: &Arc<Shared>, server: SocketAddr, place: &Http3Place, tls: rustls::ClientConfig, told: Told) {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
    let runtime = match runtime {
        Ok(runtime) => runtime,
        Err(e) => {
            let _ = told.send(Err(Failure::System(format!("starting the HTTP/3 runtime: {e}"))));
            return;
        }
    };
    runtime.block_on(async {
        let endpoint = match call::endpoint(server) {
            Ok(endpoint) => endpoint,
            Err(e) => {
                let _ = told.send(Err(Failure::System(format!("a socket for HTTP/3: {e}"))));
                return;
            }
        };
        tokio::select! {
            () = shared.stop.cancelled() => {}
            () = session(shared, server, place, &endpoint, tls, told) => {}
        }
        // H3_NO_ERROR (RFC 9114, section 8.1).
        endpoint.close(VarInt::from_u32(0x100), b"");
        let _ = timeout(GOODBYE, endpoint.wait_idle()).await;
    });
    runtime.shutdown_background();
}

async fn session(
    shared: &Arc<Shared>,
    server: SocketAddr,
    place: &Http3Place,
    endpoint: &Endpoint,
    tls: rustls::ClientConfig,
    told: Told,
) {
    match timeout(OPENING, Call::begin(&shared.packets, server, place, endpoint, tls)).await {
        Ok(Ok(call)) => {
            let _ = told.send(Ok(()));
            let fault = match Alarm::start() {
                Ok(alarm) => call.run(&shared.packets, &alarm, shared.call.subscribe()).await,
                Err(e) => format!("starting the clock: {e}"),
            };
            shared.fault.send_replace(Some(fault));
        }
        Ok(Err(failure)) => {
            let _ = told.send(Err(failure));
        }
        Err(_) => {
            let _ = told.send(Err(Failure::NoAnswer("HTTP/3: no answer in time".into())));
        }
    }
}
