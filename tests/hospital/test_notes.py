"""Texts of documents: whole sentences for everybody, and what is coded is documented where due."""

from __future__ import annotations

import itertools
import re
import subprocess
import sys
from dataclasses import replace
from datetime import date, datetime, timedelta
from importlib.resources import files

import pytest
import yaml

from chartroom.hospital import notes
from chartroom.hospital.notes import (
    Diagnosis,
    Encounter,
    Fragments,
    Lab,
    Medication,
    NoteContext,
    Patient,
    Procedure,
    Vitals,
)
from chartroom.hospital.schema import DISPOSITIONS, KINDS

CAME = datetime(2026, 6, 10, 14, 5)
HOUR = timedelta(hours=1)
BIRTHS = {
    "just born": CAME.date(),
    "three days": date(2026, 6, 7),
    "one month": date(2026, 5, 5),
    "fourteen months": date(2025, 4, 2),
    "eight": date(2018, 3, 1),
    "seventeen": date(2009, 1, 20),
    "thirty": date(1996, 2, 29),
    "eighty": date(1946, 1, 3),
    "a hundred and one": date(1925, 1, 3),
}
HEART_FAILURE = Diagnosis("I50.23", "acute on chronic systolic heart failure", "Y", True)
KIDNEY = Diagnosis("N18.32", "chronic kidney disease, stage 3b", "Y")
HYPOKALEMIA = Diagnosis("E87.6", "hypokalemia", "N")
ULCER = Diagnosis("L89.152", "pressure ulcer of the sacrum, stage 2", "W")
DELIRIUM = Diagnosis("F05", "delirium due to known physiological condition", "U")
INSULIN = Diagnosis("Z79.4", "long-term use of insulin", "exempt")
FALL = Diagnosis("W06.XXXA", "fall from bed", "Y")
DIAGNOSES = (HEART_FAILURE, KIDNEY, HYPOKALEMIA, ULCER, DELIRIUM, INSULIN, FALL)
FRAGMENTS = Fragments(
    history=(
        "{age} y/o {man} with {complaint}. {he} is tired and {his} legs swell; it troubles {him}.",
        "A {age} y/o {man} came in. {he} has had this for 3 days.",
        "{he} is a {age} y/o {man} with {principal}.",
    ),
    exam=("T {temp}, BP {bp}, HR {pulse}, RR {respirations}. SpO2 {spo2}%. Crackles.",),
    course=("Diuresed and weaned to room air.",),
    plan=("Clinic in 7 days.", "Daily weights on the {side} scale. BMP in one week."),
)
SETS = (
    Vitals(CAME + HOUR / 10, 36.9, 102, 24, 158, 88, 90, 80.1, 163),
    Vitals(CAME + 16 * HOUR, 37.1, 84, 18, 132, 76, 96, 79.8, 163),
)
LABS = (
    Lab("bnp", "B-type natriuretic peptide (BNP)", "1204", "pg/mL", "H", CAME + HOUR),
    Lab("potassium", "potassium", "4.1", "mmol/L", "", CAME + HOUR),
    Lab("d-dimer", "D-dimer", "0.25", "mg/L{FEU}", "", CAME + HOUR),
    Lab("inr", "INR", "1.0", "{INR}", "", CAME + HOUR),
    Lab("potassium", "potassium", "3.1", "mmol/L", "L", CAME + 18 * HOUR),
)
DRUGS = (
    Medication("furosemide", "40 mg", "IV", "twice a day"),
    Medication("insulin glargine", "22 units", "under the skin", "at bedtime", home=True),
)


def context(born: date = BIRTHS["eighty"], sex: str = "F", kind: str = "inpatient", **changes):
    """Return a full context; ``changes`` replace parts of it."""
    parts = {
        "patient": Patient("Ida Kestrel", "TH-204417", born, sex),
        "encounter": Encounter(
            id="E100200300",
            kind=kind,
            admitted_at=CAME,
            discharged_at=CAME + 97 * HOUR,
            department="4 East, telemetry",
            attending="Wen Li, MD",
            disposition="home, routine",
            complaint="shortness of breath",
            admitting="shortness of breath",
        ),
        "author": "Wen Li, MD",
        "written_at": CAME + 20 * HOUR,
        "diagnoses": DIAGNOSES,
        "labs": LABS,
        "vitals": SETS,
        "medications": DRUGS,
        "procedures": (Procedure("CPAP by mask", CAME + 2 * HOUR, "Ilse Falkenrath, MD"),),
        "fragments": FRAGMENTS,
        "problems": ("essential hypertension", "chronic kidney disease, stage 3b"),
        "imaging": ("chest x-ray, two views",),
    }
    return NoteContext(**parts | changes)


