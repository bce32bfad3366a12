//! Datagrams with the time at which they arrived, as exactly as the system tells it.
//!
//! Linux: the kernel's receive time (`SO_TIMESTAMPNS`), so that a busy processor does not look like a late datagram.
//! Elsewhere: the clock right after the call.

use std::io;
use std::net::{IpAddr, SocketAddr, UdpSocket};
use std::time::{Duration, Instant};

/// Receive and send buffers are asked to be this large, so that a stalled reader does not look like loss.
const SOCKET_BUFFER_BYTES: usize = 4 << 20;

/// A datagram that arrived.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Received {
    /// Its length in bytes; what is longer than the buffer is cut off.
    pub len: usize,
    /// Where it came from.
    pub from: SocketAddr,
    /// When it arrived.
    pub at: Instant,
}

/// Opens a UDP socket on `local` with large buffers and receive times.
///
/// # Errors
/// When the address cannot be bound, for example because it is in use.
pub fn bind_udp(local: SocketAddr) -> io::Result<UdpSocket> {
    let socket =
        socket2::Socket::new(socket2::Domain::for_address(local), socket2::Type::DGRAM, Some(socket2::Protocol::UDP))?;
    if local.is_ipv6() {
        socket.set_only_v6(true)?;
    }
    // The system may grant less; the measurement stays right, it only tolerates shorter stalls.
    let _ = socket.set_recv_buffer_size(SOCKET_BUFFER_BYTES);
    let _ = socket.set_send_buffer_size(SOCKET_BUFFER_BYTES);
    socket.bind(&local.into())?;
    #[cfg(target_os = "linux")]
    {
        use nix::sys::socket::{setsockopt, sockopt};
        // Root may exceed the system's limit; for everybody else this fails and the value above stands.
        let _ = setsockopt(&socket, sockopt::RcvBufForce, &SOCKET_BUFFER_BYTES);
        let _ = setsockopt(&socket, sockopt::ReceiveTimestampns, &true);
    }
    Ok(socket.into())
}

/// Asks for a loss-based congestion control (CUBIC), which fills the queue as most traffic does. Best effort: only Linux
/// lets a program choose.
pub fn prefer_cubic<S: AsSocket>(stream: &S) {
    #[cfg(target_os = "linux")]
    {
        let _ = socket2::SockRef::from(stream).set_tcp_congestion(b"cubic");
    }
    #[cfg(not(target_os = "linux"))]
    {
        let _ = stream;
    }
}

/// Lets little wait in this computer that is not under way yet, so that what was handed over is nearly what was sent. Best effort:
/// only Linux lets a program choose.
pub fn keep_little_unsent<S: AsSocket>(stream: &S) {
    #[cfg(target_os = "linux")]
    {
        const UNSENT_BYTES: u32 = 32 * 1024;
        let _ = socket2::SockRef::from(stream).set_tcp_notsent_lowat(UNSENT_BYTES);
    }
    #[cfg(not(target_os = "linux"))]
    {
        let _ = stream;
    }
}

#[cfg(unix)]
pub use std::os::fd::AsFd as AsSocket;
#[cfg(windows)]
pub use std::os::windows::io::AsSocket;

/// Reads datagrams with their arrival time. Keeps the buffer for the system's side data.
#[derive(Debug, Default)]
pub struct Receiver {
    #[cfg(target_os = "linux")]
    side_data: Vec<u8>,
}

impl Receiver {
    /// A receiver; it can be used with any socket of [`bind_udp`].
    #[must_use]
    pub fn new() -> Self {
        Self {
            #[cfg(target_os = "linux")]
            side_data: nix::cmsg_space!(nix::sys::time::TimeSpec),
        }
    }

    /// Waits for one datagram, at most the socket's read timeout.
    ///
    /// # Errors
    /// `WouldBlock` or `TimedOut` when nothing came; otherwise what the system reports.
    #[cfg(target_os = "linux")]
    pub fn receive(&mut self, socket: &UdpSocket, buffer: &mut [u8]) -> io::Result<Received> {
        use std::os::fd::AsRawFd;

        use nix::sys::socket::{ControlMessageOwned, MsgFlags, SockaddrStorage, recvmsg};

        let mut parts = [io::IoSliceMut::new(buffer)];
        let message = recvmsg::<SockaddrStorage>(
            socket.as_raw_fd(),
            &mut parts,
            Some(self.side_data.as_mut_slice()),
            MsgFlags::empty(),
        )?;
        let mut at = Instant::now();
        if let Ok(items) = message.cmsgs() {
            for item in items {
                if let ControlMessageOwned::ScmTimestampns(stamp) = item {
                    at = instant_of(stamp).unwrap_or(at);
                }
            }
        }
        let from = message.address.as_ref().and_then(socket_address);
        let from = from.ok_or_else(|| io::Error::new(io::ErrorKind::InvalidData, "datagram without an address"))?;
        Ok(Received { len: message.bytes, from, at })
    }

