"""Counts of voyages are figures: they open into voyages, and those into rows."""

from __future__ import annotations

import pytest

from vedette.errors import UnreadableValueError
from vedette.model.evidence import Sha256
from vedette.model.handling import Handling, Tlp
from vedette.model.quantities import Quantity
from vedette.model.units import Unit
from vedette.testing.small_events import EXHIBIT, port_call
from vedette.tracks.voyage_figures import counts
from vedette.tracks.voyages import voyages

CALLS = [port_call(20 * at, 20 * at + 5, port) for at, port in enumerate("ababc")]
FOUND = voyages(CALLS)
AMBER = Handling(tlp=Tlp.AMBER)


def amber(exhibit: Sha256) -> Handling:
    assert exhibit == EXHIBIT
    return AMBER


def test_routes_are_counted_with_their_direction_and_ships_under_way_apart() -> None:
    found = {one.scope: one.quantity.nominal for one in counts(FOUND, by="route", handling=amber)}
    assert found == {"A - B": 2, "B - A": 1, "B - C": 1, "C - under way": 1}


def test_a_month_counts_what_left_in_it_and_arrived() -> None:
    (figure,) = counts(FOUND, by="month", handling=amber)
    assert (figure.scope, figure.quantity) == ("2024-01", Quantity.exactly(4, Unit("voyage")))


def test_a_count_opens_into_the_rows_of_its_port_calls_and_carries_their_marking() -> None:
    (figure,) = counts(FOUND, by="vessel", handling=amber)
    assert figure.handling == AMBER
    assert [one.key for one in figure.derivation.inputs] == [one.id for one in FOUND[:4]]
    first = [str(leaf.citation) for leaf in figure.derivation.leaves()[:2]]
    assert first == [f"{EXHIBIT.value[:12]}#row=301", f"{EXHIBIT.value[:12]}#row=1201"]


def test_two_ports_of_one_name_are_two_routes() -> None:
    found = counts(
        voyages([port_call(0, 1, "a"), port_call(5, 6, "A"), port_call(9, 10, "a")]),
        by="route",
        handling=amber,
    )
    assert [one.quantity.nominal for one in found] == [1, 1, 1]


def test_voyages_are_not_counted_by_what_they_do_not_have() -> None:
    with pytest.raises(UnreadableValueError, match="not counted by 'flag'"):
        counts(FOUND, by="flag", handling=amber)
