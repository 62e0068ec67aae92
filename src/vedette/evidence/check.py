"""Checking: the preserved bytes against the record, and the custody chains.

Every function returns the faults that it finds; an empty list means that all holds.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence

from vedette.errors import EvidenceError
from vedette.evidence.custody import compare_heads, verify_chain
from vedette.evidence.preserve import unnamed_blobs
from vedette.model.evidence import CustodyEntry, CustodyHead, Exhibit, Fault, Sha256
from vedette.model.submissions import CollectedSubmission, Withdrawal
from vedette.ports import Blobs, Record

PRESERVED = "preserved"
"""The custody action for bytes that were kept; its subject is the exhibit's digest."""
COLLECTED = "collected"
"""The custody action for a version that landed; its subject is the submission's id."""
WITHDRAWN = "withdrawn"
"""The custody action for a submission that counts no more; its subject is the id of its last version."""

_ACTIONS = frozenset({PRESERVED, COLLECTED, WITHDRAWN})

CHUNK = 1 << 20


def check_blobs(record: Record, blobs: Blobs) -> list[Fault]:
    """Exhibits whose bytes are changed or missing, and whatever is held under a name that is not its digest.

    Bytes that no exhibit names are no fault as long as they are what their name says: a run that is going on puts
    them before its rows, and one that was stopped leaves them.
    """
    faults: list[Fault] = []
    checked: dict[Sha256, tuple[str, int] | None] = {}
    for exhibit in record.exhibits():
        if exhibit.digest not in checked:
            checked[exhibit.digest] = _hash_held(exhibit.digest, blobs)
        faults.extend(_exhibit_faults(exhibit, checked[exhibit.digest]))
    faults.extend(
        _fault(
            "bytes are held under a name that is not their digest", f"blob {digest}", digest.value, held[0]
        )
        for digest in unnamed_blobs(record, blobs)
        if (held := _hash_held(digest, blobs)) and held[0] != digest.value
    )
    faults.extend(
        _fault("a file lies among the blobs and is none", f"blobs/{name}", "nothing", "a file")
        for name in blobs.strays()
    )
    return list(dict.fromkeys(faults))


def check_custody(record: Record, sealed: Iterable[CustodyHead] = ()) -> list[Fault]:
    """Chains that do not hold, sealed heads that are gone, and versions or exhibits without their entry.

    ``sealed`` are the heads of an edition or of a note kept elsewhere: only they show a log that was rewritten
    or cut with care.
    """
    try:
        versions, withdrawals, entries = _settled(record)
    except EvidenceError as error:
        return [_fault("the custody log cannot be read", "custody", "entries", error.message)]
    faults = verify_chain(entries) + compare_heads(entries, sealed)
    logged = {(one.action, one.subject): one for one in entries if one.action in _ACTIONS}
    recorded = _subjects(versions, withdrawals)
    faults.extend(
        _fault(
            f"the custody log does not say that this was {action}", where, f"an entry for {subject}", "none"
        )
        for (action, subject), where in recorded.items()
        if (action, subject) not in logged
    )
    faults.extend(
        _fault(
            f"the record does not hold what was {entry.action}",
            f"custody {entry.strand}, entry {entry.number}",
            f"a row for {entry.subject}",
            "none",
        )
        for key, entry in logged.items()
        if key not in recorded
    )
    return faults


def _settled(
    record: Record,
) -> tuple[Sequence[CollectedSubmission], Sequence[Withdrawal], Sequence[CustodyEntry]]:
    """Versions, withdrawals and custody entries of one moment, also while somebody collects.

    Each is read by itself: what is the same before and after the log was read was so while it was read.
    """
    while True:
        versions, withdrawals = record.submissions(every_version=True), record.withdrawals()
        entries = record.custody()
        if (record.submissions(every_version=True), record.withdrawals()) == (versions, withdrawals):
            return versions, withdrawals, entries


def _subjects(
    versions: Sequence[CollectedSubmission], withdrawals: Sequence[Withdrawal]
) -> dict[tuple[str, str], str]:
    """What the custody log must mention: (action, subject) with where it stands in the record."""
    found: dict[tuple[str, str], str] = {}
    contents = {(one.folder, one.version): one.id.value for one in versions}
    for gone in withdrawals:
        where = f"the withdrawal of {gone.folder}, version {gone.version}"
        found[WITHDRAWN, contents.get((gone.folder, gone.version), "unknown")] = where
    for one in versions:
        found[COLLECTED, one.id.value] = f"{one.folder}, version {one.version}"
        for exhibit in one.exhibits:
            found.setdefault((PRESERVED, exhibit.digest.value), f"{one.folder}/{exhibit.path}")
    return found


def _hash_held(digest: Sha256, blobs: Blobs) -> tuple[str, int] | None:
    """The digest and size of what is held under a digest; none if nothing is."""
    if not blobs.holds(digest):
        return None
    found, size = hashlib.sha256(), 0
    with blobs.open(digest) as stream:
        while chunk := stream.read(CHUNK):
            found.update(chunk)
            size += len(chunk)
    return found.hexdigest(), size


def _exhibit_faults(exhibit: Exhibit, held: tuple[str, int] | None) -> Iterator[Fault]:
    where = f"exhibit {exhibit.digest} ({exhibit.submission}/{exhibit.path})"
    if held is None:
        yield _fault("the bytes of an exhibit are missing", where, f"{exhibit.size} bytes", "none")
        return
    digest, size = held
    if digest != exhibit.digest.value:
        yield _fault("the bytes of an exhibit were changed", where, exhibit.digest.value, digest)
    elif size != exhibit.size:
        yield _fault(
            "the recorded size of an exhibit was changed", where, f"{size} bytes", f"{exhibit.size} bytes"
        )


def _fault(what: str, where: str, expected: str, found: str) -> Fault:
    return Fault(what=what, where=where, expected=expected, found=found)
