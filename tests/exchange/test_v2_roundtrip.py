"""HL7 v2 messages: what they say, what they do, and that going there and back changes nothing."""

from __future__ import annotations

import pytest

from chartroom.exchange import ExchangeError, v2

STAYS = ("E1", "E2", "E3", "E4", "E5")


def field(message: str, segment: str, number: int, nth: int = 0) -> str:
    lines = [line for line in message.split("\r") if line.startswith(segment)]
    parts = lines[nth].split("|")
    place = number - 1 if segment == "MSH" else number
    return parts[place] if len(parts) > place else ""


def names(message: str) -> list[str]:
    return [line[:3] for line in message.split("\r") if line]


def column(conn, sql: str) -> list:
    return [row[0] for row in conn.execute(sql)]


@pytest.mark.parametrize("event", ["A03", "A08"])
def test_a_stay_sent_taken_in_and_sent_again_is_the_same(hospital, masters, event):
    for stay in STAYS:  # the mother before her baby
        v2.load(masters, v2.adt(hospital, stay, "A03"))
        v2.load(masters, v2.adt(hospital, stay, event))
        assert v2.adt(masters, stay, event) == v2.adt(hospital, stay, event)


@pytest.mark.parametrize("order", ["O1", "O4"])
def test_results_sent_taken_in_and_sent_again_are_the_same(hospital, masters, order):
    for stay in ("E1", "E3"):
        v2.load(masters, v2.adt(hospital, stay, "A03"))
    v2.load(masters, v2.oru(hospital, order))
    assert v2.oru(masters, order) == v2.oru(hospital, order)


def test_rows_come_back_as_they_were(hospital, masters):
    for stay in STAYS:
        v2.load(masters, v2.adt(hospital, stay, "A03"))
    for table, left_out in (
        ("encounters", "profile"),
        ("diagnoses", ""),
        ("identifiers", ""),
        ("patients", "registered_on"),
    ):
        every = hospital.execute(f"SELECT * FROM {table}").description
        kept = ", ".join(f'"{one[0]}"' for one in every if one[0] != left_out)
        sql = f"SELECT {kept} FROM {table} WHERE {{}} ORDER BY 1, 2"
        sql = sql.format("mrn != 'TH-100004'" if table == "patients" else "1")
        assert list(map(tuple, masters.execute(sql))) == list(map(tuple, hospital.execute(sql)))


def test_admission_discharge_and_coding_as_they_happen(hospital, open_stays):
    added = v2.load(open_stays, v2.adt(hospital, "E1", "A01"))
    assert added.added == {"patients": 1, "encounters": 1, "identifiers": 2}
    assert column(open_stays, "SELECT discharged_at FROM encounters") == [None]
    assert column(open_stays, "SELECT registered_on FROM patients") == ["2026-05-01"]
    discharge = v2.adt(hospital, "E1", "A03")
    ended = v2.load(open_stays, discharge)
    assert ended.changed == {"encounters": 1}
    assert ended.added == {"diagnoses": 2}
    assert column(open_stays, "SELECT disposition FROM encounters") == ["01"]
    assert v2.load(open_stays, discharge).changed == {}


def test_an_admission_knows_nothing_of_the_discharge(hospital):
    message = v2.adt(hospital, "E1", "A01")
    assert names(message) == ["MSH", "EVN", "PID", "PV1", "PV2", "DG1", "ZTH"]
    assert field(message, "PV1", 36) == field(message, "PV1", 45) == ""
    assert field(message, "DG1", 6) == "A"


def test_a_database_of_ended_stays_says_why_it_takes_no_admission(hospital, masters, content):
    before = content(masters)
    with pytest.raises(ExchangeError, match=r"PV1-45 \(discharge time\): .*send the A03"):
        v2.load(masters, v2.adt(hospital, "E1", "A01"))
    assert content(masters) == before


def test_the_header(hospital):
    message = v2.adt(hospital, "E1", "A03", at="2026-05-04 11:30")
    assert message.startswith("MSH|^~\\&|CHARTROOM|TERN HARBOR|")
    assert field(message, "MSH", 7) == field(message, "EVN", 2) == "202605041130"
    assert field(message, "MSH", 9) == "ADT^A03^ADT_A03"
    assert [field(message, "MSH", n) for n in (11, 12, 18)] == ["T", "2.5.1", "UNICODE UTF-8"]
    assert message.endswith("\r")
    assert "\n" not in message


def test_delimiters_in_values_are_escaped(hospital):
    message = v2.adt(hospital, "E3", "A03")
    assert field(message, "PID", 5).startswith(r"Smith \F\ Sons\E\Co \R\ A\T\B^Abe\S\e^T^Jr")
    assert field(message, "PV2", 3) == r"^Chest pain \F\ short of breath\.br\since 5"


def test_final_diagnoses_with_present_on_admission(hospital):
    message = v2.adt(hospital, "E1", "A08")
    told = [[field(message, "DG1", n, at) for n in (3, 6, 15, 26)] for at in range(3)]
    assert told[1:] == [
        ["O80^Encounter for full-term uncomplicated delivery^I10C", "F", "1", "Y"],
        ["Z37.0^Single live birth^I10C", "F", "2", "E"],
    ]


def test_a_newborns_origin_is_told_by_type_4(hospital):
    message = v2.adt(hospital, "E2", "A03")
    assert (field(message, "PV1", 4), field(message, "PV1", 14)) == ("4", "5")
    assert field(message, "PID", 21) == "TH-100001^^^TERN HARBOR^MR"
    assert v2.read(message)["encounters"][0]["admission_source"] == "newborn-5"


