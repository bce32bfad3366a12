//! The probe's end of the control connection.

use std::net::{IpAddr, SocketAddr};
use std::time::Duration;

use tokio::io::{AsyncWriteExt, ReadHalf, WriteHalf};
use tokio::time::timeout;

use crate::server::protocol::VERSION;
use crate::server::protocol::auth::{Greeting, Key, from_hex, same, to_hex};
use crate::server::protocol::control::{
    ClientMessage, Refusal, SERVER_LINE_MAX, ServerMessage, from_line, to_line, version_of,
};
use crate::server::protocol::lines::LineReader;
use crate::server::protocol::wire::{TLS_ALERT, Wire};

use super::failure::Failure;
use super::tls::Tls;

/// What the server grants.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Grant {
    /// Datagrams a second each way.
    pub max_pps: u32,
    /// kbit a second of datagrams each way.
    pub max_kbps: u32,
    /// Bytes of TCP load.
    pub max_tcp_bytes: u64,
}

/// Both ends of the connection as the server sees them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Seen {
    /// Ours.
    pub client: IpAddr,
    /// Its own.
    pub server: Option<IpAddr>,
}

/// The server's first line.
struct Challenge {
    nonce: String,
    session: String,
    address: IpAddr,
    server: Option<IpAddr>,
    proof: String,
}

/// A control connection after the greeting.
pub struct Control {
    reader: LineReader<ReadHalf<Wire>>,
    writer: WriteHalf<Wire>,
    answer: Duration,
    /// The server's address as connected.
    pub peer: SocketAddr,
    /// Our own end of the connection.
    pub local: Option<SocketAddr>,
    /// Both ends as the server sees them.
    pub seen: Seen,
    /// The session.
    pub session: u64,
    /// Its key.
    pub key: Key,
    /// What the server grants.
    pub grant: Grant,
    /// Encrypts further connections.
    pub tls: Option<Tls>,
}

impl Control {
    /// Greets the server and proves the token.
    ///
    /// # Errors
    /// Each way in which a server may not be the right one, full, or silent.
    pub async fn greet(
        wire: Wire,
        tls: Option<Tls>,
        token: &str,
        version: u16,
        answer: Duration,
    ) -> Result<Self, Failure> {
        let peer = wire.tcp().peer_addr().map_err(|e| Failure::NoAnswer(format!("after connecting: {e}")))?;
        let local = wire.tcp().local_addr().ok();
        let (read, mut writer) = tokio::io::split(wire);
        let mut reader = LineReader::new(read, SERVER_LINE_MAX);
        let client_nonce: [u8; 32] = rand::random();
        greeting_write(&mut writer, &ClientMessage::Hello { version, nonce: to_hex(&client_nonce) }).await?;
        let line = greeting_line(&mut reader, answer).await?;
        if line.starts_with(&TLS_ALERT) {
            return Err(Failure::NeedsTls);
        }
        if let Some(theirs) = version_of(&line).filter(|v| *v != version) {
            return Err(Failure::OtherVersion { theirs, ours: version });
        }
        let Challenge { nonce, session, address, server, proof } = match from_line(&line) {
            Some(ServerMessage::Challenge { nonce, session, address, server, proof, .. }) => {
                Challenge { nonce, session, address, server, proof }
            }
            Some(ServerMessage::Refused { version: theirs, why }) => return Err(refused(why, theirs)),
            _ => return Err(garbage(&line)),
        };
        let (Some(server_nonce), Ok(session)) = (from_hex(&nonce), u64::from_str_radix(&session, 16)) else {
            return Err(garbage(&line));
        };
        let greeting = Greeting { client_nonce: &client_nonce, server_nonce: &server_nonce, address, session };
        // The server goes first: one that does not know the token gets nothing that it could guess the token from.
        let knows = from_hex(&proof).is_some_and(|p| same(&p, &greeting.server_proof(token)));
        let proof = if knows || token.is_empty() { to_hex(&greeting.client_proof(token)) } else { String::new() };
        greeting_write(&mut writer, &ClientMessage::Answer { proof }).await?;
        let line = greeting_line(&mut reader, answer).await;
        if !knows {
            return Err(if token.is_empty() { Failure::TokenNeeded } else { Failure::WrongToken });
        }
        let line = line?;
        let grant = match from_line(&line) {
            Some(ServerMessage::Welcome { max_pps, max_kbps, max_tcp_bytes }) => {
                Grant { max_pps, max_kbps, max_tcp_bytes }
            }
            Some(ServerMessage::Refused { version, why }) => return Err(refused(why, version)),
            _ => return Err(garbage(&line)),
        };
        let (key, seen) = (greeting.session_key(token), Seen { client: address, server });
        Ok(Self { reader, writer, answer, peer, local, seen, session, key, grant, tls })
    }

