"""The coding worksheet: the scoring rule of docs/scoring.md, and what is said of each mistake."""

import itertools

import pytest

from chartroom import assess
from chartroom.assess import AnswerError

# I13.0 principal, I50.33 and N18.31 after it, R33.8 (or R33.9) hospital-acquired: worth 2+1+1+1.
FULL = [("I13.0", "Y"), ("I50.33", "Y"), ("N18.31", "Y"), ("R33.8", "N")]
OPTIONAL = ("Z79.899", "exempt")
I13, I50, N18, R33 = FULL

SCORES = {
    "perfect": (FULL, 1.0),
    "order of the others is free": ([I13, R33, N18, I50], 1.0),
    "with the optional code": ([*FULL, OPTIONAL], 1.0),
    "optional code with another POA": ([*FULL, ("Z79.899", "Y")], 1.0),
    "a code accepted instead": ([I13, I50, N18, ("R33.9", "N")], 1.0),
    "typed carelessly": ([("i130", "y"), ("i50.33 ", "Yes"), ("N18 31", " Y"), R33], 1.0),
    "alternative": ([("I50.33", "Y"), ("N18.31", "Y")], 1.0),
    "alternative with the optional code": ([("I50.33", "Y"), ("N18.31", "Y"), OPTIONAL], 1.0),
    "a secondary missing": ([I13, I50, N18], 4 / 5),
    "the principal missing": ([I50, N18, R33], 2.5 / 3),  # the alternative and one extra
    "principal alone": ([I13], 2 / 5),
    "principal in second row": ([R33, *FULL[:3]], 4 / 5),
    "principal last": ([I50, N18, R33, I13], 4 / 5),
    "not specific: heading": ([I13, I50, ("N18.3", "Y"), R33], 4.5 / 5),
    "not specific: unspecified": ([I13, ("I50.9", "Y"), N18, R33], 4.5 / 5),
    "not specific, two": ([I13, ("I50.30", "Y"), ("N18.30", "Y"), R33], 4 / 5),
    "a bare category": ([I13, I50, ("N18", "Y"), R33], 3.5 / 5),
    "wrong stage": ([I13, I50, ("N18.32", "Y"), R33], 3.5 / 5),
    "one extra": ([*FULL, ("E11.9", "Y")], 4.5 / 5),
    "a listed wrong code costs the same": ([*FULL, ("R60.0", "Y")], 4.5 / 5),
    "a code that does not exist costs the same": ([*FULL, ("E11.99", "Y")], 4.5 / 5),
    "a code twice costs the same": ([*FULL, I50], 4.5 / 5),
    "both accepted codes": ([*FULL, ("R33.9", "N")], 4.5 / 5),
    "right and less specific together": ([*FULL, ("N18.30", "Y")], 4.5 / 5),
    "one POA wrong": ([I13, I50, ("N18.31", "N"), R33], 4.75 / 5),
    "one POA missing": ([I13, I50, N18, ("R33.8", "")], 4.75 / 5),
    "POA is no letter": ([I13, I50, N18, ("R33.8", "Q")], 4.75 / 5),
    "principal's POA wrong": ([("I13.0", "U"), I50, N18, R33], 4.5 / 5),
    "all POA missing": ([(code, "") for code, _ in FULL], 3.75 / 5),
    "not specific and POA wrong": ([I13, ("I50.9", "N"), N18, R33], 4.375 / 5),
    "a listed wrong code in place of the principal": ([("I10", "Y"), I50, N18, R33], 2.5 / 5),
    "hospital-acquired taken for present": ([I13, I50, N18, ("R33.8", "Y")], 4.75 / 5),
    "only wrong": ([("I10", "Y")], 0.0),
    "many extras": ([(f"E11.{n}", "Y") for n in (9, 8, 21, 22, 40)] + [I13], 0.0),
}


@pytest.mark.parametrize("mode", ["practice", "graded"])
@pytest.mark.parametrize("name", SCORES)
def test_the_rule(questions, rows, name, mode):
    entered, score = SCORES[name]
    feedback = assess.assess(questions["sheet"], rows(*entered), mode)
    assert feedback.score == pytest.approx(score, abs=1e-12)
    assert feedback.right == (score == 1.0)


