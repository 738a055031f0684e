"""Tables of the rules that the notes alone do not decide, each with its source.

Guideline sections are those of the ICD-10-CM Official Guidelines for Coding and Reporting FY2026.
A prefix stands for every code that begins with it.
"""

from __future__ import annotations

import re

from chartroom.codes import form
from chartroom.codes.entries import Entry

# ------------------------------------------------- manifestations (I.A.13)

_MANIFESTATION = re.compile(r"(?<!not )(?<!cause of diseases )\bclassified elsewhere\b")


def is_manifestation(entry: Entry) -> bool:
    """Say whether the title marks a manifestation: "... in diseases classified elsewhere".

    B95-B97 ("... as the cause of diseases classified elsewhere") name germs, not manifestations.
    """
    title = entry.title.lower()
    return bool(_MANIFESTATION.search(title)) and not entry.starts("B95", "B96", "B97", "Z", "Y")


#: Poisoning by, adverse effect of and underdosing of drugs.
DRUG_CODES = ("T36", "T37", "T38", "T39", "T4", "T50")
# ------------------------------------------------------ code first (I.A.13)

#: Code-first notes that name codes without condition although the code also occurs without them.
SOMETIMES_ALONE = ("K52.1", "J69.8", "J70.8", "J70.9", "Z3A", "M1A.1", "M10.1", "H10.21")
#: Codes whose title tells that there is a cause to be listed first.
NEVER_WITHOUT_CAUSE = form.codes(
    "B90 B91 B92 B94 D84.81 D89.81 E08 E64 E68 F02 F04 F05 F06.7 G09 G65 G91.4 G92.0 I26.01 "
    "I26.90 I46.2 I46.8 I76 I85.1 J84.17 K76.81 O94 R18.0 R40.2A S06.A T81.12"
)
#: Code-first notes replaced by a rule in sequence.py.
CODE_FIRST_ELSEWHERE = ("R65.1", "R65.2", "Z16", "Z79", *DRUG_CODES)

# ------------------------------------------------------- use additional code

# Instructions whose condition is met by the code itself, with the guideline that says so.
_CERTAIN: dict[str, str] = {}
for _owners, _guideline in (
    ("E08.22 E09.22 E10.22 E11.22 E13.22", "I.C.4.a"),
    ("E08.621 E09.621 E10.621 E11.621 E13.621", "I.C.4.a"),
    ("E08.622 E09.622 E10.622 E11.622 E13.622", "I.C.4.a"),
    ("I11.0", "I.C.9.a.1"),
    ("I12.0 I12.9", "I.C.9.a.2"),
    ("I13.0 I13.10 I13.11 I13.2", "I.C.9.a.3"),
    (
        "I09.81 I70.23 I70.24 I70.25 I70.33 I70.34 I70.35 I70.43 I70.44 I70.45 I70.53 I70.54",
        "I.A.13",
    ),
    ("I70.55 I70.63 I70.64 I70.65 I70.73 I70.74 I70.75 I83.0 I83.2", "I.A.13"),
    ("I87.01 I87.03 I87.31 I87.33", "I.A.13"),
    ("O10.1 O10.2 O10.3 O10.4 O11", "I.C.15.d"),
    ("O24.0 O24.1", "I.C.15.g"),
    ("O80 O82", "I.C.15.b.5"),
    ("O98.7", "I.C.15.f"),
    ("O99.21", "I.C.15.a.1"),
    ("O99.31 O99.32 O99.33", "I.C.15.l"),
    ("Z08", "I.C.21.c.8"),
    ("Z47.1 Z47.81", "I.C.21.c.7"),
):
    _CERTAIN |= dict.fromkeys(_owners.split(), _guideline)

