"""The rule of the custody chain: how one entry is hashed onto the one before."""

from __future__ import annotations

import attrs

from vedette.model.evidence import CustodyEntry, Sha256
from vedette.model.moments import Instant
from vedette.model.wire import digest_of, to_plain


def entry_digest(entry: CustodyEntry) -> Sha256:
    """The SHA-256 of the RFC 8785 JSON of every field but ``digest``; ``previous`` is one of them."""
    fields = to_plain(entry)
    del fields["digest"]
    return digest_of(fields)


def next_entry(
    before: CustodyEntry | None,
    *,
    strand: str,
    at: Instant,
    actor: str,
    action: str,
    subject: str,
    detail: str,
) -> CustodyEntry:
    """The entry that follows ``before`` in a strand; the first (no entry before) has number 1."""
    unsealed = CustodyEntry(
        strand=strand,
        number=before.number + 1 if before else 1,
        at=at,
        actor=actor,
        action=action,
        subject=subject,
        detail=detail,
        previous=before.digest if before else None,
        digest=_UNSEALED,
    )
    return attrs.evolve(unsealed, digest=entry_digest(unsealed))


_UNSEALED = Sha256("0" * 64)
