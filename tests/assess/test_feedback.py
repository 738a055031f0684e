import pytest

from chartroom.assess import VERDICTS, Feedback, Item, cite

CITED = {
    "I.C.4.a": "Guideline I.C.4.a (FY2026)",
    "I.C.19.e.5.(a)": "Guideline I.C.19.e.5.(a) (FY2026)",
    "III": "Guideline III (FY2026)",
    "I.A.4, I.A.5": "Guidelines I.A.4, I.A.5 (FY2026)",
    "I.A.12.b; I.B.8": "Guidelines I.A.12.b, I.B.8 (FY2026)",
    "Appendix I": "Guidelines, Appendix I (FY2026)",
    "Tabular note at N30": "Tabular note at N30",
    "ICD-10-CM FY2027 Official Guidelines, title page": (
        "ICD-10-CM FY2027 Official Guidelines, title page"
    ),
}


@pytest.mark.parametrize("section", CITED)
def test_citations(section):
    assert cite(section) == CITED[section]


@pytest.mark.parametrize("verdict", VERDICTS)
def test_each_verdict_has_an_icon_and_a_word_of_its_own(verdict):
    icon, word = VERDICTS[verdict]
    item = Item(verdict, "Because.")
    assert item.text() == f"{icon} {word}: Because."
    assert f"<strong>{word}:</strong> Because." in item.html()
    assert f'aria-hidden="true">{icon}<' in item.html()
    assert [pair[0] for pair in VERDICTS.values()].count(icon) == 1
    assert [pair[1] for pair in VERDICTS.values()].count(word) == 1


def test_an_unknown_verdict_is_refused():
    with pytest.raises(ValueError, match="'good' is not a verdict"):
        Item("good", "x")


def test_everything_is_escaped():
    bad = '<img src=x onerror="alert(1)">&'
    item = Item("wrong", bad, bad, bad, ((bad, bad),))
    shown = Feedback(0.0, True, (item,), bad).html()
    assert "<img" not in shown
    assert 'onerror="' not in shown
    assert "&lt;img" in shown


def test_text_holds_all_that_html_does():
    item = Item("right", "Message.", "E11.22", "I.C.4.a", (("labs", "eGFR 50"),))
    feedback = Feedback(1.0, True, (item,), "Summary.")
    for words in ("Summary.", "Message.", "Guideline I.C.4.a (FY2026)", "eGFR 50", "labs"):
        assert words in feedback.text()
        assert words in feedback.html()
    assert str(feedback) == feedback.text()
    assert 'data-target="E11.22"' in feedback.html()