def test_results_name_loinc_unit_range_and_flag(hospital):
    message = v2.oru(hospital, "O1")
    assert names(message) == ["MSH", "PID", "PV1", "ORC", "OBR", "OBX", "OBX"]
    assert field(message, "OBX", 3).startswith("718-7^hemoglobin^LN^hgb^")
    assert [field(message, "OBX", n) for n in (5, 6, 7, 8, 11)] == [
        "10.9", "g/dL^^UCUM", "12-16", "L", "F",
    ]  # fmt: skip
    assert field(v2.oru(hospital, "O4"), "OBX", 7) == "<0.04"


def test_a_test_is_found_by_loinc_alone(hospital):
    message = v2.oru(hospital, "O1").replace("^hgb^hemoglobin^99TH", "")
    assert [row["test"] for row in v2.read(message)["results"]] == ["hgb", "platelets"]


def test_a_merge(hospital):
    message = v2.adt(hospital, "E3", "A40")
    assert field(message, "PID", 3).startswith("TH-100003^")
    assert field(message, "MRG", 1) == "TH-100004^^^TERN HARBOR^MR"
    hospital.execute(
        "UPDATE patients SET status = 'active', merged_into = NULL WHERE mrn = 'TH-100004'"
    )
    assert v2.load(hospital, message).changed == {"patients": 1}
    sql = "SELECT status, merged_into FROM patients WHERE mrn = 'TH-100004'"
    assert tuple(hospital.execute(sql).fetchone()) == ("merged", "TH-100003")
    assert v2.load(hospital, message).changed == {}


def test_an_update_changes_what_it_says_and_only_that(hospital):
    message = "\r".join([
        "MSH|^~\\&|REG|OTHER|||202606010900||ADT^A08^ADT_A01|7|P|2.5.1",
        "EVN||202606010900",
        "PID|||TH-100001^^^TERN HARBOR^MR||Berg^María José||||||||\"\"",
        "PV1||I||||||||||||||||inpatient|E1",
    ])  # fmt: skip
    before = dict(hospital.execute("SELECT * FROM patients WHERE mrn = 'TH-100001'").fetchone())
    assert v2.load(hospital, message).changed == {"patients": 1}
    after = dict(hospital.execute("SELECT * FROM patients WHERE mrn = 'TH-100001'").fetchone())
    changed = {name: after[name] for name in after if after[name] != before[name]}
    # PID-13 holds the two quotation marks that delete: phone and e-mail are both in that field.
    assert changed == {"last_name": "Berg", "phone": None, "email": None}


def test_an_update_with_diagnoses_replaces_all_of_them(hospital):
    message = v2.adt(hospital, "E4", "A08")
    first, second = (f for f in message.split("\r") if f.startswith("DG1"))
    message = message.replace(f"{second}\r", "").replace("R55^", "R42^")
    assert first in v2.adt(hospital, "E4", "A08")
    v2.load(hospital, message)
    sql = "SELECT sequence, code FROM diagnoses WHERE encounter_id = 'E4'"
    assert [tuple(row) for row in hospital.execute(sql)] == [(1, "R42")]


@pytest.mark.parametrize("end", ["\r", "\n", "\r\n"])
@pytest.mark.parametrize("frame", [("", ""), ("\x0b", "\x1c\r"), ("\ufeff", "")])
def test_line_ends_and_frames(hospital, end, frame):
    message = v2.adt(hospital, "E1", "A03")
    framed = frame[0] + message.replace("\r", end) + frame[1]
    assert v2.read(framed) == v2.read(message)


def test_other_delimiters_than_the_usual(hospital):
    message = v2.adt(hospital, "E1", "A03")
    table = str.maketrans({"|": "#", "^": ":", "~": "*", "\\": "!", "&": "%"})
    assert v2.read(message.translate(table)) == v2.read(message)


def test_times_of_another_zone_are_turned_into_ours(hospital):
    message = v2.adt(hospital, "E5", "A03").replace("|202607010900|", "|20260701150059.5+0200|")
    assert v2.read(message)["encounters"][0]["admitted_at"] == "2026-07-01 09:00"


@pytest.mark.parametrize(
    ("call", "told"),
    [
        (lambda conn: v2.adt(conn, "E9", "A01"), "encounters, encounter_id: 'E9' is not here"),
        (lambda conn: v2.adt(conn, "E1", "A02"), "'A02' is not an event we send"),
        (lambda conn: v2.adt(conn, "E1", "A40"), "no record has been merged into 'TH-100001'"),
        (lambda conn: v2.adt(conn, "E1", "A01", at="noon"), "'noon' is not a date and time"),
        (lambda conn: v2.oru(conn, "O2"), "for medication; only the laboratory's"),
        (lambda conn: v2.oru(conn, "O9"), "'O9' is not here"),
    ],
)
def test_what_cannot_be_sent(hospital, call, told):
    with pytest.raises(ExchangeError, match=told):
        call(hospital)


def test_a_date_that_is_none_is_not_sent(hospital):
    hospital.execute("UPDATE patients SET birth_date = '1991-02-30' WHERE mrn = 'TH-100001'")
    with pytest.raises(ExchangeError, match="patients TH-100001, birth_date: '1991-02-30'"):
        v2.adt(hospital, "E1", "A01")
