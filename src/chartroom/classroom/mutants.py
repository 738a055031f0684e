"""Make the perfect submission wrong in one place: each such mutant must lose points.

A mutant that still gets full marks shows a test that does not look, or a change that changes
nothing (a comment of the student's, the order of what has none).
"""

from __future__ import annotations

import ast
import copy
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from chartroom.classroom.submissions import Sample

MOST = 8  # mutants of one answer or one cell
_SWAPS: dict[type, type] = {
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
    ast.Mult: ast.Div,
    ast.Div: ast.Mult,
    ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq,
    ast.Lt: ast.LtE,
    ast.LtE: ast.Lt,
    ast.Gt: ast.GtE,
    ast.GtE: ast.Gt,
    ast.And: ast.Or,
    ast.Or: ast.And,
    ast.BitAnd: ast.BitOr,
    ast.BitOr: ast.BitAnd,
}
_LETTERS = "abcdefghijklmnopqrstuvwxyz"


@dataclass(frozen=True)
class Mutant:
    """A submission with one thing changed: where, and what, in words."""

    place: str
    what: str
    sample: Sample


def of(perfect: Sample, most: int = MOST, unordered: frozenset[str] = frozenset()) -> list[Mutant]:
    """Return the mutants of a perfect submission, ``most`` of each answer and each cell.

    ``unordered`` are the names of answers that are the same in any order.
    """
    found = []
    for name, answer in perfect.answers.items():
        for what, changed in _spread(list(_distinct(answer, name in unordered)), most):
            found.append(_mutant(perfect, name, what, answers={**perfect.answers, name: changed}))
    for name, source in perfect.cells.items():
        if perfect.expect.get(name) == "hand":
            continue
        for what, changed in _spread(list(code(source)), most):
            found.append(_mutant(perfect, name, what, cells={**perfect.cells, name: changed}))
    return [
        replace(one, sample=replace(one.sample, name=f"mutant-{number:04d}"))
        for number, one in enumerate(found)
    ]


def _distinct(answer: Any, unordered: bool) -> Iterator[tuple[str, Any]]:
    for what, changed in answers(answer):
        if not (unordered and isinstance(changed, list) and sorted(changed) == sorted(answer)):
            yield what, changed


def _mutant(perfect: Sample, place: str, what: str, **changed: Any) -> Mutant:
    return Mutant(place, what, replace(perfect, description=what, **changed))


def _spread(found: list[tuple[str, Any]], most: int) -> list[tuple[str, Any]]:
    """Return at most ``most`` of them, from the first to the last."""
    if len(found) <= most:
        return found
    return [found[number * (len(found) - 1) // (most - 1)] for number in range(most)]


def answers(answer: Any, path: str = "") -> Iterator[tuple[str, Any]]:
    """Yield an answer with one value in it changed, and what was changed."""
    if isinstance(answer, dict):
        for name, inner in answer.items():
            for what, changed in answers(inner, f"{path}.{name}" if path else str(name)):
                yield what, {**answer, name: changed}
    elif isinstance(answer, list):
        for place, inner in enumerate(answer):
            for what, changed in answers(inner, f"{path}[{place}]"):
                yield what, [*answer[:place], changed, *answer[place + 1 :]]
        for place in range(len(answer)):
            yield f"{path}[{place}] left out", answer[:place] + answer[place + 1 :]
        for place in range(len(answer) - 1):
            if answer[place] != answer[place + 1]:
                turned = [*answer]
                turned[place : place + 2] = [answer[place + 1], answer[place]]
                yield f"{path}[{place}] and the next one swapped", turned
    elif isinstance(answer, bool):
        yield f"{path or 'answer'}: {not answer}", not answer
    elif isinstance(answer, (int, float)):
        yield f"{path or 'answer'}: {answer + 1}", answer + 1
    elif isinstance(answer, str) and answer:
        changed = _other(answer)
        yield f"{path or 'answer'}: {changed!r}", changed


def _other(text: str) -> str:
    """Return another text of the same form: another option, code, number or date."""
    last = text[-1]
    if last.isdigit():
        return text[:-1] + str((int(last) + 1) % 10)
    if len(text) == 1 and text in _LETTERS:
        return "a" if text != "a" else "b"
    return text[:-1] if len(text) > 3 else text + "x"


def code(source: str) -> Iterator[tuple[str, str]]:
    """Yield the code of a cell with one thing in it changed, and what was changed."""
    try:
        tree = ast.parse(source)
    except SyntaxError:
        return
    nodes = list(ast.walk(tree))
    for number, node in enumerate(nodes):
        line = getattr(node, "lineno", 0)
        for what, change in _changes(node):
            changed = copy.deepcopy(tree)
            change(list(ast.walk(changed))[number])
            yield f"line {line}: {what}", ast.unparse(ast.fix_missing_locations(changed))
    for place, statement in enumerate(tree.body):
        rest = [*tree.body[:place], *tree.body[place + 1 :]]
        if rest and not isinstance(statement, (ast.Import, ast.ImportFrom, ast.Expr)):
            kept = ast.Module(rest, [])
            yield f"line {statement.lineno} left out", ast.unparse(kept)


def _changes(node: ast.AST) -> Iterator[tuple[str, Any]]:
    """Yield what can be changed in a node, and a function that does it in a copy."""
    if isinstance(node, ast.Constant) and isinstance(node.value, (bool, int, float, str)):
        if isinstance(node.value, bool):
            new: Any = not node.value
        elif isinstance(node.value, (int, float)):
            new = node.value + 1
        elif node.value:
            new = _other(node.value)
        else:
            return
        yield f"{node.value!r} becomes {new!r}"[:120], lambda copied: setattr(copied, "value", new)
    elif isinstance(node, (ast.BinOp, ast.BoolOp)) and type(node.op) in _SWAPS:
        other = _SWAPS[type(node.op)]
        yield (
            f"{type(node.op).__name__} becomes {other.__name__}",
            lambda copied: setattr(copied, "op", other()),
        )
    elif isinstance(node, ast.Compare) and type(node.ops[0]) in _SWAPS:
        swapped = _SWAPS[type(node.ops[0])]
        yield (
            f"{type(node.ops[0]).__name__} becomes {swapped.__name__}",
            lambda copied: copied.ops.__setitem__(0, swapped()),
        )
