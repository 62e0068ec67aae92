"""Which transmitter somebody means who gives an MMSI, an IMO number or a name: by the static reports in the lake."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from vedette.casework.suggest import unknown
from vedette.casework.workspace import Workspace
from vedette.errors import CaseError
from vedette.model.identifiers import ImoNumber, Mmsi
from vedette.model.movement import mmsi_of

_NINE = re.compile(r"\s*(MMSI[\s:]*)?[0-9]{9}\s*", re.IGNORECASE)
_SEVEN = re.compile(r"\s*(IMO[\s:.#-]*)?[1-9][0-9]{6}\s*", re.IGNORECASE)

MOST_TOLD = 12
"""Transmitters that a refusal lists."""


def vessel_named(workspace: Workspace, text: str) -> Mmsi:
    """The transmitter of that MMSI; or the only one that ever told this IMO number, or exactly this name.

    Upper and lower case of a name do not matter, nor spaces at its ends. Nine digits are an MMSI, whether it is in the
    lake or not, and seven an IMO number, which a ship may have transmitted with a wrong check digit.

    Raises:
        CaseError: no static report tells it, or those of several transmitters do; the message lists them.
        UnreadableValueError: nobody told the IMO number, and its check digit is wrong.
    """
    if _NINE.fullmatch(text):
        return Mmsi.parse(text)
    from vedette.casework.lake import position_lake

    statics = position_lake(workspace).statics()
    if _SEVEN.fullmatch(text):
        number = ImoNumber.normal(text)
        found = _told(statics, "imo", {int(number)})
        if not found:
            raise CaseError(
                f"no static report tells the IMO number {ImoNumber(number)}",
                advice="name the vessel by its MMSI",
            )
        return _only(found, f"IMO {number}", statics)
    names = _names(statics)
    meant = {name for name in names if name.strip().casefold() == text.strip().casefold()}
    if not meant:
        raise unknown("vessel", text, names, see="name it by its MMSI, or as its static reports spell it")
    return _only(_told(statics, "name", meant), repr(text), statics)


def _names(statics: Any) -> list[str]:
    return [name for name in statics.column("name").unique().to_pylist() if name]


def _told(statics: Any, column: str, values: set[Any]) -> list[int]:
    """The transmitters of which a report has one of the values in a column, in order."""
    import pyarrow as pa
    import pyarrow.compute as pc

    wanted = pa.array(sorted(values), statics.schema.field(column).type)
    kept = statics.filter(pc.call_function("is_in", [statics.column(column)], pc.SetLookupOptions(wanted)))
    return sorted(kept.column("transmitter").unique().to_pylist())


def _only(found: list[int], asked: str, statics: Any) -> Mmsi:
    if len(found) == 1:
        return mmsi_of(found[0])
    listed = ", ".join(_described(found[:MOST_TOLD], statics))
    more = f" and {len(found) - MOST_TOLD} more" if len(found) > MOST_TOLD else ""
    raise CaseError(
        f"{len(found)} transmitters told {asked}: {listed}{more}",
        advice="name the one that you mean by its MMSI",
    )


def _described(found: list[int], statics: Any) -> Iterator[str]:
    """Each transmitter with the names and IMO numbers that it told."""
    import pyarrow.compute as pc

    for one in found:
        mine = statics.filter(pc.call_function("equal", [statics.column("transmitter"), one]))
        told = [
            *_names(mine),
            *(f"IMO {imo}" for imo in sorted(mine.column("imo").unique().to_pylist()) if imo),
        ]
        yield f"{mmsi_of(one)} ({'; '.join(told)})" if told else str(mmsi_of(one))
