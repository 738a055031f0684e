"""What would be refused is said without taking anything in."""

from __future__ import annotations

import json

import pytest

from chartroom import ehr
from chartroom.exchange import fhir, refusals, v2


@pytest.fixture(scope="module")
def message(tmp_path_factory):
    db = ehr.connect(ehr.my_copy(tmp_path_factory.mktemp("copy")))
    encounter = ehr.sql(db, "SELECT encounter_id FROM encounters WHERE kind = 'clinic' LIMIT 1")
    number = encounter.iloc[0, 0]
    mrn = ehr.sql(db, "SELECT mrn FROM encounters WHERE encounter_id = ?", [number]).iloc[0, 0]
    return v2.adt(db, number, "A04"), fhir.bundle(db, mrn, number)


def test_a_sound_message_of_either_format_has_none(message):
    line, bundle = message
    assert refusals(line) == []
    assert refusals(fhir.text(bundle)) == []


def test_each_is_said_with_its_place(message):
    line, bundle = message
    said = refusals(line.replace("|F|", "|Female|").replace("|M|", "|Male|"))
    assert any(one.startswith("PID-8 (sex)") for one in said)
    patient = bundle["entry"][0]["resource"] | {"birthDate": "1955-18-07"}
    broken = bundle | {"entry": [{"resource": patient}, *bundle["entry"][1:]]}
    assert any("entry[0].resource.birthDate" in one for one in refusals(json.dumps(broken)))


@pytest.mark.parametrize("text", ["", "{", "hello", "{}"])
def test_what_is_no_message_is_said_too(text):
    assert refusals(text)
