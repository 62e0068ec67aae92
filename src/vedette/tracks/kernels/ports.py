"""The search for the nearest port, with a radius within which the answer is sure not to matter."""

from __future__ import annotations

from vedette.model.movement import STEPS_PER_DEGREE
from vedette.tracks.kernels.arrays import Column
from vedette.tracks.kernels.compiling import inlined
from vedette.tracks.kernels.sphere import METRES, cosine_of, haversine, near_metres, wrapped

ROWS, COLUMNS = 180, 360
POLAR = 84
"""Degrees from the equator beyond which no port is looked for; the northernmost may lie at 82."""
DEGREE = METRES * STEPS_PER_DEGREE
INSIDE_A_DEGREE = 0.999
"""What a degree of longitude holds at least of its length at the equator times the cosine, measured straight."""


@inlined
def nearest_port(
    latitude: int, longitude: int, starts: Column, port_latitude: Column, port_longitude: Column
) -> tuple[int, float]:
    """The place in the index of the nearest port, and its distance in metres.

    Only ports in the cell and its eight neighbours are looked at. If none is as near as the edge of those,
    the place is -1 and the distance that of the edge, which no port is nearer than. Of two ports at one
    distance, the first in the order of cells counts.
    """
    place, metres, _ = nearest_two(latitude, longitude, starts, port_latitude, port_longitude)
    return place, metres


@inlined
def nearest_two(
    latitude: int, longitude: int, starts: Column, port_latitude: Column, port_longitude: Column
) -> tuple[int, float, float]:
    """As `nearest_port`, and a distance that no other port is nearer than.

    A port further away than the edge or the two nearest so far is passed over by its steps, without a sine.
    """
    row = min(max(latitude // STEPS_PER_DEGREE + 90, 0), ROWS - 1)
    if abs(latitude) > POLAR * STEPS_PER_DEGREE:
        far = (abs(latitude) - POLAR * STEPS_PER_DEGREE) * METRES + DEGREE
        return -1, far, far
    edge = edge_of(latitude)
    column = (longitude // STEPS_PER_DEGREE + 180) % COLUMNS
    squeezed = cosine_of(abs(latitude) + 2 * STEPS_PER_DEGREE) * INSIDE_A_DEGREE
    reach = edge / METRES + 2.0
    place, least, second = -1, 1.0, 1.0
    for near_row in range(max(row - 1, 0), min(row + 2, ROWS)):
        for shift in range(-1, 2):
            cell = near_row * COLUMNS + (column + shift) % COLUMNS
            for at in range(starts[cell], starts[cell + 1]):
                east = abs(wrapped(port_longitude[at] - longitude))
                if abs(port_latitude[at] - latitude) > reach or east * squeezed > reach:
                    continue
                chord = haversine(latitude, longitude, port_latitude[at], port_longitude[at])
                if chord < least or (chord == least and at < place):
                    place, least, second = at, chord, least
                else:
                    second = min(second, chord)
                if second < 1.0:
                    reach = min(reach, near_metres(second) / METRES + 2.0)
    if place < 0:
        return -1, edge, edge
    metres = near_metres(least)
    return (place, metres, min(edge, near_metres(second))) if metres <= edge else (-1, edge, edge)


@inlined
def edge_of(latitude: int) -> float:
    """Metres from a position to the edge of its cell's eight neighbours, at least."""
    return DEGREE * cosine_of(latitude) * INSIDE_A_DEGREE
