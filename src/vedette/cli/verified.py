"""What verification found, as JSON and as tables, for the commands that end with it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from vedette.cli.output import Sheet
from vedette.model.wire import Json

if TYPE_CHECKING:
    from vedette.model.editions import Verification
    from vedette.model.evidence import Fault

_WORDS = {
    0: "everything holds",
    1: "something does not hold",
    2: "all holds, but the pages were not compared",
}


def verified_json(found: Verification, *, expected: bool | None = None) -> Json:
    """The whole result; ``expected`` says whether the content hash is the one that was published."""
    from vedette.casework.answers import plain
    from vedette.model.editions import FigureStanding

    exit_code = 1 if expected is False else found.exit_code
    return {
        "edition": found.edition,
        "holds": exit_code == 0,
        "exit_code": exit_code,
        "content_hash": found.content_hash,
        "is_expected_hash": expected,
        "exhibits": found.exhibits,
        "custody_entries": found.entries,
        "recomputed": found.count(FigureStanding.RECOMPUTED),
        "attested": found.count(FigureStanding.ATTESTED),
        "differing": found.count(FigureStanding.DIFFERS),
        "figures": plain(found.figures),
        "pages": found.pages.value,
        "pages_reason": found.pages_reason,
        "faults": plain(found.faults),
    }


def verified_sheets(found: Verification, *, expected: bool | None = None) -> list[Sheet | str]:
    """What holds and what does not, then every fault with its place."""
    exit_code = 1 if expected is False else found.exit_code
    parts: list[Sheet | str] = [
        Sheet(
            title=f"{found.edition}: {_WORDS[exit_code]}",
            header=("What", "Standing", "Found"),
            rows=_rows(found, expected=expected),
            note=f"Content hash {found.content_hash}" if found.content_hash else None,
        )
    ]
    if found.faults:
        parts.append(faults_sheet(found.faults))
    return parts


def faults_sheet(faults: tuple[Fault, ...]) -> Sheet:
    """Each fault: which thing, where, what was expected, what is there."""
    return Sheet(
        title="What does not hold",
        header=("What", "Where", "Expected", "Found"),
        rows=[(one.what, one.where, one.expected, one.found) for one in faults],
    )


def _rows(found: Verification, *, expected: bool | None) -> list[tuple[str, str, str]]:
    from vedette.model.editions import FigureStanding, PageStanding

    recomputed, attested, differing = (
        found.count(FigureStanding.RECOMPUTED),
        found.count(FigureStanding.ATTESTED),
        found.count(FigureStanding.DIFFERS),
    )
    evidence = not found.faults or found.pages_reason != "the evidence does not hold"
    rows = [
        ("seal", _standing(found.content_hash is not None), found.content_hash or "cannot be read"),
        ("exhibits", _standing(evidence), f"{found.exhibits:,}"),
        ("custody entries", _standing(evidence), f"{found.entries:,}"),
        ("figures recomputed", _standing(not differing), f"{recomputed} of {len(found.figures)}"),
        ("figures attested", "holds" if attested else "none", f"{attested} by release statement"),
        ("figures that differ", _standing(not differing), str(differing)),
        ("pages", _pages(found.pages is PageStanding.SAME, found.pages is PageStanding.NOT_COMPARED),
         found.pages_reason or found.pages.value),
    ]  # fmt: skip
    if expected is not None:
        rows.insert(1, ("published hash", _standing(expected), "the same" if expected else "another one"))
    return rows


def _standing(holds: bool) -> str:  # noqa: FBT001 - a cell of the table
    return "holds" if holds else "does not hold"


def _pages(same: bool, not_compared: bool) -> str:  # noqa: FBT001 - the same
    return "holds" if same else "not compared" if not_compared else "does not hold"
