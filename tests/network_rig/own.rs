//! Measurement servers of our own on loopback, their tokens and certificates.

use std::path::PathBuf;

use greenroom::model::Token;
use greenroom::server::{self, Identity, ServerConfig, ServerHandle};

/// A token as `greenroom serve` makes them.
pub fn token(n: u8) -> String {
    Token::of([n; 16]).reveal().to_owned()
}

/// A certificate or key of the tests.
pub fn pem_path(name: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/data/tls").join(name)
}

/// The same, read.
pub fn pem(name: &str) -> Vec<u8> {
    std::fs::read(pem_path(name)).unwrap()
}

/// Who a server with this certificate is.
pub fn identity(name: &str) -> Identity {
    Identity::from_pem(&pem(&format!("{name}.pem")), &pem(&format!("{name}.key"))).unwrap()
}

/// A server with this token and this certificate.
pub fn serve(token: Option<String>, certificate: Option<&str>) -> ServerHandle {
    spawn(ServerConfig { token, tls: certificate.map(identity), ..ServerConfig::default() })
}

/// A server like this, on loopback.
pub fn spawn(config: ServerConfig) -> ServerHandle {
    server::spawn(ServerConfig { listen: vec!["127.0.0.1:0".parse().unwrap()], ..config }).unwrap()
}
