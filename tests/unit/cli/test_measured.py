"""Amounts and moments of events as a terminal shows them."""

from __future__ import annotations

from decimal import Decimal

import pytest

from vedette.cli.measured import ends, left_out, measured
from vedette.model.events import Magnitude
from vedette.model.moments import Instant


@pytest.mark.parametrize(
    ("magnitude", "words"),
    [
        (Magnitude(name="duration", value=Decimal(82), unit="second"), "duration 82 seconds"),
        (Magnitude(name="duration", value=Decimal(1), unit="second"), "duration 1 second"),
        (Magnitude(name="implied speed", value=Decimal("0.5"), unit="knot"), "implied speed 0.5 knots"),
        (Magnitude(name="distance", value=Decimal(12_340), unit="metre"), "distance 12,340 metres"),
        (Magnitude(name="confidence", value=Decimal(4), unit="of 4"), "confidence 4 of 4"),
        (Magnitude(name="port", value="Training Harbour"), "port Training Harbour"),
    ],
)
def test_units_are_plural_unless_there_is_one(magnitude: Magnitude, words: str) -> None:
    assert measured(magnitude) == words


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
