"""Integrity: whether every byte of an edition is as it was sealed, and nothing is missing or added."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import BinaryIO

import attrs

from vedette.errors import EvidenceError, VedetteError
from vedette.evidence.check import PRESERVED
from vedette.evidence.custody import compare_heads, heads, verify_chain
from vedette.model.editions import Seal, SealedFile
from vedette.model.evidence import CustodyEntry, Fault
from vedette.model.wire import canonical, from_plain
from vedette.ports import Folder
from vedette.release import seal as sealing

CUSTODY = "custody.jsonl"
_CHUNK = 1 << 20
_LONGEST_REASON = 500


LARGEST_SEAL = 64 << 20
"""Bytes: far above the seal of a large report. More is no seal, and would only fill the memory."""

MOST_VALUES = 4_000_000
"""Values of a seal, counted by their commas before it is read: a value of two bytes takes sixty in memory."""

LARGEST_LOG = 256 << 20
"""Bytes of a custody log: half a million entries, which take about a gigabyte in memory."""

LONGEST_ENTRY = 1 << 20
"""Bytes of one line of the custody log, a thousand times an ordinary entry."""

MOST_FAULTS = 1000
"""Faults of one kind that are told; the next says that there are more, which nobody reads."""


@attrs.frozen(kw_only=True)
class Integrity:
    """What the bytes of an edition show by themselves: its seal (none if it is broken), its custody log, faults."""

    seal: Seal | None
    entries: tuple[CustodyEntry, ...]
    faults: tuple[Fault, ...]


def check_edition(folder: Folder) -> Integrity:
    """Whether every byte of an edition is as it was sealed; a broken seal hides what else is wrong."""
    try:
        seal = sealing.read_seal(_read_seal(folder))
    except (EvidenceError, OSError) as error:
        fault = Fault(what="seal", where=sealing.NAME, expected="a sealed edition", found=told(error))
        return Integrity(seal=None, entries=(), faults=(fault,))
    faults = list(check_files(folder, seal))
    lacks_log = any(one.where == CUSTODY and one.what != "file changed" for one in faults)
    entries, unreadable = ((), ()) if lacks_log else read_custody(folder)
    return Integrity(
        seal=seal, entries=entries, faults=(*faults, *unreadable, *some(check_custody(entries, seal)))
    )


def _read_seal(folder: Folder) -> bytes:
    with folder.open(sealing.NAME) as stream:
        data = stream.read(LARGEST_SEAL + 1)
    if len(data) > LARGEST_SEAL:
        raise EvidenceError(
            f"{sealing.NAME} is larger than {LARGEST_SEAL:,} bytes",
            advice="get the edition from its publisher",
        )
    if data.count(b",") > MOST_VALUES:
        raise EvidenceError(
            f"{sealing.NAME} holds more than {MOST_VALUES:,} values",
            advice="get the edition from its publisher",
        )
    return data


def check_files(folder: Folder, seal: Seal) -> Iterator[Fault]:
    """Every sealed file has its digest and size; no file stands there that was not sealed.

    Of each of both kinds of fault the first `MOST_FAULTS` are told.
    """
    expected = {**seal.content.files, **seal.renderings}
    try:
        present = set(folder.names()) - {sealing.NAME}
    except (EvidenceError, OSError) as error:
        yield Fault(what="folder unreadable", where=".", expected="a folder of files", found=told(error))
        return
    yield from some(
        Fault(what="file added", where=printable(name), expected="no such file", found="a file")
        for name in sorted(present - set(expected))
    )
    yield from some(_sealed_files(folder, expected, present))


def some(faults: Iterable[Fault]) -> Iterator[Fault]:
    """The first `MOST_FAULTS`, and one that says that there are more."""
    for number, fault in enumerate(faults):
        if number == MOST_FAULTS:
            yield attrs.evolve(fault, where="and more", found=f"more than {MOST_FAULTS:,} of them")
            return
        yield fault


def _sealed_files(folder: Folder, expected: Mapping[str, SealedFile], present: set[str]) -> Iterator[Fault]:
    for name in sorted(expected):
        if name in present:
            yield from _check_file(folder, name, expected[name])
        else:
            lost = expected[name].digest.value
            yield Fault(what="file missing", where=printable(name), expected=lost, found="nothing")


def _check_file(folder: Folder, name: str, expected: SealedFile) -> Iterator[Fault]:
    """The fault of one file, if any; one that is larger than sealed is not read to its end."""
    digest, size, where = hashlib.sha256(), 0, printable(name)
    try:
        with folder.open(name) as stream:
            while size <= expected.size and (chunk := stream.read(_CHUNK)):
                digest.update(chunk)
                size += len(chunk)
    except (OSError, EvidenceError) as error:
        yield Fault(what="file unreadable", where=where, expected=expected.digest.value, found=told(error))
        return
    kind = "exhibit changed" if name.startswith("case/submissions/") else "file changed"
    sealed = f"{expected.digest.value} ({expected.size} bytes)"
    if size > expected.size:
        yield Fault(what=kind, where=where, expected=sealed, found=f"more than {expected.size} bytes")
    elif digest.hexdigest() != expected.digest.value or size != expected.size:
        yield Fault(what=kind, where=where, expected=sealed, found=f"{digest.hexdigest()} ({size} bytes)")


def printable(name: str) -> str:
    """A name that somebody else chose: what no terminal should be sent is written by its number."""
    return "".join(one if one.isprintable() else ascii(one)[1:-1] for one in name)


def told(error: Exception) -> str:
    """What an error says, in one line that any terminal can be sent."""
    said = error.message if isinstance(error, VedetteError) else str(error) or type(error).__name__
    return printable(" ".join(said.split()))[:_LONGEST_REASON]


def read_custody(folder: Folder) -> tuple[tuple[CustodyEntry, ...], tuple[Fault, ...]]:
    """The entries of the sealed custody log, and the lines that are no entries in canonical form.

    Reading ends, with a fault, at a line longer than `LONGEST_ENTRY`, after `LARGEST_LOG` bytes, and after
    `MOST_FAULTS` faults.
    """
    entries: list[CustodyEntry] = []
    faults: list[Fault] = []
    with folder.open(CUSTODY) as stream:
        for number, line in enumerate(_lines(stream), start=1):
            entry, fault = _entry(line, f"{CUSTODY} line {number}")
            entries += [entry] if entry else []
            faults += [fault] if fault else []
            if line is None or len(faults) > MOST_FAULTS:
                break
    return tuple(entries), tuple(some(faults))


def _lines(stream: BinaryIO) -> Iterator[bytes | None]:
    """Line by line; None for what is too much to be read on."""
    size = 0
    while line := stream.readline(LONGEST_ENTRY + 1):
        size += len(line)
        if len(line) > LONGEST_ENTRY or size > LARGEST_LOG:
            yield None
            return
        yield line


def _entry(line: bytes | None, where: str) -> tuple[CustodyEntry | None, Fault | None]:
    """The entry on a line and what is wrong with the line; either may be none."""
    unreadable = Fault(
        what="custody entry unreadable", where=where, expected="an entry", found="too much of it"
    )
    if line is None:
        return None, unreadable
    try:
        entry = from_plain(CustodyEntry, json.loads(line.decode("utf-8")))
        is_canonical = canonical(entry) + b"\n" == line
    except sealing.UNREADABLE as error:
        return None, attrs.evolve(unreadable, found=told(error))
    if is_canonical:
        return entry, None
    changed = "custody entry changed"
    return entry, Fault(what=changed, where=where, expected="canonical JSON", found="other bytes")


def check_custody(entries: Sequence[CustodyEntry], seal: Seal) -> Iterator[Fault]:
    """The chains hold, end in the sealed heads and nowhere later, and tell of every exhibit of the edition."""
    yield from verify_chain(entries)
    yield from compare_heads(entries, seal.custody)
    ends = {head.strand: head for head in heads(entries)}
    for strand in sorted(set(ends) - {head.strand for head in seal.custody}):
        yield Fault(
            what="custody strand added",
            where=f"{CUSTODY}, {strand}",
            expected="no such strand",
            found="entries",
        )
    for head in seal.custody:
        if head.strand in ends and ends[head.strand].number > head.number:
            found = f"entry {ends[head.strand].number}"
            where = f"{CUSTODY}, {head.strand}"
            yield Fault(
                what="custody entry added",
                where=where,
                expected=f"entry {head.number} is the last",
                found=found,
            )
    preserved = {entry.subject for entry in entries if entry.action == PRESERVED}
    for name, file in seal.content.files.items():
        if name.startswith("case/submissions/") and file.digest.value not in preserved:
            yield Fault(
                what="exhibit without custody",
                where=printable(name),
                expected=file.digest.value,
                found="no entry",
            )
