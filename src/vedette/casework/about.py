"""The use case "about": everything that an audience may see of a name or identifier, with its citations."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

import attrs

from vedette.assessment.grounds import names_unchecked
from vedette.casework.inputs import inputs_of
from vedette.casework.mentions import NAMING, Wanted, wanted
from vedette.casework.rows import CitedRow, cited, facts_of
from vedette.casework.suggest import unknown
from vedette.casework.workspace import Workspace
from vedette.model.facts import AnyFact, Claim, Finding, Observation, ObservationKind, Statement
from vedette.model.handling import Tlp
from vedette.report.standing import Standing

WHO, LISTED, DID, SAID, FOUND = (
    "who or what it is",
    "listed",
    "what happened",
    "what is claimed",
    "findings",
)
_NOT_SHOWN = frozenset({"id"})
_LISTING = "Sanction"
"""The schema of a listing, which is told as the act of listing where its day is known."""


@attrs.frozen(kw_only=True)
class AboutGroup:
    """Rows of one kind under a heading."""

    title: str
    rows: tuple[CitedRow, ...]


@attrs.frozen(kw_only=True)
class AboutAnswer:
    """What an audience may see of a name: rows in groups, with the published sources that they cite.

    ``withheld`` counts rows that name somebody and that nobody has checked, which are never printed; the
    public is not told that there are any, so for it the number is none.
    """

    name: str
    audience: str
    also: tuple[str, ...]
    groups: tuple[AboutGroup, ...]
    sources: Mapping[str, str]
    withheld: int | None


def about(
    workspace: Workspace, name: str, *, audience: str = "public", language: str | None = None
) -> AboutAnswer:
    """Everything that mentions ``name`` and that the audience may see.

    Raises `CaseError` with near names if nothing does; a name that stands in withheld rows alone is answered
    the same way as one that is nowhere.
    """
    inputs = inputs_of(workspace, audience=audience, language=language)
    standing = facts_of(inputs)
    printable = [fact for fact in inputs.facts if not names_unchecked(fact)]
    asked = wanted(name, printable)
    found = [fact for fact in printable if asked.is_in(fact)]
    is_team = inputs.audience.ceiling > Tlp.CLEAR or inputs.audience.parties is not None
    withheld = sum(names_unchecked(one) and _bears(one, asked) for one in inputs.facts) if is_team else None
    if not found and not withheld:
        raise unknown("row about", name, standing.names, see="ask by a name or an identifier of a row")
    groups = tuple(group for group in _groups(found, asked, standing) if group.rows)
    cited_keys = dict.fromkeys(key for group in groups for row in group.rows for key in row.sources)
    return AboutAnswer(
        name=name,
        audience=audience,
        also=tuple(sorted(set(_names(found, asked)) - {name})),
        groups=groups,
        sources={key: standing.sources[key].title for key in cited_keys if key in standing.sources},
        withheld=withheld,
    )


def _bears(fact: AnyFact, asked: Wanted) -> bool:
    """Whether an unchecked fact names it, also where no printable entity does."""
    return asked.is_in(fact) or (
        isinstance(fact, Statement) and wanted(asked.name, [fact]).entities != frozenset()
    )


def _groups(found: list[AnyFact], asked: Wanted, standing: Standing) -> Iterator[AboutGroup]:
    happened = [fact for fact in found if isinstance(fact, Observation)]
    happened.sort(key=lambda one: (str(one.when.first or one.when.last), one.basis.key))
    listed = [one for one in happened if one.what is ObservationKind.DESIGNATION]
    others = [one for one in happened if one.what is not ObservationKind.DESIGNATION]
    told = {str(one.basis.citation) for one in listed}
    stated = list(_entities(found, asked, standing))
    undated = [
        row for fact, row in stated if fact.schema == _LISTING and str(fact.basis.citation) not in told
    ]
    yield AboutGroup(title=WHO, rows=tuple(row for fact, row in stated if fact.schema != _LISTING))
    yield AboutGroup(title=LISTED, rows=(*(cited(one, standing) for one in listed), *undated))
    yield AboutGroup(title=DID, rows=tuple(cited(one, standing) for one in others))
    yield AboutGroup(title=SAID, rows=_rows_of(Claim, found, standing))
    yield AboutGroup(title=FOUND, rows=_rows_of(Finding, found, standing))


def _rows_of(kind: type[AnyFact], found: Iterable[AnyFact], standing: Standing) -> tuple[CitedRow, ...]:
    return tuple(cited(one, standing) for one in found if isinstance(one, kind))


def _entities(
    found: list[AnyFact], asked: Wanted, standing: Standing
) -> Iterator[tuple[Statement, CitedRow]]:
    """One row for each entity or link that a row of a table states, with its properties in words."""
    by_row: dict[tuple[str, str], list[Statement]] = {}
    for fact in found:
        if isinstance(fact, Statement):
            by_row.setdefault((str(fact.basis.citation), fact.entity_id), []).append(fact)
    linked = {entity for (_, entity) in by_row if entity not in asked.entities}
    for fact in standing.of(Statement):
        if fact.entity_id in linked and fact not in by_row.get(
            (str(fact.basis.citation), fact.entity_id), []
        ):
            by_row.setdefault((str(fact.basis.citation), fact.entity_id), []).append(fact)
    for said in by_row.values():
        words = "; ".join(
            f"{one.prop} {standing.called.get(one.value, one.value)}"
            for one in said
            if one.prop not in _NOT_SHOWN
        )
        if words:
            yield said[0], cited(said[0], standing, says=f"{said[0].schema}: {words}")


def _names(found: Iterable[AnyFact], asked: Wanted) -> Iterator[str]:
    for fact in found:
        if isinstance(fact, Statement) and fact.entity_id in asked.entities and fact.prop in NAMING:
            yield fact.value
