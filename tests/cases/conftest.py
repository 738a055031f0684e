"""One small case in order, and a way to spoil it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

GOOD = """---
case: sore-knee
title: A sore knee
kind: note
setting: outpatient
encounter: Clinic visit
date: 2026-05-14
code_set: ICD-10-CM FY2026 (April 1, 2026)
patient: {age: "{{pt.age}}", sex: F}
difficulty: 1
topics: [I.B.13, IV.J]
tests: Side of the body.
slots:
  pt:
    - {name: Ada Vance, age: "61"}
    - {name: Bea Orr, age: "62"}
    - {name: Cora Nye, age: "63"}
    - {name: Dot Ash, age: "64"}
    - {name: Eve Lund, age: "65"}
  side: [{word: right, digit: "1"}, {word: left, digit: "2"}, {word: right, digit: "1"},
    {word: left, digit: "2"}, {word: right, digit: "1"}]
key:
  - code: M17.1{{side.digit}}
    role: principal
    what: the worn knee
    evidence: ["note: primary osteoarthritis, {{side.word}} knee"]
    guideline: I.B.13
    why: The side is in the note.
  - code: I10
    role: secondary
    what: her blood pressure
    evidence: ["note: HTN, controlled"]
    guideline: IV.J
    why: It was treated.
    after: ["M17.1{{side.digit}}"]
wrong:
  - {code: M25.569, says: "Pain is part of it.", guideline: I.B.5}
---
# note | Clinic note | Mara Quist, MD | 2026-05-14 10:20 | signed
{{pt.name}}, {{pt.age}} y/o F, MRN TH-000123.

1. Primary
   osteoarthritis, **{{side.word}} knee**
2. HTN, controlled. Call 555-0101.
"""


@pytest.fixture
def good() -> str:
    return GOOD


@pytest.fixture
def write(tmp_path: Path) -> Callable[..., Path]:
    """Write the good case, with ``old`` replaced by ``new``, and return its path."""

    def _write(*changes: tuple[str, str], name: str = "sore-knee") -> Path:
        text = GOOD
        for old, new in changes:
            assert old in text, f"the good case has no {old!r} to replace"
            text = text.replace(old, new, 1)
        path = tmp_path / f"{name}.md"
        path.write_text(text, encoding="utf-8")
        return path

    return _write
