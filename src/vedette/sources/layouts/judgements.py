"""Judgements: what a person decided about two facts, subjects or entities."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

from vedette.model.facts import Basis, Judgement, Verdict
from vedette.model.tables import CellError, CellType, Column, TableLayout, needed


def _read(row: Mapping[str, object], basis: Basis) -> tuple[Judgement, ...]:
    judgement = Judgement(
        basis=basis,
        left=needed(row, "left", str),
        right=needed(row, "right", str),
        verdict=Verdict(needed(row, "verdict", str)),
        by=needed(row, "by", str),
        on=needed(row, "on", dt.date),
        why=needed(row, "why", str),
    )
    if judgement.left == judgement.right:
        raise CellError("left and right are one and the same", advice="name two things", column="right")
    return (judgement,)


LAYOUT = TableLayout(
    name="judgements",
    title="Judgements on two things",
    columns=(
        Column(name="left", type=CellType.TEXT, required=True, meaning="the key of a row, a subject or an entity id"),
        Column(name="right", type=CellType.TEXT, required=True, meaning="the key of the other"),
        Column(name="verdict", type=CellType.CHOICE, required=True, choices=tuple(one.value for one in Verdict),
               meaning="what the person decided; disjoint means that two counts share nothing"),
        Column(name="by", type=CellType.TEXT, required=True, meaning="who decided"),
        Column(name="on", type=CellType.DAY, required=True, meaning="when; a later judgement on the pair replaces it"),
        Column(name="why", type=CellType.TEXT, required=True, meaning="the reason, for those who check it"),
    ),
    example={
        "key": "J-01",
        "left": "R1-14",
        "right": "R1-15",
        "verdict": "disjoint",
        "by": "A. Analyst",
        "on": "2025-06-10",
        "why": "The second count begins where the first ends, in the words of its author.",
        "status": "V",
    },
    read=_read,
)  # fmt: skip
