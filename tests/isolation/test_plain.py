"""Values that cross between processes: the same afterwards, of the same type, or refused."""

from __future__ import annotations

import datetime as dt
import decimal
import json
import math
import pathlib
from collections import Counter, OrderedDict, defaultdict, deque
from typing import Any

import numpy as np
import pandas as pd
import pytest

from chartroom import quality
from chartroom.isolation import plain
from chartroom.isolation.plain import CannotCross, Uncrossed


def cross(value: Any) -> Any:
    return plain.decode(json.loads(json.dumps(plain.encode(value))))


VALUES = [
    None,
    True,
    0,
    2**70,
    -(2**70),
    1.5,
    math.inf,
    "é\ud800",
    [1, (2, {3})],
    {"a": [1], 2: None, (1, 2): "x"},
    frozenset([1]),
    b"x",
    bytearray(b"y"),
    1j,
    range(1, 9, 2),
    dt.date(2026, 4, 1),
    dt.datetime(2026, 4, 1, 9, 30, tzinfo=dt.UTC),
    dt.time(9, 30),
    dt.timedelta(days=-1, microseconds=5),
    decimal.Decimal("1.50"),
    Counter("aab"),
    OrderedDict(b=1, a=2),
    deque([1, 2]),
    pathlib.Path("a/b"),
    np.float64(2.5),
    np.int64(3),
    np.bool_(True),
    pd.Timestamp("2026-01-02 03:04"),
    pd.Timedelta("1h"),
]


@pytest.mark.parametrize("value", VALUES, ids=repr)
def test_a_value_crosses_unchanged(value):
    after = cross(value)
    assert type(after) is type(value)
    assert after == value


def test_what_is_not_equal_to_itself_crosses_too():
    assert math.isnan(cross(math.nan))
    assert cross(pd.NaT) is pd.NaT
    assert cross(pd.NA) is pd.NA
    assert cross(defaultdict(list, {1: [2]})) == {1: [2]}


@pytest.mark.parametrize(
    "array",
    [np.array([[1, 2], [3, 4]]), np.array(["a", "bb"]), np.array([1, "x", None], dtype=object)],
    ids=["numbers", "text", "objects"],
)
def test_an_array_crosses_unchanged(array):
    after = cross(array)
    assert after.dtype == array.dtype
    assert np.array_equal(after, array)


TABLE = pd.DataFrame(
    {
        "number": [1, 2, 3],
        "text": ["x", None, "z"],
        "when": pd.to_datetime(["2026-01-01", None, "2026-02-01"]),
        "kind": pd.Categorical(["u", "v", "u"], ordered=True),
        "whole": pd.array([1, None, 3], dtype="Int64"),
        "zone": pd.to_datetime(["2026-01-01"] * 3).tz_localize("UTC"),
        "lists": [[1], [2], [3]],
    },
    index=["p", "q", "r"],
)


@pytest.mark.parametrize(
    "table",
    [
        TABLE,
        TABLE.reset_index(drop=True),
        TABLE.set_index(["number", "text"]),
        TABLE.iloc[:0],
        TABLE.T.iloc[:2],
        pd.DataFrame(),
        pd.DataFrame([[1, 2]], columns=["same", "same"]),
    ],
    ids=["kinds", "numbered", "two-keys", "empty", "turned", "nothing", "same-names"],
)
def test_a_table_crosses_unchanged(table):
    pd.testing.assert_frame_equal(cross(table), table)


def test_a_column_crosses_unchanged():
    column = TABLE.groupby("text").size().sort_values()
    pd.testing.assert_series_equal(cross(column), column)


def test_a_record_of_the_course_crosses():
    chart = quality.p_chart([1, 2, 3], [10, 20, 30])
    assert cross(chart) == chart


class Text(str):
    """Text that says yes to everything."""

    def __eq__(self, other: object) -> bool:
        return True

    __hash__ = str.__hash__


@pytest.mark.parametrize(
    ("value", "what"),
    [
        (object(), "an object object"),
        (Text("x"), "a Text object"),
        ({}.keys(), "a dict_keys object"),
        ([Text("x")], "a Text object"),
        (10**4000, "digits"),
        (len, "a builtin_function_or_method object"),
    ],
    ids=["object", "text", "keys", "inside", "digits", "function"],
)
def test_what_has_no_plain_form_is_refused_in_words(value, what):
    with pytest.raises(CannotCross, match=what):
        plain.encode(value)


def test_a_list_inside_itself_is_refused():
    inside: list[Any] = []
    inside.append(inside)
    with pytest.raises(CannotCross, match="inside itself"):
        plain.encode(inside)


@pytest.mark.parametrize(
    "forged",
    [
        2**60,
        [],
        {"a": 1, "b": 2},
        {"nothing": 1},
        {"i": "9" * 10_000},
        {"i": "x"},
        {"x": "1; import os"},
        {"module": "no.such.module"},
        {"record": ["os", "system", {"command": "true"}]},
        {"record": ["chartroom.cli", "main", {"argv": {"l": []}}]},
        {"record": ["chartroom.isolation.session", "Cell", {"evil": 1}]},
        {"record": 1},
        {"function": [1, "x"]},
        {"frame": [1, 2, 3]},
        {"array": ["O", [9, 9], []]},
        {"array": ["|O", [1], "AAAAAAAA"]},
        {"array": ["<i8", [10**12], ""]},
        {"d": [[{"l": []}, 1]]},
        {"b": "no base64"},
        {"delta": [10**30, 0, 0]},
        {"date": "yesterday"},
    ],
    ids=lambda one: json.dumps(one)[:30],
)
def test_forged_data_is_refused(forged):
    with pytest.raises(ValueError):  # noqa: PT011 (each form has its own words)
        plain.decode(forged)


def test_forged_depth_is_refused():
    deep: Any = 1
    for _ in range(200):
        deep = {"l": [deep]}
    with pytest.raises(ValueError, match="not the form"):
        plain.decode(deep)


def test_what_stands_for_a_lost_value_is_nothing_and_says_why():
    lost = Uncrossed("answer", "a Text object")
    assert not isinstance(lost, (str, int, float, list, dict))
    assert not hasattr(lost, "values")
    assert not callable(lost)
    for use in (lambda: lost == 1, lambda: bool(lost), lambda: lost.strip()):
        with pytest.raises(CannotCross, match="“answer” is a Text object"):
            use()
