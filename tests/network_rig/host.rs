//! Stand-ins: something that accepts connections, and a public HTTP host.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::time::Duration;

use greenroom::model::PublicServer;

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
