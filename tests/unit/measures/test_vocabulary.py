"""The closed vocabulary: tags, spellings, and what lies within what."""

from __future__ import annotations

import pytest

from vedette.errors import UnreadableValueError
from vedette.measures.fields import Fields, LawFileError
from vedette.measures.vocabulary import read_vocabulary, vocabulary


@pytest.mark.parametrize(
    ("spelling", "tag"),
    [
        ("coal", "coal"),
        ("STS", "ship-to-ship"),
        ("ship to ship", "ship-to-ship"),
        ("Ship-to-ship transfer", "ship-to-ship"),
        ("crude oil", "crude"),
        ("labour", "workers"),
    ],
)
def test_a_subject_is_found_in_each_of_its_spellings(spelling: str, tag: str) -> None:
    assert vocabulary().subject(spelling) == tag


def test_an_unknown_subject_is_refused_with_the_nearest_ones() -> None:
    with pytest.raises(UnreadableValueError, match="no measure has the subject 'coall'") as raised:
        vocabulary().subject("coall")
    assert "coal" in raised.value.advice


def test_a_wide_subject_covers_the_narrow_one_and_not_the_other_way_round() -> None:
    words = vocabulary()
    assert words.covers("minerals", "magnesite")
    assert words.covers("petroleum", "crude")
    assert not words.covers("crude", "petroleum")
    assert not words.covers("crude", "refined-petroleum")


def test_every_subject_is_used_or_holds_one_that_is() -> None:
    from vedette.measures.loader import law_of_the_council

    used = {tag for one in law_of_the_council().measures for tag in one.subjects}
    words = vocabulary()
    idle = [tag for tag in words.subjects if not any(words.covers(tag, one) for one in used)]
    assert idle == []


TABLES: dict[str, object] = {"bound": {}, "place": {}, "threshold": {}}


@pytest.mark.parametrize(
    ("subjects", "message"),
    [
        ({"coal": {"means": "coal", "within": "rocks"}}, "coal lies within 'rocks'"),
        ({"coal": {"means": "coal", "within": "coal"}}, "coal lies within 'coal'"),
        (
            {"coal": {"means": "coal"}, "fuel": {"means": "fuel", "also": ["coal"]}},
            "'coal' means coal and fuel",
        ),
        ({"coal": {"means": "coal", "color": "black"}}, "the key 'color' is not known"),
    ],
)
def test_a_vocabulary_that_contradicts_itself_is_refused(subjects: dict[str, object], message: str) -> None:
    with pytest.raises(LawFileError, match=message):
        read_vocabulary(Fields({"subject": subjects, **TABLES}, where="vocabulary.toml"))
