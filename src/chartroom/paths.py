"""Where the course's files are on this machine."""

from __future__ import annotations

import os
from pathlib import Path


class CourseNotFound(FileNotFoundError):
    """The course's ``datasets`` folder could not be found."""


def root() -> Path:
    """Return the course's folder: the one that holds ``datasets/``.

    Looked for in this order: the environment variable ``CHARTROOM_HOME``, the current folder and
    those above it, the folders above this file (a checkout installed with ``pip install -e``).

    Raises:
        CourseNotFound: none of them holds ``datasets/cases``.
    """
    home = os.environ.get("CHARTROOM_HOME")
    starts = [Path(home)] if home else [Path.cwd(), Path(__file__).resolve().parent]
    for start in starts:
        for folder in (start, *start.parents):
            if (folder / "datasets" / "cases").is_dir():
                return folder
    looked = " or ".join(str(start) for start in starts)
    raise CourseNotFound(
        f"The course's datasets folder was not found at or above {looked}. Open the notebook from "
        "inside the course's folder, or set CHARTROOM_HOME to that folder."
    )


def datasets() -> Path:
    """Return the folder of the course's data."""
    return root() / "datasets"


def cache() -> Path:
    """Return the folder for files made once per machine (``CHARTROOM_CACHE`` overrides)."""
    override = os.environ.get("CHARTROOM_CACHE")
    if override:
        return Path(override)
    import platformdirs  # here, because it is needed once and costs every notebook's start

    return Path(platformdirs.user_cache_dir("chartroom", False))
