"""Stays of ships grouped into places: cells of half a kilometre, and the cells around which most ships stayed."""

from __future__ import annotations

import heapq
from collections.abc import Sequence

import attrs
import numpy as np
from numpy.typing import NDArray

from vedette.tracks.detector import Found
from vedette.tracks.kernels.arrays import Bounds
from vedette.tracks.kernels.sphere import HALF
from vedette.tracks.kernels.stationary import find_neighbours, write_cells


@attrs.frozen(kw_only=True, eq=False)
class StayCells:
    """Cells in order of the latitude of their means: whose stays, how many positions, and which cells are near."""

    stays: Sequence[NDArray[np.intp]]
    ships: Sequence[frozenset[int]]
    positions: Sequence[int]
    starts: Bounds
    near: NDArray[np.int32]

    @classmethod
    def of(cls, ordered: Found, reach_m: float) -> StayCells:
        """The cells of stretches, and which lie within reach of which, from mean to mean."""
        latitude, longitude = (np.ascontiguousarray(ordered[name]) for name in ("latitude", "longitude"))
        keys = np.empty(len(ordered), np.int64)
        write_cells(latitude, longitude, keys)
        by_cell = np.argsort(keys, kind="stable")
        parts = np.split(by_cell, np.flatnonzero(np.diff(keys[by_cell])) + 1) if len(ordered) else []
        means = np.array([mean_place(latitude[one], longitude[one]) for one in parts], np.int32).reshape(
            -1, 2
        )
        order = np.lexsort((means[:, 1], means[:, 0]))
        stays = [parts[at] for at in order.tolist()]
        starts, near = _neighbours(means[order], reach_m)
        return cls(
            stays=stays,
            ships=[frozenset(ordered["transmitter"][one].tolist()) for one in stays],
            positions=[int(ordered["positions"][one].sum()) for one in stays],
            starts=starts,
            near=near,
        )

    def groups(self, vessels: int, positions: int) -> tuple[list[NDArray[np.intp]], int]:
        """The stays of each anchorage, by ships, and the most ships around one cell.

        What a cell has around it only ever gets less, so the first that still has what it had is the one with most.
        """
        free = np.ones(len(self.stays), np.bool_)
        waiting = [(*self._score(at, free), at) for at in range(len(self.stays))]
        heapq.heapify(waiting)
        most = -waiting[0][0] if waiting else 0
        groups: list[NDArray[np.intp]] = []
        while waiting:
            *known, at = heapq.heappop(waiting)
            score = self._score(at, free)
            if not free[at] or -score[0] < vessels or -score[1] < positions:
                continue
            if list(score) != known:
                heapq.heappush(waiting, (*score, at))
                continue
            taken = self._around(at, free)
            free[taken] = False
            groups.append(np.concatenate([self.stays[one] for one in taken]))
        return groups, most

    def _around(self, at: int, free: NDArray[np.bool_]) -> list[int]:
        near = self.near[self.starts[at] : self.starts[at + 1]]
        return [int(one) for one in near[free[near]]]

    def _score(self, at: int, free: NDArray[np.bool_]) -> tuple[int, int]:
        """Less the ships and positions around a cell: the least comes first."""
        around = self._around(at, free)
        ships = frozenset[int]().union(*(self.ships[one] for one in around))
        return -len(ships), -sum(self.positions[one] for one in around)


def _neighbours(means: NDArray[np.int32], reach_m: float) -> tuple[Bounds, NDArray[np.int32]]:
    latitude, longitude = (np.ascontiguousarray(means[:, axis]) for axis in (0, 1))
    starts = np.zeros(len(means) + 1, np.int64)
    near = np.empty(16 * len(means), np.int32)
    count = find_neighbours(latitude, longitude, reach_m, starts, near)
    if count > len(near):
        near = np.empty(count, np.int32)
        find_neighbours(latitude, longitude, reach_m, starts, near)
    return starts, near[:count]


def mean_place(latitude: NDArray[np.int32], longitude: NDArray[np.int32]) -> tuple[int, int]:
    """The mean of places not far apart, in steps, whichever comes first: the short way round the Earth from any."""
    count, first = len(latitude), int(longitude.min())
    east = (longitude.astype(np.int64) - first + HALF) % (2 * HALF) - HALF
    north = int(latitude.astype(np.int64).sum())
    mean = first + (2 * int(east.sum()) + count) // (2 * count)
    return (2 * north + count) // (2 * count), (mean + HALF) % (2 * HALF) - HALF
