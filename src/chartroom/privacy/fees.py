"""What a copy of the record may cost the patient: 45 CFR 164.524(c)(4)."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from chartroom.privacy.finding import PrivacyError
from chartroom.privacy.overlay import Overlay

#: HHS guidance: instead of counting, at most this for an electronic copy of electronic records.
FLAT = Decimal("6.50")
SECTION = "45 CFR 164.524(c)(4)"
_NEVER = ("searching", "retrieving", "verifying", "maintaining systems", "storage", "overhead")


@dataclass(frozen=True)
class Fee:
    """An amount in dollars, how it came about, and where it stands."""

    amount: Decimal
    working: str
    section: str = SECTION

    def __str__(self) -> str:
        return f"${self.amount} ({self.working}; {self.section})"


def copy_fee(
    minutes: Decimal | int | str = 0,
    hourly: Decimal | int | str = 0,
    supplies: Decimal | int | str = 0,
    postage: Decimal | int | str = 0,
    summary: Decimal | int | str = 0,
    *,
    to: str = "individual",
    flat: bool = False,
    electronic: bool = True,
    summary_agreed: bool = False,
    charged_for: tuple[str, ...] = (),
) -> Fee:
    """Return the fee for a copy to the patient, or to who stands in the patient's place.

    Args:
        minutes, hourly: labor of *copying* (also scanning, or making the electronic file).
        supplies: paper, CD or USB drive that the patient asks for.
        postage: if it is mailed.
        summary: for writing a summary, if the patient agreed to it and to its price.
        to: ``individual``; anybody else pays what state law or contract says.
        flat: take the flat amount instead of counting; only for electronic copies.
        charged_for: what somebody wants to charge for besides.

    Raises:
        PrivacyError: an amount is negative or no number; something is charged that may not be; the
            flat amount for paper; the recipient is somebody else.
    """
    if to != "individual":
        raise PrivacyError(
            "The patient's rate is for the patient's own request. A copy that a third party asks "
            "for, or that is sent to one at the patient's direction, is outside of it since Ciox "
            "v. Azar (D.D.C. 2020)."
        )
    for one in charged_for:
        if one in _NEVER:
            raise PrivacyError(f"{one.capitalize()} may not be charged ({SECTION}).")
        raise PrivacyError(f"'{one}' is not known; ask the privacy officer whether it may be.")
    if flat:
        if not electronic:
            raise PrivacyError("The flat amount is for electronic copies of electronic records.")
        return Fee(FLAT, "flat amount for an electronic copy, HHS guidance of 2016")
    parts = {
        "labor of copying": _money(minutes, "minutes") * _money(hourly, "hourly") / 60,
        "supplies": _money(supplies, "supplies"),
        "postage": _money(postage, "postage"),
        "summary": _money(summary, "summary"),
    }
    if parts["summary"] and not summary_agreed:
        raise PrivacyError(f"A summary is charged only if the patient agreed to it ({SECTION}).")
    rounded = {name: _cents(value) for name, value in parts.items() if value}
    working = " + ".join(f"{name} ${value}" for name, value in rounded.items())
    return Fee(sum(rounded.values(), Decimal("0.00")), working or "nothing to charge")


def third_party_fee(pages: int, state: Overlay) -> Fee:
    """Return what somebody pays who is not the patient, by a state's rules.

    Raises:
        PrivacyError: the state's file gives no fees, or there is no page.
    """
    if not state.fees:
        raise PrivacyError(
            f"The rules of {state.state} give no fees for third parties; add them to its file, or "
            "ask the privacy officer."
        )
    if pages < 1:
        raise PrivacyError(f"{pages} pages cannot be copied; count again.")
    search = Decimal(state.fees.get("search", "0.00"))
    each = Decimal(state.fees.get("per page", "0.00"))
    working = f"search ${search} + {pages} pages at ${each}"
    return Fee(search + pages * each, working, state.fees["section"])


def _money(value: Decimal | int | str, name: str) -> Decimal:
    try:
        amount = Decimal(str(value).strip().removeprefix("$"))
    except ArithmeticError:
        raise PrivacyError(f"{name}: '{value}' is not a number.") from None
    if not amount.is_finite() or amount < 0:
        raise PrivacyError(f"{name}: {value} cannot be; it must be 0 or more.")
    return amount


def _cents(value: Decimal) -> Decimal:
    return value.quantize(Decimal("0.01"), ROUND_HALF_UP)
