from __future__ import annotations

import datetime as dt

import pytest

from vedette.assessment.grounds import Grounds
from vedette.assessment.origins import origin_of, origins
from vedette.assessment.weigh import Status, Weight, weigh
from vedette.model.facts import AnyFact, Confidence, Finding, Opinion, Reply, Review
from vedette.model.moments import PartialDate
from vedette.model.quantities import Quantity
from vedette.model.units import Unit
from vedette.testing.facts import basis, claim

DAY = dt.date(2025, 7, 1)
FINDING = Finding(
    basis=basis("FND-01"),
    title="t",
    text="t",
    conduct=("arms-from-dprk",),
    supporting=("A", "B", "Z"),
    confidence=Confidence.LIKELY,
    happened=PartialDate.parse("2024"),
)
SUPPORT = (
    claim("A", Quantity.exactly(1, Unit("ship")), rests_on=basis("A", sources=["P1", "P2"])),
    claim("B", Quantity.exactly(1, Unit("ship")), rests_on=basis("B", sources=["P2"], status="M")),
)


def review(by: str, opinion: Opinion = Opinion.ACCEPT, *, on: dt.date = DAY) -> Review:
    return Review(basis=basis(f"{by} {on}"), finding="FND-01", by=by, on=on, opinion=opinion, why="read")


def reply(*, deadline: dt.date, answered_on: dt.date | None = None) -> Reply:
    return Reply(
        basis=basis("RPL-01"),
        finding="FND-01",
        addressed_to="the firm",
        asked_on=dt.date(2025, 6, 1),
        deadline=deadline,
        answered_on=answered_on,
    )


CLOSED = reply(deadline=dt.date(2025, 6, 30))


def weighed(*facts: AnyFact) -> Weight:
    return weigh(FINDING, Grounds.of([FINDING, *SUPPORT, *facts]), on=DAY)


def test_without_reviews_a_finding_is_proposed() -> None:
    assert weighed(CLOSED).status is Status.PROPOSED


def test_two_reviewers_and_a_closed_reply_accept_it() -> None:
    assert weighed(review("a"), review("b"), CLOSED).status is Status.ACCEPTED


def test_one_reviewer_who_accepts_twice_is_one_reviewer() -> None:
    twice = (review("a"), review("a", on=dt.date(2025, 6, 2)))
    assert weighed(*twice, CLOSED).missing_steps == ("1 more reviewers must accept it",)


def test_nothing_is_accepted_while_the_deadline_runs() -> None:
    waiting = weighed(review("a"), review("b"), reply(deadline=DAY))
    assert waiting.status is Status.UNDER_REVIEW
    assert [one.addressed_to for one in waiting.open_replies] == ["the firm"]


def test_an_answer_closes_the_reply_before_its_deadline() -> None:
    answered = reply(deadline=dt.date(2025, 12, 1), answered_on=dt.date(2025, 6, 20))
    assert weighed(review("a"), review("b"), answered).status is Status.ACCEPTED


def test_nothing_is_accepted_while_nobody_was_asked() -> None:
    assert weighed(review("a"), review("b")).status is Status.UNDER_REVIEW


def test_one_last_rejection_rejects_and_a_changed_mind_counts() -> None:
    rejected = review("c", Opinion.REJECT, on=dt.date(2025, 6, 20))
    assert weighed(review("a"), review("b"), rejected, CLOSED).status is Status.REJECTED
    assert weighed(review("a"), review("b"), rejected, review("c"), CLOSED).status is Status.ACCEPTED


def test_a_review_of_tomorrow_does_not_count_today() -> None:
    late = review("b", on=dt.date(2025, 7, 2))
    assert weighed(review("a"), late, CLOSED).status is Status.UNDER_REVIEW


@pytest.mark.parametrize(
    ("author", "origin"),
    [
        ("MSMT, quoted by Korea JoongAng Daily", "MSMT"),
        ("1718 Committee, as quoted", "1718 Committee"),
        ("United States (White House)", "United States"),
        ("NK Pro", "NK Pro"),
        ("(unnamed)", "(unnamed)"),
    ],
)
def test_who_quotes_is_no_origin_and_an_office_speaks_for_its_state(author: str, origin: str) -> None:
    assert origin_of(author) == origin


def test_ten_articles_that_quote_one_report_are_one_origin() -> None:
    quoted = [
        claim(key, Quantity.exactly(1, Unit("ship")), author=author, rests_on=basis(key, sources=sources))
        for key, author, sources in (("A", "MSMT, quoted by one paper", ("P1", "P2")), ("B", "MSMT", ("P3",)))
    ]
    assert origins(quoted, Grounds.of(quoted)) == ("MSMT",)


def test_missing_and_unchecked_support_is_named() -> None:
    assert weighed().missing == ("Z",)
    assert weighed().rests_on_unchecked == ("B",)
