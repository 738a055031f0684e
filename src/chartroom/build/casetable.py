"""docs/case-table.md: guideline sections × cases, and what each practice case asks for.

``chartroom check table`` says whether the page is that of the cases, ``--write`` makes it anew.
Graded cases are counted and not named: the page is in the student edition.
"""

from __future__ import annotations

import argparse
import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from pathlib import Path

from chartroom import cases, codes, paths
from chartroom.cases.records import Case

PAGE = "docs/case-table.md"
CHAPTERS = {
    1: "Infectious and parasitic diseases", 2: "Neoplasms", 3: "Blood (reserved)",
    4: "Endocrine, nutritional, metabolic", 5: "Mental and behavioral", 6: "Nervous system",
    7: "Eye", 8: "Ear (reserved)", 9: "Circulatory system", 10: "Respiratory system",
    11: "Digestive system (reserved)", 12: "Skin", 13: "Musculoskeletal system",
    14: "Genitourinary system", 15: "Pregnancy, childbirth, puerperium", 16: "Newborn",
    17: "Congenital malformations", 18: "Symptoms and findings", 19: "Injury, poisoning",
    20: "External causes", 21: "Factors influencing health status", 22: "Special purposes",
}  # fmt: skip


def chapter(code: str) -> int:
    """Return the number of the ICD-10-CM chapter that a code stands in."""
    return codes.lookup(code[:3]).chapter


def page(practice: Sequence[Case], graded: Sequence[Case]) -> str:
    """Return the whole page."""
    every = [*practice, *graded]
    lines = [
        "# Which guideline sections the cases touch",
        "",
        "Made by `chartroom check table --write` from the case files; a test holds it against "
        "them. Graded cases are counted and not named.",
        "",
        "| | All | Practice | Graded |",
        "|---|---|---|---|",
        *(
            f"| {name} | {sum(map(counts, every))} | {sum(map(counts, practice))} | "
            f"{sum(map(counts, graded))} |"
            for name, counts in _COUNTED
        ),
        "",
        "## Chapters",
        "",
        "How many cases have a required code of the chapter, and how many cite its section of the "
        "guidelines.",
        "",
        "| Chapter | Section | Cases with a code | Cases that cite the section |",
        "|---|---|---|---|",
    ]
    coded = defaultdict(set)
    cited = defaultdict(set)
    for case in every:
        for line in _lines(case):
            coded[chapter(line.code)].add(case.case)
        for section in _sections(case):
            if found := re.match(r"I\.C\.(\d+)", section):
                cited[int(found[1])].add(case.case)
    lines += [
        f"| {number} {name} | I.C.{number} | {len(coded[number])} | {len(cited[number])} |"
        for number, name in CHAPTERS.items()
    ]
    lines += ["", "## Sections", "", "| Section | Cases | Practice cases |", "|---|---|---|"]
    by_section: dict[str, list[str]] = defaultdict(list)
    for case in every:
        for section in _sections(case):
            by_section[section].append(case.case)
    open_ = {case.case for case in practice}
    lines += [
        f"| {section} | {len(by_section[section])} | "
        f"{', '.join(name for name in by_section[section] if name in open_)} |"
        for section in sorted(by_section, key=_order)
    ]
    return "\n".join(lines) + "\n"


_COUNTED = (
    ("Cases", lambda case: True),
    ("Stays (inpatient)", lambda case: case.inpatient),
    ("Stays of several documents", lambda case: case.inpatient and len(case.documents) > 2),
    ("Visits (outpatient)", lambda case: not case.inpatient),
    ("With ICD-10-PCS", lambda case: case.inpatient and bool(case.key.procedures)),
    ("With CPT or HCPCS", lambda case: not case.inpatient and bool(case.key.procedures)),
    ("With a query", lambda case: case.key.query is not None),
    (
        "With another coding that is accepted",
        lambda case: (
            bool(case.key.alternatives)
            or any(line.accept for line in (*case.key.lines, *case.key.procedures))
        ),
    ),
    ("With five or more variants", lambda case: case.variants >= 5),
)


def _lines(case: Case) -> list[cases.KeyLine]:
    assert case.key is not None
    return [line for line in case.key.lines if not line.optional]


def _sections(case: Case) -> set[str]:
    """Return the sections that a case is about or that its key cites, to the third level."""
    assert case.key is not None
    told = [*case.topics]
    for line in case.key.lines:
        told += re.split(r"[;,]\s*", line.guideline)
    found = (re.match(r"(IV|III|II|I)(\.[A-Z](\.\d+(\.[a-z])?)?)?(?=\.|$)", one) for one in told)
    return {one[0] for one in found if one} | {
        "Appendix I" for one in told if one.startswith("Appendix I")
    }


def _order(section: str) -> tuple[list[str], ...]:
    parts = section.split(".")
    rank = {"I": "1", "II": "2", "III": "3", "IV": "4"}.get(parts[0], "5")
    return ([rank], [part.zfill(3) if part.isdigit() else part for part in parts[1:]])


def read(root: Path) -> tuple[list[Case], list[Case]]:
    """Return the practice cases and the graded ones."""
    practice = [cases.load(name) for name in cases.list_cases()]
    folders = sorted((root / "manuscript" / "source").glob("*/cases"))
    graded = [cases.load(file) for folder in folders for file in sorted(folder.glob("*.md"))]
    return practice, graded


def main(argv: Iterable[str] | None = None) -> int:
    """Say whether the page is up to date, or write it; return 0, or 1 if it is not."""
    parser = argparse.ArgumentParser(prog="chartroom check table", description=__doc__)
    parser.add_argument("--write", action="store_true", help="make the page anew")
    options = parser.parse_args(None if argv is None else list(argv))
    root = paths.root()
    try:
        text = page(*read(root))
    except cases.CaseError as trouble:
        print(trouble)
        return 1
    if options.write:
        (root / PAGE).write_text(text, "utf-8")
        print(f"{PAGE} is written.")
        return 0
    if (root / PAGE).is_file() and (root / PAGE).read_text("utf-8") == text:
        print(f"{PAGE} is that of the cases.")
        return 0
    print(f"{PAGE} is not that of the cases; `chartroom check table --write` makes it anew.")
    return 1
