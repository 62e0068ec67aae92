from __future__ import annotations

from collections.abc import Iterable

import pytest

from vedette.assessment.grounds import Grounds
from vedette.assessment.tally import Query, amount, count
from vedette.errors import FigureError
from vedette.model.facts import AnyFact, ObservationKind, Verdict
from vedette.model.figures import Derivation
from vedette.model.moments import Period
from vedette.model.quantities import Quantity
from vedette.model.units import Unit
from vedette.testing.facts import basis, judgement, observation

VOYAGE, BARREL = Unit("voyage"), Unit("barrel")
VOYAGES = Query(kinds=(ObservationKind.VOYAGE,), period=Period.year(2024))


def counted(facts: Iterable[AnyFact], query: Query = VOYAGES) -> Derivation:
    return count(query, Grounds.of(facts), label="voyages")


def test_nothing_found_is_exactly_none() -> None:
    assert counted([]).quantity == Quantity.exactly(0, VOYAGE)


def test_distinct_voyages_are_counted_exactly() -> None:
    rows = [observation("A", "2024-03-01", vessels=["X"]), observation("B", "2024-03-05", vessels=["X"])]
    found = counted(rows)
    assert found.quantity == Quantity.exactly(2, VOYAGE)
    assert [leaf.key for leaf in found.leaves()] == ["A", "B"]


def test_an_unresolved_double_widens_the_count() -> None:
    rows = [observation("A", "2024-03-01", vessels=["X"]), observation("B", "2024-03", vessels=["X"])]
    found = counted(rows)
    assert found.quantity == Quantity.between(1, 2, VOYAGE)
    assert "not judged: A, B" in found.assumptions[0]


@pytest.mark.parametrize(
    ("verdict", "number"), [(Verdict.SAME, 1), (Verdict.DIFFERENT, 2), (Verdict.DISJOINT, 2)]
)
def test_a_judgement_settles_a_double_and_is_printed(verdict: Verdict, number: int) -> None:
    rows = [observation("A", "2024-03-01", vessels=["X"]), observation("B", "2024-03", vessels=["X"])]
    found = counted([*rows, judgement("A", "B", verdict)])
    assert found.quantity == Quantity.exactly(number, VOYAGE)
    assert len(found.judgements) == 1


def test_unsure_settles_nothing() -> None:
    rows = [observation("A", "2024-03-01", vessels=["X"]), observation("B", "2024-03", vessels=["X"])]
    assert counted([*rows, judgement("A", "B", Verdict.UNSURE)]).quantity == Quantity.between(1, 2, VOYAGE)


def test_same_is_not_carried_on_in_silence() -> None:
    rows = [observation(key, f"2024-03-0{n}", vessels=["X"]) for n, key in enumerate("ABC", 1)]
    judged = [judgement("A", "B", Verdict.SAME), judgement("B", "C", Verdict.SAME)]
    assert counted([*rows, *judged]).quantity == Quantity.between(1, 2, VOYAGE)
    whole = [*judged, judgement("A", "C", Verdict.SAME)]
    assert counted([*rows, *whole]).quantity == Quantity.exactly(1, VOYAGE)


def test_a_month_that_doubles_two_days_does_not_make_them_one() -> None:
    rows = [
        observation("A", "2024-03-01", vessels=["X"]),
        observation("B", "2024-03", vessels=["X"]),
        observation("C", "2024-03-20", vessels=["X"]),
    ]
    assert counted(rows).quantity == Quantity.between(2, 3, VOYAGE)


def test_a_date_that_straddles_the_period_may_or_may_not_count() -> None:
    rows = [observation("A", "2024-12/2025-01", vessels=["X"]), observation("B", "2024-05", vessels=["Y"])]
    assert counted(rows).quantity == Quantity.between(1, 2, VOYAGE)


def test_an_approximate_december_may_be_january() -> None:
    assert counted([observation("A", "2024-12~", vessels=["X"])]).quantity == Quantity.at_most(1, VOYAGE)


def test_a_row_of_shuttles_counts_for_at_least_one_and_one_with_a_number_for_so_many() -> None:
    shuttles = observation("A", "2024-08", vessels=["X"], attributes=[("event", "shuttle")])
    trips = observation("B", "2024-01", vessels=["Y"], amounts=[("cargo", Quantity.exactly(9, VOYAGE))])
    assert counted([shuttles, trips]).quantity == Quantity.at_least(10, VOYAGE)


def test_an_unchecked_row_that_names_a_ship_is_test_data_and_not_counted() -> None:
    row = observation("A", "2024-03-01", vessels=["X"], rests_on=basis("A", status="M"))
    assert counted([row]).quantity == Quantity.exactly(0, VOYAGE)


def test_a_query_narrows_by_ship_place_and_column() -> None:
    rows = [
        observation("A", "2024-03-01", vessels=["ANGARA"], place="Rajin", attributes=[("event", "loads")]),
        observation("B", "2024-03-02", vessels=["MARIA"], place="Rajin"),
    ]
    for query in (
        Query(kinds=(ObservationKind.VOYAGE,), vessel="Angara"),
        Query(kinds=(ObservationKind.VOYAGE,), attributes={"event": "loads"}),
    ):
        assert counted(rows, query).quantity == Quantity.exactly(1, VOYAGE)
    assert counted(rows, Query(kinds=(ObservationKind.VOYAGE,), place="RAJIN")).quantity == Quantity.exactly(
        2, VOYAGE
    )


def test_amounts_add_up_and_a_row_without_one_leaves_the_end_open() -> None:
    rows = [
        observation("A", "2024-03-01", vessels=["X"], amounts=[("cargo", Quantity.exactly(5, BARREL))]),
        observation("B", "2024-03-09", vessels=["X"], amounts=[("cargo", Quantity.more_than(7, BARREL))]),
    ]
    found = amount(VOYAGES, Grounds.of(rows), label="cargo", role="cargo", unit=BARREL)
    assert found.quantity == Quantity.more_than(12, BARREL)
    silent = observation("C", "2024-05-09", vessels=["X"])
    found = amount(VOYAGES, Grounds.of([rows[0], silent]), label="cargo", role="cargo", unit=BARREL)
    assert found.quantity == Quantity.at_least(5, BARREL)
    assert "no upper limit: C" in found.assumptions[0]


def test_a_count_of_mixed_kinds_must_say_what_it_counts_in() -> None:
    query = Query(kinds=(ObservationKind.VOYAGE, ObservationKind.FLIGHT))
    with pytest.raises(FigureError, match="what a count"):
        count(query, Grounds.of([]), label="both")
