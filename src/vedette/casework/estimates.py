"""The use case "estimates": what everybody said of one subject by a day, side by side."""

from __future__ import annotations

import datetime as dt

import attrs

from vedette.assessment import estimates as side_by_side
from vedette.casework.inputs import inputs_of
from vedette.casework.rows import CitedRow, cited, facts_of
from vedette.casework.suggest import one_of
from vedette.casework.workspace import Workspace
from vedette.model.facts import Claim
from vedette.model.quantities import Quantity
from vedette.report.standing import Standing
from vedette.report.words import date_in_words, quantity_in_words


@attrs.frozen(kw_only=True)
class EstimateLine:
    """One estimate: who published it when, how much, for which period, by which method, and its row."""

    published: str | None
    author: str
    words: str
    quantity: Quantity
    period: str | None
    method: str | None
    row: CitedRow


@attrs.frozen(kw_only=True)
class EstimatesAnswer:
    """The estimates of a subject as of a day.

    ``standing`` were surely published by then and not replaced by their author; ``replaced`` were;
    ``undated`` may have been published by then, or not. ``conflicts`` say which of the standing ones
    contradict each other. They are never added up and never averaged.
    """

    subject: str
    label: str
    on: dt.date | None
    standing: tuple[EstimateLine, ...]
    replaced: tuple[EstimateLine, ...]
    undated: tuple[EstimateLine, ...]
    conflicts: tuple[str, ...]


def estimates(
    workspace: Workspace,
    subject: str,
    *,
    on: dt.date | None = None,
    audience: str = "public",
    language: str | None = None,
) -> EstimatesAnswer:
    """Every estimate of ``subject``; its last part or its label is enough where no other subject has it.

    Raises `CaseError` with what may be meant if nobody estimates that subject.
    """
    standing = facts_of(inputs_of(workspace, audience=audience, language=language))
    claims = tuple(standing.of(Claim))
    labels = {one.subject: standing.case.label(one.subject, standing.language) for one in claims}
    asked = one_of("subject with estimates", subject, labels, see="`vedette estimates` lists them")
    found = side_by_side.estimates(claims, asked, on=on)
    return EstimatesAnswer(
        subject=asked,
        label=labels[asked],
        on=on,
        standing=tuple(_line(one, standing) for one in found.standing),
        replaced=tuple(_line(one, standing) for one in found.published if one not in found.standing),
        undated=tuple(_line(one, standing) for one in found.undated),
        conflicts=tuple(f"{one.left} and {one.right}: {one.why}" for one in found.conflicts),
    )


@attrs.frozen(kw_only=True)
class SubjectLine:
    """A subject: its name, its label, its unit as declared, and how many estimates there are."""

    subject: str
    label: str
    unit: str
    estimates: int


def subjects(
    workspace: Workspace, *, audience: str = "public", language: str | None = None
) -> tuple[SubjectLine, ...]:
    """Every subject that somebody estimates, in alphabetical order."""
    standing = facts_of(inputs_of(workspace, audience=audience, language=language))
    counted: dict[str, list[Claim]] = {}
    for claim in standing.of(Claim):
        counted.setdefault(claim.subject, []).append(claim)
    return tuple(
        SubjectLine(
            subject=name,
            label=standing.case.label(name, standing.language),
            unit=str(claims[0].quantity.unit),
            estimates=len(claims),
        )
        for name, claims in sorted(counted.items())
    )


def _line(claim: Claim, standing: Standing) -> EstimateLine:
    return EstimateLine(
        published=date_in_words(claim.published, standing.language) if claim.published else None,
        author=claim.author,
        words=quantity_in_words(claim.quantity, standing.language),
        quantity=claim.quantity,
        period=date_in_words(claim.period, standing.language) if claim.period else None,
        method=claim.method,
        row=cited(claim, standing),
    )
