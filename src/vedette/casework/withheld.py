"""What an audience does not get: submissions withheld from its editions, and the rows or words that are the reason."""

from __future__ import annotations

from collections.abc import Iterator

import attrs

from vedette.casework.inputs import audience_named
from vedette.casework.workspace import Workspace
from vedette.model.handling import Audience
from vedette.model.submissions import CollectedSubmission
from vedette.release.edition import marking, visible
from vedette.sources.manifest import MANIFEST_NAME

MOST_REASONS = 3
"""Reasons of one submission that are told one by one."""


@attrs.frozen(kw_only=True)
class Withheld:
    """A submission that the audience may not see: its folder, its level as a whole, and why; for the team alone."""

    submission: str
    level: str
    why: tuple[str, ...]


def withheld_from(workspace: Workspace, audience: str) -> tuple[Withheld, ...]:
    """Every submission, as collected last, that an edition for the audience does not hold, in order of folder."""
    chosen = audience_named(workspace, audience)
    collected = workspace.record.submissions()
    seen = visible(collected, chosen)
    return tuple(
        Withheld(
            submission=one.folder,
            level=marking(one).tlp.label,
            why=_shortened(tuple(_why(one, workspace, chosen))),
        )
        for one in collected
        if one not in seen
    )


def _why(version: CollectedSubmission, workspace: Workspace, audience: Audience) -> Iterator[str]:
    if not version.manifest.handling.allows(audience):
        yield f"{MANIFEST_NAME} says so"
        return
    for issue in workspace.record.issues(version.id):
        if not issue.handling.allows(audience):
            place = f"{issue.path} {issue.locator}".strip()
            yield f"{place}: {issue.problem}" if issue.refused else f"{place}: doubted, {issue.problem}"
    files = {one.digest: one.path for one in version.exhibits}
    counts: dict[tuple[str, str], int] = {}
    for fact in workspace.record.facts(version.id):
        if not fact.basis.handling.allows(audience):
            where = (files[fact.basis.citation.exhibit], fact.basis.handling.tlp.label)
            counts[where] = counts.get(where, 0) + 1
    for (path, level), count in sorted(counts.items()):
        yield f"{path}: {count:,} {'fact is' if count == 1 else 'facts are'} {level}"


def _shortened(why: tuple[str, ...]) -> tuple[str, ...]:
    beyond = len(why) - MOST_REASONS
    return (*why[:MOST_REASONS], f"and {beyond:,} more reasons") if beyond > 0 else why
