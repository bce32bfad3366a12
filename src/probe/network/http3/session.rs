//! A TLS session of QUIC that lets every packet be seen, in the clear, with its number: what goes out, what comes in. It hands
//! everything on as it is and keeps no content.

use std::any::Any;
use std::sync::Arc;

use bytes::BytesMut;
use quinn_proto::crypto::rustls::QuicClientConfig;
use quinn_proto::crypto::{
    ClientConfig, CryptoError, ExportKeyingMaterialError, HeaderKey, KeyPair, Keys, PacketKey, Session,
};
use quinn_proto::transport_parameters::TransportParameters;
use quinn_proto::{ConnectError, ConnectionId, Side, TransportError};

/// Who sees the packets of the established connection.
pub trait Watcher: Send + Sync + 'static {
    /// A packet of `length` bytes is about to leave.
    fn leaves(&self, number: u64, length: usize, frames: &[u8]);
    /// A packet of `length` bytes has come in.
    fn comes(&self, number: u64, length: usize, frames: &[u8]);
}

/// The TLS of a client whose packets are watched.
pub struct WatchedConfig<W> {
    inner: Arc<QuicClientConfig>,
    watcher: Arc<W>,
}

impl<W: Watcher> WatchedConfig<W> {
    /// `inner` does the work.
    #[must_use]
    pub fn new(inner: QuicClientConfig, watcher: Arc<W>) -> Self {
        Self { inner: Arc::new(inner), watcher }
    }
}

impl<W: Watcher> ClientConfig for WatchedConfig<W> {
    fn start_session(
        self: Arc<Self>,
        version: u32,
        server_name: &str,
        params: &TransportParameters,
    ) -> Result<Box<dyn Session>, ConnectError> {
        let inner = self.inner.clone().start_session(version, server_name, params)?;
        Ok(Box::new(Watched { inner, watcher: self.watcher.clone(), handshake_keys_given: false }))
    }
}

struct Watched<W> {
    inner: Box<dyn Session>,
    watcher: Arc<W>,
    handshake_keys_given: bool,
}

impl<W: Watcher> Watched<W> {
    fn watch(&self, keys: KeyPair<Box<dyn PacketKey>>) -> KeyPair<Box<dyn PacketKey>> {
        let watched = |inner| Box::new(WatchedKey { inner, watcher: self.watcher.clone() }) as Box<dyn PacketKey>;
        KeyPair { local: watched(keys.local), remote: watched(keys.remote) }
    }
}

impl<W: Watcher> Session for Watched<W> {
    fn initial_keys(&self, dst_cid: &ConnectionId, side: Side) -> Keys {
        self.inner.initial_keys(dst_cid, side)
    }

    fn handshake_data(&self) -> Option<Box<dyn Any>> {
        self.inner.handshake_data()
    }

    fn peer_identity(&self) -> Option<Box<dyn Any>> {
        self.inner.peer_identity()
    }

    fn early_crypto(&self) -> Option<(Box<dyn HeaderKey>, Box<dyn PacketKey>)> {
        self.inner.early_crypto()
    }

    fn early_data_accepted(&self) -> Option<bool> {
        self.inner.early_data_accepted()
    }

    fn is_handshaking(&self) -> bool {
        self.inner.is_handshaking()
    }

    fn read_handshake(&mut self, buf: &[u8]) -> Result<bool, TransportError> {
        self.inner.read_handshake(buf)
    }

    fn transport_parameters(&self) -> Result<Option<TransportParameters>, TransportError> {
        self.inner.transport_parameters()
    }

    fn write_handshake(&mut self, buf: &mut Vec<u8>) -> Option<Keys> {
        let keys = self.inner.write_handshake(buf)?;
        // The first are those of the handshake, the second those of the connection (1-RTT).
        if !std::mem::replace(&mut self.handshake_keys_given, true) {
            return Some(keys);
        }
        Some(Keys { header: keys.header, packet: self.watch(keys.packet) })
    }

    fn next_1rtt_keys(&mut self) -> Option<KeyPair<Box<dyn PacketKey>>> {
        let keys = self.inner.next_1rtt_keys()?;
        Some(self.watch(keys))
    }

    fn is_valid_retry(&self, orig_dst_cid: &ConnectionId, header: &[u8], payload: &[u8]) -> bool {
        self.inner.is_valid_retry(orig_dst_cid, header, payload)
    }

    fn export_keying_material(
        &self,
        output: &mut [u8],
        label: &[u8],
        context: &[u8],
    ) -> Result<(), ExportKeyingMaterialError> {
        self.inner.export_keying_material(output, label, context)
    }
}

struct WatchedKey<W> {
    inner: Box<dyn PacketKey>,
    watcher: Arc<W>,
}

impl<W: Watcher> PacketKey for WatchedKey<W> {
    fn encrypt(&self, packet: u64, buf: &mut [u8], header_len: usize) {
        let end = buf.len().saturating_sub(self.inner.tag_len());
        if let Some(frames) = buf.get(header_len..end) {
            self.watcher.leaves(packet, buf.len(), frames);
        }
        self.inner.encrypt(packet, buf, header_len);
    }

    fn decrypt(&self, packet: u64, header: &[u8], payload: &mut BytesMut) -> Result<(), CryptoError> {
        let length = header.len() + payload.len();
        self.inner.decrypt(packet, header, payload)?;
        self.watcher.comes(packet, length, payload);
        Ok(())
    }

    fn tag_len(&self) -> usize {
        self.inner.tag_len()
    }

    fn confidentiality_limit(&self) -> u64 {
        self.inner.confidentiality_limit()
    }

    fn integrity_limit(&self) -> u64 {
        self.inner.integrity_limit()
    }
}
