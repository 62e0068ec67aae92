"""Voyages, port calls or flights by month and by ship or aircraft: one row each, one disc per month.

Happenings are counted as the tally counts them: rows judged the same are one, a row that gives a number counts for
so many, and where a number is not known the count says "at least". Trips, voyages and calls are other things: where
a chart holds several of them, each is counted by itself and told with its name, and nothing is added up. The area
of a disc grows with the number of its month, which is printed in it. A date known only as an interval beyond one
month is a bar over the interval: it is counted in its row, in no month.
"""

from __future__ import annotations

import datetime as dt
import math
from collections import Counter
from collections.abc import Sequence

import attrs

from vedette.assessment.tally import HAPPENINGS, happening_unit, tallied
from vedette.assessment.verdicts import Verdicts
from vedette.errors import ReportError
from vedette.model.facts import Observation
from vedette.model.quantities import Quantity, Wording, total
from vedette.model.report import Picture
from vedette.model.units import Unit
from vedette.report.charts.drawing.axes import TIME_AXIS_MM, draw_months
from vedette.report.charts.drawing.canvas import Canvas
from vedette.report.charts.drawing.dates import (
    TimeAxis,
    axis_over,
    happening_words,
    month_end,
    month_words,
)
from vedette.report.charts.drawing.frame import draw_foot
from vedette.report.charts.drawing.lanes import Lanes
from vedette.report.charts.drawing.lettering import line_height_mm, widest_mm, width_mm, wrapped
from vedette.report.charts.drawing.palette import (
    HAIR,
    LIGHT,
    MUTED,
    NORMAL,
    PAPER,
    RULE,
    SMALL,
    STRONG,
    THIN,
    WIDTH_MM,
)
from vedette.report.charts.drawing.phrases import Phrases, phrases
from vedette.report.charts.drawing.wording import in_words
from vedette.report.words import number_in_words

NAME_MM = 40.0
_TOTAL_MM = 16.0
_DISC_ROW_MM = 5.6
_LANE_MM = 3.6
_BAR_MM = 2.2
_PAD_MM = 1.0
_UNIT = Unit("voyage")
"""What the happenings of one ship are counted in before they are told apart; it is never printed."""
_NOTHING_JUDGED = Verdicts.of(())
_HEAD_MM = 4.5
_BIGGEST_MM, _SMALLEST_MM = 2.45, 0.85


@attrs.frozen(kw_only=True)
class _Told:
    """One happening: the rows that tell it, and how often it happened."""

    rows: tuple[Observation, ...]
    times: Quantity

    @property
    def first(self) -> dt.date | None:
        days = [one.when.first for one in self.rows if one.when.first]
        return min(days) if len(days) == len(self.rows) else None

    @property
    def last(self) -> dt.date | None:
        days = [one.when.last for one in self.rows if one.when.last]
        return max(days) if len(days) == len(self.rows) else None

    @property
    def month(self) -> dt.date | None:
        """The first day of the month that surely holds all of it; none if no single month does."""
        first, last = self.first, self.last
        if first is None or last is None or (first.year, first.month) != (last.year, last.month):
            return None
        return first.replace(day=1)

    @property
    def is_checked(self) -> bool:
        return any(one.basis.verification.is_checked for one in self.rows)


@attrs.frozen(kw_only=True)
class _Row:
    """One ship or aircraft: its months with counts, what stands as a bar, and how many there are of each unit."""

    name: tuple[str, ...]
    label: str
    seen: tuple[_Told, ...]
    times: tuple[Quantity, ...]

    @property
    def by_month(self) -> dict[dt.date, list[_Told]]:
        months: dict[dt.date, list[_Told]] = {}
        for one in self.seen:
            if one.month:
                months.setdefault(one.month, []).append(one)
        return months

    @property
    def spans(self) -> list[_Told]:
        return [one for one in self.seen if one.month is None]


