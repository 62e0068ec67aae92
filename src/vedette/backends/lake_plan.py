"""Work items: the lake in shares of whole transmitters, by the manifest alone."""

from __future__ import annotations

from collections.abc import Sequence

from vedette.backends.lake_select import Selection
from vedette.model.lake import LakeFile, Slice, WorkItem


def whole(file: LakeFile) -> list[Slice]:
    """All row groups of a file."""
    return [Slice(file=file.name, first=0, end=len(file.groups))]


def plan(files: Sequence[LakeFile], count: int) -> list[WorkItem]:
    """At most ``count`` items that share no transmitter and leave none out, in order of transmitter.

    An item ends with the transmitter in which its share of rows is reached, so a transmitter that fills several
    row groups is not split: blocks are what splits it.
    """
    groups = sorted((group for file in files for group in file.groups), key=lambda one: one.last_transmitter)
    if not groups:
        return []
    share = -(-sum(group.rows for group in groups) // max(1, count))
    items: list[WorkItem] = []
    first, rows = min(group.first_transmitter for group in groups), 0
    for group in groups:
        rows += group.rows
        if rows >= share and group.last_transmitter >= first:
            items.append(_item(files, first, group.last_transmitter))
            first, rows = group.last_transmitter + 1, 0
    if first <= groups[-1].last_transmitter:
        items.append(_item(files, first, groups[-1].last_transmitter))
    return items


def _item(files: Sequence[LakeFile], first: int, last: int) -> WorkItem:
    selection = Selection.between(first, last)
    slices: list[Slice] = []
    rows = 0
    for file in files:
        numbers = [number for number, group in enumerate(file.groups) if selection.may_hold(group)]
        if numbers:
            slices.append(Slice(file=file.name, first=numbers[0], end=numbers[-1] + 1))
            rows += sum(file.groups[number].rows for number in numbers)
    return WorkItem(first_transmitter=first, last_transmitter=last, slices=tuple(slices), rows=rows)
