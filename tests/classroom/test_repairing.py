"""Putting a handed-in notebook back together, without running anything."""

from __future__ import annotations

import copy
import json

import nbformat
import pytest

from chartroom.classroom.exporter import find_notebooks
from chartroom.classroom.reading import Unreadable, read_notebook, rescue
from chartroom.classroom.repairing import repair


def cell(kind: str, source: str, name: str = "", **marks: bool) -> nbformat.NotebookNode:
    make = nbformat.v4.new_code_cell if kind == "code" else nbformat.v4.new_markdown_cell
    made = make(source)
    made.id = name or "plain-" + str(abs(hash(source)))[:6]
    if name:
        known = {"grade": False, "solution": False, "locked": False, "schema_version": 3}
        made.metadata["nbgrader"] = nbformat.from_dict({**known, "grade_id": name, **marks})
    return made


@pytest.fixture
def released() -> nbformat.NotebookNode:
    made = nbformat.v4.new_notebook(
        metadata={"kernelspec": {"name": "python3", "display_name": "Python"}}
    )
    made.cells = [
        cell("markdown", "# Work"),
        cell("code", "# code here\npass", "a-code", solution=True),
        cell("code", "check('a')", "a", grade=True, locked=True, points=2),
        cell("markdown", "Say why."),
        cell("markdown", "*write here*", "why", grade=True, solution=True, points=3),
        cell("code", "check('b')", "b", grade=True, locked=True, points=2),
    ]
    return made


@pytest.fixture
def handed(released):
    made = copy.deepcopy(released)
    made.cells[1].source = "a = 1"
    made.cells[4].source = "Because."
    return made


def names(notebook) -> list[str]:
    return [one.metadata.get("nbgrader", {}).get("grade_id", "") for one in notebook.cells]


def test_a_whole_notebook_is_left_alone(handed, released):
    before = copy.deepcopy(handed)
    assert repair(handed, released) == []
    assert handed == before


def test_a_lost_test_cell_is_put_back_below_what_it_tests(handed, released):
    del handed.cells[2]

    notes = repair(handed, released)

    assert names(handed) == ["", "a-code", "a", "", "why", "b"]
    assert notes == ["The cell “a” was missing; it was put back as it was handed out."]


def test_cells_lost_in_a_row_come_back_in_order(handed, released):
    del handed.cells[1:6]

    repair(handed, released)

    assert [name for name in names(handed) if name] == ["a-code", "a", "why", "b"]


def test_the_copy_that_holds_an_answer_is_graded(handed, released):
    empty = copy.deepcopy(released.cells[4])
    handed.cells.insert(4, empty)

    notes = repair(handed, released)

    graded = next(one for one in handed.cells if one.metadata.get("nbgrader"))
    assert graded.metadata.nbgrader.grade_id == "a-code"
    assert [one.source for one in handed.cells if names_of(one) == "why"] == ["Because."]
    assert len({one.id for one in handed.cells}) == len(handed.cells)
    assert "the first that holds an answer" in notes[0]


def names_of(one) -> str:
    return one.metadata.get("nbgrader", {}).get("grade_id", "")


def test_the_first_of_two_answered_copies_is_graded(handed, released):
    second = copy.deepcopy(handed.cells[4])
    second.source = "Another reason."
    handed.cells.insert(5, second)

    repair(handed, released)

    assert [one.source for one in handed.cells if names_of(one) == "why"] == ["Because."]
    assert "Another reason." in [one.source for one in handed.cells]


def test_marks_that_were_removed_come_back_by_cell_id(handed, released):
    for one in handed.cells:
        one.metadata.pop("nbgrader", None)
    handed.cells[2].source = "nothing like it was"

    repair(handed, released)

    assert names(handed) == names(released)
    assert handed.cells[2].source == "check('a')"


def test_marks_and_ids_that_were_removed_come_back_by_text_and_place(handed, released):
    for number, one in enumerate(handed.cells):
        one.metadata.pop("nbgrader", None)
        one.id = f"other-{number}"
    handed.cells.insert(3, cell("code", "print('my own try')"))

    notes = repair(handed, released)

    assert [name for name in names(handed) if name] == ["a-code", "a", "why", "b"]
    assert [one.source for one in handed.cells if names_of(one)] == [
        "a = 1",
        "check('a')",
        "Because.",
        "check('b')",
    ]
    assert "recognised by their text and place" in notes[0]


