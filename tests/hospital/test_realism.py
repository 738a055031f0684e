"""The hospital stays near the published figures that it is judged by."""

from __future__ import annotations

import pandas as pd
import pytest

from chartroom.hospital import realism, realismplot


@pytest.fixture(scope="module")
def tables() -> dict[str, pd.DataFrame]:
    return realism.make()


@pytest.fixture(scope="module")
def compared(tables: dict[str, pd.DataFrame]) -> pd.DataFrame:
    return realism.compare(realism.measure(tables))


def test_every_judged_figure_is_within_its_tolerance(compared: pd.DataFrame) -> None:
    out = compared[compared["verdict"] == realism.OUTSIDE]
    assert out.empty, out[["topic", "figure", "here", "published", "low", "high"]].to_string()
    assert (compared["verdict"] == realism.WITHIN).sum() >= 35


def test_figures_from_memory_are_never_judged(compared: pd.DataFrame) -> None:
    remembered = compared[compared["checked"] == "from memory"]
    assert not remembered.empty
    assert set(remembered["verdict"]) == {realism.NOT_JUDGED}


def test_what_is_said_to_differ_still_does(compared: pd.DataFrame) -> None:
    """A stated difference that is gone has to leave the page."""
    different = compared[compared["verdict"] == realism.KNOWN]
    off = (different["here"] - different["published"]).abs() / different["published"]
    assert len(off) >= 1
    assert (off > 0.2).all(), different[["figure", "here", "published"]].to_string()


def test_each_figure_has_a_source_a_year_and_a_reason(compared: pd.DataFrame) -> None:
    assert (compared[["source", "year", "why"]] != "").all().all()


def test_a_wrong_hospital_is_found(tables: dict[str, pd.DataFrame]) -> None:
    wrong = dict(tables)
    wrong["encounters"] = tables["encounters"].assign(disposition="20", payer="Self-pay")
    found = realism.compare(realism.measure(wrong))
    out = set(found.loc[found["verdict"] == realism.OUTSIDE, "figure"])
    assert {"died", "routine (home)", "uninsured", "Medicare"} <= out


def test_a_plot_names_each_figure_and_its_verdict_in_words(compared: pd.DataFrame) -> None:
    figure = realismplot.topic(compared, "Way out")
    axes = figure.axes[0]
    words = [text.get_text() for text in axes.texts]
    rows = compared[compared["topic"] == "Way out"]
    assert [label.get_text() for label in axes.get_yticklabels()] == list(rows["figure"])
    assert all(word.endswith(v) for word, v in zip(words, rows["verdict"], strict=True))
