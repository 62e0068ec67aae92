"""What a meter says in words and per cent: its limit, its totals, and up to which day they are known."""

from __future__ import annotations

from decimal import Decimal

from vedette.assessment.meter import Meter
from vedette.model.quantities import Quantity
from vedette.report.charts.drawing.dates import day_words
from vedette.report.charts.drawing.phrases import Phrases
from vedette.report.charts.drawing.scale import figures
from vedette.report.charts.drawing.wording import in_words


def ends(quantity: Quantity) -> tuple[Decimal | None, Decimal | None]:
    """Low and high; a nominal amount without ends stands for both."""
    low = quantity.low.value if quantity.low else None
    high = quantity.high.value if quantity.high else None
    if low is None and high is None:
        return quantity.nominal, quantity.nominal
    return low, high


def share(value: Decimal, cap: Decimal, say: Phrases) -> str:
    """The share of the cap that an amount is, as a number of per cent."""
    part = (value / cap * 100).quantize(Decimal("0.1"))
    return figures(part.normalize() if part % 1 else part.quantize(Decimal(1)), say.language)


def percent(value: Decimal, cap: Decimal, say: Phrases) -> str:
    """The same with its sign."""
    return say("percent", value=share(value, cap, say))


def limit(meter: Meter, cap: Decimal, say: Phrases) -> str:
    """The limit itself, whether the data words it as "up to" or as a number."""
    return in_words(Quantity.exactly(cap, meter.cap.unit), say.language)


def notified_lines(meter: Meter, cap: Decimal, say: Phrases) -> list[str]:
    """The notified total in words, its share of the cap, and the day as of which it is known."""
    lines, day = amount_lines(meter.notified_total, cap, say), meter.notified_as_of
    return [*lines, say("as_of", day=day_words(day, say.language))] if day else lines


def amount_lines(quantity: Quantity, cap: Decimal, say: Phrases) -> list[str]:
    """An amount in words, and its share of the cap where it has one."""
    known = [value for value in ends(quantity) if value is not None]
    shares = [share(value, cap, say) for value in dict.fromkeys(known)]
    words = in_words(quantity, say.language)
    if not shares:
        return [words]
    shape = {(True, False): "percent_from", (False, True): "percent_up_to"}
    sides = (quantity.low is not None, quantity.high is not None)
    return [words, say(shape.get(sides, "percent"), value=" – ".join(shares))]


def months_told(meter: Meter) -> float:
    """How many months of the plot the notified total covers; a total told within a month ends on that day."""
    told = [one.period for one in meter.months if meter.is_told(one)]
    last, day = told[-1], meter.notified_as_of
    if day is None or last.start is None or not last.holds(day):
        return len(told)
    return len(told) - 1 + ((day - last.start).days + 1) / (last.length or 1)
