"""A small course with every kind of exercise, for tests; nothing of it is shown to students."""

from __future__ import annotations

from pathlib import Path

import nbformat

from chartroom import assess

NOTE = """---
case: sample-ankle
title: A turned ankle
kind: note
setting: outpatient
encounter: Clinic visit
date: 2026-05-14
code_set: ICD-10-CM FY2026 (April 1, 2026)
patient: {age: 34, sex: F}
difficulty: 1
topics: [I.B.2]
tests: A side and a seventh character.
key:
  - code: S93.401A
    role: principal
    what: the sprain of the right ankle
    evidence: ["note: Sprain of the right ankle"]
    guideline: I.B.2
    why: The record names the side, and this is the first visit with active treatment.
wrong:
  - {code: M25.571, says: "Pain is a symptom of the sprain.", guideline: I.B.5}
---
# note | Clinic note | Bea Strand, NP | 2026-05-14 09:10 | signed

Turned her foot on the stairs this morning. Pain and swelling on the outer side.

**Assessment:** Sprain of the right ankle, first visit. Ice, rest, brace.
"""

STAY = """---
case: sample-stay
title: Cough and fever
kind: chart
setting: inpatient
encounter: Inpatient stay
date: 2026-06-03
code_set: ICD-10-CM FY2026 (April 1, 2026)
patient: {age: 71, sex: M}
difficulty: 2
topics: [II]
tests: A principal diagnosis and a condition that began after admission.
key:
  - code: J18.9
    role: principal
    poa: Y
    what: the lung infection
    evidence: ["discharge: Pneumonia, organism not identified"]
    guideline: II
    why: It is the condition that occasioned the admission.
  - code: N39.0
    role: secondary
    poa: N
    what: the infection that began on the ward
    evidence: ["progress: burning since yesterday", "discharge: Urinary tract infection"]
    guideline: III
    why: It was found and treated on the third day.
  - code: I10
    role: secondary
    poa: Y
    what: the blood pressure
    evidence: ["discharge: Hypertension"]
    guideline: III
    why: It was treated every day.
wrong:
  - {code: R50.9, says: "Fever is a symptom of the pneumonia.", guideline: I.B.5}
---
# progress | Progress note, day 3 | Ola Finch, MD | 2026-05-30 08:00 | unsigned

Breathing better. New: burning since yesterday, frequency. Urine sent.

| Test | Result |
|---|---|
| Leukocyte esterase | positive |
| Nitrite | positive |

# discharge | Discharge summary | Ola Finch, MD | 2026-06-03 11:00 | signed

## Diagnoses

1. Pneumonia, organism not identified
2. Urinary tract infection, day 3
3. Hypertension, on lisinopril
"""

OPERATION = """---
case: sample-belly
title: Since last night
kind: note
setting: inpatient
encounter: Inpatient stay
date: 2026-06-03
code_set: ICD-10-CM FY2026 (April 1, 2026)
patient: {age: 24, sex: M}
difficulty: 2
topics: [II]
tests: A stay with procedures.
drg: "399"
procedures:
  - code: 0DTJ4ZZ
    what: the operation on the appendix
    evidence: ["op: Laparoscopic appendectomy"]
    guideline: B3.8
    why: All of it was taken out, through a scope.
  - code: 30233N1
    what: the blood that was given
    evidence: ["op: 1 unit of red cells by the arm"]
    guideline: A11
    why: Red cells of somebody else, into a peripheral vein.
key:
  - code: K35.80
    role: principal
    poa: Y
    what: the inflammation
    evidence: ["op: acute appendicitis"]
    guideline: II
    why: It occasioned the stay.
---
# op | Operative note | Ola Finch, MD | 2026-06-02 11:00 | signed

Laparoscopic appendectomy for acute appendicitis. 1 unit of red cells by the arm.
"""

