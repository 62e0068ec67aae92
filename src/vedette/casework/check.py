"""The use case "check": whether the workspace still holds what was collected into it, and as it was sealed."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import attrs

from vedette.casework.custody import check_workspace
from vedette.casework.issues import across_files
from vedette.casework.workspace import Workspace
from vedette.errors import VedetteError
from vedette.model.evidence import CustodyHead, Fault
from vedette.release.seal import NAME, read_seal


@attrs.frozen(kw_only=True)
class CheckAnswer:
    """What was looked at, and every fault found; the workspace holds if there is none.

    ``across_files`` counts rows that do not fit those of other files, as `vedette issues` lists them: trouble of
    the data, and no fault of the workspace.
    """

    submissions: int
    exhibits: int
    entries: int
    editions: int
    across_files: int
    faults: tuple[Fault, ...]

    @property
    def holds(self) -> bool:
        """Whether nothing was found."""
        return not self.faults


def check(workspace: Workspace) -> CheckAnswer:
    """Check bytes, custody, facts and drift; custody also against what the editions built here have sealed."""
    heads: list[CustodyHead] = []
    faults: list[Fault] = []
    folders = list(_editions(workspace))
    for folder in folders:
        try:
            heads += read_seal((folder / NAME).read_bytes()).custody
        except VedetteError as error:
            faults.append(
                Fault(what="an edition's seal", where=folder.name, expected="as sealed", found=error.message)
            )
    faults += check_workspace(workspace, sealed=heads)
    try:
        counts = _counts(workspace)
    except VedetteError:
        counts = (0, 0, 0, 0)  # the record does not read, which is a fault already
    return CheckAnswer(
        submissions=counts[0],
        exhibits=counts[1],
        entries=counts[2],
        editions=len(folders),
        across_files=counts[3],
        faults=tuple(faults),
    )


def _counts(workspace: Workspace) -> tuple[int, int, int, int]:
    record = workspace.record
    collected = record.submissions()
    across = len(across_files(workspace, collected))
    return len(collected), len(record.exhibits()), len(record.custody()), across


def _editions(workspace: Workspace) -> Iterator[Path]:
    if workspace.editions.is_dir():
        yield from sorted(one for one in workspace.editions.iterdir() if (one / NAME).is_file())
