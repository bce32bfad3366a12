"""What is right: the truth of a level from its own stream, and how an answer stands against it."""

import math
import re
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
LEVELS = ["audio", "360p", "720p", "1080p", "share"]
ORDER = ["holds", "at_risk", "no"]
HEADROOM = 1.25
# What a figure of the truth may be off by before a limit is crossed for certain: 30 s are a sample.
SLACK = 0.15
# Payload of a full TCP segment with time stamps over what it takes on the link: 1448 of 1514 bytes.
TCP_SHARE = 1448 / 1514


def numbers():
    """The limits of each level, read from where they stand: src/assess/limits.rs and src/model/demand.rs."""
    text = (ROOT / "src/assess/limits.rs").read_text(encoding="utf-8")
    limits = {}
    for level, name in [("audio", "AUDIO"), ("360p", "P360"), ("720p", "P720"), ("1080p", "P1080")]:
        body = re.search(rf"const {name}: LevelLimits = LevelLimits {{(.*?)}};", text, re.S).group(1)
        found = re.findall(r"(\w+): pair\(([\d.]+), ([\d.]+)\)", body)
        limits[level] = {key: (float(good), float(fail)) for key, good, fail in found}
    limits["share"] = limits["720p"]
    audio = limits["audio"]
    return {level: {k: tuple(map(min, own[k], audio[k])) for k in own} for level, own in limits.items()}


def rates(level):
    """Video of a level in kbit/s on the wire, up and down."""
    text = (ROOT / "src/model/demand.rs").read_text(encoding="utf-8")
    of = {name: int(value) for name, value in re.findall(r"const (\w+)_KBPS: u32 = (\d+);", text)}
    plain = {"audio": 0, "360p": of["P360"], "720p": of["P720"], "1080p": of["P1080"]}
    return (of["P720"] + of["SHARE"], of["P720"]) if level == "share" else (plain[level], plain[level])


LIMITS = numbers()


def wilson(lost, sent, spread):
    """The 95 % interval of a share; `spread`: how much bursts widen its variance."""
    n = max(sent / spread, 1e-9)
    p, z = lost / sent, 1.96
    middle = (p + z * z / 2 / n) / (1 + z * z / n)
    half = z * math.sqrt(p * (1 - p) / n + z * z / 4 / n / n) / (1 + z * z / n)
    return (middle - half if lost else 0.0), middle + half


def grade(low, high, pair):
    """What a figure between `low` and `high` may be called."""
    of = lambda value: 0 if value <= pair[0] else 2 if value > pair[1] else 1
    return of(low), of(high)


def labels(case, level, truth):
    """The best and the worst that the level's own stream may be called."""
    limits, marks = LIMITS[level], []
    for way in ["up", "down"]:
        d = truth[way]
        if d["sent"] == 0 or d["delay_p95"] is None:
            return 2, 2
        mean = d["lost"] / d["bursts"] if d["bursts"] else 1.0
        # What a cut took is a gap, not loss as well.
        lost, sent = d["lost"], d["sent"]
        if case.cuts:
            gone = int(sum(ms for _, ms in case.cuts) / 30_000 * sent)
            lost, mean = max(0, lost - gone), 1.0
        marks.append(grade(*wilson(lost, sent, 2 * mean - 1), limits["loss"]))
        around = lambda ms: (ms * (1 - SLACK) - 5, ms * (1 + SLACK) + 5)
        if not case.cuts:
            marks.append(grade(*around(d["pdv_p99"]), limits["pdv_ms"]))
        marks.append(grade(*around(max(0.0, d["longest_gap"] - 20)), limits["gap_ms"]))
    rtt = truth["up"]["delay_p95"] + truth["down"]["delay_p95"]
    marks.append(grade(rtt * (1 - SLACK), rtt * (1 + SLACK), limits["rtt_ms"]))
    return max(m[0] for m in marks), max(m[1] for m in marks)


def allowed(case, level, truth):
    """All that may rightly be said of a level: its stream's own label; at risk where there is no room to spare or where a load at
    home would delay it."""
    best, worst = labels(case, level, truth)
    said = {ORDER[n] for n in range(best, worst + 1)}
    kbps_up, kbps_down = rates(level)
    need = [(max(kbps_up, 100) / 1000, case.up, case.queue_up), (max(kbps_down, 100) / 1000, case.down, case.queue_down)]
    for mbps, rate, queue in need:
        if rate * TCP_SHARE < mbps * HEADROOM * 1.03:
            said.add("at_risk")
        # By rule a rate below the need is a no; just below it a stream may still come through.
        if rate * TCP_SHARE < mbps * 1.03:
            said.add("no")
        loaded = (queue + 2 * case.delay + case.jitter) * (1 + SLACK)
        if not case.metered and loaded > LIMITS[level]["loaded_rtt_ms"][0]:
            said.add("at_risk")
    # Without datagrams picture at full size is at risk, and loss is not known.
    if case.udp_blocked:
        said.add("at_risk")
    return best, worst, said


def verdict(case, level, truth, said):
    """right, cannot (say), green (a wrong one), red (a wrong one) or off."""
    best, worst, may = allowed(case, level, truth)
    if said in may:
        return "right"
    if said in (None, "not_enough_evidence"):
        return "cannot"
    if said == "holds":
        # It can't hold, even by the kindest reading; or only a what-if was missed.
        return "green" if best > 0 else "off"
    if said == "no" and worst < 2:
        return "red" if worst == 0 or "at_risk" not in may else "off"
    return "off"
