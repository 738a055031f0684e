"""The class report, pairs that are alike, and the files for other systems."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest

from chartroom.classroom import competencies, exports, report, similarity
from chartroom.classroom.competencies import Map
from chartroom.classroom.exports import ExportError
from chartroom.classroom.loop import Score
from chartroom.classroom.scores import ClassScores, Student, Submission
from chartroom.classroom.similarity import Work


def klass(**points: tuple[float | None, float | None, float | None]) -> ClassScores:
    """Return a class with three graded cells of 2, 4 and 4 points."""
    made = []
    for name, got in sorted(points.items()):
        cells = zip(("one", "two", "three"), got, (2.0, 4.0, 4.0), strict=True)
        made.append(
            Submission(Student(name), {cell: Score(mine, most) for cell, mine, most in cells})
        )
    return ClassScores("a99", 10.0, tuple(made))


ASKED = Map(
    {"one": ("01.1",), "two": ("01.1", "02.1")},
    {"01.1": "Sort", "02.1": "Code"},
    {"01.1": "Record", "02.1": "Coding"},
)
CLASS = klass(ann=(2, 4, 4), bob=(2, 0, 1), cyd=(1, 2, None), dan=(0, 4, 3))


def test_percents_are_of_what_is_decided():
    assert report.make(CLASS, ASKED).percents == {
        "ann": 100.0,
        "bob": 30.0,
        "cyd": 50.0,
        "dan": 70.0,
    }


def test_questions_stand_from_hard_to_easy_with_how_well_they_tell():
    items = {item.name: item for item in report.make(CLASS, ASKED).items}
    assert list(items) == ["one", "two", "three"]
    assert items["one"].share == pytest.approx((1 + 1 + 0.5 + 0) / 4)
    assert (items["one"].none, items["two"].none, items["three"].waiting) == (1, 1, 1)
    # by hand: the shares of "two" are 1 0 .5 1, the rest of the points 6 3 1 3
    assert items["two"].discrimination == pytest.approx(0.4644, abs=1e-4)


def test_points_count_for_each_objective_they_are_asked_for():
    made = report.make(CLASS, ASKED)
    assert {one.name: (one.points, one.possible) for one in made.objectives} == {
        "01.1": (15.0, 24.0),
        "02.1": (10.0, 16.0),
    }
    assert {one.name: one.percent for one in made.shares}["Coding"] == pytest.approx(62.5)


def test_who_needs_help_and_with_what():
    found = {who: weak for who, _, weak in report.make(CLASS, ASKED).help}
    assert set(found) == {"bob", "cyd"}
    assert "Coding (0 %)" in found["bob"]


def test_the_page_says_in_words_what_the_picture_shows():
    made = report.make(CLASS, ASKED)
    words = report.in_words(made)
    assert "4 submissions of a99: median 60 %, lowest 30 %, highest 100 %" in words
    assert "90–100 %: 1" in words
    page = report.page(made, [])
    assert f'alt="{words}"' in page
    assert "<h2>Who needs help</h2>" in page


def test_the_page_shows_names_as_text():
    found = klass(**{"<script>": (0, 0, 0), "ann": (2, 4, 4)})
    assert "<script>" not in report.page(report.make(found, ASKED), [])


def test_one_submission_is_a_class_too():
    made = report.make(klass(ann=(None, None, None)), ASKED)
    assert made.percents == {"ann": 0.0}
    assert report.page(made, [])


def test_objectives_come_from_questions_and_from_the_manuscripts_head(tmp_path: Path):
    release = tmp_path / "release" / "a99"
    release.mkdir(parents=True)
    (release / "questions.json").write_text(
        json.dumps({"questions": [{"id": "q", "objectives": ["01.1"]}]}), "utf-8"
    )
    place = tmp_path / "manuscript" / "source" / "a99"
    place.mkdir(parents=True)
    head = "---\nchartroom:\n  objectives:\n    why: ['02.1']\n---\n# Text\n"
    (place / "a99.md").write_text(head, "utf-8")
    assert competencies.read(tmp_path, release).asked == {"q": ("01.1",), "why": ("02.1",)}
    assert competencies.read(tmp_path, tmp_path / "nowhere").asked == {}


def rows(text: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO(text)))


def test_canvas_gets_its_columns_and_the_points_possible():
    found = rows(exports.canvas(CLASS, number="4711", section="HIM 101"))
    assert found[0] == ["Student", "ID", "SIS Login ID", "Section", "a99 (4711)"]
    assert found[1] == ["    Points Possible", "", "", "", "10"]
    assert found[2] == ["ann", "", "ann", "HIM 101", "10"]


def test_moodle_and_plain_csv():
    assert rows(exports.moodle(CLASS))[2] == ["bob", "", "", "", "3"]
    plain = rows(exports.plain(CLASS))
    assert plain[3] == ["cyd", "cyd", "3", "10", "4", "0", "1", "2", ""]


def test_names_are_no_formulas():
    student = Student("=1+1", "=cmd()", "O'Hara,\nAnn", "a@example.org")
    found = ClassScores("a99", 1.0, (Submission(student, {"q": Score(1.0, 1.0)}),))
    for text in (exports.canvas(found), exports.moodle(found), exports.plain(found)):
        assert not any(cell.startswith(("=", "@")) for row in rows(text) for cell in row)
    assert rows(exports.moodle(found))[1][2] == "O'Hara, Ann"


@pytest.mark.parametrize(
    ("check", "text", "said"),
    [
        (exports.check_canvas, "Student,a99\nx,1\n", "line 1"),
        (exports.check_canvas, "Student,ID,SIS Login ID,Section,a\nx,,x,,1\n", "line 2"),
        (
            exports.check_canvas,
            "Student,ID,SIS Login ID,Section,a\nPoints Possible,,,,9\nx,,x,,one\n",
            "line 3: a is 'one'",
        ),
        (
            exports.check_moodle,
            "ID number,First name,Last name,Email address,a\nx,,,,1\nx,,,,2\n",
            "line 3: ID number 'x' is empty or there twice",
        ),
        (exports.check_moodle, "ID number,First name,Last name,Email address\n", "line 1"),
        (exports.check_plain, "student,name,points,q\nx,x,1\n", "line 2: 3 columns"),
    ],
)
def test_a_file_that_would_not_be_imported_is_refused(check, text, said):
    with pytest.raises(ExportError, match=said):
        check(text)


def work(student: str, written: str = "", **wrong: str) -> Work:
    return Work(student, wrong, {"code": written} if written else {})


def test_rare_wrong_answers_in_common_are_seen_and_common_ones_are_not():
    common = [work(f"s{n}", q1="b", q2="c") for n in range(20)]
    odd = {f"q{n}": "zebra" for n in range(3, 6)}
    found = similarity.pairs([*common, work("ann", **odd), work("bob", **odd)])
    assert [(pair.one, pair.other) for pair in found] == [("ann", "bob")]
    assert "q3: both zebra" in found[0].shared[0]


def test_the_same_code_is_seen_and_short_code_is_not():
    long = "found = table.groupby('kind').size().sort_values(ascending=False).head(3)"
    other = "[row for row in csv.reader(open('data.csv')) if row[3] == 'ED' and int(row[4]) > 3]"
    others = [work(f"s{n}", other.replace("3", str(n) * 40)) for n in range(20)]
    found = similarity.pairs([work("ann", long), work("bob", long + " "), *others])
    assert [(pair.one, pair.other) for pair in found] == [("ann", "bob")]


def test_two_students_alone_give_no_reason():
    assert similarity.pairs([work("ann", q1="b"), work("bob", q1="b")]) == []
