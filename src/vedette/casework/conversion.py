"""Exhibits of positions on their way into the lake of a case: their rows, their issues, and the entry in custody."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

import attrs

from vedette.casework.detection_inputs import lake_state
from vedette.casework.lake import position_lake
from vedette.casework.outcomes import Progress
from vedette.casework.workspace import Workspace
from vedette.model.evidence import Exhibit, Sha256
from vedette.model.facts import Issue
from vedette.model.handling import Handling, most_restrictive
from vedette.model.lake import Batch, LakeExhibit
from vedette.model.moments import Instant
from vedette.model.position_files import DeclaredPositions
from vedette.model.submissions import CollectedSubmission
from vedette.model.wire import canonical
from vedette.ports import LakeWriter
from vedette.sources.movement.formats import declared_reader

CONVERTED = "converted"
"""The custody action for rows that went into the lake; its subject is the exhibit's digest."""

Wanted = tuple[Exhibit, DeclaredPositions]
"""An exhibit, and how its manifest or whoever adds it says that it is read."""


def declared_positions(submissions: Iterable[CollectedSubmission]) -> list[Wanted]:
    """The exhibits of which a manifest says that they are positions, each digest once, in order of submissions."""
    found: dict[Sha256, Wanted] = {}
    for submission in submissions:
        for file in submission.manifest.files:
            exhibit = submission.exhibit_at(file.path)
            if file.positions is not None and exhibit is not None:
                found.setdefault(exhibit.digest, (exhibit, file.positions))
    return list(found.values())


def convert_declared(workspace: Workspace, *, actor: str, at: Instant, progress: Progress) -> None:
    """Bring into the lake what the submissions that count declare and the lake does not hold yet.

    Raises:
        UnreadableInputError: a file is not of the format that its manifest declares; no file lands then.
    """
    declared = declared_positions(workspace.record.submissions())
    held = {one.digest for one in lake_state(workspace).exhibits} if declared else set()
    wanted = [one for one in declared if one[0].digest not in held]
    if wanted:
        convert(workspace, wanted, actor=actor, at=at, progress=progress)


def convert(
    workspace: Workspace, wanted: Sequence[Wanted], *, actor: str, at: Instant, progress: Progress
) -> Mapping[Sha256, LakeExhibit | None]:
    """Convert exhibits together or not at all, and log each; none for one that the lake held already."""
    with position_lake(workspace).writing() as writer:
        converted = {
            exhibit.digest: _Conversion(
                workspace=workspace, exhibit=exhibit, declared=declared, progress=progress
            ).run(writer)
            for exhibit, declared in wanted
        }
    _log(workspace, [exhibit for exhibit, _ in wanted], converted, actor=actor, at=at)
    return converted


def issues_path(workspace: Workspace, exhibit: Sha256) -> Path:
    """Where the issues of an exhibit are kept."""
    return workspace.kept / "positions" / f"issues-{exhibit}.json"


@attrs.frozen(kw_only=True)
class _Conversion:
    workspace: Workspace
    exhibit: Exhibit
    declared: DeclaredPositions
    progress: Progress

    def run(self, writer: LakeWriter) -> LakeExhibit | None:
        """Put the rows into the lake, and the issues beside it; None if the lake holds the exhibit."""
        name = f"{self.exhibit.submission}/{self.exhibit.path}"
        self.progress.reading(name)
        issues: list[Issue] = []
        with self.workspace.blobs.open(self.exhibit.digest) as stream:
            batches = self._batches(declared_reader(self.declared)(stream, name), issues)
            added = writer.add(self.exhibit.digest, format_name=self.declared.format, batches=batches)
        if added is not None:
            path = issues_path(self.workspace, self.exhibit.digest)
            path.parent.mkdir(parents=True, exist_ok=True)
            beside = path.with_suffix(".incoming")
            beside.write_bytes(canonical(issues))
            beside.replace(path)
        return added

    def _batches(self, read: Iterable[Batch | Issue], issues: list[Issue]) -> Iterator[Batch]:
        """The rows; issues are put aside, each under the marking of the exhibit in which its row stands."""
        for one in read:
            if isinstance(one, Issue):
                issues.append(attrs.evolve(one, handling=self.exhibit.handling))
            else:
                self.progress.read(items=one.rows)
                yield one


def _log(
    workspace: Workspace,
    exhibits: Sequence[Exhibit],
    converted: Mapping[Sha256, LakeExhibit | None],
    *,
    actor: str,
    at: Instant,
) -> None:
    """Log each file whose rows came into the lake, also where a run that was stopped brought them there.

    The entry stands in the strand of the file's submission, as those of its other files do.
    """
    logged = {one.subject for one in workspace.record.custody() if one.action == CONVERTED}
    held = {one.digest: one for one in position_lake(workspace).manifest().exhibits}
    fresh: dict[Sha256, Exhibit] = {
        one.digest: one
        for one in exhibits
        if converted[one.digest] is not None or one.digest.value not in logged
    }
    if not fresh:
        return
    wholes: dict[str, Handling] = {
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
