"""docs/exchange.md says where every column goes, or that its table stays at home."""

from __future__ import annotations

import re
from pathlib import Path

from chartroom.exchange import fhir, v2
from chartroom.exchange.v2fields import fields
from chartroom.exchange.v2terms import VERSION
from chartroom.hospital.schema import TABLES

PAGE = (Path(__file__).resolve().parents[2] / "docs" / "exchange.md").read_text("utf-8")


def test_every_column_is_in_the_table_or_its_table_is_named_as_left_out():
    told = set(re.findall(r"`([a-z_]+)\.([a-z_0-9]+)`", PAGE))
    real = {(table.name, name) for table in TABLES.values() for name in table.names}
    assert {one for one in told if one[0] in TABLES} <= real
    missing = {table for table, _ in real - told}
    assert not any((table, name) in told for table in missing for name in TABLES[table].names)
    assert all(f"`{table}`" in PAGE for table in missing)


def test_every_field_named_there_is_known():
    for segment, number in set(re.findall(r"\b([A-Z][A-Z0-9]{2})-(\d+)", PAGE)):
        if (segment, 0) in fields():
            assert (segment, int(number)) in fields(), (segment, number)


def test_versions_and_events_are_those_of_the_code():
    assert f"({fhir.FHIR_VERSION})" in PAGE
    assert f"| HL7 v2 | {VERSION};" in PAGE
    assert all(re.search(rf"^\| .*\b{event}\b.* \|", PAGE, re.M) for event in (*v2.EVENTS, "R01"))
