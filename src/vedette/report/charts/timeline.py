"""The timeline: dated happenings in tracks over one time axis, with labels that never touch each other.

A day is a disc; a date known as an interval is a bar over it, with an arrow where the source leaves it open.
Every label carries its date in words, so that nothing has to be read off the axis.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

import attrs

from vedette.errors import ReportError
from vedette.model.facts import Observation
from vedette.model.moments import PartialDate
from vedette.model.report import Picture
from vedette.report.charts.drawing.axes import TIME_AXIS_MM, draw_months
from vedette.report.charts.drawing.canvas import Canvas
from vedette.report.charts.drawing.dates import TimeAxis, axis_over, date_words, day_words
from vedette.report.charts.drawing.frame import draw_foot
from vedette.report.charts.drawing.lanes import Lanes
from vedette.report.charts.drawing.lettering import line_height_mm, widest_mm, wrapped
from vedette.report.charts.drawing.palette import (
    HAIR,
    INK,
    LIGHT,
    MEDIUM,
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

TRACK_MM = 27.0
LABEL_MM = 39.0
"""How wide a label may get before it is wrapped."""

_LINES = 4
_TEXT_GAP_MM = 1.2
_DISC_MM = 1.1
_BAR_MM = 1.9
_LANE_PAD_MM = 1.5


@attrs.frozen(kw_only=True)
class Happening:
    """Something that happened: when, in which track, told in a few words; ``checked`` is false for M and W."""

    when: PartialDate
    track: str
    label: str
    checked: bool = True


def happening(observation: Observation, *, track: str) -> Happening:
    """An observation as an item of a track, told in its source's words or by what it is, who and where."""
    who = ", ".join(actor.name for actor in observation.actors)
    where = " – ".join(spot.name for spot in observation.spots)
    told = ": ".join(part for part in (observation.what.value, who, where) if part)
    return Happening(
        when=observation.when,
        track=track,
        label=observation.words or told,
        checked=observation.basis.verification.is_checked,
    )


@attrs.frozen(kw_only=True)
class _Item:
    """A happening with the place of its mark, and its label as lines to the right or left of it."""

    what: Happening
    left: float
    right: float
    date: tuple[str, ...]
    words: tuple[str, ...]
    width: float
    text_x: float

    @property
    def stretch(self) -> tuple[float, float]:
        return min(self.left, self.text_x), max(self.right, self.text_x + self.width)

    @property
    def height(self) -> float:
        return (len(self.words) + len(self.date)) * line_height_mm(SMALL) + _LANE_PAD_MM


def draw(happenings: Sequence[Happening], *, name: str, language: str, source: str | None = None) -> Picture:
    """The timeline; tracks stand in the order in which they first occur in ``happenings``.

    Raises ReportError if there is nothing to draw.
    """
    say = phrases(language, "timeline")
    if not happenings:
        raise ReportError(
            "there is nothing to draw on the timeline", advice="widen the query, or take the chart out"
        )
    tracks = list(dict.fromkeys(one.track for one in happenings))
    titles = {one: wrapped(one, NORMAL, within_mm=TRACK_MM) for one in tracks}
    left = widest_mm([line for lines in titles.values() for line in lines], NORMAL) + 4
    axis = axis_over([one.when for one in happenings], left=left, right=WIDTH_MM - 6)
    canvas = Canvas()
    bands = [_band(happenings, track, axis, language) for track in tracks]
    heights = [
        max(sum(lanes) + 2.5, len(titles[track]) * line_height_mm(NORMAL) + 3)
        for track, (_, lanes) in zip(tracks, bands, strict=True)
    ]
    draw_months(canvas, axis, top=0, bottom=sum(heights), language=language)
    y = 0.0
    for track, (placed, lanes), height in zip(tracks, bands, heights, strict=True):
        _draw_track(canvas, titles[track], placed, lanes, top=y)
        y += height
    canvas.line([(0, y), (WIDTH_MM, y)], ink=RULE, width=THIN)
    unchecked = any(not one.checked for one in happenings)
    foot = y + TIME_AXIS_MM
    height = draw_foot(canvas, say, top=foot, source=source, unchecked=unchecked)
    return canvas.printed(name=name, height=height, alt=_described(happenings, tracks, axis, say))


def _day(one: Happening) -> tuple[dt.date, dt.date, str]:
    return one.when.first or dt.date.min, one.when.last or dt.date.max, one.label


