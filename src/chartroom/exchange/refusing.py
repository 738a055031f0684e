"""What would be refused about a message, without taking it in."""

from __future__ import annotations

from chartroom.exchange import fhir, v2
from chartroom.exchange.problems import ExchangeError


def refusals(text: str) -> list[str]:
    """Return what is wrong with a message, one sentence each, with its place; [] if it can be read.

    Args:
        text: a FHIR bundle as JSON (it begins with a brace) or an HL7 v2 message.

    Whether it fits a database (is the provider known? is the number another person's?) is found
    only when it is loaded.
    """
    try:
        if text.lstrip().startswith("{"):
            fhir.read(text)
        else:
            v2.read(text)
    except ExchangeError as error:
        return [str(one) for one in error.problems]
    return []
