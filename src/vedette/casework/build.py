"""Building an edition of the report for an audience, sealed, in a folder of its own."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import BinaryIO

import attrs

from vedette.backends.folder import Content, repair_folder, write_folder
from vedette.backends.typesetting import PandocTypst
from vedette.casework.drift import refuse_drift
from vedette.casework.inputs import inputs_of
from vedette.casework.sealed import lost_of, refuse_rewritten, refuse_to_replace, write_heads
from vedette.casework.workspace import Workspace
from vedette.errors import CaseError, EvidenceError, VedetteError
from vedette.evidence.custody import handling_of, heads
from vedette.model.editions import Seal
from vedette.model.evidence import CustodyEntry, Exhibit, Fault, Sha256
from vedette.ports import Blobs
from vedette.release.edition import Inputs, build, custody_file, sealed, tool_versions
from vedette.release.integrity import CUSTODY
from vedette.release.seal import NAME, seal_of, write_seal
from vedette.sources.manifest import DEVICES

_CHUNK = 1 << 20

_LONGEST_SYMBOL = 60
"""Bytes of a symbol in the name of a folder."""


@attrs.frozen(kw_only=True)
class BuiltEdition:
    """An edition on disk: its folder and its seal.

    ``warnings`` are what the custody log no longer holds of what editions of this case have sealed or its last
    build has kept, where the edition was built elsewhere all the same. ``trouble`` is what kept the ends of the
    custody log from being written beside the record.
    """

    folder: Path
    seal: Seal
    warnings: tuple[Fault, ...] = ()
    trouble: VedetteError | None = None


def build_edition(
    workspace: Workspace, *, audience: str = "public", language: str | None = None, into: Path | None = None
) -> BuiltEdition:
    """Build the report from what ``audience`` may see, and write it with its evidence to ``.vedette/editions``.

    ``into`` is another folder for the edition's. Editions there that sealed another custody log are never replaced.
    The ends of all strands of the log are kept beside the record, unless it contradicts what was kept before.

    Raises `DriftError` while a submission differs from its last collected version, `FigureError` where a figure
    does not derive, `ReportError` where a chapter asks for what the record cannot answer. Nothing is written then.
    """
    refuse_drift(workspace)
    inputs = inputs_of(workspace, audience=audience, language=language)
    target = (into or workspace.editions) / edition_name(inputs)
    repair_folder(target)
    log = workspace.record.custody()
    refuse_to_replace(target, log, symbol=workspace.case.symbol)
    if into is None:
        refuse_rewritten(workspace.kept, log)
    if not inputs.pages.chapters(inputs.language):
        raise CaseError(
            f"there are no chapters in report/{inputs.language}/",
            advice="write one: report/en/01-findings.md",
        )
    typesetter = PandocTypst()
    built = build(inputs, typesetter)
    entries = [one for one in log if handling_of(one.strand).allows(inputs.audience)]
    renderings = {**built.renderings, CUSTODY: custody_file(entries)}
    seal = seal_of(
        built.content,
        custody=heads(entries),
        renderings={name: sealed(data) for name, data in sorted(renderings.items())},
        tools=tool_versions(typesetter),
    )
    files: dict[str, Content] = {NAME: write_seal(seal), **renderings, **_case_files(workspace, inputs)}
    warnings = lost_of(workspace.kept, workspace.editions, log)
    trouble = None if warnings else _kept(workspace, log, is_elsewhere=into is not None)
    write_folder(target, files)
    return BuiltEdition(folder=target, seal=seal, warnings=tuple(warnings), trouble=trouble)


def _kept(workspace: Workspace, log: Sequence[CustodyEntry], *, is_elsewhere: bool) -> VedetteError | None:
    """Keep the ends of the log; a case on a disk that takes no writing can still be built elsewhere."""
    try:
        write_heads(workspace.kept, log)
    except CaseError as error:
        if not is_elsewhere:
            raise
        return error
    return None


def edition_name(inputs: Inputs) -> str:
    """The folder of an edition: symbol, audience and language ("VEDETTE-EX-1.public.en"), never a path.

    A symbol that is too long for a name, or that some system takes for a device, is cut and told apart by the
    beginning of its digest.
    """
    symbol = re.sub(r"[^\w-]", "-", inputs.case.symbol)
    if len(symbol.encode()) > _LONGEST_SYMBOL or symbol.casefold() in DEVICES or not symbol.strip("-"):
        cut = symbol.encode()[:_LONGEST_SYMBOL].decode("utf-8", "ignore")
        symbol = f"{cut}-{Sha256.of(inputs.case.symbol.encode()).value[:8]}"
    rest = (re.sub(r"[^\w-]", "-", one) for one in (inputs.audience.name, inputs.language))
    return ".".join((symbol, *rest))


def _case_files(workspace: Workspace, inputs: Inputs) -> dict[str, Content]:
    """The page sources and exhibits, from the bytes preserved on collecting."""
    files: dict[str, Content] = {f"case/{name}": data for name, data in inputs.pages.files.items()}
    for submission in inputs.submissions:
        for exhibit in submission.exhibits:
            name = f"case/submissions/{submission.folder}/{exhibit.path}"
            files[name] = partial(_opened, workspace.blobs, exhibit)
    return files


def _opened(blobs: Blobs, exhibit: Exhibit) -> BinaryIO:
    """The preserved bytes, once they have shown that they are those of the exhibit."""
    digest = hashlib.sha256()
    with blobs.open(exhibit.digest) as stream:
        while chunk := stream.read(_CHUNK):
            digest.update(chunk)
    if digest.hexdigest() != exhibit.digest.value:
        raise EvidenceError(
            f"the preserved bytes of {exhibit.submission}/{exhibit.path} are no longer those collected",
            advice="see what else is damaged with `vedette check`, and restore the blobs from a backup",
        )
    return blobs.open(exhibit.digest)
