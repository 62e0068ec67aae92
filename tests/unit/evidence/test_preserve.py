from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from vedette.backends.memory import MemoryBlobs, MemoryRecord
from vedette.evidence.preserve import set_aside_unnamed, submission_id, unnamed_blobs
from vedette.model.evidence import Sha256
from vedette.testing.samples import sample_submission
from vedette.testing.strategies import DIGESTS, NAMES

CONTENTS = st.lists(st.tuples(NAMES, DIGESTS), max_size=5, unique_by=lambda one: one[0])


@given(CONTENTS, st.randoms())
def test_the_order_of_files_does_not_change_the_version(
    contents: list[tuple[str, Sha256]], dice: object
) -> None:
    shuffled = list(reversed(contents))
    assert submission_id("counts", shuffled) == submission_id("counts", contents)


@given(CONTENTS, CONTENTS)
def test_versions_are_the_same_exactly_when_their_files_are(
    one: list[tuple[str, Sha256]], other: list[tuple[str, Sha256]]
) -> None:
    assert (submission_id("counts", one) == submission_id("counts", other)) == (sorted(one) == sorted(other))


def test_the_same_files_in_two_folders_are_two_submissions() -> None:
    contents = [("claims.csv", Sha256.of(b"a table"))]
    assert submission_id("one", contents) != submission_id("two", contents)


def test_blobs_that_an_exhibit_names_stay_and_others_are_set_aside_and_kept() -> None:
    record, blobs = MemoryRecord(), MemoryBlobs()
    submission = sample_submission(b"a table")
    with record.writing() as writer:
        writer.add_submission(submission)
    for content in (b"a manifest", b"a table", b"left behind"):
        blobs.put([content])
    assert unnamed_blobs(record, blobs) == (Sha256.of(b"left behind"),)
    assert set_aside_unnamed(record, blobs) == (Sha256.of(b"left behind"),)
    assert set(blobs.digests()) == {one.digest for one in submission.exhibits}
    assert list(blobs.aside()) == [Sha256.of(b"left behind")]
    assert set_aside_unnamed(record, blobs) == ()
