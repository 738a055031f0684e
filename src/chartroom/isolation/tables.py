"""numpy and pandas values as plain data; loaded only where there are some."""

from __future__ import annotations

import base64
from collections.abc import Callable
from typing import Any

import numpy as np
import pandas as pd

Coded = Any
_NUMBERS = "biufcmM"  # kinds of numpy types whose bytes say everything
_TEXT = "US"


def encode(value: Any, again: Callable[[Any], Coded]) -> Coded | None:
    """Return a numpy or pandas value as plain data, or None if it has no such form.

    Args:
        value: an array, a number of numpy, a table, a column, an index, a time of pandas.
        again: encodes what is inside.
    """
    kind = type(value)
    if isinstance(value, np.generic):
        return {"number": _array(np.asarray(value), again)} if kind.__module__ == "numpy" else None
    if kind is np.ndarray:
        return {"array": _array(value, again)}
    if value is pd.NaT:
        return {"nat": 0}
    if value is pd.NA:
        return {"na": 0}
    if kind is pd.Timestamp:
        return {"stamp": value.isoformat()}
    if kind is pd.Timedelta:
        return {"span": int(value.as_unit("ns").value)}
    if kind is pd.DataFrame:
        columns = [_column(value.iloc[:, place].array, again) for place in range(value.shape[1])]
        return {"frame": [_index(value.columns, again), _index(value.index, again), columns]}
    if kind is pd.Series:
        return {
            "series": [_index(value.index, again), again(value.name), _column(value.array, again)]
        }
    if isinstance(value, pd.Index):
        return {"index": _index(value, again)}
    if isinstance(value, pd.api.extensions.ExtensionArray):
        return {"column": _column(value, again)}
    return None


def decode(tag: str, inner: Any, again: Callable[[Any], Any]) -> Any:
    """Return the value of plain data, which may be forged.

    Raises:
        ValueError: it is no value's form. Forged data may raise others too.
    """
    if tag == "number":
        return _from_array(inner, again)[()]
    if tag == "array":
        return _from_array(inner, again)
    if tag == "nat":
        return pd.NaT
    if tag == "na":
        return pd.NA
    if tag == "stamp":
        return pd.Timestamp(str(inner))
    if tag == "span":
        return pd.Timedelta(int(inner), "ns")
    if tag == "frame":
        columns, index, data = inner
        made = pd.DataFrame(
            {place: _from_column(column, again) for place, column in enumerate(data)},
            index=_from_index(index, again),
        )
        made.columns = _from_index(columns, again)
        return made
    if tag == "series":
        index, name, data = inner
        values = _from_column(data, again)
        return pd.Series(values, index=_from_index(index, again), name=again(name))
    if tag == "index":
        return _from_index(inner, again)
    if tag == "column":
        return pd.array(_from_column(inner, again))
    raise ValueError(f"unknown form {tag!r}")


def _array(value: np.ndarray, again: Callable[[Any], Coded]) -> Coded:
    if value.dtype.kind in _NUMBERS + _TEXT:
        data = base64.b64encode(np.ascontiguousarray(value).tobytes()).decode("ascii")
        return [value.dtype.str, list(value.shape), data]
    return ["O", list(value.shape), [again(one) for one in value.ravel().tolist()]]


def _from_array(inner: Any, again: Callable[[Any], Any]) -> np.ndarray:
    kind, shape, data = inner
    if kind == "O":
        made = np.empty(len(data), dtype=object)
        for place, one in enumerate(data):
            made[place] = again(one)
        return made.reshape([int(size) for size in shape])
    dtype = np.dtype(str(kind))
    if dtype.kind not in _NUMBERS + _TEXT:
        raise ValueError("not a type of number or text")
    flat = np.frombuffer(base64.b64decode(data, validate=True), dtype=dtype)
    return flat.reshape([int(size) for size in shape]).copy()


def _column(values: Any, again: Callable[[Any], Coded]) -> Coded:
    """Return one column: its type's name, and its values."""
    if type(values) is pd.arrays.NumpyExtensionArray:  # not the kinds that are made from it
        values = values.to_numpy()
    if isinstance(values.dtype, np.dtype):
        return ["", _array(np.asarray(values), again)]
    if isinstance(values.dtype, pd.CategoricalDtype):
        kinds = values.dtype
        return [
            "category",
            [_index(kinds.categories, again), bool(kinds.ordered), [int(c) for c in values.codes]],
        ]
    items = [None if missing else one for one, missing in zip(values, values.isna(), strict=True)]
    return [str(values.dtype), [again(one) for one in items]]


def _from_column(inner: Any, again: Callable[[Any], Any]) -> Any:
    kind, data = inner
    if kind == "":
        return _from_array(data, again)
    if kind == "category":
        categories, ordered, codes = data
        return pd.Categorical.from_codes(codes, _from_index(categories, again), ordered=ordered)
    return pd.array([again(one) for one in data], dtype=str(kind))


def _index(index: pd.Index, again: Callable[[Any], Coded]) -> Coded:
    names = [again(name) for name in index.names]
    if isinstance(index, pd.RangeIndex):
        return ["range", names, [index.start, index.stop, index.step]]
    if isinstance(index, pd.MultiIndex):
        return ["multi", names, [again(one) for one in index.tolist()]]
    return ["", names, _column(index.array, again)]


def _from_index(inner: Any, again: Callable[[Any], Any]) -> pd.Index:
    kind, names, data = inner
    named = [again(name) for name in names]
    if kind == "range":
        return pd.RangeIndex(*(int(one) for one in data), name=named[0])
    if kind == "multi":
        return pd.MultiIndex.from_tuples([again(one) for one in data], names=named)
    values = _from_column(data, again)
    return pd.Index(values, dtype=values.dtype, name=named[0])
