"""Events as values and as Arrow tables, made of what detectors found."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from typing import Any

from vedette.errors import UnreadableInputError
from vedette.model.events import FixedPosition, MovementEvent, RowRef, Sighting, event_id
from vedette.model.evidence import Sha256
from vedette.model.moments import Instant
from vedette.model.movement import NO_POSITION, mmsi_of, moment_of, track_of
from vedette.tracks.detector import Detector, Found
from vedette.tracks.kernels.arrays import FOUND, Records
from vedette.tracks.kernels.version import kernel_version
from vedette.tracks.run import Plan

Exhibits = Mapping[int, Sha256]
"""The exhibit behind each source number of the lake's manifest."""


def events_of(
    detector: Detector, found: Found, plan: Plan, *, exhibits: Exhibits, shared: Collection[int] = ()
) -> Iterator[MovementEvent]:
    """The events of one detector, in the order given; ``shared`` are the MMSI that were parted into tracks.

    Raises:
        UnreadableInputError: a row names a source that ``exhibits`` does not know.
    """
    setting = plan.setting(detector)
    parameters = plan.profile.parameters_digest(detector.name)
    for record in found:
        sightings = tuple(_sightings(record, exhibits, shared))
        yield MovementEvent(
            id=event_id(
                detector.kind,
                plan.profile.name,
                parameters=parameters,
                sightings=sightings,
                with_last=not detector.may_stay_open,
            ),
            version=2 if detector.may_stay_open and not record["open"] else 1,
            kind=detector.kind,
            profile=f"{plan.profile.name}/{plan.profile.version}",
            parameters=parameters,
            kernel=kernel_version(),
            sightings=sightings,
            began=Instant(moment_of(int(record["began"]))),
            ended=None if record["open"] else Instant(moment_of(int(record["ended"]))),
            first_position=_position(record, "first"),
            last_position=_position(record, "last"),
            magnitudes=detector.magnitudes(record, setting),
            not_applied=detector.not_applied(setting),
        )


def _sightings(record: Records, exhibits: Exhibits, shared: Collection[int]) -> Iterator[Sighting]:
    if "tracks" in record.dtype.names:
        yield from _tracks(record, exhibits)
        return
    for who, prefix in (("transmitter", ""), ("partner", "partner_")):
        if record[who] or not prefix:
            mmsi, track = mmsi_of(int(record[who])), track_of(int(record[who]))
            yield Sighting(
                transmitter=mmsi,
                first=_row(record, f"{prefix}first", exhibits),
                last=_row(record, f"{prefix}last", exhibits),
                track=track if track > 1 or int(mmsi.value) in shared else None,
            )


def _tracks(record: Records, exhibits: Exhibits) -> Iterator[Sighting]:
    """The first and last row of each track of an MMSI that is shared."""
    for number, ends in enumerate(record["tracks"], start=1):
        if ends["rows"]:
            yield Sighting(
                transmitter=mmsi_of(int(record["transmitter"])),
                first=_row(ends, "first", exhibits),
                last=_row(ends, "last", exhibits),
                track=number,
            )


def _row(record: Records, side: str, exhibits: Exhibits) -> RowRef:
    number = int(record[f"{side}_source"])
    if number not in exhibits:
        raise UnreadableInputError(
            f"an event names source {number}, which the lake's manifest does not have",
            advice="give the manifest of the lake whose blocks were read",
        )
    return RowRef(exhibit=exhibits[number], row=int(record[f"{side}_row"]))


def _position(record: Records, side: str) -> FixedPosition | None:
    latitude, longitude = int(record[f"{side}_latitude"]), int(record[f"{side}_longitude"])
    if NO_POSITION in (latitude, longitude):
        return None
    return FixedPosition(latitude=latitude, longitude=longitude)


def arrow_table(found: Found) -> Any:
    """What was found as a ``pyarrow.Table``, one column for each field, for the exchange between stages."""
    import pyarrow as pa

    names = [name for name in FOUND.names or () if name != "filler"]
    return pa.table({name: pa.array(found[name].copy()) for name in names})
