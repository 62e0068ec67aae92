"""All estimates of one subject side by side: published, by whom, how much, for when, by which method."""

from __future__ import annotations

from vedette.errors import ReportError
from vedette.model.facts import Claim
from vedette.report.blocks import Sheet
from vedette.report.directive import Directive
from vedette.report.standing import Standing
from vedette.report.tables import cells

HEADER = ("Published", "By", "Estimate", "Period", "Method", cells.CITED)


def sheet(directive: Directive, standing: Standing) -> Sheet:
    """One row per printable claim on ``subject``, by date of publication."""
    directive.only("of", "subject", "name")
    subject = directive.option("subject")
    claims = sorted((one for one in standing.of(Claim) if one.subject == subject), key=published_order)
    if not claims:
        raise ReportError(f"{directive.where}: no claim on {subject!r}", advice="see vedette estimates")
    return Sheet(
        header=HEADER,
        rows=tuple(
            (
                cells.date(one.published, standing),
                cells.words(one.author),
                cells.quantity(one.quantity, standing),
                cells.date(one.period, standing),
                cells.words(one.method),
                cells.cited(one, standing),
            )
            for one in claims
        ),
    )


def published_order(claim: Claim) -> tuple[str, str, str]:
    """Sort key: earliest day of publication (unknown last), author, key."""
    first = claim.published.first if claim.published else None
    return (str(first or "9999"), claim.author, claim.basis.key)
