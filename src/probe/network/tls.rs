//! The probe's side of TLS: which certificate is believed.

use std::io;
use std::sync::Arc;
use std::time::Duration;

use rustls::client::WebPkiServerVerifier;
use rustls::client::danger::{HandshakeSignatureValid, ServerCertVerified, ServerCertVerifier};
use rustls::crypto::{CryptoProvider, verify_tls12_signature, verify_tls13_signature};
use rustls::pki_types::{CertificateDer, ServerName, UnixTime};
use rustls::{ClientConfig, DigitallySignedStruct, Error, RootCertStore, SignatureScheme};
use rustls_platform_verifier::BuilderVerifierExt;
use tokio::net::TcpStream;
use tokio::time::timeout;
use tokio_rustls::TlsConnector;

use crate::server::protocol::wire::Wire;

use super::failure::Failure;

/// Encrypts the connections to one server. Cheap to clone.
#[derive(Clone)]
pub struct Tls {
    connector: TlsConnector,
    name: ServerName<'static>,
}

impl Tls {
    /// For a server of this name. `trusted`: certificates (DER) that the person was given; when there are none, the
    /// system decides.
    ///
    /// # Errors
    /// When the name can stand in no certificate, or the certificates can't be used.
    pub fn new(host: &str, trusted: &[Vec<u8>]) -> Result<Self, Failure> {
        let name = ServerName::try_from(host.to_owned()).map_err(|e| Failure::UnknownName(format!("{host}: {e}")))?;
        let system = |e: Error| Failure::System(format!("TLS: {e}"));
        let provider = Arc::new(rustls::crypto::ring::default_provider());
        let builder = ClientConfig::builder_with_provider(provider.clone());
        let builder = builder.with_safe_default_protocol_versions().map_err(system)?;
        let config = if trusted.is_empty() {
            builder.with_platform_verifier().map_err(system)?.with_no_client_auth()
        } else {
            let verifier = Arc::new(Given::new(trusted, provider)?);
            builder.dangerous().with_custom_certificate_verifier(verifier).with_no_client_auth()
        };
        Ok(Self { connector: TlsConnector::from(Arc::new(config)), name })
    }

    /// Encrypts a connection.
    ///
    /// # Errors
    /// What the handshake says; a certificate that is not believed among it.
    pub async fn encrypt(&self, stream: TcpStream) -> io::Result<Wire> {
        let stream = self.connector.connect(self.name.clone(), stream).await?;
        Ok(Wire::Tls(Box::new(stream.into())))
    }

    /// The same for the first connection, with the reason when it fails.
    ///
    /// # Errors
    /// A certificate that is not believed, a server without TLS, or no answer in time.
    pub async fn first(&self, stream: TcpStream, limit: Duration) -> Result<Wire, Failure> {
        match timeout(limit, self.encrypt(stream)).await {
            Ok(Ok(wire)) => Ok(wire),
            Ok(Err(e)) => Err(failure(&e)),
            Err(_) => Err(Failure::NoAnswer("TLS handshake: no answer in time".into())),
        }
    }
}

fn failure(error: &io::Error) -> Failure {
    let inner = error.get_ref().and_then(|e| e.downcast_ref::<Error>());
    let detail = format!("TLS handshake: {error}");
    match inner {
        Some(Error::InvalidCertificate(_) | Error::NoCertificatesPresented) => Failure::Untrusted(detail),
        Some(Error::InvalidMessage(_)) => Failure::NoTls(detail),
        Some(_) => Failure::Garbage(detail),
        None => Failure::NoAnswer(detail),
    }
}

/// Believes the certificates that the person was given: those themselves, and what they signed as authorities.
#[derive(Debug)]
struct Given {
    certificates: Vec<CertificateDer<'static>>,
    signed: Arc<WebPkiServerVerifier>,
    provider: Arc<CryptoProvider>,
}

impl Given {
    fn new(trusted: &[Vec<u8>], provider: Arc<CryptoProvider>) -> Result<Self, Failure> {
        let certificates: Vec<_> = trusted.iter().map(|der| CertificateDer::from(der.clone())).collect();
        let mut roots = RootCertStore::empty();
        for certificate in &certificates {
            let added = roots.add(certificate.clone());
            added.map_err(|e| Failure::System(format!("the certificate to trust: {e}")))?;
        }
        let signed = WebPkiServerVerifier::builder_with_provider(Arc::new(roots), provider.clone()).build();
        let signed = signed.map_err(|e| Failure::System(format!("the certificates to trust: {e}")))?;
        Ok(Self { certificates, signed, provider })
    }
}

impl ServerCertVerifier for Given {
    fn verify_server_cert(
        &self,
        end_entity: &CertificateDer<'_>,
        intermediates: &[CertificateDer<'_>],
        server_name: &ServerName<'_>,
        ocsp_response: &[u8],
        now: UnixTime,
    ) -> Result<ServerCertVerified, Error> {
        // The very certificate that was handed over, usually a self-signed one: its key proves itself in the handshake.
        if self.certificates.iter().any(|c| c == end_entity) {
            return Ok(ServerCertVerified::assertion());
        }
        self.signed.verify_server_cert(end_entity, intermediates, server_name, ocsp_response, now)
    }

    fn verify_tls12_signature(
        &self,
        message: &[u8],
        cert: &CertificateDer<'_>,
        dss: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, Error> {
        verify_tls12_signature(message, cert, dss, &self.provider.signature_verification_algorithms)
    }

    fn verify_tls13_signature(
        &self,
        message: &[u8],
        cert: &CertificateDer<'_>,
        dss: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, Error> {
        verify_tls13_signature(message, cert, dss, &self.provider.signature_verification_algorithms)
    }

    fn supported_verify_schemes(&self) -> Vec<SignatureScheme> {
        self.provider.signature_verification_algorithms.supported_schemes()
    }
}
