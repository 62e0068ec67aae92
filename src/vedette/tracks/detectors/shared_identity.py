"""Shared identity: one MMSI with two identities by turns, or one IMO number by turns under several MMSIs.

The first is two ships under one MMSI, or one that tells two stories: a field goes back at least ``returns`` times to a
value that it had before. The second is proposed and never merged: the reports with one valid IMO number, or without
any and with one name, call sign and size, pass between MMSIs more than once. If ``returns`` turns or more each lie
between two reports of one other MMSI that are at most ``together_s`` apart, the MMSIs transmit at once: that is no
ship by turns but an identity that several use, and ``shared`` says so. MMSIs that are heard too seldom to be heard at
once are not told apart. Static reports hold no position, so whether a ship could sail from the end of a turn to the
beginning of the next is not checked, and the event says it. No threshold for any of this is published.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

import numpy as np

from vedette.model.events import EventKind, Magnitude
from vedette.tracks.administrations import flag_told
from vedette.tracks.detector import Found
from vedette.tracks.profiles import Thresholds
from vedette.tracks.static_detector import StaticDetector, StaticFinding
from vedette.tracks.statics import FIELDS, Statics

NOT_CHECKED = Magnitude(name="not checked", value="whether one ship could sail from turn to turn")
"""Of what is proposed from static reports alone."""


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


def _at_once(statics: Statics, turns: list[tuple[int, int]], together: int) -> int:
    """Turns between two reports of one other transmitter that are at most ``together`` seconds apart."""
    return sum(
        statics.transmitter[before] == statics.transmitter[after]
        and int(statics.time[after] - statics.time[before]) <= together
        for (_, before), (after, _) in zip(turns, turns[2:], strict=False)
    )


def _flags(transmitters: Iterable[int]) -> Magnitude:
    """The flag digits of all MMSIs with their administrations, each once."""
    told = {flag for flag in map(flag_told, transmitters) if flag is not None}
    return Magnitude(name="flag digits", value=", ".join(sorted(told)) or None)


def _under_several(statics: Statics, thresholds: Thresholds) -> Iterator[StaticFinding]:
    for turns in statics.stints():
        if len(turns) > 2:  # noqa: PLR2004 - more often than once from one MMSI to another
            spans: dict[int, tuple[int, int]] = {}
            for first, last in turns:
                transmitter = int(statics.transmitter[first])
                spans[transmitter] = (spans.get(transmitter, (first, last))[0], last)
            first = turns[0][0]
            has_imo = bool(statics.values["imo"][first])
            shared = "one IMO number" if has_imo else "one name, call sign and size"
            if _at_once(statics, turns, thresholds["together_s"]) >= thresholds["returns"]:
                shared += " at once"
            field = "imo" if has_imo else "name"
            yield StaticFinding(
                sightings=tuple(span for _, span in sorted(spans.items())),
                magnitudes=(
                    *_magnitudes(shared, field, {statics.told(field, first)}, turns=len(turns) - 1),
                    _flags(spans),
                    NOT_CHECKED,
                ),
            )


def _find(statics: Statics, _found: Mapping[str, Found], thresholds: Thresholds) -> Iterator[StaticFinding]:
    yield from _by_turns(statics, thresholds["returns"])
    yield from _under_several(statics, thresholds)


DETECTOR = StaticDetector(
    name="shared_identity",
    kind=EventKind.SHARED_IDENTITY,
    meaning="one MMSI with several identities by turns, or one IMO number under several MMSIs, by turns or at once",
    thresholds=("returns", "together_s"),
    find=_find,
)
"""Identities that are used by more than one."""
