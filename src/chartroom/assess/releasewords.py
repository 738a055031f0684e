"""What the form of the release desk offers: decisions, grounds, sentences of a reply."""

from __future__ import annotations

UNCLEAR = "unclear"
DECISIONS = {
    "release": "release",
    "return": "return it for what is missing",
    "refuse": "refuse",
    "escalate": "give it to the privacy officer",
}
#: Grounds as the disclosure log names them (``privacy.disclosures``).
GROUNDS = {
    "individual": "the patient's own request",
    "authorization": "the patient's authorization",
    "treatment": "treatment",
    "payment": "payment",
    "operations": "health care operations",
    "required by law": "a law requires it",
    "public health": "public health",
    "abuse report": "a report of abuse or neglect",
    "oversight": "health oversight",
    "court order": "an order of a court",
    "subpoena": "a subpoena with assurance",
    "law enforcement": "law enforcement",
    "coroner": "a coroner or medical examiner",
    "research waiver": "research with a waiver",
    "workers' compensation": "workers' compensation",
    "involved in care": "a person involved in the care",
    "directory": "the facility directory",
}
REPLIES = {
    "enclosed": "Enclosed is what you asked for.",
    "part": "Some of it is not enclosed; the reason is given.",
    "need": "We cannot act yet. Please send what is named below.",
    "cannot": "We cannot give this out without the patient's authorization.",
    "neither": "We can neither confirm nor deny that this person is or was a patient here.",
    "officer": "Our privacy officer has your request and will answer it.",
    "by": "You will have our answer by the day named below.",
    "complain": "You may complain to us, or to the Office for Civil Rights of HHS.",
    "review": "You may have this decision reviewed by another licensed professional.",
    "notice": "The notice of 42 CFR 2.32 goes along.",
    "was-here": "This person was our patient, but we cannot send anything.",
    "well": "Between us: the record shows nothing to worry about.",
    "why": "Please tell us why you want your own record.",
    "visit": "We take requests in person only.",
    "bills": "Please pay your open bills first.",
}
#: Sentences that are never right, and why.
NEVER = {
    "was-here": "That somebody was a patient is itself protected information.",
    "well": "That discloses what the record says.",
    "why": "A patient need not give a reason (HHS, guidance on access, 2016).",
    "visit": "That puts up a barrier to access (HHS, guidance on access, 2016).",
    "bills": "A copy may not wait for a bill to be paid (HHS, guidance on access, 2016).",
}
