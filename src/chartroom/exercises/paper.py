"""A paper and the form filled in from it: what a view shows, and the same without a browser."""

from __future__ import annotations

from html import escape
from typing import Any

from chartroom.assess.records import Field, Question
from chartroom.exercises.texts import inline, plain, sheet

_LOOKS = {
    "": "Paper",
    "form": "Paper form",
    "handwritten": "Paper form, by hand",
    "fax": "Fax",
    "letter": "Letter",
    "portal": "Portal message",
    "phone": "Telephone note",
    "counter": "At the counter",
}


def spec(question: Question) -> dict[str, Any]:
    """Return what the view of a form is made from. Holds no key."""
    form = question.form
    return {
        "paper": sheet(question.source) if question.source else "",
        "look": question.look or "form",
        "looks": _LOOKS[question.look],
        "today": form.today.strftime("%m/%d/%Y") if form and form.today else "",
        "fields": [
            {
                "id": field.id,
                "label": field.label,
                "type": field.type,
                "options": [[name, plain(text)] for name, text in field.options.items()],
                "required": field.required,
                "help": inline(field.help),
                "unit": field.unit,
            }
            for field in (form.fields if form else ())
        ],
    }


def html(question: Question) -> str:
    """Return paper and empty form as HTML."""
    parts = [f"<blockquote>{sheet(question.source)}</blockquote>"] if question.source else []
    fields = question.form.fields if question.form else ()
    rows = "".join(
        f"<li><code>{escape(field.id)}</code> {escape(_line(field))}</li>" for field in fields
    )
    return "".join([*parts, f"<p>The form has these fields:</p><ul>{rows}</ul>"])


def text(question: Question) -> str:
    """Return paper and empty form as plain text."""
    parts = [question.source.strip()] if question.source else []
    fields = question.form.fields if question.form else ()
    lines = [f"  {field.id}: {_line(field)}" for field in fields]
    return "\n\n".join([*parts, "The form has these fields:\n" + "\n".join(lines)])


def answered(question: Question, answer: Any) -> list[str]:
    """Return a filled-in form line by line; it may hold anything a person wrote into a file."""
    if not isinstance(answer, dict):
        return []
    fields = {field.id: field for field in (question.form.fields if question.form else ())}
    lines = []
    for name, value in answer.items():
        if value in (None, ""):
            continue
        field = fields.get(name)
        shown = _shown(field, str(value)) if field else value
        lines.append(f"{field.label if field else name}: {shown}")
    return lines


def _shown(field: Field, value: str) -> str:
    picked = value.split(",") if field.type == "several" else [value]
    return "; ".join(plain(field.options.get(one.strip(), one.strip())) for one in picked)


def _line(field: Field) -> str:
    notes = ["required"] if field.required else []
    notes += ["mark all that apply"] if field.type == "several" else []
    notes += [field.unit] if field.unit else []
    notes += [plain(field.help)] if field.help else []
    notes += ["; ".join(f"{k} = {plain(v)}" for k, v in field.options.items())] * bool(
        field.options
    )
    return field.label + (f" ({', '.join(notes)})" if notes else "")
