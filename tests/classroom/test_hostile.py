"""Attacks on grading: each gets its score, and nothing outside its folder is read or changed."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import socket
import sqlite3
import subprocess
import sys
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import nbformat
import pytest
from hostile import COURSE, HONEST, MARK, NAME, SECRET, Attack, attacks
from smallcourse import ANSWERS, CELLS, QUESTIONS, REAL, sample

from chartroom.classroom import submissions
from chartroom.classroom.loop import Classroom
from chartroom.sandbox.confine import means

pytestmark = [
    pytest.mark.classroom,
    pytest.mark.skipif(not means().enough, reason="nothing here confines a process"),
]

ATTACKS = attacks()
RIGHT = {
    **CELLS,
    "rows-code": 'rows = "SELECT count(*) FROM numbers"',
    "frame-code": 'frame = pd.DataFrame({"y": [1, 2]})',
}
ALL_RIGHT: dict[str, float | None] = {
    "side": 2,
    "sides": 2,
    "half": 4,
    "name": 2,
    "rows": 2,
    "frame": 2,
    "why": None,
}


@dataclass
class Listener:
    """A server that counts who comes."""

    port: int = 0
    came: list[object] = field(default_factory=list)


@dataclass(frozen=True)
class Graded:
    """The course after grading, and what is needed to see what was done to it."""

    root: Path
    home: Path
    log: str
    code: int
    before: dict[str, str]
    listener: Listener


@pytest.fixture(scope="module")
def listener() -> Iterator[Listener]:
    """Return a server on this computer that anybody could reach."""
    found = Listener()
    with socket.create_server(("127.0.0.1", 0)) as server:
        found.port = server.getsockname()[1]

        def listen() -> None:
            while True:
                try:
                    found.came.append(server.accept())
                except OSError:
                    return

        threading.Thread(target=listen, daemon=True).start()
        yield found


@pytest.fixture(scope="module")
def graded(tmp_path_factory: pytest.TempPathFactory, listener: Listener) -> Graded:
    """Return the hostile class, graded in one run of nbgrader's own command."""
    from chartroom.build.command import build

    root = tmp_path_factory.mktemp("hostile")
    home = tmp_path_factory.mktemp("grader-home")
    folder = root / "manuscript" / "source" / NAME
    folder.mkdir(parents=True)
    (root / "datasets" / "cases").mkdir(parents=True)
    (folder / f"{NAME}.md").write_text(COURSE, "utf-8")
    (folder / "questions.yaml").write_text(QUESTIONS, "utf-8")
    config = (REAL / "nbgrader_config.py").read_text("utf-8")
    config += "\nc.IsolatedGrading.cell_seconds = 3\nc.IsolatedGrading.call_seconds = 2\n"
    config += "c.IsolatedGrading.submission_seconds = 20\nc.IsolatedGrading.memory = 400\n"
    (root / "nbgrader_config.py").write_text(config, "utf-8")
    assert build(root, say=lambda line: None) == []
    room = Classroom(root, home=REAL)
    assert room.release(NAME), room.said
    for path in (".netrc", ".ipython/profile_default/startup/first.py", "secret.txt"):
        (home / path).parent.mkdir(parents=True, exist_ok=True)
        (home / path).write_text(f"# {SECRET}\n", "utf-8")

    def hand_in(name: str, cells: dict[str, str], **other: object) -> Path:
        place = root / "submitted" / name / NAME
        submissions.hand_in(sample(name, cells=cells, **other), root / "release" / NAME, place)
        return place

    hand_in("victim", {**RIGHT, "why": SECRET})
    hand_in("zz-next", RIGHT)
    assert room.autograde(NAME, "victim"), room.said
    with sqlite3.connect(root / "gradebook.db") as book:  # a score that only the instructor knows
        book.execute("UPDATE grade SET manual_score = 1.25 WHERE auto_score IS NULL")
    for attack in ATTACKS:
        cells = {name: code for name, code in attack.cells.items() if name != "first"}
        place = hand_in(attack.name, cells, answers={"side": ANSWERS["side"]})
        known = f"ROOT = {str(root)!r}\nHOME = {str(home)!r}\nPORT = {listener.port}\n"
        path = place / f"{NAME}.ipynb"
        notebook = nbformat.read(path, as_version=4)
        notebook.cells.insert(
            0, nbformat.v4.new_code_cell(known + attack.cells.get("first", ""), id="own")
        )
        nbformat.write(notebook, path)
        if attack.breaks is not None:
            attack.breaks(place)
    before = state(root, home)
    env = dict(os.environ, CHARTROOM_HOME=str(REAL), HOME=str(home), GRADER_SECRET=SECRET)
    env["JUPYTER_CONFIG_DIR"] = str(root / "no-configuration")
    env["CHARTROOM_CACHE"] = os.environ.get("CHARTROOM_CACHE") or str(cache())
    done = subprocess.run(
        [sys.executable, "-m", "nbgrader", "autograde", NAME],
        cwd=root,
        env=env,
        text=True,
        capture_output=True,
        timeout=900,
        check=False,
    )
    return Graded(root, home, done.stdout + done.stderr, done.returncode, before, listener)


