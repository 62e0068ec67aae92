"""The map: scale, extent, clipping, lines that end in silence, labels with room, and what it says in words."""

from __future__ import annotations

import math
import re
from xml.etree import ElementTree as ET

import attrs
import numpy as np
import pytest

from vedette.errors import ReportError
from vedette.model.events import EventKind, Magnitude
from vedette.model.identifiers import Mmsi
from vedette.model.movement import NO_POSITION, STEPS_PER_DEGREE
from vedette.report.charts import activity
from vedette.report.charts import map as chart
from vedette.report.charts.drawing.palette import SECOND, STRONG
from vedette.report.charts.drawing.phrases import phrases
from vedette.report.charts.mapping.clipping import clipped_line, clipped_outline
from vedette.report.charts.mapping.extent import Box, Frame, around, framed
from vedette.report.charts.mapping.graticule import graticule, latitude_words, longitude_words
from vedette.report.charts.mapping.items import items_of
from vedette.report.charts.mapping.land import coastlines, outlines
from vedette.report.charts.mapping.projection import Equirectangular, Mercator, Polar
from vedette.report.charts.mapping.room import Label, Room
from vedette.report.charts.mapping.scale_bar import bars
from vedette.report.charts.mapping.scene import PortMark, Scene
from vedette.report.charts.mapping.sheet import laid_out
from vedette.report.charts.mapping.simplifying import area, simplified, simplified_outline
from vedette.report.charts.mapping.tracks import Breaks, Track, drawn_runs, runs, runs_of_time
from vedette.testing.small_events import event, fixed, gap, hour, port_call
from vedette.tracks.voyages import voyages

SAY = phrases("en", "map")
SIZE = (100.0, 80.0)
SQUARE = np.array([(-3.0, -2.0), (3.0, -2.0), (3.0, 2.0), (-3.0, 2.0)])
EARTH_KM = 6371.0088


def box(west: float, south: float, east: float, north: float) -> Box:
    return Box(west=west, south=south, east=east, north=north)


def frame_of(west: float, south: float, east: float, north: float) -> Frame:
    return framed(box(west, south, east, north), width=140.0, heights=(50.0, 160.0))


def track(*reports: tuple[float, float, float], ship: str = "281000001") -> Track:
    """Reports by hour, latitude and longitude."""
    columns = np.array(reports, np.float64).reshape(-1, 3)
    return Track(
        transmitter=Mmsi(ship),
        time=np.round(columns[:, 0] * 3600).astype(np.int32),
        latitude=np.round(columns[:, 1] * STEPS_PER_DEGREE).astype(np.int32),
        longitude=np.round(columns[:, 2] * STEPS_PER_DEGREE).astype(np.int32),
    )


def scene(**fields: object) -> Scene:
    given: dict[str, object] = {"marking": "TLP:GREEN", "credit": "made up for training", **fields}
    return Scene(**given)  # type: ignore[arg-type]


def great_circle_km(one: tuple[float, float], other: tuple[float, float]) -> float:
    """Between two longitudes and latitudes, on the sphere."""
    (a, p), (b, q) = ((math.radians(x), math.radians(y)) for x, y in (one, other))
    chord = math.sin((q - p) / 2) ** 2 + math.cos(p) * math.cos(q) * math.sin((b - a) / 2) ** 2
    return 2 * EARTH_KM * math.asin(math.sqrt(chord))


@pytest.mark.parametrize(
    ("west", "south", "east", "north"),
    [(-76, 36, -75, 37), (128, 38, 133, 43), (175, -20, 190, -10), (5, 57, 12, 62), (-20, 66, 10, 74)],
)
def test_the_scale_bar_is_right_within_one_per_cent_at_its_latitude(
    west: float, south: float, east: float, north: float
) -> None:
    frame = frame_of(west, south, east, north)
    left = frame.left + frame.width / 2 / frame.scale
    middle = frame.bottom + frame.height / 2 / frame.scale
    for bar, kilometres in zip(bars(frame), (1.852, 1.0), strict=True):
        ends = [frame.projection.backward(left + one / frame.scale, middle) for one in (0, bar.millimetres)]
        assert great_circle_km(*ends) == pytest.approx(bar.length * kilometres, rel=0.01)


