"""A killed process and a full disk: what was saved is there, and nothing half of it."""

from __future__ import annotations

import os
import signal
import subprocess
import sys

import pytest

from chartroom import ehr

_ENTER = """
import sys
from chartroom import ehr
db = ehr.connect(sys.argv[1])
form = dict(first_name="Kit", birth_date="1961-03-14", sex="F", race="White",
            ethnicity="Not Hispanic or Latino", language="English", marital_status="Single",
            street="4 Dune Way", city="Tern Harbor", state="XX", zip="00145")
number = 0
while True:
    number += 1
    mrn = ehr.register(db, {**form, "last_name": "Crash " + "x" * number}, confirm=True)
    ehr.update(db, mrn, {"phone": "555-010-0101"}, "test")
    print(mrn, flush=True)
"""
_OPEN_CHANGE = """
import os, signal, sys
from chartroom import ehr
db = ehr.connect(sys.argv[1])
db.execute("PRAGMA cache_size = 2")  # so that pages reach the file before the end
db.execute("BEGIN IMMEDIATE")
ehr.merge(db, "TH-100003", "TH-100004", "same person")
db.execute("UPDATE patients SET street = street || hex(zeroblob(20000))")
os.kill(os.getpid(), signal.SIGKILL)
"""

unix = pytest.mark.skipif(os.name == "nt", reason="kills by Unix signals")


def _sound(db) -> None:
    assert db.execute("PRAGMA integrity_check").fetchone()[0] == "ok"
    assert db.execute("PRAGMA foreign_key_check").fetchall() == []


@unix
@pytest.mark.parametrize("entries", [1, 4, 9])
def test_killed_while_entering_everything_saved_is_there(path, entries):
    run = subprocess.Popen(
        [sys.executable, "-c", _ENTER, str(path)], stdout=subprocess.PIPE, text=True
    )
    try:
        saved = [run.stdout.readline().strip() for _ in range(entries)]
    finally:
        run.send_signal(signal.SIGKILL)
    saved += run.stdout.read().split()
    run.wait()
    run.stdout.close()
    db = ehr.connect(path)
    _sound(db)
    for mrn in saved:
        assert ehr.patient(db, mrn)["phone"] == "555-010-0101"
        assert len(ehr.audit(db, mrn)) == 2
    # At most the entry at work is there beyond those, and then with its line in the audit trail.
    there = db.execute("SELECT mrn FROM patients WHERE last_name LIKE 'Crash%'").fetchall()
    assert len(there) - len(saved) in (0, 1)
    for row in there:
        assert ehr.audit(db, row[0])[-1]["action"] == "insert"


@unix
def test_killed_in_the_middle_of_a_change_nothing_of_it_is_there(path):
    before = list(ehr.connect(path).iterdump())
    done = subprocess.run([sys.executable, "-c", _OPEN_CHANGE, str(path)])
    assert done.returncode == -signal.SIGKILL
    assert path.with_name(f"{path.name}-journal").exists()  # the change had begun
    db = ehr.connect(path)
    _sound(db)
    assert list(db.iterdump()) == before


@unix
def test_killed_while_making_leaves_no_database_and_making_it_again_works(data, tmp_path):
    target = tmp_path / "new" / "e.sqlite"
    code = (
        "import os, signal, sys; from chartroom import ehr; "
        "ehr.create(sys.argv[1], sys.argv[2], lambda done, rows: "
        "os.kill(os.getpid(), signal.SIGKILL) if done > 30 else None)"
    )
    done = subprocess.run([sys.executable, "-c", code, str(target), str(data)])
    assert done.returncode == -signal.SIGKILL
    assert not target.exists()
    _sound(ehr.connect(ehr.create(target, data)))


def _fill_disk(db) -> None:
    """Let the file grow no further, as on a full disk."""
    pages = db.execute("PRAGMA page_count").fetchone()[0]
    free = db.execute("PRAGMA freelist_count").fetchone()[0]
    assert free < 5
    db.execute(f"PRAGMA max_page_count = {pages}")


@pytest.mark.parametrize(
    "change",
    [
        lambda db, new: ehr.register(db, {**new, "street": "x" * 500}, confirm=True),
        lambda db, new: ehr.amend(db, "D1", "y" * 100_000, "more"),
    ],
)
def test_a_full_disk_is_said_and_nothing_is_half_saved(db, new, change):
    _fill_disk(db)
    said = ""
    for number in range(200):  # the last pages may have room for a few
        new |= {"last_name": "M" * (number + 2), "birth_date": f"{1900 + number // 2}-01-01"}
        before = list(db.iterdump())
        try:
            change(db, new)
        except ehr.EhrError as error:
            said = str(error)
            break
    assert "not" in said
    assert "the disk is full; make room" in said
    assert list(db.iterdump()) == before
    _sound(db)
    db.execute("PRAGMA max_page_count = 1000000")
    change(db, new)  # and with room again, the same entry is saved


@unix
def test_a_full_disk_while_making_leaves_nothing(data, tmp_path):
    target = tmp_path / "new" / "e.sqlite"
    code = (
        "import resource, signal, sys; signal.signal(signal.SIGXFSZ, signal.SIG_IGN); "
        "resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, 100_000)); "
        "from chartroom import ehr; ehr.create(sys.argv[1], sys.argv[2])"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, str(target), str(data)], capture_output=True, text=True
    )
    assert done.returncode == 1
    assert "EhrError: The EHR" in done.stderr
    assert "was not made" in done.stderr
    assert list(target.parent.iterdir()) == []


def test_what_cannot_be_written_down_is_not_opened(db):
    db.execute("PRAGMA query_only = ON")
    with pytest.raises(ehr.EhrError, match=r"chart of TH-100001 was not opened: .*read-only"):
        ehr.chart(db, "TH-100001")
