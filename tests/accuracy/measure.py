"""One case: the truth by a plain sender, and the program's answer against each far end."""

import json
import os
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

import far_ends
from judge import LEVELS, rates
from link import CLIENT, SERVER, Link

HERE = Path(__file__).resolve().parent
# A level's stream is really sent for this long.
TRUTH_S = 30
# What a measurement may take before it hangs.
LIMIT_S = 60


def busy(case):
    """Programs that take all processors, while the case is measured."""
    number = os.cpu_count() or 2
    return [subprocess.Popen([sys.executable, "-c", "while True: pass"]) for _ in range(number if case.busy else 0)]


def cuts(link, case, offset=0.0):
    """Cuts the link as the case says, beside what goes on; gives a function that waits and tells how long each was."""
    found = []

    def work():
        began = time.monotonic()
        for at, length in case.cuts:
            time.sleep(max(0.0, began + offset + at - time.monotonic()))
            found.append(link.cut(length / 1000))

    thread = threading.Thread(target=work)
    thread.start()

    def ended():
        thread.join()
        return found

    return ended


def truth(case, tag):
    """Each level's stream for 30 s, by itself: what came, and when. None where datagrams are blocked."""
    levels = {}
    for level in LEVELS:
        with Link(case, f"t{tag}") as link:
            programs = busy(case)
            try:
                levels[level] = one_level(link, case, level)
            finally:
                for program in programs:
                    program.kill()
                    program.wait()
    return levels


def one_level(link, case, level):
    up, down = rates(level)
    start = time.monotonic() + 1.0
    words = [sys.executable, str(HERE / "stream.py")]
    ends = [
        link.start("c", *words, CLIENT, SERVER, str(up), str(start), str(TRUTH_S), stdout=subprocess.PIPE, text=True),
        link.start("s", *words, SERVER, CLIENT, str(down), str(start), str(TRUTH_S), stdout=subprocess.PIPE, text=True),
    ]
    ended = cuts(link, case, offset=5.0)
    near, far = [json.loads(end.communicate()[0]) for end in ends]
    cut = ended()
    return {"up": direction(near["sent"], far["came"]), "down": direction(far["sent"], near["came"]), "cuts": cut}


def direction(sent, came):
    """Figures of one direction, from (number, sent, came) in seconds."""
    first = {}
    for number, left, arrived in came:
        first.setdefault(number, (left, arrived))
    delays = sorted((arrived - left) * 1000 for left, arrived in first.values())
    arrivals = sorted(arrived for _, arrived in first.values())
    gaps = [(b - a) * 1000 for a, b in zip(arrivals, arrivals[1:])]
    lost = sent - len(first)
    bursts, before = 0, True
    for number in range(sent):
        here = number in first
        bursts += before and not here
        before = here
    at = lambda q: delays[min(len(delays) - 1, int(q * len(delays)))] if delays else None
    return {
        "sent": sent,
        "lost": lost,
        "bursts": bursts,
        "delay_min": delays[0] if delays else None,
        "delay_p95": at(0.95),
        "pdv_p99": at(0.99) - delays[0] if delays else None,
        "longest_gap": max(gaps, default=None),
    }


def answer(case, end, tag, program):
    """What the program says of this link, with what is known of it."""
    with tempfile.TemporaryDirectory(prefix="greenroom-accuracy-") as folder, Link(case, f"m{tag}") as link:
        folder = Path(folder)
        there = far_ends.begin(link, end, program, folder)
        words = [program, "check", "--only", "network", "--json", "--yes", "--lang", "en", *there]
        words += ["--metered"] if case.metered else []
        words += ["--quick"] if case.quick else []
        programs = busy(case)
        before, began = link.bytes_of_client(), time.monotonic()
        ended = cuts(link, case)
        try:
            environment = {**os.environ, "HOME": str(folder), "XDG_CONFIG_HOME": str(folder), "XDG_DATA_HOME": str(folder)}
            done = subprocess.run(link.inside("c", *words), capture_output=True, text=True, timeout=LIMIT_S, env=environment)
        finally:
            for one in programs:
                one.kill()
                one.wait()
        seconds = time.monotonic() - began
        cut = ended()
        moved = link.bytes_of_client() - before
        time.sleep(0.3)
        counters = {place: link.counters(place) for place in "crs"}
        if case.relayed():
            for child in link.children:
                if "relay.py" in " ".join(child.args):
                    child.terminate()
                    child.wait()
        return shortened(done, seconds) | {"bytes": moved, "cuts": cut, "counters": counters, "relay": link.relay_counts()}


def shortened(done, seconds):
    """What is compared of the program's answer."""
    try:
        result = json.loads(done.stdout)
    except json.JSONDecodeError:
        return {"fault": (done.stderr or "no answer")[-400:], "seconds": seconds, "levels": {}}
    seen = (result.get("observations") or {}).get("network")
    checks = result["checks"]
    kept = {
        "exit": done.returncode,
        "seconds": seconds,
        "verdict": result["verdict"],
        "findings": [f["id"] for c in checks for f in c["findings"]],
        "levels": {level["id"]: level["outcome"] for level in result["levels"]},
        "because": {level["id"]: level["because"] for level in result["levels"]},
        "confidence": {level["id"]: level["confidence"] for level in result["levels"]},
        "duration_s": result["duration_s"],
    }
    if seen:
        for way in ["up", "down"]:
            d = seen[way]
            kept[way] = {
                "lost": sum(p["lost"] for p in d["phases"]),
                "sent": sum(p["sent"] for p in d["phases"]),
                "own_lost": d["lost"],
                "own_sent": d["sent"],
                "ci": d["loss_ci95"],
                "mbps": d["goodput_mbps"]["p50"],
                "at_least": d["at_least"],
                "loaded": d["loaded_rtt_ms"]["p95"] or d["loaded_rtt_ms"]["p50"],
                "pdv_p99": d["pdv_p99_ms"],
                "gap": d["longest_gap_ms"],
            }
        kept |= {
            "rtt_p95": seen["rtt_ms"]["p95"],
            "late": seen["sender_late_ratio"],
            "counting": seen["counting"],
            "udp": seen["udp"],
            "drop_outs": seen["drop_outs"],
            "tried": [[t["level"], t["phase"], round(t["duration_s"], 1), t["stepped_down"]] for t in seen["levels_tried"]],
        }
    return kept