def draw(
    observations: Sequence[Observation],
    *,
    what: str,
    name: str,
    language: str,
    by: str = "vessel",
    verdicts: Verdicts = _NOTHING_JUDGED,
    source: str | None = None,
) -> Picture:
    """The chart of happenings; ``what`` names them in words, ``by`` is the role that makes the rows.

    ``verdicts`` say which rows tell one happening.

    Raises ReportError if there is nothing to draw, or nothing that has a date at all.
    """
    say = phrases(language, "voyages")
    rows = _rows(observations, what, by, verdicts=verdicts, say=say)
    totals = [_totals(row, with_units=len(_units(rows)) > 1, say=say) for row in rows]
    left = widest_mm([line for row in rows for line in row.name], NORMAL) + 3
    right = WIDTH_MM - max(_TOTAL_MM, widest_mm([one for lines in totals for one in lines], NORMAL) + 5)
    axis = axis_over([one.when for one in observations], left=left, right=right)
    canvas = Canvas()
    tops, bottom = _tops(rows, axis, say)
    draw_months(canvas, axis, top=_HEAD_MM, bottom=bottom, language=language)
    canvas.text((WIDTH_MM, _HEAD_MM - 1.6), say("total"), size=SMALL, ink=MUTED, align="right")
    most = max((_number(seen) for row in rows for seen in row.by_month.values()), default=1)
    for row, top, lines in zip(rows, tops, totals, strict=True):
        _draw_row(canvas, row, axis, top=top, most=most, say=say)
        for number, line in enumerate(lines):
            y = top + 4.3 + number * line_height_mm(NORMAL)
            canvas.text((WIDTH_MM, y), line, align="right", heavy=True)
    canvas.line([(0, bottom), (WIDTH_MM, bottom)], ink=RULE, width=HAIR)
    y = _draw_key(canvas, rows, most, top=bottom + TIME_AXIS_MM, say=say)
    unchecked = any(not one.basis.verification.is_checked for one in observations)
    height = draw_foot(canvas, say, top=y, source=source, unchecked=unchecked)
    return canvas.printed(name=name, height=height, alt=_described(rows, what, axis, say))


def _number(seen: Sequence[_Told]) -> int:
    """How many there surely are, at least one each; what the area of a disc stands for."""
    return sum(int(one.times.low.value) if one.times.low else 1 for one in seen)


def _rows(
    observations: Sequence[Observation], what: str, by: str, *, verdicts: Verdicts, say: Phrases
) -> list[_Row]:
    if not observations:
        raise ReportError(
            f"there are no {what} to draw", advice="widen the query, or take the chart out of the chapter"
        )
    grouped: dict[str, list[Observation]] = {}
    for one in sorted(observations, key=lambda one: (one.when.first or dt.date.min, one.basis.key)):
        actor = one.actor(by)
        grouped.setdefault(actor.name if actor else say("unnamed"), []).append(one)
    named = sorted(grouped, key=lambda name: name == say("unnamed"))
    return [_row(one, grouped[one], verdicts) for one in named]


def _row(label: str, seen: Sequence[Observation], verdicts: Verdicts) -> _Row:
    found = tallied(seen, verdicts, unit=_UNIT)
    return _Row(
        label=label,
        name=wrapped(label, NORMAL, within_mm=NAME_MM, lines=2),
        seen=tuple(
            _Told(rows=group, times=tallied(group, verdicts, unit=_UNIT).quantity) for group in found.groups
        ),
        times=tuple(
            attrs.evolve(tallied(rows, verdicts, unit=_UNIT).quantity, unit=unit)
            for unit, rows in _by_unit(found.groups).items()
        ),
    )


def _by_unit(groups: Sequence[Sequence[Observation]]) -> dict[Unit, list[Observation]]:
    """The rows by what they tell; one happening told by several rows is what its first row says."""
    found: dict[Unit, list[Observation]] = {}
    for group in groups:
        found.setdefault(happening_unit(group[0]), []).extend(group)
    return dict(sorted(found.items(), key=lambda pair: str(pair[0])))


