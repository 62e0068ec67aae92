"""The use case "doubles": what may be told or counted twice, for a person to judge."""

from __future__ import annotations

import attrs

from vedette.assessment.doubles import PossibleDouble, overlapping_counts, possible_doubles
from vedette.assessment.grounds import Grounds
from vedette.casework.inputs import inputs_of
from vedette.casework.workspace import Workspace


@attrs.frozen(kw_only=True)
class DoubleLine:
    """Two rows by key, what they share, and what was decided about them; none if nobody has."""

    left: str
    right: str
    shared: str
    verdict: str | None
    judged_by: str | None
    why: str | None


@attrs.frozen(kw_only=True)
class DoublesAnswer:
    """Happenings that may be one, counts of persons that overlap, and how many of both nobody has settled."""

    happenings: tuple[DoubleLine, ...]
    counts: tuple[DoubleLine, ...]
    open: int


def doubles(workspace: Workspace, *, audience: str = "public", open_only: bool = False) -> DoublesAnswer:
    """Every pair that may be a double, settled or not; a judgement that says "unsure" settles nothing."""
    grounds = Grounds.of(inputs_of(workspace, audience=audience).facts)
    happenings = list(possible_doubles(grounds.observations, grounds.verdicts))
    counts = list(overlapping_counts(grounds.claims, grounds.verdicts))
    waiting = [one for one in (*happenings, *counts) if not one.is_settled]
    return DoublesAnswer(
        happenings=_lines(happenings, open_only=open_only),
        counts=_lines(counts, open_only=open_only),
        open=len(waiting),
    )


def _lines(found: list[PossibleDouble], *, open_only: bool) -> tuple[DoubleLine, ...]:
    return tuple(_line(one) for one in found if not (open_only and one.is_settled))


def _line(one: PossibleDouble) -> DoubleLine:
    judged = one.judgement
    return DoubleLine(
        left=one.left,
        right=one.right,
        shared=one.shared,
        verdict=judged.verdict.value if judged else None,
        judged_by=f"{judged.by}, {judged.on}" if judged else None,
        why=judged.why if judged else None,
    )
