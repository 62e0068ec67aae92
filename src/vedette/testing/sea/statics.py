"""Static reports of a sea: who each ship says it is, every so many minutes while it is not silent."""

from __future__ import annotations

from collections.abc import Iterator

import attrs
import numpy as np
import numpy.typing as npt

from vedette.testing.sea.seas import Sea
from vedette.testing.sea.ships import Identity, ShipPlan
from vedette.testing.sea.spec import MADE_UP, SeaSpec

MINUTE = 60


@attrs.frozen(kw_only=True, eq=False)
class StaticReports:
    """Static reports of one ship: times (lake seconds), and for each the number of the voice that speaks."""

    plan: ShipPlan
    times: npt.NDArray[np.int32]
    voices: npt.NDArray[np.int8]

    def __len__(self) -> int:
        return len(self.times)

    def rows(self) -> Iterator[tuple[int, Identity]]:
        """Yield time and identity of each report."""
        identities = [voice.identity for voice in self.plan.voices]
        for time, voice in zip(self.times.tolist(), self.voices.tolist(), strict=True):
            yield time, identities[voice]


def told(identity: Identity, *, class_b: bool) -> dict[str, int | str | None]:
    """The static columns that a unit transmits; class B (type 24) has no IMO number, draught or destination."""
    return {
        "transmitter": identity.mmsi,
        "imo": 0 if class_b else identity.imo,
        "call_sign": identity.call_sign,
        "name": identity.name,
        "ship_type": identity.ship_type,
        "to_bow": identity.to_bow,
        "to_stern": identity.to_stern,
        "to_port": identity.to_port,
        "to_starboard": identity.to_starboard,
        "draught": 0 if class_b else identity.draught,
        "destination": None if class_b else MADE_UP,
    }


def static_reports_of(plan: ShipPlan, spec: SeaSpec) -> StaticReports:
    """The static reports of one ship, in order of time; none if the recipe has none."""
    every = (spec.static_minutes or 0) * MINUTE
    phase = plan.number * 7 % every if every else 0
    times = np.arange(spec.began + phase, spec.ended, every) if every else np.empty(0, np.int64)
    keep = np.ones(len(times), dtype=bool)
    for silence in plan.silences:
        keep &= (times <= silence.began) | (times >= (silence.ended or spec.ended))
    times = times[keep]
    began = [voice.began for voice in plan.voices[1:]]
    voices = np.searchsorted(np.array(began, dtype=np.int64), times, side="right")
    if plan.jump is not None:
        times = np.where(times < plan.jump.moment, times - plan.jump.seconds, times)
    return StaticReports(plan=plan, times=times.astype(np.int32), voices=voices.astype(np.int8))


def static_rows(sea: Sea) -> Iterator[tuple[int, dict[str, int | str | None]]]:
    """Yield the time and columns of every static report, ship by ship."""
    for plan in sea.ships:
        spoken = {voice.identity: told(voice.identity, class_b=plan.class_b) for voice in plan.voices}
        for time, identity in static_reports_of(plan, sea.spec).rows():
            yield time, spoken[identity]
