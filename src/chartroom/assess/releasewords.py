"""What the release desk offers and says: decisions, grounds, sentences of a reply, feedback."""

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
BREACH = "This would be a disclosure without a ground: a breach. Look again at what is not shown."
PERSON = {
    True: "What is written fits this record, and no other.",
    False: "What is written does not lead to one record. Ask; never pick the likeliest.",
}
IDENTITY = {
    True: "The papers or the desk note show who asks. By what right is another question.",
    False: "Nothing here shows it (45 CFR 164.514(h)).",
}
#: What to say to who decided otherwise, by the right decision.
OTHERWISE = {
    "release": {
        "return": "Go through the paper once more: each thing that you would ask for is there.",
        "refuse": "Who asks has a right or a ground here. Look for it.",
        "escalate": "The desk can decide this itself; the rule is plain.",
    },
    "return": {
        "refuse": "It can still become valid. Say what is wanting, and the sender can act on it.",
        "escalate": "The desk can see what is wanting. Ask for that first.",
    },
    "refuse": {
        "return": "No paper that was announced would change this.",
        "escalate": "The desk can decide this itself; the rule is plain.",
    },
    "escalate": {
        "return": "This is more than a line that is wanting.",
        "refuse": "It is not for the desk to say no here.",
    },
}
#: The sentence that a reply must have, by decision; of several one is enough.
SENTENCE = {
    "release": ("enclosed",),
    "return": ("need",),
    "refuse": ("cannot", "neither"),
    "escalate": ("officer",),
}
