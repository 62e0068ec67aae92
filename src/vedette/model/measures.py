"""Measures: what the Security Council decided, as dated values that a finding cites by paragraph.

A measure says who is bound to what, from when to when. Content and paragraph number have been checked
against the text, or not; `cite` lets nothing rest on what is unchecked without a named override, which is
printed with it.
"""

from __future__ import annotations

import datetime as dt
import enum

import attrs

from vedette.errors import UncheckedMeasureError, UnreadableValueError
from vedette.model.identifiers import ParagraphRef
from vedette.model.moments import Period
from vedette.model.provisions import (
    Cap,
    CheckStatus,
    Counting,
    Deadline,
    Exemption,
    Grace,
    NotCountedError,
    Place,
    ReportingDuty,
)

__all__ = [
    "Cap",
    "CheckStatus",
    "Counting",
    "Deadline",
    "Direction",
    "Exemption",
    "Grace",
    "HsChapter",
    "LawCitation",
    "Measure",
    "MeasureKind",
    "NotCountedError",
    "Override",
    "Paragraph",
    "Place",
    "ReportingDuty",
    "Resolution",
    "Supersession",
    "cite",
]


class Direction(enum.StrEnum):
    """Which way goods, money or people go. A measure without a direction binds whichever way."""

    FROM_DPRK = "from"
    TO_DPRK = "to"
    BOTH = "both"
    NONE = "none"

    def covers(self, asked: Direction) -> bool:
        """Whether a measure of this direction is to be looked at for an act in the direction ``asked``."""
        free = {Direction.BOTH, Direction.NONE}
        return self == asked or self in free or asked in free


class MeasureKind(enum.StrEnum):
    """What a measure does."""

    BAN = "ban"
    CAP = "cap"
    LIMIT = "limit"
    DUTY = "duty"
    FREEZE = "freeze"
    INSPECTION = "inspection"
    VIGILANCE = "vigilance"
    CARVE_OUT = "carve-out"
    BODY = "body"


@attrs.frozen(kw_only=True)
class Paragraph:
    """A paragraph of a resolution, and whether its number has been checked."""

    ref: ParagraphRef
    status: CheckStatus


@attrs.frozen(kw_only=True)
class HsChapter:
    """A chapter of the Harmonized System (two digits, as text), and whether it has been checked."""

    number: str
    status: CheckStatus


@attrs.frozen(kw_only=True)
class Supersession:
    """A later measure takes the place of an earlier one from the day ``on``, as adopted on ``decided``."""

    by: str
    decided: dt.date
    on: dt.date


@attrs.frozen(kw_only=True)
class Resolution:
    """A resolution of the Security Council; ``no_measures`` says why it carries none."""

    number: int
    year: int
    adopted: dt.date
    adopted_status: CheckStatus
    title: str
    address: str
    sources: tuple[str, ...]
    no_measures: str | None = None

    def __str__(self) -> str:
        return f"{self.number} ({self.year})"