def test_a_scale_bar_is_one_two_or_five_times_a_power_of_ten_and_has_room() -> None:
    for width in (0.4, 1.3, 7.0, 33.0, 120.0):
        for bar in bars(frame_of(0, 10, width, 10 + width / 2)):
            assert f"{bar.length:e}"[0] in "125"
            assert 10 < bar.millimetres <= 46


@pytest.mark.parametrize("projection", [Mercator(), Equirectangular(parallel=40), Polar(side=1, centre=20)])
def test_a_projection_leads_back_to_where_it_came_from(
    projection: Mercator | Equirectangular | Polar,
) -> None:
    for longitude, latitude in ((0.0, 70.0), (-12.5, 61.25), (33.0, 80.0)):
        x, y = projection.forward(np.array([longitude]), np.array([latitude]))
        back = projection.backward(float(x[0]), float(y[0]))
        assert back == pytest.approx((longitude, latitude), abs=1e-9)


def test_places_on_both_sides_of_the_antimeridian_make_a_narrow_map() -> None:
    found = around([(178.0, -10.0), (-178.0, -8.0), (179.5, -9.0)])
    assert (found.west, found.east) == (178.0, 182.0)
    frame = framed(found, width=140.0, heights=(50.0, 160.0))
    x = [float(frame.placed(np.array([one]), np.array([-9.0]))[0][0]) for one in (178.0, 182.0)]
    assert 0 < x[0] < x[1] < frame.width
    assert longitude_words(182.0, SAY) == "178° W"


def test_places_all_over_the_world_make_a_map_of_the_world() -> None:
    found = around([(float(one), 0.0) for one in range(-180, 180, 20)])
    frame = framed(found, width=140.0, heights=(50.0, 160.0))
    assert isinstance(frame.projection, Equirectangular)
    west, east = frame.longitudes
    assert east - west == pytest.approx(360)


def test_one_place_still_makes_a_map_of_sensible_size() -> None:
    frame = framed(around([(-74.0, 40.5)]), width=140.0, heights=(50.0, 160.0))
    south, north = frame.latitudes
    assert 0.2 < north - south < 1


@pytest.mark.parametrize(("south", "north", "side"), [(70, 86, 1), (-86, -66, -1)])
def test_near_a_pole_the_map_looks_down_on_it(south: float, north: float, side: int) -> None:
    frame = frame_of(-170, south, 170, north)
    assert isinstance(frame.projection, Polar)
    pole = frame.placed(np.array([0.0]), np.array([90.0 * side]))[0]
    assert 0 < pole[0] < frame.width
    assert 0 < pole[1] < frame.height
    assert len(graticule(frame, SAY).lines) > 5


def test_no_map_shows_what_lies_beyond_a_pole() -> None:
    frame = frame_of(-180, -89, 180, 89)
    south, north = frame.latitudes
    assert south >= -90
    assert north <= 90


def test_nothing_with_a_position_is_refused_with_what_to_do() -> None:
    with pytest.raises(ReportError, match="nothing") as caught:
        chart.draw(scene(), name="m", language="en")
    assert "another format" in str(caught.value.advice)


def test_a_box_in_which_nothing_lies_is_refused() -> None:
    events = (port_call(0, 5, "alpha", at=(10, 20)),)
    with pytest.raises(ReportError, match="box"):
        chart.draw(scene(events=events, box=box(100, 0, 110, 5)), name="m", language="en")


@pytest.mark.parametrize(
    "text", ["", "1,2,3", "a,b,c,d", "0,50,10,40", "0,0,0,10", "0,0,10,95", "0,0,nan,10"]
)
def test_a_box_that_is_none_is_refused_and_shown_how_to_write(text: str) -> None:
    with pytest.raises(ReportError) as caught:
        Box.parse(text)
    assert "west,south,east,north" in str(caught.value.advice)


def test_a_box_over_the_antimeridian_holds_both_its_sides_and_nothing_else() -> None:
    found = Box.parse("170,-10,-170,10")
    assert [found.holds(one, 0) for one in (175.0, -175.0, 180.0, 0.0, 165.0)] == [
        True,
        True,
        True,
        False,
        False,
    ]


