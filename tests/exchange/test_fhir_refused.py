"""Bundles that are refused: each with the path, and with nothing taken in."""

from __future__ import annotations

import copy
import json
from collections.abc import Callable

import pytest

from chartroom.exchange import ExchangeError, fhir

MRN = "https://ternharbor.example.org/fhir/id/mrn"
Change = Callable[[dict], object]


def first(bundle: dict, kind: str) -> tuple[int, dict]:
    for at, entry in enumerate(bundle["entry"]):
        if entry["resource"]["resourceType"] == kind:
            return at, entry["resource"]
    raise AssertionError(kind)


def put(kind: str, **values: object) -> Change:
    return lambda bundle: first(bundle, kind)[1].update(values)


def without(kind: str, name: str) -> Change:
    return lambda bundle: first(bundle, kind)[1].pop(name)


def drop(kind: str) -> Change:
    return lambda bundle: bundle["entry"].pop(first(bundle, kind)[0])


# what is done to a sound bundle; the resource at whose place it must be told; the rest of the path
REFUSED: list[tuple[Change, str, str, str]] = [
    (put("Patient", birthDate="1987-02-30"), "Patient", ".birthDate", "not a date; write YYYY-MM"),
    (put("Patient", birthDate="1987"), "Patient", ".birthDate", "'1987' is not a date"),
    (put("Patient", gender="x"), "Patient", ".gender", "not one of female, male, unknown"),
    (put("Patient", gendre="male"), "Patient", ".gendre", "no such element"),
    (put("Patient", name="Bob"), "Patient", ".name", "list"),
    (put("Patient", name=[{"family": 7}]), "Patient", ".name[0].family", "text"),
    (put("Patient", active="perhaps"), "Patient", ".active", "true or false"),
    (put("Patient", identifier=[]), "Patient", f".identifier[system {MRN}].value", "missing"),
    (put("Patient", id="a b"), "Patient", ".id", "refused"),
    (without("Patient", "address"), "Patient", ".address[0].line", "missing"),
    (put("Patient", modifierExtension=[{"url": "u:x", "valueCode": "x"}]), "Patient",
     ".modifierExtension", "may change"),
    (put("Patient", contained=[{"resourceType": "Zorp"}]), "Patient", "", "cannot be read"),
    (put("Patient", resourceType="Zorp"), "Patient", ".resourceType", "not taken in here"),
    (put("Patient", resourceType=["Patient"]), "Patient", ".resourceType", "not taken in here"),
    (without("Encounter", "class"), "Encounter", ".class", "missing"),
    (without("Encounter", "status"), "Encounter", ".status", "missing"),
    (put("Encounter", status="cancelled"), "Encounter", ".status", "only finished or in-progress"),
    (put("Encounter", period={"start": "2026-05-01"}), "Encounter", ".period.start", "and time"),
    (put("Encounter", period={"start": "2026-05-01T10:00:00"}), "Encounter", ".period.start",
     "date and time"),
    (put("Encounter", subject={"reference": "Patient/none"}), "Encounter", ".subject.reference",
     "not in this bundle"),
    (put("Encounter", subject={"reference": "Coverage/CV1"}), "Encounter", ".subject.reference",
     "another kind"),
    (put("Encounter", subject={"identifier": {"system": "u:x", "value": "1"}}), "Encounter",
     ".subject.identifier.system", "not a system we know"),
    (lambda b: first(b, "Encounter")[1]["diagnosis"][1].update(rank=0), "Encounter",
     ".diagnosis[1].rank", "refused"),
    (lambda b: first(b, "Encounter")[1]["diagnosis"][2].update(rank=1), "Encounter",
     ".diagnosis[2]", "twice"),
    (lambda b: first(b, "Encounter")[1]["diagnosis"].pop(0), "Condition", "",
     "no Encounter.diagnosis points here"),
    (drop("Condition"), "Encounter", ".diagnosis[0].condition.reference", "not in this bundle"),
    (put("Condition", code={"text": "birth"}), "Condition",
     ".code.coding[system http://hl7.org/fhir/sid/icd-10-cm].code", "missing"),
    (put("Observation", subject={"identifier": {"system": MRN, "value": "TH-100003"}}),
     "Observation", ".subject.identifier.value", "not the patient of encounter E1"),
    (put("Observation", valueQuantity={"value": "high"}), "Observation", ".valueQuantity.value",
     "not a number"),
    (put("Observation", status="entered-in-error"), "Observation", ".status", "not taken in"),
    (drop("PractitionerRole"), "Practitioner", "", "no PractitionerRole"),
    (put("DocumentReference", docStatus="bogus"), "DocumentReference", ".docStatus", "final"),
    (lambda b: first(b, "DocumentReference")[1]["content"][0]["attachment"].update(data="%%"),
     "DocumentReference", ".content[0].attachment.data", "base64"),
    (put("Coverage", order=3), "Coverage", ".order", "outside 1 to 2"),
    (put("MedicationRequest", status="draft"), "MedicationRequest", ".status", "not one of"),
]  # fmt: skip


