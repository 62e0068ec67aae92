"""Static reports as columns: names, call signs, IMO numbers, sizes and draughts, and where they change."""

from __future__ import annotations

from typing import Any, Self

import attrs
import numpy as np
from numpy.typing import NDArray

from vedette.model.identifiers import Mmsi

Ints = NDArray[np.int64]
Mask = NDArray[np.bool_]
IMO_WEIGHTS = (7, 6, 5, 4, 3, 2)
"""Of the first six digits of an IMO number; the last digit of their sum is the seventh (IMO A.1117(30))."""

FIELDS = ("imo", "name", "call_sign", "length", "width")
"""What identifies a ship in a static report, in the order in which it counts."""


def _encoded(column: Any) -> tuple[Ints, tuple[str, ...]]:
    """Texts as numbers from 1, and the texts; 0 where none is transmitted."""
    encoded = column.combine_chunks().dictionary_encode()
    codes = np.asarray(encoded.indices.fill_null(-1), np.int64) + 1
    return codes, tuple(encoded.dictionary.to_pylist())


@attrs.frozen(kw_only=True, eq=False)
class Statics:
    """Static reports in order of transmitter, time, exhibit and row; 0 is what is not known.

    ``values`` has one column for each of `FIELDS` and the draught in tenths of a metre; texts are numbers into
    ``texts``, counted from 1.
    """

    transmitter: Ints
    time: Ints
    source: Ints
    row: Ints
    values: dict[str, Ints]
    texts: dict[str, tuple[str, ...]]

    @classmethod
    def of(cls, table: Any) -> Self:
        """The reports of an Arrow table of the lake's `STATIC_COLUMNS`, in its order."""
        numbers = {
            name: np.asarray(table.column(name), np.int64)
            for name in ("transmitter", "time", "imo", "to_bow", "to_stern", "to_port", "to_starboard", "draught",
                         "source", "row")
        }  # fmt: skip
        texts = {name: _encoded(table.column(name)) for name in ("name", "call_sign")}
        return cls(
            transmitter=numbers["transmitter"],
            time=numbers["time"],
            source=numbers["source"],
            row=numbers["row"],
            values={
                "imo": numbers["imo"],
                "length": numbers["to_bow"] + numbers["to_stern"],
                "width": numbers["to_port"] + numbers["to_starboard"],
                "draught": numbers["draught"],
                **{name: codes for name, (codes, _) in texts.items()},
            },
            texts={name: words for name, (_, words) in texts.items()},
        )

    def __len__(self) -> int:
        return len(self.transmitter)

    def told(self, field: str, at: int) -> str:
        """The value of a field in a report, as transmitted."""
        value = int(self.values[field][at])
        return self.texts[field][value - 1] if field in self.texts else str(value)

    def changes(self, field: str, *, of_ships: bool = False) -> tuple[Ints, Ints]:
        """Reports in which a field differs from the last that told it, behind those last ones, by transmitter.

        ``of_ships`` compares only reports with the same IMO number, so that two ships under one MMSI do not change
        into each other all the time.
        """
        known = np.flatnonzero(self.values[field])
        ship = self.values["imo"][known] if of_ships else np.zeros(len(known), np.int64)
        by_ship = np.lexsort((known, ship, self.transmitter[known]))
        known, ship = known[by_ship], ship[by_ship]
        before, after = known[:-1], known[1:]
        differs = self.values[field][before] != self.values[field][after]
        differs &= (self.transmitter[before] == self.transmitter[after]) & (ship[:-1] == ship[1:])
        return before[differs], after[differs]

    def returning(self, field: str, least: int) -> Ints:
        """Transmitters of which a field went back to a value it had before, at least so often."""
        before, after = self.changes(field)
        values, seen = self.values[field], set[tuple[int, int]]()
        returns: dict[int, int] = {}
        for one, other in zip(before.tolist(), after.tolist(), strict=True):
            transmitter = int(self.transmitter[other])
            seen.add((transmitter, int(values[one])))
            if (transmitter, int(values[other])) in seen:
                returns[transmitter] = returns.get(transmitter, 0) + 1
        return np.array(sorted(one for one, count in returns.items() if count >= least), np.int64)

    def stints(self) -> list[list[tuple[int, int]]]:
        """The turns, by first and last report in order of time, of transmitters that told one ship's identity.

        That is a valid IMO number; or, in reports that tell no IMO number at all (class B), the same name, call sign,
        length and width. A number whose check digit is wrong identifies nobody, and neither does what a single
        transmitter told.
        """
        ships = self._ships()
        known = np.flatnonzero(ships)
        ordered = known[np.lexsort((self.row[known], self.source[known], self.time[known], ships[known]))]
        ship, who = ships[ordered], self.transmitter[ordered]
        is_first = np.ones(len(ordered), np.bool_)
        is_first[1:] = (ship[1:] != ship[:-1]) | (who[1:] != who[:-1])
        firsts = np.flatnonzero(is_first)
        lasts = np.append(firsts[1:], len(ordered)) - 1 if len(firsts) else firsts
        found: dict[int, list[tuple[int, int]]] = {}
        for first, last in zip(firsts.tolist(), lasts.tolist(), strict=True):
            found.setdefault(int(ship[first]), []).append((int(ordered[first]), int(ordered[last])))
        return [turns for _, turns in sorted(found.items()) if len(turns) > 1]

    def _ships(self) -> Ints:
        """A number for the ship that each report tells of: the IMO number, or one of ours above all of those."""
        ships = np.where(_is_imo(self.values["imo"]), self.values["imo"], 0)
        told = np.column_stack([self.values[field] for field in ("name", "call_sign", "length", "width")])
        alike = np.flatnonzero((self.values["imo"] == 0) & (told != 0).all(axis=1))
        if len(alike):
            _, numbers = np.unique(told[alike], axis=0, return_inverse=True)
            ships[alike] = 10**7 + numbers.reshape(-1)
        return ships


def _is_imo(numbers: Ints) -> Mask:
    total = sum(
        (numbers // 10 ** (6 - place) % 10 * weight for place, weight in enumerate(IMO_WEIGHTS)), 0 * numbers
    )
    return np.asarray((numbers >= 10**6) & (numbers < 10**7) & (total % 10 == numbers % 10))


def flag_digits(transmitter: int) -> str | None:
    """The three digits of an MMSI that say under which flag it was given out."""
    return Mmsi(f"{transmitter:09d}").country_digits
