"""Check a written query.

What can be checked by rule is checked here: that the words stand in the chart, that nothing leads,
that money is not spoken of, that the answers are complete. Whether the indicators truly support the
question, only a person can tell.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Iterator

from chartroom.cases import render
from chartroom.cases.records import Case, Document
from chartroom.queries import places, words
from chartroom.queries.records import Finding, QueryError, Written

_SHORTEST = 4


def check(query: Written, chart: Case | Iterable[Document]) -> tuple[Finding, ...]:
    """Return what is right and wrong with a query, errors first.

    Args:
        query: the query.
        chart: the case that it is about, or its documents.

    Raises:
        QueryError: ``query`` is not one, or the chart has no documents.
    """
    if not isinstance(query, Written):
        raise QueryError("Make the query with queries.written(title=…, indicators=…, …) first.")
    documents = tuple(chart.documents if isinstance(chart, Case) else chart)
    if not documents:
        raise QueryError("This chart has no documents: there is nothing to ask about.")
    plain = {one.id: render.plain(one) for one in documents}
    whole = "\n".join(plain.values())
    found = [
        *_title(query, whole),
        *_indicators(query, documents, plain),
        *_question(query, whole),
        *_impact(query),
        *_options(query, whole),
    ]
    order = ("error", "advice", "ok")
    return tuple(sorted(found, key=lambda one: order.index(one.severity)))


def _error(kind: str, part: str, message: str, reason: str) -> Finding:
    return Finding(kind, "error", part, message, reason)


def _advice(kind: str, part: str, message: str, reason: str) -> Finding:
    return Finding(kind, "advice", part, message, reason)


def _right(kind: str, part: str, message: str, reason: str = "") -> Finding:
    return Finding(kind, "ok", part, message, reason)


def ready(findings: Iterable[Finding]) -> bool:
    """Return whether nothing forbids sending the query."""
    return all(one.severity != "error" for one in findings)


def _new(text: str, whole: str) -> list[str]:
    """Return the diagnoses that a text names and the chart does not."""
    return [
        next(way for way in ways if words.says_any(text, (way,)))
        for ways in words.named(text)
        if not words.says_any(whole, ways)
    ]


def _title(query: Written, whole: str) -> Iterator[Finding]:
    if not query.title:
        yield _error(
            "no-title",
            "title",
            "The query has no title.",
            "The provider must see at once what it is about.",
        )
        return
    new = _new(query.title, whole)
    offered = [
        one
        for one in _diagnoses(query)
        if one.lower() in query.title.lower() and one.lower() not in whole.lower()
    ]
    if new or offered:
        yield _error(
            "leading-title",
            "title",
            f"The title names {(new or offered)[0]}, which nobody documented.",
            "A title leads as much as a question does. Name the finding "
            "instead, such as the laboratory value.",
        )
    else:
        yield _right("title", "title", "The title names no new diagnosis.")


def _indicators(
    query: Written, documents: tuple[Document, ...], plain: dict[str, str]
) -> Iterator[Finding]:
    if not query.indicators:
        yield _error(
            "no-indicators",
            "indicators",
            "There are no clinical indicators.",
            "A query rests on what this chart says: signs, values, treatment, "
            "word for word, with their place.",
        )
        return
    held = 0
    for one in query.indicators:
        passage = places.passage(one, documents)
        if len(passage) < _SHORTEST:
            yield _advice(
                "short-indicator",
                "indicators",
                f'"{one}" is very short.',
                "Quote enough to be understood alone.",
            )
        elif any(render.holds(document, passage) for document in documents):
            held += 1
        else:
            hint = _hint(one, passage, documents, plain)
            yield _error(
                "not-in-chart",
                "indicators",
                f'"{passage}" does not stand so in this chart.{hint}',
                "What is not quoted word for word is your reading of "
                "it, and another chart's facts are not this patient's.",
            )
    if held:
        passages = "passage stands" if held == 1 else "passages stand"
        yield _right("in-chart", "indicators", f"{held} {passages} in the chart.")
    if held == 1:
        yield _advice(
            "one-indicator",
            "indicators",
            "There is one indicator only.",
            "Look for what was done about it, and for what speaks against it.",
        )


def _hint(line: str, passage: str, documents: tuple[Document, ...], plain: dict[str, str]) -> str:
    place = places.unknown(line, documents)
    if place:
        titles = "; ".join(one.title for one in documents)
        return (
            f' What comes after the colon does, but "{place}" names no document of this chart. '
            f"Its documents are: {titles}."
        )
    near = _near(passage, plain)
    return f' Did you mean "{near}"?' if near else ""


def _near(passage: str, plain: dict[str, str]) -> str:
    lines = [line.strip() for text in plain.values() for line in text.splitlines() if line.strip()]
    pieces = [piece.strip() for line in lines for piece in re.split(r"(?<=[.;])\s+", line)]
    found = difflib.get_close_matches(passage, [*pieces, *lines], n=1, cutoff=0.6)
    return found[0] if found and len(found[0]) < 160 else ""


def _question(query: Written, whole: str) -> Iterator[Finding]:
    if not query.question:
        yield _error(
            "no-question", "question", "There is no question.", "Say what you need to know."
        )
        return
    pushed = False
    for part, text in (("title", query.title), ("question", query.question)):
        for pattern, why in words.LEADING.items():
            match = re.search(pattern, text, re.IGNORECASE)
            if match:
                pushed = True
                yield _error(
                    "leading-words",
                    part,
                    f'"{match[0]}" leads. {why}',
                    "The answer must be the provider's own judgment.",
                )
    new = _new(query.question, whole)
    if new:
        if query.form == "yesno":
            yield _error(
                "new-by-yes-no",
                "question",
                f"The question asks for {new[0]} by yes or no, and nobody documented it.",
                "A new diagnosis is never asked for by yes or no.",
            )
        else:
            yield _error(
                "leading-question",
                "question",
                f"The question names {new[0]}, which nobody documented.",
                "Ask what the findings mean. A diagnosis that they support "
                "may stand among the answers, never in the question.",
            )
    if not pushed and not new:
        yield _right("question", "question", "The question does not lead.")
    if query.form == "yesno":
        yield from _yes_or_no(query)


def _yes_or_no(query: Written) -> Iterator[Finding]:
    if not query.purpose:
        yield _error(
            "yes-no",
            "question",
            "Yes or no does not fit here.",
            "It is for four things: whether a documented diagnosis was present on admission, "
            "whether documented conditions are cause and effect, whether a diagnosis already "
            "in a report holds, and whether one of several conflicting diagnoses is right.",
        )
    else:
        yield _right("yes-no-purpose", "question", "Yes or no may be used for this.")


def _impact(query: Written) -> Iterator[Finding]:
    texts = {"title": query.title, "question": query.question, "options": "\n".join(query.options)}
    spoken = False
    for part, text in texts.items():
        match = words.IMPACT.search(text)
        if match:
            spoken = True
            yield _error(
                "impact",
                part,
                f'"{match[0]}" speaks of money or quality.',
                "What an answer does to payment or scores must not be said, not even as a hint.",
            )
    if not spoken and query.question:
        yield _right("no-impact", "question", "Nothing speaks of payment or scores.")


def _diagnoses(query: Written) -> list[str]:
    """Return the options that are answers of substance."""
    return [
        one
        for one in query.options
        if not (
            words.OTHER.match(one)
            or words.UNDETERMINED.search(one)
            or words.NOTHING.match(one)
            or words.YES.match(one)
            or words.NO.match(one)
        )
    ]


def _options(query: Written, whole: str) -> Iterator[Finding]:
    if query.form == "open":
        if query.question:
            yield _right("open", "options", "An open question needs no answers to choose.")
        return
    if not query.options:
        yield _error(
            "no-options",
            "options",
            "There are no answers to choose from.",
            "Write each on a line of its own.",
        )
        return
    other = any(words.OTHER.search(one) for one in query.options)
    unable = any(words.UNDETERMINED.search(one) for one in query.options)
    if not other:
        yield _error(
            "no-other",
            "options",
            'There is no "other", with room to write.',
            "The right answer may be one you did not think of.",
        )
    if not unable:
        yield _error(
            "no-undetermined",
            "options",
            'There is no "unable to determine".',
            "A provider who cannot tell must be able to say so.",
        )
    if query.form == "yesno":
        if not any(map(words.YES.match, query.options)) or not any(
            map(words.NO.match, query.options)
        ):
            yield _error(
                "yes-and-no",
                "options",
                "Yes and no must both be there.",
                "One of the two alone is no choice.",
            )
        return
    offered = _diagnoses(query)
    if not offered:
        yield _advice(
            "nothing-offered",
            "options",
            "No answer of substance is offered.",
            "Then an open question does the same.",
        )
    elif len(offered) == 1:
        say = _advice if other and unable else _error
        yield say(
            "one-option",
            "options",
            f'Only one diagnosis is offered: "{offered[0]}".',
            "That leads, unless it is the only one that the indicators support. "
            "Look for others, or ask openly.",
        )
    if other and unable and len(offered) > 1:
        yield _right(
            "options",
            "options",
            'Several answers, "other" and "unable to determine" are there.',
            "Make sure that the indicators support each of them.",
        )
