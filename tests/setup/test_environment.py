"""The environment's parts: what counts as ready, what is shown, what pip's failures mean."""

from __future__ import annotations

import json
import multiprocessing
import subprocess
import sys
import time
from pathlib import Path

import pytest

from chartroom import environment


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Point the module at an empty folder, with installs that only leave a note."""
    (tmp_path / "requirements.txt").write_text("one==1\ntwo==2\n")
    (tmp_path / "pyproject.toml").write_text("[project]\n")
    venv = tmp_path / ".venv"
    python = venv / "bin" / "python"
    monkeypatch.setattr(environment, "ROOT", tmp_path)
    monkeypatch.setattr(environment, "VENV", venv)
    monkeypatch.setattr(environment, "STAMP", venv / "chartroom.json")
    monkeypatch.setattr(environment, "LOG", venv / "setup.log")
    monkeypatch.setattr(environment, "PYTHON", python)
    made: list[str] = []

    def make_venv() -> list[str]:
        made.append("venv")
        python.parent.mkdir(parents=True, exist_ok=True)
        python.touch()
        return ["pip"]

    monkeypatch.setattr(environment, "make_venv", make_venv)
    monkeypatch.setattr(environment, "run_pip", lambda *args: made.append("pip"))
    monkeypatch.setattr(environment, "install_project", lambda lock: made.append("project"))
    monkeypatch.setattr(environment, "made", made, raising=False)
    return tmp_path


def test_made_once(home: Path):
    environment.set_up()
    assert environment.made == ["venv", "pip", "project"]
    environment.set_up()
    assert environment.made == ["venv", "pip", "project"]


def test_new_pins_make_it_again(home: Path):
    environment.set_up()
    (home / "requirements.txt").write_text("one==2\n")
    environment.made.clear()
    environment.set_up()
    assert environment.made == ["venv", "pip", "project"]


def test_changed_project_keeps_the_packages(home: Path):
    environment.set_up()
    (home / "pyproject.toml").write_text("[project]\nname = 'x'\n")
    environment.made.clear()
    environment.set_up()
    assert environment.made == ["project"]


def test_moved_folder_makes_it_again(home: Path):
    environment.set_up()
    stamp = json.loads((home / ".venv" / "chartroom.json").read_text())
    stamp["place"] = "/where/it/was"
    (home / ".venv" / "chartroom.json").write_text(json.dumps(stamp))
    environment.made.clear()
    environment.set_up()
    assert "venv" in environment.made


@pytest.mark.parametrize("stamp", ["", "not json", "[1]", '{"unfinished": true}'])
def test_broken_stamp_makes_it_again(home: Path, stamp: str):
    environment.set_up()
    (home / ".venv" / "chartroom.json").write_text(stamp)
    environment.made.clear()
    environment.set_up()
    assert environment.made == ["venv", "pip", "project"]


def test_interrupted_install_is_cleared_and_made_again(home: Path, monkeypatch: pytest.MonkeyPatch):
    def dies(*args: object) -> None:
        (home / ".venv" / "half-a-package").write_text("half")
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(environment, "run_pip", dies)
        with pytest.raises(KeyboardInterrupt):
            environment.set_up()
    assert (home / ".venv" / "half-a-package").exists()
    environment.set_up()
    assert not (home / ".venv" / "half-a-package").exists()
    assert environment.read_stamp() == environment.wanted_stamp()


def test_failed_project_install_leaves_no_finished_stamp(
    home: Path, monkeypatch: pytest.MonkeyPatch
):
    def fails(lock: int) -> None:
        raise environment.Stop("no")

    monkeypatch.setattr(environment, "install_project", fails)
    with pytest.raises(environment.Stop):
        environment.set_up()
    assert environment.read_stamp() != environment.wanted_stamp()


def hold_lock(root: Path, held: multiprocessing.Event, release: multiprocessing.Event) -> None:
    environment.ROOT = root
    with environment.one_at_a_time():
        held.set()
        release.wait(30)


@pytest.mark.skipif(environment.WINDOWS, reason="the lock is tried out with fork")
def test_second_set_up_waits_and_then_finds_it_done(home: Path, capsys, monkeypatch):
    context = multiprocessing.get_context("fork")
    held, release = context.Event(), context.Event()
    other = context.Process(target=hold_lock, args=(home, held, release))
    other.start()
    assert held.wait(30)

    def first_one_finishes(seconds: float) -> None:
        environment.make_venv()
        environment.STAMP.write_text(json.dumps(environment.wanted_stamp()))
        release.set()
        other.join(30)

    monkeypatch.setattr(environment.time, "sleep", first_one_finishes)
    environment.set_up()
    assert "waiting for it to finish" in capsys.readouterr().out
    assert environment.made == ["venv"]  # made by the other one only


def test_lock_of_a_killed_set_up_is_free(home: Path):
    code = (
        "import os, signal, sys; from pathlib import Path\n"
        "from chartroom import environment\n"
        f"environment.ROOT = Path({str(home)!r})\n"
        "with environment.one_at_a_time(): os._exit(9)\n"
    )
    assert subprocess.call([sys.executable, "-c", code]) == 9
    with environment.one_at_a_time():
        pass


@pytest.mark.skipif(environment.WINDOWS, reason="Unix hands its locks on to children")
def test_pip_left_over_from_a_killed_set_up_keeps_the_lock(home: Path):
    waits = "import sys; sys.stdin.read()"  # stands for pip: goes on until its input ends
    code = (
        "import os, subprocess, sys; from pathlib import Path\n"
        "from chartroom import environment\n"
        f"environment.ROOT = Path({str(home)!r})\n"
        "with environment.one_at_a_time() as lock:\n"
        f"    subprocess.Popen([sys.executable, '-c', {waits!r}], pass_fds=(lock,))\n"
        "    os._exit(9)\n"
    )
    killed = subprocess.Popen([sys.executable, "-c", code], stdin=subprocess.PIPE)
    assert killed.wait() == 9
    with open(home / ".venv.lock", "a") as file:
        assert not environment.try_lock(file.fileno())
        killed.stdin.close()  # now "pip" ends
        end = time.monotonic() + 30
        while not environment.try_lock(file.fileno()):
            assert time.monotonic() < end
            time.sleep(0.05)


class TestMakeVenv:
    """Making an empty environment on Pythons that lack parts of their library."""

    @pytest.fixture
    def lacking(self, monkeypatch: pytest.MonkeyPatch):
        ran: list[list[str]] = []

        def set_missing(*names: str) -> list[list[str]]:
            monkeypatch.setattr(environment, "has", lambda module: module not in names)
            monkeypatch.setattr(environment, "quiet", lambda line: ran.append(line) or True)
            return ran

        return set_missing

    def test_whole_python(self, lacking):
        ran = lacking()
        assert environment.make_venv() == [str(environment.PYTHON), "-m", "pip"]
        assert "--without-pip" not in ran[0]

    def test_without_ensurepip_pip_of_the_system_stands_in(self, lacking):
        ran = lacking("ensurepip")
        assert environment.make_venv()[1:] == ["-m", "pip", "--python", str(environment.PYTHON)]
        assert "--without-pip" in ran[0]

    @pytest.mark.parametrize("missing", [("venv",), ("ensurepip", "pip")])
    def test_otherwise_the_line_to_type(self, lacking, missing: tuple[str, ...]):
        lacking(*missing)
        with pytest.raises(environment.Stop, match="sudo apt install python3-venv"):
            environment.make_venv()


def test_progress_in_words():
    fetching = "Ignoring colorama: markers\nCollecting a==1\nCollecting b==2\n"
    assert environment.progress("", 0, 10) == ""
    assert environment.progress(fetching, 0, 10) == "Fetching packages: 2 of 9"
    assert environment.progress(fetching + "Processing /wheels/c.whl\n", 0, 10)[-6:] == "3 of 9"
    installing = fetching + "Installing collected packages: a, b\n"
    assert environment.progress(installing, 4, 10) == "Installing packages: 4 of 9"


@pytest.mark.parametrize(
    ("log", "says"),
    [
        ("... NewConnectionError('<...>: Failed to establish ...", "no connection to the internet"),
        ("ERROR: [Errno 28] No space left on device", "disk is full"),
        ("ERROR: No matching distribution found for x==1\n", "No matching distribution"),
        ("", "it was stopped"),
    ],
)
def test_why_pip_failed_is_one_line(log: str, says: str):
    line = environment.why_pip_failed(log)
    assert says in line
    assert "\n" not in line


def test_packages_are_counted_without_looking_inside_them(tmp_path, monkeypatch):
    """Pip moves folders while it works; walking into one that has just gone broke the set-up."""
    monkeypatch.setattr(environment, "VENV", tmp_path)
    monkeypatch.setattr(environment, "WINDOWS", False)
    assert environment.installed() == 0
    site = tmp_path / "lib" / "python3.11" / "site-packages"
    for name in ("one-1.0.dist-info", "two-2.0.dist-info", "two"):
        (site / name).mkdir(parents=True)
    (site / "two" / "site-packages" / "bundled-1.0.dist-info").mkdir(parents=True)
    assert environment.installed() == 2
