"""Entities: what a source says of a firm, body or person, as FollowTheMoney statements."""

from __future__ import annotations

from collections.abc import Mapping

from vedette.model.facts import Basis, Statement
from vedette.model.followthemoney import PROPERTIES, TOPICS, is_entity_id, statements
from vedette.model.tables import CellError, CellType, Column, TableLayout, keys, needed
from vedette.sources.columns import texts


def _read(row: Mapping[str, object], basis: Basis) -> tuple[Statement, ...]:
    entity_id, schema = needed(row, "entity", str).strip(), needed(row, "schema", str)
    if not is_entity_id(entity_id) or entity_id.startswith(("imo-vsl-", "vdt-")):
        raise CellError(
            f"{entity_id!r} is not an entity id of your own",
            advice="write small letters, digits and hyphens: example-shipping; imo-vsl- and vdt- are taken",
            column="entity",
        )
    if "imo_company" in row and "imoNumber" not in PROPERTIES[schema]:
        raise CellError(
            f"a {schema} has no IMO company number",
            advice="empty it, or correct the schema",
            column="imo_company",
        )
    return statements(
        basis,
        entity_id=entity_id,
        schema=schema,
        properties={
            "name": texts(row, "name"),
            "alias": keys(row, "aliases"),
            "country": [code.lower() for code in texts(row, "country")],
            "innCode": texts(row, "inn"),
            "ogrnCode": texts(row, "ogrn"),
            "topics": _topics(row),
            **({"imoNumber": texts(row, "imo_company")} if "imo_company" in row else {}),
            "position" if schema == "Person" else "notes": texts(row, "position"),
        },
    )


def _topics(row: Mapping[str, object]) -> tuple[str, ...]:
    topics = keys(row, "topics")
    for topic in topics:
        if topic not in TOPICS:
            raise CellError(
                f"{topic!r} is no topic of FollowTheMoney",
                advice="write one of: " + ", ".join(sorted(TOPICS)),
                column="topics",
            )
    return topics


LAYOUT = TableLayout(
    name="entities",
    title="Firms, bodies and persons",
    columns=(
        Column(
            name="entity",
            type=CellType.TEXT,
            required=True,
            meaning="its id: small letters, digits and hyphens",
        ),
        Column(
            name="schema",
            type=CellType.CHOICE,
            required=True,
            choices=("Company", "Organization", "PublicBody", "Person", "LegalEntity"),
            meaning="what it is, in FollowTheMoney's terms",
        ),
        Column(name="name", type=CellType.TEXT, required=True, meaning="its name"),
        Column(name="aliases", type=CellType.KEYS, meaning="other names, separated by ;"),
        Column(name="country", type=CellType.COUNTRY, meaning="the country it belongs to"),
        Column(name="inn", type=CellType.INN, meaning="Russian taxpayer number"),
        Column(name="ogrn", type=CellType.OGRN, meaning="Russian registration number"),
        Column(
            name="imo_company", type=CellType.COMPANY_IMO, meaning="IMO company number, which is no ship's"
        ),
        Column(
            name="position", type=CellType.TEXT, meaning="the office that a person holds, or what the body is"
        ),
        Column(name="topics", type=CellType.KEYS, meaning="FollowTheMoney topics, separated by ;"),
    ),
    example={
        "key": "N-01",
        "entity": "example-shipping",
        "schema": "Company",
        "name": "Example Shipping LLC",
        "aliases": "Example Marine; Exemplar Flot",
        "country": "RU",
        "inn": "7707083893",
        "ogrn": "1027700132195",
        "topics": "sanction",
        "status": "V",
        "sources": "EU269",
    },
    read=_read,
)
