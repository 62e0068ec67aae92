"""Findings: what the team concludes, with what speaks for and against it."""

from __future__ import annotations

from collections.abc import Mapping

from vedette.model.facts import Basis, Confidence, Finding
from vedette.model.moments import PartialDate
from vedette.model.tables import CellError, CellType, Column, TableLayout, cell, keys, needed


def _read(row: Mapping[str, object], basis: Basis) -> tuple[Finding, ...]:
    supporting, opposing = keys(row, "supporting"), keys(row, "opposing")
    both = sorted(set(supporting) & set(opposing))
    if both:
        raise CellError(
            f"{both[0]} both supports and opposes", advice="name it on one side", column="opposing"
        )
    finding = Finding(
        basis=basis,
        title=needed(row, "title", str),
        text=needed(row, "text", str),
        conduct=keys(row, "conduct"),
        supporting=supporting,
        opposing=opposing,
        alternatives=keys(row, "alternatives"),
        confidence=Confidence(needed(row, "confidence", str)),
        happened=needed(row, "happened", PartialDate),
        would_change=cell(row, "would_change", str),
    )
    return (finding,)


LAYOUT = TableLayout(
    name="findings",
    title="Findings of the team",
    columns=(
        Column(name="title", type=CellType.TEXT, required=True, meaning="the finding in a few words"),
        Column(name="text", type=CellType.TEXT, required=True, meaning="the finding in full"),
        Column(
            name="conduct",
            type=CellType.KEYS,
            required=True,
            meaning="what was done, as `vedette law` names it",
        ),
        Column(
            name="supporting", type=CellType.KEYS, required=True, meaning="keys of the rows that speak for it"
        ),
        Column(name="opposing", type=CellType.KEYS, meaning="keys of the rows that speak against it"),
        Column(name="alternatives", type=CellType.KEYS, meaning="other explanations, separated by ;"),
        Column(
            name="confidence",
            type=CellType.CHOICE,
            required=True,
            choices=tuple(one.value for one in Confidence),
            meaning="how sure the team is",
        ),
        Column(
            name="happened",
            type=CellType.DATE,
            required=True,
            meaning="when it happened, which decides the law",
        ),
        Column(name="would_change", type=CellType.TEXT, meaning="what would change the assessment"),
    ),
    example={
        "key": "FI-01",
        "title": "Refined petroleum beyond the yearly ceiling",
        "text": "More refined petroleum reached the country in 2024 than the ceiling allows.",
        "conduct": "refined-petroleum-to-dprk",
        "supporting": "R1-13; D-01",
        "alternatives": "a part was crude oil; a part was re-exported",
        "confidence": "likely",
        "happened": "2024-03/2024-10",
        "would_change": "the notified total of the year",
        "status": "S",
    },
    read=_read,
)
