from __future__ import annotations

import pytest

from vedette.errors import HandlingError
from vedette.model.facts import Actor
from vedette.model.handling import PUBLIC, Audience, Tlp
from vedette.release.gate import refuse_unchecked_names
from vedette.testing.facts import basis, observation

NAMED = observation(
    "N-1", "2024", actors=[Actor(role="vessel", name="SECRET SHIP")], rests_on=basis("N-1", status="M")
)
UNNAMED = observation("N-2", "2024", rests_on=basis("N-2", status="M"))
CHECKED = observation(
    "N-3", "2024", actors=[Actor(role="vessel", name="ANGARA")], rests_on=basis("N-3", status="V")
)


def test_an_unchecked_row_that_names_a_ship_keeps_a_public_edition_from_being_built() -> None:
    with pytest.raises(HandlingError, match="1 in press") as refused:
        refuse_unchecked_names([NAMED, UNNAMED, CHECKED], PUBLIC)
    assert "SECRET SHIP" not in str(refused.value)


def test_unchecked_rows_without_names_and_checked_ones_with_names_pass() -> None:
    refuse_unchecked_names([UNNAMED, CHECKED], PUBLIC)


def test_the_team_may_see_its_own_unchecked_names() -> None:
    refuse_unchecked_names([NAMED], Audience(name="members", ceiling=Tlp.AMBER, parties=frozenset({"KR"})))
