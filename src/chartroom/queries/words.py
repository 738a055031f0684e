"""Words that a query must not use, or may use only if the chart does. Own lists, for teaching."""

from __future__ import annotations

import re

#: Diagnoses that are asked about most. A title or question that names one which the chart does not
#: hold puts it into the provider's mouth. Several ways to say one stand together.
DIAGNOSES = (
    ("sepsis", "septic", "septicemia"),
    ("septic shock",),
    ("pneumonia",),
    ("aspiration pneumonia",),
    ("respiratory failure",),
    ("malnutrition", "malnourished"),
    ("cachexia",),
    ("encephalopathy",),
    ("delirium",),
    ("acute kidney injury", "aki", "acute renal failure", "kidney failure", "renal failure"),
    ("acute tubular necrosis", "atn"),
    ("chronic kidney disease", "ckd"),
    ("heart failure", "chf"),
    ("myocardial infarction", "nstemi", "stemi", "heart attack"),
    ("hyponatremia",),
    ("hypernatremia",),
    ("hypokalemia",),
    ("hyperkalemia",),
    ("acidosis",),
    ("dehydration",),
    ("anemia",),
    ("blood loss anemia",),
    ("coagulopathy",),
    ("thrombocytopenia",),
    ("pancytopenia",),
    ("pressure ulcer", "pressure injury", "decubitus"),
    ("cellulitis",),
    ("urinary tract infection", "uti"),
    ("obesity", "obese"),
    ("diabetes", "diabetic"),
    ("hypertension",),
    ("hypotension",),
    ("shock",),
    ("atrial fibrillation",),
    ("pulmonary embolism",),
    ("deep vein thrombosis", "dvt"),
    ("stroke",),
    ("ileus",),
    ("pancreatitis",),
    ("siadh",),
    ("rhabdomyolysis",),
    ("pleural effusion",),
    ("pulmonary edema",),
    ("withdrawal",),
    ("dementia",),
    ("depression",),
)

#: Ways to push. The text is what to say about it.
LEADING = {
    r"please (?:document|add|write|confirm|state|include)\b(?! (?:your|the (?:clinical|diagnos)"
    r"|any|whether|if))": "It tells the provider what to write.",
    r"(?:can|could|would|will) you (?:please )?(?:add|document|confirm|agree|include)\b"
    r"(?! (?:your|the (?:clinical|diagnos)|any|whether|if))": "It asks for an addition "
    "that you chose.",
    r"(?:do|would|don't|do not|wouldn't) you (?:not )?(?:agree|think)": "It asks for agreement.",
    r"\b(?:isn't|is not|doesn't|aren't|wasn't) (?:it|this|that|he|she|the patient)\b": "It expects "
    "one answer.",
    r"\b(?:should|must|needs? to|has to|have to) be (?:documented|coded|added|listed|called)": "It "
    "says what the answer must be.",
    r"\b(?:meets?|met|fits?) (?:the )?(?:\w+ ){0,3}criteria": "It gives the diagnosis before "
    "the question.",
    r"\b(?:clearly|obviously|consistent with|indicative of|suggests?|appears? to have|seems to have"
    r"|i (?:think|believe))\b": "It interprets. Let the indicators speak.",
    r"\b(?:we|i) need\b": "What you need is no reason for a diagnosis.",
    r"\bconsider (?:adding|documenting)": "It tells the provider what to write.",
}

#: Money and quality: capitals count where a short word would mean something else otherwise.
IMPACT = re.compile(
    r"\b(?i:reimburse\w*|payments?|paid|pays?|payer|insurance|revenue|money|dollars?|cost"
    r"|ms-?drgs?|drgs?|mcc|case[- ]mix|cmi|relative weight|severity of illness|risk of mortality"
    r"|risk adjustment|raf|hccs?|denials?|quality (?:score|measure|metric|rating)s?"
    r"|star ratings?|mortality (?:rate|index|score)|psi|penalt\w+)\b"
    r"|\bCCs?\b(?!\s*[:/])|\bSOI\b|\bROM\b(?=.*severity)"
)

OTHER = re.compile(r"\bother\b", re.IGNORECASE)
UNDETERMINED = re.compile(
    r"\b(?:unable|cannot|can not|not able|impossible|clinically undetermined|undetermined"
    r"|indeterminate|unknown|not (?:be )?determined?|uncertain at this time)\b",
    re.IGNORECASE,
)
NOTHING = re.compile(
    r"^(?:no (?:other|further|additional|diagnos)|none\b|not clinically significant"
    r"|no clinical significance|no diagnosis)",
    re.IGNORECASE,
)
YES, NO = re.compile(r"^yes\b", re.IGNORECASE), re.compile(r"^no\b", re.IGNORECASE)


def named(text: str) -> list[tuple[str, ...]]:
    """Return the diagnoses that a text names, each with all the ways to say it."""
    return [ways for ways in DIAGNOSES if any(_says(text, way) for way in ways)]


def says_any(text: str, ways: tuple[str, ...]) -> bool:
    """Say whether a text names a diagnosis in one of these ways."""
    return any(_says(text, way) for way in ways)


def _says(text: str, way: str) -> bool:
    return re.search(rf"\b{re.escape(way)}\b", text, re.IGNORECASE) is not None
