"""What verification found, as JSON and as tables, for the commands that end with it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from vedette.cli.output import Sheet
from vedette.model.wire import Json

if TYPE_CHECKING:
    from vedette.model.editions import Published, Verification
    from vedette.model.evidence import Fault

_WORDS = {
    0: "everything holds",
    1: "something does not hold",
    2: "nothing contradicts it, but not every page was built again",
    3: "figures and evidence are those published, but the hash given does not cover everything",
}


def verified_json(found: Verification) -> Json:
    """The whole result. ``holds`` is false exactly if there are faults, and null while something is not shown."""
    from vedette.casework.answers import plain
    from vedette.model.editions import FigureStanding

    return {
        "edition": found.edition,
        "holds": found.holds,
        "exit_code": found.exit_code,
        "seal_hash": found.seal_hash,
        "content_hash": found.content_hash,
        "published": found.published.value if found.published else None,
        "exhibits": found.exhibits,
        "custody_entries": found.entries,
        "recomputed": found.count(FigureStanding.RECOMPUTED),
        "attested": found.count(FigureStanding.ATTESTED),
        "differing": found.count(FigureStanding.DIFFERS),
        "figures": plain(found.figures),
        "pages": found.pages.value,
        "pages_reason": found.pages_reason,
        "not_compared": list(found.not_compared),
        "not_covered": list(found.not_covered),
        "faults": plain(found.faults),
    }


def verified_sheets(found: Verification) -> list[Sheet | str]:
    """What holds and what does not, every fault with its place, and what was not shown at all."""
    parts: list[Sheet | str] = [
        Sheet(
            title=f"{found.edition}: {_WORDS[found.exit_code]}",
            header=("What", "Standing", "Found"),
            rows=_rows(found),
        )
    ]
    if found.faults:
        parts.append(faults_sheet(found.faults))
    if not_shown := list(_not_shown(found)):
        parts.append("Not shown:\n" + "\n".join(f"  {one}" for one in not_shown))
    return parts


def _not_shown(found: Verification) -> Iterator[str]:
    """What somebody who reads the result could take for shown, and is not."""
    from vedette.model.editions import Published

    if found.not_compared and not found.faults:
        whose = "They have the published bytes. " if found.published is Published.SEAL else ""
        yield (
            f"whether {_listed(found.not_compared)} say what the figures say: they were not built again "
            f"({found.pages_reason}). {whose}Verify with these versions, or read annex/figures.json."
        )
    if found.not_covered:
        yield (
            f"whether {_listed(found.not_covered)} are those published: the hash given is the content hash, which "
            "covers figures, exhibits, page sources and law alone. Ask the publisher for the seal hash."
        )
    if found.published is None and found.seal_hash is not None:
        yield "who made this edition: compare its seal hash with the one that the publisher told, by --expect."


def _listed(names: Sequence[str]) -> str:
    return ", ".join(names[:-1]) + " and " + names[-1] if len(names) > 1 else names[0]


def faults_sheet(faults: tuple[Fault, ...]) -> Sheet:
    """Each fault: which thing, where, what was expected, what is there."""
    return Sheet(
        title="What does not hold",
        header=("What", "Where", "Expected", "Found"),
        rows=[(one.what, one.where, one.expected, one.found) for one in faults],
    )


def _rows(found: Verification) -> list[tuple[str, str, str]]:
    from vedette.model.editions import FigureStanding, PageStanding

    recomputed, attested, differing = (
        found.count(FigureStanding.RECOMPUTED),
        found.count(FigureStanding.ATTESTED),
        found.count(FigureStanding.DIFFERS),
    )
    evidence = not found.faults or found.pages_reason != "the evidence does not hold"
    rows = [
        ("seal hash", _standing(found.seal_hash is not None), found.seal_hash or "cannot be read"),
        ("exhibits", _standing(evidence), f"{found.exhibits:,}"),
        ("custody entries", _standing(evidence), f"{found.entries:,}"),
        ("figures recomputed", _standing(not differing), f"{recomputed} of {len(found.figures)}"),
        ("figures attested", "holds" if attested else "none", f"{attested} by release statement"),
        ("figures that differ", _standing(not differing), str(differing)),
        ("pages", _pages(found.pages is PageStanding.SAME, found.pages is PageStanding.NOT_COMPARED),
         found.pages_reason or found.pages.value),
    ]  # fmt: skip
    if found.published is not None:
        rows.insert(1, ("published hash", *_published(found.published)))
    return rows


def _published(which: Published) -> tuple[str, str]:
    from vedette.model.editions import Published

    return {
        Published.SEAL: ("holds", "the seal hash is the same"),
        Published.CONTENT: ("holds in part", "the content hash is the same; it does not cover everything"),
        Published.NEITHER: ("does not hold", "this is not the edition with that hash"),
    }[which]


def _standing(holds: bool) -> str:  # noqa: FBT001 - a cell of the table
    return "holds" if holds else "does not hold"


def _pages(same: bool, not_compared: bool) -> str:  # noqa: FBT001 - the same
    return "holds" if same else "not compared" if not_compared else "does not hold"
