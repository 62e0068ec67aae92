"""Reviews: an independent check of one finding by one person."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

from vedette.model.facts import Basis, Opinion, Review
from vedette.model.tables import CellType, Column, TableLayout, needed


def _read(row: Mapping[str, object], basis: Basis) -> tuple[Review, ...]:
    review = Review(
        basis=basis,
        finding=needed(row, "finding", str),
        by=needed(row, "by", str),
        on=needed(row, "on", dt.date),
        opinion=Opinion(needed(row, "opinion", str)),
        why=needed(row, "why", str),
    )
    return (review,)


LAYOUT = TableLayout(
    name="reviews",
    title="Reviews of findings",
    columns=(
        Column(name="finding", type=CellType.TEXT, required=True, meaning="the key of the finding"),
        Column(name="by", type=CellType.TEXT, required=True, meaning="who reviewed it"),
        Column(name="on", type=CellType.DAY, required=True, meaning="when"),
        Column(
            name="opinion",
            type=CellType.CHOICE,
            required=True,
            choices=tuple(one.value for one in Opinion),
            meaning="what the reviewer says",
        ),
        Column(name="why", type=CellType.TEXT, required=True, meaning="the reviewer's reasons"),
    ),
    example={
        "key": "RV-01",
        "finding": "FI-01",
        "by": "B. Reviewer",
        "on": "2025-06-20",
        "opinion": "accept",
        "why": "The supporting rows were read again against their sources.",
        "status": "V",
    },
    read=_read,
)
