"""Reading again: whether the record says what its exhibits say."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator, Mapping
from typing import Self

import attrs

from vedette.errors import EvidenceError
from vedette.evidence.preserve import submission_id
from vedette.model.evidence import Citation, Exhibit, Fault, Sha256
from vedette.model.facts import AnyFact, Issue
from vedette.model.handling import Handling
from vedette.model.submissions import CollectedSubmission, Manifest
from vedette.ports import Record

MOST_FAULTS = 100
"""Changed facts of one version that are named one by one."""


@attrs.frozen(kw_only=True)
class Reread:
    """A manifest read again from its preserved bytes, and what the other exhibits say, in order."""

    manifest: Manifest
    items: Iterable[AnyFact | Issue]


@attrs.define
class Markings:
    """The most restrictive marking met so far in each exhibit; at first that of the whole submission.

    ``paths`` are the submission's files by path: an issue names the file in which its row stands.
    """

    whole: Handling
    paths: Mapping[str, Sha256]
    _met: dict[Sha256, Handling] = attrs.field(factory=dict)

    @classmethod
    def of_exhibits(cls, whole: Handling, exhibits: Iterable[Exhibit]) -> Self:
        """Markings of these exhibits, of which nothing has been read."""
        return cls(whole, {one.path: one.digest for one in exhibits})

    def meet(self, item: AnyFact | Issue) -> None:
        """Take note of a fact or an issue: its exhibit holds the row, and is at least as restricted as it is."""
        if isinstance(item, Issue):
            exhibit, handling = self.paths[item.path], item.handling
        else:
            exhibit, handling = item.basis.citation.exhibit, item.basis.handling
        known = self._met.get(exhibit)
        if known is None or (handling is not known and handling != known):
            self._met[exhibit] = (known or self.whole).join(handling)

    def of(self, exhibit: Sha256) -> Handling:
        """The marking of an exhibit."""
        return self._met.get(exhibit, self.whole)


def check_submission(submission: CollectedSubmission, record: Record, again: Reread) -> list[Fault]:
    """What the recorded version says and its exhibits do not, or the other way round."""
    where = f"{submission.folder}, version {submission.version}"
    faults: list[Fault] = []
    listed = submission_id(submission.folder, ((one.path, one.digest) for one in submission.exhibits))
    if listed != submission.id:
        faults.append(_fault("the list of exhibits was changed", where, submission.id.value, listed.value))
    if again.manifest != submission.manifest:
        faults.append(
            _fault("the recorded manifest was changed", where, "what the exhibit says", "something else")
        )
    markings = Markings.of_exhibits(again.manifest.handling, submission.exhibits)
    issues: list[Issue] = []
    try:
        facts = _facts(again.items, markings, issues)
        faults.extend(itertools.islice(_compare(submission, record.facts(submission.id), facts), MOST_FAULTS))
        for _ in facts:
            pass  # the markings and issues of what comes after a cut are wanted too
        faults.extend(_compare_issues(where, record.issues(submission.id), issues))
    except EvidenceError as error:
        return [
            *faults,
            _fault("cannot be compared with its exhibits", where, "readable evidence", error.message),
        ]
    return faults + [fault for one in submission.exhibits for fault in _marking_faults(one, markings)]


def _facts(items: Iterable[AnyFact | Issue], markings: Markings, issues: list[Issue]) -> Iterator[AnyFact]:
    for item in items:
        markings.meet(item)
        if isinstance(item, Issue):
            issues.append(item)
        else:
            yield item


def _compare(
    submission: CollectedSubmission, recorded: Iterator[AnyFact], again: Iterator[AnyFact]
) -> Iterator[Fault]:
    """Walk both in step; where one has a row that the other lacks, say so and stop."""
    places = {
        one.digest: f"exhibit {one.digest} ({one.submission}/{one.path})" for one in submission.exhibits
    }
    for held, read in itertools.zip_longest(recorded, again):
        if held == read:
            continue
        shown = held if read is None else read
        where = f"{shown.kind} {shown.basis.key}, {_place(shown.basis.citation, places)}"
        if held is None or read is None or held.basis.citation != read.basis.citation:
            yield _fault("a recorded fact is missing or was added", where, _name(read), _name(held))
            return
        yield _fault("a recorded fact was changed", where, f"id {read.id}", f"id {held.id}")


def _compare_issues(where: str, recorded: Iterable[Issue], again: Iterable[Issue]) -> Iterator[Fault]:
    for held, read in itertools.zip_longest(recorded, again):
        if held != read:
            shown = read or held
            place = f"{where}, {shown.path} {shown.locator}" if shown else where
            yield _fault("a recorded issue was changed", place, _problem(read), _problem(held))
            return


def _marking_faults(exhibit: Exhibit, markings: Markings) -> Iterator[Fault]:
    expected = markings.of(exhibit.digest)
    if exhibit.handling != expected:
        where = f"exhibit {exhibit.digest} ({exhibit.submission}/{exhibit.path})"
        yield _fault(
            "the recorded marking of an exhibit was changed", where, expected.key, exhibit.handling.key
        )


def _place(citation: Citation, places: Mapping[Sha256, str]) -> str:
    return f"{places.get(citation.exhibit, f'exhibit {citation.exhibit}')} {citation.locator}"


def _name(fact: AnyFact | None) -> str:
    return "none" if fact is None else f"{fact.kind} {fact.basis.key} at {fact.basis.citation}"


def _problem(issue: Issue | None) -> str:
    return "none" if issue is None else issue.problem


def _fault(what: str, where: str, expected: str, found: str) -> Fault:
    return Fault(what=what, where=where, expected=expected, found=found)
