//! Sockets for ICMP echo that need no special rights, where the system has them.
//!
//! Linux and macOS: datagram sockets of ICMP ("ping sockets"); on Linux the administrator may allow them to some groups only
//! (`net.ipv4.ping_group_range`). Windows: a call of its own that asks once and waits.

#[cfg(unix)]
use std::net::{SocketAddr, UdpSocket};

/// A socket that asks this neighbour, and hears nobody else. Its datagrams are ICMP messages.
///
/// # Errors
/// When the system has no such sockets, or does not allow them.
#[cfg(unix)]
pub fn socket(to: SocketAddr) -> std::io::Result<UdpSocket> {
    use socket2::{Domain, Protocol, Socket, Type};

    let protocol = if to.is_ipv4() { Protocol::ICMPV4 } else { Protocol::ICMPV6 };
    let socket = Socket::new(Domain::for_address(to), Type::DGRAM, Some(protocol))?;
    #[cfg(target_os = "linux")]
    {
        let _ = nix::sys::socket::setsockopt(&socket, nix::sys::socket::sockopt::ReceiveTimestampns, &true);
    }
    socket.connect(&to.into())?;
    Ok(socket.into())
}

/// Asks this neighbour once and waits, at most `limit`: true when it answered. By IPv4 only.
///
/// # Errors
/// When the system refuses to ask.
#[cfg(windows)]
#[expect(unsafe_code, reason = "calls of the system that have no safe form in any crate we use")]
pub fn ask(to: std::net::Ipv4Addr, limit: std::time::Duration) -> std::io::Result<bool> {
    use std::ptr::null;

    use windows_sys::Win32::Foundation::INVALID_HANDLE_VALUE;
    use windows_sys::Win32::NetworkManagement::IpHelper::{
        ICMP_ECHO_REPLY, IcmpCloseHandle, IcmpCreateFile, IcmpSendEcho,
    };

    const TOKEN: [u8; 8] = *b"greenrm!";
    // The reply, what was sent, and room for an ICMP error (documentation of IcmpSendEcho).
    const REPLY_BYTES: usize = size_of::<ICMP_ECHO_REPLY>() + TOKEN.len() + 8;
    let limit_ms = u32::try_from(limit.as_millis()).unwrap_or(u32::MAX);
    // Aligned as the structure in it needs.
    let mut reply = [0_u64; REPLY_BYTES.div_ceil(8)];
    let reply_bytes = u32::try_from(size_of_val(&reply)).unwrap_or_default();
    // SAFETY: no arguments; the handle is checked, and closed below.
    let handle = unsafe { IcmpCreateFile() };
    if handle == INVALID_HANDLE_VALUE {
        return Err(std::io::Error::last_os_error());
    }
    // SAFETY: both buffers live until the call returns and are as long as is said.
    let replies = unsafe {
        IcmpSendEcho(
            handle,
            u32::from_ne_bytes(to.octets()),
            TOKEN.as_ptr().cast(),
            8,
            null(),
            reply.as_mut_ptr().cast(),
            reply_bytes,
            limit_ms,
        )
    };
    // SAFETY: the handle is open and is not used after this.
    unsafe { IcmpCloseHandle(handle) };
    let [head, ..] = reply;
    // The status stands behind the four bytes of the address; 0 is an answer, all else an error of the way.
    Ok(replies > 0 && head.to_ne_bytes().get(4..8) == Some(&[0; 4]))
}
