"""A network read from FollowTheMoney statements: who is there, what ties them, who listed whom.

Entities that are judged the same are one node with the names of all of them. Interval schemata (Ownership,
Directorship, UnknownLink and the like) become edges with a role and a period; properties that name another entity
(a ship's owner or operator, an account's bank) become edges too. Sanction entities become tags on what they list.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import attrs

from vedette.model.facts import Statement

EDGES: Mapping[str, tuple[str, str, str]] = {
    "Ownership": ("owner", "asset", "owns"),
    "Directorship": ("director", "organization", "directs"),
    "Membership": ("member", "organization", "member"),
    "Employment": ("employee", "employer", "employed"),
    "Representation": ("agent", "client", "represents"),
    "UnknownLink": ("subject", "object", "related"),
    "Payment": ("payer", "beneficiary", "pays"),
    "Succession": ("predecessor", "successor", "succeeds"),
    "Associate": ("person", "associate", "related"),
    "Family": ("person", "relative", "related"),
    "Occupancy": ("holder", "post", "directs"),
}
"""Interval schemata of FollowTheMoney 4: source property, target property, and the phrase for the tie."""

LINKS: Mapping[str, tuple[str, bool]] = {
    "owner": ("owns", True),
    "operator": ("operates", True),
    "manager": ("manages", True),
    "holder": ("owns", True),
    "bank": ("banks_with", False),
    "parent": ("owns", True),
    "subsidiaries": ("owns", False),
}
"""Properties that name another entity: the phrase, and whether the named one is where the edge begins."""

LISTING = "Sanction"
UN = "UN"
"""The tag of a designation by the Security Council, which stands before all other tags."""

_NONE: Mapping[str, str] = {}
_NAMING_OTHERS = frozenset({end for ends in EDGES.values() for end in ends[:2]} | set(LINKS) | {"entity"})
PERIOD = ("startDate", "endDate", "date")
_LISTERS = {
    "eu": "EU", "european union": "EU", "un": "UN", "united nations": "UN", "unsc": "UN", "zz": "UN",
    "us": "US", "united states": "US", "ofac": "US", "office of foreign assets control": "US",
    "gb": "UK", "uk": "UK", "united kingdom": "UK", "kr": "KR", "republic of korea": "KR", "rok": "KR",
    "jp": "JP", "japan": "JP", "au": "AU", "australia": "AU", "ca": "CA", "canada": "CA", "nz": "NZ",
    "new zealand": "NZ", "ua": "UA", "ukraine": "UA", "ch": "CH", "switzerland": "CH",
}  # fmt: skip


@attrs.frozen(kw_only=True)
class Node:
    """Somebody or something of the network, with the properties that its statements give."""

    id: str
    schema: str
    name: str
    properties: Mapping[str, tuple[str, ...]]
    listed_by: tuple[str, ...] = ()
    checked: bool = True

    def first(self, *names: str) -> str | None:
        """The first value of the first of these properties that has one."""
        return next((self.properties[name][0] for name in names if self.properties.get(name)), None)


@attrs.frozen(kw_only=True)
class Edge:
    """A tie from one node to another: its phrase or the role in the source's words, and its period.

    ``told`` is the year of the source, for a tie to which it gives no period.
    """

    left: str
    right: str
    phrase: str
    role: str | None = None
    start: str | None = None
    end: str | None = None
    told: str | None = None
    checked: bool = True


@attrs.frozen(kw_only=True)
class Graph:
    """Nodes and edges in a fixed order, whatever the order of the statements."""

    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]

    def around(self, focus: Iterable[str], *, steps: int) -> Graph:
        """What is no more than ``steps`` ties away from the nodes named by id or name."""
        wanted = set(focus)
        kept = {one.id for one in self.nodes if one.id in wanted or one.name in wanted}
        for _ in range(steps):
            near = {
                end for one in self.edges if {one.left, one.right} & kept for end in (one.left, one.right)
            }
            kept |= near
        return Graph(
            nodes=tuple(one for one in self.nodes if one.id in kept),
            edges=tuple(one for one in self.edges if one.left in kept and one.right in kept),
        )


@attrs.frozen(kw_only=True)
class _Entity:
    id: str
    schema: str
    properties: Mapping[str, tuple[str, ...]]
    checked: bool

    def first(self, name: str) -> str | None:
        values = self.properties.get(name)
        return values[0] if values else None


def graph_of(
    statements: Sequence[Statement],
    *,
    language: str = "en",
    same: Mapping[str, str] = _NONE,
    years: Mapping[str, str] = _NONE,
) -> Graph:
    """The network of these statements; names in ``language`` are preferred where a statement marks them.

    ``same`` leads from an entity to the first of those judged the same; ``years`` gives the year of a source by key.
    """
    names = _names_of_merged(statements, same, language)
    entities = _entities([_moved(one, same) for one in statements], language)
    told = _told(statements, same, years)
    listings = _listings(entities.values())
    things = {key: one for key, one in entities.items() if one.schema not in EDGES and one.schema != LISTING}
    nodes = tuple(
        sorted(
            (_node(one, listings, names.get(one.id)) for one in things.values()),
            key=lambda one: (one.name, one.id),
        )
    )
    edges = {
        attrs.evolve(edge, told=None if edge.start or edge.end else told.get(one.id))
        for one in entities.values()
        for edge in _edges(one, things)
    }
    return Graph(nodes=nodes, edges=tuple(sorted(edges, key=_order)))


def _moved(one: Statement, same: Mapping[str, str]) -> Statement:
    """The statement with the first name of each group for any other; what is text and no id stays."""
    entity = same.get(one.entity_id, one.entity_id)
    value = same.get(one.value, one.value) if one.prop in _NAMING_OTHERS else one.value
    return (
        one
        if (entity, value) == (one.entity_id, one.value)
        else attrs.evolve(one, entity_id=entity, value=value)
    )


def _names_of_merged(
    statements: Sequence[Statement], same: Mapping[str, str], language: str
) -> dict[str, str]:
    """The names of merged entities side by side: "MG-Flot LLC / Transmorflot LLC"."""
    merged = [one for one in statements if one.entity_id in same]
    names: dict[str, dict[str, None]] = {}
    for key, one in _entities(merged, language).items():
        names.setdefault(same[key], {})[one.first("name") or key] = None
    return {key: " / ".join(found) for key, found in names.items()}


def _told(
    statements: Sequence[Statement], same: Mapping[str, str], years: Mapping[str, str]
) -> dict[str, str]:
    """The year of the earliest source of each entity of the graph, ties among them."""
    found: dict[str, str] = {}
    for one in statements:
        key = same.get(one.entity_id, one.entity_id)
        for year in sorted(years[source] for source in one.basis.sources if source in years):
            found[key] = min(found.get(key, year), year)
    return found


def _order(edge: Edge) -> tuple[str, ...]:
    return (edge.left, edge.right, edge.phrase, edge.role or "", edge.start or "", edge.end or "")


def _entities(statements: Sequence[Statement], language: str) -> dict[str, _Entity]:
    grouped: dict[str, list[Statement]] = {}
    for one in statements:
        grouped.setdefault(one.entity_id, []).append(one)
    return {key: _entity(key, grouped[key], language) for key in sorted(grouped)}


def _entity(key: str, statements: Sequence[Statement], language: str) -> _Entity:
    spoken = {"en": "eng", "ko": "kor", "ru": "rus", "ar": "ara", "fr": "fra", "es": "spa", "zh": "zho"}

    def rank(one: Statement) -> tuple[bool, bool, str]:
        return one.lang not in {language, spoken.get(language)}, one.lang is not None, one.value

    properties: dict[str, tuple[str, ...]] = {}
    for one in sorted(statements, key=rank):
        if one.prop != "id" and one.value not in properties.get(one.prop, ()):
            properties[one.prop] = (*properties.get(one.prop, ()), one.value)
    schemata = sorted({one.schema for one in statements}, key=lambda name: (_vague(name), name))
    checked = any(one.basis.verification.is_checked for one in statements)
    return _Entity(id=key, schema=schemata[0], properties=properties, checked=checked)


def _vague(schema: str) -> int:
    """How little a schema says; statements on one entity may name a general and a specific one."""
    return {"Thing": 3, "LegalEntity": 2, "Asset": 2, "Organization": 1, "Vehicle": 1}.get(schema, 0)


def _listings(entities: Iterable[_Entity]) -> dict[str, tuple[str, ...]]:
    found: dict[str, set[str]] = {}
    for one in entities:
        if one.schema == LISTING:
            for listed in one.properties.get("entity", ()):
                found.setdefault(listed, set()).add(_lister(one))
    return {key: tuple(sorted(tags, key=lambda tag: (tag != UN, tag))) for key, tags in found.items()}


def _lister(listing: _Entity) -> str:
    """The tag of who listed: EU, KR, UK, UN, US, or the authority's own name."""
    values = (listing.first(name) for name in ("country", "authorityId", "authority", "program"))
    known = [value for value in values if value]
    for value in known:
        spelled = value.lower()
        named = next((tag for key, tag in _LISTERS.items() if key == spelled), None)
        within = (tag for key, tag in _LISTERS.items() if " " in key and key in spelled)
        tag = named or next(within, None)
        if tag:
            return tag
    return known[0] if known else "?"


def _node(one: _Entity, listings: Mapping[str, tuple[str, ...]], name: str | None) -> Node:
    return Node(
        id=one.id,
        schema=one.schema,
        name=name or one.first("name") or one.first("registrationNumber") or one.id,
        properties=one.properties,
        listed_by=listings.get(one.id, ()),
        checked=one.checked,
    )


def _edges(one: _Entity, things: Mapping[str, _Entity]) -> Iterable[Edge]:
    if one.schema in EDGES:
        source, target, phrase = EDGES[one.schema]
        role = one.first("role") or one.first("status")
        start, end = one.first("startDate") or one.first("date"), one.first("endDate")
        for left in one.properties.get(source, ()):
            for right in one.properties.get(target, ()):
                if left in things and right in things:
                    yield Edge(
                        left=left, right=right, phrase=phrase, role=role, start=start, end=end, checked=one.checked
                    )  # fmt: skip
        return
    for name, (phrase, begins_there) in LINKS.items():
        for other in one.properties.get(name, ()):
            if other in things:
                ends = (other, one.id) if begins_there else (one.id, other)
                yield Edge(left=ends[0], right=ends[1], phrase=phrase, checked=one.checked)
