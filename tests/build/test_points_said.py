"""The points that an assignment's text promises are those that its cells give."""

from __future__ import annotations

import pytest

from chartroom.build.command import build

QUESTIONS = """\
questions:
  - id: side
    kind: choice
    points: 2
    prompt: Which side is it?
    options: {a: left, b: right}
    key: {answer: b, why: It says so.}
"""

TEXT = """\
# Work

**Points:** TOTAL. **Time:** an hour.

```{code-cell}
sheet = None
```

## 1 · Both (PART points)

### 1a · A side (SIDE points)

```{code-cell}
:grade: side
```

### 1b · A number (1 point)

```{code-cell}
:grade: number
:points: 1

assert True, "never said"
```

+++ {"hand": "why", "points": 1.5}

## 2 · In your own words (HAND points)

Why?

```
# 2 · Not a heading (99 points)
**Points:** 99
```

### BEGIN MARK SCHEME
Because.
### END MARK SCHEME

+++

The end.
"""
RIGHT = {"TOTAL": "4.5", "PART": "3", "SIDE": "2", "HAND": "1.5"}


def text(**changed: str) -> str:
    out = TEXT
    for word, value in {**RIGHT, **changed}.items():
        out = out.replace(word, value)
    return out


def quiet(line: str) -> None:
    """Take the place of progress lines."""


def test_points_that_agree_are_built(site, write_assignment):
    write_assignment(text(), QUESTIONS)
    assert build(site, ["work"], say=quiet) == []


@pytest.mark.parametrize(
    ("word", "said", "line", "given"),
    [
        ("TOTAL", "5", 3, "4.5"),
        ("PART", "2", 9, "3"),
        ("SIDE", "3", 11, "2"),
        ("HAND", "2", 28, "1.5"),
    ],
)
def test_points_that_differ_stop_the_build(site, write_assignment, word, said, line, given):
    write_assignment(text(**{word: said}), QUESTIONS)

    errors = [str(error) for error in build(site, ["work"], say=quiet)]

    assert len(errors) == 1
    assert f"work.md, line {line} " in errors[0]
    assert f"says {said} points" in errors[0]
    assert f"give {given};" in errors[0]
    assert not (site / "release/work").exists()


def test_a_heading_with_points_needs_a_graded_cell(site, write_assignment):
    write_assignment("# Work (1 point)\n\n```{code-cell}\nx = 1\n```\n")

    (error,) = build(site, ["work"], say=quiet)

    assert "says 1 points" not in str(error)
    assert "says 1 point, " in str(error)
    assert "give 0;" in str(error)
