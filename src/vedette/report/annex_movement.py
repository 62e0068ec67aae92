"""Movement in the machine-readable annex: events and voyages with the rows they rest on, in the formats of others."""

from __future__ import annotations

import re

import attrs

from vedette.model.voyages import LEAST_CONFIDENCE
from vedette.report.movement import csv, ftm, geojson
from vedette.report.standing import Standing

ASKING = re.compile(r"""of\s*=\s*["']?(events|voyages)\b|\{[^}]*\.(map|vessel)\b""")
"""How a chapter asks for movement: a table of events or voyages, a map or a vessel sheet."""


def movement_files(standing: Standing) -> dict[str, bytes]:
    """Files of the annex by name: every event and every voyage of a usual confidence, and trips in FollowTheMoney.

    The version of the loops stands in the seal with that of the program, and is left out of events here: another
    version that finds the same writes the same bytes.
    """
    if standing.movement is None:
        return {}
    movement = standing.movement.movement
    events = [attrs.evolve(one, kernel="") for one in movement.events]
    voyages = movement.voyages(LEAST_CONFIDENCE)
    return {
        "annex/events.csv": csv.write_events(events, movement.handling),
        "annex/events.geojson": geojson.write_events(events, movement.handling),
        "annex/voyages.csv": csv.write_voyages(voyages, movement.handling),
        "annex/voyages.ftm.json": ftm.write_voyages(voyages, movement.handling),
        "annex/voyages.geojson": geojson.write_voyages(voyages, movement.handling),
    }
