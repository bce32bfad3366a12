//! The probe's side of TLS: which certificate is believed.

use std::io;
use std::sync::Arc;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use rustls::client::WebPkiServerVerifier;
use rustls::client::danger::{HandshakeSignatureValid, ServerCertVerified, ServerCertVerifier};
use rustls::crypto::{CryptoProvider, verify_tls12_signature, verify_tls13_signature};
use rustls::pki_types::{CertificateDer, ServerName, UnixTime};
use rustls::{CertificateError, ClientConfig, DigitallySignedStruct, Error, RootCertStore, SignatureScheme};
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
        // The zone of a link-local address says which network card; no certificate knows it.
        let host = host.split('%').next().unwrap_or(host);
        let name = ServerName::try_from(host.to_owned()).map_err(|e| Failure::UnknownName(format!("{host}: {e}")))?;
        let config = config(trusted)?;
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

/// What a client believes. `trusted`: certificates (DER) that the person was given; when there are none, the system decides.
///
/// # Errors
/// When the certificates can't be used.
pub(super) fn config(trusted: &[Vec<u8>]) -> Result<ClientConfig, Failure> {
    let system = |e: Error| Failure::System(format!("TLS: {e}"));
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let builder = ClientConfig::builder_with_provider(provider.clone());
    let builder = builder.with_safe_default_protocol_versions().map_err(system)?;
    if trusted.is_empty() {
        return Ok(builder.with_platform_verifier().map_err(system)?.with_no_client_auth());
    }
    let verifier = Arc::new(Given::new(trusted, provider)?);
    Ok(builder.dangerous().with_custom_certificate_verifier(verifier).with_no_client_auth())
}

fn failure(error: &io::Error) -> Failure {
    let inner = error.get_ref().and_then(|e| e.downcast_ref::<Error>());
    let detail = format!("TLS handshake: {error}");
    match inner {
        Some(error) if is_about_the_date(error, SystemTime::now()) => Failure::WrongDate(detail),
        Some(Error::InvalidCertificate(
            CertificateError::NotValidForName | CertificateError::NotValidForNameContext { .. },
        )) => Failure::OtherName(detail),
        Some(Error::InvalidCertificate(_) | Error::NoCertificatesPresented) => Failure::Untrusted(detail),
        Some(Error::InvalidMessage(_)) => Failure::NoTls(detail),
        Some(_) => Failure::Garbage(detail),
        None => Failure::NoAnswer(detail),
    }
}

/// This program is younger than that: a clock that stands before it is wrong.
const BEFORE_US: Duration = Duration::from_secs(1_767_225_600); // 2026-01-01
/// Far enough ahead for any copy of this program.
const LONG_AFTER_US: Duration = Duration::from_secs(2_398_377_600); // 2046-01-01

/// True when a certificate is refused because of this computer's date: it is not valid yet, or the clock stands where it
/// can't be right.
pub(super) fn is_about_the_date(error: &Error, now: SystemTime) -> bool {
    let Error::InvalidCertificate(why) = error else { return false };
    let since = now.duration_since(UNIX_EPOCH).unwrap_or_default();
    let impossible = since < BEFORE_US || since > LONG_AFTER_US;
    match why {
        CertificateError::NotValidYet | CertificateError::NotValidYetContext { .. } => true,
        CertificateError::UnknownIssuer | CertificateError::BadSignature => false,
        CertificateError::NotValidForName | CertificateError::NotValidForNameContext { .. } => false,
        _ => impossible,
    }
}

/// True when a certificate is refused because its time is over.
pub(super) fn is_over(error: &Error) -> bool {
    use CertificateError as C;
    matches!(error, Error::InvalidCertificate(C::Expired | C::ExpiredContext { .. }))
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_clock_that_cannot_be_right_is_told_from_a_bad_certificate() {
        let at = |seconds| UNIX_EPOCH + Duration::from_secs(seconds);
        let (year_1970, year_2027, year_2099) = (at(3600), at(1_800_000_000), at(4_070_908_800));
        let error = Error::InvalidCertificate;
        for now in [year_1970, year_2027, year_2099] {
            assert!(is_about_the_date(&error(CertificateError::NotValidYet), now));
            assert!(!is_about_the_date(&error(CertificateError::UnknownIssuer), now));
            assert!(!is_about_the_date(&error(CertificateError::NotValidForName), now));
            assert!(!is_about_the_date(&Error::DecryptError, now));
        }
        let expired = error(CertificateError::Expired);
        assert!(is_about_the_date(&expired, year_2099) && !is_about_the_date(&expired, year_2027));
        assert!(is_over(&expired) && !is_over(&error(CertificateError::NotValidYet)));
    }
}
