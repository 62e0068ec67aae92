"""Lanes: where things of different length go side by side without touching."""

from __future__ import annotations


class Lanes:
    """Stretches placed one by one, each in the first lane that has room for it with a gap on both sides."""

    def __init__(self, *, gap: float) -> None:
        self._gap = gap
        self._taken: list[list[tuple[float, float]]] = []

    @property
    def count(self) -> int:
        """How many lanes are in use."""
        return len(self._taken)

    def claim(self, left: float, right: float) -> None:
        """Take room in the first lane, whether it is free or not."""
        if not self._taken:
            self._taken.append([])
        self._taken[0].append((left, right))

    def first_free(self, left: float, right: float) -> int:
        """The first lane with room from ``left`` to ``right``; a new one if none has."""
        for number, lane in enumerate(self._taken):
            if all(right + self._gap <= start or left >= end + self._gap for start, end in lane):
                return number
        return len(self._taken)

    def place(self, left: float, right: float) -> int:
        """Take the first free lane."""
        lane = self.first_free(left, right)
        if lane == len(self._taken):
            self._taken.append([])
        self._taken[lane].append((left, right))
        return lane
