"""The use case "shown": how much of a claimed number the observations at hand can show from open sources."""

from __future__ import annotations

from decimal import Decimal

import attrs

from vedette.assessment.grounds import Grounds
from vedette.assessment.tally import Query, count
from vedette.casework.figures import chosen
from vedette.casework.inputs import answerable, inputs_of
from vedette.casework.rows import CitedRow, cited
from vedette.casework.workspace import Workspace
from vedette.errors import FigureError
from vedette.model.facts import AnyFact, Claim, Judgement, Observation, ObservationKind
from vedette.model.figures import Figure
from vedette.model.moments import Period
from vedette.model.quantities import Quantity
from vedette.model.submissions import Authority
from vedette.report.standing import Standing
from vedette.report.words import date_in_words, figure_in_words, quantity_in_words

KINDS = {
    "voyage": (ObservationKind.VOYAGE, ObservationKind.PORT_CALL),
    "call": (ObservationKind.PORT_CALL, ObservationKind.VOYAGE),
    "flight": (ObservationKind.FLIGHT,),
    "delivery": (ObservationKind.DELIVERY,),
    "visit": (ObservationKind.DELIVERY, ObservationKind.PORT_CALL),
    "transfer": (ObservationKind.TRANSFER, ObservationKind.SHIP_TO_SHIP),
}
"""Which happenings show one of a unit: a ship that loads or arrives shows a voyage, as one under way does."""


@attrs.frozen(kw_only=True)
class Tier:
    """Rows that count towards a claimed number, and their count as bounds, each happening once."""

    title: str
    count: Quantity
    words: str
    rows: tuple[CitedRow, ...]
    said: tuple[str, ...]


@attrs.frozen(kw_only=True)
class ShownAnswer:
    """A claimed number beside what observations from open sources show of it.

    ``declared`` are rows that name the subject of the claim; ``matching`` are all rows of its kind, direction
    and period, the declared ones among them: they may belong to it, and nothing says that they do.
    ``not_shown`` is the least number that no row shows; none if the claim has no lower end.
    """

    figure: str
    label: str
    claimed: Quantity
    words: str
    subject: str
    direction: str | None
    period: str | None
    declared: Tier
    matching: Tier
    not_shown: Decimal | None


def shown(
    workspace: Workspace, name: str, *, audience: str = "public", language: str | None = None
) -> ShownAnswer:
    """What open sources show of a figure that rests on claims of one subject.

    Raises `CaseError` for an unknown figure, `FigureError` for one that counts nothing that is observed.
    """
    standing, failed = answerable(inputs_of(workspace, audience=audience, language=language))
    figure = chosen(name, standing, failed)
    claim = _claim_behind(figure, standing)
    unit = str(figure.quantity.unit)
    if unit not in KINDS:
        raise FigureError(
            f"figure {figure.name!r} counts in {unit}, which no observation shows one by one",
            advice=f"ask for a figure that counts in {', '.join(KINDS)}",
        )
    grounds = Grounds(facts=tuple(one for one in standing.facts if _is_open(one)))
    period = _period(claim)
    kinds, way = KINDS[unit], str(claim.direction) if claim.direction else None
    named = Query(kinds=kinds, period=period, subject=claim.subject)
    alike = Query(kinds=kinds, period=period, direction=way)
    either = [one for one in grounds.observations if named.finds(one) or alike.finds(one)]
    judged = grounds.kind(Judgement)
    desk = _Desk(standing=standing, figure=figure)
    matching = desk.tier(
        "rows of its kind, direction and period",
        Query(kinds=kinds, period=period),
        attrs.evolve(grounds, facts=(*either, *judged)),
    )
    return ShownAnswer(
        figure=figure.name,
        label=figure.label,
        claimed=figure.quantity,
        words=figure_in_words(figure, standing.language),
        subject=claim.subject,
        direction=way,
        period=date_in_words(claim.period, standing.language) if claim.period else None,
        declared=desk.tier("rows that name its subject", named, grounds),
        matching=matching,
        not_shown=_short_of(figure.quantity, matching.count),
    )


def _claim_behind(figure: Figure, standing: Standing) -> Claim:
    """The claim that says what is counted; the figure's own claims agree on subject and direction."""
    found = [standing.fact(leaf.fact) for leaf in figure.derivation.leaves() if leaf.fact]
    claims = [one for one in found if isinstance(one, Claim)]
    subjects = sorted({one.subject for one in claims})
    if len(subjects) != 1:
        raise FigureError(
            f"figure {figure.name!r} rests on {', '.join(subjects) or 'no claim'}, not on one claimed subject",
            advice="ask for a figure that rests on claims of one subject",
        )
    return claims[0]


def _is_open(fact: AnyFact) -> bool:
    return isinstance(fact, Judgement) or (
        isinstance(fact, Observation) and fact.basis.authority is Authority.OPEN_SOURCE
    )


def _period(claim: Claim) -> Period | None:
    """The days that the claim names; "about" at an end does not stretch it here."""
    return claim.period.days if claim.period else None


@attrs.frozen(kw_only=True)
class _Desk:
    """What every tier is made with."""

    standing: Standing
    figure: Figure

    def tier(self, title: str, query: Query, grounds: Grounds) -> Tier:
        tally = count(query, grounds, label=self.figure.label, unit=self.figure.quantity.unit)
        rows = [cited(self.standing.fact(leaf.fact), self.standing) for leaf in tally.leaves() if leaf.fact]
        return Tier(
            title=title,
            count=tally.quantity,
            words=_words(tally.quantity, self.standing.language),
            rows=tuple(sorted(rows, key=lambda row: row.key)),
            said=(*tally.assumptions, *tally.judgements),
        )


def _words(count: Quantity, language: str) -> str:
    """The bounds in words; a count without any is none for sure, and may be any number."""
    if count.low is None and count.high is None:
        return f"{quantity_in_words(Quantity.exactly(0, count.unit), language)} or more"
    return quantity_in_words(count, language)


def _short_of(claimed: Quantity, held: Quantity) -> Decimal | None:
    """The least that stays unshown: the claim's low end without the most that the rows can be."""
    if claimed.low is None or held.high is None:
        return None
    return max(claimed.low.value - held.high.value, Decimal(0))
