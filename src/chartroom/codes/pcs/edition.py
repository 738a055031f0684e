"""Which edition of ICD-10-PCS the teaching tables come from, and when it is in force."""

from __future__ import annotations

import datetime

VERSION = "ICD-10-PCS FY2026"
YEAR = "FY2026"
FIRST_DAY = datetime.date(2025, 10, 1)
LAST_DAY = datetime.date(2026, 9, 30)
