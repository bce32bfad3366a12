"""What is measured against: a server of our own, hosts that speak HTTP/3 and that we did not write, and HTTP alone."""

import socketserver
import subprocess
import sys
import time
from http.server import BaseHTTPRequestHandler
from pathlib import Path

from link import OWN_PORT, QUIC_PORT, SERVER, run

ROOT = Path(__file__).resolve().parent.parent.parent
CERTIFICATE = ROOT / "tests/data/tls/link.pem"
ENDS = ["own", "caddy", "aioquic", "http"]
CONTENT_PORT = 8080
CHUNK = bytes(64 * 1024)


class Content(BaseHTTPRequestHandler):
    """GET /down?bytes=N: N zeros; POST: read to its end."""

    protocol_version = "HTTP/1.1"

    def do_GET(self):
        left = int(self.path.rsplit("bytes=", 1)[-1]) if "bytes=" in self.path else 0
        self.send_response(200)
        self.send_header("Content-Length", str(left))
        self.end_headers()
        while left > 0:
            self.wfile.write(CHUNK[:left])
            left -= len(CHUNK)

    def do_POST(self):
        left = int(self.headers.get("Content-Length", 0))
        while left > 0:
            left -= len(self.rfile.read(min(left, len(CHUNK))) or CHUNK)
        self.send_response(200)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *_):
        pass


class ContentServer(socketserver.ThreadingTCPServer):
    allow_reuse_address = True
    daemon_threads = True
    request_queue_size = 128

    def handle_error(self, *_):
        pass


def python():
    own = ROOT / "target/python/bin/python"
    return str(own) if own.exists() else sys.executable


def begin(link, end, program, folder):
    """Starts the far end in the server's namespace; gives the arguments of `greenroom check` that lead there."""
    if end == "own":
        link.start("s", program, "serve", "--open", "--listen", f"{SERVER}:{OWN_PORT}", stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        listening(link, OWN_PORT)
        return ["--server", f"{SERVER}:{OWN_PORT}"]
    link.start("s", sys.executable, __file__)
    protocols = "h1 h2 h3" if end == "caddy" else "h1 h2"
    caddyfile = folder / "Caddyfile"
    caddyfile.write_text(
        f"{{\n admin off\n auto_https off\n default_sni {SERVER}\n storage file_system {folder}\n servers {{\n  protocols {protocols}\n }}\n}}\n"
        f"https://{SERVER}:{QUIC_PORT} {{\n tls {CERTIFICATE} {CERTIFICATE.with_suffix('.key')}\n reverse_proxy 127.0.0.1:{CONTENT_PORT} {{\n  flush_interval -1\n }}\n}}\n"
    )
    log = open(folder / "caddy.log", "w", encoding="utf-8")
    link.start("s", "env", f"HOME={folder}", "caddy", "run", "--adapter", "caddyfile", "--config", str(caddyfile), stdout=log, stderr=log)
    listening(link, CONTENT_PORT)
    listening(link, QUIC_PORT)
    if end == "aioquic":
        host = ROOT / "tests/public_call_rig/aioquic_host.py"
        words = [python(), str(host), SERVER, str(QUIC_PORT), str(CERTIFICATE), str(CERTIFICATE.with_suffix(".key"))]
        child = link.start("s", *words, stdout=subprocess.PIPE, text=True)
        assert "READY" in child.stdout.readline(), "aioquic did not start"
    hosts = folder / "hosts.toml"
    hosts.write_text(
        f'[[server]]\nname = "stand-in"\nbase_url = "https://{SERVER}:{QUIC_PORT}"\nhttp3 = {str(end != "http").lower()}\n'
        'download = "/down?bytes={bytes}"\nupload = "/up"\nmax_request_bytes = 25000000\n'
    )
    return ["--server", "public", "--hosts", str(hosts), "--tls-ca", str(CERTIFICATE)]


def listening(link, port):
    until = time.monotonic() + 20
    while not run(*link.inside("s", "ss", "-Hltn", f"sport = :{port}"), check=False).strip():
        if time.monotonic() > until:
            raise RuntimeError(f"nothing listens at {port}")
        time.sleep(0.05)


if __name__ == "__main__":
    ContentServer(("127.0.0.1", CONTENT_PORT), Content).serve_forever()
