from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vedette.errors import ReportError
from vedette.model.figures import Derivation, Figure, Operation
from vedette.model.handling import FREE
from vedette.model.moments import PartialDate
from vedette.model.quantities import Quantity, Wording, envelope, total, union
from vedette.model.units import COUNTING_UNITS, CURRENCIES, MEASURED_UNITS, Unit
from vedette.report.dates import happening_in_words
from vedette.report.phrases import languages, phrases_of
from vedette.report.words import (
    date_in_words,
    figure_in_words,
    is_reviewed,
    number_in_words,
    quantity_in_words,
)


def unit(text: str) -> Unit:
    return Unit.parse(text)


CASES = [
    (Quantity.more_than(20_000, unit("container")), "more than 20,000 containers", "컨테이너 20,000개 초과"),
    (Quantity.at_least(100, unit("missile")), "at least 100 missiles", "미사일 100발 이상"),
    (Quantity.about(9_000_000, unit("round")), "about 9 million rounds", "탄약 약 900만 발"),
    (Quantity.up_to(9_000_000, unit("round")), "up to 9 million rounds", "탄약 최대 900만 발"),
    (Quantity.exactly(481, unit("person")), "481 persons", "481명"),
    (Quantity.exactly(1, unit("voyage")), "1 voyage", "항해 1회"),
    (Quantity.exactly(49, unit("voyage")), "49 voyages", "항해 49회"),
    (Quantity.exactly(7, unit("vessel")), "7 vessels", "선박 7척"),
    (
        Quantity.between(4_200_000, 5_800_000, unit("round")),
        "between 4.2 and 5.8 million rounds",
        "탄약 420만~580만 발",
    ),
    (
        Quantity.between(500_000, 1_200_000, unit("barrel")),
        "between 500,000 and 1.2 million barrels",
        "500,000~120만 배럴",
    ),
    (Quantity.exactly(1_234_567, unit("barrel")), "1,234,567 barrels", "1,234,567배럴"),
    (Quantity.less_than(4000, unit("person")), "less than 4,000 persons", "4,000명 미만"),
    (Quantity.at_most(500_000, unit("barrel")), "at most 500,000 barrels", "500,000배럴 이하"),
    (Quantity.at_least(2_837_000_000, unit("USD")), "at least USD 2.837 billion", "미화 28.37억 달러 이상"),
    (
        Quantity.between(63_000_000, 1_460_000_000, unit("USD")),
        "between USD 63 million and USD 1.46 billion",
        "미화 6,300만~14.6억 달러",
    ),
    (
        Quantity.about(Decimal("461.5"), unit("round/container")),
        "about 461.5 rounds per container",
        "컨테이너당 탄약 약 461.5발",
    ),
    (
        Quantity.about(10_000, unit("barrel"), tolerance=Decimal("0.1")),
        "about 10,000 barrels (between 9,000 and 11,000)",
        "약 10,000배럴(9,000~11,000)",
    ),
    (
        Quantity.more_than(1_000_000, unit("barrel")).over(Quantity.exactly(500_000, unit("barrel"))),
        "more than 200 per cent",
        "200% 초과",
    ),
    (Quantity.unquantified("several thousand", unit("person")), "several thousand", "several thousand"),
    (total([Quantity.unquantified("x", unit("person"))], unit("person")), "an unknown amount", "수량 미상"),
]  # fmt: skip


@pytest.mark.parametrize(("quantity", "english", "korean"), CASES)
def test_a_quantity_is_told_as_a_speaker_would(quantity: Quantity, english: str, korean: str) -> None:
    assert quantity_in_words(quantity, "en") == english
    assert quantity_in_words(quantity, "ko-KR") == korean


def test_a_number_that_does_not_come_out_even_is_told_as_about() -> None:
    share = Quantity.exactly(168_679, unit("barrel")).over(Quantity.exactly(500_000, unit("barrel")))
    assert quantity_in_words(share, "en") == "about 33.7 per cent"
    third = Quantity.exactly(1, unit("ship")).over(Quantity.exactly(3, unit("ship")))
    assert quantity_in_words(third, "en") == "about 33.3 per cent"


def test_ends_are_rounded_outwards() -> None:
    rough = Quantity.between(Decimal("100.256"), Decimal("200.251"), unit("tonne"))
    assert quantity_in_words(rough, "en") == "between 100 and 201 tonnes"


def test_the_number_alone_keeps_its_wording() -> None:
    assert number_in_words(Quantity.more_than(20_000, unit("container")), "en") == "more than 20,000"


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (1, "1 контейнер"),
        (3, "3 контейнера"),
        (21, "21 контейнер"),
        (25, "25 контейнеров"),
        (112, "112 контейнеров"),
    ],
)
def test_russian_counts_in_its_plurals(number: int, words: str) -> None:
    assert quantity_in_words(Quantity.exactly(number, unit("container")), "ru") == words


def test_russian_more_than_takes_the_genitive() -> None:
    assert quantity_in_words(Quantity.more_than(21, unit("container")), "ru") == "более 21 контейнера"
    assert quantity_in_words(Quantity.more_than(3, unit("container")), "ru") == "более 3 контейнеров"


def test_french_and_spanish_put_a_preposition_after_millions() -> None:
    rounds = Quantity.about(9_000_000, unit("container"))
    assert quantity_in_words(rounds, "fr") == "environ 9 millions de conteneurs"
    assert quantity_in_words(rounds, "es") == "unos 9 millones de contenedores"


