"""Sources: where something was published, under the key by which rows cite it."""

from __future__ import annotations

from collections.abc import Mapping

from vedette.model.facts import Basis, SourceNote
from vedette.model.moments import PartialDate
from vedette.model.tables import CellType, Column, TableLayout, cell, needed


def _read(row: Mapping[str, object], basis: Basis) -> tuple[SourceNote, ...]:
    note = SourceNote(
        basis=basis,
        title=needed(row, "title", str),
        address=cell(row, "address", str),
        publisher=cell(row, "publisher", str),
        published=cell(row, "published", PartialDate),
    )
    return (note,)


LAYOUT = TableLayout(
    name="sources",
    title="Source notes",
    columns=(
        Column(name="title", type=CellType.TEXT, required=True, meaning="title and author"),
        Column(name="address", type=CellType.TEXT, meaning="where it can be found"),
        Column(name="publisher", type=CellType.TEXT, meaning="who published it"),
        Column(name="published", type=CellType.DATE, meaning="when it was published"),
    ),
    example={
        "key": "P1",
        "title": "First report of the Multilateral Sanctions Monitoring Team",
        "address": "https://example.org/report-1",
        "publisher": "A participating state",
        "published": "2025-05-29",
        "status": "V",
    },
    read=_read,
)
