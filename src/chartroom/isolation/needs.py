"""Which names a test cell needs, and from whom: the course's own cells, or the student.

Read from the source notebook, before anything of a student is seen. A name that the course's own
cells make (an import, a table that was read) is made again where the tests run. A name that a
solution cell makes or changes comes from the student as plain data.
"""

from __future__ import annotations

import ast
import builtins
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

_BUILTIN = frozenset(dir(builtins)) | {"get_ipython", "display", "__name__"}


@dataclass(frozen=True)
class SourceCell:
    """A code cell of the source notebook.

    ``kind`` is ``"test"``, ``"solution"`` or ``"setup"`` (the course's own, seen by the student).
    """

    kind: str
    code: str
    name: str = ""


@dataclass(frozen=True)
class Needs:
    """What a test cell needs.

    Attributes:
        names: names that come from the student.
        instead: for some of them, code that makes them if the student's value cannot cross.
        setup: pieces of the course's own code to run before it, in order.
        everything: it looks at names that cannot be told before; all of the student's are given.
        shared: later cells use names that its visible part makes.
    """

    names: tuple[str, ...] = ()
    instead: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    setup: tuple[str, ...] = ()
    everything: bool = False
    shared: bool = False


@dataclass
class _Cell:
    """What one cell does with names."""

    kind: str
    code: str
    name: str
    binds: set[str] = field(default_factory=set)
    imports: dict[str, str] = field(default_factory=dict)  # name: the statement
    changes: set[str] = field(default_factory=set)
    needed: set[str] = field(default_factory=set)
    asks_any: bool = False

    @property
    def makes(self) -> set[str]:
        return self.binds | set(self.imports)


def of(cells: Sequence[SourceCell]) -> dict[str, Needs]:
    """Return the needs of each test cell of a notebook, by its grading name."""
    read = [_read(cell) for cell in cells]
    found = {}
    for place, cell in enumerate(read):
        if cell.kind == "test":
            wanted = _Wanted(read)
            for name in sorted(cell.needed):
                wanted.add(name, place)
            later = read[place + 1 :]
            found[cell.name] = Needs(
                tuple(sorted(wanted.names)),
                wanted.instead,
                tuple(wanted.setup[number] for number in sorted(wanted.setup)),
                cell.asks_any,
                any(one.kind != "test" and (cell.makes & one.needed) for one in later),
            )
    return found


class _Wanted:
    """Collects, for one test cell, where each name comes from."""

    def __init__(self, cells: Sequence[_Cell]) -> None:
        self._cells = cells
        self.names: set[str] = set()
        self.instead: dict[str, tuple[str, ...]] = {}
        self.setup: dict[tuple[int, int], str] = {}

    def add(self, name: str, place: int) -> None:
        """Settle where ``name`` comes from in the cell at ``place``."""
        setup: dict[tuple[int, int], str] = {}
        if self._trusted(name, place, setup):
            self.setup |= setup
            return
        self.names.add(name)
        setup = {}
        if self._trusted(name, place, setup, changes=False) and setup:
            self.instead[name] = tuple(setup[number] for number in sorted(setup))

    def _trusted(
        self, name: str, place: int, setup: dict[tuple[int, int], str], changes: bool = True
    ) -> bool:
        """Whether the course makes ``name``; ``setup`` gets the code that does, by its place.

        Without ``changes`` it does not matter that a solution cell may have changed the value.
        """
        for number in range(place - 1, -1, -1):
            cell = self._cells[number]
            if name in cell.imports:
                lines = (setup.get((number, 0), ""), cell.imports[name])
                setup[number, 0] = "\n".join(dict.fromkeys(filter(None, lines)))
                return True
            if cell.kind == "solution":
                changed = changes and name in cell.changes and not self._imported(name, number)
                if name in cell.binds or changed:
                    return False
            elif cell.kind == "test":
                if name in cell.binds:
                    return True  # it is there since that test ran
            elif name in cell.binds or (name in cell.changes and not self._imported(name, number)):
                inner: dict[tuple[int, int], str] = {}
                needed = sorted(cell.needed - {name})
                if not all(self._trusted(one, number, inner, changes) for one in needed):
                    return False
                setup |= inner
                setup[number, 1] = cell.code
                if name in cell.binds:
                    return True
        return name in _BUILTIN

    def _imported(self, name: str, place: int) -> bool:
        return any(name in cell.imports for cell in self._cells[:place])


def _read(cell: SourceCell) -> _Cell:
    found = _Cell(cell.kind, cell.code, cell.name)
    try:
        tree = ast.parse(_as_python(cell.code))
    except SyntaxError:
        return found
    found.asks_any = _asks_any(tree)
    made: dict[str, tuple[int, int]] = {}  # where a name is first made
    used = dict.fromkeys(_by_text(tree), (0, 0))
    for node in ast.walk(tree):
        found.changes |= _changed(node, found.kind)
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load):
            here = (node.lineno, node.col_offset)
            used[node.id] = min(used.get(node.id, here), here)
    for statement in _outside_functions(tree.body):
        if isinstance(statement, (ast.Import, ast.ImportFrom)):
            for alias in statement.names:
                name = (alias.asname or alias.name).split(".")[0]
                found.imports[name] = ast.unparse(statement)
        for name in _bound(statement):
            found.binds.add(name)
            made[name] = min(made.get(name, _after(statement)), _after(statement))
    for name, here in used.items():
        if name not in found.imports and (name not in made or here < made[name]):
            found.needed.add(name)
    found.needed -= _own_names(tree) - found.binds
    found.changes -= set(found.imports)
    return found