def test_a_code_before_the_one_it_must_follow_keeps_half(questions, rows):
    # The alternative has no rule of order; the key has: I50.33 and N18.31 after I13.0. With another
    # code in the first row the principal pays, not those that stand before it as well.
    both = assess.assess(questions["sheet"], rows(I50, N18, I13, R33))
    assert both.score == pytest.approx(4 / 5)
    assert [item.verdict for item in both.items].count("order") == 1


def test_sequence_between_secondaries(folder, rows):
    import dataclasses

    from chartroom import cases

    case = cases.load(folder / "cases" / "heart-and-kidney.md")
    key = case.key
    lines = list(key.lines)
    lines[3] = dataclasses.replace(lines[3], after=("N18.31",), any_order=False)
    case = dataclasses.replace(
        case, key=dataclasses.replace(key, lines=tuple(lines), alternatives=())
    )
    feedback = assess.assess(assess.practice(case), rows(I13, R33, I50, N18))
    assert feedback.score == pytest.approx(4.5 / 5)
    order = [item for item in feedback.items if item.verdict == "order"]
    assert [item.message for item in order] == ["R33.8 must stand after N18.31."]


QUERIES = [
    ([("R41.0", "")], True, 1.0),
    ([("R41.0", "")], False, 2 / 4),
    ([], True, 2 / 4),
    ([("E87.1", "")], False, 0.0),
    ([("E87.1", "")], True, 1.5 / 4),
    ([("R41.0", ""), ("E87.1", "")], True, 3.5 / 4),
    ([("R41.82", "")], True, 1.5 / 4),
]


@pytest.mark.parametrize(("entered", "query", "score"), QUERIES)
def test_a_required_query_is_worth_as_much_as_the_principal(questions, rows, entered, query, score):
    feedback = assess.assess(questions["ask"], rows(*entered, query=query), "graded")
    assert feedback.score == pytest.approx(score)


def test_a_query_with_nothing_to_ask_costs_like_an_extra_code(questions, rows):
    feedback = assess.assess(questions["sheet"], rows(*FULL, query=True))
    assert feedback.score == pytest.approx(4.5 / 5)
    assert [i.message for i in feedback.items if i.verdict == "query"] == [
        "There is nothing to ask: the record says what is needed."
    ]


def test_a_welcome_query_neither_earns_nor_costs(folder, rows):
    import dataclasses

    from chartroom import cases

    case = cases.load(folder / "cases" / "low-sodium.md")
    query = dataclasses.replace(case.key.query, required=False)
    question = assess.practice(
        dataclasses.replace(case, key=dataclasses.replace(case.key, query=query))
    )
    for asked in (True, False):
        assert assess.assess(question, rows("R41.0", query=asked)).score == 1.0


@pytest.mark.parametrize("name", ["sheet", "ask"])
@pytest.mark.parametrize(
    "answer",
    [
        None,
        {},
        {"rows": []},
        {"rows": [{"code": "", "poa": ""}, {"code": "  "}], "query": False},
        {"rows": [], "query": False, "query_text": "only a text"},
    ],
)
def test_a_blank_sheet_is_not_answered(questions, name, answer):
    feedback = assess.assess(questions[name], answer)
    assert (feedback.score, feedback.complete) == (0.0, False)
    assert assess.is_blank(questions[name], answer)
    assert "Enter a code" in feedback.text()


def verdicts(feedback, code):
    return [item.verdict for item in feedback.items if item.target == code]


def test_every_mistake_has_its_verdict_and_guideline(questions, rows):
    entered = rows(
        ("I10", "Y"), ("I50.9", "Y"), ("N18.31", "N"), ("R60.0", "Y"), ("E11.9", "Y"),
        ("E11.99", "Y"), ("N18.31", "Y"),
    )  # fmt: skip
    feedback = assess.assess(questions["sheet"], entered)
    assert verdicts(feedback, "I10") == ["wrong"]
    assert verdicts(feedback, "I50.9") == ["less-specific"]
    assert verdicts(feedback, "N18.31") == ["code-right", "extra", "poa"]
    assert verdicts(feedback, "R60.0") == ["wrong"]
    assert verdicts(feedback, "E11.9") == ["extra"]
    assert verdicts(feedback, "E11.99") == ["form"]
    missing = [item for item in feedback.items if item.verdict == "missing"]
    assert [item.guideline for item in missing] == ["I.C.9.a.3", "III"]
    assert all(item.target == "" for item in missing)
    assert "Guideline I.B.5 (FY2026)" in feedback.text()
    assert "Swelling belongs to the failure." in feedback.text()
    order = [item.verdict for item in feedback.items]
    assert order[0] == "code-right", "what is right comes first"


