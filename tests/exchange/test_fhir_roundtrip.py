"""FHIR bundles: what they say, and that going there and back changes nothing."""

from __future__ import annotations

import base64
import json

import pytest
from fhir.resources.R4B.bundle import Bundle

from chartroom.exchange import ExchangeError, fhir
from chartroom.hospital.schema import TABLES

# The order in which a receiver can take them: a misfiled note of the second refers to the first,
# the baby to her mother, the merged record to the one that is kept.
PATIENTS = ("TH-100003", "TH-100001", "TH-100002", "TH-100004", "TH-100005")


def resources(bundle: dict, kind: str) -> list[dict]:
    found = [entry["resource"] for entry in bundle["entry"]]
    return [one for one in found if one["resourceType"] == kind]


def test_export_import_export_gives_the_same_bundles(hospital, empty):
    texts = [fhir.text(fhir.bundle(hospital, mrn)) for mrn in PATIENTS]
    for text in texts:
        fhir.load(empty, text)
    assert [fhir.text(fhir.bundle(empty, mrn)) for mrn in PATIENTS] == texts


def test_every_column_comes_back_but_the_teaching_profile(hospital, empty):
    for mrn in PATIENTS:
        fhir.load(empty, fhir.bundle(hospital, mrn))
    left_out = """users signatures deficiencies claims release_requests disclosures census
        access_log coding_queue planted_defects"""
    carried = set(TABLES) - set(left_out.split())
    for table in carried:
        names = [f'"{name}"' for name in TABLES[table].names if name != "profile"]
        sql = f"SELECT {', '.join(names)} FROM {table} ORDER BY 1, 2"
        assert [tuple(row) for row in empty.execute(sql)] == [
            tuple(row) for row in hospital.execute(sql)
        ], table
    assert {row[0] for row in empty.execute("SELECT profile FROM encounters")} == {"imported"}


def test_is_a_sound_r4b_bundle_for_the_library_as_a_whole(hospital):
    for mrn in PATIENTS:
        made = fhir.bundle(hospital, mrn)
        again = Bundle.model_validate_json(fhir.text(made)).model_dump_json()
        assert json.loads(again) == made


def test_one_encounter_alone(hospital):
    made = fhir.bundle(hospital, "TH-100003", "E4")
    assert [one["id"] for one in resources(made, "Encounter")] == ["E4"]
    assert len(resources(made, "Coverage")) == 2
    listed = [c for one in resources(made, "Condition") for c in one["category"][0]["coding"]]
    assert {c["code"] for c in listed} == {"encounter-diagnosis"}


def test_diagnoses_keep_code_rank_use_and_present_on_admission(hospital):
    made = fhir.bundle(hospital, "TH-100001")
    (stay,) = resources(made, "Encounter")
    conditions = {f"Condition/{one['id']}": one for one in resources(made, "Condition")}
    told = []
    for one in stay["diagnosis"]:
        coding = conditions[one["condition"]["reference"]]["code"]["coding"][0]
        assert coding["system"] == "http://hl7.org/fhir/sid/icd-10-cm"
        poa = [e["valueCode"] for e in one.get("extension", [])]
        told.append((coding["code"], one["use"]["coding"][0]["code"], one.get("rank"), poa))
    assert told == [
        ("O80", "AD", None, []),
        ("O80", "DD", 1, ["Y"]),
        ("Z37.0", "DD", 2, ["exempt"]),
    ]
    assert conditions["Condition/E1.dx.2"]["code"]["coding"][0]["display"] == "Single live birth"


def test_laboratory_and_vital_signs_have_loinc_and_ucum(hospital):
    made = fhir.bundle(hospital, "TH-100001")
    told = {}
    for one in resources(made, "Observation"):
        for part in one.get("component", [one]):
            codes = {c["system"]: c["code"] for c in part["code"]["coding"]}
            value = part["valueQuantity"]
            told.setdefault(codes["http://loinc.org"], []).append((value["value"], value["code"]))
    assert told["718-7"] == [(10.9, "g/dL")]
    assert told["777-3"] == [(240, "10*3/uL")]
    assert told["8310-5"] == [(37, "Cel"), (37.4, "Cel")]
    assert told["8480-6"] == [(124, "mm[Hg]")]
    assert told["8462-4"] == [(78, "mm[Hg]")]
    oxygen = [o["code"]["coding"] for o in resources(made, "Observation") if "59408-5" in o["id"]]
    assert [[c["code"] for c in one] for one in oxygen] == [["59408-5", "2708-6"]] * 2
    low = next(o for o in resources(made, "Observation") if o["id"] == "O1.hgb")
    assert low["interpretation"][0]["coding"][0]["code"] == "L"
    assert low["basedOn"] == [{"reference": "ServiceRequest/O1"}]


