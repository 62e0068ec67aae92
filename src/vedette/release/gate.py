"""The gate: what may not stand in an edition for the public, whatever its marking says."""

from __future__ import annotations

from collections.abc import Iterable

from vedette.assessment.grounds import names_unchecked
from vedette.errors import HandlingError
from vedette.model.facts import AnyFact
from vedette.model.handling import Audience, Tlp


def refuse_unchecked_names(facts: Iterable[AnyFact], audience: Audience) -> None:
    """Refuse an edition for everybody that holds unchecked rows which name somebody.

    No page prints such a row, but an edition holds its exhibits as they are, and a row that names the wrong ship
    or person in a published file accuses as well as a page does. Raises `HandlingError` naming submissions and
    the number of their rows, never what stands in them.
    """
    if audience.ceiling > Tlp.CLEAR or audience.parties is not None:
        return
    found: dict[str, int] = {}
    for fact in facts:
        if names_unchecked(fact):
            found[fact.basis.submission] = found.get(fact.basis.submission, 0) + 1
    if found:
        where = ", ".join(f"{count:,} in {folder}" for folder, count in sorted(found.items()))
        raise HandlingError(
            f"unchecked rows that name somebody may not reach the audience {audience.name!r}: {where}",
            advice="check them against a document, or move them to a submission that the audience may not see",
        )
