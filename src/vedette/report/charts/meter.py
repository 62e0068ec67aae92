"""The meter: what was notified and what is estimated of a commodity, added up by month, against the yearly cap.

A total of a month is known at the end of that month, and nothing is drawn as known before: a low end rises on the
last day of the month that brings it, under a mark, and a high end stands over the whole month in which more may
have come. Notified deliveries are a line, because they are counts on paper; the estimate is a band from its low to
its high end, open at the top where it has none. The cap is taken from the data (refined petroleum: resolution 2397
(2017), paragraph 5).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from decimal import Decimal

import attrs

from vedette.assessment.meter import Meter, MeterMonth
from vedette.errors import ReportError
from vedette.model.quantities import End, Quantity
from vedette.model.report import Picture
from vedette.report.charts.drawing.axes import TIME_AXIS_MM
from vedette.report.charts.drawing.canvas import Align, Canvas
from vedette.report.charts.drawing.dates import day_words, month_name, month_words
from vedette.report.charts.drawing.frame import draw_foot
from vedette.report.charts.drawing.lettering import widest_mm, width_mm
from vedette.report.charts.drawing.meter_words import (
    amount_lines,
    ends,
    limit,
    months_told,
    notified_lines,
    percent,
    share,
)
from vedette.report.charts.drawing.palette import (
    HAIR,
    INK,
    MEDIUM,
    MUTED,
    PALE,
    PAPER,
    RULE,
    SECOND,
    SMALL,
    STRONG,
    THICK,
    THIN,
    WARM,
    WIDTH_MM,
)
from vedette.report.charts.drawing.phrases import Phrases, phrases
from vedette.report.charts.drawing.scale import Scale, figures, scale_for
from vedette.report.charts.drawing.wording import in_words

PLOT_MM = 74.0
_MARK_MM = 0.9
_CALLOUT_MM = 3.7
_NEAR_MM = 4.5
_FADING = ("#fefcf9", "#fdf9f2", "#fcf5ea", "#fbf1e1", "#f9ecd7", "#f8e8ce", WARM)
"""The fills of a band without upper end, from its top down."""


@attrs.frozen(kw_only=True)
class _Frame:
    """Where months and amounts stand."""

    left: float
    step: float
    scale: Scale
    cap: Decimal
    stop: float

    def begin(self, number: int) -> float:
        return self.left + number * self.step

    def finish(self, number: int) -> float:
        return self.left + (number + 1) * self.step

    @property
    def bottom(self) -> float:
        return self.scale.zero


def draw(
    meter: Meter, *, name: str, language: str, source: str | None = None, unchecked: bool = False
) -> Picture:
    """The chart of one year, or of any run of months; ``unchecked`` hatches an estimate that nobody has checked.

    Raises ReportError for a meter without months or without a number as its cap.
    """
    say = phrases(language, "meter")
    frame = _frame(meter, say)
    canvas = Canvas()
    _draw_grid(canvas, meter, frame, say)
    _draw_pending(canvas, meter, frame)
    _draw_band(canvas, meter, frame, unchecked=unchecked)
    _draw_notified(canvas, meter, frame)
    _draw_cap(canvas, meter, frame, say)
    _draw_crossings(canvas, meter, frame, say)
    _drawends(canvas, meter, frame, say)
    top = frame.bottom + TIME_AXIS_MM
    height = draw_foot(canvas, say, top=top, source=source, unchecked=unchecked)
    return canvas.printed(name=name, height=height, alt=_described(meter, frame.cap, say))


def _frame(meter: Meter, say: Phrases) -> _Frame:
    if not meter.months:
        raise ReportError("a meter without months shows nothing", advice="give it at least one month")
    cap = meter.cap.high.value if meter.cap.high else meter.cap.nominal
    if cap is None or cap == 0:
        raise ReportError(
            "the cap of a meter is not a number", advice="cite the cap with its amount and unit"
        )
    amounts = [cap * Decimal("1.12")]
    for month in meter.months:
        known = (*ends(month.estimated), *ends(month.notified))
        amounts += [value for value in known if value is not None]
    top = 2.0 + _CALLOUT_MM * len(_crossings(meter, cap))
    scale = scale_for(amounts, zero=top + PLOT_MM, full=top, headroom=Decimal("0.04"))
    left = sum(_tick_widths(scale, cap, say)) + 4.5
    room = max(width_mm(line, SMALL) for line in _end_labels(meter, cap, say)) + 3
    step = (WIDTH_MM - left - room) / len(meter.months)
    return _Frame(left=left, step=step, scale=scale, cap=cap, stop=left + step * months_told(meter))


def _ticks(scale: Scale, cap: Decimal) -> list[Decimal]:
    """The round amounts and the cap, without those too near to it."""
    near = [value for value in scale.ticks if abs(scale.at(value) - scale.at(cap)) > _NEAR_MM]
    return sorted([*near, cap])


def _tick_widths(scale: Scale, cap: Decimal, say: Phrases) -> tuple[float, float]:
    """The widths of the two columns beside the axis: amounts, and shares of the cap."""
    amounts = [figures(value, say.language) for value in _ticks(scale, cap)]
    return widest_mm(amounts, SMALL), widest_mm([percent(one, cap, say) for one in _ticks(scale, cap)], SMALL)


def _draw_grid(canvas: Canvas, meter: Meter, frame: _Frame, say: Phrases) -> None:
    right = frame.begin(len(meter.months))
    shares = frame.left - 1.8
    amounts = shares - _tick_widths(frame.scale, frame.cap, say)[1] - 1.8
    for value in _ticks(frame.scale, frame.cap):
        y = frame.scale.at(value)
        canvas.line([(frame.left, y), (right, y)], ink=RULE, width=THIN if value == 0 else HAIR)
        part = percent(value, frame.cap, say)
        canvas.text((shares, y + 0.95), part, size=SMALL, ink=MUTED, align="right")
        words = figures(value, say.language)
        canvas.text((amounts, y + 0.95), words, size=SMALL, ink=MUTED, align="right")
    _draw_month_names(canvas, meter, frame, say)


def _draw_month_names(canvas: Canvas, meter: Meter, frame: _Frame, say: Phrases) -> None:
    names = [month_name(_day(one), say.language) for one in meter.months]
    every = 1 + int((max(width_mm(one, SMALL) for one in names) + 1) / frame.step)
    years: set[int] = set()
    for number, (month, words) in enumerate(zip(meter.months, names, strict=True)):
        x = frame.begin(number)
        canvas.line([(x, frame.bottom), (x, frame.bottom + 1.2)], ink=RULE, width=THIN)
        if number % every == 0:
            middle = x + frame.step / 2
            canvas.text((middle, frame.bottom + 3.9), words, size=SMALL, ink=MUTED, align="middle")
            if _day(month).year not in years:
                year = str(_day(month).year)
                canvas.text((middle, frame.bottom + 7.4), year, size=SMALL, ink=MUTED, align="middle")
            years.add(_day(month).year)


def _day(month: MeterMonth) -> dt.date:
    if month.period.start is None:
        raise ReportError("a month of the meter has no first day", advice="give every month both ends")
    return month.period.start


def _draw_band(canvas: Canvas, meter: Meter, frame: _Frame, *, unchecked: bool) -> None:
    """The estimate month by month: filled between its ends, fading upwards where it has no upper end."""
    lows, highs = (_side([one.estimated for one in meter.months], side) for side in (0, 1))
    for number, (low, high) in enumerate(_during(lows, highs)):
        if low is None and high is None:
            continue
        left, width = frame.begin(number), frame.step
        bottom = frame.scale.at(low or Decimal(0))
        top = frame.scale.at(high) if high is not None else frame.scale.full
        if high is None:
            _fade(canvas, (left, top), (width, bottom - top))
        else:
            canvas.box((left, top), (width, bottom - top), fill=WARM)
        if unchecked:
            canvas.hatch((left, top), (width, bottom - top))
    _draw_highs(canvas, frame, highs)
    _draw_lows(canvas, frame, lows, ink=SECOND, width=MEDIUM)


def _side(quantities: Sequence[Quantity], side: int) -> list[Decimal | None]:
    return [ends(one)[side] for one in quantities]


def _during(
    lows: Sequence[Decimal | None], highs: Sequence[Decimal | None]
) -> Iterator[tuple[Decimal | None, Decimal | None]]:
    """What is known within each month: the low end of the month before, the high end of its own.

    A month that no month with a low end went before begins at zero where it has a high end.
    """
    for number, high in enumerate(highs):
        yield (lows[number - 1] if number else None), high


def _fade(canvas: Canvas, corner: tuple[float, float], size: tuple[float, float]) -> None:
    slices = len(_FADING)
    height = size[1] / slices
    for number, fill in enumerate(_FADING):
        canvas.box((corner[0], corner[1] + number * height), (size[0], height), fill=fill)


def _draw_pending(canvas: Canvas, meter: Meter, frame: _Frame) -> None:
    """A pale band over what is notified for sure, where more of it may have come by then."""
    lows, highs = (_side([one.notified for one in meter.months], side) for side in (0, 1))
    for number, (low, high) in enumerate(_during(lows, highs)):
        if high is not None and high != low:
            top, bottom = frame.scale.at(high), frame.scale.at(low or Decimal(0))
            width = min(frame.step, frame.stop - frame.begin(number))
            canvas.box((frame.begin(number), top), (width, bottom - top), fill=PALE)


def _draw_notified(canvas: Canvas, meter: Meter, frame: _Frame) -> None:
    lows = _side([one.notified for one in meter.months if meter.is_told(one)], 0)
    _draw_lows(canvas, frame, lows, ink=STRONG, width=THICK, stop=frame.stop)


def _draw_highs(canvas: Canvas, frame: _Frame, values: Sequence[Decimal | None]) -> None:
    """One line per run of known high ends, level over the month at whose end each is known."""
    run: list[tuple[float, float]] = []
    for number, value in enumerate(values):
        if value is None:
            _draw_run(canvas, run, ink=SECOND, width=MEDIUM)
            run = []
        else:
            y = frame.scale.at(value)
            run += [(frame.begin(number), y), (frame.finish(number), y)]
    _draw_run(canvas, run, ink=SECOND, width=MEDIUM)


def _draw_lows(
    canvas: Canvas,
    frame: _Frame,
    values: Sequence[Decimal | None],
    *,
    ink: str,
    width: float,
    stop: float = WIDTH_MM,
) -> None:
    """The low end, level from the end of a month to the next one known; a mark and a dashed line where it rises.

    The dashes say that nothing is known of how it rose.
    """
    at: tuple[float, float] | None = None
    for number, value in enumerate(values):
        if value is None:
            at = None
            continue
        here = (min(frame.finish(number), stop), frame.scale.at(value))
        if at:
            canvas.line([at, (here[0], at[1])], ink=ink, width=width)
        if at and at[1] != here[1]:
            canvas.line([(here[0], at[1]), here], ink=ink, width=THIN, dash=(1.2, 0.9))
        if not at or at[1] != here[1]:
            canvas.disc(here, _MARK_MM, fill=ink, edge=ink)
        at = here


def _draw_run(canvas: Canvas, run: Sequence[tuple[float, float]], *, ink: str, width: float) -> None:
    if run:
        canvas.line(run, ink=ink, width=width)


def _draw_cap(canvas: Canvas, meter: Meter, frame: _Frame, say: Phrases) -> None:
    y = frame.scale.at(frame.cap)
    canvas.line([(frame.left, y), (frame.begin(len(meter.months)), y)], ink=INK, width=THICK, dash=(2.4, 1.4))
    words = say("cap", words=limit(meter, frame.cap, say))
    canvas.text((frame.left + 1.5, y - 1.5), words, heavy=True, halo=PAPER)


def _crossings(meter: Meter, cap: Decimal) -> tuple[tuple[str, int], ...]:
    """The first months in which the high end and the low end of the estimate pass the cap, by phrase name."""
    found = []
    for phrase, side in (("may_cross", 1), ("crosses", 0)):
        over = [number for number, one in enumerate(meter.months) if _passes(one.estimated, cap, side)]
        if over:
            found.append((phrase, over[0]))
    return tuple(found)


def _passes(quantity: Quantity, cap: Decimal, side: int) -> bool:
    value = ends(quantity)[side]
    end: End | None = (quantity.low, quantity.high)[side]
    if value is None:
        return False
    return value > cap or (value == cap and end is not None and side == 0 and not end.closed)


def _draw_crossings(canvas: Canvas, meter: Meter, frame: _Frame, say: Phrases) -> None:
    for line, (phrase, number) in enumerate(_crossings(meter, frame.cap)):
        x = frame.finish(number) if phrase == "crosses" else frame.begin(number)
        y = 1.8 + line * _CALLOUT_MM
        words = say(phrase, **_known_by(meter.months[number], say))
        fits = x + 1.5 + width_mm(words, SMALL) < WIDTH_MM
        align: Align = "left" if fits else "right"
        at = x + 1.2 if fits else x - 1.2
        canvas.line([(x, y - 2.4), (x, frame.scale.at(frame.cap))], ink=SECOND, width=THIN)
        canvas.disc((x, frame.scale.at(frame.cap)), 1.0, fill=PAPER, edge=SECOND)
        canvas.text((at, y), words, size=SMALL, ink=INK, align=align, halo=PAPER)


def _known_by(month: MeterMonth, say: Phrases) -> dict[str, str]:
    """The month in words, and its last day, by which its totals are known."""
    last = month.period.last or _day(month)
    return {"month": month_words(_day(month), say.language), "day": day_words(last, say.language)}


def _end_labels(meter: Meter, cap: Decimal, say: Phrases) -> list[str]:
    """The lines beside the last month."""
    last = meter.months[-1]
    lines = [say("notified"), *notified_lines(meter, cap, say)]
    return [*lines, say("estimated"), *amount_lines(last.estimated, cap, say)]


def _drawends(canvas: Canvas, meter: Meter, frame: _Frame, say: Phrases) -> None:
    """Names and totals right of the last month, pushed apart where they would touch."""
    last = meter.months[-1]
    x = frame.begin(len(meter.months)) + 2.5
    blocks = []
    sides = (
        ("estimated", last.estimated, amount_lines(last.estimated, frame.cap, say), SECOND),
        ("notified", meter.notified_total, notified_lines(meter, frame.cap, say), STRONG),
    )
    for phrase, quantity, said, ink in sides:
        known = [value for value in ends(quantity) if value is not None]
        middle = sum(map(frame.scale.at, known)) / len(known) if known else frame.bottom - 6
        blocks.append((middle, say(phrase), said, ink))
    floor = -1.0
    ceiling = [frame.bottom - sum(_block(one[2]) for one in blocks[at:]) for at in range(len(blocks))]
    for (middle, title, lines, ink), latest in zip(blocks, ceiling, strict=True):
        top = max(min(middle - _block(lines) / 2, latest), floor)
        canvas.box((x, top + 1.2), (2.6, 2.6), fill=ink)
        canvas.text((x + 3.8, top + 3.6), title, heavy=True)
        for number, line in enumerate(lines):
            canvas.text((x, top + 7.3 + number * 3.6), line, size=SMALL, ink=INK)
        floor = top + _block(lines)


def _block(lines: Sequence[str]) -> float:
    return 5.5 + 3.6 * len(lines)


def _described(meter: Meter, cap: Decimal, say: Phrases) -> str:
    """What is notified, what is estimated, and in which month the cap is passed."""
    last = meter.months[-1]
    month, yearly = month_words(_day(last), say.language), limit(meter, cap, say)
    notified, (low, high) = ends(meter.notified_total)[0], ends(last.estimated)
    unit = meter.cap.unit
    said = {
        key: in_words(Quantity.exactly(value, unit), say.language)
        for key, value in (("low", low), ("high", high))
        if value is not None
    }
    sentences = [say("alt_none", cap=yearly)]
    if notified is not None:
        words = in_words(meter.notified_total, say.language)
        part, day = share(notified, cap, say), meter.notified_as_of
        told = {"words": words, "share": part, "cap": yearly}
        by_day = say("alt_notified_as_of", day=day_words(day, say.language), **told) if day else None
        sentences = [by_day or say("alt_notified", month=month, **told)]
    shape = {("low", "high"): "alt_estimated", ("low",): "alt_open", ("high",): "alt_capped"}.get(tuple(said))
    if shape:
        sentences.append(say(shape, **said))
    crossings = [
        say(f"alt_{phrase}", **_known_by(meter.months[number], say))
        for phrase, number in _crossings(meter, cap)
    ]
    return " ".join([*sentences, *(crossings or [say("alt_never")])])