@attrs.frozen(kw_only=True)
class Measure:
    """One operative measure: who is bound to what, in which direction, from when to when.

    ``id`` is unique; ``row`` names the provision, of which successive resolutions may hold a measure each.
    ``subjects`` and ``bound`` are words of the closed vocabulary. ``in_force`` is half-open. ``threshold`` is
    the evidence that the text asks for, in its words. ``lists`` are the documents that name the items.
    """

    id: str
    row: str
    resolution: Resolution
    paragraphs: tuple[Paragraph, ...]
    subjects: tuple[str, ...]
    direction: Direction
    bound: tuple[str, ...]
    kind: MeasureKind
    rule: str
    in_force: Period
    dates_status: CheckStatus
    content_status: CheckStatus
    sources: tuple[str, ...]
    threshold: str | None = None
    supersedes: tuple[str, ...] = ()
    superseded_by: Supersession | None = None
    amends: tuple[str, ...] = ()
    narrows: tuple[str, ...] = ()
    lists: tuple[str, ...] = ()
    hs_chapters: tuple[HsChapter, ...] = ()
    questions: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    caps: tuple[Cap, ...] = ()
    graces: tuple[Grace, ...] = ()
    deadlines: tuple[Deadline, ...] = ()
    reports: tuple[ReportingDuty, ...] = ()
    exemptions: tuple[Exemption, ...] = ()

    @property
    def paragraph_status(self) -> CheckStatus:
        """Checked only if every paragraph number is, and there is at least one."""
        checked = self.paragraphs and all(one.status is CheckStatus.CHECKED for one in self.paragraphs)
        return CheckStatus.CHECKED if checked else CheckStatus.UNCHECKED

    @property
    def reference(self) -> str:
        """How it is cited: "2397 (2017), paragraph 5"."""
        return self.reference_to(self.paragraphs)

    def reference_to(self, paragraphs: tuple[Paragraph, ...]) -> str:
        """How some of its paragraphs are cited: "2321 (2016), paragraphs 12(a), 12(d)"."""
        numbers = [str(one.ref).partition(".")[2] for one in paragraphs]
        if not numbers:
            return f"{self.resolution}, paragraph not recorded"
        return f"{self.resolution}, paragraph{'s' if len(numbers) > 1 else ''} {', '.join(numbers)}"

    @property
    def unchecked(self) -> tuple[str, ...]:
        """What of the rule itself nobody has checked: content, dates, paragraph numbers, HS chapters."""
        chapters = [one.number for one in self.hs_chapters if one.status is CheckStatus.UNCHECKED]
        found = self.unchecked_in(self.paragraphs)
        return (*found, f"HS chapters {', '.join(chapters)}") if chapters else found

    def unchecked_in(self, paragraphs: tuple[Paragraph, ...]) -> tuple[str, ...]:
        """What of content, dates and these paragraph numbers nobody has checked."""
        found = []
        if self.content_status is CheckStatus.UNCHECKED:
            found.append("content")
        if self.dates_status is CheckStatus.UNCHECKED:
            found.append("dates of force")
        if not paragraphs:
            found.append("paragraph not recorded")
        return (
            *found,
            *(f"paragraph {one.ref}" for one in paragraphs if one.status is CheckStatus.UNCHECKED),
        )

    def paragraphs_of(self, refs: tuple[ParagraphRef, ...]) -> tuple[Paragraph, ...]:
        """Those of its paragraphs that ``refs`` name; raises `UnreadableValueError` on a foreign one."""
        own = {one.ref: one for one in self.paragraphs}
        for ref in refs:
            if ref not in own:
                raise UnreadableValueError(
                    f"{self.id} does not rest on paragraph {ref}", advice=f"it is {self.reference}"
                )
        return tuple(own[ref] for ref in refs)


@attrs.frozen(kw_only=True)
class Override:
    """A person's decision to rest on an unchecked measure: who, why, when. Printed with the citation."""

    by: str
    why: str
    on: dt.date

    def __str__(self) -> str:
        return f"used unchecked by decision of {self.by} on {self.on}: {self.why}"


Part = Cap | Grace | Deadline | ReportingDuty | Exemption


@attrs.frozen(kw_only=True)
class LawCitation:
    """A measure as a finding cites it, with what is unchecked in it and the override that allows it."""

    measure: Measure
    paragraphs: tuple[Paragraph, ...]
    parts: tuple[Part, ...] = ()
    unchecked: tuple[str, ...] = ()
    override: Override | None = None

    @property
    def reference(self) -> str:
        """The paragraphs cited: "2397 (2017), paragraph 5"."""
        return self.measure.reference_to(self.paragraphs)

    def __str__(self) -> str:
        if not self.unchecked:
            return self.reference
        return f"{self.reference} [unchecked: {'; '.join(self.unchecked)}; {self.override}]"


def cite(
    measure: Measure,
    override: Override | None = None,
    *,
    paragraphs: tuple[ParagraphRef, ...] = (),
    parts: tuple[Part, ...] = (),
) -> LawCitation:
    """Cite a measure, and the parts of it (a cap, a grace period, an exemption) on which the argument rests.

    ``paragraphs`` narrows the citation to some of its own; without, all are cited. Raises
    `UncheckedMeasureError` if anything cited is unchecked and no override with a name and a reason is given.
    An override for a citation that needs none is left out of it: it decided nothing.
    """
    held = measure.paragraphs_of(paragraphs) if paragraphs else measure.paragraphs
    unchecked = measure.unchecked_in(held) if paragraphs else measure.unchecked
    unchecked += tuple(part_label(one) for one in parts if one.status is CheckStatus.UNCHECKED)
    if unchecked and not (override and override.by.strip() and override.why.strip()):
        raise UncheckedMeasureError(
            f"{measure.id} ({measure.reference_to(held)}) is not checked against the text: "
            + "; ".join(unchecked),
            advice=f"read {measure.resolution.address} and mark it checked, or override with name and reason",
        )
    return LawCitation(
        measure=measure,
        paragraphs=held,
        parts=parts,
        unchecked=unchecked,
        override=override if unchecked else None,
    )


def part_label(part: Part) -> str:
    """The part's kind and id: "grace old-contracts-30-days"."""
    names = {
        Cap: "cap",
        Grace: "grace",
        Deadline: "deadline",
        ReportingDuty: "report",
        Exemption: "exemption",
    }
    return f"{names[type(part)]} {part.id}"
