"""Writing a query: the draft is kept with the answers, and checked as often as one likes.

The draft is in the student's answers file under ``query-<case>``.
"""

from __future__ import annotations

from collections.abc import Mapping
from html import escape, unescape
from typing import Any

from chartroom import assess, cases
from chartroom.exercises.desk import Refused

#: The parts of a draft, each a text.
PARTS = ("title", "indicators", "question", "form", "options", "purpose")
TITLE = "Write a query"
#: What the form calls its parts that are checked.
LABELS = {
    "title": "Title",
    "indicators": "Clinical indicators",
    "question": "Question",
    "options": "Answers to choose from",
}
_WORDS = {"error": "Change this", "advice": "Look again", "ok": "Right"}
_VERDICTS = {"error": "wrong", "advice": "partly", "ok": "right"}


class QueryDesk:
    """A query about one chart.

    Args:
        case: the chart.
        book: the answer book.
    """

    def __init__(self, case: cases.Case, book: assess.AnswerBook) -> None:
        self.case, self.book = case, book
        self.key = f"query-{case.case}"

    @property
    def draft(self) -> dict[str, str]:
        """The saved draft; parts that are not there are empty."""
        return _clean(self.book.get(self.key))

    def open(self) -> dict[str, Any]:
        """Return the saved draft."""
        return {"draft": self.draft}

    def save(self, given: Any) -> dict[str, Any]:
        """Keep a draft; returns ``{"saved": {"ok", "text"}}``."""
        draft = _clean(given)
        if draft != self.draft or not self.book.saved:
            ok = self.book.put(self.key, draft)
            notice = " ".join(self.book.notices)
            self.book.notices.clear()
            if not ok:
                return {"saved": {"ok": False, "text": notice or "the file cannot be written."}}
        return {"saved": {"ok": True, "text": "Saved"}}

    def check(self, given: Any) -> dict[str, Any]:
        """Keep a draft and say what is right and wrong with it."""
        from chartroom import queries

        kept = self.save(given)
        try:
            query = queries.written(**_clean(given))
            found = queries.check(query, self.case)
        except queries.QueryError as error:
            raise Refused(str(error)) from None
        return {
            **kept,
            "summary": (
                "Nothing forbids sending it. Whether the indicators are enough, a person decides."
                if queries.ready(found)
                else "Do not send it yet:"
            ),
            "items": [
                {
                    "verdict": _VERDICTS[one.severity],
                    "word": _WORDS[one.severity],
                    "about": LABELS[one.part],
                    "html": escape(f"{one.message} {one.reason}".strip()),
                    "target": "",
                    "guideline": "",
                }
                for one in found
            ],
        }

    def typed(self, parts: Mapping[str, str]) -> str:
        """Change parts of the draft, keep it, and return what the check says as text."""
        try:
            told = self.check({**self.draft, **parts})
        except Refused as refused:
            return str(refused)
        saved = told["saved"]
        lines = ["Saved." if saved["ok"] else f"Not saved: {saved['text']}", told["summary"]]
        lines += [
            f"  {one['word']} ({one['about']}): {unescape(one['html'])}" for one in told["items"]
        ]
        return "\n".join(lines)

    def spec(self) -> dict[str, Any]:
        """Return what the view is made from."""
        from chartroom import queries

        return {
            "id": self.key,
            "kind": "query",
            "title": f"{TITLE}: {self.case.title}",
            "source": queries.SOURCE,
            "forms": [[name, words] for name, words in queries.FORMS.items()],
            "purposes": [[name, words] for name, words in queries.PURPOSES.items()],
        }

    def text(self) -> str:
        """Return what is shown where nothing can be clicked: the draft, or how to write one."""
        draft = self.draft
        if not any(draft[part] for part in ("title", "indicators", "question")):
            return (
                f"{TITLE}: {self.case.title}. Run this cell to write. Without it, write for "
                "example\n"
                'lesson.query("' + self.case.case + '", title="…", indicators="…", question="…")'
            )
        parts = "\n".join(f"{part}: {draft[part]}" for part in PARTS if draft[part])
        return f"{TITLE}: {self.case.title}. Your draft:\n{parts}"


def _clean(given: Any) -> dict[str, str]:
    """Return a draft from what a file or a view holds, which may be anything."""
    from chartroom import queries

    held = given if isinstance(given, dict) else {}
    draft = {part: held[part] if isinstance(held.get(part), str) else "" for part in PARTS}
    if draft["form"] not in queries.FORMS:
        draft["form"] = "open"
    if draft["purpose"] not in queries.PURPOSES:
        draft["purpose"] = ""
    return draft