def _band(
    happenings: Sequence[Happening], track: str, axis: TimeAxis, language: str
) -> tuple[list[tuple[_Item, int]], list[float]]:
    """The items of a track with their lanes, and the heights of the lanes."""
    lanes = Lanes(gap=2.2)
    placed: list[tuple[_Item, int]] = []
    for one in sorted((one for one in happenings if one.track == track), key=_day):
        sides = [item for item in _sides(one, axis, language) if _is_on_sheet(item, axis)]
        best = min(sides, key=lambda item: lanes.first_free(*item.stretch))
        placed.append((best, lanes.place(*best.stretch)))
    heights = [max(item.height for item, lane in placed if lane == number) for number in range(lanes.count)]
    return placed, heights


def _is_on_sheet(item: _Item, axis: TimeAxis) -> bool:
    left, right = item.stretch
    return left >= axis.left - 1.5 and right <= WIDTH_MM


def _sides(one: Happening, axis: TimeAxis, language: str) -> list[_Item]:
    """The item with its label right of the mark, left of it, or, where neither fits, pushed back onto the sheet."""
    left = axis.at(one.when.first) if one.when.first else axis.left
    right = axis.after(one.when.last) if one.when.last else axis.right
    if one.when.is_one_day:
        left = right = (left + right) / 2
        left, right = left - _DISC_MM, right + _DISC_MM
    right = max(right, left + 1.4)
    date = wrapped(date_words(one.when, language), SMALL, within_mm=LABEL_MM)
    words = wrapped(one.label, SMALL, within_mm=LABEL_MM, lines=_LINES)
    width = widest_mm([*date, *words], SMALL) * 1.01
    places = (right + _TEXT_GAP_MM, left - _TEXT_GAP_MM - width)
    below = min(max(left, axis.left), WIDTH_MM - width)
    item = _Item(what=one, left=left, right=right, date=date, words=words, width=width, text_x=0)
    return [attrs.evolve(item, text_x=x) for x in (*places, below)]


def _draw_track(
    canvas: Canvas,
    title: Sequence[str],
    placed: Sequence[tuple[_Item, int]],
    lanes: Sequence[float],
    *,
    top: float,
) -> None:
    canvas.line([(0, top), (WIDTH_MM, top)], ink=RULE, width=THIN)
    for number, line in enumerate(title):
        canvas.text((0, top + 4.6 + number * line_height_mm(NORMAL)), line, heavy=True)
    for item, lane in placed:
        _draw_item(canvas, item, top=top + 1.8 + sum(lanes[:lane]))


def _draw_item(canvas: Canvas, item: _Item, *, top: float) -> None:
    y = top + 2.0
    if item.what.when.is_one_day:
        fill = STRONG if item.what.checked else PAPER
        canvas.disc(((item.left + item.right) / 2, y), _DISC_MM, fill=fill, edge=STRONG, width=MEDIUM)
    else:
        _draw_bar(canvas, item, y)
    leftward = item.text_x + item.width < item.right
    align, x = ("right", item.text_x + item.width) if leftward else ("left", item.text_x)
    for number, line in enumerate((*item.date, *item.words)):
        ink = MUTED if number < len(item.date) else INK
        baseline = top + 2.9 + number * line_height_mm(SMALL)
        canvas.text((x, baseline), line, size=SMALL, ink=ink, align=align, halo=PAPER)


def _draw_bar(canvas: Canvas, item: _Item, y: float) -> None:
    corner, size = (item.left, y - _BAR_MM / 2), (item.right - item.left, _BAR_MM)
    canvas.box(corner, size, fill=LIGHT)
    if not item.what.checked:
        canvas.hatch(corner, size)
    canvas.box(corner, size, edge=STRONG, width=HAIR)
    for open_end, tip, way in (
        (item.what.when.first is None, item.left, -1),
        (item.what.when.last is None, item.right, 1),
    ):
        if open_end:
            base = tip - way * 0.2
            canvas.polygon([(tip + way * 2, y), (base, y - 1.5), (base, y + 1.5)], fill=LIGHT, edge=STRONG)


def _described(happenings: Sequence[Happening], tracks: Sequence[str], axis: TimeAxis, say: Phrases) -> str:
    told = []
    for track in tracks:
        items = [
            say("alt_item", date=date_words(one.when, say.language), label=one.label)
            for one in sorted((one for one in happenings if one.track == track), key=_day)
        ]
        told.append(say("alt_track", track=track, items=say("list_separator").join(items)))
    days = [day for one in happenings for day in (one.when.first, one.when.last) if day]
    text = say(
        "alt",
        count=len(happenings),
        first=day_words(min(days), say.language),
        last=day_words(max(days), say.language),
        tracks=", ".join(tracks),
        items=". ".join(told),
    )
    unchecked = [one.label for one in happenings if not one.checked]
    return f"{text} {say('unchecked_alt', items='; '.join(unchecked))}" if unchecked else text
