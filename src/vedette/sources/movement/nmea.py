r"""AIS logs as receivers write them: NMEA 0183 sentences ``!AIVDM``, one on a line, to columns of the lake.

Read are lines with or without a tag block (``\s:station,c:1241544035*hh\``) and with or without a receiver's
time before or after the sentence. The time of a report is that of the tag block, else the one before the
sentence, else the one behind it. Reports without any are issues, unless the log's start is declared.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any, BinaryIO, Final

import attrs
import numpy as np
from numpy.typing import NDArray

from vedette.errors import UnreadableInputError
from vedette.model.movement import EPOCH, POSITION_COLUMNS, STATIC_COLUMNS, ColumnSpec
from vedette.sources.movement import nmea_columns as col
from vedette.sources.movement.bytes_in import line_chunks
from vedette.sources.movement.nmea_issues import NmeaIssue, nmea_issue
from vedette.sources.movement.nmea_other import Others

if TYPE_CHECKING:
    from vedette.sources.movement.nmea_multipart import Parts

CHUNK_BYTES: Final = 1 << 20
"""Bytes of a log that are read at once."""
ROWS: Final = 32_720
"""Lines of a chunk that are decoded at once: the buffers stay in the processor's cache."""
MOST_ISSUES: Final = 1_000
"""Issues of one log that are kept word for word; those beyond are counted."""
LONGEST_VALUE: Final = 200
"""Bytes of a refused line that an issue repeats."""
LAST_ROW: Final = 2**31 - 2
LINE_FEED: Final = 10

TEXTS: Final = {
    "call_sign": slice(col.CALL_SIGN_AT, col.NAME_AT),
    "name": slice(col.NAME_AT, col.DESTINATION_AT),
    "destination": slice(col.DESTINATION_AT, col.TEXT_SIZE),
}
Table = Mapping[str, NDArray[Any]]


@attrs.frozen(kw_only=True, eq=False)
class Decoded:
    """What some lines of a log say.

    ``positions`` and ``statics`` have one array for each of `POSITION_COLUMNS` and `STATIC_COLUMNS`, of its
    type; texts are ASCII bytes, empty where none is transmitted. ``row`` is the line, counted from 1 (blank
    lines too), on which the message began. ``motherships`` has the rows of statics that name a parent ship
    instead of a size, and its MMSI. ``issues`` are at most `MOST_ISSUES` for a log, ``issues_beyond`` counts
    those of these lines that are not among them. ``lines``, ``passed_over`` (blank, comments, other
    sentences) and ``size`` (bytes) count what was read for this.
    """

    positions: Table
    statics: Table
    motherships: Mapping[int, int]
    others: Others
    issues: tuple[NmeaIssue, ...]
    issues_beyond: int
    lines: int
    passed_over: int
    size: int


def read_nmea(
    stream: BinaryIO,
    *,
    source: int,
    zone: dt.timezone | None = None,
    start: dt.datetime | None = None,
    chunk_bytes: int = CHUNK_BYTES,
    path: str = "the log",
) -> Iterator[Decoded]:
    """Decode a log piece by piece, in memory that does not grow with it; ``stream`` stays open.

    ``source`` is the exhibit's number in the lake. ``zone`` is that of receiver times which tell none.
    ``start`` is when a log without times begins: its clock runs by the UTC seconds that position reports
    tell, so a silence of more than half a minute is lost; leave it out and such reports are issues.
    ``path`` is what errors call the log.
    Raises `UnreadableInputError` beyond 2,147,483,646 lines, for a start without a zone, or for bytes that break off.
    """
    reader = _Reader(source=source, zone=_zone_seconds(zone), start=_start_time(start))
    kept = col.LONGEST_LINE + 2
    for buffer, size in line_chunks(stream, path=path, size=chunk_bytes + kept, kept=kept):
        yield from reader.read(buffer, size)
    yield reader.finish()


def _zone_seconds(zone: dt.timezone | None) -> int:
    from vedette.sources.movement.nmea_tagblock import NONE_DECLARED

    return NONE_DECLARED if zone is None else int(zone.utcoffset(None).total_seconds())


def _start_time(start: dt.datetime | None) -> int:
    if start is None:
        return col.NO_TIME
    if start.tzinfo is None or not 0 <= (start - EPOCH).total_seconds() < 2**31:
        raise UnreadableInputError(
            f"{start.isoformat()} is no start of a log",
            advice="give the start with its zone, between 2000 and 2068: 2023-09-12T08:00:00+09:00",
        )
    return int((start - EPOCH).total_seconds())


def _open_messages() -> Parts:
    from vedette.sources.movement.nmea_multipart import empty_parts

    return empty_parts()


