"""Cells of what positions show, alike in tables of events and of voyages: ships, moments, places, measures, rows."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from typing import TYPE_CHECKING

from vedette.errors import ReportError, VedetteError
from vedette.model.events import FixedPosition, Magnitude, RowRef
from vedette.model.identifiers import Mmsi
from vedette.model.measured import measured
from vedette.model.moments import Instant
from vedette.report.blocks import Inlines, code, link, text
from vedette.report.directive import Directive
from vedette.report.tables import cells
from vedette.tracks.asked import Days

if TYPE_CHECKING:
    from vedette.tracks.afresh import Movement

LONGEST = 300
"""Rows of a table that a reader still reads; more are in the annex, as a file."""

MOST_MEASURED = 3
"""Measures of an event that a table tells; detectors name what says most first."""

ROWS = "Exhibit and rows"
"""The heading of the column that `rows` fills."""


def vessel(directive: Directive) -> Mmsi | None:
    """The option ``vessel``, an MMSI."""
    asked = directive.options.get("vessel")
    try:
        return None if asked is None else Mmsi.parse(asked)
    except VedetteError as error:
        raise ReportError(f"{directive.where}: {error.message}", advice=error.advice) from error


def days(directive: Directive) -> Days:
    """The options ``since`` and ``until``, both inside."""
    return Days(since=directive.day("since"), until=directive.day("until"))


def refuse_too_many(count: int, directive: Directive) -> None:
    """A table that nobody reads to its end is refused."""
    if count > LONGEST:
        raise ReportError(
            f"{directive.where}: the table would have {count:,} rows",
            advice=f"narrow it by vessel=, since= and until= to {LONGEST} or fewer; the annex has all as a file",
        )


def none(columns: int) -> tuple[Inlines, ...]:
    """The only row where nothing was seen: that too is an answer, and another audience may see more."""
    return (text("None seen"), *(text(cells.UNKNOWN) for _ in range(columns - 1)))


def ship(transmitter: Mmsi, movement: Movement) -> Inlines:
    """The name that it transmitted last, if any, and the MMSI."""
    name = movement.names.get(transmitter)
    return text(f"{name}, MMSI {transmitter}" if name else f"MMSI {transmitter}")


def moment(value: Instant | None) -> Inlines:
    """Day and minute, UTC."""
    return text(cells.UNKNOWN if value is None else f"{value.moment:%Y-%m-%d %H:%M}")


def place(position: FixedPosition | None) -> Inlines:
    """Latitude and longitude to a hundredth of a degree."""
    if position is None:
        return text(cells.UNKNOWN)
    latitude, longitude = position.degrees
    return text(f"{_degrees(latitude, 'N', 'S')}, {_degrees(longitude, 'E', 'W')}")


def _degrees(value: Decimal, positive: str, negative: str) -> str:
    return f"{abs(value).quantize(Decimal('0.01'))}° {positive if value >= 0 else negative}"


def measures(magnitudes: Iterable[Magnitude]) -> Inlines:
    """What was measured first, in words: name, value and unit; the annex of the edition has everything."""
    known = [measured(one) for one in magnitudes if one.value is not None]
    return text("; ".join(known[:MOST_MEASURED]) or cells.UNKNOWN)


def rows(cited: Iterable[RowRef]) -> Inlines:
    """The rows by exhibit, each exhibit linked to its entry."""
    by_exhibit: dict[str, list[int]] = {}
    for one in dict.fromkeys(cited):
        by_exhibit.setdefault(one.exhibit.value[:12], []).append(one.row)
    inlines: Inlines = []
    for short, numbers in by_exhibit.items():
        inlines += text("; ") if inlines else []
        listed = ", ".join(str(number) for number in numbers)
        inlines += [link([code(short)], f"#exhibit-{short}"), *text(f" {listed}")]
    return inlines
