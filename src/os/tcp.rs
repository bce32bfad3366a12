//! What the other end of a TCP connection has acknowledged, where the system tells it: what was sent is on its way, what was
//! acknowledged has arrived.

use super::net::AsSocket;

/// Bytes that the other end has acknowledged since the connection began, TLS included; `None` where the system does not tell.
///
/// Linux 4.1 or newer: `tcpi_bytes_acked` of `TCP_INFO`. Windows 10 1703 or newer: `SIO_TCP_INFO`, what was sent less what was
/// sent again and what is in flight. macOS tells neither.
#[must_use]
pub fn acknowledged_bytes<S: AsSocket>(socket: &S) -> Option<u64> {
    #[cfg(target_os = "linux")]
    return linux(socket);
    #[cfg(windows)]
    return windows(socket);
    #[cfg(not(any(target_os = "linux", windows)))]
    {
        let _ = socket;
        None
    }
}

/// The structure grows from kernel to kernel; what stands at the front stays (linux/tcp.h).
#[cfg(target_os = "linux")]
fn linux<S: AsSocket>(socket: &S) -> Option<u64> {
    use std::os::fd::AsRawFd;

    /// Place of `tcpi_bytes_acked` in `struct tcp_info`.
    const BYTES_ACKED: usize = 120;
    let mut info = [0u8; 256];
    let mut length = libc::socklen_t::try_from(info.len()).ok()?;
    let fd = socket.as_fd().as_raw_fd();
    #[expect(unsafe_code, reason = "a structure that nothing wraps to this place; the length bounds what is written")]
    let outcome =
        unsafe { libc::getsockopt(fd, libc::IPPROTO_TCP, libc::TCP_INFO, info.as_mut_ptr().cast(), &raw mut length) };
    let told = info.get(..usize::try_from(length).ok()?)?.get(BYTES_ACKED..BYTES_ACKED + 8)?;
    (outcome == 0).then_some(u64::from_ne_bytes(told.try_into().ok()?))
}

#[cfg(windows)]
fn windows<S: AsSocket>(socket: &S) -> Option<u64> {
    use std::os::windows::io::AsRawSocket;

    use windows_sys::Win32::Networking::WinSock::{SIO_TCP_INFO, SOCKET, TCP_INFO_v0, WSAIoctl};

    let version = 0u32;
    let mut info = TCP_INFO_v0::default();
    let mut told = 0u32;
    #[expect(unsafe_code, reason = "the only call that tells it; the sizes are those of the values")]
    let outcome = unsafe {
        WSAIoctl(
            socket.as_socket().as_raw_socket() as SOCKET,
            SIO_TCP_INFO,
            (&raw const version).cast(),
            size_of::<u32>() as u32,
            (&raw mut info).cast(),
            size_of::<TCP_INFO_v0>() as u32,
            &raw mut told,
            std::ptr::null_mut(),
            None,
        )
    };
    let arrived = info.BytesOut.saturating_sub(info.BytesRetrans.into()).saturating_sub(info.BytesInFlight.into());
    (outcome == 0).then_some(arrived)
}

#[cfg(all(test, target_os = "linux"))]
mod tests {
    use std::io::{Read, Write};
    use std::net::{TcpListener, TcpStream};

    use super::*;

    #[test]
    fn what_was_taken_is_acknowledged_and_what_waits_is_not() {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let mut near = TcpStream::connect(listener.local_addr().unwrap()).unwrap();
        let (mut far, _) = listener.accept().unwrap();
        near.write_all(&[7; 1000]).unwrap();
        far.read_exact(&mut [0; 1000]).unwrap();
        // The system counts the opening packet as well.
        let first = acknowledged_bytes(&near).unwrap();
        assert!((1000..=1001).contains(&first), "{first}");
        // Nobody reads: the buffers of both ends fill, and what waits in ours has not arrived.
        near.set_nonblocking(true).unwrap();
        let mut written = 1000;
        while let Ok(n) = near.write(&[7; 64 * 1024]) {
            written += n as u64;
        }
        assert!(acknowledged_bytes(&near).unwrap() < written);
        let socket = std::net::UdpSocket::bind("127.0.0.1:0").unwrap();
        assert_eq!(acknowledged_bytes(&socket), None);
    }
}
