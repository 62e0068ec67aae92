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
from vedette.report.charts.drawing.canvas import Align, Canvas
from vedette.report.charts.drawing.dates import TimeAxis, axis_over, day_words, happening_words
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
    TALLEST_MM,
    THIN,
    WIDTH_MM,
)
from vedette.report.charts.drawing.phrases import Phrases, phrases

TRACK_MM = 27.0
_LINES = 12
_NARROWEST_MM = 34.0
_BELOW_MM = 2.9
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
    date: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    width: float = 0.0
    text_x: float = 0.0
    below: bool = False

    @property
    def stretch(self) -> tuple[float, float]:
        return min(self.left, self.text_x), max(self.right, self.text_x + self.width)

    @property
    def height(self) -> float:
        lines = (len(self.words) + len(self.date)) * line_height_mm(SMALL)
        return lines + _LANE_PAD_MM + self.below * _BELOW_MM


@attrs.frozen(kw_only=True)
class _Setting:
    """How wide labels may get, and whether the date stands in one line with the words."""

    label_mm: float
    one_line: bool = False


_SETTINGS = (
    _Setting(label_mm=39),
    _Setting(label_mm=56),
    _Setting(label_mm=64, one_line=True),
    _Setting(label_mm=130, one_line=True),
)
"""From airy to tight; the first that fits a page is taken."""


@attrs.frozen(kw_only=True)
class _Track:
    """A track with its items, the lane of each, and the heights of the lanes."""

    title: tuple[str, ...]
    placed: tuple[tuple[_Item, int], ...]
    lanes: tuple[float, ...]

    @property
    def height(self) -> float:
        return max(sum(self.lanes) + 2.5, len(self.title) * line_height_mm(NORMAL) + 3)


def draw(happenings: Sequence[Happening], *, name: str, language: str, source: str | None = None) -> Picture:
    """The timeline; tracks stand in the order in which they first occur in ``happenings``.

    Raises ReportError if there is nothing to draw.
    """
    say = phrases(language, "timeline")
    if not happenings:
        raise ReportError(
            "there is nothing to draw on the timeline", advice="widen the query, or take the chart out"
        )
    axis, tracks = _laid_out(happenings, say)
    canvas = Canvas()
    bottom = sum(track.height for track in tracks)
    draw_months(canvas, axis, top=0, bottom=bottom, language=language)
    y = 0.0
    for track in tracks:
        _draw_track(canvas, track, top=y)
        y += track.height
    canvas.line([(0, y), (WIDTH_MM, y)], ink=RULE, width=THIN)
    unchecked = any(not one.checked for one in happenings)
    height = draw_foot(canvas, say, top=y + TIME_AXIS_MM, source=source, unchecked=unchecked)
    return canvas.printed(name=name, height=height, alt=_described(happenings, say))


def _laid_out(happenings: Sequence[Happening], say: Phrases) -> tuple[TimeAxis, list[_Track]]:
    """The axis and the tracks in the first setting that fits a page, else in the one that gets least tall."""
    names = list(dict.fromkeys(one.track for one in happenings))
    titles = {one: wrapped(one, NORMAL, within_mm=TRACK_MM) for one in names}
    left = widest_mm([line for lines in titles.values() for line in lines], NORMAL) + 4
    axis = axis_over([one.when for one in happenings], left=left, right=WIDTH_MM - 6)
    layouts = []
    for setting in _SETTINGS:
        tracks = [
            _track(titles[name], [one for one in happenings if one.track == name], axis, setting, say)
            for name in names
        ]
        height = sum(track.height for track in tracks)
        if height < TALLEST_MM - 20:
            return axis, tracks
        layouts.append((height, tracks))
    return axis, min(layouts, key=lambda one: one[0])[1]


def _day(one: Happening) -> tuple[dt.date, dt.date, str]:
    return one.when.first or dt.date.min, one.when.last or dt.date.max, one.label


def _track(
    title: tuple[str, ...], happenings: Sequence[Happening], axis: TimeAxis, setting: _Setting, say: Phrases
) -> _Track:
    lanes = Lanes(gap=2.2)
    placed: list[tuple[_Item, int]] = []
    for one in _merged(happenings, say):
        sides = _sides(one, axis, setting, say)
        best = min(sides, key=lambda item: (lanes.first_free(*item.stretch), item.height))
        placed.append((best, lanes.place(*best.stretch)))
    heights = (max(item.height for item, lane in placed if lane == number) for number in range(lanes.count))
    return _Track(title=title, placed=tuple(placed), lanes=tuple(heights))


def _merged(happenings: Sequence[Happening], say: Phrases) -> list[Happening]:
    """In order of time, what shares date and standing told together under one mark."""
    together: dict[tuple[str, bool], list[Happening]] = {}
    for one in sorted(happenings, key=_day):
        together.setdefault((one.when.text, one.checked), []).append(one)
    join = say("list_separator").join
    return [
        attrs.evolve(some[0], label=join(dict.fromkeys(one.label for one in some)))
        for some in together.values()
    ]


