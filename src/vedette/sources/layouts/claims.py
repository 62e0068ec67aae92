"""Claims: somebody says a quantity of a subject."""

from __future__ import annotations

import re
from collections.abc import Mapping

from vedette.model.facts import Basis, Claim, Direction
from vedette.model.moments import PartialDate
from vedette.model.tables import CellError, CellType, Column, TableLayout, cell, needed
from vedette.sources.columns import DIRECTION, amount, amount_columns

_SLUG = re.compile(r"[a-z0-9]+(?:[._-][a-z0-9]+)*")


def _slug(row: Mapping[str, object], column: str) -> str | None:
    text = cell(row, column, str)
    if text is not None and not _SLUG.fullmatch(text):
        raise CellError(
            f"{text!r} is not the name of a subject",
            advice="write words with dots: munitions.containers",
            column=column,
        )
    return text


def _read(row: Mapping[str, object], basis: Basis) -> tuple[Claim, ...]:
    subject, part_of = _slug(row, "subject") or needed(row, "subject", str), _slug(row, "part_of")
    if part_of == subject:
        raise CellError(
            "a subject cannot be part of itself", advice="name the whole, or empty part_of", column="part_of"
        )
    quantity = amount(row)
    if quantity is None:
        raise CellError("wording is empty", advice="fill in wording", column="wording")
    claim = Claim(
        basis=basis,
        subject=subject,
        quantity=quantity,
        author=needed(row, "author", str),
        published=cell(row, "published", PartialDate),
        period=cell(row, "period", PartialDate),
        direction=cell(row, "direction", Direction),
        method=cell(row, "method", str),
        part_of=part_of,
        words=cell(row, "words", str),
        plan=cell(row, "plan", bool) or False,
        names=cell(row, "names", bool) or False,
    )
    return (claim,)


LAYOUT = TableLayout(
    name="claims",
    title="Claims about quantities",
    columns=(
        Column(
            name="subject",
            type=CellType.TEXT,
            required=True,
            meaning="the population counted, words with dots",
        ),
        *amount_columns(required=True),
        Column(name="author", type=CellType.TEXT, required=True, meaning="who says so"),
        Column(name="published", type=CellType.DATE, meaning="when it was said"),
        Column(name="period", type=CellType.DATE, meaning="for which days the number holds"),
        DIRECTION,
        Column(name="method", type=CellType.TEXT, meaning="how the author got the number"),
        Column(name="part_of", type=CellType.TEXT, meaning="the subject of which this one is a part"),
        Column(
            name="words",
            type=CellType.TEXT,
            meaning="the source's own words; needed for what is unquantified",
        ),
        Column(name="plan", type=CellType.YES_NO, meaning="yes if the source tells a plan and no event"),
        Column(
            name="names",
            type=CellType.YES_NO,
            meaning="yes if the words name a person, firm, ship or aircraft",
        ),
    ),
    example={
        "key": "R1-01",
        "subject": "munitions.containers",
        "wording": "more than",
        "value": "20,000",
        "unit": "containers",
        "author": "MSMT",
        "published": "2025-05-29",
        "period": "2023-09/2025-03",
        "direction": "KP->RU",
        "words": "more than 20,000 containers",
        "status": "S",
        "sources": "SEED",
    },
    read=_read,
)
