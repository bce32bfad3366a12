//! TCP flows that fill the line in one direction.

use std::sync::Arc;
use std::time::{Duration, Instant};

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::time::timeout;

use super::crowd::Place;
use super::limits::CHUNK;
use super::lock::lock;
use super::protocol::auth::{flow_proof, from_hex, same};
use super::protocol::control::FlowDirection;
use super::protocol::wire::Wire;
use super::session::Session;
use super::shared::Shared;

/// The phase's begin comes over another connection and may be a little later than the flow.
const BEGIN_PATIENCE: Duration = Duration::from_secs(2);
/// Longest wait before looking whether the phase goes on.
const SLICE: Duration = Duration::from_millis(50);

/// A flow's first line.
pub(super) struct FlowRequest {
    pub session: String,
    pub index: u8,
    pub flow: u8,
    pub direction: FlowDirection,
    pub proof: String,
}

/// Serves one flow until the phase ends, a limit comes or the client leaves. `early` is what came with the first line.
pub(super) async fn serve(mut stream: Wire, early: usize, request: FlowRequest, place: Place, shared: &Shared) {
    let Some(session) = known(&request, shared) else { return };
    let Some(_flowing) = session.flow_begins(request.index, request.flow) else { return };
    drop(place);
    let began = Instant::now();
    while !session.is_active(request.index) {
        if session.has_ended() || began.elapsed() > BEGIN_PATIENCE {
            return;
        }
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
    match request.direction {
        FlowDirection::Down => send(&mut stream, &session, request.index).await,
        FlowDirection::Up => receive(&mut stream, early, &session, request.index).await,
    }
    // What still waits in the queue is of no use: the connection is cut, not drained.
    let _ = stream.tcp().set_zero_linger();
}

fn known(request: &FlowRequest, shared: &Shared) -> Option<Arc<Session>> {
    let id = u64::from_str_radix(&request.session, 16).ok()?;
    let session = lock(&shared.sessions).get(id)?;
    let proof = from_hex(&request.proof)?;
    same(&flow_proof(&session.key, request.index, request.flow, request.direction), &proof).then_some(session)
}

async fn send(stream: &mut Wire, session: &Session, phase: u8) {
    let mut chunk = vec![0u8; CHUNK];
    rand::fill(chunk.as_mut_slice());
    while session.is_active(phase) {
        match timeout(SLICE, stream.write(&chunk)).await {
            Ok(Ok(sent)) if sent > 0 => {
                if !session.spend(sent as u64) {
                    return;
                }
            }
            Ok(_) => return,
            Err(_) => {}
        }
    }
}

async fn receive(stream: &mut Wire, early: usize, session: &Session, phase: u8) {
    let mut chunk = vec![0u8; CHUNK];
    if early > 0 {
        session.load_arrived(phase, early, Instant::now());
    }
    while session.is_active(phase) {
        match timeout(SLICE, stream.read(&mut chunk)).await {
            Ok(Ok(got)) if got > 0 => {
                session.load_arrived(phase, got, Instant::now());
                if !session.spend(got as u64) {
                    return;
                }
            }
            Ok(_) => return,
            Err(_) => {}
        }
    }
}
