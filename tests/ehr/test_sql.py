"""SQL for lessons: reading only, with errors in words."""

from __future__ import annotations

import pytest

from chartroom import ehr


def test_a_query_returns_a_frame_or_rows(db):
    query = "SELECT mrn, sex FROM patients WHERE last_name = ? ORDER BY mrn"
    frame = ehr.sql(db, query, ("Smith",))
    assert list(frame.columns) == ["mrn", "sex"]
    assert frame["mrn"].tolist() == ["TH-100003", "TH-100004"]
    rows = ehr.sql(db, query, ("Smith",), frame=False)
    assert rows[0] == {"mrn": "TH-100003", "sex": "M"}
    assert ehr.sql(db, "SELECT * FROM beds WHERE 0").shape == (0, 5)
    named = ehr.sql(db, "SELECT :a AS a", {"a": "🐉'"}, frame=False)
    assert named == [{"a": "🐉'"}]


def test_joins_groups_windows_and_with_are_allowed(db):
    found = ehr.sql(
        db,
        """WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 3)
           SELECT kind, count(*) AS stays, rank() OVER (ORDER BY count(*) DESC) AS place
           FROM encounters JOIN patients USING (mrn), n GROUP BY kind ORDER BY kind""",
        frame=False,
    )
    assert [one["stays"] for one in found] == [3, 6, 3]


@pytest.mark.parametrize(
    "query",
    [
        "DELETE FROM access_log",
        "UPDATE patients SET sex = 'U'",
        "INSERT INTO departments VALUES ('X', 'X', 'clinic')",
        "DROP TABLE patients",
        "CREATE TABLE t(a)",
        "PRAGMA foreign_keys = OFF",
        "ATTACH 'other.sqlite' AS other",
        "BEGIN",
        "VACUUM",
        "WITH x AS (SELECT 1) DELETE FROM patients",
        "-- nothing",
    ],
)
def test_only_reading_is_allowed(db, query):
    before = list(db.iterdump())
    with pytest.raises(ehr.EhrError, match="only reads"):
        ehr.sql(db, query)
    assert list(db.iterdump()) == before
    # And the connection can be used for changes as before.
    assert ehr.update(db, "TH-100006", {"city": "Gull Point"}, "moved")["city"] == "Gull Point"


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("", "empty"),
        (None, "empty"),
        ("SELECT * FROM pateints", "no table pateints; did you mean patients"),
        ("SELECT * FROM zzz", "no table zzz; there are departments"),
        ("SELECT lastname FROM patients", "no column lastname; did you mean last_name"),
        ("SELECT p.lastname FROM patients p", "did you mean last_name"),
        ("SELECT qqq FROM beds", "there are bed_id"),
        ("SELECT FROM patients", 'cannot be read at "FROM"'),
        ("SELECT (1", "stops too early"),
        ("SELECT 1; SELECT 2", "several statements"),
        ("SELECT mrn FROM patients WHERE mrn = ?", "cannot be run"),
        ("SELECT '\ud800'", "cannot be run"),
    ],
)
def test_slips_are_explained(db, query, said):
    with pytest.raises(ehr.EhrError, match=said.replace("(", r"\(")):
        ehr.sql(db, query)


def test_a_query_without_end_is_stopped(db, monkeypatch):
    from importlib import import_module

    monkeypatch.setattr(import_module("chartroom.ehr.sql"), "_SECONDS", 0.2)
    with pytest.raises(ehr.EhrError, match="was stopped"):
        ehr.sql(db, "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) "
                    "SELECT count(*) FROM n")  # fmt: skip
    assert ehr.sql(db, "SELECT 1 AS one", frame=False) == [{"one": 1}]
