from __future__ import annotations

import attrs
import pytest

from vedette.casework.about import about
from vedette.casework.mentions import Wanted
from vedette.casework.workspace import Workspace
from vedette.errors import CaseError
from vedette.model.quantities import Quantity
from vedette.model.units import Unit
from vedette.testing.facts import claim


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
