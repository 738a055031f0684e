"""Reading the codes that a note names."""

from __future__ import annotations

import pytest

from chartroom.codes import entries, references, store


@pytest.mark.parametrize(
    ("text", "inside", "outside"),
    [
        ("type of heart failure (I50.-)", "I50.32 I50.9", "I51.9"),
        ("stage (N18.1-N18.4, N18.9)", "N18.31 N18.9", "N18.5 N18.6"),
        ("certain diseases (A00-B99)", "A00.0 B99.9 A49.9", "C00.0"),
        ("malignant neoplasms (C00-C75)", "C00.0 C75.9", "C7A.00 C76.0"),
        ("malignant neoplasms (C00-C96)", "C7A.00 C7B.8", "D00.00"),
        ("hypertension (I10-I1A)", "I16.0 I1A.0", "I20.9"),
        ("diabetic ulcer (E08-E13 with .62-)", "E08.621 E11.622", "E11.65 E11.42"),
        ("angiopathy (E08-E13 with .51-.52)", "E10.51 E13.52", "E11.59"),
        ("aphasia (I69. with final characters -20)", "I69.320 I69.920", "I69.321"),
        ("tuberculosis, any type in A15 (J65)", "J65", "A15.0"),
        ("hearing loss as classified in H90.-", "H90.3", "H91.90"),
        ("concussion in S06.1- to S06.6-, and S06.81-", "S06.2X0A S06.810A", "S06.0X0A S06.890A"),
        ("acidosis - see categories E08-E10, E13 with ketoacidosis", "E10.10", "E10.9 E11.10"),
        ("open fracture of hand (S62.- with 7th character B)", "S62.101B", "S62.101A"),
        ("open fracture (S52.- with open fracture 7th character)", "S52.501C", "S52.501A"),
        ("adverse effect (T36-T50 with fifth or sixth character 5)", "T36.0X5A", "T36.0X1A"),
        ("poisoning (T36-T65 with fifth or sixth character 1-4)", "T36.91XA T43.652A", "T43.655A"),
        ("mononucleosis (B27.- with fifth character 2)", "B27.02 B27.92", "B27.01"),
        ("drug psychosis (F11-F19 with fifth to sixth characters 51)", "F14.151", "F14.150"),
        ("amnestic syndrome (F10-F19 with 5th character .6)", "F10.26", "F10.27"),
        ("atherosclerosis of the extremities (I70.2--I70.7-)", "I70.234 I70.701", "I70.0 I70.8"),
        ("code from category E11 to further identify", "E11.9", "E10.9"),
        ("pelvic and localized pain (R10.1-R10.4-)", "R10.31", "R10.84"),
    ],
)
def test_forms_of_a_reference(text, inside, outside):
    target = references.parse(text)
    assert [code for code in inside.split() if entries.find(code) not in target] == []
    assert [code for code in outside.split() if entries.find(code) in target] == []


@pytest.mark.parametrize(
    "text",
    [
        "current injury - see injury of joint by body region",
        "vitamin B12 deficiency",
        "code to identify any functional activity",
        "",
    ],
)
def test_notes_that_name_no_code(text):
    assert references.parse(text) is None


def test_nearly_every_excludes1_note_is_read():
    texts = [row[0] for row in store.query("SELECT text FROM note WHERE kind = 'excludes1'")]
    read = sum(references.parse(text) is not None for text in texts)
    assert read / len(texts) > 0.97
    with_codes = [text for text in texts if "(" in text and any(c.isdigit() for c in text)]
    unread = [text for text in with_codes if references.parse(text) is None]
    assert len(unread) < 5, unread
