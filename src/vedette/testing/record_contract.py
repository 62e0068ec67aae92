"""What every `Record` backend promises, as tests: inherit from the class and give a fixture ``record``."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from vedette.errors import EvidenceError
from vedette.evidence.custody import verify_chain
from vedette.model.evidence import CustodyEntry
from vedette.model.facts import AnyFact, Issue
from vedette.model.handling import Handling, Tlp
from vedette.model.submissions import Withdrawal
from vedette.ports import Record, RecordWriter
from vedette.testing.clocks import EPOCH
from vedette.testing.samples import sample_claim, sample_issue, sample_submission
from vedette.testing.strategies import FACTS, HANDLINGS, ISSUES

SHARED = settings(
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.differing_executors],
    max_examples=30,
)
"""Examples may share one backend: each adds a submission of its own."""


def enter(writer: RecordWriter, *, strand: str = "TLP:CLEAR|*|", subject: str = "a thing") -> CustodyEntry:
    """Log one entry."""
    return writer.log(strand, at=EPOCH, actor="A. Tester", action="touched", subject=subject, detail="")


class RecordContract:
    """The suite; ``record`` is a backend that holds nothing yet."""

    def test_a_new_record_holds_nothing(self, record: Record) -> None:
        """And a submission that it does not know says nothing."""
        unknown = sample_submission().id
        assert [*record.submissions(), *record.exhibits(), *record.custody()] == []
        assert [*record.facts(unknown), *record.issues(unknown)] == []

    def test_a_submission_comes_back_as_it_was_added(self, record: Record) -> None:
        """With manifest, exhibits, facts and issues."""
        handling = Handling(
            tlp=Tlp.AMBER, releasable_to=frozenset({"KR", "US"}), originators=frozenset({"JP"})
        )
        submission = sample_submission(handling=handling)
        facts = [sample_claim(submission, row=row) for row in (1, 2)]
        with record.writing() as writer:
            writer.add_submission(submission, facts, [sample_issue(row=3)])
        assert record.submissions() == [submission]
        assert list(record.exhibits()) == list(submission.exhibits)
        assert list(record.facts(submission.id)) == facts
        assert list(record.issues(submission.id)) == [sample_issue(row=3)]

    @given(
        facts=st.lists(FACTS, max_size=6),
        issues=st.lists(ISSUES, max_size=3),
        handling=HANDLINGS,
        data=st.data(),
    )
    @SHARED
    def test_any_facts_and_issues_come_back_equal_and_in_order(
        self,
        record: Record,
        facts: list[AnyFact],
        issues: list[Issue],
        handling: Handling,
        data: st.DataObject,
    ) -> None:
        """Whatever their kinds, texts and markings, and however they were cut into batches."""
        before = record.submissions()
        submission = sample_submission(folder=f"folder {len(before)}", handling=handling)
        cut = data.draw(st.integers(0, len(facts)))
        with record.writing() as writer:
            writer.add_facts(submission.id, facts[:cut])
            writer.add_issues(submission.id, issues)
            writer.add_facts(submission.id, facts[cut:])
            writer.add_submission(submission)
        assert list(record.facts(submission.id)) == facts
        assert list(record.issues(submission.id)) == issues
        assert submission in record.submissions()

    def test_more_facts_than_a_batch_come_back_in_order(self, record: Record) -> None:
        """The order is that of arrival, not that of keys or kinds."""
        submission = sample_submission()
        with record.writing() as writer:
            writer.add_submission(
                submission, (sample_claim(submission, row=row) for row in range(2500, 0, -1))
            )
        keys = [fact.basis.key for fact in record.facts(submission.id)]
        assert keys == [f"R-{row}" for row in range(2500, 0, -1)]

    def test_a_write_that_raises_leaves_nothing(self, record: Record) -> None:
        """Neither facts nor entries: all of a transaction lands, or nothing."""
        submission = sample_submission()

        def interrupted() -> None:
            with record.writing() as writer:
                writer.add_submission(submission, [sample_claim(submission)], [sample_issue()])
                enter(writer)
                raise ConnectionError

        with pytest.raises(ConnectionError):
            interrupted()
        assert [*record.submissions(), *record.custody(), *record.facts(submission.id)] == []

    def test_facts_of_a_submission_that_is_never_added_do_not_land(self, record: Record) -> None:
        """A fact without its exhibit would be a claim without evidence."""
        submission = sample_submission()
        with pytest.raises(EvidenceError), record.writing() as writer:
            writer.add_facts(submission.id, [sample_claim(submission)])
        assert list(record.facts(submission.id)) == []

    def test_a_write_is_seen_from_outside_only_when_it_has_ended(self, record: Record) -> None:
        """And from inside at once."""
        submission = sample_submission()
        with record.writing() as writer:
            writer.add_submission(submission, [sample_claim(submission)])
            assert record.submissions() == []
            assert writer.latest("counts") == submission
        assert record.submissions() == [submission]

    def test_the_last_version_of_each_folder_is_the_submission(self, record: Record) -> None:
        """Earlier ones stay on record."""
        versions = [sample_submission(b"%d" % number, version=number) for number in (1, 2)]
        other = sample_submission(folder="another")
        for one in (*versions, other):
            with record.writing() as writer:
                writer.add_submission(one, [sample_claim(one)])
        assert record.submissions() == [other, versions[1]]
        assert record.submissions(every_version=True) == [other, *versions]
        assert len(list(record.facts(versions[0].id))) == 1

    def test_a_return_to_an_earlier_content_is_a_version_that_shares_its_facts(self, record: Record) -> None:
        """The content is identified by its digest, and was read before."""
        first, second = sample_submission(b"one"), sample_submission(b"two", version=2)
        third = sample_submission(b"one", version=3)
        for one in (first, second):
            with record.writing() as writer:
                writer.add_submission(one, [sample_claim(one)])
        with record.writing() as writer:
            assert writer.recorded(third.id) == first
            assert writer.recorded(sample_submission(b"three").id) is None
            writer.add_submission(third)
        assert record.submissions() == [third]
        assert list(record.facts(third.id)) == [sample_claim(first)]

    def test_a_version_number_is_used_once(self, record: Record) -> None:
        """What was recorded is never replaced."""
        for content in (b"one", b"two"):
            try:
                with record.writing() as writer:
                    writer.add_submission(sample_submission(content))
            except EvidenceError:
                assert content == b"two"
        assert record.submissions(every_version=True) == [sample_submission(b"one")]

    def test_custody_goes_on_from_one_write_to_the_next(self, record: Record) -> None:
        """Numbers from 1, each entry linked to the one before."""
        logged: list[CustodyEntry] = []
        for subject in ("one", "two", "three"):
            with record.writing() as writer:
                logged.append(enter(writer, subject=subject))
        assert record.custody() == logged
        assert [one.number for one in logged] == [1, 2, 3]
        assert verify_chain(logged) == []

    def test_what_happens_in_one_strand_leaves_no_trace_in_another(self, record: Record) -> None:
        """The chain of a marking is the same with and without the others."""

        def chain(strands: Sequence[str]) -> list[CustodyEntry]:
            with record.writing() as writer:
                return [enter(writer, strand=strand) for strand in strands]

        logged = chain(["TLP:RED|KR|", "TLP:CLEAR|*|", "TLP:RED|KR|", "TLP:CLEAR|*|"])
        assert [(one.strand, one.number) for one in record.custody()] == [
            ("TLP:CLEAR|*|", 1),
            ("TLP:CLEAR|*|", 2),
            ("TLP:RED|KR|", 1),
            ("TLP:RED|KR|", 2),
        ]
        assert logged[1].previous is None
        assert logged[3].previous == logged[1].digest

    def test_a_withdrawn_submission_counts_no_more_and_stays_on_record(self, record: Record) -> None:
        """Its versions, facts and exhibits are there; only the list of what counts lacks it."""
        first, second = sample_submission(b"one"), sample_submission(b"two", version=2)
        with record.writing() as writer:
            writer.add_submission(first, [sample_claim(first)])
            writer.add_submission(second)
        withdrawal = Withdrawal(
            folder=second.folder, version=2, at=EPOCH, by="A. Tester", reason="handed in twice"
        )
        with record.writing() as writer:
            assert writer.withdrawn(second.folder) is None
            writer.withdraw(withdrawal)
            assert writer.withdrawn(second.folder) == withdrawal
        assert record.submissions() == []
        assert record.submissions(every_version=True) == [first, second]
        assert list(record.withdrawals()) == [withdrawal]
        assert list(record.facts(first.id)) == [sample_claim(first)]
        assert {one.digest for one in first.exhibits} <= {one.digest for one in record.exhibits()}

    def test_a_version_after_the_withdrawn_one_counts(self, record: Record) -> None:
        """Also when its content is that of the withdrawn one."""
        first, again = sample_submission(b"one"), sample_submission(b"one", version=2)
        withdrawal = Withdrawal(folder=first.folder, version=1, at=EPOCH, by="A. Tester", reason="a mistake")
        with record.writing() as writer:
            writer.add_submission(first)
            writer.withdraw(withdrawal)
        with record.writing() as writer:
            writer.add_submission(again)
            assert writer.withdrawn(first.folder) is None
        assert record.submissions() == [again]
        assert list(record.withdrawals()) == [withdrawal]

    def test_a_version_that_is_not_on_record_or_was_withdrawn_is_not_withdrawn(self, record: Record) -> None:
        """Once is enough."""
        first = sample_submission(b"one")
        unknown = Withdrawal(folder="unknown", version=1, at=EPOCH, by="A. Tester", reason="a mistake")
        with record.writing() as writer:
            writer.add_submission(first)
        with pytest.raises(EvidenceError), record.writing() as writer:
            writer.withdraw(unknown)
        once = Withdrawal(folder=first.folder, version=1, at=EPOCH, by="A. Tester", reason="a mistake")
        with record.writing() as writer:
            writer.withdraw(once)
        with pytest.raises(EvidenceError), record.writing() as writer:
            writer.withdraw(once)
        assert list(record.withdrawals()) == [once]

    def test_a_record_belongs_to_the_case_named_last(self, record: Record) -> None:
        """To none before the first."""
        assert record.belongs_to() is None
        for symbol in ("CASE/1", "CASE/2"):
            with record.writing() as writer:
                writer.belong(symbol, at=EPOCH, by="A. Tester")
            assert record.belongs_to() == symbol

    def test_reading_goes_on_while_somebody_writes(self, record: Record) -> None:
        """A reader that began before sees what was there when it began."""
        first = sample_submission(b"one")
        with record.writing() as writer:
            writer.add_submission(first, [sample_claim(first, row=row) for row in range(1, 2000)])
        reading = record.facts(first.id)
        next(reading)
        second = sample_submission(b"two", version=2)
        with record.writing() as writer:
            writer.add_submission(second, [sample_claim(second)])
        assert len(list(reading)) == 1998