@attrs.define(kw_only=True, eq=False)
class _Reader:
    """What is carried from chunk to chunk: open messages, the declared clock, the line number, issues told."""

    source: int
    zone: int
    start: int
    row: int = 1
    told: int = 0
    parts: Parts = attrs.field(factory=_open_messages)
    columns: col.Columns = attrs.field(factory=lambda: col.empty_columns(ROWS))
    six: col.Octets = attrs.field(factory=lambda: np.zeros(col.LONGEST_PAYLOAD + col.LOOK_AHEAD, np.uint8))

    def __attrs_post_init__(self) -> None:
        self.columns.counts[col.CLOCK] = self.start

    def read(self, buffer: bytearray, size: int) -> Iterator[Decoded]:
        """Decode the whole lines in the first ``size`` bytes; the last of the log may lack its end."""
        from vedette.sources.movement.nmea_plain import every_eight
        from vedette.sources.movement.nmea_sentence import read_lines

        if buffer[size - 1] != LINE_FEED:
            buffer[size] = LINE_FEED
            size += 1
        chunk, eights = np.frombuffer(buffer, np.uint8, size), every_eight(buffer)
        ends = np.flatnonzero(chunk == LINE_FEED)
        if self.row + len(ends) > LAST_ROW:
            raise UnreadableInputError("the log has too many lines", advice="split it into days")
        done = 0
        while done < len(ends):
            first, done = done, read_lines(
                chunk, eights, ends, done, self.row, self.zone, self.start, self.parts, self.six, self.columns
            )  # fmt: skip
            before = int(ends[first - 1]) + 1 if first else 0
            yield self._taken(buffer, lines=done - first, size=int(ends[done - 1]) + 1 - before)
        self.row += len(ends)

    def finish(self) -> Decoded:
        """Give up the messages still open: no line comes any more."""
        from vedette.sources.movement.nmea_multipart import give_up_all

        give_up_all(self.parts, self.columns)
        return self._taken(bytearray(), lines=0, size=0)

    def _taken(self, content: bytearray, *, lines: int, size: int) -> Decoded:
        """Copy what the kernels wrote, and empty their buffers."""
        counts = self.columns.counts
        listed = self._issues(content)
        decoded = Decoded(
            positions=self._positions(int(counts[col.POSITIONS])),
            statics=self._statics(int(counts[col.STATICS])),
            motherships=self._motherships(int(counts[col.STATICS])),
            others=self._others(int(counts[col.OTHERS])),
            issues=listed,
            issues_beyond=int(counts[col.ISSUES]) - len(listed),
            lines=lines,
            passed_over=int(counts[col.PASSED_OVER]),
            size=size,
        )
        counts[: col.CLOCK] = 0
        return decoded

    def _positions(self, count: int) -> Table:
        return self._table(
            POSITION_COLUMNS, dict(zip(col.POSITION_ORDER, self.columns.positions, strict=True)), count
        )

    def _statics(self, count: int) -> Table:
        numbers = dict(zip(col.STATIC_ORDER, self.columns.statics, strict=True))
        texts = {name: self._text(place, count) for name, place in TEXTS.items()}
        return self._table(STATIC_COLUMNS, numbers | texts, count)

    def _text(self, place: slice, count: int) -> NDArray[Any]:
        """The texts of one column; numpy leaves out the zero bytes behind them."""
        octets = np.ascontiguousarray(self.columns.texts[:count, place])
        return octets.view(f"S{octets.shape[1]}").reshape(count)

    def _table(self, specs: tuple[ColumnSpec, ...], kernel: Table, count: int) -> Table:
        columns: dict[str, NDArray[Any]] = {}
        for spec in specs:
            if spec.name == "source":
                columns[spec.name] = np.full(count, self.source, spec.type)
            elif spec.type == "string":
                columns[spec.name] = kernel[spec.name]
            else:
                columns[spec.name] = kernel[spec.name][:count].astype(spec.type)
        return columns

    def _motherships(self, count: int) -> Mapping[int, int]:
        rows, ships = self.columns.statics[9, :count], self.columns.statics[10, :count]
        return {int(rows[place]): int(ships[place]) for place in np.flatnonzero(ships)}

    def _others(self, count: int) -> Others:
        rows, types, times, ends, fills = self.columns.others[:, :count].copy()
        payloads = self.columns.payloads[: self.columns.counts[col.PAYLOAD]].tobytes()
        return Others(rows=rows, types=types, times=times, ends=ends, fills=fills, payloads=payloads)

    def _issues(self, content: bytearray) -> tuple[NmeaIssue, ...]:
        count = min(int(self.columns.counts[col.ISSUES]), MOST_ISSUES - self.told)
        self.told += count
        found = self.columns.issues[:, :count].T.tolist()
        return tuple(
            nmea_issue(
                kind,
                row=row,
                sentence=None if begin < 0 else bytes(content[begin : begin + min(size, LONGEST_VALUE)]),
            )
            for row, kind, begin, size in found
        )