@pytest.mark.parametrize("number", range(len(REFUSED)))
def test_refused_with_its_path_and_nothing_taken_in(hospital, empty, content, number):
    change, kind, place, told = REFUSED[number]
    bundle = copy.deepcopy(fhir.bundle(hospital, "TH-100001"))
    at, _ = first(bundle, kind)
    change(bundle)
    before = content(empty)
    with pytest.raises(ExchangeError) as refused:
        fhir.load(empty, json.dumps(bundle))
    where = f"Bundle.entry[{at}].resource{place}"
    said = [one for one in refused.value.problems if one.where == where]
    assert any(told in one.what for one in said), str(refused.value)
    assert content(empty) == before


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", "Bundle: not JSON: .* line 1, column 1"),
        ('{"resourceType": "Bundle",\n "type": }', "line 2, column 10"),
        ("[]", "Bundle.resourceType: .*not a Bundle"),
        ('{"resourceType": "Patient"}', "Bundle.resourceType: 'Patient'"),
        ('{"resourceType": "Bundle", "type": "collection"}', "Bundle.entry: is missing"),
        ('{"resourceType": "Bundle", "type": "collection", "entry": {}}', "Bundle.entry: .*list"),
        ('{"resourceType": "Bundle", "type": "collection", "entry": [7]}', r"Bundle.entry\[0\]"),
        ('{"resourceType": "Bundle", "type": "collection", "entry": [{}]}', r"entry\[0\].resource"),
        ('{"resourceType": "Bundle", "type": "transaction"}', "Bundle.type: 'transaction'"),
        ('{"a": 1, "a": 2}', "'a' is there twice"),
        ('{"a": NaN}', "NaN is not a number"),
        ("[" * 100_000, "nested too deeply"),
        ('{"a": 1' + "0" * 5000 + "}", "cannot be read|not JSON"),
    ],
)
def test_what_is_no_bundle(text, told):
    with pytest.raises(ExchangeError, match=told):
        fhir.read(text)


def test_several_problems_are_told_at_once(hospital):
    bundle = fhir.bundle(hospital, "TH-100001")
    put("Patient", birthDate="1987-02-30")(bundle)
    put("Coverage", order="first")(bundle)
    with pytest.raises(ExchangeError) as refused:
        fhir.read(bundle)
    assert [one.where for one in refused.value.problems] == [
        "Bundle.entry[0].resource.birthDate",
        "Bundle.entry[1].resource.order",
    ]


def test_a_resource_twice(hospital):
    bundle = fhir.bundle(hospital, "TH-100001")
    bundle["entry"].append(bundle["entry"][0])
    with pytest.raises(ExchangeError, match=r"Patient/TH-100001 is there twice; the first is"):
        fhir.read(bundle)


def test_what_is_here_is_not_overwritten(hospital, content):
    bundle = fhir.bundle(hospital, "TH-100001")
    put("Patient", birthDate="1992-02-28")(bundle)
    before = content(hospital)
    with pytest.raises(ExchangeError, match="already here with birth_date '1991-02-28'"):
        fhir.load(hospital, bundle)
    assert content(hospital) == before


def test_a_reference_to_what_the_receiver_does_not_know(hospital, empty, content):
    before = content(empty)
    with pytest.raises(ExchangeError, match=r"'TH-100001' is not known here .*send it first"):
        fhir.load(empty, fhir.bundle(hospital, "TH-100002"))
    assert content(empty) == before


def test_what_the_database_itself_refuses_takes_everything_back(hospital, empty, content):
    empty.execute(
        "CREATE TRIGGER no_vitals BEFORE INSERT ON vitals "
        "BEGIN SELECT RAISE(ABORT, 'vitals are closed'); END"
    )
    fhir.load(empty, fhir.bundle(hospital, "TH-100003"))
    before = content(empty)
    with pytest.raises(ExchangeError, match=r"Bundle.entry\[\d+\].resource: .*vitals are closed"):
        fhir.load(empty, fhir.bundle(hospital, "TH-100001"))
    assert content(empty) == before
