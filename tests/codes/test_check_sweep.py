"""Checking at large: the notes themselves as a source of verdicts, and codes on their own."""

from __future__ import annotations

import random
import re

from chartroom.codes import check, store

_ONE_CODE = re.compile(r"\(([A-Z]\d[0-9A-Z](?:\.[0-9A-Z]{1,4})?)\.?-?\)$")


def pairs(kind: str, number: int):
    """Yield a code under a note, and a code that the note names, from notes drawn by lot."""
    rows = store.query(
        "SELECT c.id, c.last_id, n.text FROM note n JOIN code c ON c.id = n.code_id "
        "WHERE n.kind = ? AND c.kind IN ('category', 'code')",
        (kind,),
    )
    lot = random.Random(4)
    for low, high, text in lot.sample(rows, number):
        named = _ONE_CODE.search(text)
        if named is None:
            continue
        under = store.query(
            "SELECT code FROM code WHERE id BETWEEN ? AND ? AND billable", (low, high)
        )
        other = store.query(
            "SELECT code FROM code WHERE code BETWEEN ? AND ? AND billable",
            (named[1], named[1] + "~"),
        )
        if under and other:
            yield lot.choice(under)[0], lot.choice(other)[0]


def kinds(codes: list[str], severity: str) -> set[str]:
    return {finding.kind for finding in check(codes) if finding.severity == severity}


def test_excludes1_notes_keep_their_codes_apart():
    drawn = [pair for pair in pairs("excludes1", 600) if pair[0] != pair[1]]
    missed = [pair for pair in drawn if "excludes1" not in kinds([*pair], "error")]
    assert len(drawn) > 400
    assert len(missed) / len(drawn) < 0.01, missed


def test_excludes2_notes_keep_nothing_apart():
    # A few pairs also stand under an Excludes1 note elsewhere in the list.
    drawn = list(pairs("excludes2", 600))
    kept_apart = [pair for pair in drawn if "excludes1" in kinds([*pair], "error")]
    assert len(drawn) > 300
    assert len(kept_apart) / len(drawn) < 0.05, kept_apart


def test_code_first_notes_are_an_error_the_wrong_way_round():
    drawn = list(pairs("code-first", 500))
    order = {"code-first", "manifestation-first", "unacceptable-principal", "external-cause-first"}
    missed = [pair for pair in drawn if not order & kinds([*pair], "error")]
    assert len(drawn) > 150
    assert len(missed) / len(drawn) < 0.03, missed


def test_a_code_alone_never_conflicts_with_itself():
    codes = [row[0] for row in store.query("SELECT code FROM code WHERE billable")][::41]
    sequence = {"external-cause-first", "manifestation-first", "unacceptable-principal"}
    instructions = {"code-first", "use-additional"}
    asked = []
    for code in codes:
        found = kinds([code], "error")
        assert found <= sequence | instructions, code
        if found & instructions:
            asked.append(code)
    assert len(asked) / len(codes) < 0.05
