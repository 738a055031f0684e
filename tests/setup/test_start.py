"""start.py as a person meets it: words, old Pythons, folders and networks that do not work."""

from __future__ import annotations

import ast
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """A copy of what set-up reads, in a folder of its own with no environment."""
    home = tmp_path / "course of mine"  # a blank in the name, as on many a desktop
    (home / "src" / "chartroom").mkdir(parents=True)
    for name in ("start.py", "requirements.txt", "pyproject.toml"):
        shutil.copy(ROOT / name, home / name)
    for name in ("__init__.py", "environment.py"):
        shutil.copy(ROOT / "src" / "chartroom" / name, home / "src" / "chartroom" / name)
    return home


def start(home: Path, *args: str, python: str = sys.executable, **env: str):
    """Run start.py and return what it said and how it ended."""
    return subprocess.run(
        [python, str(home / "start.py"), *args],
        capture_output=True,
        text=True,
        env=dict(os.environ, **env),
        stdin=subprocess.DEVNULL,
        timeout=120,
    )


def one_line(done: subprocess.CompletedProcess[str]) -> str:
    """Assert that a run failed with one line for a person, and return that line."""
    assert done.returncode == 1
    said = done.stderr.strip()
    assert "Traceback" not in said
    assert said.count("\n") == 0, said
    return said


def test_help_names_every_word(checkout: Path):
    done = start(checkout, "help")
    assert done.returncode == 0
    for word in ("lab", "setup", "codes", "nbgrader"):
        assert f"\n  {word} " in done.stdout


def test_help_leaves_out_what_the_student_edition_does_not_have(checkout: Path):
    assert "\n  demo " not in start(checkout, "help").stdout
    assert "\n  demo " in start(ROOT, "help").stdout


def test_unknown_word_is_refused_before_any_set_up(checkout: Path):
    said = one_line(start(checkout, "lba"))
    assert "`lba`" in said
    assert "`lab`" in said
    assert not (checkout / ".venv").exists()


def test_instructors_word_in_a_student_edition(checkout: Path):
    assert "student edition" in one_line(start(checkout, "build"))
    assert not (checkout / ".venv").exists()


def test_start_can_be_read_by_old_pythons():
    source = (ROOT / "start.py").read_text("utf-8")
    ast.parse(source, feature_version=(3, 6))


OLD = [
    found
    for name in ("3.6", "3.7", "3.8", "3.9", "3.10")
    for found in [shutil.which(f"python{name}")]
    if found and subprocess.call([found, "-c", ""], stderr=subprocess.DEVNULL) == 0
]


@pytest.mark.skipif(not OLD, reason="no Python older than 3.11 on this machine")
def test_old_python_gets_one_line(checkout: Path):
    assert "needs Python 3.11 or newer" in one_line(start(checkout, python=OLD[0]))


def test_old_python_is_told_of_a_newer_one(checkout: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.syspath_prepend(str(checkout))
    module = __import__("start")
    monkeypatch.setattr(module, "works", lambda name: name == "python3.12")
    assert "python3.12 start.py" in module.too_old((3, 9, 1))
    monkeypatch.setattr(module, "works", lambda name: False)
    assert "python.org" in module.too_old((3, 10, 0))
    assert module.too_old((3, 11, 0)) is None
    assert module.too_old((3, 14, 2)) is None
    sys.modules.pop("start")


def test_no_network(checkout: Path):
    done = start(
        checkout,
        "setup",
        PIP_CONFIG_FILE=os.devnull,
        PIP_INDEX_URL="http://127.0.0.1:9/simple",
        PIP_NO_CACHE_DIR="1",
        PIP_FIND_LINKS="",
        PIP_EXTRA_INDEX_URL="",
    )
    assert "no connection to the internet" in one_line(done)


def test_folder_that_cannot_be_written(checkout: Path):
    (checkout / ".venv.lock").mkdir()  # opening it for writing fails, for root too
    assert "cannot be written to" in one_line(start(checkout, "setup"))


@pytest.mark.skipif(
    not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may write anywhere"
)
def test_read_only_folder(checkout: Path):
    checkout.chmod(0o500)
    try:
        assert "cannot be written to" in one_line(start(checkout, "setup"))
    finally:
        checkout.chmod(0o700)


def test_environment_somebody_else_made_is_left_alone(checkout: Path):
    (checkout / ".venv").mkdir()
    (checkout / ".venv" / "precious").write_text("mine")
    assert "in the way" in one_line(start(checkout, "setup"))
    assert (checkout / ".venv" / "precious").read_text() == "mine"
