"""The range chart: estimates of one subject by several authors, side by side, by date of publication.

A filled mark is an exact amount, an open one "about"; a bar runs between two ends; an arrow points to where the
amount may lie beyond the end that the source gives. Estimates are neither added nor averaged (R1: rivals stand
side by side). Amounts that span more than three orders of magnitude still share one axis from zero, because the
eye compares lengths; the words beside each mark carry the small ones.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from decimal import Decimal

import attrs

from vedette.errors import ReportError
from vedette.model.facts import Claim
from vedette.model.quantities import Quantity, Wording
from vedette.model.report import Picture
from vedette.report.charts.drawing.axes import draw_amounts
from vedette.report.charts.drawing.canvas import Canvas
from vedette.report.charts.drawing.dates import date_words
from vedette.report.charts.drawing.frame import draw_foot
from vedette.report.charts.drawing.lettering import line_height_mm, widest_mm, wrapped
from vedette.report.charts.drawing.palette import (
    HAIR,
    MUTED,
    NORMAL,
    PAPER,
    RULE,
    SMALL,
    STRONG,
    THICK,
    THIN,
    WIDTH_MM,
)
from vedette.report.charts.drawing.phrases import Phrases, phrases
from vedette.report.charts.drawing.scale import Scale, scale_for
from vedette.report.charts.drawing.wording import in_words

WHO_MM, WORDS_MM = 44.0, 42.0
"""The widest that the columns left and right of the marks may get."""

_GUTTER_MM = 5.0
_ARROW_MM = 9.0
_HEAD_MM = (2.2, 1.15)
_RADIUS_MM = 1.35
_PAD_MM = 1.7


@attrs.frozen(kw_only=True)
class _Row:
    claim: Claim
    who: tuple[str, ...]
    dated: tuple[str, ...]
    words: tuple[str, ...]

    @property
    def unchecked(self) -> bool:
        return not self.claim.basis.verification.is_checked

    @property
    def height(self) -> float:
        left = len(self.who) * line_height_mm(NORMAL) + len(self.dated) * line_height_mm(SMALL)
        right = len(self.words) * line_height_mm(NORMAL) + self.unchecked * line_height_mm(SMALL)
        return max(left, right) + 2 * _PAD_MM


def draw(
    claims: Sequence[Claim], *, subject: str, name: str, language: str, source: str | None = None
) -> Picture:
    """The chart of rival claims; ``subject`` names in words what all of them count.

    Raises ReportError for no claims, or for claims in several units, which no axis can hold.
    """
    say = phrases(language, "range")
    ordered = _ordered(claims, subject)
    rows = [_row(one, say) for one in ordered]
    canvas = Canvas()
    left = widest_mm([line for row in rows for line in row.who], NORMAL)
    left = max(left, widest_mm([line for row in rows for line in row.dated], SMALL)) + _GUTTER_MM
    right = WIDTH_MM - widest_mm([line for row in rows for line in row.words], NORMAL) - _GUTTER_MM
    scale = scale_for(_amounts(ordered), zero=left, full=right - _ARROW_MM - 4)
    bottom = sum(row.height for row in rows)
    draw_amounts(canvas, scale, top=0, bottom=bottom, language=language)
    top = 0.0
    for row in rows:
        _draw_row(canvas, row, scale, top=top, right=right, say=say)
        top += row.height
    foot = bottom + 5.5
    unchecked = any(row.unchecked for row in rows)
    height = draw_foot(canvas, say, top=foot, source=source, unchecked=unchecked)
    return canvas.printed(name=name, height=height, alt=_described(ordered, subject, say))


def _ordered(claims: Sequence[Claim], subject: str) -> list[Claim]:
    if not claims:
        raise ReportError(
            f"there is no estimate of {subject} to draw",
            advice="name a subject that has claims, or take the chart out of the chapter",
        )
    units = sorted({str(one.quantity.unit) for one in claims})
    if len(units) > 1:
        raise ReportError(
            f"the estimates of {subject} are in {', '.join(units)}, which no single axis holds",
            advice="draw one chart per unit, or convert with a cited factor first",
        )
    return sorted(claims, key=_published)


def _published(claim: Claim) -> tuple[dt.date, dt.date, str, str]:
    days = claim.published
    never = dt.date.max
    first, last = (days.first or dt.date.min, days.last or never) if days else (never, never)
    return first, last, claim.author, claim.basis.key


def _row(claim: Claim, say: Phrases) -> _Row:
    dated = date_words(claim.published, say.language) if claim.published else say("undated")
    return _Row(
        claim=claim,
        who=wrapped(claim.author, NORMAL, within_mm=WHO_MM, lines=3),
        dated=(dated,),
        words=wrapped(in_words(claim.quantity, say.language), NORMAL, within_mm=WORDS_MM, lines=4),
    )


def _amounts(claims: Sequence[Claim]) -> list[Decimal]:
    return [
        value
        for one in claims
        for value in (
            one.quantity.nominal,
            one.quantity.low.value if one.quantity.low else None,
            one.quantity.high.value if one.quantity.high else None,
        )
        if value is not None
    ]


def _draw_row(canvas: Canvas, row: _Row, scale: Scale, *, top: float, right: float, say: Phrases) -> None:
    middle = top + row.height / 2
    if row.unchecked:
        canvas.hatch((scale.zero, top + 0.6), (right - scale.zero - 3, row.height - 1.2))
    canvas.line([(0, top), (WIDTH_MM, top)], ink=RULE, width=HAIR)
    baseline = top + _PAD_MM + line_height_mm(NORMAL) * 0.78
    y = baseline
    for line in row.who:
        canvas.text((0, y), line)
        y += line_height_mm(NORMAL)
    for line in row.dated:
        canvas.text((0, y - 0.3), line, size=SMALL, ink=MUTED)
        y += line_height_mm(SMALL)
    used = len(row.words) * line_height_mm(NORMAL) + row.unchecked * line_height_mm(SMALL)
    y = middle - used / 2 + line_height_mm(NORMAL) * 0.78
    for line in row.words:
        canvas.text((right, y), line)
        y += line_height_mm(NORMAL)
    if row.unchecked:
        canvas.text((right, y - 0.3), say("unchecked"), size=SMALL, ink=MUTED)
    _draw_mark(canvas, row.claim.quantity, scale, y=middle, say=say)


def _draw_mark(canvas: Canvas, quantity: Quantity, scale: Scale, *, y: float, say: Phrases) -> None:
    low = scale.at(quantity.low.value) if quantity.low else None
    high = scale.at(quantity.high.value) if quantity.high else None
    nominal = scale.at(quantity.nominal) if quantity.nominal is not None else None
    if low is not None and high is not None and low != high:
        _bar(canvas, low, high, y)
    elif low is not None and high is None:
        _arrow(canvas, low, low + _ARROW_MM, y)
    elif high is not None and low is None:
        _arrow(canvas, high, max(high - _ARROW_MM, scale.zero), y)
    elif nominal is None:
        canvas.text((scale.zero + 2, y + 1), say("unplaced"), size=SMALL, ink=MUTED, halo=PAPER)
    if nominal is not None:
        about = quantity.wording is Wording.ABOUT
        canvas.disc((nominal, y), _RADIUS_MM, fill=PAPER if about else STRONG, edge=STRONG, width=THICK * 0.8)


def _bar(canvas: Canvas, low: float, high: float, y: float) -> None:
    canvas.line([(low, y), (high, y)], ink=STRONG, width=THICK * 1.6)
    for end in (low, high):
        canvas.line([(end, y - 1.5), (end, y + 1.5)], ink=STRONG, width=THICK)


def _arrow(canvas: Canvas, start: float, tip: float, y: float) -> None:
    """From the end that the source gives, with a cross stroke there, to where the amount may lie."""
    length, half = _HEAD_MM
    canvas.line([(start, y - 1.5), (start, y + 1.5)], ink=STRONG, width=THICK)
    if abs(tip - start) < length * 1.5:
        canvas.line([(start, y), (tip, y)], ink=STRONG, width=THICK)
        return
    way = 1 if tip > start else -1
    canvas.line([(start, y), (tip - way * length, y)], ink=STRONG, width=THICK)
    base = tip - way * length
    canvas.polygon([(tip, y), (base, y - half), (base, y + half)], fill=PAPER, edge=STRONG, width=THIN * 1.4)


def _described(claims: Sequence[Claim], subject: str, say: Phrases) -> str:
    items = say("list_separator").join(_item(one, say) for one in claims)
    kind = "alt_one" if len(claims) == 1 else "alt"
    text = say(kind, count=len(claims), subject=subject, items=items)
    unchecked = [one.author for one in claims if not one.basis.verification.is_checked]
    if unchecked:
        text += " " + say("unchecked_alt", items=say("list_separator").join(unchecked))
    return text


def _item(claim: Claim, say: Phrases) -> str:
    dated = date_words(claim.published, say.language) if claim.published else say("undated")
    return say("alt_item", author=claim.author, date=dated, words=in_words(claim.quantity, say.language))
