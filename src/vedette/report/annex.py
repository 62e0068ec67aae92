"""The machine-readable annex: the same facts and figures as the report, as CSV, JSON and FollowTheMoney."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping, Sequence

from vedette.entities.ftm import write_entities, write_statements
from vedette.model.facts import Claim, Observation, Statement
from vedette.model.figures import Figure
from vedette.model.quantities import Quantity
from vedette.model.spreadsheet_cells import guarded
from vedette.model.wire import canonical, plain_decimal
from vedette.report.standing import Standing
from vedette.report.words import figure_in_words

ANNEX = "annex/"
"""Where the files of the annex stand in an edition."""

WORDED = frozenset({"annex/figures.csv"})
"""The files that say numbers in words, as the version of Babel has them; all others depend on no tool."""

QUANTITY_COLUMNS = ("wording", "low", "low_closed", "high", "high_closed", "nominal", "unit", "text")


def annex_files(standing: Standing) -> dict[str, bytes]:
    """The files of the annex by name; every value is text, and an unknown value is an empty cell."""
    statements = list(standing.of(Statement))
    return {
        "annex/figures.json": canonical(dict(sorted(standing.figures.items()))) + b"\n",
        "annex/figures.csv": _csv(
            FIGURE_COLUMNS, (_figure(one, standing) for one in _ordered(standing.figures))
        ),
        "annex/claims.csv": _csv(CLAIM_COLUMNS, (_claim(one) for one in standing.of(Claim))),
        "annex/observations.csv": _csv(
            OBSERVATION_COLUMNS, (_observation(one) for one in standing.of(Observation))
        ),
        "annex/entities.ftm.json": write_entities(statements),
        "annex/statements.csv": write_statements(statements),
    }


FIGURE_COLUMNS = (
    "name",
    "label",
    "words",
    *QUANTITY_COLUMNS,
    "period",
    "scope",
    "as_of",
    "operation",
    "leaves",
    "sources",
    "attested",
)
CLAIM_COLUMNS = (
    "key", "subject", *QUANTITY_COLUMNS, "author", "published", "period", "direction", "method", "part_of", "words",
    "plan", "status", "authority", "sources", "exhibit", "locator",
)  # fmt: skip
OBSERVATION_COLUMNS = (
    "key", "what", "when", "first_day", "last_day", "actors", "places", "amounts", "direction", "author", "words",
    "status", "authority", "sources", "exhibit", "locator",
)  # fmt: skip


def _ordered(figures: Mapping[str, Figure]) -> list[Figure]:
    return [figures[name] for name in sorted(figures)]


def _csv(header: Sequence[str], rows: Iterable[Sequence[str | None]]) -> bytes:
    """Rows of text; what a spreadsheet would take for a formula has an apostrophe before it."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(header)
    writer.writerows([guarded(value or "") for value in row] for row in rows)
    return out.getvalue().encode("utf-8")


def _quantity(one: Quantity) -> tuple[str | None, ...]:
    low, high = one.low, one.high
    return (
        one.wording.value,
        plain_decimal(low.value) if low else None,
        _yes_no(low.closed) if low else None,
        plain_decimal(high.value) if high else None,
        _yes_no(high.closed) if high else None,
        plain_decimal(one.nominal) if one.nominal is not None else None,
        str(one.unit),
        one.text,
    )


def _yes_no(value: bool) -> str:  # noqa: FBT001 - one value, one meaning
    return "yes" if value else "no"


def _figure(one: Figure, standing: Standing) -> tuple[str | None, ...]:
    return (
        one.name,
        one.label,
        figure_in_words(one, standing.language),
        *_quantity(one.quantity),
        one.period,
        one.scope,
        one.as_of,
        one.derivation.operation.value,
        "; ".join(f"{leaf.key} {leaf.citation}" for leaf in one.derivation.leaves()),
        "; ".join(sorted(one.source_keys)),
        _yes_no(one.attested),
    )


def _claim(one: Claim) -> tuple[str | None, ...]:
    return (
        one.basis.key,
        one.subject,
        *_quantity(one.quantity),
        one.author,
        one.published.text if one.published else None,
        one.period.text if one.period else None,
        str(one.direction) if one.direction else None,
        one.method,
        one.part_of,
        one.words,
        _yes_no(one.plan),
        *_basis(one),
    )


def _observation(one: Observation) -> tuple[str | None, ...]:
    return (
        one.basis.key,
        one.what.value,
        one.when.text,
        str(one.when.first or ""),
        str(one.when.last or ""),
        "; ".join(f"{actor.role}: {actor.name}" for actor in one.actors),
        "; ".join(f"{spot.role}: {spot.name}" for spot in one.spots),
        "; ".join(
            f"{amount.role}: {amount.quantity.wording} {amount.quantity.unit}" for amount in one.amounts
        ),
        str(one.direction) if one.direction else None,
        one.author,
        one.words,
        *_basis(one),
    )


def _basis(one: Claim | Observation) -> tuple[str, ...]:
    return (
        one.basis.verification.value,
        one.basis.authority.value,
        "; ".join(one.basis.sources),
        one.basis.citation.exhibit.value,
        str(one.basis.citation.locator),
    )
