"""Why a part of a chart stays back: the words for each reason, and where it stands."""

from __future__ import annotations

from collections.abc import Mapping

from chartroom.privacy.finding import Finding

REASONS: Mapping[str, Finding] = {
    one.code: one
    for one in (
        Finding(
            "illegible",
            "It cannot be read, so nobody knows whose it is or what it says.",
            "hospital policy",
            "Scan it again before anything goes.",
        ),
        Finding(
            "peer review",
            "Peer review is no part of the designated record set.",
            "45 CFR 164.501; state law",
            "Leave it out, and ask the privacy officer if a court asks.",
        ),
        Finding(
            "psychotherapy notes",
            "They need an authorization of their own, and the right of access does not reach them.",
            "45 CFR 164.508(a)(2), 164.524(a)(1)(i)",
            "Leave them out; the rest may go.",
        ),
        Finding(
            "for proceedings",
            "It was compiled for a legal action, and the right of access does not reach it.",
            "45 CFR 164.524(a)(1)(ii)",
            "Leave it out.",
        ),
        Finding(
            "endangers",
            "A licensed professional judged that it may endanger somebody's life or safety.",
            "45 CFR 164.524(a)(3)",
            "Leave it out, say so in writing, and offer a review by another professional.",
        ),
        Finding(
            "confidant",
            "Somebody who is no provider told it in confidence, and it would show who.",
            "45 CFR 164.524(a)(2)(v)",
            "Leave it out, and say in writing that something was left out.",
        ),
        Finding(
            "counseling notes",
            "A counselor's own notes on substance use need a consent of their own.",
            "42 CFR 2.11, 2.31(b)",
            "Leave them out; consent to treatment, payment and operations does not reach them.",
        ),
        Finding(
            "Part 2",
            "A record of a substance use program needs the patient's consent.",
            "42 CFR 2.13, 2.31",
            "Leave it out, and do not say that there is such a record.",
        ),
        Finding(
            "minor's own consent",
            "The minor consented to this care alone, so a parent is no representative for it.",
            "45 CFR 164.502(g)(3)(i)",
            "Leave it out, unless state law says otherwise; ask the privacy officer.",
        ),
    )
}
