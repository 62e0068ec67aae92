"""The use case "withdraw": a submission that was handed in counts no more, and stays on record."""

from __future__ import annotations

import attrs

from vedette.casework.workspace import Workspace
from vedette.errors import CaseError
from vedette.evidence.check import WITHDRAWN
from vedette.model.handling import most_restrictive
from vedette.model.submissions import Withdrawal
from vedette.ports import Clock


@attrs.frozen(kw_only=True)
class WithdrawAnswer:
    """What was withdrawn, on whose word; ``exhibits`` is how many of its files stay preserved."""

    withdrawal: Withdrawal
    exhibits: int


def withdraw(workspace: Workspace, folder: str, *, reason: str, by: str, clock: Clock) -> WithdrawAnswer:
    """Record that a submission counts no more, with the reason, in the record and in the custody log.

    Its exhibits stay preserved and checked, and editions sealed with it still verify. The entry stands in the
    strand of the submission's marking, so that whoever may not see it learns nothing. Its folder has to be gone
    from ``submissions/``: what lies there is handed in, and the next run would collect it again.

    Raises:
        CaseError: no such submission counts now, its folder still lies there, or there is no reason.
    """
    if not reason.strip():
        raise CaseError("no reason is given", advice='say why: --reason "handed in twice"')
    with workspace.record.writing() as writer:
        version = writer.latest(folder)
        if version is None:
            raise _unknown(workspace, folder)
        before = writer.withdrawn(folder)
        if before is not None:
            raise CaseError(
                f"{folder} is withdrawn already: {before.reason}",
                advice="put its folder back and collect it, if it should count again",
            )
        if (workspace.submissions / folder).exists():
            raise CaseError(
                f"{workspace.submissions / folder} is still there, and the next run would collect it again",
                advice="move the folder out of submissions/ first; the bytes that were collected stay preserved",
            )
        withdrawal = Withdrawal(
            folder=folder, version=version.version, at=clock.now(), by=by, reason=reason.strip()
        )
        writer.withdraw(withdrawal)
        writer.log(
            most_restrictive(one.handling for one in version.exhibits).key,
            at=withdrawal.at,
            actor=by,
            action=WITHDRAWN,
            subject=version.id.value,
            detail=f"{folder}, version {version.version}: {withdrawal.reason}",
        )
    return WithdrawAnswer(withdrawal=withdrawal, exhibits=len(version.exhibits))


def _unknown(workspace: Workspace, folder: str) -> CaseError:
    known = ", ".join(one.folder for one in workspace.record.submissions())
    return CaseError(
        f"no submission {folder!r} was collected",
        advice=f"name one of: {known}" if known else "collect first",
    )
