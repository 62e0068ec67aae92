"""What the id of an event is made of."""

from __future__ import annotations

from vedette.model.events import EventKind, RowRef, Sighting, event_id
from vedette.model.evidence import Sha256
from vedette.model.identifiers import Mmsi
from vedette.model.wire import digest_of

EXHIBIT = Sha256.of(b"a")
SIGHTING = Sighting(
    transmitter=Mmsi("001234567"),
    first=RowRef(exhibit=EXHIBIT, row=7),
    last=RowRef(exhibit=EXHIBIT, row=2**31 - 1),
)


def test_an_id_is_the_digest_of_the_canonical_form_of_its_cause() -> None:
    for profile in ("gfw", 'a "new"\n\\profile\x01', "기준"):
        found = event_id(EventKind.AIS_GAP, profile, parameters="0", sightings=(SIGHTING,), with_last=True)
        cause = ["ais_gap", profile, "0", [["001234567", EXHIBIT.value, 7, EXHIBIT.value, 2**31 - 1]]]
        assert found == digest_of(cause).value


def test_the_last_row_is_no_cause_where_an_event_may_stay_open() -> None:
    later = Sighting(transmitter=SIGHTING.transmitter, first=SIGHTING.first, last=SIGHTING.first)
    ids = {
        event_id(EventKind.AIS_GAP, "gfw", parameters="0", sightings=(one,), with_last=False)
        for one in (SIGHTING, later)
    }
    assert len(ids) == 1