def test_an_outline_is_cut_along_the_edge_and_keeps_its_area_inside() -> None:
    outline = np.array([(-50.0, -40.0), (50.0, -40.0), (50.0, 40.0), (-50.0, 40.0)])
    found = clipped_outline(outline, SIZE)
    assert area(found) == pytest.approx(50 * 40)
    assert (found >= 0).all()
    assert len(clipped_outline(outline - 500, SIZE)) == 0


def test_an_outline_around_the_picture_fills_it() -> None:
    outline = np.array([(-500.0, -500.0), (500.0, -500.0), (500.0, 500.0), (-500.0, 500.0)])
    assert area(clipped_outline(outline, SIZE)) == pytest.approx(SIZE[0] * SIZE[1])


def test_a_line_that_leaves_the_picture_and_comes_back_is_two_lines() -> None:
    line = np.array([(10.0, 10.0), (10.0, -30.0), (40.0, -30.0), (40.0, 20.0)])
    found = clipped_line(line, SIZE)
    assert [one.tolist() for one in found] == [[[10, 10], [10, 0]], [[40, 0], [40, 20]]]


def test_a_line_within_the_picture_stays_one_line() -> None:
    line = np.array([(10.0, 10.0), (20.0, 30.0), (99.0, 79.0)])
    assert [one.tolist() for one in clipped_line(line, SIZE)] == [line.tolist()]


def test_a_coast_has_no_line_along_the_edge_of_the_picture() -> None:
    frame = framed(box(-1, -1, 1, 1), width=100.0, heights=(50.0, 160.0))
    land = [np.vstack([SQUARE, SQUARE[:1]])]
    assert coastlines(land, frame) == []
    assert abs(area(outlines(land, frame)[0])) == pytest.approx(frame.width * frame.height, rel=1e-3)


@pytest.mark.parametrize("cut", [True, False])
def test_an_island_on_the_antimeridian_is_no_smear_across_the_world(cut: bool) -> None:  # noqa: FBT001 - a case
    """Once as two halves that end at 180 degrees, once as one ring whose longitudes turn there."""
    east = np.array([(178.0, 0.0), (180.0, 0.0), (180.0, 2.0), (178.0, 2.0), (178.0, 0.0)])
    west = np.array([(-180.0, 0.0), (-178.0, 0.0), (-178.0, 2.0), (-180.0, 2.0), (-180.0, 0.0)])
    whole = np.array([(178.0, 0.0), (-178.0, 0.0), (-178.0, 2.0), (178.0, 2.0), (178.0, 0.0)])
    land = [east, west] if cut else [whole]
    frame = framed(box(170, -5, 190, 8), width=100.0, heights=(50.0, 160.0))
    degree = frame.scale
    assert sum(abs(area(one)) for one in outlines(land, frame)) == pytest.approx(8 * degree**2, rel=0.01)
    shore = sum(float(np.hypot(*np.diff(one, axis=0).T).sum()) for one in coastlines(land, frame))
    assert shore == pytest.approx((4 + 4 + 2 + 2) * degree, rel=0.02)
    world = framed(box(-180, -60, 180, 80), width=140.0, heights=(50.0, 160.0))
    assert sum(abs(area(one)) for one in outlines(land, world)) < 10


def test_a_ring_round_the_south_pole_is_filled_to_the_pole_and_has_no_coast_there() -> None:
    ring = np.array([(float(one), -70.0) for one in range(-180, 181, 10)])
    frame = framed(box(-180, -85, 180, -40), width=140.0, heights=(50.0, 160.0))
    world = framed(box(-180, -89, 180, 80), width=140.0, heights=(50.0, 160.0))
    for one in (frame, world):
        assert sum(abs(area(each)) for each in outlines([ring], one)) > 100
    for line in coastlines([ring], world):
        assert np.ptp(line[:, 1]) < 0.1


def test_islands_too_small_to_see_are_left_out() -> None:
    frame = frame_of(0, 0, 60, 40)
    speck = np.array([(30.0, 20.0), (30.01, 20.0), (30.01, 20.01), (30.0, 20.0)])
    assert outlines([speck], frame) == []
    assert coastlines([speck], frame) == []


