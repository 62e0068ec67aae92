"""When events were, and what an answer leaves out, as a terminal shows it."""

from __future__ import annotations

from vedette.cli.spans import ends, left_out
from vedette.model.moments import Instant


def test_seconds_are_shown_where_an_event_takes_less_than_a_minute() -> None:
    began = Instant.parse("2030-01-01T10:00:05Z")
    assert ends(began, Instant.parse("2030-01-01T10:01:04Z")) == (
        "2030-01-01 10:00:05",
        "2030-01-01 10:01:04",
    )
    assert ends(began, Instant.parse("2030-01-01T10:01:05Z")) == ("2030-01-01 10:00", "2030-01-01 10:01")
    assert ends(began, None) == ("2030-01-01 10:00", None)


def test_what_is_left_out_is_said_with_what_to_do() -> None:
    assert left_out(0) == ""
    assert left_out(2) == ". Left out: 2 events that rest on files that count no more; run `vedette detect`"
