"""The use case "positions": files of positions are preserved as exhibits and converted into the lake of the case."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import attrs

from vedette.casework.collect import UNWATCHED, keep_symbol
from vedette.casework.lake import position_lake
from vedette.casework.markings import LOST, exhibit_markings
from vedette.casework.outcomes import Progress
from vedette.casework.position_files import Preserved, Preserving, Provenance
from vedette.casework.position_formats import FormatOptions, Reader, reader_of
from vedette.casework.workspace import Workspace
from vedette.errors import CaseError, UnreadableInputError
from vedette.model.evidence import Exhibit, Sha256
from vedette.model.facts import Issue
from vedette.model.handling import Handling, most_restrictive
from vedette.model.identifiers import Mmsi
from vedette.model.lake import Batch, LakeExhibit
from vedette.model.moments import Instant
from vedette.model.movement import POSITION_COLUMNS
from vedette.model.wire import canonical, from_plain
from vedette.ports import Clock, LakeWriter

CONVERTED = "converted"
"""The custody action for rows that went into the lake; its subject is the exhibit's digest."""


@attrs.frozen(kw_only=True)
class PositionsFile:
    """One exhibit of positions: where it lies, its rows in the lake, and rows refused or doubted.

    ``is_preserved_now`` and ``is_converted_now`` say what this run did; of issues beyond a bound, a file keeps
    only their number.
    """

    file: str
    exhibit: Sha256
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
        CaseError: a file cannot be read, or another run changed the lake meanwhile.
        UnreadableInputError: the format does not exist, or a file is not of it; the message names the file.
    """
    reader = reader_of(format_name, options or FormatOptions())
    at = clock.now()
    preserving = Preserving(workspace=workspace, provenance=provenance, at=at, progress=progress)
    preserved = [_preserve(preserving, file, number, of=len(files)) for number, file in enumerate(files, 1)]
    added = _Conversion(workspace=workspace, reader=reader, format=format_name, progress=progress)
    with position_lake(workspace).writing() as writer:
        converted = {one.exhibit.digest: added.convert(writer, one.exhibit) for one in preserved}
    _log(workspace, preserved, converted, actor=provenance.submitted_by, at=at)
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
    paths = {one.digest: f"{one.submission}/{one.path}" for one in workspace.record.exhibits()}
    return PositionsAnswer(
        files=tuple(
            _file(one, paths.get(one.digest, "not in the record"), position_issues(workspace, one.digest))
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
    path = _issues_path(workspace, exhibit)
    try:
        return tuple(from_plain(Issue, one) for one in json.loads(path.read_bytes()))
    except (OSError, ValueError, UnreadableInputError) as error:
        raise CaseError(
            f"the issues of exhibit {exhibit.value[:12]} cannot be read: {error}",
            advice="restore .vedette/positions from a backup",
        ) from error


def _issues_path(workspace: Workspace, exhibit: Sha256) -> Path:
    return workspace.kept / "positions" / f"issues-{exhibit}.json"


def _preserve(preserving: Preserving, file: Path, number: int, *, of: int) -> Preserved:
    preserving.progress.submission(file.name, number=number, of=of)
    return preserving.preserve(file)


@attrs.frozen(kw_only=True)
class _Conversion:
    workspace: Workspace
    reader: Reader
    format: str
    progress: Progress

    def convert(self, writer: LakeWriter, exhibit: Exhibit) -> LakeExhibit | None:
        """Put the rows of an exhibit into the lake, and its issues beside it; None if the lake holds it."""
        name = f"{exhibit.submission}/{exhibit.path}"
        self.progress.reading(name)
        issues: list[Issue] = []
        with self.workspace.blobs.open(exhibit.digest) as stream:
            batches = self._batches(self.reader(stream, name), issues, exhibit.handling)
            added = writer.add(exhibit.digest, format_name=self.format, batches=batches)
        if added is not None:
            path = _issues_path(self.workspace, exhibit.digest)
            path.parent.mkdir(parents=True, exist_ok=True)
            beside = path.with_suffix(".incoming")
            beside.write_bytes(canonical(issues))
            beside.replace(path)
        return added

    def _batches(
        self, read: Iterable[Batch | Issue], issues: list[Issue], handling: Handling
    ) -> Iterator[Batch]:
        """The rows; issues are put aside, each under the marking of the exhibit in which its row stands."""
        for one in read:
            if isinstance(one, Issue):
                issues.append(attrs.evolve(one, handling=handling))
            else:
                self.progress.read(items=one.rows)
                yield one


def _log(
    workspace: Workspace,
    preserved: Sequence[Preserved],
    converted: dict[Sha256, LakeExhibit | None],
    *,
    actor: str,
    at: Instant,
) -> None:
    """Log each file whose rows came into the lake, also where a run that was stopped brought them there.

    The entry stands in the strand of the file's submission, as those of its other files do.
    """
    logged = {one.subject for one in workspace.record.custody() if one.action == CONVERTED}
    held = {one.digest: one for one in position_lake(workspace).manifest().exhibits}
    fresh = {
        one.exhibit.digest: one.exhibit
        for one in preserved
        if converted[one.exhibit.digest] is not None or one.exhibit.digest.value not in logged
    }
    if not fresh:
        return
    wholes = {
        one.folder: most_restrictive(two.handling for two in one.exhibits)
        for one in workspace.record.submissions()
    }
    with workspace.record.writing() as writer:
        for digest, exhibit in fresh.items():
            added = held[digest]
            writer.log(
                wholes.get(exhibit.submission, exhibit.handling).key,
                at=at,
                actor=actor,
                action=CONVERTED,
                subject=digest.value,
                detail=f"{added.format}: {added.rows} positions, {added.static_rows} static reports",
            )


def _file(held: LakeExhibit, path: str, issues: Sequence[Issue]) -> PositionsFile:
    return PositionsFile(
        file=path,
        exhibit=held.digest,
        format=held.format,
        positions=held.rows,
        static_reports=held.static_rows,
        issues=len(issues),
        refused=sum(one.refused for one in issues),
    )


def _told(
    preserved: Preserved, listed: dict[Sha256, PositionsFile], converted: dict[Sha256, LakeExhibit | None]
) -> PositionsFile:
    digest = preserved.exhibit.digest
    return attrs.evolve(
        listed[digest],
        is_preserved_now=preserved.is_new,
        is_converted_now=converted[digest] is not None,
    )