def test_a_simplified_line_keeps_its_ends_and_stays_within_its_bound() -> None:
    x = np.linspace(0, 100, 5001)
    line = np.round(np.stack([x, 10 * np.sin(x / 7)], axis=-1), 2)
    found = simplified(line, within=0.06)
    assert len(found) < 300
    assert (found[[0, -1]] == line[[0, -1]]).all()
    drawn = np.interp(line[:, 0], found[:, 0], found[:, 1])
    assert np.abs(drawn - line[:, 1]).max() < 0.12
    assert simplified_outline(SQUARE).tolist() == SQUARE.tolist()


def test_a_track_ends_where_nothing_was_received_and_where_a_position_jumps() -> None:
    found = runs(
        track((0, 0, 0), (1, 0, 0.1), (20, 0, 0.5), (21, 0, 0.6), (21.1, 30, 0.6), (21.2, 0, 0.61)),
        Breaks(silence_s=12 * 3600),
    )
    assert [len(one.latitude) for one in found] == [2, 2, 1, 1]
    assert runs_of_time(track((0, 0, 0), (1, 0, 0.1), (20, 0, 0.5)), Breaks()) == [(0, 3600), (72000, 72000)]


def test_no_solid_line_crosses_a_gap() -> None:
    reports = ((0, 10, 20), (1, 10, 20.1), (20, 11, 22), (21, 11, 22.1))
    given = scene(tracks=(track(*reports),), events=(gap(1, 20, first=(10, 20.1), last=(11, 22)),))
    sheet = laid_out(given, SAY)
    lines = [line for found, _ in sheet.tracks for line in found]
    ends = [part for _, part in sheet.dashes]
    assert len(lines) == 2
    assert len(ends) == 1
    silent = abs(float(ends[0][-1][0] - ends[0][0][0]))
    assert all(float(np.ptp(one[:, 0])) < silent / 4 for one in lines)
    svg = chart.draw(given, name="m", language="en").svg.decode()
    assert len(re.findall(f'stroke="{SECOND}"[^>]*stroke-dasharray', svg)) == 2  # the gap, and its sample
    assert not re.search(f'stroke="{STRONG}"[^>]*stroke-dasharray', svg)


def test_reports_without_a_position_are_passed_over() -> None:
    given = track((0, 0, 0), (1, 0, 0.1), (2, 0, 0.2))
    given.latitude[1] = NO_POSITION
    (run,) = runs(given, Breaks())
    assert len(run.latitude) == 2
    given.latitude[:] = NO_POSITION
    assert runs(given, Breaks()) == []


def test_a_track_over_the_antimeridian_is_one_short_line() -> None:
    found = runs(track((0, 0, 179.8), (1, 0, 179.95), (2, 0, -179.9), (3, 0, -179.8)), Breaks())
    frame = framed(around([(179.8, 0.0), (-179.8, 0.0)]), width=140.0, heights=(50.0, 160.0))
    lines, points = drawn_runs(found, frame)
    assert len(lines) == 1
    assert len(points) == 4
    assert float(np.ptp(lines[0][:, 0])) < frame.width
    world = framed(box(-180, -60, 180, 80), width=140.0, heights=(50.0, 160.0))
    assert all(float(np.ptp(one[:, 0])) < 1 for one in drawn_runs(found, world)[0])


def test_a_gap_over_the_antimeridian_is_dashed_the_short_way_round() -> None:
    events = (gap(0, 20, first=(0, 179), last=(2, -179)), port_call(0, 1, "far", at=(0, 0)))
    sheet = laid_out(scene(events=events, box=box(-180, -60, 180, 80)), SAY)
    assert sum(float(np.ptp(part[:, 0])) for _, part in sheet.dashes) < 3


def test_every_kind_of_event_has_a_sign_and_a_line_of_the_legend() -> None:
    events = tuple(
        event(kind, at, at + 0.5, first=(at, at), last=(at, at + 0.1)) for at, kind in enumerate(EventKind)
    )
    picture = chart.draw(scene(events=events), name="m", language="en")
    for kind in EventKind:
        assert SAY(f"sign_{kind.value}") in picture.alt