def cache() -> Path:
    from chartroom import paths

    return paths.cache()


def state(root: Path, home: Path) -> dict[str, str]:
    """Return a fingerprint of every file that no submission may change."""
    folders = [root / "submitted", root / "source", root / "release", root / "manuscript", home]
    folders += [root / "autograded" / "victim", root / "nbgrader_config.py"]
    folders += [REAL / "datasets" / "reference", REAL / "src" / "chartroom" / "classroom"]
    found = {}
    for top in folders:
        for path in [top, *sorted(top.rglob("*"))]:
            plain = path.is_file() and not path.is_symlink() and path.stat().st_size < 10**8
            if plain and "__pycache__" not in path.parts:
                mode = oct(path.stat().st_mode)
                found[str(path)] = mode + hashlib.sha256(path.read_bytes()).hexdigest()
    return found


def of(graded: Graded, student: str) -> dict[str, float | None]:
    scores = Classroom(graded.root).scores(NAME, student)
    return {name: score.points for name, score in scores.items()}


def shown(graded: Graded, student: str) -> str:
    """Return all that is in the graded folder of a student, as text."""
    folder = graded.root / "autograded" / student / NAME
    parts = [
        path.read_bytes().decode("utf-8", "replace")
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    ]
    return "\n".join(parts)


def notebook(graded: Graded, student: str) -> list[nbformat.NotebookNode]:
    path = graded.root / "autograded" / student / NAME / f"{NAME}.ipynb"
    return nbformat.read(path, as_version=4).cells


def test_everybody_is_graded(graded):
    assert graded.code == 0, graded.log[-3000:]
    assert "Traceback" not in graded.log


@pytest.mark.parametrize("attack", ATTACKS, ids=lambda one: one.name)
def test_an_attack_gets_exactly_what_was_earned_honestly(graded, attack: Attack):
    assert of(graded, attack.name) == HONEST


@pytest.mark.parametrize("attack", ATTACKS, ids=lambda one: one.name)
def test_an_attack_shows_no_secret(graded, attack: Attack):
    text = shown(graded, attack.name)
    assert SECRET not in text
    outputs = [
        json.dumps(cell.get("outputs", []))
        for cell in notebook(graded, attack.name)
        if not cell.metadata.get("nbgrader", {}).get("grade")
    ]
    assert MARK[1:-1] not in "".join(outputs)
    assert "BEGIN HIDDEN" not in "".join(outputs)


def test_the_next_student_and_the_one_before_have_their_points(graded):
    assert of(graded, "zz-next") == ALL_RIGHT
    assert of(graded, "victim") == ALL_RIGHT
    with sqlite3.connect(graded.root / "gradebook.db") as book:
        given = book.execute("SELECT manual_score FROM grade WHERE manual_score IS NOT NULL")
        assert given.fetchall() == [(1.25,)]


def test_nothing_outside_was_changed(graded):
    assert state(graded.root, graded.home) == graded.before
    for path in ("/tmp/planted", "/tmp/planted-by-sql"):
        assert not Path(path).exists()


def test_nobody_reached_the_network(graded):
    assert graded.listener.came == []


def test_no_process_is_left_behind(graded):
    mine = f"HOME={graded.home}".encode()
    left = []
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            if mine in (folder / "environ").read_bytes():
                left.append((folder / "cmdline").read_bytes())
        except OSError:
            continue
    assert left == []


def test_no_scratch_folder_is_left_behind(graded):
    assert list(graded.root.glob("autograded/*/.part-*")) == []


def test_no_script_is_kept_in_outputs(graded):
    outputs = json.dumps([cell.get("outputs") for cell in notebook(graded, "script-in-output")])
    assert "IPython.core.display" in outputs
    assert "<script" not in outputs
    assert "onerror" not in outputs
    assert "fetch(1)" not in outputs


def test_hidden_inputs_are_not_printed_for_the_student(graded):
    text = shown(graded, "prints-hidden-inputs")
    assert "input 7654321" not in text


def test_the_honest_score_is_what_it_says():
    assert sum(points or 0 for points in HONEST.values()) == 2


def test_without_protection_nothing_is_graded(graded, monkeypatch, tmp_path):
    from chartroom.classroom import settings
    from chartroom.sandbox.confine import Means

    monkeypatch.setattr(settings, "in_force", lambda home: Means(0, True, None, "no root"))
    shutil.copytree(graded.root / "source", tmp_path / "source")
    shutil.copy(graded.root / "nbgrader_config.py", tmp_path)
    room = Classroom(tmp_path, home=REAL)
    assert room.release(NAME)
    submissions.hand_in(
        sample("one", cells=RIGHT),
        tmp_path / "release" / NAME,
        tmp_path / "submitted" / "one" / NAME,
    )
    assert not room.autograde(NAME)
    assert any("Landlock" in line and "--unsafe" in line for line in room.said)
    assert not (tmp_path / "autograded").exists()
