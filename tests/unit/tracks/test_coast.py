from __future__ import annotations

import hashlib
import math
from importlib import resources

import numpy as np
import pytest

from vedette.tracks.coast import land, shore, world_shore
from vedette.tracks.coast.outlines import Numbers, inside
from vedette.tracks.coast.shore import ERROR_NM, FARTHEST, RADIUS_NM, ShoreGrid
from vedette.tracks.kernels import on_land
from vedette.tracks.kernels.on_land import GRID

STEPS = 600_000


def miles(latitude: float, longitude: float) -> int:
    return int(world_shore().nautical_miles(round(latitude * STEPS), round(longitude * STEPS)))


@pytest.mark.parametrize(
    ("where", "latitude", "longitude", "least", "most"),
    [
        ("mid Atlantic", 45.0, -40.0, FARTHEST, FARTHEST),
        ("the first made-up basin, east of 180 degrees", 36.0, -179.9, FARTHEST, FARTHEST),
        ("off the Isles of Scilly", 49.9, -7.0, 15, 30),
        ("the Strait of Dover", 51.0, 1.45, 3, 13),
        ("Rotterdam", 51.95, 4.1, -5, 5),
        ("the middle of Lake Superior", 47.7, -87.5, 10, 45),
        ("the Caspian Sea", 42.0, 50.5, 40, 110),
        ("the Mississippi at Saint Louis", 38.6, -90.2, -7, 0),
        ("the middle of the Gobi", 42.5, 105.0, -FARTHEST, -60),
        ("the south pole", -90.0, 0.0, -FARTHEST, -100),
        ("Siberia at 180 degrees", 68.2, -179.99, -60, -20),
        ("the north pole", 90.0, 0.0, FARTHEST, FARTHEST),
        ("the strait south of Wrangel Island, at 180 degrees", 70.3, 180.0, 10, 45),
    ],
)
def test_the_distance_to_shore_is_what_a_chart_shows(
    where: str, latitude: float, longitude: float, least: int, most: int
) -> None:
    assert least <= miles(latitude, longitude) <= most, where


def _nearest(rings: tuple[Numbers, ...], latitude: float, longitude: float) -> float:
    """Nautical miles to the nearest edge, on a plane that touches here, edge by edge."""
    stretch = 60 * math.cos(math.radians(latitude))
    least = math.inf
    for ring in rings:
        x, y = (ring[:, 0] - longitude) * stretch, (ring[:, 1] - latitude) * 60
        if np.hypot(x, y).min() > 200:
            continue
        along, up = np.diff(x), np.diff(y)
        length = np.maximum(along * along + up * up, 1e-12)
        share = np.clip(-(x[:-1] * along + y[:-1] * up) / length, 0, 1)
        least = min(least, float(np.hypot(x[:-1] + share * along, y[:-1] + share * up).min()))
    return least


def test_the_grid_is_within_its_error_of_measuring_every_edge() -> None:
    random = np.random.default_rng(3)
    rings = land()
    for latitude, longitude in zip(random.uniform(-50, 60, 60), random.uniform(-179, 179, 60), strict=True):
        told = miles(latitude, longitude)
        if 0 < told < 100:
            assert abs(told - _nearest(rings, latitude, longitude)) <= ERROR_NM


def test_neighbouring_cells_differ_by_no_more_than_their_distance() -> None:
    values = world_shore().values.astype(np.int16)
    cell = RADIUS_NM * math.radians(0.1)
    assert np.abs(np.diff(values, axis=0)).max() <= cell + 2
    assert np.abs(values[:, 0] - values[:, -1]).max() <= cell + 2


def test_land_is_closed_rings_of_which_those_of_lakes_are_a_hole() -> None:
    rings = land()
    assert len(rings) > 4000
    for ring in rings:
        assert ring.shape[1] == 2
        assert (ring[0] == ring[-1]).all()
        assert np.abs(ring[:, 0]).max() <= 180.001
    assert inside(rings, 46.0, np.array([5.0, -4.0])).tolist() == [True, False]
    assert inside(rings, 47.7, np.array([-87.5])).tolist() == [False]


def test_a_made_up_sea_has_the_shore_of_its_own_islands_alone_also_across_180_degrees() -> None:
    island = np.array([[179.5, 10.0], [180.5, 10.0], [180.5, 11.0], [179.5, 11.0], [179.5, 10.0]])
    grid = ShoreGrid.of_islands([island])
    told = {
        place: int(grid.nautical_miles(round(place[0] * STEPS), round(place[1] * STEPS)))
        for place in [(10.5, 180.0), (10.5, -179.75), (12.0, 179.9), (10.5, 178.5), (51.0, 0.0)]
    }
    for place, expected in zip(told, [-29.5, -14.7, 60.0, 59.0, 127], strict=True):
        assert abs(told[place] - expected) <= ERROR_NM


def test_the_coast_is_read_once() -> None:
    assert world_shore() is world_shore()
    assert land() is land()
    assert not land()[0].flags.writeable


def test_the_loop_over_the_grid_names_the_grid_that_it_was_made_for() -> None:
    content = resources.files("vedette.tracks.coast").joinpath("shore.bin").read_bytes()
    assert hashlib.sha256(content).hexdigest().startswith(GRID)
    assert (on_land.CELL, on_land.ROWS, on_land.COLUMNS) == (shore.CELL_STEPS, shore.ROWS, shore.COLUMNS)
