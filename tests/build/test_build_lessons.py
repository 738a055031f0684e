"""From a lesson's text to a notebook that has been run."""

from __future__ import annotations

from pathlib import Path

import nbformat
import pytest

from chartroom.build.command import build, check, run

pytestmark = pytest.mark.notebooks
REAL = Path(__file__).resolve().parents[2]


def quiet(line: str) -> None:
    """Take the place of progress lines."""


def built(site: Path) -> nbformat.NotebookNode:
    return nbformat.read(site / "course/one.ipynb", as_version=4)


def test_every_code_cell_is_run_and_shows_its_output(site):
    assert build(site, ["one"], say=quiet) == []

    notebook = built(site)
    nbformat.validate(notebook)
    code = [cell for cell in notebook.cells if cell.cell_type == "code"]

    assert [cell.execution_count for cell in code] == [1, 2]
    assert code[0].outputs[0].data["text/plain"] == "'hello'"
    assert code[1].outputs[0].text == "hello 5\n"
    assert code[0].metadata.tags == ["keep"]


def test_nothing_of_this_build_or_machine_is_left_in_the_notebook(site):
    build(site, ["one"], say=quiet)
    first = (site / "course/one.ipynb").read_bytes()

    build(site, ["one"], force=True, say=quiet)

    assert (site / "course/one.ipynb").read_bytes() == first
    notebook = built(site)
    assert "version" not in notebook.metadata.language_info
    assert set(notebook.metadata) == {"kernelspec", "language_info"}
    assert all("execution" not in cell.metadata for cell in notebook.cells)


def test_a_new_cell_leaves_the_ids_of_the_others_alone(site, write_lesson):
    build(site, ["one"], say=quiet)
    before = [cell.id for cell in built(site).cells]
    text = (site / "manuscript/course/one.md").read_text("utf-8")
    write_lesson(text.replace("More words.", "```{code-cell}\nx = 1\n```\n\nMore words."))

    build(site, ["one"], say=quiet)

    after = [cell.id for cell in built(site).cells]
    assert len(after) == len(before) + 1
    assert [one for one in after if one in before] == before


def test_addresses_and_frames_are_taken_out_and_meant_errors_kept(site, write_lesson):
    write_lesson(
        "# L\n\n```{code-cell}\nobject()\n```\n\n"
        "```{code-cell}\n:tags: [raises-exception]\n\nint('x')\n```\n"
    )

    assert build(site, ["one"], say=quiet) == []

    first, second = [cell for cell in built(site).cells if cell.cell_type == "code"]
    assert first.outputs[0].data["text/plain"] == "<object at 0x…>"
    assert second.outputs[0].traceback == [
        "ValueError: invalid literal for int() with base 10: 'x'"
    ]


def test_a_widget_leaves_its_html_and_not_its_view(site, write_lesson):
    write_lesson(
        "# L\n\n```{code-cell}\nfrom ipywidgets import Button\n\n"
        "class Shown(Button):\n"
        "    def _repr_mimebundle_(self, **kw):\n"
        "        data = super()._repr_mimebundle_(**kw)\n"
        "        return {**data, 'text/html': '<b>seen</b>', 'text/plain': 'seen'}\n\n"
        "Shown()\n```\n"
    )

    assert build(site, ["one"], say=quiet) == []

    output = built(site).cells[1].outputs[0]
    assert output.data == {"text/html": "<b>seen</b>", "text/plain": "seen"}
    assert "widgets" not in built(site).metadata


def test_a_failing_cell_names_file_line_and_message_and_changes_nothing(site, write_lesson):
    build(site, ["one"], say=quiet)
    before = (site / "course/one.ipynb").read_bytes()
    write_lesson("# L\n\nWords.\n\n```{code-cell}\n:tags: [a]\n\nx = 1\n\nprint(y)\n```\n")

    problems = build(site, ["one"], say=quiet)

    assert problems == [
        "manuscript/course/one.md, line 10 (cell 2): NameError: name 'y' is not defined"
    ]
    assert (site / "course/one.ipynb").read_bytes() == before


