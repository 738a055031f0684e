"""Hold a case's key against the code set and its instructional notes."""

from __future__ import annotations

import re
from collections.abc import Iterator

from chartroom import codes
from chartroom.cases.records import Case, Key, KeyLine

Found = tuple[int, str]

# A section of the Official Guidelines (I.C.10.a.1, IV.H, Appendix I) or a note of the Tabular List.
_GUIDELINE = re.compile(r"((I|II|III|IV)\.[A-Z](\.\w+)*|II|III|IV|Appendix I|Tabular)\b")


def check(case: Case) -> list[Found]:
    """Return what is wrong with a case's key, as (line of the file, sentence)."""
    if case.key is None:
        return []
    found: list[Found] = []
    if case.code_set != codes.version():
        found.append((0, f"code_set is '{case.code_set}'; write '{codes.version()}'."))
    found += _lines(case.key)
    if not found:  # a code that is not one would only be reported again
        found += _sets(case, case.key)
    found += _alternatives(case, case.key)
    found += _wrong(case.key)
    if case.key.query is not None:
        query = case.key.query
        found += _guideline(query.guideline, "the query", query.line)
        found += [
            (query.line, message)
            for code in query.instead_of
            if (message := _not_a_code(code)) is not None
        ]
    return found


def _lines(key: Key) -> Iterator[Found]:
    for line in key.lines:
        yield from _guideline(line.guideline, line.code, line.line)
        for code in (line.code, *(other.code for other in line.accept)):
            message = _not_billable(code)
            if message is not None:
                yield line.line, message


def _sets(case: Case, key: Key) -> Iterator[Found]:
    """Check the whole key, its required lines alone, and each accepted code in its line's place."""
    whole = list(key.codes)
    required = [line.code for line in key.lines if not line.optional]
    by_code = {line.code: line.line for line in key.lines}
    yield from _checked(case, whole, by_code, "")
    if required != whole:
        yield from _checked(case, required, by_code, " (without the optional lines)")
    for line in key.lines:
        for other in line.accept:
            swapped = [other.code if code == line.code else code for code in whole]
            label = f" (with {other.code} in place of {line.code})"
            yield from _checked(case, swapped, {**by_code, other.code: line.line}, label)


def _alternatives(case: Case, key: Key) -> Iterator[Found]:
    for one in key.alternatives:
        messages = [message for code in one.codes if (message := _not_billable(code)) is not None]
        yield from ((one.line, message) for message in messages)
        if not messages:
            lines = dict.fromkeys(one.codes, one.line)
            yield from _checked(case, list(one.codes), lines, " (alternative)")


def _wrong(key: Key) -> Iterator[Found]:
    right: dict[str, KeyLine] = {}
    for line in key.lines:
        right |= dict.fromkeys((line.code, *(other.code for other in line.accept)), line)
    accepted = {code for one in key.alternatives for code in one.codes}
    seen: set[str] = set()
    for one in key.wrong:
        if one.code in right or one.code in accepted:
            yield one.line, f"{one.code} is listed as wrong and is in the key; remove it from one."
        if one.code in seen:
            yield one.line, f"{one.code} is listed as wrong twice; keep one."
        seen.add(one.code)
        if one.guideline:
            yield from _guideline(one.guideline, one.code, one.line)
        message = _not_a_code(one.code)
        if message is not None and not one.invalid:
            yield one.line, f"{message} Or add 'invalid: true' if that is the point."
        if message is None and one.invalid:
            yield one.line, f"{one.code} is in the code set; remove 'invalid: true'."


def _checked(case: Case, used: list[str], lines: dict[str, int], label: str) -> Iterator[Found]:
    findings = codes.check(
        used,
        principal=used[0],
        setting=case.setting,
        age=case.patient.age,
        sex=case.patient.sex,
        date=case.date.isoformat(),
    )
    for finding in findings:
        if finding.severity == "error":
            line = next((lines[code] for code in finding.codes if code in lines), 0)
            yield line, f"{finding.message} [{finding.kind}]{label}"


def _not_a_code(code: str) -> str | None:
    try:
        found = codes.lookup(code)
    except codes.UnknownCode as error:
        return str(error)
    if found.code != code:
        return f"'{code}' is written {found.code}; write it so."
    return None


def _not_billable(code: str) -> str | None:
    message = _not_a_code(code)
    if message is not None:
        return message
    found = codes.lookup(code)
    if found.billable:
        return None
    if found.seventh and all(_length(child) == 7 for child in found.children):
        fill = "; fill the empty places before it with X" if _length(code) < 6 else ""
        return f"{code} is not a billable code: it needs a 7th character{fill}."
    return f"{code} is a heading, not a billable code; choose a code below it."


def _length(code: str) -> int:
    return len(code.replace(".", ""))


def _guideline(text: str, where: str, line: int) -> Iterator[Found]:
    for part in re.split(r"[;,]\s*", text):
        if not _GUIDELINE.match(part):
            yield (
                line,
                f"'{part}' (guideline of {where}) is no section; write it as I.C.10.a.1, IV.H, "
                "Appendix I, or 'Tabular note at E11.22'.",
            )
            return
