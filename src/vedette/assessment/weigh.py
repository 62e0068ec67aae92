"""Weighing a finding: whether it stands, on whose reviews, and on how many independent sources.

A finding is accepted only when two different reviewers accept it, none of the last opinions is against it or
asks for more, and the right of reply is closed: every request is answered or its deadline has passed.
"""

from __future__ import annotations

import datetime as dt
import enum
from collections.abc import Iterable

import attrs

from vedette.assessment.grounds import Grounds
from vedette.assessment.origins import origins
from vedette.model.facts import Fact, Finding, Opinion, Reply, Review, SourceNote

REVIEWERS_NEEDED = 2
"""Different people who must accept a finding (the evidence standard of the project)."""


class Status(enum.StrEnum):
    """Where a finding stands."""

    PROPOSED = "proposed"
    UNDER_REVIEW = "under review"
    ACCEPTED = "accepted"
    REJECTED = "rejected"


@attrs.frozen(kw_only=True)
class Weight:
    """A finding as of a day: status, what is still missing in words, the last opinions, and its sources.

    ``supporting`` and ``opposing`` are facts by key; ``missing`` names keys that the audience cannot see or
    that do not exist. ``origins`` are those who say it, however many print it.
    """

    finding: Finding
    status: Status
    missing_steps: tuple[str, ...]
    accepted_by: tuple[str, ...]
    rejected_by: tuple[str, ...]
    open_replies: tuple[Reply, ...]
    origins: tuple[str, ...]
    missing: tuple[str, ...]
    rests_on_unchecked: tuple[str, ...]

    @property
    def has_single_origin(self) -> bool:
        """Whether all that supports it comes from one origin; a finding without any support has none."""
        return len(self.origins) == 1


def weigh(finding: Finding, grounds: Grounds, *, on: dt.date) -> Weight:
    """The standing of a finding on a day, from reviews and replies up to that day."""
    last = _last_opinions(grounds.kind(Review), finding, on)
    replies = [one for one in grounds.kind(Reply) if one.finding == finding.basis.key and one.asked_on <= on]
    waiting = tuple(one for one in replies if not _is_closed(one, on))
    accepted = tuple(sorted(who for who, opinion in last.items() if opinion is Opinion.ACCEPT))
    rejected = tuple(sorted(who for who, opinion in last.items() if opinion is Opinion.REJECT))
    asking = tuple(sorted(who for who, opinion in last.items() if opinion is Opinion.ASK))
    steps = tuple(_missing_steps(accepted, rejected, asking=asking, replies=replies, waiting=waiting))
    supporting, missing = _named(finding.supporting, grounds)
    return Weight(
        finding=finding,
        status=_status(last, rejected, steps),
        missing_steps=steps,
        accepted_by=accepted,
        rejected_by=rejected,
        open_replies=waiting,
        origins=origins(supporting, grounds),
        missing=missing,
        rests_on_unchecked=tuple(
            one.basis.key for one in supporting if not one.basis.verification.is_checked
        ),
    )


def _last_opinions(reviews: Iterable[Review], finding: Finding, on: dt.date) -> dict[str, Opinion]:
    """Each reviewer's last opinion; whoever handed in the finding does not review it."""
    found: dict[str, Opinion] = {}
    for review in sorted(reviews, key=lambda one: one.on):
        if review.finding == finding.basis.key and review.on <= on:
            found[review.by] = review.opinion
    return found


def _is_closed(reply: Reply, on: dt.date) -> bool:
    """Answered by that day, or the deadline, which is still in time, lies before it."""
    return (reply.answered_on is not None and reply.answered_on <= on) or reply.deadline < on


def _missing_steps(
    accepted: tuple[str, ...],
    rejected: tuple[str, ...],
    *,
    asking: tuple[str, ...],
    replies: list[Reply],
    waiting: tuple[Reply, ...],
) -> Iterable[str]:
    if len(accepted) < REVIEWERS_NEEDED:
        yield f"{REVIEWERS_NEEDED - len(accepted)} more reviewers must accept it"
    if rejected:
        yield f"rejected by {', '.join(rejected)}"
    if asking:
        yield f"questions of {', '.join(asking)} are open"
    if not replies:
        yield "nobody has been asked for a reply"
    for reply in waiting:
        yield f"the reply of {reply.addressed_to} is open until {reply.deadline}"


def _status(last: dict[str, Opinion], rejected: tuple[str, ...], steps: tuple[str, ...]) -> Status:
    if rejected:
        return Status.REJECTED
    if not steps:
        return Status.ACCEPTED
    return Status.UNDER_REVIEW if last else Status.PROPOSED


def _named(keys: Iterable[str], grounds: Grounds) -> tuple[list[Fact], tuple[str, ...]]:
    """The facts that keys name, and the keys that name none."""
    wanted = tuple(keys)
    found: list[Fact] = [
        fact
        for fact in grounds.facts
        if fact.basis.key in wanted and not isinstance(fact, SourceNote | Finding | Review | Reply)
    ]
    seen = {fact.basis.key for fact in found}
    return found, tuple(key for key in wanted if key not in seen)
