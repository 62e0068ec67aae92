"""A small map, line by line: what is drawn where, without the outlines of its letters."""

from __future__ import annotations

import re

import numpy as np
from syrupy.assertion import SnapshotAssertion

from vedette.model.events import EventKind
from vedette.model.identifiers import Mmsi
from vedette.model.movement import STEPS_PER_DEGREE
from vedette.report.charts import activity
from vedette.report.charts import map as chart
from vedette.report.charts.mapping.scene import PortMark, Scene
from vedette.report.charts.mapping.tracks import Track
from vedette.testing.small_events import event, gap, hour, port_call

ISLAND = np.array([(179.6, -0.5), (180.0, -0.9), (180.0, -0.2), (179.8, -0.1), (179.6, -0.5)])


def without_letters(svg: bytes) -> str:
    """The SVG without the forms of letters, and a word in place of each text."""
    text = re.sub(r"<defs>.*?</defs>\n", "", svg.decode(), flags=re.DOTALL)
    return re.sub(r"(?:<use [^>]*/>)+", lambda found: f"[{found[0].count('<use')} letters]", text)


def test_a_map_over_the_antimeridian_is_drawn_as_it_was(snapshot: SnapshotAssertion) -> None:
    reports = np.array([(0, 0.0, 179.0), (2, 0.1, 179.5), (30, 0.4, -179.5), (32, 0.4, -179.1)])
    track = Track(
        transmitter=Mmsi("281000001"),
        name="TRAINING SWIFT",
        time=(reports[:, 0] * 3600).astype(np.int32),
        latitude=np.round(reports[:, 1] * STEPS_PER_DEGREE).astype(np.int32),
        longitude=np.round(reports[:, 2] * STEPS_PER_DEGREE).astype(np.int32),
    )
    scene = Scene(
        events=(
            port_call(0, 1, "alpha", at=(0, 179)),
            gap(2, 30, first=(0.1, 179.5), last=(0.4, -179.5)),
            event(EventKind.LOITERING, 31, 32, first=(0.4, -179.2), last=(0.4, -179.1)),
        ),
        tracks=(track,),
        ports=(PortMark(name="Exercise Roads", longitude=-179.4, latitude=-0.1),),
        land=(ISLAND,),
        title="Movement events: TRAINING SWIFT",
        marking="TLP:GREEN",
        credit="made up for training",
        coast="made up",
        note="Made up for training.",
    )
    picture = chart.draw(scene, name="golden", language="en")
    assert without_letters(picture.svg) == snapshot


def test_activity_is_drawn_as_it_was(snapshot: SnapshotAssertion) -> None:
    rows = (
        activity.Row(
            kind=activity.REPORTS,
            spans=(
                activity.Span(began=hour(0), ended=hour(9)),
                activity.Span(began=hour(30), ended=hour(40)),
            ),
        ),
        activity.Row(kind="ais_gap", spans=(activity.Span(began=hour(9), ended=hour(30)),)),
        activity.Row(kind="port_call", spans=(activity.Span(began=hour(36), ended=None),)),
    )
    picture = activity.draw(rows, name="golden", language="en")
    assert without_letters(picture.svg) == snapshot
