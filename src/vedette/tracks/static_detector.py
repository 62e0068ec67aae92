"""What a detector of static reports is: a pure function of them, and of the events that the positions gave."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

import attrs

from vedette.errors import UnreadableInputError
from vedette.model.events import EventKind, Magnitude, MovementEvent, RowRef, Sighting, event_id
from vedette.model.evidence import Sha256
from vedette.model.moments import Instant
from vedette.model.movement import mmsi_of, moment_of
from vedette.tracks.detector import Found
from vedette.tracks.kernels.version import kernel_version
from vedette.tracks.profiles import Profile, Thresholds
from vedette.tracks.statics import Statics


@attrs.frozen(kw_only=True)
class StaticFinding:
    """What was found: for each transmitter the places of its first and last report, and what was measured.

    It lasts from the earliest of the reports to the latest.
    """

    sightings: tuple[tuple[int, int], ...]
    magnitudes: tuple[Magnitude, ...]


Find = Callable[[Statics, Mapping[str, Found], Thresholds], Iterator[StaticFinding]]
"""Static reports, what the detectors of positions found by name, and thresholds: the findings, in a fixed order."""


@attrs.frozen(kw_only=True)
class StaticDetector:
    """One file of ``tracks/detectors`` that reads static reports: ``DETECTOR`` there, under the file's name."""

    name: str
    kind: EventKind
    meaning: str
    thresholds: tuple[str, ...]
    find: Find
    after: tuple[str, ...] = ()
    """Detectors of positions whose findings it needs."""


def static_events(
    detector: StaticDetector,
    statics: Statics,
    profile: Profile,
    *,
    found: Mapping[str, Found],
    exhibits: Mapping[int, Sha256],
) -> Iterator[MovementEvent]:
    """The events of one detector of static reports, none of which stays open.

    Raises:
        UnreadableInputError: a detector that it needs did not run, or ``exhibits`` lacks the source of a report.
    """
    missing = [name for name in detector.after if name not in found]
    if missing:
        raise UnreadableInputError(
            f"{detector.name} needs what {' and '.join(missing)} found", advice="run them in the same plan"
        )
    parameters = profile.parameters_digest(detector.name)
    for one in detector.find(statics, found, profile.of(detector.name)):
        sightings = tuple(_sighting(statics, *ends, exhibits=exhibits) for ends in one.sightings)
        yield MovementEvent(
            id=event_id(
                detector.kind, profile.name, parameters=parameters, sightings=sightings, with_last=True
            ),
            version=1,
            kind=detector.kind,
            profile=f"{profile.name}/{profile.version}",
            parameters=parameters,
            kernel=kernel_version(),
            sightings=sightings,
            began=_moment(min(int(statics.time[first]) for first, _ in one.sightings)),
            ended=_moment(max(int(statics.time[last]) for _, last in one.sightings)),
            first_position=None,
            last_position=None,
            magnitudes=one.magnitudes,
        )


def _moment(time: int) -> Instant:
    return Instant(moment_of(time))


def _sighting(statics: Statics, first: int, last: int, *, exhibits: Mapping[int, Sha256]) -> Sighting:
    return Sighting(
        transmitter=mmsi_of(int(statics.transmitter[first])),
        first=_row(statics, first, exhibits),
        last=_row(statics, last, exhibits),
    )


def _row(statics: Statics, at: int, exhibits: Mapping[int, Sha256]) -> RowRef:
    number = int(statics.source[at])
    if number not in exhibits:
        raise UnreadableInputError(
            f"a static report names source {number}, which the lake's manifest does not have",
            advice="give the manifest of the lake whose reports were read",
        )
    return RowRef(exhibit=exhibits[number], row=int(statics.row[at]))
