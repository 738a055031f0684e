"""Patient discharge status: where the patient went."""

from __future__ import annotations

#: Codes of FL 17 that the course knows. Source: the National Uniform Billing Committee's code list
#: as CMS uses it (Medicare Claims Processing Manual, Pub. 100-04, chapter 25), in own words.
DISPOSITIONS = {
    "01": "home, or self care",
    "02": "another hospital for short-term inpatient care",
    "03": "skilled nursing facility with Medicare certification",
    "04": "custodial or supportive care facility",
    "05": "cancer center or children's hospital",
    "06": "home with home health care",
    "07": "left against medical advice",
    "20": "died",
    "43": "federal health care facility",
    "50": "hospice at home",
    "51": "hospice in a facility",
    "61": "swing bed of this hospital",
    "62": "inpatient rehabilitation facility or unit",
    "63": "long-term care hospital",
    "64": "nursing facility certified by Medicaid only",
    "65": "psychiatric hospital or unit",
    "66": "critical access hospital",
    "70": "another kind of health care institution",
}

DIED = "20"
