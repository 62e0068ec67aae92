from __future__ import annotations

from pathlib import Path

import attrs
import pytest

from vedette.casework.about import about
from vedette.casework.collect import collect
from vedette.casework.mentions import Wanted
from vedette.casework.workspace import Workspace, open_workspace
from vedette.errors import CaseError
from vedette.model.quantities import Quantity
from vedette.model.units import Unit
from vedette.testing.clocks import TickingClock
from vedette.testing.facts import claim
from vedette.testing.small_case import write_small_case


def rows(workspace: Workspace, name: str, *, audience: str = "public") -> set[str]:
    found = about(workspace, name, audience=audience)
    return {row.key for group in found.groups for row in group.rows}


def test_the_public_sees_checked_rows_of_open_submissions_alone(workspace: Workspace) -> None:
    found = about(workspace, "RA-82030")
    assert rows(workspace, "RA-82030") == {"A-1", "F-1"}
    assert found.withheld is None
    assert found.sources == {"P1": "Another article"}


def test_members_see_their_own_and_are_told_how_many_unchecked_rows_are_withheld(
    workspace: Workspace,
) -> None:
    assert rows(workspace, "RA-82030", audience="members") == {"A-1", "F-1", "F-9"}
    assert about(workspace, "RA-82030", audience="members").withheld == 1


def test_an_observation_before_a_day_is_by_that_day_as_in_the_report(tmp_path: Path) -> None:
    case = write_small_case(tmp_path / "case")
    table = case / "submissions/press/flights.csv"
    table.write_text(table.read_text("utf-8").replace(",2024-03-21,", ",../2024-03-21,"), "utf-8")
    opened = open_workspace(case)
    collect(opened, actor="A. Tester", clock=TickingClock())
    told = {row.key: row.when for group in about(opened, "RA-82030").groups for row in group.rows}
    assert told["F-1"] == "by 21 March 2024"


@pytest.mark.parametrize("name", ["ra 82030", "15406E", "RA82030"])
def test_spelling_and_identifiers_lead_to_the_same_thing(workspace: Workspace, name: str) -> None:
    assert "F-1" in rows(workspace, name)


def test_a_name_that_stands_in_withheld_rows_alone_is_as_unknown_to_the_public_as_any_other(
    workspace: Workspace,
) -> None:
    with pytest.raises(CaseError) as hidden:
        about(workspace, "Chkalovsky")
    with pytest.raises(CaseError) as nowhere:
        about(workspace, "Xhkalovsky")
    assert hidden.value.message.replace("Chkalovsky", "X") == nowhere.value.message.replace("Xhkalovsky", "X")
    assert "Chkalovsky" not in nowhere.value.advice


@pytest.mark.parametrize(
    ("name", "words", "is_said"),
    [
        ("MAIA-1", "seen: Maia 1 off Rajin", True),
        ("MAIA-1", "seen: MAIA-10 off Rajin", False),
        ("MAIA-1", "seen: AMAIA-1 off Rajin", False),
        ("최현", "구축함 최현호는", True),
        ("Мария", "судно Марианна", False),
    ],
)
def test_a_name_is_found_in_words_only_where_it_stands_by_itself(
    *, name: str, words: str, is_said: bool
) -> None:
    wanted = Wanted(name=name, same=frozenset(), entities=frozenset())
    told = attrs.evolve(claim("X", Quantity.exactly(1, Unit("ship"))), words=words)
    assert wanted.is_in(told) is is_said
