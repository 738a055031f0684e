"""What training costs and gives, and the published pay figures."""

from __future__ import annotations

import csv
import re
import subprocess
import sys

import pytest

from chartroom import career, careerplot, paths

PLAIN = {"school_cost": 9_000, "training_years": 2, "pay_now": 34_000, "pay_after": 42_000}


def test_break_even_is_what_it_costs_over_what_it_adds():
    found = career.payback(**PLAIN, share_worked=0.5, grants=1_000)
    assert found.fees == 8_000
    assert found.lost_income == 34_000  # half of two years' pay
    assert found.cost == 42_000
    assert found.gain == 8_000
    assert found.years == pytest.approx(5.25)
    assert found.balance(0) == -42_000
    assert found.balance(found.years) == pytest.approx(0)


def test_who_keeps_working_gives_up_nothing():
    found = career.payback(**PLAIN, share_worked=1)
    assert found.lost_income == 0
    assert found.years == pytest.approx(9_000 / 8_000)


def test_a_loan_costs_what_a_banks_table_says():
    # 10,000 dollars at 6 percent over 10 years: 111.02 a month.
    assert career.interest(10_000, 6, 10) == pytest.approx(111.0205 * 120 - 10_000, abs=0.05)
    with_loan = career.payback(**PLAIN, loan=10_000, loan_rate=6)
    assert with_loan.cost - career.payback(**PLAIN).cost == pytest.approx(3_322.46, abs=0.01)


@pytest.mark.parametrize(("rate", "years"), [(0, 10), (6, 0)])
def test_no_interest_without_a_rate_or_time(rate, years):
    assert career.interest(10_000, rate, years) == 0


@pytest.mark.parametrize("after", [34_000, 30_000])
def test_training_that_does_not_raise_pay_never_pays(after):
    found = career.payback(**{**PLAIN, "pay_after": after})
    assert found.years is None
    assert "never" in str(found)


def test_free_training_in_ones_free_time_pays_at_once():
    found = career.payback(**{**PLAIN, "school_cost": 0}, share_worked=1)
    assert found.years == 0


def test_the_text_counts_from_the_end_and_from_today():
    text = str(career.payback(**PLAIN, share_worked=0.5, grants=1_000))
    assert "42,000 dollars" in text
    assert "5.2 years after the training ends (7.2 years from today)" in text


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        ({"pay_now": -1}, "pay_now is -1"),
        ({"pay_after": "42,000"}, "without a comma"),
        ({"school_cost": float("nan")}, "school_cost is nan"),
        ({"training_years": True}, "training_years is True"),
        ({"share_worked": 50}, "0.5 for half"),
        ({"grants": 9_001}, "more than school_cost"),
    ],
)
def test_a_number_that_cannot_be_is_named(wrong, says):
    with pytest.raises(career.CareerError, match=re.escape(says)):
        career.payback(**{**PLAIN, **wrong})


def test_every_figure_has_a_year_and_a_source():
    path = paths.datasets() / "reference" / career.TABLE
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    for row in rows:
        assert 2020 <= int(row["year"]) <= 2026
        assert row["source"].startswith("BLS")
        assert row["address"].startswith("https://www.bls.gov/")
        assert row["checked"] in ("source text seen", "quoted in another text", "from memory")
    assert len(career.figures()) == len(rows)


def test_an_unknown_figure_is_named():
    with pytest.raises(career.CareerError, match="'median pay' of 1999"):
        career.figures("median pay", 1999)


def test_the_picture_says_in_words_what_it_shows():
    picture = careerplot.pay()
    bundle = picture._repr_mimebundle_()
    for figure in career.figures("median pay by workplace", 2025):
        amount = f"${figure.value:,.0f}"
        assert f"{figure.group} {amount}" in bundle["text/plain"]
        assert amount in picture.svg
    alt = re.search(r'alt="([^"]+)"', bundle["text/html"])[1]
    assert alt.replace("&#x27;", "'") == bundle["text/plain"]
    assert "May 2025" in alt
    assert "BLS" in alt


def test_the_picture_is_drawn_the_same_each_time():
    assert careerplot.pay().svg == careerplot.pay().svg


def test_nothing_heavy_is_loaded_before_the_picture_is_drawn():
    code = (
        "import sys, chartroom.career, chartroom.careerplot; "
        "print(sorted({'matplotlib', 'pandas', 'numpy'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


@pytest.mark.parametrize(
    ("measure", "group", "written"),
    [
        ("jobs", "medical records specialists", "{:,.0f} | 2024"),
        ("growth expected", "medical records specialists", "{:.0f} percent | 2025"),
        ("growth expected", "all occupations", "{:g} percent | 2025"),
        ("openings a year", "medical records specialists", "about {:,.0f} | 2025"),
        ("growth expected", "file clerks", "{:g} percent; median pay"),
        ("median pay of neighbors", "file clerks", "{:,.0f} dollars | 2025–35; May 2025"),
    ],
)
def test_lesson_01_says_what_the_table_says(measure, group, written):
    (figure,) = [one for one in career.figures(measure) if one.group == group]
    lesson = paths.root() / "manuscript" / "course" / "01-the-role.md"
    text = lesson.read_text("utf-8").replace("−", "-")
    assert written.format(figure.value) in text