def _bound(statement: ast.stmt | ast.ExceptHandler) -> Iterator[str]:
    """Yield the names that a statement makes, without those that statements in it make."""
    if isinstance(statement, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
        yield statement.name
        return
    if isinstance(statement, ast.ExceptHandler) and statement.name:
        yield statement.name
    for node in _without_functions(statement):
        if isinstance(node, ast.Name) and isinstance(node.ctx, (ast.Store, ast.Del)):
            yield node.id


def _after(statement: ast.stmt | ast.ExceptHandler) -> tuple[int, int]:
    """Return the place from which on the names that a statement makes are there."""
    if isinstance(statement, (ast.For, ast.AsyncFor)):
        return statement.iter.end_lineno or 0, statement.iter.end_col_offset or 0
    if isinstance(statement, (ast.With, ast.AsyncWith, ast.ExceptHandler, ast.If, ast.While)):
        return statement.lineno, statement.col_offset
    if isinstance(statement, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
        return statement.lineno, statement.col_offset
    return statement.end_lineno or 0, statement.end_col_offset or 0


def _as_python(code: str) -> str:
    if "%" not in code and "!" not in code and "?" not in code:
        return code
    from IPython.core.inputtransformer2 import TransformerManager

    return TransformerManager().transform_cell(code)


def _changed(node: ast.AST, kind: str) -> set[str]:
    """Return the names whose value a node changes in place, as far as can be told."""
    targets: list[ast.expr] = []
    if isinstance(node, ast.Subscript | ast.Attribute) and isinstance(
        node.ctx, (ast.Store, ast.Del)
    ):
        targets = [node]
    elif isinstance(node, ast.Expr) and isinstance(node.value, ast.Call):
        called = node.value.func
        targets = [called] if isinstance(called, ast.Attribute) else []
        if kind == "setup":  # a loop that fills a database hands it to a table's method
            targets += [one for one in node.value.args if isinstance(one, ast.Name)]
    found = set()
    for target in targets:
        base: ast.expr = target
        called = False
        while isinstance(base, (ast.Subscript, ast.Attribute, ast.Call)):
            called = isinstance(base, ast.Call)
            base = base.func if isinstance(base, ast.Call) else base.value
        if isinstance(base, ast.Name) and not called:  # f(x).y = 1 does not change f
            found.add(base.id)
    return found


def _by_text(tree: ast.AST) -> Iterator[str]:
    """Yield names looked up by their text: ``globals().get("x")``, ``"x" in globals()``."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            if _is_space(node.func.value) and node.args:
                yield from _text(node.args[0])
        elif isinstance(node, ast.Subscript) and _is_space(node.value):
            yield from _text(node.slice)
        elif isinstance(node, ast.Compare) and any(map(_is_space, node.comparators)):
            yield from _text(node.left)


def _asks_any(tree: ast.AST) -> bool:
    """Whether names are looked up whose text is not there to read."""
    spaces = sum(_is_space(node) for node in ast.walk(tree))
    return spaces > len(list(_by_text(tree)))


def _is_space(node: ast.AST) -> bool:
    return (
        isinstance(node, ast.Call)
        and isinstance(node.func, ast.Name)
        and node.func.id in ("globals", "locals", "vars", "dir")
        and not node.args
    )


def _text(node: ast.AST) -> Iterator[str]:
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.value


def _outside_functions(statements: Sequence[Any]) -> Iterator[Any]:
    """Yield the statements of a cell, and those in its loops and branches, but not in functions."""
    for statement in statements:
        yield statement
        if isinstance(statement, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
            continue
        for part in ("body", "orelse", "finalbody", "handlers"):
            yield from _outside_functions(getattr(statement, part, []))


def _without_functions(node: ast.AST) -> Iterator[ast.AST]:
    """Yield a node and what is in it, but for statements, functions and comprehensions in it."""
    if isinstance(
        node,
        (
            ast.FunctionDef,
            ast.AsyncFunctionDef,
            ast.ClassDef,
            ast.Lambda,
            ast.ListComp,
            ast.SetComp,
            ast.DictComp,
            ast.GeneratorExp,
        ),
    ):
        return
    yield node
    for inner in ast.iter_child_nodes(node):
        if not isinstance(inner, ast.stmt):
            yield from _without_functions(inner)


def _own_names(tree: ast.AST) -> set[str]:
    """Return names that functions and comprehensions of a cell have for themselves."""
    found = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.arg):
            found.add(node.arg)
        elif isinstance(node, ast.comprehension):
            found |= {one.id for one in ast.walk(node.target) if isinstance(one, ast.Name)}
    return found