def bare(full: NoteContext) -> NoteContext:
    """Return a context in which everything is empty that may be."""
    empty = NoteContext(full.patient, full.encounter, full.author, full.written_at)
    return replace(
        empty, encounter=replace(full.encounter, complaint="", admitting=""), fragments=FRAGMENTS
    )


def ended(how: str, **changes) -> NoteContext:
    full = context(**changes)
    return replace(full, encounter=replace(full.encounter, disposition=how))


@pytest.mark.parametrize("kind", notes.KINDS)
def test_nothing_is_left_unfilled_for_any_patient_or_encounter(kind):
    for born, sex, of, seed in itertools.product(BIRTHS.values(), "FMU", KINDS, range(2)):
        full = context(born, sex, of)
        full = replace(full, encounter=replace(full.encounter, id=f"E{seed}"))
        for one in (full, bare(full), replace(full, vitals=(Vitals(CAME, pulse=140),))):
            text = notes.render(kind, one, seed)
            where = f"{kind}, {born}, {sex}, {of}:\n{text}"
            assert not re.search(r"[{}]|\bNone\b|\bnan\b|  |\(\)|\.\.|,,", text), where
            assert not re.search(r"\*\*:?\*\*\s*$|: *$|\bwith \.|\bfor \.", text, re.MULTILINE), (
                where
            )


@pytest.mark.parametrize("kind", notes.KINDS)
def test_a_document_is_of_readable_length(kind):
    for born in BIRTHS.values():
        for seed in range(4):
            words = len(notes.render(kind, context(born), seed).split())
            assert 80 <= words <= 350, f"{kind}: {words}"


@pytest.mark.parametrize("kind", notes.KINDS)
@pytest.mark.parametrize(
    ("sex", "never"),
    [
        ("F", r"\b(?:he|his|him|man|boy)\b"),
        ("M", r"\b(?:she|her|hers|woman|girl)\b"),
        ("U", r"\b(?:she|her|he|his|him|woman|man|girl|boy)\b"),
    ],
)
def test_words_fit_the_sex(kind, sex, never):
    for born, how, seed in itertools.product(BIRTHS.values(), DISPOSITIONS.values(), range(3)):
        text = notes.render(kind, ended(how, born=born, sex=sex), seed)
        assert not re.search(never, text, re.IGNORECASE), text


@pytest.mark.parametrize(
    ("born", "sex", "said"),
    [
        ("just born", "F", "newborn girl"),
        ("three days", "M", "3-day-old boy"),
        ("one month", "U", "36-day-old infant"),
        ("fourteen months", "F", "14-month-old girl"),
        ("eight", "M", "8 y/o boy"),
        ("eight", "U", "8 y/o child"),
        ("seventeen", "F", "17 y/o girl"),
        ("thirty", "F", "30 y/o woman"),
        ("eighty", "M", "80 y/o man"),
        ("eighty", "U", "80 y/o adult"),
    ],
)
def test_age_and_person_are_said_as_clinicians_do(born, sex, said):
    fragments = Fragments(history=("{age} y/o {man} with a cough.",))
    text = notes.render("ED record", context(BIRTHS[born], sex, "ED", fragments=fragments), 1)
    assert f"**HPI:** {said[:1].upper()}{said[1:]} with a cough." in text


@pytest.mark.parametrize(
    ("born", "said"),
    [("eight", "An 8 y/o girl"), ("thirty", "A 30 y/o woman"), ("eighty", "An 80 y/o woman")],
)
def test_the_article_fits_the_number(born, said):
    fragments = Fragments(history=("A {age} y/o {man} with a cough.",))
    text = notes.render("ED record", context(BIRTHS[born], fragments=fragments), 1)
    assert said in text


def test_a_sentence_without_its_value_is_left_out_and_the_others_stay():
    exam = ("Looks ill. Troponin was {lab:troponin}. BNP {lab:bnp}. Pain on the {side}.",)
    text = notes.render("History and physical", context(fragments=Fragments(exam=exam)), 1)
    assert "**Exam:** Looks ill. BNP 1204 pg/mL.\n" in text


def test_the_complaint_stands_in_the_patients_own_words():
    fragments = Fragments(history=("{age} y/o {man} presents with {complaint}.",))
    full = context(fragments=fragments)
    full = replace(full, encounter=replace(full.encounter, complaint="cannot lie flat"))
    text = notes.render("History and physical", full, 1)
    assert '80 y/o woman presents with "cannot lie flat".' in text


def test_a_variant_that_cannot_be_filled_gives_way_to_one_that_can():
    plans = Fragments(plan=("Weights on the {side}.", "Clinic soon."))
    for number in range(6):
        full = context(fragments=plans)
        full = replace(full, encounter=replace(full.encounter, id=f"E{number}"))
        assert "Clinic soon." in notes.render("Discharge summary", full, 1)


