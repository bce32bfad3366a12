//! The connection of a call and its streams: a POST that is written piece by piece, a GET that is let go byte by byte.

use std::future::poll_fn;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr, UdpSocket};
use std::sync::Arc;

use bytes::Bytes;
use http::{Request, StatusCode};
use quinn::{ClientConfig, Endpoint, EndpointConfig, TransportConfig, VarInt};
use quinn_proto::crypto::rustls::QuicClientConfig;
use tokio::sync::{mpsc, oneshot, watch};
use tokio::time::timeout;

use crate::probe::network::failure::Failure;
use crate::probe::network::public::AGENT;
use crate::probe::network::servers::Http3Place;

use super::alarm::Alarm;
use super::pace::{Turn, pace};
use super::packets::{HEAD_BYTES, Packets};
use super::session::WatchedConfig;
use super::socket::Single;
use super::steady::{Budget, Steady};
use super::upload::{ANSWER, Uploads, failed};

/// Of several faults at once the first is told.
const FAULTS: usize = 4;

/// A socket for one connection. To be called within a runtime.
///
/// # Errors
/// When the system refuses it.
pub fn endpoint(server: SocketAddr) -> std::io::Result<Endpoint> {
    let any: IpAddr = if server.is_ipv4() { Ipv4Addr::UNSPECIFIED.into() } else { Ipv6Addr::UNSPECIFIED.into() };
    let socket = Single::new(UdpSocket::bind(SocketAddr::new(any, 0))?)?;
    Endpoint::new_with_abstract_socket(EndpointConfig::default(), None, Arc::new(socket), Arc::new(quinn::TokioRuntime))
}

fn config(
    packets: &Arc<Packets>,
    budget: &Arc<Budget>,
    mut tls: rustls::ClientConfig,
) -> Result<ClientConfig, Failure> {
    tls.alpn_protocols = vec![b"h3".to_vec()];
    let inner = QuicClientConfig::try_from(tls).map_err(|e| Failure::System(format!("TLS for QUIC: {e}")))?;
    let mut config = ClientConfig::new(Arc::new(WatchedConfig::new(inner, packets.clone())));
    let mut transport = TransportConfig::default();
    transport
        .congestion_controller_factory(Arc::new(Steady(budget.clone())))
        .mtu_discovery_config(None)
        .enable_segmentation_offload(false)
        .receive_window(VarInt::from_u32(HEAD_BYTES))
        .stream_receive_window(VarInt::MAX)
        .keep_alive_interval(None);
    config.transport_config(Arc::new(transport));
    Ok(config)
}

/// An open connection with both streams.
pub struct Call {
    connection: quinn::Connection,
    uploads: Uploads,
    budget: Arc<Budget>,
    // It ends when it is dropped.
    _download: h3::client::RequestStream<h3_quinn::BidiStream<Bytes>, Bytes>,
    ended: oneshot::Receiver<String>,
    faults: mpsc::Receiver<String>,
}

impl Call {
    /// Connects and opens both streams.
    ///
    /// # Errors
    /// When the handshake gets no answer in time, the server is not believed, or it does not do what was asked.
    pub async fn begin(
        packets: &Arc<Packets>,
        server: SocketAddr,
        place: &Http3Place,
        endpoint: &Endpoint,
        tls: rustls::ClientConfig,
    ) -> Result<Self, Failure> {
        let budget = Arc::<Budget>::default();
        let connecting = endpoint.connect_with(config(packets, &budget, tls)?, server, &place.name);
        let connecting = connecting.map_err(|e| Failure::System(format!("HTTP/3: {e}")))?;
        let connection = timeout(ANSWER, connecting)
            .await
            .map_err(|_| Failure::NoDatagrams("HTTP/3: the handshake: no answer in time".into()))?
            .map_err(|e| failed("the handshake", &e))?;
        let (mut driver, mut requests) =
            h3::client::new(h3_quinn::Connection::new(connection.clone())).await.map_err(|e| failed("settings", &e))?;
        let (tell, ended) = oneshot::channel();
        tokio::spawn(async move {
            let why = poll_fn(|cx| driver.poll_close(cx)).await;
            let _ = tell.send(why.to_string());
        });
        let get = Request::get(&place.download).header("user-agent", AGENT).body(());
        let get = get.map_err(|e| Failure::System(format!("HTTP/3 request: {e}")))?;
        let mut download = requests.send_request(get).await.map_err(|e| failed("download", &e))?;
        download.finish().await.map_err(|e| failed("download", &e))?;
        let response = timeout(ANSWER, download.recv_response())
            .await
            .map_err(|_| failed("download", &"no answer in time"))?
            .map_err(|e| failed("download", &e))?;
        if matches!(response.status(), StatusCode::FORBIDDEN | StatusCode::TOO_MANY_REQUESTS) {
            return Err(Failure::Busy(format!("HTTP/3 status {}", response.status())));
        }
        if response.status() != StatusCode::OK {
            return Err(Failure::Garbage(format!("HTTP/3: the download: {}", response.status())));
        }
        packets.download_is(download.id().into_inner());
        let (tell, faults) = mpsc::channel::<String>(FAULTS);
        let mut uploads = Uploads::new(requests, place.clone(), packets.clone(), tell);
        uploads.begin().await?;
        Ok(Self { connection, uploads, budget, _download: download, ended, faults })
    }

    /// Sends and lets go what is due until the connection ends; why it did.
    pub async fn run(self, packets: &Packets, alarm: &Alarm, turns: watch::Receiver<Turn>) -> String {
        let Self { connection, mut uploads, budget, _download, ended, mut faults } = self;
        tokio::select! {
            why = ended => why.unwrap_or_default(),
            why = connection.closed() => why.to_string(),
            Some(why) = faults.recv() => why,
            () = packets.download_ends() => "the download ended too soon".to_owned(),
            why = pace(packets, &connection, &budget, alarm, &mut uploads, turns, HEAD_BYTES.into()) => why,
        }
    }
}
