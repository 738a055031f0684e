"""A crowd of made-up people of any size, with duplicates that are known."""

from __future__ import annotations

import numpy as np
import pandas as pd

_BEGIN = (
    "an bar ca da el fer gra ha i ja ka lo mar ne o pe qui ro sa ta u va wil xa ya zo bren cal "
    "del fran gor hen jon kel lin mon nor pat ros"
)
_MIDDLE = "la li lo ma mi na ne ni no ra re ri ro sa si ta te ti va vi der lan nel ris tan"
_END = "n a e s ra na son ton ley ez man berg ski well ford ette ina us ie da"


def crowd(count: int, again: float = 0.1, seed: int = 1) -> tuple[pd.DataFrame, pd.Series]:
    """Return people and, for each, the number of the person: equal for duplicates.

    ``again`` of the ``count`` records are second entries of somebody, each with one or two slips.
    Names, streets and places are as unevenly common as in life (a few very common ones).
    """
    draw = np.random.default_rng(seed)
    second = int(count * again)
    people = _people(count - second, draw)
    copied = draw.choice(count - second, second, replace=False)
    entries = people.iloc[copied].reset_index(drop=True)
    for _ in range(2):
        _slip(entries, draw)
    frame = pd.concat([people, entries], ignore_index=True)
    person = pd.Series(np.concatenate([np.arange(count - second), copied]))
    order = draw.permutation(count)
    return frame.iloc[order].reset_index(drop=True), person.iloc[order].reset_index(drop=True)


def _people(count: int, draw: np.random.Generator) -> pd.DataFrame:
    days = draw.integers(0, 36_500, count).astype("timedelta64[D]")
    place = _uneven(count, 300, draw)
    return pd.DataFrame(
        {
            "first_name": _words(800, draw)[_uneven(count, 800, draw)],
            "last_name": _words(9000, draw)[_uneven(count, 9000, draw)],
            "birth_date": (np.datetime64("1926-01-01") + days).astype(str).astype(object),
            "sex": draw.choice(np.array(["F", "M"], dtype=object), count),
            "phone": [f"555-01{n // 10**5:02d}-{n % 10**5:05d}" for n in _numbers(count, 7, draw)],
            "house_number": draw.integers(1, 900, count).astype(str).astype(object),
            "street": _words(1500, draw)[_uneven(count, 1500, draw)],
            "city": _words(300, draw)[place],
            "postcode": np.array([f"049{n:03d}" for n in range(300)], dtype=object)[place],
        }
    )


def _words(count: int, draw: np.random.Generator) -> np.ndarray:
    """Return different made-up words."""
    begin, middle, end = (part.split() for part in (_BEGIN, _MIDDLE, _END))
    made = [b + m + e for b in begin for m in ["", *middle] for e in end]
    return draw.permutation(np.array(made, dtype=object))[:count]


def _uneven(count: int, kinds: int, draw: np.random.Generator) -> np.ndarray:
    """Draw numbers below ``kinds``, the first ones far more often than the last."""
    weight = 1 / (np.arange(kinds) + 10)
    return draw.choice(kinds, count, p=weight / weight.sum())


def _numbers(count: int, digits: int, draw: np.random.Generator) -> list[int]:
    return draw.integers(0, 10**digits, count).tolist()


def _slip(entries: pd.DataFrame, draw: np.random.Generator) -> None:
    """Change one field of each entry: a wrong sign, a move, a value not asked for."""
    fields = draw.choice(["first_name", "last_name", "birth_date", "phone", "move"], len(entries))
    for field in ("first_name", "last_name", "birth_date", "phone"):
        at = np.flatnonzero(fields == field)
        if field == "phone":
            entries.loc[at, field] = None
        else:
            signs = "0123456789" if field == "birth_date" else "aeinrst"
            changed = [_wrong_sign(value, signs, draw) for value in entries.loc[at, field]]
            entries.loc[at, field] = changed
    moved = np.flatnonzero(fields == "move")
    somebody = draw.integers(0, len(entries), len(moved))
    address = ["house_number", "street", "city", "postcode"]
    entries.loc[moved, address] = entries.loc[somebody, address].to_numpy()


def _wrong_sign(value: str, signs: str, draw: np.random.Generator) -> str:
    places = [at for at, sign in enumerate(value) if sign != "-"]
    at = int(draw.choice(places))
    return value[:at] + str(draw.choice(list(signs))) + value[at + 1 :]
