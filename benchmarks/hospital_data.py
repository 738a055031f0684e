"""The generator: patients a second, and the peak memory of all its processes together."""

from __future__ import annotations

import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from measure import Row

_AIM_SECONDS = {100_000: 60.0}
_AIM_MIB = 2048.0


def run(sizes: Sequence[int]) -> list[Row]:
    """Make a hospital of each size as CSV with two processes; return a row for each."""
    rows = []
    for size in sizes:
        with tempfile.TemporaryDirectory() as out:
            seconds, peak = _made(size, Path(out) / "data")
        limit = _AIM_SECONDS.get(size)
        aim = f"< {_AIM_MIB:.0f} MiB" + (f", < {limit:.0f} s" if limit else "")
        met = peak < _AIM_MIB and (limit is None or seconds < limit)
        value = f"{seconds:.1f} s, {size / seconds:,.0f} patients/s"
        rows.append(Row(f"{size:,} patients, all tables", value, "", f"{peak:.0f} MiB", aim, met))
        print(f"{size:,}: {value}, {peak:.0f} MiB", file=sys.stderr, flush=True)
    return rows


def _made(size: int, out: Path) -> tuple[float, float]:
    line = [sys.executable, "-m", "chartroom.cli", "data", "--patients", str(size),
            "--out", str(out), "--workers", "2"]  # fmt: skip
    begun, peak = time.perf_counter(), 0.0
    run = subprocess.Popen(line, stdout=subprocess.DEVNULL)
    while run.poll() is None:
        peak = max(peak, _memory(run.pid))
        time.sleep(0.1)
    if run.returncode:
        raise SystemExit(f"chartroom data ended with {run.returncode}")
    return time.perf_counter() - begun, peak


def _memory(pid: int) -> float:
    """Return the resident memory of a process and its children in MiB (Linux; 0 elsewhere)."""
    try:
        status = Path(f"/proc/{pid}/status").read_text()
        children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    except OSError:
        return 0.0
    own = next((int(line.split()[1]) for line in status.splitlines() if line[:6] == "VmRSS:"), 0)
    return own / 1024 + sum(_memory(int(child)) for child in children)
