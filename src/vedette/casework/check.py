"""The use case "check": whether the workspace still holds what was collected into it, and as it was sealed."""

from __future__ import annotations

import attrs

from vedette.casework.custody import check_workspace
from vedette.casework.issues import across_files
from vedette.casework.lake_check import lake_faults
from vedette.casework.sealed import kept_heads, lost_custody, lost_heads, seal_faults, sealed_editions
from vedette.casework.workspace import Workspace, steady
from vedette.errors import RecordChangedError, VedetteError
from vedette.evidence.preserve import unnamed_blobs
from vedette.model.evidence import Fault
from vedette.model.submissions import Withdrawal


@attrs.frozen(kw_only=True)
class CheckAnswer:
    """What was looked at, and every fault found; the workspace holds if there is none.

    ``kept_heads`` counts the strands of the custody log whose ends the last build kept beside the record.
    ``across_files`` counts rows that do not fit those of other files, as `vedette issues` lists them: trouble of
    the data, and no fault of the workspace. ``unnamed`` counts preserved files that no exhibit names yet: a run
    is putting them, or was stopped. ``set_aside`` counts those that a later run moved to ``blobs/set-aside``.
    """

    submissions: int
    exhibits: int
    entries: int
    editions: int
    kept_heads: int
    across_files: int
    unnamed: int
    set_aside: int
    withdrawn: tuple[Withdrawal, ...]
    faults: tuple[Fault, ...]

    @property
    def holds(self) -> bool:
        """Whether nothing was found."""
        return not self.faults


def check(workspace: Workspace) -> CheckAnswer:
    """Check bytes, custody, facts, drift and the lake; custody also against what the editions built here have sealed.

    Where a run that collects gets in the way, the record is checked as it was at one moment, in a copy.
    """
    try:
        return _check(workspace)
    except RecordChangedError:
        return _check(steady(workspace))


def _check(workspace: Workspace) -> CheckAnswer:
    editions = sealed_editions(workspace.editions)
    kept = kept_heads(workspace.kept)
    faults = seal_faults(editions)
    faults += check_workspace(workspace)
    try:
        entries = workspace.record.custody()
        faults += lake_faults(workspace)
        faults += lost_custody(entries, editions) + lost_heads(entries, kept, beside=editions)
        counts = _counts(workspace)
        unnamed = len(unnamed_blobs(workspace.record, workspace.blobs))
        withdrawn = _withdrawn(workspace)
    except RecordChangedError:
        raise
    except VedetteError:
        counts, unnamed, withdrawn = (0, 0, 0, 0), 0, ()  # the record does not read, which is a fault already
    return CheckAnswer(
        submissions=counts[0],
        exhibits=counts[1],
        entries=counts[2],
        editions=len(editions),
        kept_heads=len(kept.heads),
        across_files=counts[3],
        unnamed=unnamed,
        set_aside=len(list(workspace.blobs.aside())),
        withdrawn=withdrawn,
        faults=tuple(faults),
    )


def _withdrawn(workspace: Workspace) -> tuple[Withdrawal, ...]:
    """The withdrawals that hold now, and not those of submissions that were collected again."""
    counting = {one.folder for one in workspace.record.submissions()}
    last = {one.folder: one for one in workspace.record.withdrawals()}
    return tuple(one for one in last.values() if one.folder not in counting)


def _counts(workspace: Workspace) -> tuple[int, int, int, int]:
    record = workspace.record
    collected = record.submissions()
    across = len(across_files(workspace, collected))
    return len(collected), len(record.exhibits()), len(record.custody()), across