    /// Waits for one datagram, at most the socket's read timeout.
    ///
    /// # Errors
    /// `WouldBlock` or `TimedOut` when nothing came; otherwise what the system reports.
    #[cfg(not(target_os = "linux"))]
    pub fn receive(&mut self, socket: &UdpSocket, buffer: &mut [u8]) -> io::Result<Received> {
        let (len, from) = socket.recv_from(buffer)?;
        Ok(Received { len, from, at: Instant::now() })
    }
}

/// The kernel's stamp (wall clock) on the monotonic clock. `None` when the wall clock was set in between.
#[cfg(target_os = "linux")]
fn instant_of(stamp: nix::sys::time::TimeSpec) -> Option<Instant> {
    const PLAUSIBLE: Duration = Duration::from_secs(2);
    const CLOSE: Duration = Duration::from_micros(20);
    const ATTEMPTS: usize = 4;
    let stamp = Duration::new(u64::try_from(stamp.tv_sec()).ok()?, u32::try_from(stamp.tv_nsec()).ok()?);
    // Both clocks are read at the same moment, as well as a busy processor lets us: the closest of a few attempts.
    let mut best: Option<(Duration, Instant, Duration)> = None;
    for _ in 0..ATTEMPTS {
        let before = Instant::now();
        let wall = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).ok()?;
        let apart = before.elapsed();
        if best.is_none_or(|(b, ..)| apart < b) {
            best = Some((apart, before + apart / 2, wall));
        }
        if apart < CLOSE {
            break;
        }
    }
    let (_, now, wall) = best?;
    let ago = wall.checked_sub(stamp).filter(|ago| *ago <= PLAUSIBLE)?;
    now.checked_sub(ago)
}

#[cfg(target_os = "linux")]
fn socket_address(storage: &nix::sys::socket::SockaddrStorage) -> Option<SocketAddr> {
    if let Some(v4) = storage.as_sockaddr_in() {
        return Some(SocketAddr::from((v4.ip(), v4.port())));
    }
    storage.as_sockaddr_in6().map(|v6| SocketAddr::from((v6.ip(), v6.port())))
}

/// The addresses of this computer's own network cards that are up, loopback left out. Blocks for a moment.
#[must_use]
pub fn own_addresses() -> Vec<IpAddr> {
    addresses(|card| !card.is_loopback())
}

/// True for an address of this very computer: a loopback address, or one of its own network cards. Blocks for a moment.
#[must_use]
pub fn is_own(address: IpAddr) -> bool {
    let address = address.to_canonical();
    address.is_loopback() || addresses(|_| true).contains(&address)
}

fn addresses(of: fn(&netdev::Interface) -> bool) -> Vec<IpAddr> {
    let cards = netdev::get_interfaces().into_iter().filter(|card| card.is_up() && of(card));
    cards.flat_map(|card| card.ip_addrs()).map(|ip| ip.to_canonical()).collect()
}

/// True when nothing came in time (as opposed to a real error).
#[must_use]
pub fn is_timeout(error: &io::Error) -> bool {
    matches!(error.kind(), io::ErrorKind::WouldBlock | io::ErrorKind::TimedOut)
}

/// How long the reading threads wait before they look whether they are to stop.
pub const READ_SLICE: Duration = Duration::from_millis(50);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_arrival_time_is_that_of_the_arrival_not_of_the_reading() {
        let a = bind_udp("127.0.0.1:0".parse().unwrap()).unwrap();
        let b = bind_udp("127.0.0.1:0".parse().unwrap()).unwrap();
        b.set_read_timeout(Some(Duration::from_secs(2))).unwrap();
        let before = Instant::now();
        a.send_to(b"x", b.local_addr().unwrap()).unwrap();
        std::thread::sleep(Duration::from_millis(60));
        let mut buffer = [0; 16];
        let got = Receiver::new().receive(&b, &mut buffer).unwrap();
        assert_eq!((got.len, got.from), (1, a.local_addr().unwrap()));
        if cfg!(target_os = "linux") {
            assert!(got.at.duration_since(before) < Duration::from_millis(40), "{:?}", got.at.duration_since(before));
        }
    }

    #[test]
    fn nothing_in_time_is_a_timeout() {
        let socket = bind_udp("127.0.0.1:0".parse().unwrap()).unwrap();
        socket.set_read_timeout(Some(Duration::from_millis(1))).unwrap();
        let error = Receiver::new().receive(&socket, &mut [0; 4]).unwrap_err();
        assert!(is_timeout(&error), "{error}");
    }
}