SCOPE = """---
case: sample-scope
title: At forty-six
kind: note
setting: outpatient
encounter: Endoscopy
date: 2026-06-03
code_set: ICD-10-CM FY2026 (April 1, 2026)
patient: {age: 46, sex: F}
difficulty: 2
topics: [IV.G]
tests: A visit with a procedure, a modifier and units.
procedures:
  - code: "45385"
    modifiers: [PT]
    what: the removal of the polyp
    evidence: ["scope: cold snare"]
    guideline: "CPT: one code for each technique"
    why: A snare was used; the examination began as a screening.
  - code: J1885
    units: 2
    what: the drug against pain
    evidence: ["scope: ketorolac 30 mg"]
    guideline: "HCPCS: units by the amount of the description"
    why: 30 mg are twice 15 mg.
key:
  - code: K63.5
    role: principal
    what: what was found
    evidence: ["scope: polyp of the sigmoid colon"]
    guideline: IV.G
    why: It was found.
---
# scope | Endoscopy report | Bea Strand, MD | 2026-06-03 09:10 | signed

Screening colonoscopy: polyp of the sigmoid colon, cold snare. Cramps after it, ketorolac 30 mg.
"""

QUESTIONS = """questions:
  - id: pick
    kind: choice
    prompt: |
      Where does a coder look **first**?
    options: {a: The Tabular List, b: The Alphabetic Index, c: The claim form}
    objectives: ["00.1"]
    key:
      answer: b
      why: The Index leads to the Tabular List.
      guideline: I.B.1
      wrong: {a: The Tabular List comes second., c: The claim comes last.}
      hints: [It is arranged from A to Z.]
  - id: several
    kind: multiple
    prompt: Which of these are complete codes?
    options: {a: I10, b: E11, c: J20.9, d: S52.501}
    objectives: ["00.1"]
    key:
      answer: [a, c]
      why: Nothing stands below them.
      wrong: {b: E11 is a heading.}
      hints: [A complete code has nothing below it.]
  - id: pairs
    kind: match
    prompt: Who does what?
    left: {dr: A physician, cd: A coder, nu: A nurse}
    right: {"1": gives medicines, "2": assigns codes, "3": makes the diagnosis}
    objectives: ["00.1"]
    key:
      answer: {dr: "3", cd: "2", nu: "1"}
      why: The diagnosis is the provider's.
      hints: [The coder never makes a diagnosis.]
  - id: steps
    kind: order
    prompt: Put the life of a record in order.
    items: {c: It is coded, a: The patient registers, b: The physician writes, d: The claim leaves}
    objectives: ["00.1"]
    key:
      answer: [a, b, c, d]
      why: Nothing can be coded before it is written.
      hints: [Begin at the front desk.]
  - id: word
    kind: short
    prompt: Which **one word** is looked up for *acute bronchitis*?
    label: Main term
    objectives: ["00.1"]
    key:
      answer: bronchitis
      why: The main term is the condition.
      wrong: {acute: That says how it behaves.}
      hints: [Ask what is wrong.]
  - id: one-code
    kind: code
    prompt: Find the code for essential hypertension.
    label: Diagnosis code
    objectives: ["00.1"]
    key:
      answer: I10
      why: I10 has only three characters.
      wrong: {I15.9: That is secondary hypertension.}
      hints: [It is short.]
  - id: clinic-sheet
    kind: worksheet
    case: sample-ankle
    prompt: Code this visit.
    objectives: ["00.1"]
  - id: stay-sheet
    kind: worksheet
    case: sample-stay
    prompt: Code this stay. Each code needs its **present on admission** indicator.
    objectives: ["00.1"]
  - id: register
    kind: fields
    prompt: Enter the form that the front desk filled in **by hand**.
    objectives: ["00.1"]
    today: 2026-06-03
    look: handwritten
    source: |
      # Tern Harbor Medical Center
      ### New patient registration

      | | |
      |---|---|
      | Last name, suffix | *Marrow-Voss, Jr.* |
      | First name | *Elias* |
      | Date of birth | *4 / 9 / ~~1952~~ 1953* |
      | Phone | *(555) 013-2476* |
      | E-mail | |
      | Sex | [ ] F  [*x*] M |
      | Weight | *81.5 kg* |
      | Allergies | *Penicillin (rash)* |
    fields:
      - {id: last, label: Last name, required: true, rule: {max_length: 30}}
      - {id: first, label: First name, required: true}
      - {id: suffix, label: Suffix}
      - id: born
        label: Date of birth
        type: date
        required: true
        help: MM/DD/YYYY
        rule: {not_future: true, message: The date of birth cannot be in the future.}
      - {id: phone, label: Phone, type: phone}
      - {id: mail, label: E-mail}
      - {id: sex, label: Sex, type: choice, options: {f: Female, m: Male, u: Unknown}}
      - {id: kg, label: Weight, type: number, unit: kg, rule: {low: 0.3, high: 300}}
      - {id: allergies, label: Allergies, type: area}
    key:
      answer:
        last: Marrow-Voss
        first: Elias
        suffix: Jr.
        born: 4/9/1953
        phone: (555) 013-2476
        sex: m
        kg: 81.5
        allergies: Penicillin (rash)
      blank: [mail]
      why: {born: The struck year is not the one that counts.}
      wrong: {born: {4/9/1952: That year was crossed out.}}
      hints: [Go through the paper from top to bottom.]
  - id: duplicates
    kind: queue
    prompt: Decide about each pair of records in the **possible duplicates** queue.
    label: Are these the same person?
    objectives: ["00.1"]
    options:
      merge: Merge the two records
      keep: Not the same person
      refer: Refer to the MPI lead
    reasons: {typo: A typing slip, twin: Twins, doubt: Not enough to tell}
    items:
      one:
        title: "Pair 1: Okafor and Okafer"
        columns: [Record 300118, Record 300942]
        compare:
          Name: [Ngozi Okafor, Ngozi Okafer]
          Born: [11/02/1987, 11/02/1987]
          Address: [14 Pier Street, 14 Pier Street]
          Phone: [(555) 013-8841, ""]
      two:
        title: "Pair 2: Two boys named Lind"
        text: |
          *Note of the registrar:* both were born here on the same day.
        columns: [Record 300551, Record 300552]
        compare:
          Name: [Anders Lind, Andrew Lind]
          Born: [05/30/2019 04:10, 05/30/2019 04:22]
          Mother: [Karin Lind, Karin Lind]
      three:
        title: "Pair 3: J. Moss"
        text: "A fax holds the name *J. Moss* and nothing else."
    key:
      answer: {one: merge, two: keep, three: refer}
      reason: {one: typo, two: twin, three: doubt}
      why: {one: One letter differs and all else agrees., two: Twelve minutes lie between them.}
      wrong: {two: {merge: Two children would share one chart.}}
      harm: {two: [merge], three: [merge]}
      weight: {two: 2}
      hints: [Look at the minute of birth.]
  - id: filing
    kind: shelf
    prompt: Put these folders in **terminal-digit order**.
    objectives: ["00.1"]
    filing: terminal
    items: {a: 10-20-30 Okafor, b: 12-05-22 Lind, c: 55-11-30 Moss, d: 07-90-04 Bly}
    key:
      answer: [d, b, c, a]
      why: The last two digits come first.
      hints: [Look at the last two digits.]
  - id: misfiled
    kind: shelf
    task: misfile
    prompt: One folder on this shelf is **misfiled**. Which one, and where does it belong?
    objectives: ["00.1"]
    filing: terminal
    items: {d: 07-90-04, a: 10-20-30, b: 12-05-22, c: 55-11-30, e: 91-40-30}
    key:
      answer: {folder: a, after: c}
      why: Its middle digits, 20, come between 11 and 40.
      wrong: {b: Its last digits are 22., e: Not after e.}
      hints: [Read only the last two digits first.]
  - id: organs
    kind: diagram
    prompt: Label the organs.
    objectives: ["00.1"]
    picture: sample-trunk.svg
    describe: A trunk from the front with three organs.
    markers:
      1: {at: [40, 60], to: [90, 80], text: a pair of spongy organs that fill most of the chest}
      2: {at: [160, 150], to: [115, 150], text: a curved pouch below the diaphragm on the left}
      3: {at: [100, 230], text: a round hollow organ low in the pelvis}
    labels: {s: Stomach, b: Urinary bladder, l: Lungs, k: Kidneys}
    key:
      answer: {1: l, 2: s, 3: b}
      why: Each has its place.
      wrong: {2=k: The kidneys lie at the back.}
      hints: [Two of them are hollow.]
  - id: done-stay
    kind: worksheet
    case: sample-belly
    procedures: yes
    prompt: Code this stay and what was done.
    objectives: ["00.1"]
  - id: done-visit
    kind: worksheet
    case: sample-scope
    procedures: yes
    prompt: Code this visit and what was done.
    objectives: ["00.1"]
  - id: appendix
    kind: procedure
    prompt: |
      *Operative note:* through a scope, the appendix was taken out **completely**.
    objectives: ["00.1"]
    key:
      answer: 0DTJ4ZZ
      why: All of the appendix was taken out.
      wrong: {5=0: The note says that it was done through a scope.}
      hints: [Was all of it taken out?]
"""

