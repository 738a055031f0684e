"""Dates and times: as in our tables, in FHIR and in HL7 v2.

Tern Harbor's clocks stand at UTC−4 all the year. Our tables keep local time to the minute, so
seconds are dropped and times with another offset are turned into local time.
"""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta, timezone

ZONE = timezone(timedelta(hours=-4))
_OURS = "%Y-%m-%d %H:%M"
_FHIR = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)", re.ASCII)
_HL7 = re.compile(r"(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(?:(\d\d)(?:\.\d{1,4})?)?([+-]\d{4})?", re.ASCII)


def fhir_from_ours(text: str) -> str:
    """Return "2026-04-01 08:30" as "2026-04-01T08:30:00-04:00".

    Raises:
        ValueError: it is no such date and time.
    """
    return datetime.strptime(text, _OURS).replace(tzinfo=ZONE).isoformat()


def ours_from_fhir(text: str) -> str:
    """Return a FHIR dateTime or instant as our local time.

    Raises:
        ValueError: no such moment, or a day without a time.
    """
    if not _FHIR.fullmatch(text):
        raise ValueError(text)
    return _local(datetime.fromisoformat(text))


def date_checked(text: str) -> str:
    """Return a date as it is, YYYY-MM-DD.

    Raises:
        ValueError: no such day, or only a month or a year.
    """
    if not re.fullmatch(r"\d{4}-\d\d-\d\d", text, re.ASCII):
        raise ValueError(text)
    return date.fromisoformat(text).isoformat()


def hl7_from_ours(text: str) -> str:
    """Return "2026-04-01 08:30" as "202604010830", and "2026-04-01" as "20260401".

    Raises:
        ValueError: it is neither a date nor a date and time.
    """
    if len(text) == 10:
        return date_checked(text).replace("-", "")
    return datetime.strptime(text, _OURS).strftime("%Y%m%d%H%M")


def ours_from_hl7(text: str) -> str:
    """Return an HL7 time (YYYYMMDDHHMM[SS[.SSSS]][+/-ZZZZ]) as our local time.

    Raises:
        ValueError: no such moment, or a day without a time.
    """
    match = _HL7.fullmatch(text)
    if not match:
        raise ValueError(text)
    year, month, day, hour, minute, second, offset = match.groups()
    moment = datetime(int(year), int(month), int(day), int(hour), int(minute), int(second or 0))
    if offset:
        return _local(datetime.fromisoformat(f"{moment.isoformat()}{offset[:3]}:{offset[3:]}"))
    return _text(moment)


def date_from_hl7(text: str) -> str:
    """Return an HL7 date, of which a time may follow, as YYYY-MM-DD.

    Raises:
        ValueError: no such day, or only a month or a year.
    """
    if len(text) > 8:
        return ours_from_hl7(text)[:10]
    if not re.fullmatch(r"\d{8}", text, re.ASCII):
        raise ValueError(text)
    return date(int(text[:4]), int(text[4:6]), int(text[6:])).isoformat()


def _local(moment: datetime) -> str:
    try:
        return _text(moment.astimezone(ZONE))
    except OverflowError as error:
        raise ValueError(str(error)) from error


def _text(moment: datetime) -> str:
    return moment.isoformat(" ", "minutes")[:16]