def test_labels_cover_neither_each_other_nor_a_sign_and_stay_inside() -> None:
    room = Room(SIZE)
    rng = np.random.default_rng(3)
    places = [(float(x), float(y)) for x, y in rng.uniform((0, 0), SIZE, (60, 2))]
    for x, y in places:
        room.take((x - 1, y - 1), (2, 2))
    found = [
        one
        for at in places
        if (one := room.placed(Label(at=at, lines=("3 Jan 08:12",), clear=1.25), far=(3.0, 6.0))) is not None
    ]
    assert len(found) > 10
    boxes = [
        (*one.corner, one.corner[0] + one.label.size[0], one.corner[1] + one.label.size[1]) for one in found
    ]
    for at, (a, b, c, d) in enumerate(boxes):
        assert a >= 0
        assert b >= 0
        assert c <= SIZE[0]
        assert d <= SIZE[1]
        assert not any(a < g and e < c and b < h and f < d for e, f, g, h in boxes[:at])
        assert not any(a < x + 1 and x - 1 < c and b < y + 1 and y - 1 < d for x, y in places)


def test_a_leader_runs_through_no_other_label() -> None:
    room = Room(SIZE)
    found = [
        one
        for at in range(14)
        if (
            one := room.placed(
                Label(at=(50 + at / 10, 40.0), lines=(f"SHIP {at}",), clear=1.25), far=(4.0, 8.0, 12.0)
            )
        )
    ]
    led = [one for one in found if one.leader is not None]
    assert len(led) > 2
    for one in led:
        assert one.leader is not None
        (a, b), (c, d) = one.leader
        for other in found:
            (x, y), (w, h) = other.corner, other.label.size
            inside = [
                share
                for share in np.linspace(0, 1, 60)
                if x < a + share * (c - a) < x + w and y < b + share * (d - b) < y + h
            ]
            assert other is one or not inside


def test_labels_that_find_no_room_are_counted_on_the_map() -> None:
    events = tuple(port_call(at, at + 1, f"p{at}", at=(0.001 * at, 0)) for at in range(50))
    crowded = chart.draw(scene(events=events), name="m", language="en")
    roomy = chart.draw(scene(events=events[:1]), name="m", language="en")
    assert len(crowded.svg) > len(roomy.svg)
    sheet = laid_out(scene(events=events), SAY)
    assert len(sheet.signs) == 50


def test_calls_at_one_port_share_one_label_that_counts_them() -> None:
    events = tuple(port_call(at, at + 1, "alpha", at=(0, 0.1 * at)) for at in range(3))
    labels = [one.lines for one in items_of(scene(events=events), SAY).signs]
    assert labels == [("Alpha", "3 calls"), (), ()]


def test_an_event_without_a_position_is_not_on_the_map() -> None:
    events = (event(EventKind.IDENTITY_CHANGE, 0, 1, first=None), port_call(0, 1, "alpha", at=(0, 0)))
    assert [one.kind for one in items_of(scene(events=events), SAY).signs] == ["port_call"]


def test_ships_are_named_where_there_is_more_than_one() -> None:
    named = attrs.evolve(track((0, 0, 0)), name="TRAINING SWIFT")
    meeting = event(EventKind.ENCOUNTER, 1, 3, ships=("281000001", "281000002"))
    (sign,) = items_of(scene(events=(meeting,), tracks=(named,)), SAY).signs
    assert sign.lines == ("TRAINING SWIFT – 281000002", "1 Jan 01:00–03:00")
    alone = event(EventKind.LOITERING, 1, None)
    (sign,) = items_of(scene(events=(alone,), tracks=(named,)), SAY).signs
    assert sign.lines == ("from 1 Jan 01:00",)


def test_the_graticule_is_labelled_in_whole_minutes_and_letters_of_the_compass() -> None:
    assert latitude_words(-34.5, SAY) == "34°30′ S"
    assert latitude_words(0.0, SAY) == "0°"
    assert longitude_words(-180.0, SAY) == "180°"
    found = graticule(frame_of(-76, 36, -75, 37), SAY)
    assert all(re.fullmatch(r"\d+°(\d\d′)? [NSEW]", one.words) for one in found.edges)
    assert {one.words[-1] for one in found.edges} == {"N", "W"}


