"""An HTTP/3 host on aioquic, for tests: GET .../down?bytes=N answers with N zeros, POST /up reads what comes.

Usage: aioquic_host.py ADDRESS PORT CERTIFICATE KEY [TROUBLE]

TROUBLE is what it does wrong: refuse (403), busy (429), reset (the download after 300 kB), close (the connection after
300 kB), short (a body that ends early), garbage (an answer that is none), headers (endless), silent (no answer), greedy (it
sends more than it was let).
"""

import asyncio
import sys

from aioquic.asyncio import QuicConnectionProtocol, serve
from aioquic.h3.connection import H3_ALPN, H3Connection
from aioquic.h3.events import DataReceived, HeadersReceived
from aioquic.quic.configuration import QuicConfiguration

TROUBLE = sys.argv[5] if len(sys.argv) > 5 else ""
CHUNK = 64 * 1024


class Host(QuicConnectionProtocol):
    """One connection."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.http = None
        self.posts = set()

    def quic_event_received(self, event):
        if self.http is None:
            self.http = H3Connection(self._quic)
        for seen in self.http.handle_event(event):
            if isinstance(seen, HeadersReceived):
                self.asked(seen)
            elif isinstance(seen, DataReceived) and seen.stream_ended and seen.stream_id in self.posts:
                self.answer(seen.stream_id, b"200", b"")

    def asked(self, seen):
        headers = dict(seen.headers)
        method, path = headers[b":method"], headers[b":path"].decode()
        if TROUBLE == "silent":
            return
        if TROUBLE in ("refuse", "busy"):
            self.answer(seen.stream_id, b"403" if TROUBLE == "refuse" else b"429", b"")
        elif TROUBLE == "garbage":
            self._quic.send_stream_data(seen.stream_id, b"\x01\x40\x20" + b"\xff" * 64, True)
            self.transmit()
        elif TROUBLE == "headers":
            headers = [(b":status", b"200")] + [(b"x-%d" % n, b"y" * 1000) for n in range(200)]
            self.http.send_headers(seen.stream_id, headers)
            self.transmit()
        elif method == b"GET":
            length = int(path.rsplit("bytes=", 1)[-1]) if "bytes=" in path else 0
            asyncio.ensure_future(self.download(seen.stream_id, length))
        else:
            self.posts.add(seen.stream_id)

    def answer(self, stream, status, body):
        self.http.send_headers(stream, [(b":status", status), (b"content-length", str(len(body)).encode())], not body)
        if body:
            self.http.send_data(stream, body, True)
        self.transmit()

    async def download(self, stream, length):
        self.http.send_headers(stream, [(b":status", b"200"), (b"content-length", str(length).encode())])
        sent = 0
        while sent < length:
            part = min(CHUNK, length - sent)
            if TROUBLE == "short" and sent >= 300_000:
                self.http.send_data(stream, b"", True)
                self.transmit()
                return
            self.http.send_data(stream, bytes(part), sent + part == length)
            self.transmit()
            sent += part
            # What is handed over waits in memory until it was let go.
            while self.waiting(stream) > CHUNK:
                await asyncio.sleep(0.005)
            if TROUBLE == "reset" and sent >= 300_000:
                self._quic.reset_stream(stream, 0x102)
                self.transmit()
                return
            if TROUBLE == "close" and sent >= 300_000:
                self._quic.close(error_code=0x102, reason_phrase="enough")
                self.transmit()
                return

    def waiting(self, stream):
        sender = self._quic._streams[stream].sender
        return sender._buffer_stop - sender.highest_offset


async def main():
    configuration = QuicConfiguration(alpn_protocols=H3_ALPN, is_client=False, max_data=2**30, max_stream_data=2**30)
    configuration.load_cert_chain(sys.argv[3], sys.argv[4])
    await serve(sys.argv[1], int(sys.argv[2]), configuration=configuration, create_protocol=Host)
    print("READY", flush=True)
    await asyncio.Future()


asyncio.run(main())
