"""A course of one lesson and one assignment, small enough to be built in a moment."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

CONFIG = Path(__file__).resolve().parents[2] / "nbgrader_config.py"

LESSON = """\
# A lesson

Words before the code.

```{code-cell}
:tags: [keep]

greeting = "hello"
greeting
```

More words.

```{code-cell}
print(greeting, len(greeting))
```
"""

ASSIGNMENT = """\
# Work

```{code-cell}
start = 1
```

+++ {"locked": "rules"}

Work alone.

+++

```{code-cell}
sheet = None  # stands for open_assignment
```

```{code-cell}
:grade: side
```

```{code-cell}
:solution: half

def half(n):
    ### BEGIN SOLUTION
    return n / 2
    ### END SOLUTION
```

```{code-cell}
:grade: half
:points: 3

assert callable(half), "half must be a function"
### BEGIN HIDDEN TESTS
assert half(7654321) == 3827160.5, "half(7654321) must be 3827160.5"
### END HIDDEN TESTS
```

+++ {"hand": "why", "points": 5}

**Why?** One sentence.

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
    prompt: Which side is it?
    options:
      a: left
      b: right
    key:
      answer: b
      why: The secret reason.
      wrong:
        a: The secret hint.
"""


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return the folder of a course with the lesson ``one`` and the assignment ``work``."""
    root = tmp_path / "site"
    (root / "datasets" / "cases").mkdir(parents=True)
    (root / "manuscript" / "course").mkdir(parents=True)
    (root / "manuscript" / "course" / "one.md").write_text(LESSON, "utf-8")
    folder = root / "manuscript" / "source" / "work"
    folder.mkdir(parents=True)
    (folder / "work.md").write_text(ASSIGNMENT, "utf-8")
    (folder / "questions.yaml").write_text(QUESTIONS, "utf-8")
    shutil.copy(CONFIG, root)
    monkeypatch.setenv("CHARTROOM_HOME", str(root))
    return root


@pytest.fixture
def write_lesson(site: Path) -> Callable[[str], Path]:
    """Return a function that puts another text in place of the lesson's."""

    def write(text: str) -> Path:
        path = site / "manuscript" / "course" / "one.md"
        path.write_text(text, "utf-8")
        return path

    return write


@pytest.fixture
def write_assignment(site: Path) -> Callable[[str], Path]:
    """Return a function that puts another text in place of the assignment's, without questions."""

    def write(text: str, questions: str = "") -> Path:
        folder = site / "manuscript" / "source" / "work"
        (folder / "questions.yaml").unlink(missing_ok=True)
        if questions:
            (folder / "questions.yaml").write_text(questions, "utf-8")
        (folder / "work.md").write_text(text, "utf-8")
        return folder / "work.md"

    return write
