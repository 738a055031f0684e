"""Tables and settings that cannot be worked with are refused in one sentence; odd ones work."""

from __future__ import annotations

import datetime

import numpy as np
import pandas as pd
import pytest

from chartroom import mpi

SMALL = pd.DataFrame(
    {
        "first": ["Ann", "Ann", "Bob"],
        "last": ["Hale", "Hale", "Ortiz"],
        "dob": ["1950-01-02", "1950-01-02", "1960-03-04"],
    }
)


def listed(frame: pd.DataFrame, **kwargs: object) -> list[tuple[object, object]]:
    found = mpi.find_duplicates(frame, **kwargs)
    assert list(found.columns) == ["left", "right", "score", "why"]
    return list(zip(found["left"], found["right"], strict=True))


@pytest.mark.parametrize(
    ("call", "says"),
    [
        (lambda: mpi.find_duplicates([{"last": "Hale"}]), "must be a pandas DataFrame"),
        (lambda: mpi.find_duplicates(pd.DataFrame()), "the columns are: none"),
        (lambda: mpi.find_duplicates(SMALL, columns={"last_name": "Family"}), "no column 'Family'"),
        (lambda: mpi.find_duplicates(SMALL, columns={"surname": "last"}), "not known: 'surname'"),
        (lambda: mpi.find_duplicates(SMALL, columns=["last"]), "must be a dict"),
        (lambda: mpi.find_duplicates(SMALL, columns={"last_name": "last"}), "at least two columns"),
        (
            lambda: mpi.find_duplicates(SMALL, {"last_name": "last", "first_name": "last"}),
            "the column 'last' two roles",
        ),
        (lambda: mpi.find_duplicates(SMALL.set_axis([7, 7, 8])), "the same label, '7'"),
        (
            lambda: mpi.find_duplicates(pd.concat([SMALL, SMALL[["last"]]], axis=1)),
            "two columns called 'last'",
        ),
        (lambda: mpi.find_duplicates(SMALL.assign(dob=["x", "y", "z"])), "read as birth dates"),
        (lambda: mpi.find_duplicates(SMALL, threshold=50), "from 0 to 1"),
        (lambda: mpi.find_duplicates(SMALL, threshold="high"), "from 0 to 1"),
        (lambda: mpi.find_duplicates(SMALL, threshold=float("nan")), "from 0 to 1"),
        (lambda: mpi.link(SMALL, None), "right table must be a pandas DataFrame"),
        (
            lambda: mpi.link(SMALL[["first", "dob"]], pd.DataFrame({"last": ["A"], "tel": ["1"]})),
            "no kind of column in common",
        ),
        (lambda: mpi.explain(SMALL, 0, 99), "no row with the label 99"),
        (lambda: mpi.explain(SMALL, [0], 1), r"no row with the label \[0\]"),
        (lambda: mpi.explain(SMALL, 1, 1), "both labels are 1"),
        (lambda: mpi.deterministic(SMALL, ["last_name"]), "list of lists"),
        (lambda: mpi.deterministic(SMALL, 3), "list of lists"),
        (lambda: mpi.deterministic(SMALL, [["phone"]]), "names 'phone'"),
        (lambda: mpi.deterministic(SMALL, [[]]), "every pair of records would fit"),
        (lambda: mpi.deterministic(SMALL[["first", "dob"]]), "None of the usual rules"),
        (lambda: mpi.duplicate_rate(0, mpi.find_duplicates(SMALL)), "not defined"),
        (lambda: mpi.duplicate_rate(1, mpi.find_duplicates(SMALL)), "has only 1"),
        (lambda: mpi.duplicate_rate(3, SMALL), "columns left and right"),
        (lambda: mpi.creation_rate(4, 5), "cannot come from 4 registrations"),
        (lambda: mpi.creation_rate("many", 1), "whole number"),
        (lambda: mpi.creation_rate(float("inf"), 1), "whole number"),
        (lambda: mpi.creation_rate(10, -1), "cannot be negative"),
    ],
)
def test_refused_in_one_sentence(call, says):
    with pytest.raises(mpi.TableProblem, match=says) as told:
        call()
    assert "\n" not in str(told.value)


@pytest.mark.parametrize(
    "frame",
    [
        SMALL.iloc[:0],
        SMALL.iloc[:1],
        SMALL.assign(first=None, last=np.nan, dob=pd.NaT),
        SMALL.assign(first="", last="  ", dob="unknown"),
    ],
    ids=["no rows", "one row", "every value missing", "every value blank"],
)
def test_nothing_to_find_gives_an_empty_list(frame):
    assert listed(frame, threshold=0) == []


@pytest.mark.parametrize(
    "frame",
    [
        SMALL.assign(last=None),
        SMALL.assign(phone=np.nan),
        SMALL.assign(dob=[19500102, "1950-01-02", datetime.date(1960, 3, 4)]),
        SMALL.assign(dob=[19500102.0, 19500102.0, np.nan]),
        SMALL.assign(dob=pd.to_datetime(SMALL["dob"])),
        SMALL.assign(dob=["01/02/1950", "2 Jan 1950", "March 4, 1960"]),
        SMALL.assign(dob=["١٩٥٠-٠١-٠٢", "1950-01-02", "1960-03-04"]),
        SMALL.assign(dob=["1950-02-31", "1950-02-31", "1984-13-45"]),
        SMALL.assign(last=["Hale", "hale", 7]),
        SMALL.assign(last=[["Hale"], ["Hale"], ["Ortiz"]]),
        SMALL.assign(last=["'); DROP TABLE patients;--"] * 2 + ["Ortiz"]),
        SMALL.assign(last=["x" * 500_000] * 2 + ["Ortiz"]),
        SMALL.astype("category"),
        SMALL.astype("string"),
    ],
    ids=[
        "one column missing throughout",
        "another one",
        "dates of mixed types",
        "dates as floats",
        "dates as timestamps",
        "dates written three ways",
        "Arabic digits",
        "impossible dates",
        "a number among names",
        "lists",
        "SQL",
        "half a million letters",
        "categories",
        "pandas strings",
    ],
)
def test_odd_but_usable_tables_work(frame):
    assert listed(frame) == [(0, 1)]


def test_labels_may_be_anything_unique():
    for index in ([np.nan, 1, 2], [(1, "a"), (1, "b"), (2, "a")], ["😀", "שלום", ""]):
        frame = SMALL.copy()
        frame.index = pd.Index(index)
        (pair,) = listed(frame)
        assert [str(label) for label in pair] == [str(label) for label in frame.index[:2]]


def test_fillers_do_not_make_duplicates(town):
    frame, same, _ = town
    filled = frame.fillna({"ssn": "000-00-0000"})
    filled.loc[filled.index[::3], "phone"] = "999-999-9999"
    found = mpi.find_duplicates(filled)
    assert set(zip(found["left"], found["right"], strict=True)) <= same
