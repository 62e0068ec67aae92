from __future__ import annotations

import pytest

from vedette.casework.suggest import near, one_of
from vedette.errors import CaseError

SUBJECTS = {
    "munitions.containers": "containers of munitions",
    "munitions.rounds": "rounds",
    "labour.rounds": "rounds of talks",
}


def test_the_name_itself_is_meant_before_anything_like_it() -> None:
    assert one_of("subject", "munitions.rounds", SUBJECTS, see="") == "munitions.rounds"


@pytest.mark.parametrize("asked", ["containers", "Containers", "containers of munitions"])
def test_the_last_part_or_the_label_is_enough_where_only_one_subject_has_it(asked: str) -> None:
    assert one_of("subject", asked, SUBJECTS, see="") == "munitions.containers"


def test_a_part_that_two_subjects_share_names_both() -> None:
    plain = dict.fromkeys(SUBJECTS, "")
    with pytest.raises(CaseError, match=r"can mean labour\.rounds, munitions\.rounds"):
        one_of("subject", "rounds", plain, see="")


def test_a_mistyped_name_is_refused_with_what_may_be_meant() -> None:
    with pytest.raises(CaseError) as refused:
        one_of("subject", "munition.container", SUBJECTS, see="`vedette estimates` lists them")
    assert refused.value.message == "there is no subject 'munition.container'"
    assert refused.value.advice.startswith("did you mean munitions.containers")


def test_where_nothing_is_near_a_short_list_is_told_whole() -> None:
    with pytest.raises(CaseError) as refused:
        one_of("figure", "zzz", ["apples", "pears"], see="see the list")
    assert refused.value.advice == "use one of apples, pears"


def test_upper_and_lower_case_are_the_same_to_a_suggestion() -> None:
    assert near("CONTAINERS", ["containers"]) == ("containers",)
