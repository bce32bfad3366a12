"""Packets that a router hands over come back later: delay, jitter, loss in bursts. Usage: relay.py JSON, inside the router's
namespace, where tun0 is. Loss (Gilbert's model) is for datagrams alone; what was lost is counted, and written at the end."""

import fcntl
import heapq
import json
import os
import random
import select
import signal
import socket
import struct
import sys
import time

TUNSETIFF, IFF_TUN, IFF_NO_PI = 0x400454CA, 0x0001, 0x1000
UDP = 17
# Length of a UDP datagram above which one carries the call.
LONG = 100


def main():
    wants = json.loads(sys.argv[1])
    tun = os.open("/dev/net/tun", os.O_RDWR | os.O_NONBLOCK)
    fcntl.ioctl(tun, TUNSETIFF, struct.pack("16sH", b"tun0", IFF_TUN | IFF_NO_PI))
    loss = {socket.inet_aton(address): share for address, share in wants["loss"].items()}
    bad = dict.fromkeys(loss, False)
    newest = dict.fromkeys(loss, 0.0)
    counts = {address: {"long": 0, "lost": 0} for address in wants["loss"]}
    burst = max(1.0, wants["burst"])
    delay, jitter = wants["delay_ms"] / 1000, wants["jitter_ms"] / 1000
    waiting, number, over = [], 0, []
    signal.signal(signal.SIGTERM, lambda *_: over.append(True))
    print("READY", flush=True)
    while not over:
        now = time.monotonic()
        while waiting and waiting[0][0] <= now:
            try:
                os.write(tun, heapq.heappop(waiting)[2])
            except BlockingIOError:
                pass
        limit = max(0.0, waiting[0][0] - now) if waiting else 0.2
        # Near the end of a wait it does not sleep: a timer is a tenth of a millisecond late.
        if not select.select([tun], [], [], limit if limit > 0.0004 else 0)[0]:
            continue
        try:
            packet = os.read(tun, 2048)
        except BlockingIOError:
            continue
        there = packet[16:20]
        if there not in loss:
            continue
        if packet[9] == UDP:
            name = socket.inet_ntoa(there)
            long = struct.unpack("!H", packet[24:26])[0] > LONG
            counts[name]["long"] += long
            share = loss[there]
            # Gilbert: in the bad state all is lost; it is left after `burst` packets on average.
            leave, enter = 1 / burst, share / (1 - share) / burst if share < 1 else 1
            bad[there] = random.random() >= leave if bad[there] else random.random() < enter
            if bad[there] and share > 0:
                counts[name]["lost"] += long
                continue
        # Jitter of a queue: nothing overtakes.
        due = max(time.monotonic() + delay + random.random() * jitter, newest[there])
        newest[there] = due
        number += 1
        heapq.heappush(waiting, (due, number, packet))
    with open(wants["counts"], "w", encoding="utf-8") as out:
        json.dump(counts, out)


main()
