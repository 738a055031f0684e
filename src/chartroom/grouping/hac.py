"""Hospital-acquired conditions (HAC): when a CC or MCC does not count because it began here.

Sources: Deficit Reduction Act of 2005, section 5001(c); MS-DRG Definitions Manual v43, Appendix I.
Some conditions are HACs only together with an operation or a catheter. The course compares the
beginnings of procedure codes; CMS lists each code.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

#: HAC number → what it is, in own words.
NAMES = {
    "01": "object left in after surgery",
    "02": "air embolism",
    "03": "blood incompatibility",
    "04": "pressure ulcer, stage 3 or 4",
    "05": "fall or trauma",
    "06": "urinary infection from a catheter",
    "07": "infection from a vascular catheter",
    "08": "mediastinitis after coronary bypass",
    "09": "poor control of blood sugar",
    "10": "deep vein thrombosis or lung embolism after hip or knee replacement",
    "11": "infection after bariatric surgery",
    "12": "infection after surgery of spine, shoulder or elbow",
    "13": "infection after a cardiac device",
    "14": "pneumothorax from a venous catheter",
}
#: Indicators that count as not present on admission.
ABSENT = frozenset(("N", "U"))

_CATHETER = ("T83510", "T83511", "T83512", "T83518")
_OPERATIONS = {
    "08": ("0210", "0211", "0212", "0213"),
    "10": tuple(f"0SR{joint}" for joint in "9ABCDERSTUVW")
    + tuple(f"0SU{joint}" for joint in "9ABCDERSTUVW"),
    "11": ("0D16", "0DV6"),
    "12": ("0RG", "0SG", "0RQ", "0RU"),
    "13": ("0JH6", "0JH8", "0JPT", "0JWT", "02H4", "02H6", "02H7", "02HK", "02HL", "02HN"),
    "14": ("02H6", "02HK", "02HS", "02HT", "02HV", "05H", "06H", "0JH6"),
}
# One table entry stands for three: an infected wound may follow any of these operations.
_WOUND = ("K6811", "T814")


def of(code: str, mapped: Any, listed: tuple[str, ...], operations: tuple[str, ...]) -> str:
    """Return what HAC a secondary diagnosis is in this stay, or "".

    Args:
        code: the diagnosis, without its dot.
        mapped: the HAC number that the tables give it, or None.
        listed: all diagnoses of the stay, without dots.
        operations: its procedures.
    """
    if mapped is None:
        return ""
    if mapped == "06":
        found = any(one.startswith(_CATHETER) for one in listed)
        return NAMES["06"] if found else ""
    numbers = ("11", "12", "13") if code.startswith(_WOUND) else (mapped,)
    for number in numbers:
        begins = _OPERATIONS.get(number)
        if begins is None:
            return NAMES.get(number, "hospital-acquired condition")
        if number == "11" and not listed[0].startswith("E66"):
            continue
        if any(one.startswith(begins) for one in operations):
            return NAMES[number]
    return ""


def found(
    listed: tuple[str, ...],
    operations: tuple[str, ...],
    poa: Mapping[str, str],
    mapped: Mapping[str, Any],
) -> dict[str, str]:
    """Return the HACs of a stay: diagnosis (no dot) → name. POA N or U, never the principal."""
    result = {}
    for code in listed[1:]:
        if poa.get(code) not in ABSENT:
            continue
        name = of(code, mapped.get(code, {}).get("hac"), listed, operations)
        if name:
            result[code] = name
    return result
