"""FollowTheMoney 4 terms as far as Vedette states them: entity ids, schemata, and the properties that each has.

The property names are those of the followthemoney schema files, inherited ones included; the interop tests
compare this table with the package.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from vedette.errors import UnreadableValueError
from vedette.model.facts import Basis, Statement
from vedette.model.identifiers import ImoNumber
from vedette.model.wire import digest_of

_THING = {"name", "alias", "previousName", "country", "notes", "description", "topics", "program", "keywords"}
_LEGAL = _THING | {"innCode", "ogrnCode", "registrationNumber", "sector", "legalForm"}
_ORGANIZATION = _LEGAL | {"imoNumber"}
_VEHICLE = _THING | {"registrationNumber", "type", "model", "operator", "buildDate"}
_INTERVAL = {"startDate", "endDate", "date", "summary", "description", "recordId", "publisher"}
_INTEREST = _INTERVAL | {"role", "status"}

PROPERTIES: Mapping[str, frozenset[str]] = {
    "LegalEntity": frozenset(_LEGAL),
    "Person": frozenset(_LEGAL | {"position", "nationality"}),
    "Organization": frozenset(_ORGANIZATION),
    "PublicBody": frozenset(_ORGANIZATION),
    "Company": frozenset(_ORGANIZATION),
    "Vessel": frozenset(
        _VEHICLE
        | {
            "imoNumber",
            "mmsi",
            "callSign",
            "flag",
            "pastFlags",
            "deadweightTonnage",
            "grossRegisteredTonnage",
        }
    ),
    "Airplane": frozenset(_VEHICLE | {"icaoCode", "serialNumber", "manufacturer"}),
    "Ownership": frozenset(_INTEREST | {"owner", "asset", "percentage"}),
    "Directorship": frozenset(_INTEREST | {"director", "organization"}),
    "Employment": frozenset(_INTEREST | {"employee", "employer"}),
    "Membership": frozenset(_INTEREST | {"member", "organization"}),
    "UnknownLink": frozenset(_INTEREST | {"subject", "object"}),
    "Sanction": frozenset(
        _INTERVAL
        | {"entity", "authority", "program", "provisions", "reason", "listingDate", "status", "country"}
    ),
}
"""Schema to the properties that Vedette may state of it."""

TOPICS = frozenset(
    {
        "corp.offshore", "corp.public", "corp.shell", "crime", "crime.cyber", "crime.fin", "crime.fraud",
        "crime.terror", "crime.theft", "crime.traffick", "crime.war", "debarment", "export.control",
        "export.control.linked", "export.risk", "fin", "fin.bank", "forced.labor", "gov", "gov.executive",
        "gov.financial", "gov.head", "gov.national", "gov.security", "gov.soe", "gov.state", "mare.detained",
        "mare.shadow", "mare.sts", "mil", "poi", "reg.action", "reg.warn", "role.diplo", "role.oligarch",
        "role.pep", "role.pol", "sanction", "sanction.counter", "sanction.linked", "wanted",
    }
)  # fmt: skip
"""Those topics of FollowTheMoney that a monitoring team has a use for."""

ENTITY_ID = re.compile(r"[a-z0-9]+(?:[.-][a-z0-9]+)*")
"""An entity id: words of small letters and digits joined by hyphens ("imo-vsl-9179842", "mrb-bank")."""


def vessel_id(imo: ImoNumber) -> str:
    """The entity id of a ship with an IMO number, as OpenSanctions writes it ("imo-vsl-9179842")."""
    return f"imo-vsl-{imo}"


def derived_id(*parts: str) -> str:
    """An entity id for what has no number of its own: "vdt-" and 16 digits of the digest of ``parts``.

    For a row, the parts are submission folder, layout and key; what else the row speaks of adds its role.
    """
    return f"vdt-{digest_of(list(parts)).value[:16]}"


def is_entity_id(text: str) -> bool:
    """Whether a cell that names somebody holds an entity id rather than a name."""
    return ENTITY_ID.fullmatch(text) is not None


def statements(
    basis: Basis, *, entity_id: str, schema: str, properties: Mapping[str, Iterable[str]]
) -> tuple[Statement, ...]:
    """One statement per value, after one with ``prop`` "id" that says the entity exists.

    Raises `UnreadableValueError` for a property that the schema does not have.
    """
    unknown = sorted(set(properties) - PROPERTIES[schema])
    if unknown:
        raise UnreadableValueError(
            f"a {schema} has no {', '.join(unknown)} in FollowTheMoney",
            advice="leave that column empty, or choose another schema",
        )
    pairs = [("id", entity_id), *((prop, value) for prop, values in properties.items() for value in values)]
    return tuple(
        Statement(basis=basis, entity_id=entity_id, schema=schema, prop=prop, value=value)
        for prop, value in pairs
    )