DATES = [
    ("mid-November 2017", "mid-November 2017", "2017년 11월 중순"),
    ("late January 2018", "late January 2018", "2018년 1월 하순"),
    ("2024-01/2024-12", "January to December 2024", "2024년 1월부터 12월까지"),
    ("2024-12/2025-02", "December 2024 to February 2025", "2024년 12월부터 2025년 2월까지"),
    ("2024", "2024", "2024년"),
    ("2024-10", "October 2024", "2024년 10월"),
    ("2025-05-29", "29 May 2025", "2025년 5월 29일"),
    ("2025-06-23/2025-06-24", "23 to 24 June 2025", "2025년 6월 23일부터 24일까지"),
    ("2025-09-30/2025-10-01", "30 September to 1 October 2025", "2025년 9월 30일부터 10월 1일까지"),
    ("2023-09/..", "since September 2023", "2023년 9월 이후"),
    ("../2024-02-06", "until 6 February 2024", "2024년 2월 6일까지"),
    ("2023-08~", "about August 2023", "2023년 8월경"),
    ("2024-01/2024-12-20~", "January 2024 to about 20 December 2024", "2024년 1월부터 2024년 12월 20일경까지"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "english", "korean"), DATES)
def test_a_date_is_told_as_precisely_as_its_source(text: str, english: str, korean: str) -> None:
    assert date_in_words(PartialDate.parse(text), "en") == english
    assert date_in_words(PartialDate.parse(text), "ko") == korean


@pytest.mark.parametrize("language", languages())
def test_a_language_has_every_unit_and_every_wording(language: str) -> None:
    phrases = phrases_of(language)
    assert set(phrases.units) >= COUNTING_UNITS | MEASURED_UNITS | CURRENCIES
    assert set(phrases.wordings) == set(Wording) - {Wording.UNQUANTIFIED}
    assert set(phrases.phrases) == {"overlapping", "unknown", "qualified", "estimates"}
    assert all("other" in patterns for patterns in phrases.units.values())


@given(
    st.sampled_from(languages()),
    st.sampled_from(sorted(COUNTING_UNITS | MEASURED_UNITS | CURRENCIES)),
    st.sampled_from(
        [Quantity.exactly, Quantity.at_least, Quantity.more_than, Quantity.about, Quantity.up_to]
    ),
    st.integers(1, 10**10) | st.decimals(1, 10**6, places=5),
)
def test_every_quantity_is_told_in_every_language(
    language: str, name: str, make: Callable[[Decimal | int, Unit], Quantity], value: Decimal
) -> None:
    words = quantity_in_words(make(value, Unit(name)), language)
    assert words.strip() == words != ""
    assert "{" not in words


@pytest.mark.parametrize(
    ("date", "words"),
    [
        ("../2024-02-06", "by 6 February 2024"),
        ("../2024-02", "by February 2024"),
        ("2024-02-06/..", "since 6 February 2024"),
        ("2024-02-06", "6 February 2024"),
    ],
)
def test_a_happening_of_which_only_the_last_day_is_known_was_by_that_day_and_not_until_it(
    date: str, words: str
) -> None:
    assert happening_in_words(PartialDate.parse(date), "en") == words


def test_the_six_languages_and_korean_speak_and_say_who_was_reviewed() -> None:
    assert {"ar", "en", "es", "fr", "ko", "ru", "zh"} <= set(languages())
    assert is_reviewed("en")
    assert not any(is_reviewed(one) for one in languages() if one != "en")


def test_a_language_without_phrases_is_refused() -> None:
    with pytest.raises(ReportError, match="no phrases"):
        quantity_in_words(Quantity.exactly(1, unit("ship")), "tlh")


def node(operation: Operation, quantity: Quantity, *inputs: Derivation) -> Derivation:
    return Derivation(operation=operation, label="x", quantity=quantity, inputs=inputs)


def told(derivation: Derivation) -> str:
    figure = Figure(name="x", label="x", quantity=derivation.quantity, derivation=derivation, handling=FREE)
    return figure_in_words(figure, "en")


def rivals(quantities: Sequence[Quantity]) -> Derivation:
    inputs = [node(Operation.CLAIM, one) for one in quantities]
    return node(Operation.RIVALS, envelope(quantities, quantities[0].unit), *inputs)


def test_two_wordings_stand_side_by_side() -> None:
    both = [Quantity.up_to(9_000_000, unit("round")), Quantity.about(9_000_000, unit("round"))]
    assert told(rivals(both)) == "up to 9 million rounds or about 9 million rounds"


def test_many_estimates_are_told_from_the_lowest_to_the_highest() -> None:
    many = [Quantity.exactly(number, unit("round")) for number in (6_500_000, 1_600_000, 5, 10_000_000)]
    assert told(rivals(many)) == "4 estimates, from 5 rounds to 10 million rounds"


def test_counts_that_may_overlap_are_told_apart_where_one_has_no_bounds() -> None:
    counts = [Quantity.about(8000, unit("person")), Quantity.exactly(481, unit("person"))]
    derivation = node(
        Operation.UNION, union(counts, unit("person")), *(node(Operation.CLAIM, one) for one in counts)
    )
    assert told(derivation) == "about 8,000 persons and 481 persons, counts that may overlap"


def test_a_worded_end_of_a_period_keeps_the_words_of_its_source() -> None:
    period = PartialDate.parse("2024-01/mid-December 2024")
    assert date_in_words(period, "en") == "January 2024 to mid-December 2024"
    assert period.last == dt.date(2024, 12, 20)


def test_early_in_a_year_is_its_first_four_months_and_is_printed_as_it_was_said() -> None:
    early = PartialDate.parse("early 2025")
    assert (early.first, early.last) == (dt.date(2025, 1, 1), dt.date(2025, 4, 30))
    assert [date_in_words(early, language) for language in ("en", "ko")] == ["early 2025", "2025년 초"]
