"""Which codes are exempt from present-on-admission (POA) reporting.

Source: CMS, POA exempt list for FY2025, kept as rules in ``data/poa-exempt.tsv``.
"""

from __future__ import annotations

from functools import cache

from chartroom.codes import form, tsvdata

_ON = {"yes": True, "no": False, "new": None}


def poa_exempt(code: str) -> bool | None:
    """Return whether a billable code is on the list of CMS: "exempt" takes the place of its POA.

    Args:
        code: written anyhow ("z794", "Z79.4").

    Returns:
        True, False, or None: not known. These are codes new on October 1, 2025 in families that
        are on the list of FY2025, such as Q87.87, S31.106D, T36.AX5S, Z59.861 or Z91.0110; the
        list of FY2026 was not read.
    """
    tidied = form.tidy(code)
    rules = _rules()
    fitting = (tidied[:length] for length in range(len(tidied), 0, -1))
    found = next((rules[prefix] for prefix in fitting if prefix in rules), None)
    if found is None:
        return False
    sevenths, on = found
    if sevenths and not (len(tidied) == 8 and tidied[-1] in sevenths):
        return False
    return on


@cache
def _rules() -> dict[str, tuple[str, bool | None]]:
    rows = tsvdata.read("chartroom.codes", "poa-exempt")
    return {prefix: (sevenths, _ON[on]) for prefix, sevenths, on in rows}
