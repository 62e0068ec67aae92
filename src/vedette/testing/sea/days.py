"""A sea in order of time, a day at a time: what a receiver would have logged, in bounded memory.

Ships are generated once; their reports are spilt to one file a day in a folder that is deleted afterwards, and
each day is then read back and ordered by time, transmitter, and the order in which the ship told it.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import IO

import attrs
import numpy as np

from vedette.testing.sea.report import blocks
from vedette.testing.sea.reports import RECORD, Reports, from_records
from vedette.testing.sea.seas import Sea
from vedette.testing.sea.spec import DAY
from vedette.testing.sea.statics import static_reports_of, told

Static = tuple[int, bool, dict[str, int | str | None]]
SPILL = 200_000
"""Reports held before they are spilt."""


@attrs.frozen(kw_only=True, eq=False)
class Day:
    """One day's position reports in order of time, and its static reports: time, class B or not, columns."""

    reports: Reports
    statics: tuple[Static, ...]


def days(sea: Sea) -> Iterator[Day]:
    """Yield the days of a sea in order; days without a position report are left out."""
    with tempfile.TemporaryDirectory(prefix="vedette-sea-") as folder:
        numbers = _spill(sea, Path(folder))
        for number in numbers:
            table = np.fromfile(Path(folder, f"{number}.bin"), dtype=RECORD)
            ordered = np.lexsort((table["transmitter"], table["time"]))
            began = number * DAY
            yield Day(reports=from_records(table[ordered]), statics=tuple(_statics(sea, began, began + DAY)))


def _spill(sea: Sea, folder: Path) -> list[int]:
    """Write reports to a file for each day, and return the numbers of the days in order."""
    seen: set[int] = set()
    held: list[np.ndarray[tuple[int], np.dtype[np.void]]] = []
    count = 0
    for reports in blocks(sea):
        held.append(reports.records())
        count += len(reports)
        if count >= SPILL:
            seen |= _append(np.concatenate(held), folder)
            held, count = [], 0
    if held:
        seen |= _append(np.concatenate(held), folder)
    return sorted(seen)


def _append(table: np.ndarray[tuple[int], np.dtype[np.void]], folder: Path) -> set[int]:
    numbers = table["time"] // DAY
    table = table[np.argsort(numbers, kind="stable")]
    found, first = np.unique(np.sort(numbers), return_index=True)
    for number, part in zip(found.tolist(), np.split(table, first[1:].tolist()), strict=True):
        with Path(folder, f"{number}.bin").open("ab") as file:
            _put(file, part)
    return set(found.tolist())


def _put(file: IO[bytes], part: np.ndarray[tuple[int], np.dtype[np.void]]) -> None:
    file.write(part.tobytes())


def _statics(sea: Sea, began: int, ended: int) -> Iterator[Static]:
    found: list[Static] = []
    for plan in sea.ships:
        reports = static_reports_of(plan, sea.spec)
        first, past = np.searchsorted(reports.times, (began, ended)).tolist()
        said = [told(voice.identity, class_b=plan.class_b) for voice in plan.voices]
        pairs = zip(reports.times[first:past].tolist(), reports.voices[first:past].tolist(), strict=True)
        found += [(time, plan.class_b, said[voice]) for time, voice in pairs]
    found.sort(key=lambda row: (row[0], row[2]["transmitter"]))
    yield from found
