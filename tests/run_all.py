"""Every test, one step after another: what ``python3 start.py test`` runs.

Each step runs even if an earlier one failed; at the end stand the times and one line of totals.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
import time
import xml.etree.ElementTree as ElementTree
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
SLOW = ("browser", "classroom", "notebooks", "setup")
PYTEST = [sys.executable, "-m", "pytest", "-q"]
CHARTROOM = [sys.executable, "-m", "chartroom.cli"]
RUFF = [sys.executable, "-m", "ruff"]


@dataclass(frozen=True)
class Step:
    """One heading of the run: its commands run in order, in ``where(scratch)`` if given."""

    name: str
    lines: tuple[list[str], ...]
    where: Callable[[Path], Path] | None = None


@dataclass
class Tally:
    """How many tests (or whole commands, for what is no pytest run) ended how."""

    passed: int = 0
    failed: int = 0
    skipped: int = 0
    seconds: float = 0.0

    def add(self, other: Tally) -> None:
        """Add another tally to this one."""
        self.passed += other.passed
        self.failed += other.failed
        self.skipped += other.skipped
        self.seconds += other.seconds

    def __str__(self) -> str:
        parts = [f"{self.passed} passed", f"{self.failed} failed"]
        return ", ".join(parts + ([f"{self.skipped} skipped"] if self.skipped else []))


def course_copy(scratch: Path) -> Path:
    """Copy the lessons, without anybody's answers, so that running them leaves nothing behind.

    Each stands in a course of its own: lessons that run at once must not share a copy of the EHR.
    """
    home = scratch / "lessons"
    for lesson in sorted((ROOT / "course").glob("*.ipynb")):
        folder = home / lesson.stem
        (folder / "course").mkdir(parents=True)
        shutil.copy2(lesson, folder / "course")
        shutil.copytree(ROOT / "datasets", folder / "datasets")
    (home / "pytest.ini").write_text("[pytest]\n", encoding="utf-8")
    return home


def marked(*names: str) -> list[str]:
    """Return pytest's options for the tests with one of these marks."""
    return [*PYTEST, "-m", " or ".join(names)]


QUICK = (
    Step("Style (ruff)", ([*RUFF, "check", "."], [*RUFF, "format", "--check", "."])),
    Step("The case bank", ([*CHARTROOM, "check", "cases"],)),
    Step("Unit tests", ([*PYTEST, "-n", "2", "-m", " and ".join(f"not {m}" for m in SLOW)],)),
)
FULL = (
    *QUICK,
    Step("Notebooks as their text says", ([*CHARTROOM, "build", "--check"],)),
    Step(
        "Lessons run again, same outputs (nbval)",
        (
            [
                *PYTEST,
                "--nbval",
                ".",
                "-n",
                "2",
                "--dist",
                "loadfile",
                "-p",
                "no:cacheprovider",
            ],
        ),
        where=course_copy,
    ),
    # A class is graded once a worker: a file stays with one. Each browser worker has its own lab.
    Step(
        "The classroom, release to feedback",
        ([*marked("classroom", "notebooks"), "-n", "2", "--dist", "loadfile"],),
    ),
    Step("Set-up from nothing", ([*marked("setup"), "-n", "2", "--dist", "load"],)),
    Step("JupyterLab in a browser", ([*marked("browser"), "-n", "2", "--dist", "load"],)),
)


def main(argv: list[str] | None = None) -> int:
    """Run the steps and return 0 if everything passed."""
    parser = argparse.ArgumentParser(prog="start.py test", description="Run every test.")
    parser.add_argument("--quick", action="store_true", help="only style, cases and unit tests")
    steps = QUICK if parser.parse_args(argv).quick else FULL
    before = left_behind()
    rows: list[tuple[str, Tally]] = []
    with tempfile.TemporaryDirectory(prefix="chartroom-test-") as folder:
        scratch = Path(folder)
        env = quiet_environment(scratch)
        for number, step in enumerate(steps, start=1):
            print(f"\n=== {number} of {len(steps)}: {step.name} ===", flush=True)
            rows.append((step.name, run_step(step, scratch, env)))
    new = left_behind() - before
    rows.append(("No file left behind", Tally(passed=int(not new), failed=int(bool(new)))))
    report(rows, new)
    return 1 if any(tally.failed for _, tally in rows) else 0


def quiet_environment(scratch: Path) -> dict[str, str]:
    """Return an environment in which nobody's own Jupyter settings change what is tested."""
    env = dict(os.environ, JUPYTER_PREFER_ENV_PATH="1", PYTHONUNBUFFERED="1")
    bin_folder = str(Path(sys.executable).parent)
    env["PATH"] = bin_folder + os.pathsep + env.get("PATH", "")
    for name in ("JUPYTER_CONFIG_DIR", "JUPYTER_DATA_DIR", "JUPYTER_RUNTIME_DIR", "IPYTHONDIR"):
        folder = scratch / name.lower()
        folder.mkdir()
        env[name] = str(folder)
    return env


def run_step(step: Step, scratch: Path, env: dict[str, str]) -> Tally:
    """Run a step's commands, show what they say, and count."""
    start = time.monotonic()
    tally = Tally()
    where = step.where(scratch) if step.where else ROOT
    for line in step.lines:
        counts = scratch / "counts.xml"
        counts.unlink(missing_ok=True)
        is_pytest = line[: len(PYTEST)] == PYTEST
        extra = [f"--junitxml={counts}"] if is_pytest else []
        code = subprocess.call([*line, *extra], cwd=where, env=env, stdin=subprocess.DEVNULL)
        tally.add(count(counts, code) if is_pytest else Tally(int(code == 0), int(code != 0)))
    tally.seconds = time.monotonic() - start
    return tally


def count(results: Path, code: int) -> Tally:
    """Return pytest's counts from its XML; a run that broke down counts as one failure."""
    tally = Tally()
    if results.exists():
        for suite in ElementTree.parse(results).getroot().iter("testsuite"):
            number = {name: int(suite.get(name, 0)) for name in ("tests", "skipped")}
            bad = int(suite.get("failures", 0)) + int(suite.get("errors", 0))
            tally.add(Tally(number["tests"] - number["skipped"] - bad, bad, number["skipped"]))
    if code != 0 and tally.failed == 0:
        tally.failed = 1
    return tally


def left_behind() -> set[str]:
    """Return what git calls new or changed in this checkout (nothing if this is no checkout)."""
    try:
        said = subprocess.run(
            ["git", "status", "--porcelain"], cwd=ROOT, capture_output=True, text=True
        )
    except OSError:
        return set()
    return set(said.stdout.splitlines()) if said.returncode == 0 else set()


def report(rows: list[tuple[str, Tally]], new: set[str]) -> None:
    """Print the table of steps and the line of totals."""
    total = Tally()
    width = max(len(name) for name, _ in rows)
    print("\n=== Summary ===")
    for name, tally in rows:
        total.add(tally)
        word = "FAILED" if tally.failed else "ok"
        print(f"{name:<{width}}  {word:<6}  {tally.seconds:6.1f} s  {tally}")
    for line in sorted(new):
        print(f"left behind or changed by the tests: {line}")
    minutes, seconds = divmod(round(total.seconds), 60)
    print(f"\n{total} in {total.seconds:.2f}s ({minutes}:{seconds:02d})", flush=True)


if __name__ == "__main__":
    sys.exit(main())
