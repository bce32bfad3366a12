"""A link with a known truth: three network namespaces, token buckets, a packet filter that drops and counts, and a relay for
delay, jitter and bursts."""

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

HERE = Path(__file__).resolve().parent
SERVER = "10.213.2.2"
CLIENT = "10.213.1.2"
QUIC_PORT = 8443
OWN_PORT = 7443
# The length of a UDP datagram (header included) above which one carries the call; shorter ones acknowledge.
LONG = 100
# First byte of a numbered datagram of our own protocol; the handshake has others.
NUMBERED = "0x4b"


def run(*words, text=None, check=True):
    done = subprocess.run(words, input=text, capture_output=True, text=True)
    if check and done.returncode != 0:
        raise RuntimeError(f"{' '.join(words)}: {done.stderr.strip()}")
    return done.stdout


class Link:
    """The namespaces of one case; to be closed."""

    def __init__(self, case, tag):
        self.case = case
        self.names = [f"gra{tag}{part}" for part in "crs"]
        self.children = []
        self.relay_file = Path(f"/tmp/greenroom-relay-{tag}.json")
        try:
            self.build()
        except Exception:
            self.close()
            raise

    def inside(self, place, *words):
        """The command, inside the namespace c, r or s."""
        return ["ip", "netns", "exec", self.names["crs".index(place)], *words]

    def start(self, place, *words, **options):
        child = subprocess.Popen(self.inside(place, *words), **options)
        self.children.append(child)
        return child

    def build(self):
        case = self.case
        client, router, server = self.names
        for name in self.names:
            run("ip", "netns", "add", name)
            run("ip", "-n", name, "link", "set", "lo", "up")
            run(*self.inside("crs"[self.names.index(name)], "sysctl", "-qw", "net.ipv4.tcp_congestion_control=cubic"), check=False)
        run(*self.inside("r", "sysctl", "-qw", "net.ipv4.ip_forward=1"))
        for end, address, near, gateway, mbps, queue in [
            (client, CLIENT, "near", "10.213.1.1", case.down, case.queue_down),
            (server, SERVER, "far", "10.213.2.1", case.up, case.queue_up),
        ]:
            run("ip", "-n", end, "link", "add", "eth0", "type", "veth", "peer", "name", near, "netns", router)
            run("ip", "-n", end, "addr", "add", f"{address}/24", "dev", "eth0")
            run("ip", "-n", router, "addr", "add", f"{gateway}/24", "dev", near)
            for space, device in [(end, "eth0"), (router, near)]:
                run("ip", "-n", space, "link", "set", device, "up")
                run("ip", "netns", "exec", space, "ethtool", "-K", device, "tso", "off", "gso", "off", "gro", "off")
            run("ip", "-n", end, "route", "add", "default", "via", gateway)
            rate, latency = f"{mbps * 1000:.0f}kbit", f"{queue}ms"
            run("tc", "-n", router, "qdisc", "add", "dev", near, "root", "tbf", "rate", rate, "burst", "5kb", "latency", latency)
        if case.relayed():
            self.relay()
        self.filters()

    def relay(self):
        router = self.names[1]
        run("ip", "-n", router, "tuntap", "add", "dev", "tun0", "mode", "tun")
        run("ip", "-n", router, "link", "set", "tun0", "up")
        for device in ["all", "tun0"]:
            run(*self.inside("r", "sysctl", "-qw", f"net.ipv4.conf.{device}.rp_filter=0"))
        for device in ["near", "far"]:
            run("ip", "-n", router, "rule", "add", "iif", device, "lookup", "100")
        run("ip", "-n", router, "route", "add", "default", "dev", "tun0", "table", "100")
        case = self.case
        wants = {
            "delay_ms": case.delay,
            "jitter_ms": case.jitter,
            "burst": case.burst,
            "loss": {SERVER: case.loss_up if case.burst > 1 else 0.0, CLIENT: case.loss_down if case.burst > 1 else 0.0},
            "counts": str(self.relay_file),
        }
        child = self.start("r", sys.executable, str(HERE / "relay.py"), json.dumps(wants), stdout=subprocess.PIPE, text=True)
        assert "READY" in child.stdout.readline(), "the relay did not start"

    def filters(self):
        case = self.case
        rules = []
        for device, name, share in [("near", "up", case.loss_up), ("far", "down", case.loss_down)]:
            rules.append(f"iifname {device} udp length > {LONG} counter name long_{name}")
            if share > 0 and case.burst <= 1:
                lost = f"numgen random mod 1000000 < {share * 1e6:.0f}"
                rules.append(f"iifname {device} meta l4proto udp udp length > {LONG} {lost} counter name lost_{name} drop")
                rules.append(f"iifname {device} meta l4proto udp udp length <= {LONG} {lost} drop")
            if case.policer:
                over = f"limit rate over {case.policer * 125:.0f} kbytes/second burst 30 kbytes"
                rules.append(f"iifname {device} meta l4proto udp {over} drop")
        if case.udp_blocked:
            rules.append("meta l4proto udp drop")
        counters = "\n".join(f"counter {kind}_{way} {{ }}" for kind in ["long", "lost"] for way in ["up", "down"])
        body = "; ".join(rules)
        self.filter("r", f"{counters}\nchain f {{ type filter hook forward priority 0; {body}; }}\nchain cut {{ type filter hook forward priority 1; }}")
        for place, out, back in [("c", "dport", "sport"), ("s", "sport", "dport")]:
            self.filter(
                place,
                "counter left { }\ncounter came { }\n"
                f"chain o {{ type filter hook output priority 0; udp {out} {OWN_PORT} @th,64,8 {NUMBERED} counter name left; }}\n"
                f"chain i {{ type filter hook input priority 0; udp {back} {OWN_PORT} @th,64,8 {NUMBERED} counter name came; }}",
            )

    def filter(self, place, chains):
        run(*self.inside(place, "nft", "-f", "-"), text=f"table inet t {{\n{chains}\n}}\n")

    def counters(self, place):
        found = json.loads(run(*self.inside(place, "nft", "-j", "list", "counters")))["nftables"]
        return {c["counter"]["name"]: c["counter"]["packets"] for c in found if "counter" in c}

    def bytes_of_client(self):
        """All that passed the client's card."""
        text = run(*self.inside("c", "cat", "/proc/net/dev"))
        fields = next(line.split(":")[1].split() for line in text.splitlines() if "eth0" in line)
        return int(fields[0]) + int(fields[8])

    def cut(self, length_s):
        """Cuts the link; gives from when to when it certainly was, and the longest that it can have been, in ms."""
        began = time.monotonic()
        run(*self.inside("r", "nft", "add rule inet t cut drop"))
        cut = time.monotonic()
        time.sleep(length_s)
        restoring = time.monotonic()
        run(*self.inside("r", "nft", "flush chain inet t cut"))
        return [(restoring - cut) * 1000, (time.monotonic() - began) * 1000]

    def relay_counts(self):
        if not self.case.relayed():
            return None
        return json.loads(self.relay_file.read_text()) if self.relay_file.exists() else None

    def close(self):
        for child in self.children:
            if child.poll() is None:
                child.send_signal(signal.SIGTERM)
        for child in self.children:
            try:
                child.wait(timeout=3)
            except subprocess.TimeoutExpired:
                child.kill()
                child.wait()
        for name in self.names:
            run("ip", "netns", "pids", name, check=False)
            run("ip", "netns", "del", name, check=False)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.close()


def have_all():
    """What is missing here; None when nothing is."""
    if os.geteuid() != 0:
        return "not run as root"
    for tool in ["ip", "tc", "nft", "ethtool", "caddy"]:
        if run("sh", "-c", f"command -v {tool}", check=False) == "":
            return f"{tool} is not installed"
    return None
