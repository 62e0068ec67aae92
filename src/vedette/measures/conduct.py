"""From what was done to the provision rows that have to be tested: ``conduct.toml``."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

import attrs

from vedette.errors import UnreadableValueError
from vedette.measures.fields import Fields
from vedette.measures.loader import Lawbook, law_of_the_council
from vedette.measures.lookup import Applicable, in_force
from vedette.model.measures import Measure


@attrs.frozen(kw_only=True)
class Conduct:
    """A kind of act and the rows to test; ``earlier`` ones only until a row that replaces them binds."""

    id: str
    words: str
    rows: tuple[str, ...]
    earlier: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()


def read_conducts(fields: Fields, law: Lawbook) -> dict[str, Conduct]:
    """Read ``conduct.toml``; a row that the law files do not hold raises `UnreadableValueError`."""
    found = {}
    for key in fields.keys_left():
        table = fields.table(key)
        found[key] = Conduct(
            id=key,
            words=table.text("words"),
            rows=table.texts("rows"),
            earlier=table.texts("earlier"),
            notes=table.texts("notes"),
        )
        table.close()
        for row in (*found[key].rows, *found[key].earlier):
            law.row(row)
    return found


@cache
def conducts() -> Mapping[str, Conduct]:
    """The conducts that are part of the program, by id."""
    return read_conducts(Fields.of_file(files("vedette.measures") / "conduct.toml"), law_of_the_council())


def conduct_named(conduct_id: str) -> Conduct:
    """The conduct of this id; raises `UnreadableValueError` if there is none."""
    if conduct_id not in conducts():
        raise UnreadableValueError(
            f"there is no conduct {conduct_id!r}", advice=f"use one of {', '.join(conducts())}"
        )
    return conducts()[conduct_id]


def provisions_for(conduct_id: str, on: dt.date, *, place: str | None = None) -> list[Applicable]:
    """The measures to test for a conduct on a day, with their stages and exemptions.

    Nothing in force that day gives an empty list. A measure in the list says nothing yet about the act.
    """
    conduct = conduct_named(conduct_id)
    law = law_of_the_council()
    main = [one for row in conduct.rows for one in law.row(row)]
    binding = [one for one in main if one.in_force.holds(on)]
    earlier = [one for row in conduct.earlier for one in law.row(row) if not _is_replaced(one, binding)]
    return in_force((*main, *earlier), on, place=place)


def _is_replaced(earlier: Measure, binding: list[Measure]) -> bool:
    return any(earlier.id in (*one.supersedes, *one.narrows, *one.amends) for one in binding)
