"""A case and questions made for these tests, and the real code set."""

from __future__ import annotations

import textwrap

import pytest

from chartroom import assess, cases

INPATIENT = """\
---
case: heart-and-kidney
title: Swollen legs
kind: note
setting: inpatient
encounter: Inpatient stay
date: 2026-05-14
code_set: ICD-10-CM FY2026 (April 1, 2026)
patient: {age: 71, sex: F}
difficulty: 2
topics: [I.C.9.a.3]
tests: sequence and POA
key:
  - code: I13.0
    role: principal
    poa: Y
    what: the combined disease of heart and kidney
    evidence: ["summary: hypertensive heart and kidney disease"]
    guideline: I.C.9.a.3
    why: The classification presumes the link. I50.33 and N18.31 follow it.
  - code: I50.33
    role: secondary
    poa: Y
    after: [I13.0]
    what: the kind of heart failure
    evidence: ["summary: acute on chronic diastolic heart failure"]
    guideline: I.C.9.a.1
    why: A code from I50 says which failure.
  - code: N18.31
    role: secondary
    poa: Y
    after: [I13.0]
    what: the stage of the kidney disease
    evidence: ["summary: CKD 3a"]
    guideline: I.C.9.a.2
    why: The stage has its own code.
  - code: R33.8
    role: secondary
    poa: N
    what: the trouble that began on the ward
    evidence: ["summary: urinary retention on day 3"]
    guideline: III
    why: It was treated.
    accept:
      - {code: R33.9, why: Either is supported.}
  - code: Z79.899
    role: secondary
    poa: exempt
    optional: true
    what: the long-term drug
    evidence: ["summary: spironolactone"]
    guideline: I.C.21.c.3
    why: It may be coded.
alternatives:
  - why: The attending lists the failure alone.
    codes: [I50.33, N18.31]
    poa: [Y, Y]
wrong:
  - {code: I10, says: "Use I13.0 for this. With heart failure it is never I10.", guideline: I.C.9.a}
  - {code: R60.0, says: "Swelling belongs to the failure.", guideline: I.B.5}
---
# summary | Discharge summary | Mara Quist, MD | 2026-05-14 | signed
Final: hypertensive heart and kidney disease, acute on chronic diastolic heart failure, CKD 3a.
Course: urinary retention on day 3. Home: spironolactone.
"""

QUERY = """\
---
case: low-sodium
title: Confused on arrival
kind: note
setting: outpatient
encounter: Clinic visit
date: 2026-05-14
code_set: ICD-10-CM FY2026 (April 1, 2026)
patient: {age: 66, sex: M}
difficulty: 2
topics: [III.B]
tests: a lab value is no diagnosis
key:
  - code: R41.0
    role: principal
    what: the symptom
    evidence: ["note: disorientation"]
    guideline: IV.D
    why: No cause is documented.
query:
  instead_of: [E87.1]
  about: what the sodium of 124 means
  evidence: ["note: Na 124"]
  guideline: III.B
  why: A value is no diagnosis.
wrong:
  - {code: R41.82, says: "Altered mental status is less exact.", guideline: I.B.2}
---
# note | Clinic note | Mara Quist, MD | 2026-05-14 | signed
disorientation. Na 124. Fluids restricted.
"""

