from __future__ import annotations

import attrs

from vedette.testing.sea import Expectation, PlantedEvent, Score, score


@attrs.frozen
class Seen:
    kind: str
    transmitters: tuple[int, ...]
    began: int
    ended: int | None


def label(began: int, ended: int | None, *, expectation: Expectation = Expectation.MUST) -> PlantedEvent:
    return PlantedEvent(
        kind="gap", variant="near_port", transmitters=(1,), ships=(1,), began=began, ended=ended,
        latitude=0, longitude=0, expectation=expectation,
    )  # fmt: skip


def test_an_event_is_right_when_both_ends_agree_within_the_tolerance() -> None:
    assert score([Seen("gap", (1,), 95, 210)], [label(100, 200)], tolerance=10) == {"gap": Score(right=1)}
    late = score([Seen("gap", (1,), 95, 211)], [label(100, 200)], tolerance=10)["gap"]
    assert (late.precision, late.recall) == (0.0, 0.0)


def test_another_transmitter_is_wrong_and_the_label_is_missed() -> None:
    assert score([Seen("gap", (2,), 100, 200)], [label(100, 200)], tolerance=10)["gap"] == Score(
        wrong=1, missed=1
    )


def test_a_label_found_twice_is_right_once_and_repeated_once() -> None:
    seen = [Seen("gap", (1,), 100, 200), Seen("gap", (1,), 101, 200)]
    assert score(seen, [label(100, 200)], tolerance=5)["gap"] == Score(right=1, repeated=1)


def test_what_may_be_seen_counts_neither_way_and_what_must_not_is_wrong() -> None:
    labels = [label(0, 9, expectation=Expectation.MAY), label(50, 59, expectation=Expectation.MUST_NOT)]
    marked = score([Seen("gap", (1,), 0, 9), Seen("gap", (1,), 50, 59)], labels, tolerance=0)["gap"]
    assert marked == Score(excused=1, wrong=1)
    assert marked.recall is None


def test_an_open_event_agrees_with_an_open_label_alone() -> None:
    assert score([Seen("gap", (1,), 5, None)], [label(5, None)], tolerance={"gap": 1})["gap"].right == 1
    assert score([Seen("gap", (1,), 5, None)], [label(5, 90)], tolerance={"gap": 1})["gap"].wrong == 1
