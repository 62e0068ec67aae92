"""Reading a CSV of positions by a layout: batches in the lake's columns, and issues where a cell or row fails."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, BinaryIO

import attrs
import numpy as np
import numpy.typing as npt

from vedette.errors import UnreadableInputError
from vedette.model.evidence import Locator
from vedette.model.facts import Issue
from vedette.model.lake import DTYPES, GIVEN_COLUMNS, Batch, Columns
from vedette.model.movement import STATIC_COLUMNS
from vedette.sources.movement import csv_kernel as kernel
from vedette.sources.movement.bytes_in import CHUNK_BYTES, SPARE, first_line, line_chunks, unpacked
from vedette.sources.movement.csv_hash import FNV_PRIME, FNV_SEED
from vedette.sources.movement.csv_lines import NO_OFFSET, Lines
from vedette.sources.movement.static_changes import changed
from vedette.sources.movement.trouble import MOST_ISSUES, TROUBLE, fraction_issue, rounding_issue, too_many

StaticCells = Mapping[str, str]
StaticReader = Callable[[StaticCells], "dict[str, Any] | None"]

ROLES = ("transmitter", "time", "latitude", "longitude", "speed", "course", "heading", "status")
"""What a layout may map columns to; the first four must be there."""

NEEDED = ROLES[:4]


@attrs.frozen(kw_only=True)
class CsvLayout:
    """Which column of a table holds what.

    ``columns`` maps a role of `ROLES` to the header's name, ``statics`` lists the headers from which ``static``
    makes the values of `STATIC_COLUMNS` (None where there is nothing). ``time_form`` is one of the kernel's;
    ``offset_s`` is the zone of times that name none, and None where the source declares none. ``statuses`` maps
    words in small letters to navigational statuses.
    """

    columns: Mapping[str, str]
    statics: tuple[str, ...] = ()
    static: StaticReader | None = None
    time_form: int = kernel.ISO
    offset_s: int | None = None
    statuses: Mapping[str, int] = attrs.Factory(dict)
    separator: str = ","


LayoutChooser = Callable[[Sequence[str]], CsvLayout]


def read_csv(stream: BinaryIO, *, path: str, choose: LayoutChooser) -> Iterator[Batch | Issue]:
    """Batches of some forty thousand rows in the order of the file, and issues; memory stays bounded.

    ``choose`` is given the header and answers with the layout, or raises `UnreadableInputError`.
    """
    with unpacked(stream, path=path) as text:
        header = header_of(first_line(text, path=path))
        try:
            layout = choose(header)
        except UnreadableInputError as error:
            raise UnreadableInputError(f"{path}: {error.message}", advice=error.advice) from error
        yield from CsvReading(path=path, header=header, layout=layout).batches(text)


def header_of(line: bytes) -> list[str]:
    """The names of a header line."""
    row = next(csv.reader([line.decode("utf-8", "replace")]), [])
    return [name.strip() for name in row]


@attrs.define(kw_only=True, eq=False)
class CsvReading:
    """One table on its way in: what has been seen of it so far."""

    path: str
    header: Sequence[str]
    layout: CsvLayout
    line: int = 0
    issues: int = 0
    summary: npt.NDArray[np.int64] = attrs.Factory(lambda: np.zeros(6, np.int64))
    last_keys: npt.NDArray[np.int32] = attrs.Factory(lambda: np.full(1 << 12, -1, np.int32))
    last_values: npt.NDArray[np.uint64] = attrs.Factory(lambda: np.zeros(1 << 12, np.uint64))
    transmitters: int = 0
    static_places: dict[str, int] = attrs.field(init=False)
    lines: Lines = attrs.Factory(lambda: Lines(CHUNK_BYTES + SPARE))

    def __attrs_post_init__(self) -> None:
        self.static_places = {name: at for at, name in enumerate(self.header) if name in self.layout.statics}

    def batches(self, text: BinaryIO) -> Iterator[Batch | Issue]:
        """Everything after the header; at the end, issues that speak for the file as a whole."""
        roles, words, codes = self._roles(), *_words(self.layout.statuses)
        for buffer, size in line_chunks(text, path=self.path):
            yield from self._batch(buffer, size, roles=roles, words=words, codes=codes)
        if self.summary[kernel.FINER]:
            yield rounding_issue(self.path, self.summary)
        if self.summary[kernel.FRACTIONS]:
            yield fraction_issue(self.path, self.summary)
        if self.issues > MOST_ISSUES:
            yield too_many(self.path, self.issues - MOST_ISSUES)

    def _roles(self) -> npt.NDArray[np.int8]:
        layout = self.layout
        absent = [layout.columns[role] for role in NEEDED if layout.columns[role] not in self.header]
        if absent:
            raise UnreadableInputError(
                f"{self.path} has no column {' or '.join(absent)}",
                advice=f"its columns are {', '.join(self.header)}",
            )
        twice = sorted({name for name in self.header if name and self.header.count(name) > 1})
        if twice:
            raise UnreadableInputError(
                f"{self.path} has two columns {' and '.join(twice)}", advice="name every column once"
            )
        place = dict.fromkeys(layout.statics, kernel.STATIC)
        place |= {name: ROLES.index(role) for role, name in layout.columns.items()}
        return np.array([place.get(name, kernel.IGNORED) for name in self.header], np.int8)

    def _batch(
        self,
        chunk: bytearray,
        size: int,
        *,
        roles: npt.NDArray[Any],
        words: npt.NDArray[Any],
        codes: npt.NDArray[Any],
    ) -> Iterator[Batch | Issue]:
        troubles, summary = np.empty((MOST_ISSUES, 5), np.int64), np.zeros(6, np.int64)
        cells, starts, hashes, seen, found = self.lines.read(
            chunk,
            size,
            roles=roles,
            separator=ord(self.layout.separator),
            form=self.layout.time_form,
            offset=NO_OFFSET if self.layout.offset_s is None else self.layout.offset_s,
            words=words,
            codes=codes,
            troubles=troubles,
            summary=summary,
        )
        self._sum_up(summary)
        statics = self._statics(chunk, size, cells=cells, starts=starts, hashes=hashes)
        positions = _positions(cells, first=self.line + 1)
        decimals = int(self.summary[: kernel.FINER].max())
        yield Batch(positions=positions, statics=statics, decimals=decimals)
        for line, field, start, end, code in troubles[: min(found, MOST_ISSUES - self.issues)].tolist():
            yield self._issue(bytes(chunk[start:end]), line, field, code)
        self.issues = self.issues + found
        self.line += seen

    def _sum_up(self, summary: npt.NDArray[np.int64]) -> None:
        total = self.summary
        for count, first in ((kernel.FINER, kernel.FIRST_FINER), (kernel.FRACTIONS, kernel.FIRST_FRACTION)):
            if summary[count] and not total[count]:
                total[first] = self.line + summary[first] + 1
            total[count] += summary[count]
        np.maximum(total[: kernel.FINER], summary[: kernel.FINER], out=total[: kernel.FINER])

    def _issue(self, cell: bytes, line: int, field: int, code: int) -> Issue:
        problem, advice, whole_row = TROUBLE[code]
        named = not whole_row and field < len(self.header)
        column = self.header[field] if named else None
        refused = whole_row or column in [self.layout.columns.get(role) for role in NEEDED]
        return Issue(
            path=self.path,
            locator=str(Locator.row(self.line + line + 1)),
            column=column,
            value=cell[:200].decode("utf-8", "replace") or None,
            problem=problem,
            advice=advice,
            refused=refused,
        )

    def _statics(
        self, chunk: bytearray, size: int, *, cells: npt.NDArray[Any], starts: npt.NDArray[Any],
        hashes: npt.NDArray[Any],
    ) -> Mapping[str, Sequence[Any]]:  # fmt: skip
        if self.layout.static is None or not cells.shape[1]:
            return {}
        self._make_room(cells.shape[1])
        flags = np.zeros(cells.shape[1], np.bool_)
        self.transmitters += changed(cells[0], hashes, self.last_keys, self.last_values, flags)
        reports = []
        for at in np.flatnonzero(flags).tolist():
            start = int(starts[at])
            end = chunk.find(b"\n", start, size)
            report = self.layout.static(self._static_cells(chunk[start : size if end < 0 else end]))
            if report is not None:
                transmitter, time, row = (int(cells[one, at]) for one in (0, 1, 8))
                reports.append(
                    {**report, "transmitter": transmitter, "time": time, "row": self.line + row + 1}
                )
        return static_columns(reports)

    def _static_cells(self, line: bytearray) -> StaticCells:
        text, separator = line.decode("utf-8", "replace").rstrip("\r"), self.layout.separator
        given = next(csv.reader([text], delimiter=separator)) if '"' in text else text.split(separator)
        return {name: given[at].strip() for name, at in self.static_places.items()}

    def _make_room(self, rows: int) -> None:
        places = len(self.last_keys)
        while 2 * (self.transmitters + rows) > places:
            places *= 2
        if places == len(self.last_keys):
            return
        used = self.last_keys != -1
        keys, values = self.last_keys[used], self.last_values[used]
        self.last_keys, self.last_values = np.full(places, -1, np.int32), np.zeros(places, np.uint64)
        changed(keys, values, self.last_keys, self.last_values, np.zeros(len(keys), np.bool_))


def static_columns(reports: Sequence[Mapping[str, Any]]) -> Mapping[str, Sequence[Any]]:
    """Static reports as columns; a number that is not given is the column's absent value, a text is None."""
    if not reports:
        return {}
    named = [column for column in STATIC_COLUMNS if column.name != "source"]
    return {column.name: [one.get(column.name, column.absent) for one in reports] for column in named}


def _positions(cells: npt.NDArray[np.int32], *, first: int) -> Columns:
    columns = {name: cells[at].astype(DTYPES[name]) for at, name in enumerate(ROLES)}
    columns["row"] = cells[8] + np.int32(first)
    return {name: columns[name] for name in GIVEN_COLUMNS}


def _words(statuses: Mapping[str, int]) -> tuple[npt.NDArray[np.uint64], npt.NDArray[np.int64]]:
    hashes = []
    for word in statuses:
        value = int(FNV_SEED)
        for byte in word.encode():
            value = (value ^ byte) * int(FNV_PRIME) % 2**64
        hashes.append(value)
    return np.array(hashes, np.uint64), np.array(list(statuses.values()), np.int64)
