"""Each student's own copy: made once, kept, set aside when damaged, made new on request."""

from __future__ import annotations

import sqlite3
import time

import hospital
import pytest

from chartroom import ehr


@pytest.fixture(autouse=True)
def cache(tmp_path, monkeypatch):
    """A cache of the test's own."""
    monkeypatch.setenv("CHARTROOM_CACHE", str(tmp_path / "cache"))
    return tmp_path / "cache"


def test_a_copy_is_made_and_then_kept(data, tmp_path):
    path = ehr.my_copy(tmp_path / "ana", data)
    db = ehr.connect(path)
    ehr.update(db, "TH-100006", {"city": "Gull Point"}, "moved")
    assert ehr.my_copy(tmp_path / "ana", data) == path
    assert ehr.patient(ehr.connect(path), "TH-100006")["city"] == "Gull Point"
    other = ehr.my_copy(tmp_path / "ben", data)
    assert ehr.patient(ehr.connect(other), "TH-100006")["city"] == "Tern Harbor"


def test_the_second_copy_comes_from_the_cache(data, tmp_path, cache):
    ehr.my_copy(tmp_path / "ana", data)
    (made,) = cache.glob("*.sqlite")
    stamp = made.stat().st_mtime_ns
    start = time.perf_counter()
    ehr.my_copy(tmp_path / "ben", data)
    assert time.perf_counter() - start < 0.5
    assert made.stat().st_mtime_ns == stamp


def test_another_data_set_makes_another_database_and_keeps_the_students(data, tmp_path, cache):
    path = ehr.my_copy(tmp_path / "ana", data)
    before = path.read_bytes()
    newer = hospital.write(tmp_path / "newer")
    (newer / "manifest.json").write_text((newer / "manifest.json").read_text() + "\n")
    ehr.my_copy(tmp_path / "ana", newer)
    assert path.read_bytes() == before
    ehr.my_copy(tmp_path / "ben", newer)
    assert len(list(cache.glob("*.sqlite"))) == 2


@pytest.mark.parametrize("damage", ["text", "middle", "empty"])
def test_a_damaged_file_is_set_aside_and_never_overwritten(data, tmp_path, capsys, damage):
    path = ehr.my_copy(tmp_path, data)
    whole = path.read_bytes()
    if damage == "text":
        broken = b"not a database" * 1000
    elif damage == "empty":
        broken = b""
    else:
        broken = whole[:8192] + b"\x55" * (len(whole) - 8192)
    path.write_bytes(broken)
    assert ehr.my_copy(tmp_path, data) == path
    assert "was damaged" in capsys.readouterr().out
    assert path.read_bytes() == whole
    assert (tmp_path / "tern-harbor.damaged-1.sqlite").read_bytes() == broken
    path.write_bytes(broken)
    ehr.my_copy(tmp_path, data)
    assert (tmp_path / "tern-harbor.damaged-2.sqlite").read_bytes() == broken


def test_a_damaged_database_in_the_cache_is_made_again(data, tmp_path, cache):
    ehr.my_copy(tmp_path / "ana", data)
    (made,) = cache.glob("*.sqlite")
    made.write_bytes(b"nonsense")
    ehr.connect(ehr.my_copy(tmp_path / "ben", data))


def test_reset_begins_anew_keeps_the_old_and_open_notebooks_see_it(data, tmp_path):
    path = ehr.my_copy(tmp_path, data)
    db = ehr.connect(path)
    ehr.update(db, "TH-100006", {"city": "Gull Point"}, "moved")
    assert ehr.reset(tmp_path, data) == path
    assert ehr.patient(db, "TH-100006")["city"] == "Tern Harbor"
    assert ehr.audit(db) == []
    kept = ehr.connect(tmp_path / "tern-harbor.before-reset.sqlite")
    assert ehr.patient(kept, "TH-100006")["city"] == "Gull Point"


def test_reset_without_a_copy_makes_one(data, tmp_path):
    assert ehr.connect(ehr.reset(tmp_path, data)).user == "student"


def test_reset_waits_for_nobody_in_the_middle_of_a_change(data, tmp_path):
    path = ehr.my_copy(tmp_path, data)
    db = ehr.connect(path)
    db.execute("BEGIN IMMEDIATE")
    db.execute("UPDATE patients SET city = 'Gull Point' WHERE mrn = 'TH-100006'")
    with pytest.raises(ehr.EhrError, match="another notebook is writing"):
        ehr.reset(tmp_path, data)
    db.execute("COMMIT")
    assert ehr.patient(db, "TH-100006")["city"] == "Gull Point"


def test_a_cache_that_cannot_be_written_is_replaced(data, tmp_path, cache, monkeypatch):
    cache.write_text("a file where the folder should be")
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    assert ehr.connect(ehr.my_copy(tmp_path / "ana", data)).user == "student"


def test_a_data_set_of_another_version_is_refused(tmp_path):
    with pytest.raises(ehr.EhrError, match="schema version 2"):
        ehr.my_copy(tmp_path / "ana", hospital.write(tmp_path / "data", version="2"))
    assert not (tmp_path / "ana").exists()


def test_another_program_only_reading_is_no_damage(data, tmp_path):
    path = ehr.my_copy(tmp_path, data)
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("BEGIN")
    other.execute("SELECT count(*) FROM patients").fetchone()
    assert ehr.my_copy(tmp_path, data) == path
    assert not list(tmp_path.glob("*damaged*"))


def test_two_notebooks_opened_at_once_share_one_copy(data, tmp_path, monkeypatch):
    import shutil

    plain, others = shutil.copyfile, []

    def slow(source, target):
        plain(source, target)
        if not others:  # another notebook is through while this one still copies
            others.append("begun")
            others.append(ehr.connect(ehr.my_copy(tmp_path / "ana", data)))

    monkeypatch.setattr(shutil, "copyfile", slow)
    mine = ehr.connect(ehr.my_copy(tmp_path / "ana", data))
    ehr.update(others[1], "TH-100006", {"city": "Gull Point"}, "moved")
    assert ehr.patient(mine, "TH-100006")["city"] == "Gull Point"
    assert [*(tmp_path / "ana").glob("*.part")] == []
