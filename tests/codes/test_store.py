"""The compiled code set: made once, whole, safe to share, made again when it must be."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from importlib.util import find_spec
from pathlib import Path

import pytest

from chartroom import codes
from chartroom.codes import form, source, store

LOOKUP = "from chartroom import codes; print(codes.lookup('E11.22').title)"
TITLE = "Type 2 diabetes mellitus with diabetic chronic kidney disease"


def official_list() -> set[str]:
    """The codes that the package lists as billable: those that begin no longer code."""
    data = Path(find_spec(source.PACKAGE).submodule_search_locations[0]) / "data"
    names = (data / "code-list-April-2026.txt").read_text().split()
    every = sorted(name for name in names if "-" not in name and not name.isdigit())
    following = [*every[1:], ""]
    return {
        name for name, after in zip(every, following, strict=True) if not after.startswith(name)
    }


def test_billable_codes_are_the_official_ones(built):
    ours = {form.parts(code) for (code,) in store.query("SELECT code FROM code WHERE billable")}
    assert len(ours) == 74_719
    assert ours == official_list()


def test_every_subtree_is_a_range_of_numbers(built):
    wrong = store.query(
        "SELECT child.code FROM code child JOIN code parent ON parent.id = child.parent_id "
        "WHERE child.id <= parent.id OR child.last_id > parent.last_id"
    )
    assert wrong == []


def test_version_names_the_edition():
    assert codes.version() == "ICD-10-CM FY2026 (April 1, 2026)"


def test_not_ready_until_prepared_and_made_only_once(cache, builds):
    assert not codes.ready()
    path = codes.prepare(progress=False)
    assert codes.ready()
    codes.prepare(progress=False)
    assert len(builds) == 1
    assert [each.name for each in cache.glob("*.sqlite")] == [path.name]
    assert not list(cache.glob("*.part"))


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such permissions")
def test_others_may_read_a_shared_cache(cache, builds):
    assert codes.prepare(progress=False).stat().st_mode & 0o044 == 0o044


def test_first_lookup_prepares(cache, builds):
    assert store.query("SELECT title FROM code WHERE code = 'E11.22'") == [(TITLE,)]
    assert len(builds) == 1


@pytest.mark.parametrize(
    "damage",
    [
        pytest.param(lambda path: path.write_bytes(b""), id="empty"),
        pytest.param(lambda path: path.write_bytes(b"not a database" * 100), id="another file"),
        pytest.param(lambda path: os.truncate(path, path.stat().st_size // 2), id="cut off"),
        pytest.param(lambda path: os.truncate(path, 200), id="header only"),
        pytest.param(
            lambda path: path.write_bytes(path.read_bytes()[:100] + bytes(path.stat().st_size)),
            id="zeros",
        ),
    ],
)
def test_damaged_file_is_made_again(cache, builds, damage):
    path = codes.prepare(progress=False)
    store.close()
    damage(path)
    assert not codes.ready()
    assert store.query("SELECT title FROM code WHERE code = 'E11.22'") == [(TITLE,)]
    assert len(builds) == 2


def test_damage_in_the_middle_is_found_when_it_is_read(cache, builds):
    path = codes.prepare(progress=False)
    store.close()
    size = path.stat().st_size
    with path.open("r+b") as stream:
        stream.seek(8192)
        stream.write(b"\xff" * (size - 16384))
    assert store.query("SELECT title FROM code WHERE code = 'E11.22'") == [(TITLE,)]
    assert len(builds) == 2


def test_file_left_unfinished_is_made_again(cache, builds):
    import sqlite3

    path = codes.prepare(progress=False)
    store.close()
    with sqlite3.connect(path) as connection:
        connection.execute("DELETE FROM meta")
    connection.close()
    assert not codes.ready()
    codes.prepare(progress=False)
    assert len(builds) == 2


def test_another_version_is_made_beside_the_old_one(cache, builds, monkeypatch):
    first = codes.prepare(progress=False)
    monkeypatch.setattr(source, "fingerprint", lambda found: "0123456789")
    store.close()
    assert not codes.ready()
    second = codes.prepare(progress=False)
    assert second != first
    assert len(builds) == 2
    assert store.query("SELECT value FROM meta WHERE key = 'fingerprint'") == [("0123456789",)]


def test_old_versions_are_cleared_away(cache, builds, monkeypatch):
    for number in range(5):
        monkeypatch.setattr(source, "fingerprint", lambda found, n=number: f"{n:010d}")
        codes.prepare(progress=False)
    assert len(list(cache.glob("*.sqlite"))) == 3
    assert codes.ready()


def test_cache_that_can_not_be_written_falls_back_with_one_notice(
    tmp_path, builds, monkeypatch, capsys
):
    # A file where the folder should be can not be written to, whoever runs the test.
    blocked = tmp_path / "blocked"
    blocked.write_text("in the way")
    monkeypatch.setenv("CHARTROOM_CACHE", str(blocked))
    monkeypatch.setattr(store, "_unwritable", set())
    spare = tmp_path / "temp"
    spare.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(spare))
    store.close()
    assert store.query("SELECT title FROM code WHERE code = 'E11.22'") == [(TITLE,)]
    said = capsys.readouterr()
    assert said.out.count("cannot be written to") == 1
    assert str(blocked) in said.out
    assert said.err == ""
    codes.prepare()
    assert capsys.readouterr().out == ""
    store.close()


def test_nowhere_to_write_is_one_clear_sentence(tmp_path, builds, monkeypatch):
    blocked = tmp_path / "blocked"
    blocked.write_text("in the way")
    monkeypatch.setenv("CHARTROOM_CACHE", str(blocked))
    monkeypatch.setattr(store, "_unwritable", set())
    monkeypatch.setattr(store, "_spare_folder", lambda: blocked / "deeper")
    store.close()
    with pytest.raises(store.StoreError, match="CHARTROOM_CACHE"):
        store.query("SELECT 1")
    store.close()


def test_read_only_cache_with_a_good_file_is_used_as_it_is(cache, builds):
    path = codes.prepare(progress=False)
    store.close()
    for each in cache.iterdir():
        each.chmod(0o444)
    cache.chmod(0o555)
    try:
        assert codes.ready()
        assert store.query("SELECT title FROM code WHERE code = 'E11.22'") == [(TITLE,)]
        assert path.exists()
        assert len(builds) == 1
    finally:
        cache.chmod(0o755)


def test_two_processes_at_once_make_it_once_and_both_read_it(tmp_path):
    environment = {**os.environ, "CHARTROOM_CACHE": str(tmp_path / "cache")}
    running = [
        subprocess.Popen(
            [sys.executable, "-c", LOOKUP],
            env=environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        for _ in range(2)
    ]
    answers = [process.communicate(timeout=300) for process in running]
    assert [out.strip() for out, _ in answers] == [TITLE, TITLE]
    assert [err for _, err in answers] == ["", ""]
    left = sorted(path.suffix for path in (tmp_path / "cache").iterdir())
    assert left == [".lock", ".sqlite"]


def test_without_a_terminal_nothing_is_printed(cache, builds, capsys):
    codes.prepare(progress=True)
    said = capsys.readouterr()
    assert (said.out, said.err) == ("", "")


def test_package_that_is_not_installed_is_one_clear_sentence(monkeypatch):
    monkeypatch.setattr(source, "PACKAGE", "no_such_package_here")
    with pytest.raises(source.SourceMissing, match="simple-icd-10-cm"):
        codes.version()


def test_command_says_where_it_is(cache, builds, capsys):
    assert store.main([]) == 0
    assert "74,719 billable codes" in capsys.readouterr().out
    assert store.main(["--rebuild", "--quiet"]) == 0
    assert capsys.readouterr().out == ""
    assert len(builds) == 2


def test_lookup_imports_neither_the_package_nor_search(built):
    script = (
        "import sys; from chartroom import codes; codes.lookup('E11.22'); "
        "print([name for name in ('simple_icd_10_cm', 'rapidfuzz', 'chartroom.codes.search', "
        "'pandas', 'filelock', 'xml.etree.ElementTree') if name in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "[]"


def test_an_edit_of_the_search_data_changes_the_fingerprint(tmp_path, monkeypatch):
    """Else a corrected synonym would never reach a machine that has compiled the code set."""
    import shutil

    from chartroom.codes import source

    shutil.copytree(source._HERE, tmp_path / "codes")
    monkeypatch.setattr(source, "_HERE", tmp_path / "codes")
    before = source.fingerprint(source.find())
    edited = next((tmp_path / "codes" / "data").rglob("*.tsv"))
    edited.write_text(edited.read_text() + "\n")
    assert source.fingerprint(source.find()) != before
