"""Integrity: whether every byte of an edition is as it was sealed, and nothing is missing or added."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Sequence

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


LARGEST_SEAL = 256 << 20
"""Bytes: a hundred times the seal of a large report. More is no seal, and would only fill the memory."""


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
    return Integrity(seal=seal, entries=entries, faults=(*faults, *unreadable, *check_custody(entries, seal)))


def _read_seal(folder: Folder) -> bytes:
    with folder.open(sealing.NAME) as stream:
        data = stream.read(LARGEST_SEAL + 1)
    if len(data) > LARGEST_SEAL:
        raise EvidenceError(
            f"{sealing.NAME} is larger than {LARGEST_SEAL:,} bytes",
            advice="get the edition from its publisher",
        )
    return data


def check_files(folder: Folder, seal: Seal) -> Iterator[Fault]:
    """Every sealed file has its digest and size; no file stands there that was not sealed."""
    expected = {**seal.content.files, **seal.renderings}
    present = set(folder.names()) - {sealing.NAME}
    for name in sorted(present - set(expected)):
        yield Fault(what="file added", where=printable(name), expected="no such file", found="a file")
    for name in sorted(expected):
        if name not in present:
            yield Fault(
                what="file missing", where=name, expected=expected[name].digest.value, found="nothing"
            )
        else:
            yield from _check_file(folder, name, expected[name])


def _check_file(folder: Folder, name: str, expected: SealedFile) -> Iterator[Fault]:
    digest, size = hashlib.sha256(), 0
    try:
        with folder.open(name) as stream:
            while chunk := stream.read(_CHUNK):
                digest.update(chunk)
                size += len(chunk)
    except (OSError, EvidenceError) as error:
        yield Fault(what="file unreadable", where=name, expected=expected.digest.value, found=told(error))
        return
    if digest.hexdigest() != expected.digest.value or size != expected.size:
        kind = "exhibit changed" if name.startswith("case/submissions/") else "file changed"
        found = f"{digest.hexdigest()} ({size} bytes)"
        yield Fault(
            what=kind, where=name, expected=f"{expected.digest.value} ({expected.size} bytes)", found=found
        )


def printable(name: str) -> str:
    """A name that somebody else chose: what no terminal should be sent is written by its number."""
    return "".join(one if one.isprintable() else ascii(one)[1:-1] for one in name)


def told(error: Exception) -> str:
    """What an error says, in one line that any terminal can be sent."""
    said = error.message if isinstance(error, VedetteError) else str(error) or type(error).__name__
    return printable(" ".join(said.split()))[:_LONGEST_REASON]


def read_custody(folder: Folder) -> tuple[tuple[CustodyEntry, ...], tuple[Fault, ...]]:
    """The entries of the sealed custody log, and the lines that are no entries in canonical form."""
    entries: list[CustodyEntry] = []
    faults: list[Fault] = []
    with folder.open(CUSTODY) as stream:
        for number, line in enumerate(stream, start=1):
            where = f"{CUSTODY} line {number}"
            try:
                entry = from_plain(CustodyEntry, json.loads(line.decode("utf-8")))
                is_canonical = canonical(entry) + b"\n" == line
            except (ValueError, TypeError, RecursionError, VedetteError) as error:
                reason = told(error)
                faults.append(
                    Fault(what="custody entry unreadable", where=where, expected="an entry", found=reason)
                )
                continue
            if not is_canonical:
                faults.append(
                    Fault(
                        what="custody entry changed",
                        where=where,
                        expected="canonical JSON",
                        found="other bytes",
                    )
                )
            entries.append(entry)
    return tuple(entries), tuple(faults)


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
                what="exhibit without custody", where=name, expected=file.digest.value, found="no entry"
            )
