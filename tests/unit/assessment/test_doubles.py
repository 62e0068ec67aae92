from __future__ import annotations

import datetime as dt

from vedette.assessment.doubles import may_be_one, normal_name, overlapping_counts, possible_doubles
from vedette.assessment.verdicts import Verdicts
from vedette.model.facts import Actor, ObservationKind, Verdict
from vedette.model.quantities import Quantity
from vedette.model.units import Unit
from vedette.testing.facts import claim, judgement, observation

PERSON = Unit("person")
NOBODY = Verdicts.of([])


def test_one_ship_on_one_day_in_two_rows_may_be_one_happening() -> None:
    (pair,) = possible_doubles(
        [
            observation("A", "2024-03-12", vessels=["LADY R"]),
            observation("B", "2024-03", vessels=["Lady R."]),
        ],
        NOBODY,
    )
    assert (pair.left, pair.right, pair.is_settled) == ("A", "B", False)


def test_one_ship_on_two_days_is_two_happenings() -> None:
    rows = [observation("A", "2024-03-12", vessels=["X"]), observation("B", "2024-03-14", vessels=["X"])]
    assert not list(possible_doubles(rows, NOBODY))


def test_a_transfer_told_from_both_ships_sides_may_be_one() -> None:
    told = [
        observation(
            key,
            "2018-06-07",
            what=kind,
            actors=[Actor(role="first", name=first), Actor(role="second", name=second)],
        )
        for key, kind, first, second in (
            ("A", ObservationKind.SHIP_TO_SHIP, "MYONG RYU 1", "NEW REGENT"),
            ("B", ObservationKind.TRANSFER, "NEW REGENT", "MYONG RYU 1"),
        )
    ]
    assert len(list(possible_doubles(told, NOBODY))) == 1


def test_identifiers_tell_ships_of_one_name_apart() -> None:
    rows = [
        observation(key, "2024", actors=[Actor(role="vessel", name="MARIA", identifiers=(("imo", number),))])
        for key, number in (("A", "8517839"), ("B", "9161003"))
    ]
    assert may_be_one(rows[0], rows[1]) is None


def test_aircraft_of_one_operator_with_two_marks_are_two() -> None:
    operator = Actor(role="operator", name="Russian Air Force")
    tails = [Actor(role="aircraft", name=name) for name in ("RA-86559", "RA-86572")]
    rows = [observation(tail.name, "2024-10-17", actors=[tail, operator]) for tail in tails]
    unknown = observation("C", "2024-10-17", actors=[operator])
    assert may_be_one(rows[0], rows[1]) is None
    assert may_be_one(rows[0], unknown) is not None


def test_two_designations_by_one_authority_are_two() -> None:
    rows = [
        observation(
            name,
            "2024-02-23",
            actors=[Actor(role="designated", name=name), Actor(role="authority", name="EU")],
        )
        for name in ("MG-Flot", "Azia")
    ]
    assert not list(possible_doubles(rows, NOBODY))


def test_one_ship_put_under_two_measures_on_one_day_is_listed_twice() -> None:
    ship = [Actor(role="designated", name="AN SAN 1", identifiers=(("imo", "7303803"),))]
    freeze, ban, again = (
        observation(
            key,
            "2018-03-30",
            what=ObservationKind.DESIGNATION,
            actors=ship,
            attributes=(("legal_basis", basis),),
        )
        for key, basis in (("A", "annex XIV.A"), ("B", "annex XIV.B"), ("C", "annex XIV.A"))
    )
    assert [(one.left, one.right) for one in possible_doubles([freeze, ban, again], NOBODY)] == [("A", "C")]


def test_the_last_judgement_on_a_pair_holds() -> None:
    verdicts = Verdicts.of(
        [
            judgement("B", "A", Verdict.DIFFERENT, on=dt.date(2025, 7, 1)),
            judgement("A", "B", Verdict.SAME, on=dt.date(2025, 6, 1)),
        ]
    )
    held = verdicts.on(observation("A", "2024"), observation("B", "2024"))
    assert held is not None
    assert held.verdict is Verdict.DIFFERENT


def test_a_chain_of_same_names_the_pair_that_nobody_judged() -> None:
    verdicts = Verdicts.of([judgement("A", "B", Verdict.SAME), judgement("B", "C", Verdict.SAME)])
    (chain,) = verdicts.chains()
    assert (chain.keys, chain.unjudged) == (("A", "B", "C"), (("A", "C"),))


def test_december_2024_lies_in_both_worker_counts() -> None:
    counts = [
        claim("R1-14", Quantity.about(8000, PERSON), subject="workers.sent", period="2024"),
        claim("R1-15", Quantity.exactly(481, PERSON), subject="workers.further", period="2024-12/2025-02"),
    ]
    (pair,) = overlapping_counts(counts, NOBODY)
    assert (pair.left, pair.right) == ("R1-14", "R1-15")
    settled = overlapping_counts(counts, Verdicts.of([judgement("R1-14", "R1-15", Verdict.DISJOINT)]))
    assert [one.is_settled for one in settled] == [True]


def test_rivals_parts_and_other_directions_are_no_overlapping_counts() -> None:
    whole = claim("A", Quantity.exactly(481, PERSON), subject="workers.all", period="2024")
    others = [
        claim("B", Quantity.exactly(480, PERSON), subject="workers.all", period="2024", author="X"),
        claim(
            "C", Quantity.exactly(198, PERSON), subject="workers.part", period="2024", part_of="workers.all"
        ),
        claim("D", Quantity.exactly(9, PERSON), subject="workers.back", period="2024", direction="RU->KP"),
        claim("E", Quantity.exactly(9, PERSON), subject="troops", period="2024"),
    ]
    assert not [one for one in overlapping_counts([whole, *others], NOBODY) if "A" in (one.left, one.right)]


def test_a_name_is_compared_without_case_accents_and_punctuation() -> None:
    assert normal_name("Maïa–1 ") == normal_name("MAIA-1") == "maia1"
