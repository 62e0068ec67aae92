"""A register of ships: what it says lands with the days for which it says it, and nothing else lands."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from vedette.model.facts import Observation, Statement

Read = Callable[..., Any]


def values(outcome: Any, prop: str) -> list[str]:
    return [one.value for one in outcome.facts if isinstance(one, Statement) and one.prop == prop]


def test_a_row_says_who_the_ship_was_and_whose_and_in_which_days(read_row: Read) -> None:
    outcome = read_row("ship_register")
    assert not outcome.issues
    assert values(outcome, "imoNumber") == ["9074729"]
    assert values(outcome, "mmsi") == ["012345678"]
    assert values(outcome, "previousName") == ["OLD NAME", "OLDER NAME"]
    assert values(outcome, "deadweightTonnage") == ["6500"]
    assert values(outcome, "buildDate") == ["1994-03"]
    assert values(outcome, "startDate") == ["2023-02-01"] * 2
    assert values(outcome, "endDate") == ["2024-05-31"] * 2
    (seen,) = [one for one in outcome.facts if isinstance(one, Observation)]
    assert str(seen.when) == "2023-02-01/2024-05-31"
    assert seen.actors[0].identifiers == (("imo", "9074729"), ("mmsi", "012345678"))
    assert dict(seen.attributes)["length_m"] == "98.5"


def test_a_row_without_days_stands_in_no_timeline(read_row: Read) -> None:
    outcome = read_row("ship_register", valid_from="", valid_until="")
    assert not [one for one in outcome.facts if isinstance(one, Observation)]
    assert values(outcome, "name")[0] == "EXAMPLE STAR"


def test_a_row_that_still_holds_is_open(read_row: Read) -> None:
    outcome = read_row("ship_register", valid_until="")
    (seen,) = [one for one in outcome.facts if isinstance(one, Observation)]
    assert str(seen.when) == "2023-02-01/.."


@pytest.mark.parametrize(
    "changed",
    [
        {"imo": "9074728"},
        {"mmsi": "12345678"},
        {"flag": "Panama"},
        {"length_m": "98,5 m"},
        {"dwt": "-1"},
        {"breadth_m": "0"},
        {"built": "March"},
        {"valid_until": "2023-01-31"},
        {"valid_from": "01.02.2023"},
        {"imo": "", "mmsi": "", "name": "", "call_sign": ""},
    ],
    ids=str,
)
def test_a_cell_that_is_not_what_its_column_asks_for_refuses_the_row(
    read_row: Read, changed: dict[str, str]
) -> None:
    outcome = read_row("ship_register", **changed)
    assert not outcome.facts
    (issue,) = outcome.issues
    assert issue.refused
    assert issue.column in changed


def test_every_cell_but_one_that_names_the_ship_may_be_empty(read_row: Read) -> None:
    names = (
        "imo", "name", "former_names", "flag", "type", "length_m", "breadth_m", "dwt", "built", "owner", "manager",
        "register", "valid_from", "valid_until",
    )  # fmt: skip
    outcome = read_row("ship_register", **dict.fromkeys(names, ""))
    assert not outcome.issues
    assert values(outcome, "mmsi") == ["012345678"]


def test_a_ship_wider_than_long_is_taken_and_doubted(read_row: Read) -> None:
    outcome = read_row("ship_register", breadth_m="120")
    assert outcome.facts
    assert [(one.column, one.refused) for one in outcome.issues] == [("breadth_m", False)]
