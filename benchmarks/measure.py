"""Measuring in pairs: the sides of a comparison take turns, so that a busy machine hits both."""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]

# Run around the measured lines in a Python of their own. VmHWM is the peak of this process alone;
# ru_maxrss would count what the parent had at the fork, and is the fallback where /proc is missing.
_FRAME = """
import time
start = time.perf_counter()
{code}
seconds = time.perf_counter() - start
try:
    with open("/proc/self/status") as status:
        peak = next(int(line.split()[1]) for line in status if line.startswith("VmHWM")) / 1024
except OSError:
    import resource, sys
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    peak /= 1024 * (1024 if sys.platform == "darwin" else 1)
print(seconds, peak)
"""


@dataclass(frozen=True)
class Sample:
    """One run in a fresh Python: seconds of the lines, peak memory of the process in MiB."""

    seconds: float
    peak: float


@dataclass(frozen=True)
class Row:
    """One line of the table. ``aim`` is compared with ``ratio`` (or ``value`` if there is none)."""

    what: str
    value: str
    other: str
    ratio: str
    aim: str
    met: bool


def fresh(code: str) -> Sample:
    """Run lines in a fresh Python and measure them from the inside."""
    line = [sys.executable, "-c", _FRAME.format(code=code)]
    env = dict(os.environ, CHARTROOM_HOME=str(ROOT))
    said = subprocess.run(line, capture_output=True, text=True, check=True, env=env).stdout
    seconds, peak = said.split()[-2:]
    return Sample(float(seconds), float(peak))


def in_turns(times: int, *sides: Callable[[], float | Sample]) -> list[list]:
    """Call the sides in turn, ``times`` times, after one round that does not count."""
    results: list[list] = [[] for _ in sides]
    for turn in range(times + 1):
        for side, kept in zip(sides, results, strict=True):
            result = side()
            if turn:
                kept.append(result)
    return results


def median(values: Sequence[float]) -> float:
    """Return the median."""
    return statistics.median(values)


def percentile(values: Sequence[float], percent: float) -> float:
    """Return the smallest value that at least ``percent`` of the values do not exceed."""
    ranked = sorted(values)
    place = max(0, -(-len(ranked) * percent // 100) - 1)
    return ranked[int(place)]


def timed(call: Callable[[], object]) -> float:
    """Return the seconds that a call takes."""
    start = time.perf_counter()
    call()
    return time.perf_counter() - start


def table(rows: list[Row]) -> str:
    """Return the rows as a Markdown table."""
    cells = [("What", "Chartroom", "Compared with", "Ratio", "Aim", "Met")]
    cells += [(r.what, r.value, r.other, r.ratio, r.aim, "yes" if r.met else "no") for r in rows]
    widths = [max(len(row[column]) for row in cells) for column in range(len(cells[0]))]
    lines = [
        "| " + " | ".join(text.ljust(width) for text, width in zip(row, widths, strict=True)) + " |"
        for row in cells
    ]
    lines.insert(1, "|" + "|".join("-" * (width + 2) for width in widths) + "|")
    return "\n".join(lines)
