"""What tests of several folders share."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest


@pytest.fixture(scope="session")
def lend_environment() -> Callable[[Path], None]:
    """Return a function that makes a copy of the course believe that set-up is done.

    Its ``.venv`` is links to the environment that runs the tests, so no package is installed. Put
    the copy's ``src`` on PYTHONPATH if its own package is to be used.
    """

    def lend(home: Path) -> None:
        (home / ".venv").mkdir()
        for item in Path(sys.prefix).iterdir():
            if item.name != "chartroom.json":
                (home / ".venv" / item.name).symlink_to(item)
        code = (
            "import sys, json; sys.path.insert(0, 'src'); from chartroom import environment as e; "
            "e.STAMP.write_text(json.dumps(e.wanted_stamp()))"
        )
        subprocess.run([sys.executable, "-c", code], cwd=home, check=True)

    return lend
