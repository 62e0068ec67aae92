"""What in a chapter asks for movement, and what does not."""

from __future__ import annotations

import pytest

from vedette.report.annex_movement import ASKING


@pytest.mark.parametrize(
    "words",
    [
        '::: {.table of="events" kind="ais_gap"}',
        "::: {.table of=voyages}",
        "::: {.table name='a' of='voyages'}",
        '::: {.map name="m"}',
        '::: {name="m" .vessel mmsi="281000001"}',
    ],
)
def test_a_directive_over_positions_asks_for_movement(words: str) -> None:
    assert ASKING.search(f"# A chapter\n\n{words}\nCaption\n:::\n")


@pytest.mark.parametrize(
    "words",
    [
        '::: {.table of="claims"}',
        '::: {.voyages name="chart"}',
        "a map of events",
        '[x]{.figure as="number"}',
    ],
)
def test_other_words_do_not(words: str) -> None:
    assert ASKING.search(words) is None
