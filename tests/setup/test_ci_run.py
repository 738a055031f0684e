""".ci/run on machines that lack things, with stand-ins for the system's programs."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest

SCRIPT = Path(__file__).resolve().parents[2] / ".ci" / "run"
BASH = shutil.which("bash")

pytestmark = pytest.mark.skipif(not BASH or os.name == "nt", reason="a bash script for Debian")


@pytest.fixture
def machine(tmp_path: Path):
    """A bare machine: a bin folder with only what is put there; what is called goes to a log."""
    home = tmp_path / "course"
    (home / ".ci").mkdir(parents=True)
    shutil.copy(SCRIPT, home / ".ci" / "run")
    programs = tmp_path / "bin"
    programs.mkdir()
    log = tmp_path / "log"
    log.touch()
    (programs / "dirname").symlink_to(shutil.which("dirname"))

    def put(name: str, does: str = "") -> None:
        text = f'#!{BASH}\necho "{name} $*" >> {log}\n{does}\n'
        (programs / name).write_text(text)
        (programs / name).chmod(0o755)

    def run(*args: str) -> tuple[int, list[str]]:
        done = subprocess.run(
            [BASH, str(home / ".ci" / "run"), *args], env={"PATH": str(programs)}, timeout=60
        )
        return done.returncode, log.read_text().splitlines()

    return put, run


def test_a_machine_that_has_all_fetches_nothing(machine):
    put, run = machine
    for name in ("git", "chromium", "python3", "apt-get"):
        put(name)
    put("find", "echo /usr/share/fonts/some.ttf")
    code, calls = run("--quick")
    assert code == 0
    assert not [call for call in calls if call.startswith("apt-get")]
    assert calls[-1] == "python3 start.py test --quick"


def test_a_bare_machine_fetches_only_what_it_lacks(machine):
    put, run = machine
    put("git")
    put("find")
    put("id", "echo 0")
    put("apt-get")
    put("python3", '[ "$1" != -c ]')  # here, but without venv
    code, calls = run()
    assert code == 0
    fetched = [call for call in calls if call.startswith("apt-get install")]
    assert len(fetched) == 1
    assert "--no-install-recommends" in fetched[0]
    wanted = ["chromium", "fonts-dejavu-core", "python3", "python3-venv"]
    assert fetched[0].split()[-4:] == wanted
    assert calls.index("apt-get update -q") < calls.index(fetched[0])
    assert calls[-1] == "python3 start.py test"


def test_failing_tests_fail_it(machine):
    put, run = machine
    for name in ("git", "chromium"):
        put(name)
    put("find", "echo font.ttf")
    put("python3", '[ "$1" = -c ]')
    assert run()[0] == 1
