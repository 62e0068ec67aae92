"""Preserving: what identifies a version of a submission, and what becomes of bytes that no exhibit names."""

from __future__ import annotations

from collections.abc import Iterable

from vedette.model.evidence import Sha256
from vedette.model.wire import digest_of
from vedette.ports import Blobs, Record


def submission_id(folder: str, contents: Iterable[tuple[str, Sha256]]) -> Sha256:
    """The identity of a version: the digest of the folder's name and of (path, digest) of every exhibit.

    The manifest is one of them. The order of the files does not count.
    """
    listed = sorted((path, digest.value) for path, digest in contents)
    return digest_of({"folder": folder, "exhibits": [list(one) for one in listed]})


def unnamed_blobs(record: Record, blobs: Blobs) -> tuple[Sha256, ...]:
    """Digests held that no exhibit names: left by a run that failed or was killed, or added by hand."""
    named = {exhibit.digest for exhibit in record.exhibits()}
    return tuple(digest for digest in blobs.digests() if digest not in named)


def set_aside_unnamed(record: Record, blobs: Blobs) -> tuple[Sha256, ...]:
    """Move the bytes that no exhibit names aside, and say which they were; nothing that was preserved is removed.

    Blobs are put under the record's write lock and nowhere else: whoever holds it knows that an unnamed blob
    belongs to no run that is still going on. It may come from a run that was killed, from a submission that was
    refused, or from a record that was put back to an earlier state: only a person can tell.
    """
    if not unnamed_blobs(record, blobs):
        return ()
    with record.writing():
        unnamed = unnamed_blobs(record, blobs)
        for digest in unnamed:
            blobs.set_aside(digest)
    return unnamed
