"""The markings of exhibits by their bytes, for what is derived from rows."""

from __future__ import annotations

from collections.abc import Mapping

from vedette.casework.workspace import Workspace
from vedette.model.evidence import Sha256
from vedette.model.handling import Handling, Tlp

LOST = Handling(tlp=Tlp.RED, releasable_to=frozenset())
"""The marking of an exhibit that is not on record: it is not for anybody."""


def exhibit_markings(workspace: Workspace) -> Mapping[Sha256, Handling]:
    """The marking of each exhibit on record; of the same bytes in several submissions, the join of all.

    Where a submission counts that holds the bytes, only those that count decide: a marking that was put right
    holds from then on. Of bytes that count no more, every version decides.
    """
    counting = [one for version in workspace.record.submissions() for one in version.exhibits]
    held = {one.digest for one in counting}
    others = [one for one in workspace.record.exhibits() if one.digest not in held]
    found: dict[Sha256, Handling] = {}
    for one in (*counting, *others):
        found[one.digest] = found.get(one.digest, one.handling).join(one.handling)
    return found