    /// Says something.
    ///
    /// # Errors
    /// When the connection is gone.
    pub async fn say(&mut self, message: &ClientMessage) -> Result<(), Failure> {
        match timeout(self.answer, write(&mut self.writer, message)).await {
            Ok(Ok(())) => Ok(()),
            Ok(Err(e)) => Err(Failure::StoppedHalfWay(format!("control connection: {e}"))),
            Err(_) => Err(Failure::StoppedHalfWay("control connection: nothing goes out".into())),
        }
    }

    /// The next message; waits as long as it takes. May be cancelled without losing anything.
    ///
    /// # Errors
    /// When the connection is gone, the server refuses to go on, or what comes is none of ours.
    pub async fn next(&mut self) -> Result<ServerMessage, Failure> {
        match self.reader.next().await {
            Ok(Some(line)) => match from_line(&line) {
                Some(ServerMessage::Refused { why, .. }) => Err(Failure::Busy(why.to_string())),
                Some(message) => Ok(message),
                None => Err(garbage(&line)),
            },
            Ok(None) => Err(Failure::StoppedHalfWay("the server closed the connection".into())),
            Err(e) => Err(Failure::StoppedHalfWay(format!("control connection: {e}"))),
        }
    }

    /// The next message within the usual time.
    ///
    /// # Errors
    /// As [`Self::next`], and when nothing comes in time.
    pub async fn answer(&mut self) -> Result<ServerMessage, Failure> {
        let limit = self.answer;
        match timeout(limit, self.next()).await {
            Ok(message) => message,
            Err(_) => Err(Failure::StoppedHalfWay("control connection: no answer in time".into())),
        }
    }
}

async fn write(writer: &mut WriteHalf<Wire>, message: &ClientMessage) -> std::io::Result<()> {
    writer.write_all(&to_line(message)).await?;
    writer.flush().await
}

async fn greeting_write(writer: &mut WriteHalf<Wire>, message: &ClientMessage) -> Result<(), Failure> {
    write(writer, message).await.map_err(|e| Failure::NoAnswer(format!("greeting: {e}")))
}

async fn greeting_line(reader: &mut LineReader<ReadHalf<Wire>>, limit: Duration) -> Result<Vec<u8>, Failure> {
    match timeout(limit, reader.next()).await {
        Ok(Ok(Some(line))) => Ok(line),
        Ok(Ok(None)) => Err(Failure::NoAnswer("the server closed the connection".into())),
        Ok(Err(e)) if e.kind() == std::io::ErrorKind::InvalidData => Err(Failure::Garbage("an endless line".into())),
        Ok(Err(e)) => Err(Failure::NoAnswer(format!("greeting: {e}"))),
        Err(_) => Err(Failure::NoAnswer("greeting: no answer in time".into())),
    }
}

fn refused(why: Refusal, theirs: u16) -> Failure {
    match why {
        Refusal::OtherVersion => Failure::OtherVersion { theirs, ours: VERSION },
        Refusal::WrongToken => Failure::WrongToken,
        Refusal::NeedsTls => Failure::NeedsTls,
        Refusal::NoTls => Failure::NoTls("the server has no certificate".into()),
        Refusal::Full | Refusal::Limit => Failure::Busy(why.to_string()),
    }
}

/// What came, shortened and made printable.
fn garbage(line: &[u8]) -> Failure {
    const SHOWN: usize = 40;
    let shown: String = String::from_utf8_lossy(line.get(..SHOWN).unwrap_or(line)).escape_debug().collect();
    Failure::Garbage(format!("\"{shown}\""))
}