def _units(rows: Sequence[_Row]) -> set[Unit]:
    return {one.unit for row in rows for one in row.times}


def _totals(row: _Row, *, with_units: bool, say: Phrases) -> list[str]:
    """How many, by unit; the unit is told where the chart holds several."""
    told = in_words if with_units else number_in_words
    return [told(one, say.language) for one in row.times]


def _span(one: _Told, axis: TimeAxis) -> tuple[float, float]:
    left = axis.at(one.first) if one.first else axis.left
    right = axis.after(one.last) if one.last else axis.right
    return left, max(right, left + 1)


def _beside(one: _Told, say: Phrases) -> str:
    """The source's own count, for a row that tells of several at once ("9 trips"), else "at least 1"."""
    amounts = (amount.quantity for row in one.rows for amount in row.amounts)
    counted = [in_words(quantity, say.language) for quantity in amounts if quantity.unit in HAPPENINGS]
    if not counted and one.times.wording is not Wording.EXACTLY:
        return number_in_words(one.times, say.language)
    return ", ".join(dict.fromkeys(counted))


def _lanes(row: _Row, axis: TimeAxis, say: Phrases) -> tuple[list[int], int]:
    """The lane of each bar and the number of lanes; discs keep the first lane for themselves."""
    lanes = Lanes(gap=1.0)
    for month in row.by_month:
        middle = (axis.at(month) + axis.after(month_end(month))) / 2
        lanes.claim(middle - _BIGGEST_MM, middle + _BIGGEST_MM)
    placed = []
    for one in row.spans:
        left, right = _span(one, axis)
        words = _beside(one, say)
        placed.append(lanes.place(left, right + (width_mm(words, SMALL) + 1.5 if words else 0)))
    return placed, lanes.count


def _tops(rows: Sequence[_Row], axis: TimeAxis, say: Phrases) -> tuple[list[float], float]:
    tops, y = [], _HEAD_MM
    for row in rows:
        tops.append(y)
        text = max(len(row.name), len(row.times)) * line_height_mm(NORMAL) + 2.2
        lanes = _DISC_ROW_MM + (_lanes(row, axis, say)[1] - 1) * _LANE_MM
        y += max(lanes + _PAD_MM, text)
    return tops, y


def _draw_row(canvas: Canvas, row: _Row, axis: TimeAxis, *, top: float, most: int, say: Phrases) -> None:
    canvas.line([(0, top), (WIDTH_MM, top)], ink=RULE, width=HAIR)
    for number, line in enumerate(row.name):
        canvas.text((0, top + 4.3 + number * line_height_mm(NORMAL)), line)
    middle = top + (_PAD_MM + _DISC_ROW_MM) / 2
    for month, seen in row.by_month.items():
        _draw_month(canvas, axis, month, seen, y=middle, most=most)
    for one, lane in zip(row.spans, _lanes(row, axis, say)[0], strict=True):
        below = _DISC_ROW_MM / 2 + (lane - 0.5) * _LANE_MM if lane else 0.0
        _draw_span(canvas, one, axis, y=middle + below, say=say)


def _draw_span(canvas: Canvas, one: _Told, axis: TimeAxis, *, y: float, say: Phrases) -> None:
    left, right = _span(one, axis)
    corner, size = (left, y - _BAR_MM / 2), (right - left, _BAR_MM)
    canvas.box(corner, size, fill=LIGHT if one.is_checked else PAPER)
    if not one.is_checked:
        canvas.hatch(corner, size)
    canvas.box(corner, size, edge=STRONG, width=THIN)
    words = _beside(one, say)
    if words:
        fits = right + 1.2 + width_mm(words, SMALL) < axis.right
        x = right + 1.2 if fits else left - 1.2 - width_mm(words, SMALL)
        canvas.text((x, y + 0.95), words, size=SMALL, ink=MUTED, halo=PAPER)