def test_the_same_scene_makes_the_same_bytes_in_any_order_of_ports() -> None:
    ports = tuple(PortMark(name=f"P{at}", longitude=0.1 * at, latitude=0.05 * at) for at in range(8))
    events = (port_call(0, 1, "alpha", at=(0.1, 0.2)), gap(2, 20, first=(0.1, 0.3), last=(0.3, 0.8)))
    one = chart.draw(scene(events=events, ports=ports), name="m", language="en")
    two = chart.draw(scene(events=events, ports=ports), name="m", language="en")
    assert (one.svg, one.png, one.alt) == (two.svg, two.png, two.alt)


def test_the_file_says_its_marking_and_title_itself() -> None:
    given = scene(
        events=(port_call(0, 1, "alpha", at=(0, 0)),), title="Calls & gaps", note="Made up for training."
    )
    root = ET.fromstring(chart.draw(given, name="m", language="en").svg)  # noqa: S314 - our own
    title, desc = (root.findtext(f"{{http://www.w3.org/2000/svg}}{one}") for one in ("title", "desc"))
    assert title == "Calls & gaps. TLP:GREEN"
    assert desc is not None
    assert "Made up for training." in desc
    assert root.get("role") == "img"


def test_a_map_speaks_korean() -> None:
    picture = chart.draw(scene(events=(port_call(0, 1, "alpha", at=(0, 0)),)), name="m", language="ko")
    assert "입항" in picture.alt


@pytest.mark.parametrize("hostile", ["<b>&", "x" * 400])
def test_names_of_ports_are_text_whatever_they_hold(hostile: str) -> None:
    named = (Magnitude(name="port", value=hostile),)
    call = attrs.evolve(port_call(0, 1, "alpha", at=(0, 0)), magnitudes=named)
    picture = chart.draw(scene(events=(call,)), name="m", language="en")
    desc = ET.fromstring(picture.svg).get("aria-label")  # noqa: S314 - our own
    assert desc is not None
    assert hostile in desc


def test_a_map_at_the_edges_of_the_earth_is_drawn() -> None:
    for at in ((90.0, 0.0), (-90.0, 180.0), (0.0, 180.0), (0.0, -180.0), (85.0, -180.0)):
        chart.draw(scene(events=(port_call(0, 1, "alpha", at=at),), land=[SQUARE]), name="m", language="en")


def test_activity_has_a_row_for_each_kind_and_an_arrow_for_what_is_open() -> None:
    rows = [
        activity.Row(kind=activity.REPORTS, spans=(activity.Span(began=hour(0), ended=hour(30)),)),
        activity.Row(kind="ais_gap", spans=(activity.Span(began=hour(30), ended=None),)),
        activity.Row(kind="encounter", spans=()),
    ]
    picture = activity.draw(rows, name="a", language="en")
    assert "position reports (1); AIS gap (1)" in picture.alt
    assert "encounter" not in picture.alt
    with pytest.raises(ReportError, match="nothing"):
        activity.draw(rows[2:], name="a", language="en")


def test_the_sign_of_a_port_stands_at_the_port_and_not_where_a_ship_was_heard_after_a_silence() -> None:
    at_alpha = port_call(0, 1, "alpha", at=(10.0, 20.0))
    calls = [
        attrs.evolve(at_alpha, last_position=fixed((30.0, 40.0))),
        port_call(9, 10, "beta", at=(31.0, 41.0)),
    ]
    marks = (PortMark(name="Alpha", longitude=20.5, latitude=10.5, number="alpha"),)
    known = {one.lines[0]: one.at for one in items_of(scene(voyages=voyages(calls), ports=marks), SAY).signs}
    assert known == {"Alpha": (20.5, 10.5), "Beta": (41.0, 31.0)}
    unknown = {
        one.lines[0]: one.at for one in items_of(scene(voyages=voyages(calls), ports=marks * 2), SAY).signs
    }
    assert unknown["Alpha"] == (40.0, 30.0)
    back = [*calls, port_call(20, 21, "alpha", at=(10.0, 20.0))]
    reached = {one.lines[0]: one.at for one in items_of(scene(voyages=voyages(back), ports=marks), SAY).signs}
    assert reached["Alpha"] == (20.0, 10.0)