#: Codes that satisfy an instruction although the note does not list them, by category of the note.
ALSO_ACCEPTED = {
    "E08": ("N18.9", "L97", "L98.4", "Z79.4", "Z79.84", "Z79.85"),
    "E09": ("N18.9", "L97", "L98.4"),
    "E10": ("N18.9", "L97", "L98.4"),
    "E11": ("N18.9", "L97", "L98.4"),
    "E13": ("N18.9", "L97", "L98.4"),
    "I83": ("L97", "L98.4"),
    "O24": ("E08", "E09", "E10", "E11", "E13"),
    "O82": ("Z37",),
}
#: Notes with a condition ("if known") that are still worth a reminder.
REMIND_ANYWAY = ("E66", "N40.1", "N40.3", "N39.0", "T20-T25")
#: Codes that name a drug's harm without the word "drug" in the title.
DRUG_INDUCED = ("D68.32", "D70.1", "D64.81", "D75.82", "E16.0", "I95.2", "K12.31")
#: Codes of chapter 15 that go with the week of pregnancy: not abortion, not the puerperium.
HAS_WEEKS = form.codes(
    "O09 O10 O11 O12 O13 O14 O15 O16 O2 O3 O4 O60 O61 O62 O63 O64 O65 O66 O67 O68 O69 O70 O71 O74 "
    "O75 O76 O77 O80 O82 O98 O99 O9A"
)


def certain_addition(owner: str) -> str:
    """Return the guideline by which a note's additional code is always needed, or ""."""
    return _CERTAIN.get(owner, "")


# ------------------------------------------- what can not be listed first

# Guideline that says a code is always secondary, whatever the setting.
_NEVER_FIRST = (
    ("B95 B96 B97", "I.C.1.b", "names the germ behind a disease: list the disease first"),
    ("R65.1 R65.2", "I.C.1.d", "tells how a condition affects the body: list its cause first"),
    (
        "R29.7 R40.21 R40.22 R40.23 R40.24 Z68",
        "I.B.14",
        "adds a measurement to a diagnosis: list the diagnosis first",
    ),
    (
        "Z55 Z56 Z57 Z58 Z59 Z60 Z61 Z62 Z63 Z64 Z65",
        "I.B.14",
        "tells the patient's circumstances: list the diagnosis or reason for the visit first",
    ),
    ("Z16 Z17 Z18 Z19", "I.C.21.c.3", "adds a detail to a diagnosis: list the diagnosis first"),
    ("Z37", "I.C.21.c.11", "tells the outcome of a delivery: list the delivery first"),
    ("Z3A", "I.C.21.c.11", "tells the week of pregnancy: list the reason for the visit first"),
    ("Z33.1", "I.C.15.a.1", "tells that the patient is pregnant: list the reason for care first"),
    (
        "Z66 Z67 Z79 Z92.82",
        "I.C.21.c.3",
        "tells a status of the patient: list the reason for the visit first",
    ),
    ("Z91.12 Z91.13 Z91.14 Z91.A2 Z91.A3", "I.C.19.e.5.c", "tells why too little was taken"),
)
#: Z codes of status and history: never an inpatient principal diagnosis (Medicare Code Editor,
#: unacceptable principal diagnosis), and seldom the reason for an outpatient visit.
_HISTORY = form.codes(
    "Z14 Z15 Z22 Z28 Z53 Z72 Z73 Z74 Z75 Z77 Z78 Z80 Z81 Z82 Z83 Z84 Z85 Z86 Z87 Z88 Z89 Z90 "
    "Z91 Z92 Z93 Z94 Z95 Z96 Z97 Z98 Z99"
)
_HISTORY_EXCEPT = ("Z99.12",)
#: Z codes that may only be listed first (I.C.21.c.16).
ONLY_FIRST = form.codes(
    "Z00 Z01 Z02 Z04 Z31.81 Z31.82 Z31.83 Z31.84 Z33.2 Z34 Z38 Z39 Z40 Z42 Z51.0 Z51.1 Z52 "
    "Z76.1 Z76.2 Z99.12"
)
ONLY_FIRST_EXCEPT = ("Z00.6", "Z52.9")


def never_first(entry: Entry) -> tuple[str, str] | None:
    """Return guideline and reason when a code is always secondary, else None."""
    for prefixes, guideline, reason in _NEVER_FIRST:
        if entry.starts(*prefixes.split()):
            return guideline, reason
    return None


def is_history(entry: Entry) -> bool:
    """Say whether a code tells history or status rather than a reason for care."""
    return entry.starts(*_HISTORY) and not entry.starts(*_HISTORY_EXCEPT)


def only_first(entry: Entry) -> bool:
    """Say whether a Z code may only be the first-listed diagnosis."""
    return entry.starts(*ONLY_FIRST) and not entry.starts(*ONLY_FIRST_EXCEPT)