def _draw_month(
    canvas: Canvas, axis: TimeAxis, month: dt.date, seen: Sequence[_Told], *, y: float, most: int
) -> None:
    left, right = axis.at(month), axis.after(month_end(month))
    radius = _radius(_number(seen), most)
    middle = (left + right) / 2
    if not all(one.is_checked for one in seen):
        canvas.hatch((left, y - _DISC_ROW_MM / 2 + 0.2), (right - left, _DISC_ROW_MM - 0.4))
    checked = any(one.is_checked for one in seen)
    canvas.disc((middle, y), radius, fill=STRONG if checked else PAPER, edge=STRONG, width=THIN)
    words = str(_number(seen)) + ("" if all(one.times.wording is Wording.EXACTLY for one in seen) else "+")
    if words != "1" and width_mm(words, SMALL) < 2 * radius - 0.5:
        ink = PAPER if checked else STRONG
        canvas.text((middle, y + 0.95), words, size=SMALL, ink=ink, align="middle")


def _radius(count: int, most: int) -> float:
    """A radius whose square grows with the count, between the smallest and the biggest disc."""
    if most == 1:
        return 1.3
    return max(_SMALLEST_MM, _BIGGEST_MM * math.sqrt(count / most))


def _draw_key(canvas: Canvas, rows: Sequence[_Row], most: int, *, top: float, say: Phrases) -> float:
    y, x = top + 3.4, 0.0
    if any(row.by_month for row in rows):
        x += canvas.text((x, y), say("count_key"), size=SMALL, ink=MUTED) + 2
        for count in sorted({1, (most + 1) // 2, most}):
            radius = _radius(count, most)
            canvas.disc((x + radius, y - 0.9), radius, fill=STRONG)
            x += 2 * radius + 1
            x += canvas.text((x, y), str(count), size=SMALL, ink=MUTED) + 3
        x += 4
    if any(row.spans for row in rows):
        canvas.box((x, y - 2), (7, _BAR_MM), fill=LIGHT, edge=STRONG, width=THIN)
        canvas.text((x + 8.5, y), say("bar_key"), size=SMALL, ink=MUTED)
    return y + 0.8


def _told(one: _Told, say: Phrases) -> str:
    dated = say("list_separator").join(
        dict.fromkeys(happening_words(row.when, say.language) for row in one.rows)
    )
    if not one.is_checked:
        dated = f"{dated}, {say('unchecked')}"
    return ": ".join(part for part in (dated, _beside(one, say)) if part)


def _described(rows: Sequence[_Row], what: str, axis: TimeAxis, say: Phrases) -> str:
    units = _units(rows)
    items = [
        say(
            "alt_item_mixed" if len(units) > 1 else "alt_item",
            name=row.label,
            count=", ".join(_totals(row, with_units=len(units) > 1, say=say)),
            dates=", ".join(_told(one, say) for one in row.seen),
        )
        for row in rows
    ]
    told = {
        "what": what,
        "row": say("row"),
        "first": month_words(axis.first, say.language),
        "last": month_words(axis.last, say.language),
        "items": say("list_separator").join(items),
    }
    if len(units) > 1:
        return say("alt_mixed", **told)
    count = total((one for row in rows for one in row.times), units.pop())
    return " ".join([say("alt", count=number_in_words(count, say.language), **told), *_busiest(rows, say)])


def _busiest(rows: Sequence[_Row], say: Phrases) -> list[str]:
    months: Counter[dt.date] = Counter()
    for row in rows:
        for month, seen in row.by_month.items():
            months[month] += _number(seen)
    busiest = min(months, key=lambda month: (-months[month], month), default=None)
    if busiest is None:
        return []
    return [say("alt_busiest", month=month_words(busiest, say.language), count=months[busiest])]
