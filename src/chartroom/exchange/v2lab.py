"""Laboratory orders and results as ORC, OBR and OBX, written and read."""

from __future__ import annotations

import re
from typing import Any

from chartroom.exchange import measures
from chartroom.exchange import problems as p
from chartroom.exchange import v2terms as t
from chartroom.exchange.check import short
from chartroom.exchange.store import Row
from chartroom.exchange.v2read import Reader
from chartroom.exchange.v2text import Segment
from chartroom.exchange.v2write import doctor, number, segment, time


def order_lines(row: Row, by: Row | None, reported: object) -> list[str]:
    """Return ORC and OBR of a row of ``orders``."""
    placed, cancelled = [row["order_id"], t.FACILITY], row["status"] == "cancelled"
    return [
        segment("ORC", {1: "RE", 2: placed, 9: time(row["ordered_at"]), 12: doctor(by)}),
        segment(
            "OBR",
            {
                1: "1",
                2: placed,
                3: placed,
                4: ["", row["item"]],
                # When the specimen was taken is not in our tables; the order is the nearest to it.
                7: time(row["ordered_at"]),
                16: doctor(by),
                22: time(reported),
                24: "LAB",
                25: "X" if cancelled else "F",
            },
        ),
    ]


def result_line(at: int, row: Row) -> str:
    """Return a row of ``results`` as OBX."""
    test, unit = str(row["test"]), str(row["unit"])
    loinc, name = measures.laboratory().get(test, ("", test))
    coded = [loinc, name, t.LOINC] if loinc else ["", "", ""]
    known = measures.ucum(unit)
    return segment(
        "OBX",
        {
            1: str(at),
            2: "NM",
            3: [*coded, test, name, t.OWN],
            5: row["value"],
            6: [unit, "", "UCUM"] if known else ["", unit],
            7: limits(row["low"], row["high"]),
            8: row["flag"],
            11: "F",
            19: time(row["resulted_at"]),
        },
    )


def limits(low: Any, high: Any) -> str:
    """Return a reference range: "12-16", "<16", ">12" or ""."""
    if low is None:
        return "" if high is None else f"<{number(high)}"
    return f">{number(low)}" if high is None else f"{number(low)}-{number(high)}"


def read_limits(text: str) -> tuple[str | None, str | None]:
    """Return lower and upper end of a reference range; the reverse of ``limits``.

    Raises:
        ValueError: it is no range of numbers.
    """
    if not text:
        return None, None
    value = r"(-?\d+(?:\.\d+)?)"
    if match := re.fullmatch(f"{value} ?- ?{value}", text, re.ASCII):
        return match[1], match[2]
    if match := re.fullmatch(f"([<>])=? ?{value}", text, re.ASCII):
        return (None, match[2]) if match[1] == "<" else (match[2], None)
    raise ValueError(text)


def read_order(
    reader: Reader, by_name: dict[str, list[Segment]], encounter: tuple[object, str]
) -> None:
    """Note the row of ``orders`` of ORC and OBR, and the ``results`` of its OBX."""
    obr = by_name["OBR"][0]
    orc = (by_name.get("ORC") or [Segment("ORC", 1, False, ())])[0]
    states = {"F": "completed", "C": "completed", "X": "cancelled"}
    state = obr.get(25)
    if state not in states:
        what = f"{short(state)} is not F (final), C (corrected) or X (cancelled)"
        reader.tell(obr.at(25), what, p.NOT_IN_TABLE)
    order_id = (obr.get(2), obr.at(2))
    at = reader.moment(orc, 9) if orc.get(9) else reader.moment(obr, 7)
    columns = {
        "order_id": order_id,
        "encounter_id": encounter,
        "kind": ("laboratory", obr.at(24)),
        "item": (obr.get(4, 2) or obr.get(4), obr.at(4)),
        "ordered_by": (obr.get(16), obr.at(16)),
        "ordered_at": at,
        "status": (states.get(state, p.UNREADABLE), obr.at(25)),
    }
    reader.row("orders", "OBR (observation request)", columns)
    for one in by_name.get("OBX", []):
        _result(reader, one, order_id, encounter)


def _result(
    reader: Reader, one: Segment, order_id: tuple[object, str], encounter: tuple[object, str]
) -> None:
    if one.get(2) != "NM":
        what = f"{short(one.get(2))} is not taken in; a result here is a number (NM)"
        reader.tell(one.at(2), what, p.NOT_IN_TABLE)
    if one.get(11) not in ("F", "C"):
        what = f"{short(one.get(11))} is not F (final) or C (corrected)"
        reader.tell(one.at(11), what, p.NOT_IN_TABLE)
    if one.get(8) not in ("", "N", "L", "H"):
        reader.tell(one.at(8), f"{short(one.get(8))} is not L, H or N", p.NOT_IN_TABLE)
    low: object = None
    high: object = None
    try:
        low, high = read_limits(one.get(7))
    except ValueError:
        what = f"{short(one.get(7))} is not a range; write 12-16, <16 or >12"
        low = high = reader.tell(one.at(7), what)
    columns = {
        "order_id": order_id,
        "test": (_test(reader, one), one.at(3)),
        "encounter_id": encounter,
        "value": (one.get(5), one.at(5)),
        "unit": (one.get(6) or one.get(6, 2), one.at(6)),
        "low": (low, one.at(7)),
        "high": (high, one.at(7)),
        "flag": (one.get(8).replace("N", ""), one.at(8)),
        "resulted_at": reader.moment(one, 19 if one.get(19) else 14),
    }
    reader.row("results", f"OBX[{one.number}] (observation)", columns)


def _test(reader: Reader, one: Segment) -> object:
    """Return the test: our own code if it is given, else by LOINC."""
    for first in (1, 4):
        if one.get(3, first + 2) == t.OWN:
            return one.get(3, first)
    for first in (1, 4):
        if one.get(3, first + 2) == t.LOINC:
            known = measures.tests().get(one.get(3, first))
            if known:
                return known
    what = f"{short(one.get(3))} is not a test of our laboratory; write a LOINC code^name^{t.LOINC}"
    return reader.tell(one.at(3), what, p.NOT_IN_TABLE)
