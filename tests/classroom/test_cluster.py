"""Grading on a Dask cluster, and with a gradebook in PostgreSQL: the same scores as at home."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from smallcourse import ANSWERS, CELLS, NAME, REAL, sample

from chartroom.classroom import scores as gradebook
from chartroom.classroom import submissions
from chartroom.classroom.loop import Classroom
from chartroom.sandbox.confine import means

pytestmark = [
    pytest.mark.classroom,
    pytest.mark.skipif(not means().enough, reason="nothing here confines a process"),
]

STUDENTS = 10
Scores = dict[str, dict[str, float | None]]
PEEK = "import os\nfound = os.listdir({folder!r})\ndef half(n):\n    return n / 2"


@pytest.fixture(scope="module")
def klass(small_course: Path, tmp_path_factory: pytest.TempPathFactory) -> Callable[..., Path]:
    """Return a function that makes a course folder with a class that has handed in."""
    made = 0

    def new(config: str = "") -> Path:
        nonlocal made
        made += 1
        root = tmp_path_factory.mktemp(f"cluster-{made}")
        text = (small_course / "nbgrader_config.py").read_text("utf-8")
        (root / "nbgrader_config.py").write_text(text + config, "utf-8")
        for name in ("source", "release"):
            shutil.copytree(small_course / name, root / name)
        room = Classroom(root, home=REAL)
        assert room.release(NAME), room.said
        for number in range(STUDENTS):
            code = f"def half(n):\n    return n / {number % 3 + 1}"
            if number == 4:
                code = PEEK.format(folder=str(root / "source"))
            if number == 5:
                code = "import os\nos.kill(os.getpid(), 9)"
            cells = {**CELLS, "half-code": code}
            one = sample(f"s{number:02d}", cells=cells, answers=ANSWERS if number % 2 else {})
            place = root / "submitted" / one.name / NAME
            submissions.hand_in(one, root / "release" / NAME, place)
        return root

    return new


@pytest.fixture(scope="module")
def at_home(klass: Callable[..., Path]) -> Scores:
    """Return the scores of the class, graded here."""
    root = klass()
    done = grade(root)
    assert done.returncode == 0, done.stderr
    return scores(root)


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    """Start a scheduler and two workers, each a program of its own; give the address."""
    distributed = pytest.importorskip("distributed")
    with distributed.LocalCluster(
        n_workers=2,
        threads_per_worker=1,
        processes=True,
        dashboard_address=":0",
        env={"CHARTROOM_HOME": str(REAL)},
    ) as cluster:
        yield cluster.scheduler_address


def start(root: Path, *options: str) -> subprocess.Popen[str]:
    env = dict(os.environ, CHARTROOM_HOME=str(REAL))
    line = [sys.executable, "-m", "chartroom.cli", "grade", NAME, *options]
    return subprocess.Popen(
        line, cwd=root, env=env, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )


def grade(root: Path, *options: str) -> subprocess.CompletedProcess[str]:
    process = start(root, *options)
    said, wrong = process.communicate(timeout=240)
    return subprocess.CompletedProcess(process.args, process.returncode, said, wrong)


def scores(root: Path) -> Scores:
    room = Classroom(root, home=REAL)
    return {
        folder.name: {name: one.points for name, one in room.scores(NAME, folder.name).items()}
        for folder in sorted((root / "submitted").iterdir())
    }


def test_a_cluster_gives_the_scores_that_this_computer_gives(klass, at_home, address):
    root = klass()
    done = grade(root, "--scheduler", address)
    assert done.returncode == 0, done.stderr
    assert scores(root) == at_home
    assert at_home["s00"]["half"] == 0
    assert at_home["s01"]["half"] == 4
    assert at_home["s05"]["side"] == 2  # it killed its process; its answers count


def test_a_worker_that_dies_costs_nobody_anything(klass, at_home, address):
    import distributed

    root = klass()
    grader = start(root, "--scheduler", address)
    with distributed.Client(address, set_as_default=False) as client:
        until = time.monotonic() + 120
        while time.monotonic() < until and not list((root / "autograded").glob(f"*/{NAME}")):
            time.sleep(0.05)
        pid = next(iter(client.run(os.getpid).values()))
        os.kill(pid, signal.SIGKILL)
    _, wrong = grader.communicate(timeout=240)
    assert grader.returncode == 0, wrong
    assert scores(root) == at_home


def test_nobody_at_the_address_is_said_before_anything_is_touched(klass):
    root = klass()
    done = grade(root, "--scheduler", "tcp://127.0.0.1:9")
    assert done.returncode == 1
    assert "No Dask scheduler answers at 'tcp://127.0.0.1:9'" in done.stderr
    assert "Traceback" not in done.stderr
    assert not list(root.glob("autograded/*/*"))


def test_a_cluster_without_workers_is_said(klass):
    distributed = pytest.importorskip("distributed")
    with distributed.LocalCluster(n_workers=0, dashboard_address=":0") as cluster:
        root = klass()
        done = grade(root, "--scheduler", cluster.scheduler_address)
    assert done.returncode == 1
    assert "has no workers" in done.stderr


def test_a_worker_with_another_version_of_the_course_refuses():
    from chartroom.classroom import remote
    from chartroom.classroom.hall import Warmth
    from chartroom.classroom.runner import Job
    from chartroom.isolation.session import Times
    from chartroom.sandbox.confine import Limits

    job = Job((), {}, {}, {}, Times(), Limits())
    with pytest.raises(remote.NotThisWorker, match="not the same version"):
        remote.run(job, Warmth(), "another")


@pytest.fixture(scope="module")
def postgres(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Start PostgreSQL; give the address of an empty database."""
    pgserver = pytest.importorskip("pgserver")
    server = pgserver.get_server(tmp_path_factory.mktemp("postgres"), cleanup_mode="delete")
    server.psql("CREATE DATABASE gradebook")
    yield server.get_uri("gradebook").replace("postgresql://", "postgresql+psycopg://")
    server.cleanup()


def test_a_gradebook_in_postgresql_holds_the_same_scores(klass, at_home, postgres, address):
    root = klass(f"\nc.CourseDirectory.db_url = {postgres!r}\n")
    done = grade(root, "--scheduler", address)
    assert done.returncode == 0, done.stderr
    assert not (root / "gradebook.db").exists()
    assert scores(root) == at_home
    assert len(gradebook.read(root, NAME).submissions) == STUDENTS
    again = grade(root, "--force", "--workers", "2")
    assert again.returncode == 0, again.stderr
    assert scores(root) == at_home
    assert Classroom(root, home=REAL).feedback(NAME)
    assert len(list((root / "feedback").glob(f"*/{NAME}/*.html"))) == STUDENTS