def _sides(one: Happening, axis: TimeAxis, setting: _Setting, say: Phrases) -> list[_Item]:
    """The item with its label right of the mark and left of it, or below it where neither fits the sheet."""
    left = axis.at(one.when.first) if one.when.first else axis.left
    right = axis.after(one.when.last) if one.when.last else axis.right
    if one.when.is_one_day:
        middle = (left + right) / 2
        left, right = middle - _DISC_MM, middle + _DISC_MM
    right = max(right, left + 1.4)
    item = _Item(what=one, left=left, right=right)
    sides = []
    for start, room in ((right + _TEXT_GAP_MM, WIDTH_MM - right), (None, left - axis.left)):
        lettered = _lettered(item, setting, say, within_mm=room - 2 * _TEXT_GAP_MM)
        if lettered is not None:
            x = left - _TEXT_GAP_MM - lettered.width if start is None else start
            sides.append(attrs.evolve(lettered, text_x=x))
    if sides:
        return sides
    below = _lettered(item, setting, say, within_mm=WIDTH_MM - axis.left) or item
    return [attrs.evolve(below, text_x=min(max(left, axis.left), WIDTH_MM - below.width), below=True)]


def _lettered(item: _Item, setting: _Setting, say: Phrases, *, within_mm: float) -> _Item | None:
    """The item with its label in lines; none if the room is too narrow to read in.

    In one-line settings the date opens the words, else it stands above them.
    """
    dated = happening_words(item.what.when, say.language)
    if not item.what.checked:
        dated = f"{dated} ({say('unchecked')})"
    told = f"{dated}: {item.what.label}" if setting.one_line else item.what.label
    over = () if setting.one_line else (dated,)
    room = min(setting.label_mm, within_mm)
    if room < min(_NARROWEST_MM, widest_mm([told, *over], SMALL)) or room < widest_mm(over, SMALL):
        return None
    words = wrapped(told, SMALL, within_mm=room, lines=_LINES)
    width = widest_mm([*over, *words], SMALL)
    return attrs.evolve(item, date=over, words=words, width=width)


def _draw_track(canvas: Canvas, track: _Track, *, top: float) -> None:
    canvas.line([(0, top), (WIDTH_MM, top)], ink=RULE, width=THIN)
    for number, line in enumerate(track.title):
        canvas.text((0, top + 4.6 + number * line_height_mm(NORMAL)), line, heavy=True)
    for item, lane in track.placed:
        _draw_item(canvas, item, top=top + 1.8 + sum(track.lanes[:lane]))


def _draw_item(canvas: Canvas, item: _Item, *, top: float) -> None:
    y = top + 2.0
    if item.what.when.is_one_day:
        fill = STRONG if item.what.checked else PAPER
        canvas.disc(((item.left + item.right) / 2, y), _DISC_MM, fill=fill, edge=STRONG, width=MEDIUM)
    else:
        _draw_bar(canvas, item, y)
    leftward = not item.below and item.text_x + item.width < item.right
    align: Align = "right" if leftward else "left"
    x = item.text_x + item.width if leftward else item.text_x
    for number, line in enumerate((*item.date, *item.words)):
        ink = MUTED if number < len(item.date) else INK
        baseline = top + 2.9 + item.below * _BELOW_MM + number * line_height_mm(SMALL)
        canvas.text((x, baseline), line, size=SMALL, ink=ink, align=align, halo=PAPER)


def _draw_bar(canvas: Canvas, item: _Item, y: float) -> None:
    corner, size = (item.left, y - _BAR_MM / 2), (item.right - item.left, _BAR_MM)
    canvas.box(corner, size, fill=LIGHT if item.what.checked else PAPER)
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


def _described(happenings: Sequence[Happening], say: Phrases) -> str:
    tracks = list(dict.fromkeys(one.track for one in happenings))
    told = []
    for track in tracks:
        items = [
            say("alt_item", date=happening_words(one.when, say.language), label=one.label)
            for one in sorted((one for one in happenings if one.track == track), key=_day)
        ]
        told.append(say("alt_track", track=track, items=say("list_separator").join(items)))
    days = [day for one in happenings for day in (one.when.first, one.when.last) if day]
    text = say(
        "alt_one" if len(happenings) == 1 else "alt",
        count=len(happenings),
        first=day_words(min(days), say.language),
        last=day_words(max(days), say.language),
        tracks=", ".join(tracks),
        items=". ".join(told),
    )
    unchecked = [one.label for one in happenings if not one.checked]
    return f"{text} {say('unchecked_alt', items='; '.join(unchecked))}" if unchecked else text
