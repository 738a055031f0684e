"""A small course in which everything can happen, and the class that takes it."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from chartroom.classroom import tamper
from chartroom.classroom.submissions import Sample

REAL = Path(__file__).resolve().parents[2]
NAME = "small"

TEXT = """\
# A small assignment

```{code-cell}
start = 1
```

## One

```{code-cell}
:grade: side
```

## Two

```{code-cell}
:grade: sides
```

## Three

```{code-cell}
:solution: half

def half(n):
    ### BEGIN SOLUTION
    return n / 2
    ### END SOLUTION
```

```{code-cell}
:grade: half
:points: 4

assert callable(half), "half must be a function"
### BEGIN HIDDEN TESTS
points = 0
points += 1.5 if half(4) == 2 else 0
points += 2.5 if half(7654321) == 3827160.5 else 0
points
### END HIDDEN TESTS
```

```{code-cell}
:solution: name

### BEGIN SOLUTION
name = "Tern"
### END SOLUTION
```

```{code-cell}
:grade: name
:points: 2

assert "name" in globals(), "There is no name yet"
### BEGIN HIDDEN TESTS
assert name == "T" + "ern", "The harbor has another name"
### END HIDDEN TESTS
```

+++ {"hand": "why", "points": 3}

Why?

### BEGIN MARK SCHEME
Because of the secret scheme.
### END MARK SCHEME

+++

The end.
"""

QUESTIONS = """\
questions:
  - id: side
    kind: choice
    points: 2
    prompt: Which side?
    options: {a: left, b: right}
    key:
      answer: b
      why: Right it is.
      wrong: {a: Left is where the heart is.}
  - id: sides
    kind: multiple
    points: 2
    prompt: Which are sides?
    options: {a: left, b: top secret option, c: right, d: blue}
    key:
      answer: [a, c]
      why: Left and right.
"""

ANSWERS = {"side": "b", "sides": ["a", "c"]}
CELLS = {
    "half-code": "def half(n):\n    return n / 2",
    "name-code": 'name = "Tern"',
    "why": "Because.",
}
FULL: dict[str, float | None] = {"side": 2, "sides": 2, "half": 4, "name": 2, "why": None}


def sample(name: str, *done: str, **other: object) -> Sample:
    """Return a submission with everything right, to which ``done`` happened."""
    given = {"answers": ANSWERS, "cells": CELLS, **other}
    return Sample(name, NAME, "", {}, tamper=done, **given)


def with_cell(kind: str, cell: str) -> str:
    return f"{kind} {cell}"


def klass() -> list[Sample]:
    """Return a class in which everything that can happen to a notebook has happened to one."""
    whole = [sample(kind, kind) for kind in sorted(tamper.KINDS)]
    hit = [
        sample(f"{kind}-{cell}", with_cell(kind, cell))
        for kind in ("deleted-cell", "duplicated-cell")
        for cell in ("half-code", "half", "why", "why-text")
    ]
    return [
        sample("perfect"),
        sample("blank", answers={}, cells={}),
        sample("half-right", answers={**ANSWERS, "side": "a"}, cells={"half-code": "half = len"}),
        sample("raises", cells={**CELLS, "half-code": "def half(n):\n    raise ValueError(n)"}),
        *whole,
        *hit,
    ]


@dataclass(frozen=True)
class Graded:
    """A course folder after autograde, feedback and export by nbgrader's own commands."""

    root: Path
    log: str
    code: int


def nbgrader(root: Path, *args: str) -> subprocess.CompletedProcess[str]:
    """Run an nbgrader command in ``root`` as an instructor does."""
    env = dict(os.environ, CHARTROOM_HOME=str(REAL), PYTHONUTF8="1")
    env["JUPYTER_CONFIG_DIR"] = str(root / "no-configuration")
    return subprocess.run(
        [sys.executable, "-m", "nbgrader", *args],
        cwd=root,
        env=env,
        text=True,
        capture_output=True,
        timeout=300,
        check=False,
    )
