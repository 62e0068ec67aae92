"""The two-way ledger: what sources say went one way and the other, facing each other by year, never as a barter.

The chart pairs nothing: items stand under the year in which their period begins, on the side of their direction,
and a note says that no exchange ratio is asserted.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence

import attrs

from vedette.errors import ReportError
from vedette.model.facts import Claim
from vedette.model.report import Picture
from vedette.report.charts.drawing.canvas import Canvas
from vedette.report.charts.drawing.dates import date_words
from vedette.report.charts.drawing.frame import draw_foot
from vedette.report.charts.drawing.lettering import line_height_mm, wrapped
from vedette.report.charts.drawing.palette import (
    INK,
    LARGE,
    MEDIUM,
    MUTED,
    NORMAL,
    PAPER,
    RULE,
    SECOND,
    SMALL,
    STRONG,
    THIN,
    WIDTH_MM,
)
from vedette.report.charts.drawing.phrases import Phrases, phrases
from vedette.report.charts.drawing.wording import in_words

_SPINE_MM = 17.0
_SIDE_MM = (WIDTH_MM - _SPINE_MM) / 2
_MARK_MM = 1.15
_INDENT_MM = 4.6
_ITEM_GAP_MM = 2.2
_HEAD_MM = 8.0
_YEAR_PAD_MM = 2.2


@attrs.frozen(kw_only=True)
class _Entry:
    """One item: its year (none if undated), its lines in words, its lines in small print."""

    claim: Claim
    year: int | None
    words: tuple[str, ...]
    small: tuple[str, ...]

    @property
    def height(self) -> float:
        lines = len(self.words) * line_height_mm(NORMAL) + len(self.small) * line_height_mm(SMALL)
        return lines + _ITEM_GAP_MM


def draw(
    claims: Sequence[Claim],
    *,
    between: tuple[str, str],
    name: str,
    language: str,
    subjects: Mapping[str, str] | None = None,
    source: str | None = None,
) -> Picture:
    """The ledger of what moved ``between`` two countries (ISO codes), the first one's deliveries on the left.

    ``subjects`` names subjects in words. Claims in any other direction are refused, as are none at all, with
    ReportError.
    """
    say = phrases(language, "ledger")
    sides = _sides(claims, between, say, subjects or {})
    canvas = Canvas()
    names = _names(between, say)
    for number, (entries, title) in enumerate(zip(sides, names, strict=True)):
        _draw_head(canvas, title, entries, number, say)
    y = _HEAD_MM
    for year in _years(sides):
        y = _draw_year(canvas, year, sides, top=y, say=say)
    if not all(sides):
        _draw_empty(canvas, sides, say)
    canvas.line([(0, y), (WIDTH_MM, y)], ink=RULE, width=THIN)
    unchecked = any(not one.basis.verification.is_checked for one in claims)
    height = draw_foot(canvas, say, top=y + 1, source=source, notes=(say("note"),), unchecked=unchecked)
    return canvas.printed(name=name, height=height, alt=_described(sides, names, say))


def _sides(
    claims: Sequence[Claim], between: tuple[str, str], say: Phrases, subjects: Mapping[str, str]
) -> tuple[list[_Entry], list[_Entry]]:
    if not claims:
        raise ReportError("there is no transfer to draw", advice="widen the query, or take the chart out")
    sides: dict[tuple[str, str], list[_Entry]] = {between: [], (between[1], between[0]): []}
    for one in sorted(claims, key=_began):
        way = (one.direction.origin, one.direction.destination) if one.direction else None
        if way not in sides:
            raise ReportError(
                f"claim {one.basis.key} does not go from one of {between[0]}, {between[1]} to the other",
                advice="give the claim its direction, or leave it out of the query",
            )
        sides[way].append(_entry(one, say, subjects))
    return sides[between], sides[between[1], between[0]]


def _began(claim: Claim) -> tuple[dt.date, str]:
    first = claim.period.first if claim.period else None
    return first or dt.date.max, claim.basis.key


def _entry(claim: Claim, say: Phrases, subjects: Mapping[str, str]) -> _Entry:
    room = _SIDE_MM - _INDENT_MM - 3
    subject = subjects.get(claim.subject, claim.subject.replace(".", " "))
    dated = date_words(claim.period, say.language) if claim.period else None
    checked = claim.basis.verification.is_checked
    small = [part for part in (subject, dated, say("plan") if claim.plan else None) if part]
    if not checked:
        small.append(say("unchecked"))
    year = claim.period.first.year if claim.period and claim.period.first else None
    return _Entry(
        claim=claim,
        year=year,
        words=wrapped(in_words(claim.quantity, say.language), NORMAL, within_mm=room),
        small=wrapped(say("list_separator").join(small), SMALL, within_mm=room),
    )


def _names(between: tuple[str, str], say: Phrases) -> tuple[str, str]:
    here, there = (say(one) if say.has(one) else one for one in between)
    return (
        say("arrow", origin=here, destination=there),
        say("arrow", origin=there, destination=here),
    )


def _left(side: int) -> float:
    return 0.0 if side == 0 else _SIDE_MM + _SPINE_MM


def _draw_head(canvas: Canvas, title: str, entries: Sequence[_Entry], side: int, say: Phrases) -> None:
    ink = (STRONG, SECOND)[side]
    x = _left(side)
    canvas.text((x, 4.2), title, size=LARGE, heavy=True)
    count = say("item") if len(entries) == 1 else say("items", count=len(entries))
    canvas.text((x + _SIDE_MM, 4.2), count, size=SMALL, ink=MUTED, align="right")
    canvas.line([(x, 6.4), (x + _SIDE_MM, 6.4)], ink=ink, width=MEDIUM * 2)


def _years(sides: tuple[list[_Entry], list[_Entry]]) -> list[int | None]:
    known = {one.year for side in sides for one in side}
    dated = sorted(year for year in known if year is not None)
    return [*dated, *([None] if None in known else [])]


def _draw_year(
    canvas: Canvas,
    year: int | None,
    sides: tuple[list[_Entry], list[_Entry]],
    *,
    top: float,
    say: Phrases,
) -> float:
    """The items of one year on both sides; returns where the next year begins."""
    bottoms = [top + 7.0]
    middle = WIDTH_MM / 2
    if year != _years(sides)[0]:
        canvas.line([(0, top), (WIDTH_MM, top)], ink=RULE, width=THIN)
    lines = wrapped(str(year) if year else say("undated"), NORMAL, within_mm=_SPINE_MM - 3)
    for number, line in enumerate(lines):
        baseline = top + _YEAR_PAD_MM + 2.9 + number * line_height_mm(NORMAL)
        canvas.text((middle, baseline), line, ink=MUTED, align="middle", heavy=True)
    for side, entries in enumerate(sides):
        y = top + _YEAR_PAD_MM
        for one in entries:
            if one.year == year:
                _draw_entry(canvas, one, side, top=y)
                y += one.height
        bottoms.append(y)
    return max(bottoms) + 0.6


def _draw_entry(canvas: Canvas, entry: _Entry, side: int, *, top: float) -> None:
    ink = (STRONG, SECOND)[side]
    x = _left(side)
    checked = entry.claim.basis.verification.is_checked
    if not checked:
        canvas.hatch((x, top - 0.6), (_SIDE_MM, entry.height - 0.8))
    centre = (x + _MARK_MM + 0.6, top + 2.0)
    canvas.disc(centre, _MARK_MM, fill=PAPER if entry.claim.plan else ink, edge=ink)
    y = top + 3.0
    for line in entry.words:
        canvas.text((x + _INDENT_MM, y), line, halo=None if checked else PAPER)
        y += line_height_mm(NORMAL)
    for line in entry.small:
        canvas.text(
            (x + _INDENT_MM, y - 0.3), line, size=SMALL, ink=MUTED if checked else INK,
            halo=None if checked else PAPER,
        )  # fmt: skip
        y += line_height_mm(SMALL)


def _draw_empty(canvas: Canvas, sides: tuple[list[_Entry], list[_Entry]], say: Phrases) -> None:
    for side, entries in enumerate(sides):
        if not entries:
            canvas.text((_left(side) + _INDENT_MM, _HEAD_MM + _YEAR_PAD_MM + 3), say("nothing"), ink=MUTED)


def _dated(claim: Claim, say: Phrases) -> str:
    dated = date_words(claim.period, say.language) if claim.period else say("undated")
    return dated if claim.basis.verification.is_checked else f"{dated}, {say('unchecked')}"


def _described(sides: tuple[list[_Entry], list[_Entry]], names: tuple[str, str], say: Phrases) -> str:
    told = []
    for entries, title in zip(sides, names, strict=True):
        items = [
            say(
                "alt_item",
                words=in_words(one.claim.quantity, say.language),
                date=_dated(one.claim, say),
            )
            for one in entries
        ]
        listed = say("list_separator").join(items) if items else say("nothing")
        told.append(say("alt_side", name=title, items=listed))
    return say(
        "alt",
        left=len(sides[0]),
        right=len(sides[1]),
        left_name=names[0],
        right_name=names[1],
        items=" ".join(told),
    )