TRUNK = """<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 200 260">
<rect width="200" height="260" fill="#fff"/>
<path d="M60 20h80l20 220H40z" fill="#f3ded0" stroke="#8b6f5c"/>
<ellipse cx="82" cy="85" rx="16" ry="38" fill="#d79a94"/>
<ellipse cx="120" cy="85" rx="16" ry="38" fill="#d79a94"/>
<ellipse cx="112" cy="150" rx="16" ry="12" fill="#c98a5b"/>
<circle cx="100" cy="215" r="14" fill="#e3c25e"/>
</svg>
"""

KINDS = (
    "pick", "several", "pairs", "steps", "word", "one-code", "clinic-sheet", "stay-sheet",
    "register", "duplicates", "filing", "misfiled", "organs", "appendix",
)  # fmt: skip
OPEN = 'from chartroom import open_lesson\nlesson = open_lesson("sample")'
OPEN_GRADED = 'from chartroom import open_assignment\nwork = open_assignment("sample-work")'


def write(home: Path) -> None:
    """Write the course to ``home``.

    ``course/kinds.ipynb`` has one cell for each kind, a chart and the code finder;
    ``course/pick.ipynb`` one question, shown twice, and a cell that keeps the kernel busy for as
    long as a file ``busy`` is there; ``graded/work.ipynb`` the same questions as graded work.
    """
    course = home / "course"
    source = home / "manuscript"
    for folder in (home / "datasets" / "questions", course, home / "graded", source):
        folder.mkdir(parents=True)
    for cases in (home / "datasets" / "cases", source / "cases"):
        cases.mkdir()
        (cases / "sample-ankle.md").write_text(NOTE)
        (cases / "sample-stay.md").write_text(STAY)
        (cases / "sample-belly.md").write_text(OPERATION)
        (cases / "sample-scope.md").write_text(SCOPE)
    for questions in (home / "datasets" / "questions" / "sample.yaml", source / "questions.yaml"):
        questions.write_text(QUESTIONS)
        (questions.parent / "figures").mkdir()
        (questions.parent / "figures" / "sample-trunk.svg").write_text(TRUNK)
    asks = [f'lesson.ask("{kind}")' for kind in KINDS]
    notebook(
        course / "kinds.ipynb", [OPEN, *asks, 'lesson.chart("sample-stay")', "lesson.finder()"]
    )
    asks = [f'lesson.ask("{name}")' for name in ("done-stay", "done-visit")]
    notebook(course / "procedures.ipynb", [OPEN, *asks, "lesson.audit()"])
    busy = "import pathlib, time\nwhile pathlib.Path('busy').exists():\n    time.sleep(0.05)"
    notebook(course / "pick.ipynb", [OPEN, 'lesson.ask("pick")', busy, 'lesson.ask("pick")'])
    assess.write_public(assess.load(source / "questions.yaml").values(), home / "graded")
    asks = [f'work.ask("{kind}")' for kind in KINDS]
    notebook(home / "graded" / "work.ipynb", [OPEN_GRADED, *asks])


def notebook(path: Path, cells: list[str]) -> None:
    """Write a notebook with these code cells."""
    made = nbformat.v4.new_notebook(
        cells=[nbformat.v4.new_code_cell(source, id=f"c{at}") for at, source in enumerate(cells)],
        metadata={"kernelspec": {"name": "python3", "display_name": "Python 3"}},
    )
    nbformat.write(made, path)
