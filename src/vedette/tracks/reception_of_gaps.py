"""What reception says of AIS gaps: a few whole numbers beside each, and the magnitudes and words that they become.

The published rule is that of Welch et al. 2022 (Science Advances 8, eabq2109), which Global Fishing Watch uses for
what it calls intentional disabling. Here it is a test with four parts, each of which is said to hold, not to hold,
or not to be known; it says nothing about intent. Its reception came from a map of satellites; ours comes from the
rows at hand.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from vedette.model.events import Magnitude
from vedette.tracks.coast.shore import ShoreGrid
from vedette.tracks.detector import Found, States
from vedette.tracks.kernels.arrays import ABSENT, FOUND, Records
from vedette.tracks.kernels.heard_near import NEAR
from vedette.tracks.profiles import Thresholds
from vedette.tracks.reception import FEWEST, NO_PLACE, NOT_WEIGHED, Heard, Share, verdict

WEIGHED = np.dtype(
    [(name, FOUND[name]) for name in FOUND.names or ()]
    + [
        ("weighed", "i2"),
        ("reach", "i2"),
        ("before", "i4"),
        ("others", "i4"),
        ("again", "i4"),
        ("silent", "i4"),
        ("a_day", "i4"),
        ("shore_nm", "i4"),
        ("so_far", "i4"),
    ],
    align=True,
)
"""A gap with what reception says of it: ``before`` instants of the ship itself; see `NEAR` for ``others``, ``again``,
``silent`` and ``reach``; ``a_day``: instants of a ship near in the day before; ``shore_nm`` from the beginning; -1:
not known. ``so_far`` is the seconds it has lasted. ``weighed`` is 0 where reception did not run, 1 without a
position, 2 else.
"""
NOT_PLACED, PLACED = 1, 2
RULE = "rule of Welch et al. 2022"
RULE_SECONDS, RULE_SHORE_NM, RULE_A_DAY, RULE_BEFORE = 12 * 3600, 50, 10, 14


def unweighed(gaps: Found) -> Found:
    """Gaps of which reception is not known."""
    found = np.zeros(len(gaps), WEIGHED)
    for name in FOUND.names or ():
        found[name] = gaps[name]
    for name in ("before", "others", "again", "silent", "a_day", "shore_nm", "so_far"):
        found[name] = -1
    return found


def weighed(gaps: Found, found: Found, states: States, *, until: int, thresholds: Thresholds) -> Found:
    """The gaps beside how others near were heard: ``found`` and ``states`` are those of the detector of reception."""
    if not len(gaps):
        return gaps
    heard = Heard.of(found, states)
    asked = np.zeros(len(gaps), NEAR)
    asked["transmitter"], asked["began"] = gaps["transmitter"], gaps["began"]
    asked["ended"] = np.where(gaps["open"] == 1, until, gaps["ended"])
    asked["latitude"], asked["longitude"] = gaps["first_latitude"], gaps["first_longitude"]
    near = heard.near(asked, until=until, near_s=thresholds["near_s"], wanted=thresholds["others"])
    told = gaps.copy()
    placed: Any = (near["latitude"] != ABSENT) & (near["longitude"] != ABSENT)
    told["weighed"] = np.where(placed, PLACED, NOT_PLACED)
    told["before"] = heard.before(gaps["transmitter"], gaps["began"])
    told["so_far"] = asked["ended"] - asked["began"]
    for name in ("others", "again", "silent", "reach"):
        told[name] = near[name]
    ships = near["ships_a_day"]
    told["a_day"] = np.where(
        ships >= FEWEST, near["instants_a_day"] // np.maximum(ships, 1), np.int64(-1)
    ).astype(np.int32)
    return told


def with_shore(gaps: Found, shore: Callable[[], ShoreGrid]) -> Found:
    """The gaps with the nautical miles to shore from where each began, 0 on land; asked for where there is a gap."""
    told = gaps.copy()
    placed = (gaps["first_latitude"] != ABSENT) & (gaps["first_longitude"] != ABSENT)
    if placed.any():
        miles = shore().nautical_miles(gaps["first_latitude"][placed], gaps["first_longitude"][placed])
        told["shore_nm"][placed] = np.maximum(miles, 0)
    return told


def reception_magnitudes(event: Records) -> tuple[Magnitude, ...]:
    """What is printed of it; a number that the rows do not bear out is none, and ``reception`` says why."""
    others = int(event["others"]) if event["weighed"] == PLACED else -1
    enough = others >= FEWEST
    return (
        _count("reports in 12 h before", int(event["before"]), unit="report"),
        _count("others near", others, unit="ship"),
        _count("others heard on", int(event["again"]) if enough else -1, unit="ship"),
        _count("others as silent", int(event["silent"]) if enough else -1, unit="ship"),
        *_chance(int(event["silent"]) if enough else -1, others),
        _count("near", int(event["reach"]) if others >= 0 else -1, unit="degree"),
        _count("reports a day near", int(event["a_day"]), unit="report"),
        _count("distance to shore", int(event["shore_nm"]), unit="nautical mile"),
        Magnitude(name="reception", value=_words(event)),
        Magnitude(name=RULE, value=rule_parts(event)),
    )


def _count(name: str, value: int, *, unit: str) -> Magnitude:
    if value < 0:
        return Magnitude(name=name, value=None, unit=unit)
    return Magnitude.counted(name, value, unit=unit)


def _chance(silent: int, others: int) -> tuple[Magnitude, ...]:
    """The share of others near that were not heard during all of the gap, with its interval of 95 per cent."""
    share = Share(part=silent, whole=others) if silent >= 0 else None
    ends = (None, None) if share is None else share.interval
    values = (None if share is None else share.value, *ends)
    names = ("chance of no reception", "chance at least", "chance at most")
    return tuple(
        Magnitude.rounded(name, value, step="0.01", unit="of 1")
        for name, value in zip(names, values, strict=True)
    )


def _words(event: Records) -> str:
    if event["weighed"] == 0:
        return NOT_WEIGHED
    if event["weighed"] == NOT_PLACED:
        return NO_PLACE
    return verdict(int(event["others"]), int(event["again"]))


def rule_parts(event: Records) -> str:
    """Each part of the published rule, and whether it holds."""
    parts = (
        (f"{RULE_SECONDS // 3600} h or more", _holds(int(event["so_far"]), RULE_SECONDS)),
        (f"more than {RULE_SHORE_NM} nm from shore", _holds(int(event["shore_nm"]), RULE_SHORE_NM + 1)),
        (f"more than {RULE_A_DAY} reports a day near", _holds(int(event["a_day"]), RULE_A_DAY + 1)),
        (f"{RULE_BEFORE} reports or more in 12 h before", _holds(int(event["before"]), RULE_BEFORE)),
    )
    return "; ".join(f"{name}: {holds}" for name, holds in parts)


def _holds(value: int, least: int) -> str:
    if value < 0:
        return "not known"
    return "yes" if value >= least else "no"
