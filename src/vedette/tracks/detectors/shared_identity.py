"""Shared identity: one MMSI with two identities by turns, or one IMO number by turns under several MMSIs.

The first is two ships under one MMSI, or one that tells two stories: a field goes back at least ``returns`` times to a
value that it had before. The second is proposed and never merged: the reports with one valid IMO number, or without
any and with one name, call sign and size, pass between MMSIs more than once. No threshold for either is published.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import numpy as np

from vedette.model.events import EventKind, Magnitude
from vedette.tracks.detector import Found
from vedette.tracks.profiles import Thresholds
from vedette.tracks.static_detector import StaticDetector, StaticFinding
from vedette.tracks.statics import FIELDS, Statics


def _by_turns(statics: Statics, returns: int) -> Iterator[StaticFinding]:
    """One finding for each transmitter, in the field that counts first."""
    done: set[int] = set()
    for field in FIELDS:
        before, after = statics.changes(field)
        for transmitter in statics.returning(field, returns).tolist():
            if transmitter in done:
                continue
            done.add(transmitter)
            own = np.flatnonzero(statics.transmitter[after] == transmitter)
            told = {statics.told(field, at) for at in (*before[own].tolist(), *after[own].tolist())}
            yield StaticFinding(
                sightings=((int(before[own[0]]), int(after[own[-1]])),),
                magnitudes=_magnitudes("one MMSI", field, told, turns=len(own)),
            )


def _magnitudes(shared: str, field: str, told: set[str], *, turns: int) -> tuple[Magnitude, ...]:
    return (
        Magnitude(name="shared", value=shared),
        Magnitude(name="field", value=field),
        Magnitude(name="told", value=", ".join(sorted(told))),
        Magnitude.counted("changes", turns, unit="change"),
    )


def _under_several(statics: Statics) -> Iterator[StaticFinding]:
    for turns in statics.stints():
        if len(turns) > 2:  # noqa: PLR2004 - more often than once from one MMSI to another
            spans: dict[int, tuple[int, int]] = {}
            for first, last in turns:
                transmitter = int(statics.transmitter[first])
                spans[transmitter] = (spans.get(transmitter, (first, last))[0], last)
            first = turns[0][0]
            has_imo = bool(statics.values["imo"][first])
            shared = "one IMO number" if has_imo else "one name, call sign and size"
            field = "imo" if has_imo else "name"
            yield StaticFinding(
                sightings=tuple(span for _, span in sorted(spans.items())),
                magnitudes=_magnitudes(shared, field, {statics.told(field, first)}, turns=len(turns) - 1),
            )


def _find(statics: Statics, _found: Mapping[str, Found], thresholds: Thresholds) -> Iterator[StaticFinding]:
    yield from _by_turns(statics, thresholds["returns"])
    yield from _under_several(statics)


DETECTOR = StaticDetector(
    name="shared_identity",
    kind=EventKind.SHARED_IDENTITY,
    meaning="one MMSI with several identities by turns, or one IMO number under several MMSIs by turns",
    thresholds=("returns",),
    find=_find,
)
"""Identities that are used by more than one."""
