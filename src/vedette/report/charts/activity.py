"""Activity: what was seen of one transmitter over time, a row for each kind, hours or days below.

A bar reaches from the beginning of an event to its end; one that was open when the data end has an arrow. The first
row is what everything rests on: when position reports were received.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence

import attrs

from vedette.errors import ReportError
from vedette.model.events import EventKind
from vedette.model.moments import Instant
from vedette.model.report import Picture
from vedette.report.charts.drawing.canvas import Canvas
from vedette.report.charts.drawing.lettering import widest_mm, width_mm
from vedette.report.charts.drawing.palette import (
    HAIR,
    INK,
    LIGHT,
    MUTED,
    PAPER,
    RULE,
    SECOND,
    SMALL,
    STRONG,
    THIN,
    WIDTH_MM,
)
from vedette.report.charts.drawing.phrases import Phrases, phrases
from vedette.report.charts.mapping.items import day_month
from vedette.report.charts.mapping.signs import draw_sign

REPORTS = "reports"
"""The kind of the row of position reports; every other row has a kind of event."""

_ROW_MM = 5.2
_BAR_MM = 2.4
_LEAST_MM = 0.7
_HOURS = (1, 2, 3, 6, 12, 24, 48, 120, 240, 480, 960, 2160, 4320, 8760, 17520, 43800)
_DAY = 24
_INKS = {REPORTS: LIGHT, EventKind.AIS_GAP.value: SECOND}


@attrs.frozen(kw_only=True)
class Span:
    """From a moment to another; without an end, it was going on when the data end."""

    began: Instant
    ended: Instant | None


@attrs.frozen(kw_only=True)
class Row:
    """All spans of one kind, in order of time."""

    kind: str
    spans: tuple[Span, ...]


@attrs.frozen(kw_only=True)
class _Axis:
    first: dt.datetime
    hours: float
    left: float

    def at(self, moment: dt.datetime) -> float:
        share = (moment - self.first) / dt.timedelta(hours=self.hours)
        return round(self.left + min(max(share, 0.0), 1.0) * (WIDTH_MM - 4 - self.left), 2)


def draw(rows: Sequence[Row], *, name: str, language: str) -> Picture:
    """The rows over one axis, in the order in which they come; rows without spans are left out.

    Raises:
        ReportError: there is nothing to draw.
    """
    say = phrases(language, "activity")
    shown = [one for one in rows if one.spans]
    if not shown:
        raise ReportError("there is nothing to draw over time", advice="leave the picture out")
    labels = [f"{say(one.kind)} ({len(one.spans):,})" for one in shown]
    axis = _axis(shown, left=widest_mm(labels, SMALL) + 8)
    canvas = Canvas()
    bottom = len(shown) * _ROW_MM
    _draw_axis(canvas, axis, bottom=bottom, say=say)
    for number, (row, label) in enumerate(zip(shown, labels, strict=True)):
        _draw_row(canvas, row, label, axis=axis, top=number * _ROW_MM)
    canvas.line([(0, bottom), (WIDTH_MM, bottom)], ink=RULE, width=THIN)
    return canvas.printed(name=name, height=bottom + 9, alt=_described(shown, labels, say))


def _axis(rows: Sequence[Row], *, left: float) -> _Axis:
    ends = [one.began.moment for row in rows for one in row.spans]
    ends += [one.ended.moment for row in rows for one in row.spans if one.ended is not None]
    first, last = min(ends), max(ends)
    hours = max((last - first) / dt.timedelta(hours=1), 1.0)
    return _Axis(first=first - dt.timedelta(hours=hours * 0.01), hours=hours * 1.02, left=left)


def _draw_axis(canvas: Canvas, axis: _Axis, *, bottom: float, say: Phrases) -> None:
    """Rules at round hours or days; the hour or day below them, and below that the day or year where it changes."""
    step = _step(axis)
    before = ""
    for moment in _ticks(axis, step):
        x = axis.at(moment)
        canvas.line([(x, 0), (x, bottom)], ink=RULE, width=HAIR)
        day = day_month(Instant(moment), say.language)
        words, below = (f"{moment:%H:%M}", day) if step < _DAY else (day, str(moment.year))
        canvas.text((x, bottom + 3.6), words, size=SMALL, ink=MUTED, align="middle")
        if below != before:
            canvas.text((x, bottom + 7.2), below, size=SMALL, ink=MUTED, align="middle")
            before = below


def _step(axis: _Axis) -> int:
    """Hours between rules that leave room for their words."""
    hour = (WIDTH_MM - 4 - axis.left) / axis.hours
    room = width_mm("30 Sep", SMALL) + 4
    return next((one for one in _HOURS if one * hour >= room), _HOURS[-1])


def _ticks(axis: _Axis, step: int) -> Iterator[dt.datetime]:
    midnight = axis.first.replace(hour=0, minute=0, second=0, microsecond=0)
    moment, end = midnight, axis.first + dt.timedelta(hours=axis.hours)
    while moment <= end:
        if moment >= axis.first:
            yield moment
        moment += dt.timedelta(hours=step)


def _draw_row(canvas: Canvas, row: Row, label: str, *, axis: _Axis, top: float) -> None:
    middle = top + _ROW_MM / 2
    canvas.line([(0, top), (WIDTH_MM, top)], ink=RULE, width=HAIR)
    if row.kind != REPORTS:
        draw_sign(canvas, row.kind, (1.8, middle), radius=1.2)
    canvas.text((4.6, middle + 0.95), label, size=SMALL)
    ink = _INKS.get(row.kind, STRONG)
    for span in row.spans:
        left = axis.at(span.began.moment)
        right = axis.at(span.ended.moment) if span.ended is not None else WIDTH_MM - 4
        corner, size = (left, middle - _BAR_MM / 2), (max(right - left, _LEAST_MM), _BAR_MM)
        canvas.box(corner, size, fill=ink if span.ended is not None else PAPER, edge=ink, width=THIN)
        if span.ended is None:
            tip = [(WIDTH_MM - 4, middle - 1.6), (WIDTH_MM - 1.6, middle), (WIDTH_MM - 4, middle + 1.6)]
            canvas.polygon(tip, fill=PAPER, edge=INK, width=HAIR)


def _described(rows: Sequence[Row], labels: Sequence[str], say: Phrases) -> str:
    first = min(one.began for row in rows for one in row.spans)
    last = max(one.began for row in rows for one in row.spans)
    days = [day_month(one, say.language) for one in (first, last)]
    return say("alt", first=days[0], last=days[1], rows=say("list_separator").join(labels))
