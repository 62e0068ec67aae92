"""Axes as light rules with figures or dates beside them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from vedette.report.charts.drawing.canvas import Canvas
from vedette.report.charts.drawing.dates import TimeAxis, month_name
from vedette.report.charts.drawing.lettering import width_mm
from vedette.report.charts.drawing.palette import HAIR, MUTED, RULE, SMALL, THIN
from vedette.report.charts.drawing.scale import Scale, figures

TIME_AXIS_MM = 8.5
"""The height of the two lines of dates under a time axis."""

_GAP_MM = 1.6
_MONTH_STEPS = (1, 2, 3, 6, 12)
_YEARS_STEPS = (1, 2, 5, 10)


def draw_amounts(canvas: Canvas, scale: Scale, *, top: float, bottom: float, language: str) -> None:
    """Vertical rules at round amounts, the figures below them."""
    room = scale.at(scale.step) - scale.zero
    widest = max(width_mm(figures(tick, language), SMALL) for tick in scale.ticks)
    every = 1 if widest + _GAP_MM < room else 2
    for number, tick in enumerate(scale.ticks):
        x = scale.at(tick)
        canvas.line([(x, top), (x, bottom)], ink=RULE, width=THIN if number == 0 else HAIR)
        if number % every == 0:
            canvas.text((x, bottom + 4.2), figures(tick, language), size=SMALL, ink=MUTED, align="middle")


def draw_months(canvas: Canvas, axis: TimeAxis, *, top: float, bottom: float, language: str) -> None:
    """Vertical rules at months or years, as many as have room, the month over the year below them."""
    step = _month_step(axis, language)
    years: set[int] = set()
    for month in axis.months():
        x = axis.at(month)
        is_year = month.month == 1
        if is_year or (month.month - 1) % step == 0:
            canvas.line([(x, top), (x, bottom)], ink=RULE, width=THIN if is_year else HAIR)
    for month, left, room in _labelled(axis, step):
        name = month_name(month, language)
        if step < _MONTH_STEPS[-1] and room > width_mm(name, SMALL) + 0.4:
            canvas.text((left + 0.6, bottom + 3.6), name, size=SMALL, ink=MUTED)
        if month.year not in years:
            years.add(month.year)
            canvas.text((left + 0.6, bottom + 7.2), str(month.year), size=SMALL, ink=MUTED)


def _labelled(axis: TimeAxis, step: int) -> Iterator[tuple[dt.date, float, float]]:
    """Months that carry a label: the month, its place, and the room to the next one."""
    labelled = [month for month in axis.months() if (month.month - 1) % step == 0]
    years = _years_apart(axis)
    if step == _MONTH_STEPS[-1]:
        labelled = [month for month in labelled if month.year % years == 0]
    places = [axis.at(month) for month in labelled]
    for month, place, following in zip(labelled, places, [*places[1:], axis.right + 4], strict=True):
        yield month, place, following - place


def _month_step(axis: TimeAxis, language: str) -> int:
    """The least number of months between labels that leaves room for them."""
    widest = max(width_mm(month_name(dt.date(2024, number, 1), language), SMALL) for number in range(1, 13))
    months = max(1.0, (axis.last - axis.first).days / 30.4)
    month = (axis.right - axis.left) / months
    return next((step for step in _MONTH_STEPS if step * month > widest + _GAP_MM), _MONTH_STEPS[-1])


def _years_apart(axis: TimeAxis) -> int:
    year = (axis.right - axis.left) / max(1.0, (axis.last - axis.first).days / 365.25)
    room = width_mm("2024", SMALL) + _GAP_MM
    return next((step for step in _YEARS_STEPS if step * year > room), _YEARS_STEPS[-1])
