"""What every `Blobs` backend promises, as tests: inherit from the class and give a fixture ``blobs``."""

from __future__ import annotations

import hashlib
import threading
from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from vedette.errors import EvidenceError
from vedette.model.evidence import Sha256
from vedette.ports import Blobs

SHARED = settings(
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.differing_executors],
    max_examples=50,
)
"""Examples may share one backend: what one of them puts is no matter to the next."""


class BlobsContract:
    """The suite; ``blobs`` is a backend that holds nothing yet."""

    def test_new_blobs_hold_nothing(self, blobs: Blobs) -> None:
        """No digest, no stray, no leftover."""
        assert (list(blobs.digests()), list(blobs.strays()), blobs.clear_leftovers()) == ([], [], 0)

    @given(chunks=st.lists(st.binary(max_size=100), max_size=5))
    @SHARED
    def test_what_is_put_comes_back_under_the_digest_of_its_whole_bytes(
        self, blobs: Blobs, chunks: list[bytes]
    ) -> None:
        """However the bytes were cut into chunks."""
        digest, size = blobs.put(chunks)
        whole = b"".join(chunks)
        with blobs.open(digest) as stream:
            assert stream.read() == whole
        assert (digest.value, size) == (hashlib.sha256(whole).hexdigest(), len(whole))
        assert blobs.holds(digest)

    def test_putting_the_same_bytes_again_keeps_one_copy(self, blobs: Blobs) -> None:
        """Putting is idempotent."""
        assert blobs.put([b"manifest", b"o"]) == blobs.put([b"manifesto"])
        assert list(blobs.digests()) == [Sha256.of(b"manifesto")]

    def test_digests_come_in_order(self, blobs: Blobs) -> None:
        """Whatever the order of putting."""
        put = {blobs.put([b"%d" % number])[0] for number in range(50)}
        assert list(blobs.digests()) == sorted(put)

    def test_bytes_that_are_not_held_are_refused_by_digest(self, blobs: Blobs) -> None:
        """An unknown digest is an error of evidence, not of the file system."""
        unknown = Sha256.of(b"never put")
        assert not blobs.holds(unknown)
        with pytest.raises(EvidenceError, match=unknown.value):
            blobs.open(unknown)

    def test_a_source_that_fails_halfway_leaves_nothing(self, blobs: Blobs) -> None:
        """Half a file is no blob."""

        def broken() -> Iterator[bytes]:
            yield b"the first half"
            raise ConnectionError

        with pytest.raises(ConnectionError):
            blobs.put(broken())
        assert list(blobs.digests()) == []
        assert list(blobs.strays()) == []

    def test_bytes_set_aside_are_held_no_more_and_setting_aside_again_does_nothing(
        self, blobs: Blobs
    ) -> None:
        """They are listed apart, and are no stray."""
        digest, _ = blobs.put([b"left behind"])
        blobs.set_aside(digest)
        blobs.set_aside(digest)
        assert not blobs.holds(digest)
        assert list(blobs.aside()) == [digest]
        assert [*blobs.digests(), *blobs.strays()] == []

    def test_bytes_that_were_set_aside_are_adopted_when_they_come_again(self, blobs: Blobs) -> None:
        """One copy is held, and none is aside any more."""
        digest, _ = blobs.put([b"left behind"])
        blobs.set_aside(digest)
        assert blobs.put([b"left ", b"behind"]) == (digest, 11)
        with blobs.open(digest) as stream:
            assert stream.read() == b"left behind"
        assert list(blobs.aside()) == []

    def test_bytes_set_aside_twice_are_kept_once(self, blobs: Blobs) -> None:
        """Each time a refused submission comes, its bytes go the same way."""
        digest, _ = blobs.put([b"refused"])
        blobs.set_aside(digest)
        assert blobs.put([b"refused"])[0] == digest
        blobs.set_aside(digest)
        assert list(blobs.aside()) == [digest]

    def test_eight_threads_may_put_the_same_bytes_at_once(self, blobs: Blobs) -> None:
        """All of them get the digest, and one whole copy is held."""
        found: list[tuple[Sha256, int]] = []
        chunks = [bytes([number]) * 1000 for number in range(100)]
        threads = [threading.Thread(target=lambda: found.append(blobs.put(chunks))) for _ in range(8)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert found == [(Sha256.of(b"".join(chunks)), 100_000)] * 8
        assert len(list(blobs.digests())) == 1
