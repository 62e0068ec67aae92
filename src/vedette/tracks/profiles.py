"""Profiles: named, versioned sets of thresholds, each with the source that published them.

A threshold is a whole number in the unit that its name ends in (metres, seconds, tenths of a knot, hours), so
that a set of them has one digest. A case names a profile and may change single thresholds; the digest says so.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property

import attrs

from vedette.errors import UnreadableValueError
from vedette.model.wire import digest_of

Thresholds = Mapping[str, int]


@attrs.frozen(kw_only=True, slots=False)
class Profile:
    """Thresholds by detector, under a name and version that events carry."""

    name: str
    version: int
    source: str
    """Who published the thresholds, and where ours come from when nobody did."""
    thresholds: Mapping[str, Thresholds]

    def of(self, detector: str) -> Thresholds:
        """The thresholds of a detector; a profile without any is refused."""
        if detector not in self.thresholds:
            raise UnreadableValueError(
                f"profile {self.name} has no thresholds for {detector}",
                advice=f"it has them for {', '.join(sorted(self.thresholds))}",
            )
        return self.thresholds[detector]

    def parameters_digest(self, detector: str) -> str:
        """SHA-256 of the detector's thresholds in canonical form: part of the cause of an event."""
        return self._digests[detector]

    @cached_property
    def _digests(self) -> dict[str, str]:
        return {name: digest_of(dict(values)).value for name, values in self.thresholds.items()}

    def with_thresholds(self, detector: str, changed: Thresholds) -> Profile:
        """The profile with some thresholds of one detector changed; an unknown one is refused."""
        unknown = sorted(set(changed) - set(self.of(detector)))
        if unknown:
            raise UnreadableValueError(
                f"{detector} has no threshold {', '.join(unknown)}",
                advice=f"it has {', '.join(sorted(self.of(detector)))}",
            )
        merged = {**self.of(detector), **changed}
        return attrs.evolve(self, thresholds={**self.thresholds, detector: merged})


GFW = Profile(
    name="gfw",
    version=1,
    source=(
        "Global Fishing Watch: gap detector of pipe-gaps (12 h), published encounter, loitering and port"
        " definitions. It publishes no impossible speed: 50 kn x 1.5 over more than 5 nautical miles are"
        " those of RadianceFleet. Nor does it publish identity or draught changes: 2 returns, 1 h and 0.5 m are ours;"
        " so are the 4 returns and 4 rows of tracks (their 24 h are pipe-segment's);"
        " so are all"
        " of reception, the 2 km within which ships of an anchorage are counted, and of an encounter in a gap"
        " all but the 5 nautical miles (RadianceFleet), 2 hours, and 25 knots (gpsdio-segment)"
    ),
    thresholds={
        "ais_gap": {"silence_s": 12 * 3600},
        "position_anomaly": {
            "speed_tenth_kn": 750,
            "distance_m": 9_260,
            "returns": 4,
            "track_s": 24 * 3600,
        },
        "shared_mmsi": {"rows": 4},
        "on_land": {"inland_nm": 30, "reports": 5, "duration_s": 600},
        "frozen": {"speed_tenth_kn": 30, "reports": 6, "duration_s": 1800},
        "circle": {
            "window_s": 1800,
            "speed_tenth_kn": 30,
            "radius_least_m": 200,
            "radius_most_m": 4_000,
            "off_percent": 10,
            "rounds": 3,
        },
        "teleport": {"away_s": 24 * 3600},
        "port_call": {
            "entry_m": 3_000,
            "exit_m": 4_000,
            "stop_below_tenth_kn": 2,
            "stop_ends_above_tenth_kn": 5,
            "silence_s": 4 * 3600,
        },
        "loitering": {"speed_tenth_kn": 20, "hours": 4, "shore_nm": 20},
        "encounter": {
            "distance_m": 500,
            "duration_s": 2 * 3600,
            "speed_tenth_kn": 20,
            "port_distance_m": 10_000,
            "slot_s": 600,
            "interpolated_s": 3600,
        },
        "encounter_in_gap": {
            "duration_s": 2 * 3600,
            "near_m": 9_260,
            "near_s": 3600,
            "course_m": 3_704,
            "reach_tenth_kn": 250,
        },
        "identity_change": {"returns": 2},
        "shared_identity": {"returns": 2, "together_s": 3600},
        "draught_change": {"change_tenth_m": 5},
        "reception": {"silence_s": 2 * 3600, "near_s": 3 * 3600, "others": 8},
        "anchorage": {
            "radius_m": 500,
            "stay_s": 12 * 3600,
            "vessels": 20,
            "positions": 200,
            "reach_m": 2_000,
            "label_m": 4_000,
        },
    },
)
"""The default."""

GFW_PUBLISHED = attrs.evolve(
    GFW.with_thresholds("ais_gap", {"silence_s": 6 * 3600}),
    name="gfw-published",
    source="As gfw, with the 6 hours of the published table of AIS gaps and of the pipeline's configuration",
)
"""The gaps of the published table."""

PROFILES = {profile.name: profile for profile in (GFW, GFW_PUBLISHED)}


def profile_named(name: str) -> Profile:
    """The profile of that name; an unknown one is refused with the names there are."""
    if name not in PROFILES:
        raise UnreadableValueError(
            f"there is no detector profile {name!r}", advice=f"use one of {', '.join(PROFILES)}"
        )
    return PROFILES[name]
