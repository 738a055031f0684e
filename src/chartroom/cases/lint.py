"""Check case files: ``chartroom check cases [PATH…]``.

The reader already refuses a file that is not in order. Here the case itself is held against the
code set, the chart and the house rules, in every variant of its slots.
"""

from __future__ import annotations

import argparse
import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from chartroom import paths
from chartroom.cases import chartwords, groupcheck, keycheck, poacheck, procedurecheck, slots
from chartroom.cases.reader import list_cases, load, slot_lines
from chartroom.cases.records import Case, CaseError

FIRST_DAY, LAST_DAY = dt.date(2026, 4, 1), dt.date(2026, 9, 30)


@dataclass(frozen=True, order=True)
class Problem:
    """One thing to put right: file, line (0: the file as a whole), and a sentence."""

    file: str
    line: int
    message: str

    def __str__(self) -> str:
        place = f"{self.file}:{self.line}" if self.line else self.file
        return f"{place}: {self.message}"


def default_paths() -> list[Path]:
    """Return the folders that hold cases: practice, and one for each assignment that has any."""
    graded = (paths.root() / "manuscript" / "source").glob("*/cases")
    return [paths.datasets() / "cases", *sorted(folder for folder in graded if folder.is_dir())]


def check(where: Iterable[str | Path] | str | Path | None = None) -> list[Problem]:
    """Check case files and return what is wrong with them, in the order of the files.

    Args:
        where: case files, or folders of them; default: every folder of cases there is.
    """
    return [problem for file in case_files(where) for problem in _check_file(file)]


def case_files(where: Iterable[str | Path] | str | Path | None = None) -> list[Path]:
    """Return the case files that ``where`` names, folders opened; see ``check``."""
    if where is None:
        where = default_paths()
    elif isinstance(where, str | Path):
        where = [where]
    files: list[Path] = []
    for one in map(Path, where):
        files += [one / f"{name}.md" for name in list_cases(one)] if one.is_dir() else [one]
    return files


def main(argv: Sequence[str] | None = None) -> int:
    """Print a line for each problem and a summary; return 0 if there is none, else 1."""
    parser = argparse.ArgumentParser(
        prog="chartroom check cases", description="Check case files against code set and chart."
    )
    parser.add_argument("paths", nargs="*", help="case files or folders (default: all cases)")
    given = parser.parse_args(argv).paths
    files = case_files(given or None)
    problems = check(files)
    for problem in problems:
        print(problem)
    bad = len({problem.file for problem in problems})
    if not files:
        print("No case files found; name a file or a folder that holds some.")
        return 1
    print(
        f"{len(files)} case{'s' if len(files) != 1 else ''} checked: "
        + (f"{len(problems)} problem(s) in {bad} file(s)." if problems else "all in order.")
    )
    return 1 if problems else 0


def _check_file(file: Path) -> list[Problem]:
    try:
        first = load(file)
        variants = [first, *(load(file, number) for number in range(1, first.variants))]
    except CaseError as error:
        return [Problem(error.file, error.line, error.message)]
    found: dict[Problem, None] = {}
    source = file.read_text(encoding="utf-8-sig")
    for line, message in _house_rules(first, source):
        found[Problem(str(file), line, message)] = None
    for case in variants:
        checked = [*keycheck.check(case), *chartwords.check(case), *procedurecheck.check(case)]
        if not checked:  # codes that are off would only be reported again
            checked = [(line_of(source, "drg:"), message) for _, message in groupcheck.check(case)]
        for line, message in (*checked, *poacheck.check(case)):
            found[Problem(str(file), line, message)] = None
    return sorted(found)


def line_of(source: str, start: str) -> int:
    """Return the number of the first line that begins so, or 0."""
    rows = enumerate(source.splitlines(), start=1)
    return next((number for number, row in rows if row.startswith(start)), 0)


def _house_rules(case: Case, source: str) -> list[tuple[int, str]]:
    problems = []
    if not FIRST_DAY <= case.date <= LAST_DAY:
        problems.append(
            (line_of(source, "date:"),
             f"the date {case.date} is outside {FIRST_DAY} to {LAST_DAY}, which the code set is "
             "for; move the encounter.")
        )  # fmt: skip
    if case.kind == "note" and len(case.documents) > 2:
        problems.append(
            (line_of(source, "kind:"),
             f"a note has one or two documents, this has {len(case.documents)}; write "
             "'kind: chart'.")
        )  # fmt: skip
    if case.kind == "chart" and len(case.documents) < 2:
        problems.append(
            (line_of(source, "kind:"), "a chart has several documents; write 'kind: note'.")
        )
    used = slots.used(source)
    for name, line in slot_lines(source, case.file).items():
        if name not in used:
            problems.append((line, f"slot '{name}' is never used; use it or remove it."))
    return problems
