"""The written form of a procedure code."""

from __future__ import annotations

import re
import unicodedata

LENGTH = 7


def tidy(text: object) -> str:
    """Return a code as it is printed: capitals and digits without blanks, dots and hyphens."""
    plain = unicodedata.normalize("NFKC", str(text)).upper()
    return re.sub(r"[^0-9A-Z]+", "", plain)
