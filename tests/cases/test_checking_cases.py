"""`chartroom check cases` finds what is wrong with a case, and nothing else."""

from __future__ import annotations

import pytest

from chartroom.cases import lint


def messages(path) -> list[str]:
    return [str(problem) for problem in lint.check(path)]


def test_a_case_in_order_has_no_problem(write):
    assert messages(write()) == []


BAD = [
    # what is changed, into what; the line; words of the message
    (("date: 2026-05-14", "date: 2026-10-01"), 7, "outside 2026-04-01 to 2026-09-30"),
    (("(April 1, 2026)", "(October 1, 2025)"), 0, "code_set"),
    (("kind: note", "kind: chart"), 4, "write 'kind: note'"),
    (("code: I10", "code: I1O"), 29, "I1O"),
    (("code: I10", "code: i10"), 29, "is written I10"),
    (("code: I10", "code: E11"), 29, "E11 is a heading, not a billable code"),
    (("code: I10", "code: T22"), 29, "T22 is a heading, not a billable code"),
    (("code: I10", "code: X12"), 29, "7th character; fill the empty places before it with X."),
    (
        ("code: I10", "code: S52.501"),
        29,
        "S52.501 is not a billable code: it needs a 7th character.",
    ),
    (("code: I10", "code: I12.9"), 29, "[use-additional]"),
    (("code: I10", "code: O24.410"), 29, "[age]"),
    (("guideline: IV.J", "guideline: see book"), 29, "is no section"),
    (('HTN, controlled"]', 'HTN, uncontrolled"]'), 29, "quote words that are"),
    (('["note: HTN', '["labs: HTN'), 29, "there are note"),
    (('{{side.word}} knee"]', 'right knee"]'), 23, '"primary osteoarthritis, right knee"'),
    (("{code: M25.569", "{code: M25.999"), 37, "invalid: true"),
    (("{code: M25.569", "{code: I10"), 37, "listed as wrong and is in the key"),
    (("guideline: I.B.5}", "guideline: I.B.5, invalid: true}"), 37, "remove 'invalid: true'"),
    (("{{pt.age}} y/o F", "44 y/o F"), 39, "says 44 years"),
    (("{{pt.age}} y/o F", "{{pt.age}}-year-old man"), 39, "says sex M"),
    (("{{pt.age}} y/o F", "DOB 1990-01-01"), 39, "so 36"),
    (("555-0101", "212-867-5309"), 39, "phone 212-867-5309"),
    (("TH-000123", "4471123"), 39, "MRN 4471123"),
    (("TH-000123", "TH-000123, SSN 123-45-6789"), 39, "Social Security"),
    (("slots:", 'slots:\n  dose: ["1", "2", "3", "4", "5"]'), 14, "slot 'dose' is never used"),
    (("role: principal", "role: second"), 24, "one of: principal, secondary"),
]


@pytest.mark.parametrize(("change", "line", "words"), BAD)
def test_a_problem_is_found_and_placed(write, change, line, words):
    path = write(change)
    found = lint.check(path)
    assert any(words in one.message for one in found), [str(one) for one in found]
    if line:
        assert line in {one.line for one in found if words in one.message}
    assert all(one.file == str(path) for one in found)


def test_a_heading_may_be_a_tempting_wrong_code(write):
    assert messages(write(("{code: M25.569", "{code: M25.56"))) == []


@pytest.mark.parametrize("words", ["T 101.4 F, BP 120/80", "mother died at 70", "HTN x 9 yrs"])
def test_other_numbers_are_not_taken_for_the_age(write, words):
    assert messages(write(("Call 555-0101", words))) == []


def test_alternatives_and_queries_are_checked_too(write):
    extra = (
        'query:\n  about: x\n  instead_of: [M17.99]\n  evidence: ["note: nowhere"]\n'
        "  guideline: IV.H\n  why: x\n"
        "alternatives:\n  - {why: x, codes: [I12.9, M17.10]}\nwrong:"
    )
    found = " ".join(messages(write(("wrong:", extra))))
    assert "M17.99" in found
    assert '"nowhere", is not in document' in found
    assert "(alternative)" in found


def test_a_required_code_must_not_be_left_optional(write):
    # I12.9 needs its stage: with N18.31 only optional, an answer without it would be faulted.
    path = write(
        ("code: I10", "code: I12.9"),
        ("wrong:", "  - code: N18.31\n    role: secondary\n    what: stage\n    optional: true\n"
         '    evidence: ["note: HTN"]\n    guideline: I.C.9.a.2\n    why: x\nwrong:'),
    )  # fmt: skip
    assert any("without the optional lines" in line for line in messages(path))


def test_main_prints_a_line_a_problem_and_a_summary(write, capsys):
    path = write(("code: I10", "code: E11"))
    assert lint.main([str(path)]) == 1
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].startswith(f"{path}:29: E11 is a heading")
    assert lines[-1] == "1 case checked: 1 problem(s) in 1 file(s)."
    assert lint.main([str(write().parent)]) == 0
    assert capsys.readouterr().out == "1 case checked: all in order.\n"


def test_main_says_when_there_is_nothing_to_check(tmp_path, capsys):
    assert lint.main([str(tmp_path)]) == 1
    assert "No case files found" in capsys.readouterr().out
