"""Whether each code is a complete code of this code set."""

from __future__ import annotations

import re

from chartroom.codes import entries, form, former, suggest
from chartroom.codes.findings import Finding, error
from chartroom.codes.lookup import lookup
from chartroom.codes.records import UnknownCode

_SHOWN = 4


def check(code: str) -> Finding | None:
    """Return what is wrong with the form of a tidied code, the most telling thing only."""
    entry = entries.find(code)
    if entry is None:
        return _unknown(code)
    if entry.billable:
        return None
    below = entries.children(code)
    if len(form.parts(below[0][0])) == 7 and entries.sevenths(code):
        return _lacks_seventh(code, entry.title)
    last_day = former.ended(code)
    since = f" (it was one until {last_day})" if last_day else ""
    names = [name for name, _ in below]
    shown = ", ".join(names[:_SHOWN]) + (", …" if len(names) > _SHOWN else "")
    return error(
        "not-billable",
        (code,),
        f"{code} ({entry.title}) is a heading, not a complete code{since}: choose the code below "
        f"it that the record supports ({shown}).",
        "I.B.2",
    )


def _lacks_seventh(code: str, title: str) -> Finding:
    table = entries.sevenths(code)
    some = [f"{char} ({meaning})" for char, meaning in list(table.items())[:3]]
    padding = "X" * (6 - len(form.parts(code)))
    fill = f", after the placeholder {padding}" if padding else ""
    return error(
        "seventh-character",
        (code,),
        f"{code} ({title}) needs a 7th character{fill}: {', '.join(some)}"
        + (" and others." if len(table) > 3 else "."),
        "I.A.5",
    )


def _unknown(code: str) -> Finding:
    if "-" in code or " " in code:
        return error(
            "not-billable" if entries.span(code) else "unknown", (code,), _sentence(code), "I.B.2"
        )
    bare = form.parts(code)
    return (
        _stray_placeholder(code, bare)
        or _bad_seventh(code, bare)
        or error("unknown", (code or "(blank)",), _sentence(code), "")
    )


def _sentence(code: str) -> str:
    try:
        lookup(code)
    except UnknownCode as unknown:
        return str(unknown) if str(unknown).endswith("?") else f"{str(unknown).rstrip('.')}."
    return f"{code} is a chapter or block, not a code: choose a code inside it."


def _stray_placeholder(code: str, bare: str) -> Finding | None:
    """Recognize a code that would be right with the X in its place."""
    if not re.fullmatch(r"[A-Z]\d[0-9A-Z]{2,9}", bare) or _has_longer(bare):
        return None
    right = _real(_with_placeholder(bare))
    if right:
        return error(
            "placeholder",
            (code,),
            f"{code} is not a code: with the placeholder X in the empty places it is {right}.",
            "I.A.4",
        )
    stem = _stem(bare)
    if stem and 4 <= len(bare) < 7 and bare[-1] in entries.sevenths(stem):
        following = {form.parts(name)[len(form.parts(stem))] for name, _ in entries.children(stem)}
        if "X" in following and len(form.parts(stem)) == len(bare) - 1:
            return error(
                "placeholder",
                (code,),
                f"{code} is not a code: {bare[-1]} has to stand in the 7th place, and under {stem} "
                "the empty places before it are filled with the placeholder X.",
                "I.A.4",
            )
    if bare.endswith("X") and entries.find(form.tidy(bare.rstrip("X"))):
        base = form.tidy(bare.rstrip("X"))
        if entries.find(base).billable:
            return error(
                "placeholder",
                (code,),
                f"{code} is not a code: {base} is complete and takes no placeholder X.",
                "I.A.4",
            )
    return None


def _with_placeholder(bare: str) -> list[str]:
    """Return what the code becomes with X put in, taken out, or in the place of a zero."""
    tries = []
    if len(bare) < 7:
        tries += list(suggest.placeholders(bare))
    if len(bare) > 7 and "X" in bare:
        at = bare.index("X")
        tries.append(bare[:at] + bare[at + len(bare) - 7 :])
    if len(bare) == 7:
        tries.append(bare[:3] + bare[3:6].replace("0", "X").replace("O", "X") + bare[6])
        tries += [bare[:at] + "X" + bare[at + 1 :] for at in (3, 4, 5) if bare[at] in "0O"]
    return [each for each in tries if each != bare]


def _real(candidates: list[str]) -> str | None:
    for candidate in candidates:
        entry = entries.find(form.tidy(candidate))
        if entry and entry.billable:
            return entry.code
    return None


def _bad_seventh(code: str, bare: str) -> Finding | None:
    """Recognize a real base with a 7th character missing, wrong or not wanted."""
    if _has_longer(bare):
        stem = form.tidy(bare.rstrip("X"))
        entry = entries.find(stem)
        if entry is not None and entries.sevenths(stem):
            return _lacks_seventh(code, entry.title)
        return None
    stem = _stem(bare)
    if stem is None:
        return None
    table = entries.sevenths(stem)
    rest = bare[len(form.parts(stem)) :]
    if len(bare) == 7 and table and re.fullmatch(r"X*\w", rest):
        ends = [name[-1] for name, _ in entries.children(stem) if len(form.parts(name)) == 7]
        if ends and bare[6] not in ends:
            return error(
                "seventh-character",
                (code,),
                f"{code} is not a code: {stem} takes the 7th characters {', '.join(ends)}, "
                f"not {bare[6]}.",
                "I.A.5",
            )
    if len(bare) == 7 and not table and re.fullmatch(r"X*[A-Z]", rest):
        base = entries.find(stem)
        if base is not None and base.billable:
            return error(
                "seventh-character",
                (code,),
                f"{code} is not a code: {stem} is complete and takes no 7th character.",
                "I.A.5",
            )
    if table and len(bare) < 7 and len(rest) == 1 and rest in table and not rest.isdigit():
        return error(
            "seventh-character",
            (code,),
            f"{code} is not a code: {rest} has to stand in the 7th place, and {stem} needs its "
            "other characters first.",
            "I.A.5",
        )
    return None


def _stem(bare: str) -> str | None:
    """Return the longest real entry that the code begins with."""
    for end in range(len(bare) - 1, 2, -1):
        if entries.find(form.tidy(bare[:end])):
            return form.tidy(bare[:end])
    return None


def _has_longer(bare: str) -> bool:
    """Say whether the code is the start of a real one: a 7th character is all it lacks."""
    stem = bare.rstrip("X")
    entry = entries.find(form.tidy(stem)) if len(stem) >= 3 else None
    if entry is None or not bare.endswith("X") or len(bare) > 6:
        return False
    return any(form.parts(name).startswith(bare) for name, _ in entries.children(entry.code))


def stand_in(code: str) -> entries.Entry | None:
    """Return the heading that a code which is not complete, or does not exist, falls under.

    It lets an instruction such as "use additional code (N18.-)" count as followed when the code is
    there but wrong in form: that slip is reported once, by its own name.
    """
    entry = entries.find(code)
    if entry is not None:
        return None if entry.billable else entry
    stem = _stem(form.parts(code))
    return entries.find(stem) if stem else None
