"""Accuracy over links whose truth is known. See docs/accuracy.md; run it by scripts/accuracy."""

import argparse
import fnmatch
import json
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import far_ends
import grid
import link
import measure
import table

ROOT = Path(__file__).resolve().parent.parent.parent
# What stands above it in the page is written by hand.
BELOW = "<!-- made by scripts/accuracy -->"


def kept(path):
    lines = path.read_text(encoding="utf-8").splitlines() if path.exists() else []
    return {tuple(key) if isinstance(key, list) else key: value for key, value in map(json.loads, lines)}


def keep(path, key, value):
    with open(path, "a", encoding="utf-8") as out:
        out.write(json.dumps([key, value]) + "\n")


def main():
    ask = argparse.ArgumentParser(prog="scripts/accuracy", description=__doc__)
    ask.add_argument("--cases", default="*", help="names, * for anything, comma between")
    ask.add_argument("--ends", default=",".join(far_ends.ENDS), help="far ends, comma between")
    ask.add_argument("--again", action="store_true", help="measure once more what was measured before")
    ask.add_argument("--no-truth", action="store_true", help="leave the plain streams out")
    ask.add_argument("--truth-jobs", type=int, default=3, help="plain streams beside each other")
    ask.add_argument("--list", action="store_true", help="list the cases")
    ask.add_argument("--table", metavar="FILE", help="write the table there")
    ask.add_argument("--program", default=str(ROOT / "target/daily/greenroom"))
    ask.add_argument("--folder", default=str(ROOT / "target/accuracy"), help="where results are kept")
    ask.add_argument("--tag", default="x", help="tells runs apart that go on beside each other")
    asked = ask.parse_args()
    patterns = asked.cases.split(",")
    cases = [c for c in grid.cases() if any(fnmatch.fnmatch(c.name, p) for p in patterns)]
    if asked.list:
        print("\n".join(c.name for c in cases))
        return
    missing = link.have_all()
    if missing:
        sys.exit(f"skipped: {missing}")
    folder = Path(asked.folder)
    folder.mkdir(parents=True, exist_ok=True)
    truth_file, answer_file = folder / "truth.jsonl", folder / "answers.jsonl"
    truths, answers = kept(truth_file), kept(answer_file)
    if not asked.no_truth:
        open_cases = [c for c in cases if c.name not in truths]
        # A busy computer is busy for itself alone.
        for group, jobs in [([c for c in open_cases if not c.busy], asked.truth_jobs), ([c for c in open_cases if c.busy], 1)]:
            with ThreadPoolExecutor(jobs) as pool:
                for case, found in zip(group, pool.map(lambda job: measure.truth(plain(job[1]), job[0]), enumerate(group))):
                    truths[case.name] = found
                    keep(truth_file, case.name, found)
                    print(f"truth  {case.name}", flush=True)
    for case in cases:
        for end in filter(None, asked.ends.split(",")):
            if (case.name, end) in answers and not asked.again:
                continue
            began = time.monotonic()
            seen = measure.answer(case, end, asked.tag, asked.program)
            answers[(case.name, end)] = seen
            keep(answer_file, [case.name, end], seen)
            print(f"{end:8} {case.name:24} {' '.join(f'{k}:{v}' for k, v in seen['levels'].items())} {seen.get('fault', '')} {time.monotonic() - began:.0f} s", flush=True)
    lines = table.rows(cases, truths, answers)
    heads = ["link", "truth"] + [h for name in table.NAMES.values() for h in (name, "figures")]
    text = "\n".join(table.summary(cases, truths, answers) + ["", "| " + " | ".join(heads) + " |", "|" + "---|" * len(heads), *lines, ""])
    if asked.table:
        page = Path(asked.table)
        head = page.read_text(encoding="utf-8").split(BELOW)[0] if page.exists() else ""
        page.write_text(f"{head}{BELOW}\n\n{text}", encoding="utf-8")
    else:
        print(text)


def plain(case):
    """The link for the truth of levels: datagrams pass there, for a call would go another way."""
    return grid.replace(case, udp_blocked=False)


main()
