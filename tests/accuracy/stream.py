"""A plain sender and receiver of one level's stream, both ways at once: the truth of a level.

Usage: stream.py OWN_ADDRESS PEER_ADDRESS KBPS_OUT START SECONDS. Video at KBPS_OUT on the wire (0: a voice alone) as 30 frames a
second that leave at two and a half times the mean rate, a voice at 50 datagrams a second beside it. Prints what it sent and
what came, as JSON. Both ends share one monotonic clock."""

import json
import socket
import struct
import sys
import threading
import time

PORT = 9999
OVERHEAD, VOICE, MOST = 28, 172, 1172
HEADER = struct.Struct("!Id")


def schedule(kbps, seconds):
    slots = [(n * 0.02, VOICE) for n in range(int(seconds * 50))]
    if kbps:
        owed = 0.0
        for frame in range(int(seconds * 30)):
            owed += kbps * 1000 / 8 / 30
            packets = max(1, -(-owed // (MOST + OVERHEAD)))
            payload = int(min(MOST, max(HEADER.size, owed / packets - OVERHEAD)))
            for n in range(int(packets)):
                slots.append((frame / 30 + n / 30 / 2.5 / packets, payload))
            owed -= packets * (payload + OVERHEAD)
    return sorted(slots)


def main():
    own, peer, kbps, start, seconds = sys.argv[1], sys.argv[2], int(sys.argv[3]), float(sys.argv[4]), float(sys.argv[5])
    sock = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    sock.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4 << 20)
    sock.bind((own, PORT))
    sock.settimeout(0.2)
    came, stop = [], threading.Event()

    def receive():
        while not stop.is_set():
            try:
                data = sock.recv(2048)
            except TimeoutError:
                continue
            number, sent = HEADER.unpack_from(data)
            came.append((number, sent, time.monotonic()))

    receiver = threading.Thread(target=receive)
    receiver.start()
    sent = 0
    filler = bytes(2048)
    for at, payload in schedule(kbps, seconds):
        wait = start + at - time.monotonic()
        if wait > 0:
            time.sleep(wait)
        sock.sendto(HEADER.pack(sent, time.monotonic()) + filler[: payload - HEADER.size], (peer, PORT))
        sent += 1
    time.sleep(max(0.0, start + seconds + 3.0 - time.monotonic()))
    stop.set()
    receiver.join()
    json.dump({"sent": sent, "came": came}, sys.stdout)


main()
