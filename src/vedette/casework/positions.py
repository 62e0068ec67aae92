"""The use case "positions": files of positions are preserved as exhibits and converted into the lake of the case."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path

import attrs

from vedette.casework.collect import UNWATCHED, keep_symbol
from vedette.casework.conversion import convert, declared_positions, issues_path
from vedette.casework.lake import position_lake
from vedette.casework.markings import LOST, exhibit_markings
from vedette.casework.outcomes import Progress
from vedette.casework.position_files import Preserved, Preserving, Provenance
from vedette.casework.workspace import Workspace
from vedette.errors import CaseError, UnreadableInputError
from vedette.model.evidence import Sha256
from vedette.model.facts import Issue
from vedette.model.handling import Handling, most_restrictive
from vedette.model.identifiers import Mmsi
from vedette.model.lake import LakeExhibit
from vedette.model.movement import POSITION_COLUMNS
from vedette.model.position_files import DeclaredPositions, FormatOptions
from vedette.model.wire import from_plain
from vedette.ports import Clock
from vedette.sources.movement.formats import declared_reader


@attrs.frozen(kw_only=True)
class PositionsFile:
    """One exhibit of positions: where it lies, its marking, its rows in the lake, and rows refused or doubted.

    ``is_preserved_now`` and ``is_converted_now`` say what this run did; of issues beyond a bound, a file keeps
    only their number.
    """

    file: str
    exhibit: Sha256
    handling: Handling
    format: str
    positions: int
    static_reports: int
    issues: int
    refused: int
    is_preserved_now: bool = False
    is_converted_now: bool = False


@attrs.frozen(kw_only=True)
class PositionsAnswer:
    """Files of positions and, of all that the lake holds, the rows."""

    files: tuple[PositionsFile, ...]
    positions: int
    exhibits: int


def add_positions(
    workspace: Workspace,
    files: Sequence[Path],
    *,
    format_name: str,
    provenance: Provenance,
    clock: Clock,
    options: FormatOptions | None = None,
    progress: Progress = UNWATCHED,
) -> PositionsAnswer:
    """Preserve each file, then convert all of them: their rows land in the lake together or not at all.

    A file whose bytes the case holds is not preserved twice, and one that the lake holds is not read again.

    Raises:
        CaseError: a file cannot be read, or is in the lake and was declared otherwise, or another run changed the
            lake meanwhile.
        UnreadableInputError: the format does not exist, or a file is not of it; the message names the file.
    """
    given = options or FormatOptions()
    declared = DeclaredPositions(format=format_name, **attrs.asdict(given, recurse=False))
    declared_reader(declared)
    at = clock.now()
    preserving = Preserving(
        workspace=workspace, provenance=provenance, declared=declared, at=at, progress=progress
    )
    preserved = [_preserve(preserving, file, number, of=len(files)) for number, file in enumerate(files, 1)]
    _refuse_read_otherwise(workspace, preserved, declared)
    wanted = [(one.exhibit, declared) for one in preserved]
    converted = convert(workspace, wanted, actor=provenance.submitted_by, at=at, progress=progress)
    keep_symbol(workspace, actor=provenance.submitted_by, at=at)
    listed = {one.exhibit: one for one in positions(workspace).files}
    return PositionsAnswer(
        files=tuple(_told(one, listed, converted) for one in preserved),
        positions=position_lake(workspace).manifest().rows,
        exhibits=len(position_lake(workspace).manifest().exhibits),
    )


def positions(workspace: Workspace) -> PositionsAnswer:
    """The exhibits that the lake holds, in the order in which they were added."""
    manifest = position_lake(workspace).manifest()
    markings = exhibit_markings(workspace)
    paths = {one.digest: f"{one.submission}/{one.path}" for one in workspace.record.exhibits()}
    return PositionsAnswer(
        files=tuple(
            _file(
                one,
                path=paths.get(one.digest, "not in the record"),
                handling=markings.get(one.digest, LOST),
                issues=position_issues(workspace, one.digest),
            )
            for one in manifest.exhibits
        ),
        positions=manifest.rows,
        exhibits=len(manifest.exhibits),
    )


def export_positions(
    workspace: Workspace, target: Path, *, vessel: Mmsi | None = None
) -> tuple[int, Handling]:
    """Write positions as GeoParquet 1.1, of one transmitter or all; the rows, and the marking of all exhibits.

    The file names the exhibit and row of each position, and has no place for a marking: whoever passes it on
    has to say it.

    Raises:
        CaseError: the file cannot be written, or its name does not end in ``.parquet``.
    """
    from vedette.backends.geoparquet import write_geoparquet

    if target.suffix != ".parquet":
        raise CaseError(f"{target.name} is no GeoParquet file", advice="let its name end in .parquet")
    lake = position_lake(workspace)
    exhibits = {one.number: one.digest for one in lake.manifest().exhibits}
    wanted = None if vessel is None else [int(vessel.value)]
    blocks = lake.blocks([one.name for one in POSITION_COLUMNS], transmitters=wanted)
    try:
        rows = write_geoparquet(target, blocks, exhibits=exhibits)
    except OSError as error:
        raise CaseError(
            f"{target} cannot be written: {error.strerror}", advice="name a file in a folder that is there"
        ) from error
    markings = exhibit_markings(workspace)
    return rows, most_restrictive(markings.get(one, LOST) for one in exhibits.values())


def position_issues(workspace: Workspace, exhibit: Sha256) -> tuple[Issue, ...]:
    """What was refused or doubted when an exhibit was converted; raises `CaseError` if that was never written."""
    path = issues_path(workspace, exhibit)
    try:
        return tuple(from_plain(Issue, one) for one in json.loads(path.read_bytes()))
    except (OSError, ValueError, UnreadableInputError) as error:
        raise CaseError(
            f"the issues of exhibit {exhibit.value[:12]} cannot be read: {error}",
            advice="restore .vedette/positions from a backup",
        ) from error


def _preserve(preserving: Preserving, file: Path, number: int, *, of: int) -> Preserved:
    preserving.progress.submission(file.name, number=number, of=of)
    return preserving.preserve(file)


def _refuse_read_otherwise(
    workspace: Workspace, preserved: Sequence[Preserved], declared: DeclaredPositions
) -> None:
    """Refuse a file whose rows the lake holds as they were declared to be, where they are declared otherwise now.

    The lake would keep the rows that it has, and whoever corrects a layout or a zone would not learn of it.
    """
    held = {one.digest: one.format for one in position_lake(workspace).manifest().exhibits}
    before = {exhibit.digest: said for exhibit, said in declared_positions(workspace.record.submissions())}
    for exhibit in (one.exhibit for one in preserved if one.exhibit.digest in held):
        said, read = before.get(exhibit.digest), held[exhibit.digest]
        if read != declared.format or (said is not None and said.format == read and said != declared):
            raise CaseError(
                f"{exhibit.path} is in the case, and its rows were read as {read}, declared otherwise than now",
                advice=f"to read it anew, move submissions/{exhibit.submission} away, run vedette withdraw "
                f"{exhibit.submission} and vedette detect, and add the file again",
            )


def _file(held: LakeExhibit, *, path: str, handling: Handling, issues: Sequence[Issue]) -> PositionsFile:
    return PositionsFile(
        file=path,
        exhibit=held.digest,
        handling=handling,
        format=held.format,
        positions=held.rows,
        static_reports=held.static_rows,
        issues=len(issues),
        refused=sum(one.refused for one in issues),
    )


def _told(
    preserved: Preserved, listed: dict[Sha256, PositionsFile], converted: Mapping[Sha256, LakeExhibit | None]
) -> PositionsFile:
    digest = preserved.exhibit.digest
    return attrs.evolve(
        listed[digest],
        is_preserved_now=preserved.is_new,
        is_converted_now=converted[digest] is not None,
    )