def test_broken_conventions_are_explained(questions, rows):
    feedback = assess.assess(
        questions["sheet"], rows(*FULL, ("E11.9", "Y"), ("E10.9", "Y")), "graded"
    )
    broken = [item for item in feedback.items if item.verdict == "convention"]
    assert [item.guideline for item in broken] == ["I.A.12.a"]
    assert "E11.9" in broken[0].message
    assert "E10.9" in broken[0].message


def test_advice_does_not_build_on_a_code_that_the_record_does_not_support(folder, rows):
    from chartroom import cases

    question = assess.practice(cases.load(folder / "cases" / "low-sodium.md"))
    # Hypertension beside kidney disease would call for I12.-, but there is no hypertension here.
    text = assess.assess(question, rows("R41.0", "I10", "N18.31", query=True)).text()
    assert "Nothing in the record calls for it" in text
    assert "I12" not in text
    # An additional code for a diabetes that is not in the record is no advice either.
    text = assess.assess(question, rows("R41.0", "E11.22", query=True)).text()
    assert "N18" not in text


@pytest.mark.parametrize("name", ["perfect", "with the optional code", "alternative"])
def test_a_right_sheet_gets_no_complaint(questions, rows, name):
    feedback = assess.assess(questions["sheet"], rows(*SCORES[name][0]))
    assert {item.verdict for item in feedback.items} == {"right"}
    assert feedback.complete


def test_a_right_code_with_another_indicator_waits_for_its_reason(questions, rows):
    wrong = assess.assess(questions["sheet"], rows(I13, I50, ("N18.31", "W")))
    right = assess.assess(questions["sheet"], rows(I13, I50, N18))
    half, full = (
        next(one for one in found.items if one.target == "N18.31") for found in (wrong, right)
    )
    assert "Code right: N18.31, " in half.text()
    assert full.message.startswith(half.message)
    assert len(full.message) > len(half.message)
    assert half.evidence == full.evidence


def test_poa_letters_are_explained(questions, rows):
    feedback = assess.assess(questions["sheet"], rows(I13, I50, ("N18.31", "W"), ("R33.8", "")))
    text = feedback.text()
    assert "For N18.31 you gave W: the provider cannot tell clinically" in text
    assert "For R33.8 none is given" in text
    assert all(f"{letter}: " in text for letter in "YNUW")
    assert "Appendix I (FY2026)" in text


def test_evidence_is_given_for_what_is_right_and_not_for_what_is_missing(questions, rows):
    practice = assess.assess(questions["sheet"], rows(I13))
    with_evidence = [item for item in practice.items if item.evidence]
    assert [item.evidence for item in with_evidence] == [
        (("summary", "hypertensive heart and kidney disease"),)
    ]


# Everything a student may enter here, in twos and threes.
POOL = [
    "I13.0",
    "I50.33",
    "I50.9",
    "N18.31",
    "N18.3",
    "R33.8",
    "I10",
    "R60.0",
    "E11.22",
    "I13",
    "X",
]


@pytest.mark.parametrize("mode", ["practice", "graded"])
def test_no_right_code_is_named_that_was_not_given(questions, rows, mode):
    key = questions["sheet"].key.case
    rights = {"I13.0", "I50.33", "N18.31", "R33.8", "R33.9", "Z79.899"}
    assert rights == {*key.codes, "R33.9"}
    listed = {wrong.code for wrong in key.wrong}
    for size in (1, 2, 3):
        for entered in itertools.combinations(POOL, size):
            if mode == "practice" and listed & set(entered):
                continue  # what an author writes for practice may name the code
            feedback = assess.assess(questions["sheet"], rows(*entered), mode)
            shown = feedback.text() + feedback.html()
            for code in rights - set(entered):
                assert code not in shown, (entered, shown)
                assert code.replace(".", "") not in shown


def test_graded_feedback_quotes_no_evidence(questions, rows):
    for entered in ([], FULL, FULL[:2], [("I10", "Y")]):
        feedback = assess.assess(questions["sheet"], rows(*entered, query=True), "graded")
        assert all(item.evidence == () for item in feedback.items)
        assert "In the chart" not in feedback.text()
    asked = assess.assess(questions["ask"], rows("R41.0", query=True), "graded")
    assert "Na 124" not in asked.text()