def test_the_documents_of_an_encounter_tell_one_story():
    tales = Fragments(history=("For 3 days.", "For a week.", "Since noon."))
    told = set()
    for seed, kind in enumerate(("ED record", "History and physical", "Discharge summary")):
        text = notes.render(kind, context(fragments=tales), seed)
        told |= {tale for tale in tales.history if tale in text}
    assert len(told) == 1


@pytest.mark.parametrize(
    ("kind", "of"),
    [
        ("Discharge summary", "inpatient"),
        ("Discharge summary", "newborn"),
        ("Office note", "clinic"),
        ("ED record", "ED"),
        ("Observation note", "observation"),
    ],
)
def test_every_final_diagnosis_is_in_the_document_that_must_hold_it(kind, of):
    for how in DISPOSITIONS.values():
        text = notes.render(kind, ended(how, kind=of), 1).lower()
        missing = [one.words for one in DIAGNOSES if one.words.lower() not in text]
        assert missing == [], how


@pytest.mark.parametrize("kind", notes.KINDS)
def test_no_document_holds_a_code(kind):
    text = notes.render(kind, context(), 1)
    assert [one.code for one in DIAGNOSES if one.code in text] == []


@pytest.mark.parametrize(
    "kind", ["History and physical", "Consultation", "Newborn record", "Nursing note", "Face sheet"]
)
def test_what_began_or_may_have_begun_in_the_hospital_is_not_in_early_documents(kind):
    text = notes.render(kind, context(written_at=CAME + 3 * HOUR), 1).lower()
    assert [one.words for one in (HYPOKALEMIA, ULCER, DELIRIUM) if one.words in text] == []


def test_the_ed_record_of_an_admitted_patient_leaves_the_diagnoses_to_the_stay():
    text = notes.render("ED record", context(), 1)
    assert "**Impression:** Shortness of breath." in text
    assert "hypokalemia" not in text.lower()


def test_what_began_in_the_hospital_is_new_in_the_progress_note_and_marked_in_the_summary():
    note = notes.render("Progress note", context(), 1)
    assert "Hypokalemia - new since admission" in note
    assert note.count("new since admission") == 1
    summary = notes.render("Discharge summary", context(), 1)
    assert "Hypokalemia - developed during the stay" in summary
    assert "Pressure ulcer of the sacrum, stage 2 - whether present on arrival cannot" in summary
    assert summary.count("developed during the stay") == 1


def test_what_was_present_on_admission_is_in_the_history_and_physical():
    text = notes.render("History and physical", context(), 1).lower()
    for one in (HEART_FAILURE, KIDNEY, INSULIN, FALL):
        assert one.words in text


def test_an_organism_is_named_when_the_culture_is_back():
    sepsis = Diagnosis("A41.51", "sepsis due to Escherichia coli", "Y", True)
    organism = Diagnosis("B96.20", "Escherichia coli as the cause of the infection", "Y")
    full = context(diagnoses=(sepsis, organism))
    early = notes.render("History and physical", full, 1)
    assert "1. Sepsis\n" in early
    assert "Escherichia" not in early
    later = replace(full, written_at=CAME + 50 * HOUR)
    assert "Escherichia coli" in notes.render("Progress note", later, 1)
    assert "Sepsis due to Escherichia coli" in notes.render("Discharge summary", later, 1)


def test_what_a_birth_brings_is_not_known_before_it():
    birth = (
        Diagnosis("O70.1", "second degree perineal laceration during delivery", "Y", True),
        Diagnosis("O72.1", "immediate postpartum hemorrhage", "N"),
        Diagnosis("O90.81", "anemia after the birth from blood loss", "N"),
        Diagnosis("Z37.0", "single live birth", "exempt"),
    )
    full = context(BIRTHS["thirty"], diagnoses=birth)
    admitted = notes.render("History and physical", full, 1).lower()
    assert [one.words for one in birth if one.words in admitted] == []
    delivered = notes.render("Delivery record", full, 1).lower()
    assert [one.words for one in birth if one.words.lower() in delivered] == [
        birth[0].words,
        birth[1].words,
        birth[3].words,
    ]
    assert "blood loss:" not in delivered


def test_later_results_and_vital_signs_are_not_in_an_earlier_note():
    early = notes.render("History and physical", context(written_at=CAME + 3 * HOUR), 1)
    assert "4.1 mmol/L" in early
    assert "3.1 mmol/L" not in early
    assert "158/88" in early
    assert "132/76" not in early
    assert "potassium 4.1 -> 3.1 mmol/L (L)" in notes.render("Discharge summary", context(), 1)


