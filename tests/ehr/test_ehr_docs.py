"""The examples of docs/ehr.md run, in order, on the committed hospital, and say what they say."""

from __future__ import annotations

import re
from pathlib import Path

from chartroom import ehr

ROOT = Path(__file__).resolve().parents[2]
PAGE = (ROOT / "docs" / "ehr.md").read_text("utf-8")


def test_the_examples_run_in_order(tmp_path, monkeypatch, capsys):
    monkeypatch.setenv("CHARTROOM_HOME", str(ROOT))
    monkeypatch.setenv("CHARTROOM_CACHE", str(tmp_path / "cache"))
    monkeypatch.chdir(tmp_path)
    names: dict[str, object] = {}
    for block in re.findall(r"^```python\n(.*?)^```", PAGE, re.S | re.M):
        exec(block, names)
    said = capsys.readouterr().out
    assert "changed phone from 555-010-0142 to 555-010-0143" in said
    assert """{'zip': 'ZIP "0014" is not in the right form""" in said
    assert "amended Addendum to " in said
    assert "does not exist in the calendar" in said
    assert len(ehr.sql(names["db"], "SELECT * FROM discharges")) > 50
    names["db"].close()


def test_every_view_and_table_of_its_own_is_described(db):
    made = db.execute("SELECT name FROM sqlite_master WHERE type IN ('table', 'view')").fetchall()
    from chartroom.hospital.schema import TABLES

    own = {row[0] for row in made} - set(TABLES) - {"sqlite_stat1", "sqlite_sequence"}
    assert own - set(re.findall(r"`([a-z_]+)`", PAGE)) - {"sqlite_stat4"} == set()


def test_every_public_name_is_described():
    left = {"PossibleDuplicates", "possible_duplicates", "tidy"}
    assert {name for name in ehr.__all__ if f"ehr.{name}" not in PAGE} <= left
