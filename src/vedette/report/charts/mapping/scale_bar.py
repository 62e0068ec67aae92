"""The scale bar: round lengths in nautical miles and kilometres, right along the parallel that it names."""

from __future__ import annotations

import attrs

from vedette.report.charts.mapping.extent import Frame

KM_A_MILE = 1.852
LONGEST_MM = 46.0
_ROUND = (1, 2, 5)


@attrs.frozen(kw_only=True)
class Bar:
    """A length in a unit, and how long it is drawn."""

    length: float
    millimetres: float
    unit: str


def bars(frame: Frame) -> tuple[Bar, Bar]:
    """The longest round length that has room, in nautical miles and in kilometres, at the middle latitude."""
    kilometre = frame.millimetres_a_kilometre(frame.middle_latitude)
    return _bar(kilometre * KM_A_MILE, "nautical_miles"), _bar(kilometre, "kilometres")


def _bar(millimetres: float, unit: str) -> Bar:
    power = 1e-3
    best = power
    while power * millimetres <= LONGEST_MM:
        best = max(best, *(one * power for one in _ROUND if one * power * millimetres <= LONGEST_MM))
        power *= 10
    best = round(best, 3)
    return Bar(length=best, millimetres=round(best * millimetres, 2), unit=unit)
