"""What an event measured, in words."""

from __future__ import annotations

from decimal import Decimal

import pytest

from vedette.model.events import Magnitude
from vedette.model.measured import measured


@pytest.mark.parametrize(
    ("magnitude", "words"),
    [
        (Magnitude(name="duration", value=Decimal(82), unit="second"), "duration: 82 seconds"),
        (Magnitude(name="duration", value=Decimal(1), unit="second"), "duration: 1 second"),
        (Magnitude(name="duration", value=Decimal(61_920), unit="second"), "duration: 17.2 hours"),
        (Magnitude(name="implied speed", value=Decimal("0.5"), unit="knot"), "implied speed: 0.5 knots"),
        (Magnitude(name="distance", value=Decimal(12_340), unit="metre"), "distance: 12,340 metres"),
        (Magnitude(name="reports before", value=Decimal(95), unit="report"), "reports before: 95"),
        (Magnitude(name="confidence", value=Decimal(4), unit="of 4"), "confidence: 4 of 4"),
        (Magnitude(name="port", value="Training Harbour"), "port: Training Harbour"),
        (Magnitude(name="implied speed", value=None, unit="knot"), "implied speed: not known"),
    ],
)
def test_a_measure_is_told_with_a_unit_once_and_in_the_plural_unless_there_is_one(
    magnitude: Magnitude, words: str
) -> None:
    assert measured(magnitude) == words
