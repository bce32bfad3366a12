//! Stand-ins: something that accepts connections, and a public HTTP host.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream, UdpSocket};
use std::time::Duration;

use greenroom::model::PublicServer;
use greenroom::probe::network::way::operators::StunServer;

/// Something that accepts connections and does `serve` with each, one after the other.
pub fn stand_in(serve: impl Fn(TcpStream) + Send + 'static) -> SocketAddr {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap();
    std::thread::Builder::new()
        .name("stand-in".into())
        .spawn(move || listener.incoming().flatten().for_each(serve))
        .unwrap();
    address
}

/// Answers a request by its method and path; false closes the connection.
pub type Reply = fn(&str, &str, &mut TcpStream) -> bool;

/// A public host on loopback.
pub fn http_host(reply: Reply) -> PublicServer {
    let address = stand_in(move |stream| answer_beside(stream, reply));
    public_server(&address.to_string())
}

/// A public host at this address, as the list of them would name it.
pub fn public_server(address: &str) -> PublicServer {
    PublicServer {
        name: "stand-in".into(),
        base_url: format!("http://{address}"),
        http3: false,
        http3_url: None,
        download: "/down?bytes={bytes}".into(),
        upload: "/up".into(),
        max_request_bytes: 25_000_000,
    }
}

/// Answers the requests of a connection on a thread of its own.
pub fn answer_beside(stream: TcpStream, reply: Reply) {
    std::thread::Builder::new().name("http-host".into()).spawn(move || answer(stream, reply)).unwrap();
}

/// One request after the other; what is posted is read.
fn answer(mut stream: TcpStream, reply: Reply) {
    let _ = stream.set_nodelay(true);
    let mut reader = BufReader::new(stream.try_clone().unwrap());
    loop {
        let (mut first, mut length) = (String::new(), 0u64);
        if reader.read_line(&mut first).unwrap_or(0) == 0 {
            return;
        }
        loop {
            let mut header = String::new();
            if reader.read_line(&mut header).unwrap_or(0) == 0 {
                return;
            }
            if let Some(n) = header.to_lowercase().strip_prefix("content-length:") {
                length = n.trim().parse().unwrap();
            }
            if header == "\r\n" {
                break;
            }
        }
        if std::io::copy(&mut (&mut reader).take(length), &mut std::io::sink()).unwrap_or(0) < length {
            return;
        }
        let mut words = first.split_whitespace();
        if !reply(words.next().unwrap_or(""), words.next().unwrap_or(""), &mut stream) {
            return;
        }
    }
}

/// As many zeros as the path asks for, `block` bytes at a time with this pause after each.
pub fn send_zeros(path: &str, stream: &mut TcpStream, block: usize, pause: Duration) -> bool {
    let bytes: usize = path.split_once("bytes=").map_or(0, |(_, n)| n.parse().unwrap());
    let mut sent = stream.write_all(format!("HTTP/1.1 200 OK\r\nContent-Length: {bytes}\r\n\r\n").as_bytes());
    let zeros = vec![0; block];
    let mut left = bytes;
    while left > 0 && sent.is_ok() {
        let part = left.min(block);
        sent = stream.write_all(&zeros[..part]);
        left -= part;
        if !pause.is_zero() {
            std::thread::sleep(pause);
        }
    }
    sent.is_ok()
}

/// Something at this address that is asked by STUN, and answers or is silent; it ends with the process.
pub fn stun_host(at: &str, answers: bool) -> StunServer {
    let socket = UdpSocket::bind(at).unwrap();
    let host = socket.local_addr().unwrap().to_string();
    let serve = move || {
        let mut bytes = [0; 100];
        while let Ok((length, from)) = socket.recv_from(&mut bytes) {
            let head = [&[1, 1, 0, 12], &bytes[4..length.max(4)]].concat();
            // 192.0.2.1:32853 as RFC 5769 has it.
            let answer = [head.as_slice(), &[0, 0x20, 0, 8, 0, 1, 0xa1, 0x47, 0xe1, 0x12, 0xa6, 0x43]].concat();
            if answers {
                let _ = socket.send_to(&answer, from);
            }
        }
    };
    std::thread::Builder::new().name("stun".into()).spawn(serve).unwrap();
    StunServer { name: host.clone(), host }
}
