"""Random damage: a message either loads completely, or changes nothing and says where."""

from __future__ import annotations

import json
import random

import pytest

from chartroom.exchange import ExchangeError, fhir, v2
from chartroom.hospital.schema import TABLES

LETTERS = "|^~\\&\r\n\x0b\x1c\x00\"'0123456789AZaz é🐉ש.-/ "


def damaged(text: str, rng: random.Random) -> str:
    """Return text with one to three random changes: letters, cuts, copies, swapped pieces."""
    for _ in range(rng.randint(1, 3)):
        at, size = rng.randrange(len(text) + 1), rng.choice((1, 1, 2, 8, 60))
        kind = rng.randrange(6)
        if kind == 0:
            text = text[:at] + rng.choice(LETTERS) + text[at + 1 :]
        elif kind == 1:
            text = text[:at] + text[at + size :]
        elif kind == 2:
            text = text[:at] + text[at : at + size] * 2 + text[at + size :]
        elif kind == 3:
            text = text[:at] + rng.choice(LETTERS) * rng.choice((1, 300)) + text[at:]
        elif kind == 4:
            mark = rng.choice("|\r^")
            pieces = text.split(mark)
            a, b = rng.randrange(len(pieces)), rng.randrange(len(pieces))
            pieces[a], pieces[b] = pieces[b], pieces[a]
            text = mark.join(pieces)
        else:
            text = text[:at] if rng.random() < 0.2 else text
    return text


def damaged_json(value, rng: random.Random):
    """Return a JSON value with one random element changed, taken out or doubled."""
    places: list[tuple[object, object]] = []

    def walk(one) -> None:
        for key in one if isinstance(one, dict) else range(len(one)):
            places.append((one, key))
            if isinstance(one[key], dict | list):
                walk(one[key])

    walk(value)
    holder, key = rng.choice(places)
    kind = rng.randrange(4)
    if kind == 0:
        holder.pop(key)
    elif kind == 1 and isinstance(holder, list):
        holder.append(holder[key])
    elif kind == 2 and isinstance(holder[key], str):
        holder[key] = damaged(holder[key], rng) if holder[key] else "x"
    else:
        holder[key] = rng.choice([None, 0, -1, 2**70, 1.5e300, True, "", "\x00", [], {}, [[]], "é"])
    return value


def assert_all_or_nothing(module, receiver, message, content) -> bool:
    """Check one message; return whether it was taken in."""
    before, told = content(receiver), None
    try:
        module.load(receiver, message)
    except ExchangeError as refused:
        told = refused.problems
    if told is not None:
        assert told
        assert all(one.where and one.what for one in told)
        assert not receiver.in_transaction
        assert content(receiver) == before, message
        return False
    for table, rows in module.read(message).items():
        for row in rows:
            key = [row[name] for name in TABLES[table].key]
            where = " AND ".join(f'"{name}" = ?' for name in TABLES[table].key)
            here = receiver.execute(f'SELECT * FROM "{table}" WHERE {where}', key).fetchone()
            assert here is not None, (table, row)
            assert {name: here[name] or None for name in row} == {
                name: value or None for name, value in row.items()
            }
    return True


@pytest.mark.parametrize("start", ["A03", "A08", "A40", "O1"])
def test_damaged_messages(hospital, masters, content, start):
    rng = random.Random(f"exchange {start}")
    sound = v2.oru(hospital, start) if start == "O1" else v2.adt(hospital, "E3", start)
    receiver = masters if start == "A03" else hospital
    receiver.execute("DELETE FROM results")
    receiver.commit()
    clean = receiver.serialize()
    outcomes = []
    for _ in range(250):
        receiver.deserialize(clean)
        receiver.execute("PRAGMA foreign_keys = ON")
        taken = assert_all_or_nothing(v2, receiver, damaged(sound, rng), content)
        outcomes.append(taken)
    assert 10 < sum(outcomes) < 240  # the damage is neither always nor never noticed


def test_damaged_bundles(hospital, empty, content):
    rng = random.Random("exchange fhir")
    sound = fhir.text(fhir.bundle(hospital, "TH-100003"))
    clean = empty.serialize()
    outcomes = []
    for _ in range(250):
        empty.deserialize(clean)
        empty.execute("PRAGMA foreign_keys = ON")
        value = damaged_json(json.loads(sound), rng)
        outcomes.append(assert_all_or_nothing(fhir, empty, json.dumps(value), content))
    assert 10 < sum(outcomes) < 240


def test_bundles_damaged_as_text(hospital, empty, content):
    rng = random.Random("exchange fhir text")
    sound = fhir.text(fhir.bundle(hospital, "TH-100005"))
    clean = empty.serialize()
    for _ in range(150):
        empty.deserialize(clean)
        empty.execute("PRAGMA foreign_keys = ON")
        assert_all_or_nothing(fhir, empty, damaged(sound, rng), content)
