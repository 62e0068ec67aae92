"""Replies: whom the team asked about a finding, by when, and what came back."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

from vedette.model.facts import Basis, Reply
from vedette.model.tables import CellError, CellType, Column, TableLayout, cell, needed


def _read(row: Mapping[str, object], basis: Basis) -> tuple[Reply, ...]:
    reply = Reply(
        basis=basis,
        finding=needed(row, "finding", str),
        addressed_to=needed(row, "addressed_to", str),
        asked_on=needed(row, "asked_on", dt.date),
        deadline=needed(row, "deadline", dt.date),
        answered_on=cell(row, "answered_on", dt.date),
        answer=cell(row, "answer", str),
    )
    if reply.deadline < reply.asked_on:
        raise CellError("the deadline is before the question", advice="check both days", column="deadline")
    if reply.answered_on is not None and reply.answered_on < reply.asked_on:
        raise CellError("the answer is before the question", advice="check both days", column="answered_on")
    if (reply.answer is None) != (reply.answered_on is None):
        raise CellError(
            "answer and answered_on belong together", advice="fill in both, or neither", column="answer"
        )
    return (reply,)


LAYOUT = TableLayout(
    name="replies",
    title="The right of reply",
    columns=(
        Column(name="finding", type=CellType.TEXT, required=True, meaning="the key of the finding"),
        Column(name="addressed_to", type=CellType.TEXT, required=True, meaning="who was asked"),
        Column(name="asked_on", type=CellType.DAY, required=True, meaning="when"),
        Column(name="deadline", type=CellType.DAY, required=True, meaning="until when an answer was awaited"),
        Column(name="answered_on", type=CellType.DAY, meaning="when the answer came"),
        Column(name="answer", type=CellType.TEXT, meaning="the answer in its own words"),
    ),
    example={
        "key": "RP-01",
        "finding": "FI-01",
        "addressed_to": "Permanent Mission of an example state",
        "asked_on": "2025-06-01",
        "deadline": "2025-06-15",
        "status": "V",
    },
    read=_read,
)
