"""What runs left, put together: later states in the place of earlier ones, later finds after earlier ones."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from vedette.model.movement import TRACK_OFFSETS
from vedette.model.progress import LakeSeen, ProgressPart
from vedette.tracks.detector import Found, States
from vedette.tracks.run import Plan, Scanned, gathered

Ints = NDArray[np.int32]


def saved_states(parts: Sequence[ProgressPart], plan: Plan, *, first: int, last: int) -> dict[str, States]:
    """The states of the transmitters from ``first`` to ``last``, by detector, of all their tracks.

    Only those are read. Of transmitters that a run read afresh, what earlier ones left does not count.
    """
    states = {one.name: States.none(one.state) for one in plan.detectors}
    for part in parts:
        rows = [
            slice(
                bisect_left(part.transmitters, first + offset), bisect_right(part.transmitters, last + offset)
            )
            for offset in TRACK_OFFSETS
        ]
        for one in plan.detectors:
            kept = states[one.name].but(part.afresh)
            for some in rows:
                if some.start < some.stop:
                    kept = kept.replaced(_states(part, one.name, one.state, some))
            states[one.name] = kept
    return states


def _states(part: ProgressPart, name: str, dtype: np.dtype[Any], rows: slice) -> States:
    return States(
        transmitter=np.array(part.transmitters[rows]),
        until=np.array(part.times[rows]),
        state=_typed(part.states[name][rows], dtype),
    )


def _typed(records: NDArray[Any], dtype: np.dtype[Any]) -> Found:
    """The records in memory, under the very type that loops are compiled for; a file forgets how it is aligned."""
    return np.array(records).view(dtype)


def part_of(scanned: Scanned, *, afresh: Ints, seen: LakeSeen) -> ProgressPart:
    """What a run leaves to the next."""
    states = next(iter(scanned.states.values()), States.none(np.dtype([("filler", "i4")])))
    return ProgressPart(
        seen=seen,
        until=scanned.until,
        afresh=afresh,
        transmitters=states.transmitter,
        times=states.until,
        states={name: one.state for name, one in scanned.states.items()},
        found=scanned.found,
    )


def kept(parts: Sequence[ProgressPart], plan: Plan, *, new: Scanned, afresh: Ints) -> Scanned:
    """What all parts and one more run found, and the states after it, as if one run had read all their rows."""
    whole = gathered([], plan)
    for part in parts:
        whole = followed([whole, _scanned(part, plan)], plan, afresh=part.afresh)
    return followed([whole, new], plan, afresh=afresh)


def _scanned(part: ProgressPart, plan: Plan) -> Scanned:
    return Scanned(
        rows=0,
        until=part.until,
        found={one.name: _typed(part.found[one.name], one.output) for one in plan.detectors},
        states={one.name: _states(part, one.name, one.state, slice(None)) for one in plan.detectors},
    )


def followed(runs: Sequence[Scanned], plan: Plan, *, afresh: Ints | None = None) -> Scanned:
    """Runs one after the other, in order of transmitter; of those ``afresh``, only the last run counts."""
    whole = runs[0]
    for run in runs[1:]:
        whole = Scanned(
            rows=whole.rows + run.rows,
            until=max(whole.until, run.until),
            found={
                one.name: _after(whole.found[one.name], run.found[one.name], afresh) for one in plan.detectors
            },
            states={
                one.name: _but(whole.states[one.name], afresh).replaced(run.states[one.name])
                for one in plan.detectors
            },
        )
    return whole


def _but(states: States, afresh: Ints | None) -> States:
    return states if afresh is None or not len(afresh) else states.but(afresh)


def _after(earlier: Found, later: Found, afresh: Ints | None) -> Found:
    """Both, in order of transmitter, and of run for each of them."""
    if afresh is not None and len(afresh):
        earlier = earlier[~np.isin(_who(earlier), afresh)]
    if not len(earlier):
        return later
    joined = np.concatenate([earlier, later])
    return joined[np.argsort(_who(joined), kind="stable")]


def _who(records: Any) -> Ints:
    """Whom each record is about."""
    transmitters: Ints = records["transmitter"]
    return transmitters