@pytest.mark.parametrize(
    "marks",
    [
        {"grade": False},
        {"points": 100},
        {"schema_version": 99},
        {"schema_version": None},
        {"locked": "yes"},
        {"solution": True},
    ],
)
def test_marks_that_were_changed_are_mended(handed, released, marks):
    handed.cells[2].metadata.nbgrader.update(marks)

    notes = repair(handed, released)

    assert handed.cells[2].metadata == released.cells[2].metadata
    assert notes == ["The grading marks of the cell “a” had been changed; they were mended."]


def test_a_cell_with_a_grading_name_of_its_own_invention_is_a_plain_cell(handed, released):
    handed.cells.append(cell("code", "x", "z", grade=True, points=50))
    repair(handed, released)
    assert names(handed)[-1] == ""


def test_tags_that_keep_a_test_from_running_are_gone(handed, released):
    handed.cells[2].metadata["tags"] = ["skip-execution"]
    repair(handed, released)
    assert "tags" not in handed.cells[2].metadata


def test_a_cell_of_another_type_is_changed_back(handed, released):
    handed.cells[1] = cell("markdown", "a = 1", "a-code", solution=True)

    notes = repair(handed, released)

    assert handed.cells[1].cell_type == "code"
    assert handed.cells[1].source == "a = 1"
    nbformat.validate(handed)
    assert "had become markdown" in notes[0]


def write(path, data) -> None:
    path.write_text(data if isinstance(data, str) else json.dumps(data), "utf-8")


@pytest.mark.parametrize(
    ("data", "cells"),
    [
        ({"nbformat": 4, "cells": [{"cell_type": "code", "source": ["a\n", "b"]}]}, ["a\nb"]),
        ({"nbformat": 3, "worksheets": [{"cells": [{"cell_type": "code", "input": "x"}]}]}, ["x"]),
        ({"cells": [{"source": 7}, "no cell", {"cell_type": "video", "source": "v"}]}, ["7", "v"]),
        ({"cells": [{"cell_type": "code", "metadata": [], "id": "not allowed!"}]}, [""]),
        ({"cells": [{"metadata": {"nbgrader": "yes"}, "attachments": {"a": 1}}]}, [""]),
        ('{"cells": [{"source": "whole"}, {"source": "cut o', ["whole"]),
        ('\ufeff{"cells": [{"source": "byte order mark"}]}', ["byte order mark"]),
    ],
)
def test_cells_are_read_out_of_whatever_is_there(tmp_path, data, cells):
    path = tmp_path / "a.ipynb"
    write(path, data)

    notebook = read_notebook(path, [])

    nbformat.validate(notebook)
    assert [one.source for one in notebook.cells] == cells


@pytest.mark.parametrize(
    "text", ["", "[]", "null", "{}", '{"cells": {}}', "PK\x03\x04", "[" * 100_000]
)
def test_what_is_no_notebook_is_refused(tmp_path, text):
    write(tmp_path / "a.ipynb", text)
    with pytest.raises(Unreadable):
        read_notebook(tmp_path / "a.ipynb", [])


def test_a_file_that_is_no_notebook_is_replaced_by_what_was_handed_out(tmp_path, released):
    (tmp_path / "a.ipynb").write_bytes(b"\xff\xd8\xff picture")

    notebook, notes = rescue(tmp_path / "a.ipynb", released, {"a.ipynb"}, asks=False)

    assert names(notebook)[1:] == names(released)
    assert len(notes) == 1
    assert notes[0] in notebook.cells[0].source


def test_of_several_unknown_notebooks_none_is_guessed(tmp_path, released, handed):
    for name in ("one.ipynb", "two.ipynb"):
        nbformat.write(handed, tmp_path / name)

    notebook, notes = rescue(tmp_path / "a.ipynb", released, {"a.ipynb"}, asks=False)

    assert "Because." not in [one.source for one in notebook.cells]
    assert "there: one.ipynb, two.ipynb" in notes[0]


def test_nbgraders_list_gets_the_names_that_were_handed_out(tmp_path, monkeypatch):
    (tmp_path / "release" / "work").mkdir(parents=True)
    (tmp_path / "release" / "work" / "work.ipynb").write_text("{}", "utf-8")
    monkeypatch.chdir(tmp_path)
    folder = tmp_path / "submitted" / "ann" / "work"
    notebooks = [str(folder / "work (2).ipynb"), str(folder / "Untitled.ipynb")]

    find_notebooks(assignment="work", student="*", notebooks=notebooks)

    assert notebooks == [str(folder / "work.ipynb")]
