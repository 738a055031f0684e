"""Where an exercise is: whether somebody can click it, and a name for the file it writes to."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path


def nothing_to_click() -> bool:
    """Return True while a notebook is built or graded: then no widget is made."""
    return bool(os.environ.get("CHARTROOM_STATIC") or os.environ.get("NBGRADER_EXECUTION"))


def alias(path: Path) -> str:
    """Return a name for a file that is the same each time and does not show where it is."""
    return hashlib.sha256(str(path.resolve()).encode()).hexdigest()[:12]
