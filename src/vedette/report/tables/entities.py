"""Entities of one schema: name, identifiers, and what else the sources state of them."""

from __future__ import annotations

from vedette.errors import ReportError
from vedette.model.facts import Statement
from vedette.report.blocks import Inlines, Sheet, code, text
from vedette.report.directive import Directive
from vedette.report.standing import Standing
from vedette.report.tables import cells

COLUMNS = {
    "name": "Name",
    "previousName": "Former names",
    "alias": "Also known as",
    "imoNumber": "IMO number",
    "registrationNumber": "Registration",
    "icaoCode": "ICAO address",
    "flag": "Flag",
    "country": "Country",
    "type": "Type",
    "operator": "Operator",
    "position": "Position",
    "innCode": "INN",
    "ogrnCode": "OGRN",
}
"""FollowTheMoney properties in the order in which they are printed, with their headings."""
CODES = frozenset({"flag", "country"})
"""Properties that hold the code of a country: small letters in FollowTheMoney, capitals in print."""


def sheet(directive: Directive, standing: Standing) -> Sheet:
    """One row per entity of ``schema``, by name; ``submission`` narrows it to some submissions."""
    directive.only("of", "schema", "submission", "name")
    schema, folders = directive.option("schema"), directive.listed("submission")
    stated: dict[str, dict[str, list[str]]] = {}
    rows: dict[str, list[str]] = {}
    for one in standing.of(Statement):
        if one.schema != schema or (folders and one.basis.submission not in folders):
            continue
        values = stated.setdefault(one.entity_id, {}).setdefault(one.prop, [])
        if one.value not in values:
            values.append(one.value)
        keys = rows.setdefault(one.entity_id, [])
        if one.basis.key not in keys:
            keys.append(one.basis.key)
    if not stated:
        raise ReportError(f"{directive.where}: no {schema} is stated", advice="see vedette about")
    present = [prop for prop in COLUMNS if any(prop in entity for entity in stated.values())]
    ordered = sorted(stated, key=lambda entity: (stated[entity].get("name", [entity])[0], entity))
    return Sheet(
        header=(*(COLUMNS[prop] for prop in present), "Rows"),
        rows=tuple((*(_values(stated[one], prop) for prop in present), _keys(rows[one])) for one in ordered),
    )


def _values(entity: dict[str, list[str]], prop: str) -> Inlines:
    values = entity.get(prop, [])
    return cells.words("; ".join(one.upper() if prop in CODES else one for one in values))


def _keys(keys: list[str]) -> Inlines:
    inlines: Inlines = []
    for key in keys:
        inlines += [*(text(" ") if inlines else []), code(key)]
    return inlines
