"""The profile of a case: named, with single thresholds of its own, and never one that there is not."""

from __future__ import annotations

import pytest

from vedette.errors import UnreadableValueError
from vedette.model.case import CaseDetection
from vedette.tracks.chosen_profile import chosen_profile, differences, profile_for
from vedette.tracks.profiles import GFW, GFW_PUBLISHED

CHANGED = CaseDetection(thresholds={"ais_gap": {"silence_s": 36_000}})


def test_a_case_that_says_nothing_goes_by_gfw() -> None:
    assert chosen_profile(CaseDetection()) == GFW
    assert list(differences(CaseDetection())) == []


def test_a_changed_threshold_changes_the_digest_of_its_detector_and_of_no_other() -> None:
    profile = chosen_profile(CHANGED)
    differ = {
        name for name in GFW.thresholds if profile.parameters_digest(name) != GFW.parameters_digest(name)
    }
    assert differ == {"ais_gap"}
    assert list(differences(CHANGED)) == ["ais_gap: silence_s 36000 in place of 43200"]


def test_a_threshold_that_is_what_the_profile_says_changes_nothing() -> None:
    same = CaseDetection(thresholds={"ais_gap": {"silence_s": 43_200}})
    assert chosen_profile(same) == GFW
    assert list(differences(same)) == []


def test_the_profile_that_the_case_chooses_keeps_its_thresholds_when_it_is_named() -> None:
    assert profile_for(CHANGED, "gfw") == profile_for(CHANGED, None) == chosen_profile(CHANGED)
    assert profile_for(CHANGED, "gfw-published") == GFW_PUBLISHED


@pytest.mark.parametrize(
    ("choice", "wrong"),
    [
        (CaseDetection(profile="ours"), r"\[detection\]: there is no detector profile 'ours'"),
        (CaseDetection(thresholds={"gap": {"silence_s": 1}}), "no thresholds for gap"),
        (CaseDetection(thresholds={"ais_gap": {"silence": 1}}), "no threshold silence"),
        (CaseDetection(thresholds={"ais_gap": {"silence_s": 0}}), "silence_s is below 1"),
    ],
)
def test_what_there_is_not_is_refused_by_name(choice: CaseDetection, wrong: str) -> None:
    with pytest.raises(UnreadableValueError, match=wrong):
        chosen_profile(choice)
