"""The picture of scores says the same to the ear as to the eye."""

from __future__ import annotations

import subprocess
import sys

import pandas as pd
import pytest

from chartroom import matchplot
from chartroom.picture import Picture


def drawn(*scores, threshold=0.5):
    return matchplot.scores(pd.DataFrame({"score": list(scores)}, dtype=float), threshold)


@pytest.mark.parametrize(
    ("scores", "threshold", "said"),
    [
        ((0.01, 0.99, 0.98), 0.5, "2 of 3 compared pairs have a score of 0.5 or more"),
        ((0.01, 0.5), 0.5, "1 of 2 compared pairs"),
        ((0.01, 0.9), 0.95, "0 of 2 compared pairs have a score of 0.95 or more"),
        ((0.01, 0.5), 0.5, "1 pair lies between"),
        ((0.3, 0.5), 0.5, "2 pairs lie between"),
        ((0.01, 0.99), 0.5, "No pairs lie between"),
        ((), 0.5, "There are no pairs."),
    ],
)
def test_what_it_says(scores, threshold, said):
    assert said in drawn(*scores, threshold=threshold).description


def test_the_same_scores_give_the_same_drawing():
    assert drawn(0.1, 0.9).svg == drawn(0.1, 0.9).svg
    assert drawn(0.1, 0.9).svg != drawn(0.1, 0.2).svg


def test_a_description_cannot_break_out_of_the_page():
    shown = Picture("<svg/>", 'a "quoted" <b>')._repr_mimebundle_()["text/html"]
    assert 'alt="a &quot;quoted&quot; &lt;b&gt;"' in shown


def test_nothing_heavy_is_loaded_before_something_is_drawn():
    code = (
        "import sys, chartroom.matchplot, chartroom.picture; "
        "print(sorted({'matplotlib', 'pandas', 'numpy'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
