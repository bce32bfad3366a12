//! Certificates and keys from PEM files.

use std::sync::Arc;

use rustls::pki_types::pem::PemObject;
use rustls::pki_types::{CertificateDer, PrivateKeyDer};
use rustls::{Error, RootCertStore};

/// A server's certificate with its key, ready for use.
#[derive(Clone)]
pub struct Identity(pub(super) Arc<rustls::ServerConfig>);

impl std::fmt::Debug for Identity {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Identity")
    }
}

/// Why a certificate or a key can't be used.
#[derive(Debug, thiserror::Error)]
pub enum TlsError {
    /// No certificate, or a damaged one.
    #[error("reading the certificate: {0}")]
    Certificate(String),
    /// No private key, or a damaged one, or of an unknown kind.
    #[error("reading the private key: {0}")]
    Key(String),
    /// The key is another certificate's.
    #[error("the private key does not belong to the certificate")]
    Mismatch,
}

impl Identity {
    /// From PEM: the server's certificate first, then those that lead to its authority; and the private key.
    ///
    /// # Errors
    /// When one of them is missing or damaged, or when they do not belong together.
    pub fn from_pem(certificates_pem: &[u8], key_pem: &[u8]) -> Result<Self, TlsError> {
        let certificates = certificates(certificates_pem)?;
        let key = PrivateKeyDer::from_pem_slice(key_pem).map_err(|e| TlsError::Key(e.to_string()))?;
        let provider = Arc::new(rustls::crypto::ring::default_provider());
        // Tried apart, to tell a damaged key from a damaged certificate.
        provider.key_provider.load_private_key(key.clone_key()).map_err(|e| TlsError::Key(e.to_string()))?;
        let config = rustls::ServerConfig::builder_with_provider(provider)
            .with_safe_default_protocol_versions()
            .and_then(|builder| builder.with_no_client_auth().with_single_cert(certificates, key))
            .map_err(|e| match e {
                Error::InconsistentKeys(_) => TlsError::Mismatch,
                other => TlsError::Certificate(other.to_string()),
            })?;
        Ok(Self(Arc::new(config)))
    }
}

/// The certificates of a PEM file, in its order; at least one.
fn certificates(pem: &[u8]) -> Result<Vec<CertificateDer<'static>>, TlsError> {
    let all: Result<Vec<_>, _> = CertificateDer::pem_slice_iter(pem).collect();
    match all {
        Ok(all) if all.is_empty() => Err(TlsError::Certificate("there is none in the file".into())),
        Ok(all) => Ok(all),
        Err(e) => Err(TlsError::Certificate(e.to_string())),
    }
}

/// The certificates of a PEM file (DER each) that a client is to trust.
///
/// # Errors
/// When there is none, or one can't be read.
pub fn trusted(pem: &[u8]) -> Result<Vec<Vec<u8>>, TlsError> {
    let all = certificates(pem)?;
    let mut roots = RootCertStore::empty();
    for certificate in &all {
        roots.add(certificate.clone()).map_err(|e| TlsError::Certificate(e.to_string()))?;
    }
    Ok(all.into_iter().map(|c| c.as_ref().to_vec()).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    const CERT: &[u8] = include_bytes!("../../tests/data/tls/server.pem");
    const KEY: &[u8] = include_bytes!("../../tests/data/tls/server.key");
    const OTHER_KEY: &[u8] = include_bytes!("../../tests/data/tls/other.key");

    #[test]
    fn what_belongs_together_is_taken() {
        assert!(Identity::from_pem(CERT, KEY).is_ok());
        assert_eq!(trusted(CERT).unwrap().len(), 1);
    }

    #[test]
    fn damaged_and_foreign_files_are_told_apart() {
        let cut = |pem: &[u8]| pem[..pem.len() / 2].to_vec();
        assert!(matches!(Identity::from_pem(CERT, OTHER_KEY), Err(TlsError::Mismatch)));
        assert!(matches!(Identity::from_pem(KEY, KEY), Err(TlsError::Certificate(_))));
        assert!(matches!(Identity::from_pem(CERT, CERT), Err(TlsError::Key(_))));
        assert!(matches!(Identity::from_pem(&cut(CERT), KEY), Err(TlsError::Certificate(_))));
        assert!(matches!(Identity::from_pem(CERT, &cut(KEY)), Err(TlsError::Key(_))));
        let nonsense = b"-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n";
        assert!(matches!(Identity::from_pem(nonsense, KEY), Err(TlsError::Certificate(_))));
        assert!(matches!(trusted(nonsense), Err(TlsError::Certificate(_))));
        assert!(matches!(trusted(b""), Err(TlsError::Certificate(_))));
    }
}
