"""Which names a test needs of the student, and what it makes again by itself."""

from __future__ import annotations

from chartroom.isolation import needs
from chartroom.isolation.needs import Needs, SourceCell


def of(*cells: tuple[str, str]) -> Needs:
    """Return the needs of the last cell; kinds are setup, solution, test."""
    made = [SourceCell(kind, code, f"cell-{place}") for place, (kind, code) in enumerate(cells)]
    return needs.of(made)[made[-1].name]


def test_what_a_solution_makes_comes_from_the_student():
    found = of(("solution", "title = 'x'"), ("test", "assert title == 'x'"))
    assert (found.names, found.setup) == (("title",), ())


def test_a_function_and_a_name_looked_up_by_its_text_come_from_the_student():
    found = of(
        ("solution", "def half(n):\n    inner = n / 2\n    return inner"),
        ("test", "inner = 3\nassert 'half' in globals()\nassert globals().get('extra')"),
    )
    assert found.names == ("extra", "half")


def test_an_import_is_made_again_and_never_the_students():
    found = of(
        ("setup", "import pandas as pd\nsheet = open_it()"),
        ("solution", "import numpy as np\nvalue = pd.Series(np.ones(2)).sum()"),
        ("test", "assert pd.notna(value) and np.isfinite(value)"),
    )
    assert found.names == ("value",)
    assert found.setup == ("import pandas as pd", "import numpy as np")


def test_what_the_course_makes_is_made_again_with_all_it_takes():
    setup = "db = connect()\nfor name in ('a', 'b'):\n    read(name).to_sql(name, db)"
    found = of(
        ("setup", "from sqlite3 import connect\nfrom pandas import read_csv as read"),
        ("setup", setup),
        ("solution", "query = 'SELECT 1'\nrun(query, db)"),
        ("test", "found = run(query, db)"),
    )
    assert found.names == ("query", "run")  # nobody makes run: the student may have
    assert found.setup[-1] == setup
    assert len(found.setup) == 2


def test_what_a_solution_changes_comes_from_the_student_and_else_from_the_course():
    setup = "import json\npatient = json.loads('{}')"
    found = of(
        ("setup", setup),
        ("solution", "patient['sex'] = 'F'\npatient['name'].append('x')"),
        ("test", "assert patient['sex'] == 'F'"),
    )
    assert found.names == ("patient",)
    assert found.instead == {"patient": (setup,)}


def test_what_depends_on_a_solution_is_not_made_by_the_course():
    found = of(
        ("solution", "def half(n): return n / 2"),
        ("setup", "result = half(10)"),
        ("test", "assert result == 5"),
    )
    assert (found.names, found.setup) == (("result",), ())


def test_names_of_the_test_itself_and_builtins_are_not_asked_for():
    found = of(
        ("test", "import math\n\ndef near(a, b): return abs(a - b) < 1"),
        ("solution", "value = 3"),
        (
            "test",
            "points = 0\nfor one in [value]:\n    points += near(one, 3) and len([k for k in 'x'])"
            "\nmath.floor(points)",
        ),
    )
    assert found.names == ("value",)


def test_a_builtin_that_a_solution_makes_is_asked_for():
    found = of(("solution", "sum = 3"), ("test", "assert sum == 3"))
    assert found.names == ("sum",)


def test_a_name_used_in_its_own_first_assignment_is_asked_for():
    found = of(("solution", "value = 3"), ("test", "value = value + 1\nassert value == 4"))
    assert found.names == ("value",)


def test_names_that_cannot_be_told_before_mean_all():
    found = of(("solution", "a1 = a2 = 3"), ("test", "[globals()[f'a{n}'] for n in (1, 2)]"))
    assert found.everything


def test_later_cells_may_use_what_the_visible_test_makes():
    cells = [
        SourceCell("test", "from math import pi\nassert pi", "one"),
        SourceCell("solution", "area = pi * 2", "area-code"),
        SourceCell("test", "assert area", "two"),
    ]
    found = needs.of(cells)
    assert found["one"].shared
    assert not found["two"].shared


def test_a_cell_with_magics_or_with_mistakes_is_read_as_far_as_can_be():
    found = of(
        ("setup", "%matplotlib inline\nimport pandas as pd"),
        ("setup", "this is no Python"),
        ("test", "pd.Series()"),
    )
    assert found.setup == ("import pandas as pd",)