def test_a_unit_that_is_no_ucum_is_only_text(hospital):
    made = fhir.bundle(hospital, "TH-100003")
    (value,) = [o["valueQuantity"] for o in resources(made, "Observation") if "O4" in o["id"]]
    assert value == {"value": 0, "unit": "foo units"}


def test_a_document_carries_its_text_in_base64(hospital):
    made = fhir.bundle(hospital, "TH-100001")
    one = next(d for d in resources(made, "DocumentReference") if d["id"] == "D1")
    data = one["content"][0]["attachment"]["data"]
    assert base64.b64decode(data).decode() == "Rétablie.\nGoes home | well."
    assert one["docStatus"] == "final"


def test_a_misfiled_document_says_whose_name_is_on_it(hospital):
    made = fhir.bundle(hospital, "TH-100001")
    one = next(d for d in resources(made, "DocumentReference") if d["id"] == "D2")
    assert one["subject"]["identifier"]["value"] == "TH-100003"


def test_a_newborn(hospital):
    made = fhir.bundle(hospital, "TH-100002")
    (stay,) = resources(made, "Encounter")
    source = stay["hospitalization"]["admitSource"]["coding"][0]
    assert source == {"system": "https://www.nubc.org/CodeSystem/PointOfOriginNewborn", "code": "5"}
    weight = next(o for o in resources(made, "Observation") if o["id"].endswith("birth-weight"))
    assert weight["valueQuantity"]["value"] == 3420


def test_times_have_the_hospitals_offset_and_others_are_turned_into_it(hospital, empty):
    made = fhir.bundle(hospital, "TH-100005")
    (stay,) = resources(made, "Encounter")
    assert stay["period"]["start"] == "2026-07-01T09:00:00-04:00"
    stay["period"]["start"] = "2026-07-01T15:00:59.5+02:00"
    rows = fhir.read(made)
    assert rows["encounters"][0]["admitted_at"] == "2026-07-01 09:00"


def test_loading_twice_adds_nothing(hospital, empty, content):
    made = fhir.bundle(hospital, "TH-100003")
    assert fhir.load(empty, made).added["encounters"] == 2
    before = content(empty)
    again = fhir.load(empty, made)
    assert again.added == {} == again.changed
    assert again.same["patients"] == 1
    assert content(empty) == before


def test_inside_a_transaction_the_caller_decides(hospital, empty):
    empty.execute("BEGIN")
    fhir.load(empty, fhir.bundle(hospital, "TH-100005"))
    empty.rollback()
    assert empty.execute("SELECT count(*) FROM patients").fetchone()[0] == 0


@pytest.mark.parametrize(
    ("sql", "told"),
    [
        ("patients SET birth_date = '1991-02-30'", "patients TH-100001, birth_date: '1991-02-30'"),
        ("encounters SET admitted_at = '2026-13-01 10:00'", "encounters E1, admitted_at: '2026-13"),
        ("vitals SET taken_at = 'noon' WHERE pulse = 92", "vitals E1 noon, taken_at: 'noon'"),
        ("orders SET ordered_at = ''", "orders O1, ordered_at: is missing"),
        ("results SET value = 'low'", "results O1 hgb, value: 'low' is not a number"),
        (
            "identifiers SET type = 'Library card' WHERE value = 'C-77'",
            "Library card C-77, type: ",
        ),
    ],
)
def test_a_row_that_fhir_cannot_hold_is_named(hospital, sql, told):
    hospital.execute(f"UPDATE {sql}")
    with pytest.raises(ExchangeError, match=told):
        fhir.bundle(hospital, "TH-100001")


def test_unknown_patient_or_encounter(hospital):
    with pytest.raises(ExchangeError, match="patients, mrn: 'TH-9' is not here"):
        fhir.bundle(hospital, "TH-9")
    with pytest.raises(ExchangeError, match="'TH-100001' has no encounter 'E3'"):
        fhir.bundle(hospital, "TH-100001", "E3")