def test_the_progress_note_says_its_day_and_the_time_of_its_vital_signs():
    text = notes.render("Progress note", context(), 1)
    assert text.startswith("**Hospital day 2**, 06/11/2026 10:05")
    assert "Vital signs 06/11/2026 06:05: T 37.1, HR 84, RR 18, BP 132/76, SpO2 96%" in text


@pytest.mark.parametrize("kind", ["Discharge summary", "ED record", "Observation note"])
def test_the_dead_get_no_advice_and_no_recovery(kind):
    text = notes.render(kind, ended("expired", kind="ED"), 1)
    assert "Pronounced dead at 06/14/2026 15:05" in text
    assert not re.search("weaned|Clinic|Return or call|taught", text)


@pytest.mark.parametrize("kind", ["Discharge summary", "ED record", "Observation note"])
def test_who_leaves_against_advice_was_not_treated_to_the_end(kind):
    text = notes.render(kind, ended("left against medical advice", kind="ED"), 1)
    assert "Left before treatment was complete" in text
    assert "weaned" not in text


def test_units_are_written_as_people_write_them():
    text = notes.render("History and physical", context(), 1)
    assert "D-dimer 0.25 mg/L FEU" in text
    assert "INR 1.0" in text


def test_a_normal_image_is_not_reported_against_a_diagnosis_it_would_show():
    text = notes.render("Imaging report", context(), 1)
    assert "Pulmonary vascular congestion" in text
    burn = Diagnosis("L55.0", "sunburn of first degree", "", True)
    assert "No acute finding" in notes.render("Imaging report", context(diagnoses=(burn,)), 1)
    cough = Diagnosis("R05.1", "acute cough", "", True)
    other = notes.render("Imaging report", context(diagnoses=(cough,)), 1)
    assert "Lungs clear" not in other


@pytest.mark.parametrize("kind", notes.KINDS)
def test_the_same_seed_gives_the_same_text(kind):
    assert notes.render(kind, context(), 5) == notes.render(kind, context(), 5)


def test_seeds_change_wordings_and_the_text_does_not_depend_on_the_process():
    texts = {notes.render("History and physical", context(), seed) for seed in range(12)}
    assert len(texts) > 2
    code = (
        "from chartroom.hospital.notetext.language import one_of;"
        "print([one_of('abcdefg', seed, 'x') for seed in range(20)])"
    )
    runs = {
        subprocess.run(
            [sys.executable, "-c", code],
            capture_output=True,
            text=True,
            check=True,
            env={"PYTHONHASHSEED": str(hashing)},
        ).stdout
        for hashing in (1, 2)
    }
    assert len(runs) == 1


def test_a_copied_note_keeps_the_old_day_and_vital_signs():
    first = notes.render("Progress note", context(), 1)
    copied = notes.copy_forward(first, 1)
    assert copied.startswith(first)
    assert copied != first
    later = notes.render("Progress note", context(written_at=CAME + 44 * HOUR), 1)
    assert copied.splitlines()[0] != later.splitlines()[0]


def test_only_a_progress_note_can_be_copied_forward():
    with pytest.raises(ValueError, match="Only the text of a progress note"):
        notes.copy_forward(notes.render("Consent", context(), 1), 1)


def test_an_unknown_kind_is_refused_with_the_known_ones():
    with pytest.raises(ValueError, match="no document 'Letter'; use one of ED record"):
        notes.render("Letter", context(), 1)


def test_every_slot_of_the_shipped_profiles_can_be_filled():
    data = files("chartroom.hospital") / "data"
    rows = (data / "labs.tsv").read_text(encoding="utf-8").splitlines()[1:]
    tests = {row.split("\t")[0] for row in rows}
    known = {"age", "man", "he", "his", "him", "principal", "side", "complaint", "bp", "temp"}
    known |= {"pulse", "spo2", "respirations", "weight"} | {f"lab:{test}" for test in tests}
    strange = []
    for path in sorted((data / "profiles").iterdir(), key=lambda one: one.name):
        for profile in yaml.safe_load(path.read_text(encoding="utf-8")):
            for variants in profile["notes"].values():
                for text in variants:
                    slots = set(re.findall(r"\{([^}]*)\}", text))
                    strange += [f"{path.name} {profile['id']}: {one}" for one in slots - known]
    assert strange == []


def test_a_laboratory_slot_brings_its_unit_so_no_profile_says_it_again():
    data = files("chartroom.hospital") / "data" / "profiles"
    units = r"ng/L|ng/mL|m?g/dL|mmol/L|%|U/L|pg/mL"
    said = [
        f"{path.name}: {found}"
        for path in data.iterdir()
        for found in re.findall(rf"\{{lab:[a-z0-9-]+\}} ?(?:{units})", path.read_text("utf-8"))
    ]
    assert said == []