@pytest.mark.parametrize(
    ("code", "message"),
    [
        ("import warnings\nwarnings.warn('old')", "line 4 (cell 2): the cell writes a warning"),
        ("import os\nos._exit(3)", "line 4 (cell 2): Python stopped"),
        ("import os\nprint(os.getcwd())", "line 4 (cell 2): the output shows a path"),
        ("import ipywidgets\nipywidgets.Button()", None),
        ("", "(cell 2): the code cell is empty"),
        ("def f(:\n    pass", "line 4 (cell 2): SyntaxError"),
    ],
)
def test_what_a_lesson_must_not_do(site, write_lesson, code, message):
    write_lesson("# L\n\n```{code-cell}\n" + code + "\n```\n")

    problems = build(site, ["one"], say=quiet)

    if message is None:  # a bare widget has at least its text
        assert problems == []
        assert "text/plain" in built(site).cells[1].outputs[0].data
    else:
        assert len(problems) == 1
        assert message in problems[0]


def test_a_failure_does_not_keep_other_lessons_from_being_built(site, write_lesson):
    (site / "manuscript/course/two.md").write_text("# Two\n\n```{code-cell}\n2\n```\n", "utf-8")
    write_lesson("# L\n\n```{code-cell}\n1 / 0\n```\n")

    problems = build(site, ["one", "two"], say=quiet)

    assert len(problems) == 1
    assert not (site / "course/one.ipynb").exists()
    assert (site / "course/two.ipynb").exists()


def test_the_authors_own_answers_do_not_reach_the_outputs(site, write_lesson):
    (site / "course/answers").mkdir(parents=True)
    (site / "course/answers/one.json").write_text("mine", "utf-8")
    write_lesson(
        "# L\n\n```{code-cell}\nfrom pathlib import Path\n"
        "print(Path.cwd().name, sorted(p.name for p in Path('.').iterdir()))\n"
        "print(sorted(p.name for p in Path('../datasets').iterdir()))\n```\n"
    )

    assert build(site, ["one"], say=quiet) == []

    assert built(site).cells[1].outputs[0].text == "course []\n['cases']\n"
    assert (site / "course/answers/one.json").read_text("utf-8") == "mine"


def test_only_what_changed_is_built_again(site, write_lesson):
    said: list[str] = []
    build(site, say=said.append)
    assert all(": built (" in line for line in said)
    said.clear()

    build(site, say=said.append)
    assert [": unchanged (" in line for line in said] == [True, True]
    said.clear()

    write_lesson("# Other words\n")
    build(site, say=said.append)
    assert [": unchanged (" in line for line in said] == [False, True]
    assert said[0].startswith("[1/2] lesson one: built")


def test_a_notebook_changed_by_hand_is_built_again(site):
    build(site, ["one"], say=quiet)
    path = site / "course/one.ipynb"
    good = path.read_bytes()
    path.write_bytes(good.replace(b"hello 5", b"hello 6"))

    build(site, ["one"], say=quiet)

    assert path.read_bytes() == good


def test_check_finds_what_a_build_would_change_and_changes_nothing(site, capsys):
    build(site, say=quiet)
    assert check(site, say=quiet) == []
    path = site / "course/one.ipynb"
    wrong = path.read_bytes().replace(b"hello 5", b"hello 6")
    path.write_bytes(wrong)

    assert check(site, say=quiet) == ["course/one.ipynb differs from what its manuscript gives"]
    assert path.read_bytes() == wrong
    assert run(["--check"]) == 1
    assert "course/one.ipynb differs" in capsys.readouterr().out


def test_check_finds_missing_stray_and_unrun_notebooks(site):
    build(site, say=quiet)
    notebook = built(site)
    notebook.cells[1].execution_count = None
    nbformat.write(notebook, site / "course/one.ipynb")
    (site / "course/stray.ipynb").write_text("{}", "utf-8")
    (site / "release/work/questions.json").unlink()

    problems = check(site, say=quiet)

    assert "course/one.ipynb: code cell 2 was not run" in problems
    assert "course/stray.ipynb has no manuscript; remove it or write one" in problems
    assert "release/work/questions.json is missing" in problems


def test_an_unknown_name_says_what_there_is(site, capsys):
    assert run(["three"]) == 1
    assert "there is one, work" in capsys.readouterr().out


@pytest.mark.parametrize("path", sorted((REAL / "course").glob("*.ipynb")), ids=lambda p: p.stem)
def test_a_committed_lesson_was_run_and_can_be_read_without_a_kernel(path):
    notebook = nbformat.read(path, as_version=4)
    nbformat.validate(notebook)
    for number, cell in enumerate(notebook.cells, 1):
        if cell.cell_type == "code":
            assert cell.execution_count is not None, f"code cell {number} was not run"
            for output in cell.outputs:
                assert not any("widget-view" in mime for mime in output.get("data", ())), number
