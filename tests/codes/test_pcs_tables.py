"""The teaching tables of ICD-10-PCS: every code they can form was found in a published list."""

from __future__ import annotations

import csv
from importlib.util import find_spec
from pathlib import Path

import pytest
import verify_pcs

from chartroom import paths
from chartroom.codes import pcs

LINES = [
    line.split("\t")
    for line in verify_pcs.RECORD.read_text(encoding="utf-8").splitlines()
    if line and not line.startswith("#")
]
RECORD = {table: row for table, *row in LINES[1:]}


@pytest.mark.parametrize("table", pcs.tables(), ids=lambda table: table.code)
def test_each_code_of_a_table_was_verified(table):
    codes = list(pcs.codes(table))
    number, listed, _, digest = RECORD[table.code]
    assert len(codes) == len(set(codes)) == int(number)
    assert int(listed) <= int(number)
    assert verify_pcs.digest(codes) == digest, "run tests/codes/verify_pcs.py with this year's list"


def test_the_record_names_no_other_tables():
    assert list(RECORD) == [table.code for table in pcs.tables()]


@pytest.mark.skipif(not find_spec("drgpy"), reason="the grouper is not installed")
def test_the_grouper_still_knows_what_it_knew():
    import drgpy

    file = Path(drgpy.__file__).parent / "runtime_data" / "v43.1.json.xz"
    known = verify_pcs.grouper(file)
    for table in pcs.tables():
        assert sum(code in known for code in pcs.codes(table)) == int(RECORD[table.code][2])


def test_every_value_has_a_meaning():
    for table in pcs.tables():
        for code in pcs.codes(table):
            assert all(value.label for value in pcs.explain(code)), code
            assert pcs.check(code) == [], code


def test_the_hospital_s_procedures_are_in_the_tables():
    with (paths.datasets() / "hospital" / "procedures.csv").open(encoding="utf-8") as file:
        listed = {row["code"] for row in csv.DictReader(file) if row["system"] == "ICD-10-PCS"}
    assert len(listed) > 20
    assert [code for code in sorted(listed) if not pcs.in_tables(code)] == []


#: What a coder of a general hospital meets most, one of each.
COMMON = """
0DTJ4ZZ 0FT44ZZ 0SRD0J9 0SRC0J9 0SRB04A 0SR904A 0YQ50ZZ 0YU60JZ 0WUF0JZ 10D00Z1 10D07Z3 10E0XZZ
021109W 02100Z9 06BQ4ZZ 027034Z 4A023N7 B2111ZZ 0QS736Z 0DB68ZX 0DBN8ZX 0DBK8ZZ 0DJD8ZZ 0DJ08ZZ
30233N1 30233R1 5A1935Z 5A1945Z 5A1955Z 02HV33Z 0BH17EZ 5A1D70Z 5A1D90Z 0W993ZZ 0W9930Z 0W9G3ZX
009U3ZX 0HTT0ZZ 0HBU0ZX 0UT90ZZ 0UT94ZZ 0UT9FZZ 0VB08ZZ 0VT04ZZ 0JH604Z 0JH606Z 02H63JZ 02HK3JZ
0JBL0ZZ 0HDKXZZ 0HRKX73 0J9L0ZZ 0Y6H0Z1 0Y6P0Z0 0B110F4 10D17ZZ 0UDB7ZZ 0SG00AJ 0RG10A0 03CG3Z7
037H3DZ 5A2204Z 3E03317 3E033VJ 0DH63UZ 0D1N0Z4 0DN80ZZ 0FC98ZZ 0F798DZ 0TF3XZZ 0T768DZ 0TY00Z0
0KQM0ZZ 0W8NXZZ 10907ZC 0UL74ZZ 0GTK0ZZ 0BTC4ZZ 0BJ08ZZ 0B9C8ZX 0CTPXZZ 06L38CZ 06H03DZ 02RF38Z
0PSH04Z 2W3CX2Z GZB2ZZZ HZ2ZZZZ 6A600ZZ F13ZM6Z 5A09357 4A12X45 B245ZZ4 3E1M39Z
"""


@pytest.mark.parametrize("code", COMMON.split())
def test_common_procedures(code):
    assert pcs.parse(code).code == code


def test_every_root_operation_has_a_table():
    used = {table.code[2] for table in pcs.tables() if table.code[0] == "0"}
    assert used == {root.value for root in pcs.roots()}
