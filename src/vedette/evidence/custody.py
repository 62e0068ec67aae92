"""Custody: one hash chain per marking, and what shows that somebody rewrote or cut it.

A strand is named by `Handling.key`. What happens to restricted evidence is logged in its own strand, so that
the strand which a public edition seals is the same with and without it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from vedette.model.custody import entry_digest
from vedette.model.evidence import CustodyEntry, CustodyHead, Fault
from vedette.model.handling import Audience, Handling, Tlp

NO_DIGEST = "none"


def strands(entries: Iterable[CustodyEntry]) -> Mapping[str, Sequence[CustodyEntry]]:
    """The entries by strand, in order of strand and number."""
    found: dict[str, list[CustodyEntry]] = defaultdict(list)
    for entry in sorted(entries, key=lambda one: (one.strand, one.number)):
        found[entry.strand].append(entry)
    return found


def heads(entries: Iterable[CustodyEntry]) -> tuple[CustodyHead, ...]:
    """The last entry of every strand, in order of strand."""
    return tuple(
        CustodyHead(strand=strand, number=chain[-1].number, digest=chain[-1].digest)
        for strand, chain in strands(entries).items()
    )


def heads_for(entries: Iterable[CustodyEntry], audience: Audience) -> tuple[CustodyHead, ...]:
    """The heads of the strands that an audience may see: what its edition seals."""
    return tuple(head for head in heads(entries) if handling_of(head.strand).allows(audience))


def handling_of(strand: str) -> Handling:
    """The marking that a strand is named after; the inverse of `Handling.key`."""
    level, parties, originators = strand.split("|", 2)
    return Handling(
        tlp=Tlp.parse(level),
        releasable_to=None if parties == "*" else _codes(parties),
        originators=_codes(originators),
    )


def verify_chain(entries: Iterable[CustodyEntry]) -> list[Fault]:
    """What does not hold within the chains: numbers from 1 without a hole, links, digests; by entry."""
    faults: list[Fault] = []
    for chain in strands(entries).values():
        before: CustodyEntry | None = None
        for number, entry in enumerate(chain, start=1):
            faults.extend(_entry_faults(entry, before, number))
            before = entry
    return faults


def compare_heads(entries: Iterable[CustodyEntry], sealed: Iterable[CustodyHead]) -> list[Fault]:
    """What an edition sealed and the log no longer holds: it was cut, or rewritten with fresh digests."""
    held = {(one.strand, one.number): one for one in entries}
    faults: list[Fault] = []
    for head in sealed:
        entry = held.get((head.strand, head.number))
        where = f"custody {head.strand}, entry {head.number}"
        if entry is None:
            faults.append(
                _fault("sealed custody entry is missing", where, head.digest.value, "no such entry")
            )
        elif entry.digest != head.digest:
            faults.append(
                _fault(
                    "custody log differs from the sealed one", where, head.digest.value, entry.digest.value
                )
            )
    return faults


def _entry_faults(entry: CustodyEntry, before: CustodyEntry | None, number: int) -> list[Fault]:
    where = f"custody {entry.strand}, entry {entry.number}"
    faults: list[Fault] = []
    expected_number = before.number + 1 if before else number
    if entry.number != expected_number:
        faults.append(
            _fault("custody entry is missing", where, f"entry {expected_number}", f"entry {entry.number}")
        )
    link = before.digest.value if before else NO_DIGEST
    previous = entry.previous.value if entry.previous else NO_DIGEST
    if previous != link:
        faults.append(_fault("custody entry is not linked to the one before", where, link, previous))
    digest = entry_digest(entry)
    if entry.digest != digest:
        faults.append(_fault("custody entry was changed", where, digest.value, entry.digest.value))
    return faults


def _fault(what: str, where: str, expected: str, found: str) -> Fault:
    return Fault(what=what, where=where, expected=expected, found=found)


def _codes(text: str) -> frozenset[str]:
    return frozenset(text.split(",")) if text else frozenset()