def test_scores_stay_within_bounds_and_extras_never_help(questions, rows):
    question = questions["sheet"]
    for size in (1, 2, 3):
        for entered in itertools.combinations(POOL, size):
            score = assess.assess(question, rows(*entered)).score
            assert 0.0 <= score < 1.0
            more = assess.assess(question, rows(*entered, "K35.80")).score
            assert more <= score


def test_reveal_lists_every_line_with_reason_and_evidence(questions):
    shown = assess.reveal(questions["sheet"])
    text = shown.text()
    for words in (
        "1. I13.0, Hypertensive heart", "principal diagnosis", "POA Y", "POA N",
        "(optional)", "R33.9", "Also accepted: I50.33, N18.31", "“CKD 3a” (summary)",
        "Guideline I.C.9.a.2 (FY2026)",
    ):  # fmt: skip
        assert words in text
    assert shown.items[1].evidence == (("summary", "acute on chronic diastolic heart failure"),)
    assert "Query the provider" in assess.reveal(questions["ask"]).text()


PARSED = [
    ("I13.0 I50.33", [("I13.0", ""), ("I50.33", "")]),
    ("i130,i5033;n1831", [("I13.0", ""), ("I50.33", ""), ("N18.31", "")]),
    ("1. I13.0 POA Y; 2. R33.8 POA: n", [("I13.0", "Y"), ("R33.8", "N")]),
    ("1) I13.0 (Y)\n2) Z79.899 exempt\n", [("I13.0", "Y"), ("Z79.899", "exempt")]),
    ("I13.0 y R33.8 no", [("I13.0", "Y"), ("R33.8", "N")]),
    (["I13.0", "R33.8 N"], [("I13.0", ""), ("R33.8", "N")]),
    ([("I13.0", "Y"), {"code": "R33.8"}], [("I13.0", "Y"), ("R33.8", "")]),
    ({"rows": [{"code": "i130", "poa": "1"}]}, [("I13.0", "exempt")]),
    ("E11.99", [("E11.99", "")]),
    ("", []),
]


@pytest.mark.parametrize(("typed", "entered"), PARSED)
def test_typed_sheets_are_understood(questions, typed, entered):
    answer = assess.parse(questions["sheet"], typed)
    assert [(row["code"], row["poa"]) for row in answer["rows"]] == entered
    assert answer["query"] is False


def test_a_typed_query(questions):
    answer = assess.parse(questions["ask"], "R41.0", query="What does Na 124 mean?")
    assert (answer["query"], answer["query_text"]) == (True, "What does Na 124 mean?")
    assert assess.parse(questions["ask"], None, query=True)["query"] is True
    assert assess.parse(questions["ask"], answer, query=False)["query"] is False


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("headache", "neither a code nor a POA indicator"),
        ("Y I13.0", "stands before any code"),
        (42, "is not clear"),
        ([["I13.0"]], "is not clear"),
        (["I13.0 I50.33"], "must hold one code"),
        ([("I13.0", "Q")], "not a POA indicator"),
        ({"rows": "I13.0"}, "must be a list"),
    ],
)
def test_a_typed_sheet_that_is_not_clear(questions, typed, words):
    with pytest.raises(AnswerError, match=words) as refused:
        assess.parse(questions["sheet"], typed)
    assert "\n" not in str(refused.value)


def test_the_form_of_each_row_is_told_without_a_key(questions, rows, tmp_path):
    assess.write_public(questions.values(), tmp_path)
    bare = assess.load_public(tmp_path)
    fine = assess.form(bare["sheet"], rows(*FULL))
    assert fine.complete
    assert fine.items == ()
    off = assess.form(
        bare["sheet"],
        rows(("N18.3", "Y"), ("S52.531", "Y"), ("E11.2Z", "Y"), ("I10", ""), ("I10", "Q")),
    )
    text = off.text()
    for words in (
        "Row 1: N18.3", "heading with 3 more", "Row 2: S52.531 is not complete: it needs a 7th",
        "Row 3: E11.2Z is not in", "Row 4: no POA", "Row 5: I10 stands twice",
        "“Q” is not a POA indicator",
    ):  # fmt: skip
        assert words in text
    assert not off.complete
    assert "E11.22" not in text, "a suggestion could be the answer"
    assert "inpatient stays only" in assess.form(bare["ask"], rows(("R41.0", "Y"))).text()
    unwritten = {**rows("R41.0", query=True), "query_text": " "}
    assert "write what you would ask" in assess.form(bare["ask"], unwritten).text()
