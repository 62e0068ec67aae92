"""The answer as every door prints it."""

from __future__ import annotations

import datetime as dt
import json

import pytest

from vedette.casework.law import law, law_for_conduct
from vedette.errors import UnreadableValueError


def test_the_answer_is_json_and_the_same_each_time() -> None:
    answer = law(dt.date(2017, 9, 24), "coal", place="Rajin")
    text = json.dumps(answer.as_json(), ensure_ascii=False, sort_keys=True)
    assert json.loads(text)["on"] == "2017-09-24"
    assert json.loads(text)["rows"][0]["id"] == "EXP-1-2371"
    assert text == json.dumps(
        law(dt.date(2017, 9, 24), "coal", place="Rajin").as_json(), ensure_ascii=False, sort_keys=True
    )


def test_the_answer_says_who_was_bound_and_where_it_was_read() -> None:
    row = law(dt.date(2024, 3, 7), "refined-petroleum").rows[0]
    assert row.bound == ("all Member States", "the DPRK")
    assert [one.key for one in row.sources] == ["L1", "L2", "L12"]
    assert row.sources[0].addresses == ("https://main.un.org/securitycouncil/en/sanctions/1718",)


def test_the_question_is_repeated_as_it_was_understood() -> None:
    answer = law(dt.date(2024, 3, 7), "STS", direction=" To ", place="at sea")
    assert (answer.subject, answer.direction, answer.place) == ("ship-to-ship", "to", "at sea")


def test_a_conduct_brings_its_own_notes() -> None:
    answer = law_for_conduct(dt.date(2024, 10, 15), "troop-dispatch")
    assert "no row names the sending of troops as such" in answer.notes[0]
    assert answer.conduct == "troop-dispatch"


def test_an_unknown_direction_is_refused_with_the_known_ones() -> None:
    with pytest.raises(UnreadableValueError) as raised:
        law(dt.date(2024, 3, 7), "coal", direction="north")
    assert raised.value.advice == "use one of from, to, both, none, seen from the DPRK"


def test_a_day_before_all_law_has_no_rows_and_lists_what_came_later() -> None:
    answer = law(dt.date(2006, 10, 13), "arms")
    assert answer.rows == ()
    assert "ARM-1" in [one.id for one in answer.later]
