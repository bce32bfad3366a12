"""The table of the grid: truth, ours, error."""

from judge import LEVELS, TCP_SHARE, verdict, wilson, allowed

SHORT = {"holds": "H", "at_risk": "r", "no": "N", "not_enough_evidence": "?", None: "-"}
MARK = {"right": "", "cannot": "", "green": "(!)", "red": "(x)", "off": "*"}
NAMES = {"own": "own server", "caddy": "HTTP/3, Caddy", "aioquic": "HTTP/3, aioquic", "http": "HTTP"}


def losses(case, end, seen, way):
    """(ours, truth, of, exact): lost datagrams of a direction by us and by the counters."""
    d = seen.get(way)
    if d is None or end == "http" or seen.get("counting") in (None, "none"):
        return None
    counters = seen["counters"]
    if end == "own":
        near, far = counters["c"], counters["s"]
        left, came = (near["left"], far["came"]) if way == "up" else (far["left"], near["came"])
        return d["lost"], left - came, left
    if seen.get("relay") and case.burst > 1:
        counted = seen["relay"]["10.213.2.2" if way == "up" else "10.213.1.2"]
        return d["lost"], counted["lost"], counted["long"]
    if case.cuts or case.policer or case.busy or not getattr(case, f"loss_{way}"):
        return None
    # What a queue of our own load threw away is not among the filter's, so that ours may be more.
    return d["lost"], counters["r"][f"lost_{way}"], counters["r"][f"long_{way}"]


def rows(cases, truths, answers):
    """One row for each case."""
    lines = []
    for case in cases:
        truth = truths.get(case.name)
        if truth is None:
            continue
        may = ["/".join(SHORT[s] for s in ["holds", "at_risk", "no"] if s in allowed(case, level, truth[level])[2]) for level in LEVELS]
        row = [case.name, " ".join(may)]
        for end in NAMES:
            seen = answers.get((case.name, end))
            if seen is None:
                row += ["", ""]
                continue
            said = []
            for level in LEVELS:
                word = seen["levels"].get(level)
                said.append(SHORT[word] + MARK[verdict(case, level, truth[level], word)])
            figures = []
            for way, arrow in [("up", "↑"), ("down", "↓")]:
                d, rate = seen.get(way), getattr(case, way)
                if d is None:
                    continue
                parts = []
                counted = losses(case, end, seen, way)
                if counted and (counted[0] or counted[1]):
                    parts.append(f"lost {counted[0]} of {counted[1]}")
                if d["mbps"] is not None:
                    about = "≥" if d["at_least"] else ""
                    parts.append(f"{about}{d['mbps']:.2f} of {rate * TCP_SHARE:.2f}")
                if d["loaded"] is not None:
                    queue = getattr(case, f"queue_{way}") + 2 * case.delay + case.jitter
                    parts.append(f"{d['loaded']:.0f} of {queue:.0f} ms")
                figures.append(f"{arrow} " + ", ".join(parts))
            if case.cuts:
                longest = lambda way: max((x["length_ms"] for x in seen.get("drop_outs", []) if x["direction"] == way), default=0)
                cut = ", ".join(f"{low:.0f}–{high:.0f}" for low, high in seen["cuts"])
                figures.append(f"gap ↑ {longest('up'):.0f} ↓ {longest('down'):.0f} of {cut} ms")
            figures.append(f"{seen['seconds']:.0f} s, {seen['bytes'] / 1e6:.0f} MB")
            row += [" ".join(said), "; ".join(figures)]
        lines.append("| " + " | ".join(row) + " |")
    return lines


def summary(cases, truths, answers):
    """What was asked for, and what came of it."""
    lines = []
    for end in NAMES:
        marks = {"right": 0, "cannot": 0, "green": 0, "red": 0, "off": 0}
        rate, loaded, loss, covered, gaps, missed, slow, equal = [], [], [], [], [], 0, [], []
        for case in cases:
            truth, seen = truths.get(case.name), answers.get((case.name, end))
            if truth is None or seen is None:
                continue
            own = answers.get((case.name, "own"))
            for level in LEVELS:
                word = seen["levels"].get(level)
                marks[verdict(case, level, truth[level], word)] += 1
                if own:
                    equal.append(word == own["levels"].get(level))
            slow.append(seen["seconds"])
            plain = not (case.cuts or case.policer or case.busy or case.loss_up or case.loss_down or case.delay > 50 or case.jitter > 20)
            for way in ["up", "down"]:
                d = seen.get(way)
                if d is None:
                    continue
                of = getattr(case, way) * TCP_SHARE
                if plain and getattr(case, way) >= 2 and not case.metered and d["mbps"] is not None and not d["at_least"]:
                    rate.append(d["mbps"] / of - 1)
                if plain and not case.metered and d["loaded"] is not None:
                    loaded.append(d["loaded"] / (getattr(case, f"queue_{way}") + 2 * case.delay + case.jitter) - 1)
                counted = losses(case, end, seen, way)
                if counted and counted[2]:
                    loss.append((counted[0], counted[1]))
                    low, high = wilson(d["lost"], max(1, d["sent"]), 1.0)
                    covered.append(low - 0.002 <= counted[1] / counted[2] <= high + 0.002)
                for low, high in seen.get("cuts", []):
                    found = [x["length_ms"] for x in seen.get("drop_outs", []) if x["direction"] == way]
                    near = min(found, key=lambda ms: abs(ms - (low + high) / 2), default=None)
                    if end == "http":
                        continue
                    if near is None:
                        missed += 1
                    else:
                        gaps.append(max(0.0, low - near, near - high))
        all_marks = sum(marks.values())
        if not all_marks:
            continue
        share = lambda values, within: f"{sum(abs(v) <= within for v in values)} of {len(values)}"
        lines.append(f"**{NAMES[end]}**: levels right {marks['right']} of {all_marks} ({marks['right'] / all_marks:.1%}); wrong greens {marks['green']}, wrong reds {marks['red']}, otherwise off {marks['off']}, can't say {marks['cannot']}.")
        if rate:
            lines.append(f"Rate within 3 %: {share(rate, 0.03)} (worst {max(rate, key=abs):+.0%}). Delay under load within 15 %: {share(loaded, 0.15)} (worst {max(loaded, key=abs, default=0):+.0%}).")
        if loss:
            exact = sum(abs(a - b) <= max(2, 0.05 * b) for a, b in loss)
            lines.append(f"Losses within 2 or 5 %: {exact} of {len(loss)}; interval covers the truth: {sum(covered)} of {len(covered)}.")
        if gaps or missed:
            lines.append(f"Drop-outs within 20 ms of what they can have been: {sum(g <= 20 for g in gaps)} of {len(gaps) + missed}, missed {missed}.")
        if end != "own" and equal:
            lines.append(f"The same answer as with an own server: {sum(equal)} of {len(equal)} ({sum(equal) / len(equal):.1%}).")
        lines.append(f"Longest run {max(slow):.1f} s.")
        lines.append("")
    return lines
