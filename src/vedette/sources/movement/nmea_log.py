"""AIS logs for the lake: what `vedette.sources.movement.nmea` decodes, as batches and issues like any other table's.

A parent ship that an auxiliary craft names, and messages without columns here, stay with the decoder.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, BinaryIO

from vedette.model.evidence import Locator
from vedette.model.facts import Issue
from vedette.model.lake import GIVEN_COLUMNS, Batch
from vedette.model.movement import STATIC_COLUMNS
from vedette.sources.movement.bytes_in import unpacked
from vedette.sources.movement.nmea import Decoded, Table, read_nmea
from vedette.sources.movement.nmea_issues import NmeaIssue
from vedette.sources.movement.trouble import too_many

FORMAT = "nmea"


def read(
    stream: BinaryIO, *, path: str, zone: dt.timezone | None = None, start: dt.datetime | None = None
) -> Iterator[Batch | Issue]:
    """Positions, static reports and issues of a log, plain, gzip or zip, in its order.

    ``zone`` and ``start`` are as `read_nmea` takes them.

    Raises:
        UnreadableInputError: the log has too many lines, or ``start`` names no zone.
    """
    with unpacked(stream, path=path) as text:
        yield from _pieces(read_nmea(text, source=0, zone=zone, start=start, path=path), path)


def _pieces(pieces: Iterator[Decoded], path: str) -> Iterator[Batch | Issue]:
    beyond = 0
    for piece in pieces:
        if len(piece.positions["row"]) or len(piece.statics["row"]):
            yield Batch(
                positions={name: piece.positions[name] for name in GIVEN_COLUMNS},
                statics=_statics(piece.statics),
            )
        yield from (_issue(one, path) for one in piece.issues)
        beyond += piece.issues_beyond
    if beyond:
        yield too_many(path, beyond)


def _statics(table: Table) -> Mapping[str, Sequence[Any]]:
    """The columns as lists; a text that is not transmitted is None."""
    if not len(table["row"]):
        return {}
    columns: dict[str, Sequence[Any]] = {}
    for spec in STATIC_COLUMNS:
        values = table[spec.name].tolist()
        if spec.type == "string":
            columns[spec.name] = [text.decode("ascii") or None for text in values]
        elif spec.name != "source":
            columns[spec.name] = values
    return columns


def _issue(found: NmeaIssue, path: str) -> Issue:
    return Issue(
        path=path,
        locator=str(Locator.row(found.row)),
        column=None,
        value=found.sentence,
        problem=found.problem,
        advice=found.advice,
        refused=found.refused,
    )
