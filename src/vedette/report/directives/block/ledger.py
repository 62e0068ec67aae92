"""``::: {.ledger name="..."}``: transfers in both directions between two countries, never as a barter."""

from __future__ import annotations

from vedette.errors import ReportError
from vedette.model.facts import Claim
from vedette.report.directive import Directive, Expansion, illustration
from vedette.report.standing import Standing


def expand(directive: Directive, standing: Standing) -> Expansion:
    """The ledger of the claims in ``keys``, or of every claim with a direction between the two in ``between``."""
    from vedette.report.charts import ledger as chart

    directive.only("name", "keys", "between")
    sides = directive.options.get("between", "KP RU").split()
    if len(sides) != 2:  # noqa: PLR2004 - a ledger has two sides
        raise ReportError(f"{directive.where}: between= names two countries", advice='write between="KP RU"')
    one, other = sides
    keys = directive.listed("keys")
    ways = {f"{one}->{other}", f"{other}->{one}"}
    claims = [claim for claim in standing.of(Claim) if str(claim.direction) in ways and not claim.plan]
    if keys:
        claims = [claim for claim in claims if claim.basis.key in keys]
        missing = sorted(set(keys) - {claim.basis.key for claim in claims})
        if missing:
            raise ReportError(
                f"{directive.where}: {missing[0]} is no claim between {one} and {other}",
                advice="correct the key",
            )
    subjects = {claim.subject: standing.case.label(claim.subject, standing.language) for claim in claims}
    picture = chart.draw(
        claims,
        between=(one, other),
        name=directive.option("name"),
        language=standing.language,
        subjects=subjects,
    )
    return illustration(directive, picture)