QUESTIONS = """\
questions:
  - id: pick
    kind: choice
    prompt: Which note forbids?
    points: 2
    options: {a: Excludes1, b: Excludes2, no: Neither}
    key:
      answer: a
      why: Excludes1 means never together.
      guideline: I.A.12.a
      wrong: {b: Excludes2 allows both.}
      hints: [Think of 1 and 2.]
  - id: several
    kind: multiple
    prompt: Which are complete?
    points: 3
    options: {a: I10, b: E11, c: R05.9, d: B02, e: K35.80}
    key: {answer: [a, c, e], why: Nothing is below them., guideline: I.B.2, wrong: {b: A category.}}
  - id: pairs
    kind: match
    prompt: Pair them.
    points: 2
    left: {a: active, b: healing, c: left behind}
    right: {S: sequela, A: initial, D: subsequent}
    key: {answer: {a: A, b: D, c: S}, why: The care decides., wrong: {b=A: Not any more.}}
  - id: steps
    kind: order
    prompt: Put them in order.
    points: 2
    items: {a: third, b: first, c: fourth, d: second, e: fifth}
    key: {answer: [b, d, a, c, e], why: Index first.}
  - id: word
    kind: short
    prompt: Which main term?
    points: 1
    key: {answer: conjunctivitis, accept: [eye infection], why: The noun., wrong: {eye: A place.}}
  - id: days
    kind: short
    prompt: How long did they stay?
    points: 1
    key:
      answer: 4.5
      numeric: {tolerance: 0.05, unit: [days, d]}
      why: Sum over count.
      wrong: {5.5: You counted the day of discharge.}
  - id: one
    kind: code
    prompt: Code the wrist.
    points: 2
    key:
      answer: S52.531A
      why: Colles' fracture, right, S52.531A.
      guideline: I.C.19.c
      wrong: {S52.531D: "Still active care, so S52.531A.", S52.5A: Count the places.}
  - id: sheet
    kind: worksheet
    prompt: Code the stay.
    points: 6
    case: heart-and-kidney
  - id: ask
    kind: worksheet
    prompt: Code the visit.
    points: 4
    case: low-sodium
  - id: paper
    kind: fields
    prompt: Enter the registration form.
    points: 11
    today: 2026-06-03
    look: handwritten
    source: |
      **Registration**
      Name: *Josephine MacLeod-Ruiz, Jr.* Born: *3/4/1962*, today: *6/3/26*
      Phone: *(555) 013-2476* Number: *TH-0048213* Weight: *62.5 kg* [x] female
      Allergies: *Penicillin (rash); latex*
    fields:
      - {id: last, label: Last name, required: true, rule: {max_length: 30}}
      - {id: first, label: First name, required: true}
      - {id: suffix, label: Suffix}
      - id: born
        label: Date of birth
        type: date
        required: true
        help: MM/DD/YYYY
        rule:
          - {not_future: true, message: A birth cannot be in the future.}
          - {low: 1900-01-01}
      - {id: visit, label: Date of visit, type: date, rule: {not_before: born}}
      - {id: phone, label: Phone, type: phone}
      - id: mrn
        label: Record number
        type: code
        rule: {pattern: "TH-?[0-9A-Z]{7}", message: "TH, a hyphen and seven digits."}
      - {id: kg, label: Weight, type: number, unit: kg, rule: {low: 0.3, high: 300}}
      - {id: sex, label: Sex, type: choice, options: {f: Female, m: Male, u: Unknown}}
      - {id: email, label: Email}
      - {id: allergies, label: Allergies, type: area}
    key:
      answer:
        last: MacLeod-Ruiz
        first: Josephine
        suffix: Jr.
        born: 3/4/1962
        visit: 06/03/2026
        phone: (555) 013-2476
        mrn: TH-0048213
        kg: 62.5
        sex: f
        allergies: Penicillin (rash); latex
      blank: [email]
      accept: {first: [Josefine]}
      why: {email: That line of the paper is empty., born: The year is written out.}
      wrong:
        sex: {u: The box is ticked. It says Female.}
        email: {none: Write nothing where nothing is known.}
      guideline: {born: 45 CFR 164.514}
      hints: [Begin at the top.]
  - id: pile
    kind: queue
    prompt: Decide about each pair.
    points: 5
    options: {merge: Merge the two, keep: Two different people, refer: Refer to the lead}
    reasons: {typo: A typing slip, twin: Twins, doubt: Not enough to tell}
    items:
      p1:
        title: Pair 1
        columns: [Record A, Record B]
        compare:
          Name: [Ann Bly, Anne Bly]
          Born: [1980-02-01, 1980-02-01]
          Phone: ["", 5550132476]
      p2: {title: Pair 2, text: "Two boys, *born the same day*."}
      p3: {title: Pair 3, text: Little is known.}
    key:
      answer: {p1: merge, p2: keep, p3: refer}
      reason: {p1: typo, p2: [twin], p3: [doubt, typo]}
      accept: {p3: [keep]}
      why: {p1: One letter differs., p2: They are twins.}
      wrong:
        p2:
          merge: Two lives would be in one chart. They are Two different people.
          doubt: Look again.
      harm: {p2: [merge], p3: merge}
      weight: {p2: 2}
      guideline: Course policy
      hints: [Compare the dates.]
"""


@pytest.fixture(scope="session")
def folder(tmp_path_factory):
    """A folder with a question file and its cases."""
    place = tmp_path_factory.mktemp("questions")
    (place / "cases").mkdir()
    (place / "cases" / "heart-and-kidney.md").write_text(INPATIENT, encoding="utf-8")
    (place / "cases" / "low-sodium.md").write_text(QUERY, encoding="utf-8")
    (place / "questions.yaml").write_text(QUESTIONS, encoding="utf-8")
    return place


@pytest.fixture(scope="session")
def questions(folder):
    return assess.load(folder / "questions.yaml")


@pytest.fixture
def sheet_case(folder):
    return cases.load(folder / "cases" / "heart-and-kidney.md")


@pytest.fixture
def write(tmp_path):
    """Write a question file with one question and return its path."""

    def make(text: str):
        path = tmp_path / "questions.yaml"
        path.write_text("questions:\n" + textwrap.indent(textwrap.dedent(text), "  "), "utf-8")
        return path

    return make


@pytest.fixture(scope="session")
def rows():
    """Make a worksheet answer from codes, or pairs of code and POA."""

    def make(*pairs, query=False):
        listed = [pair if isinstance(pair, tuple) else (pair, "") for pair in pairs]
        return {
            "rows": [{"code": code, "poa": poa} for code, poa in listed],
            "query": query,
            "query_text": "What does the value mean?" if query else "",
        }

    return make
