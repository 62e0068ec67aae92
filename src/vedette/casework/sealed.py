"""Editions sealed earlier, and the ends of the custody log kept at each build: what shows that the log was rewritten.

An edition seals the strands that its audience may see. So that a restricted strand is watched also where nobody
built for those who may see it, each build keeps the ends of all strands beside the record, and never in an edition.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path

import attrs

from vedette.backends.embedded import HEADS, keep_heads
from vedette.errors import CaseError, EvidenceError, VedetteError
from vedette.evidence.custody import compare_heads, heads
from vedette.model.editions import Seal
from vedette.model.evidence import CustodyEntry, CustodyHead, Fault
from vedette.model.wire import canonical, from_plain
from vedette.release.seal import NAME, read_seal


@attrs.frozen(kw_only=True)
class SealedEdition:
    """The folder of an edition with its seal; ``error`` says why that does not read."""

    folder: Path
    seal: Seal | None = None
    error: VedetteError | None = None


def sealed_editions(place: Path) -> list[SealedEdition]:
    """Every folder below ``place`` that holds a seal, in order of name; also one that a killed run left aside.

    What a build is just writing, in a folder whose name begins with a point, is no edition yet.
    """
    standing = [path.parent for path in place.glob(f"*/{NAME}") if not path.parent.name.startswith(".")]
    aside = [path.parent for path in place.glob(f".*/old/{NAME}")]
    return [sealed_edition(folder) for folder in sorted(standing + aside)]


def sealed_edition(folder: Path) -> SealedEdition:
    """The edition in a folder that holds a seal."""
    try:
        return SealedEdition(folder=folder, seal=read_seal((folder / NAME).read_bytes()))
    except VedetteError as error:
        return SealedEdition(folder=folder, error=error)
    except OSError as error:
        told = EvidenceError(f"{NAME} cannot be read: {error.strerror}", advice="see who may read it")
        return SealedEdition(folder=folder, error=told)


def seal_faults(editions: Iterable[SealedEdition]) -> list[Fault]:
    """Seals that do not read."""
    return [
        Fault(what="an edition's seal", where=one.folder.name, expected="as sealed", found=one.error.message)
        for one in editions
        if one.error is not None
    ]


def lost_custody(entries: Iterable[CustodyEntry], editions: Iterable[SealedEdition]) -> list[Fault]:
    """What the editions have sealed and the log no longer holds, by edition."""
    held = list(entries)
    return [
        attrs.evolve(fault, where=f"{fault.where}, sealed by {one.folder.name}")
        for one in editions
        if one.seal is not None
        for fault in compare_heads(held, one.seal.custody)
    ]


@attrs.frozen(kw_only=True)
class KeptHeads:
    """The ends of all strands as of the last build; ``error`` says why they do not read."""

    heads: tuple[CustodyHead, ...] = ()
    error: VedetteError | None = None


def kept_heads(kept: Path) -> KeptHeads:
    """What the last build kept of the custody log; nothing before the first."""
    try:
        told = json.loads((kept / HEADS).read_bytes())
        return KeptHeads(heads=from_plain(tuple[CustodyHead, ...], told))
    except FileNotFoundError:
        return KeptHeads()
    except (OSError, ValueError, RecursionError, VedetteError) as error:
        advice = f"restore {HEADS} from a backup"
        return KeptHeads(error=EvidenceError(f"{HEADS} cannot be read: {error}", advice=advice))


def write_heads(kept: Path, entries: Iterable[CustodyEntry]) -> None:
    """Keep the ends of all strands, for `lost_heads`; there is nothing to keep of an empty log."""
    found = heads(entries)
    if found:
        keep_heads(kept, canonical(found) + b"\n")


def lost_heads(
    entries: Iterable[CustodyEntry], kept: KeptHeads, *, beside: Iterable[SealedEdition] = ()
) -> list[Fault]:
    """What the last build kept of the log and the log no longer holds, or why that cannot be told.

    What an edition ``beside`` has sealed too is left to `lost_custody`, which names the edition.
    """
    if kept.error is not None:
        told = kept.error.message
        return [Fault(what="the ends of the custody log", where=HEADS, expected="as kept", found=told)]
    sealed = {head for one in beside if one.seal is not None for head in one.seal.custody}
    return [
        attrs.evolve(fault, where=f"{fault.where}, kept at the last build")
        for fault in compare_heads(entries, [one for one in kept.heads if one not in sealed])
    ]


def lost_of(kept: Path, editions: Path, entries: Iterable[CustodyEntry]) -> list[Fault]:
    """What the editions in a folder have sealed, or the last build has kept, and the log no longer holds."""
    held, sealed = list(entries), sealed_editions(editions)
    return lost_custody(held, sealed) + lost_heads(held, kept_heads(kept), beside=sealed)


def refuse_rewritten(kept: Path, entries: Iterable[CustodyEntry]) -> None:
    """Raise `EvidenceError` if the log no longer holds what the last build kept of it."""
    if lost := lost_heads(entries, kept_heads(kept)):
        raise EvidenceError(
            f"the custody log is not the one of the last build: {lost[0].what}, {lost[0].where}",
            advice="see `vedette check`, and restore the record from a backup; to build from this log all the "
            "same, build elsewhere: vedette build --into FOLDER",
        )


def refuse_to_replace(target: Path, entries: Iterable[CustodyEntry], *, symbol: str) -> None:
    """Raise if writing an edition to ``target`` would hide that the custody log was cut or rewritten.

    Every edition beside ``target`` counts, because the new one would stand among them as if nothing had happened.

    Raises:
        EvidenceError: the log no longer holds what an edition has sealed, or the seal at ``target`` does not read.
        CaseError: another case's edition stands at ``target``.
    """
    if lost := lost_custody(entries, sealed_editions(target.parent)):
        raise EvidenceError(
            f"the custody log is not the one that editions here have sealed: {lost[0].what}, {lost[0].where}",
            advice="see `vedette check`, and restore the record from a backup; to build from this log all the "
            "same, and keep those editions as they are, build elsewhere: vedette build --into FOLDER",
        )
    if not (target / NAME).is_file():
        return
    there = sealed_edition(target)
    if there.error is not None:
        raise EvidenceError(
            f"{target} holds an edition whose seal does not read: {there.error.message}",
            advice=f"rename {target.name} to keep it, and build again",
        )
    if there.seal and there.seal.content.symbol != symbol:
        raise CaseError(
            f"{target} holds an edition of {there.seal.content.symbol!r}, not of {symbol!r}",
            advice=f"rename {target.name} to keep it, or build elsewhere: vedette build --into FOLDER",
        )
