"""Parts of a measure with a number, a date or a question of their own: caps, grace, deadlines, exemptions.

Each part carries its own check status, because one paragraph can be read and checked while a date in it is
still from memory.
"""

from __future__ import annotations

import datetime as dt
import enum
from decimal import Decimal

import attrs

from vedette.errors import UnreadableValueError, VedetteError
from vedette.model.moments import Period
from vedette.model.quantities import End, Quantity, from_ends
from vedette.model.units import Unit

_MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip


class NotCountedError(VedetteError):
    """A day that lies in no counting period of a cap."""


class CheckStatus(enum.StrEnum):
    """Whether somebody has read the item in the primary text."""

    CHECKED = "checked"
    UNCHECKED = "unchecked"


def _not_leap_day(_instance: object, _field: object, day: dt.date) -> None:
    if (day.month, day.day) == (2, 29):
        raise UnreadableValueError(
            f"a counting year cannot begin on {day}",
            advice="three years in four have no such day; give 1 March",
        )


@attrs.frozen(kw_only=True)
class Counting:
    """How a cap counts: one single period, or, without a ``last_day``, years repeating from ``first_day``."""

    first_day: dt.date = attrs.field(validator=_not_leap_day)
    last_day: dt.date | None = None

    @property
    def is_yearly(self) -> bool:
        """Whether the counting starts anew every year."""
        return self.last_day is None

    def period_containing(self, day: dt.date) -> Period | None:
        """The counting period in which ``day`` lies; none before the first and after a single one.

        The one in which the calendar ends has no end.
        """
        if day < self.first_day or (self.last_day and day > self.last_day):
            return None
        if self.last_day:
            return Period.of_days(self.first_day, self.last_day)
        begun = self.first_day.replace(year=day.year)
        start = begun if begun <= day else begun.replace(year=day.year - 1)
        return Period(start, start.replace(year=start.year + 1) if start.year < dt.MAXYEAR else None)

    def __str__(self) -> str:
        if self.last_day:
            return f"single period {self.first_day}/{self.last_day}"
        if (self.first_day.month, self.first_day.day) == (1, 1):
            return f"calendar years from {self.first_day}"
        last = self.first_day - dt.timedelta(days=1)
        span = f"{_day_of_year(self.first_day)} to {_day_of_year(last)}"
        return f"years from {span}, the first from {self.first_day}"


def _day_of_year(day: dt.date) -> str:
    return f"{day.day} {_MONTHS[day.month - 1]}"


@attrs.frozen(kw_only=True)
class Cap:
    """A ceiling on the total of all States in a counting period.

    ``limits`` are at-most quantities, one for each unit that the text gives (barrels or tonnes, USD or
    tonnes). ``only_for`` narrows it to some subjects. From the day ``until`` its measure no longer binds.
    ``metered_as`` are words by which those who count against it name it, where they are not its subjects.
    ``announced_at_percent`` are the steps at which the Committee's secretary tells the States.
    """

    id: str
    words: str
    limits: tuple[Quantity, ...]
    counting: Counting
    only_for: tuple[str, ...] = ()
    metered_as: tuple[str, ...] = ()
    until: dt.date | None = None
    status: CheckStatus
    announced_at_percent: tuple[int, ...] = ()
    announced_status: CheckStatus | None = None

    @property
    def never_counted(self) -> bool:
        """Whether its measure ended before the first counting period began."""
        return self.until is not None and self.until <= self.counting.first_day

    def counts(self, day: dt.date) -> bool:
        """Whether a delivery on ``day`` counts against this cap."""
        return (self.until is None or day < self.until) and self.counting.period_containing(day) is not None

    def day_in(self, year: int) -> dt.date | None:
        """A day of a calendar year in the counting period that shares most days with it; none if nothing counts.

        Crude oil is counted from 22 December to 21 December: its 2024 is the period that ends in December 2024.
        """
        shared: dict[dt.date, int] = {}
        for day in (dt.date(year, 12, 31), dt.date(year, 7, 1), dt.date(year, 1, 1)):
            period = self.counting.period_containing(day)
            if self.counts(day) and period and period.start and period.end:
                first, last = max(period.start, dt.date(year, 1, 1)), min(period.end, dt.date(year + 1, 1, 1))
                shared[day] = (last - first).days
        return max(shared, key=lambda day: shared[day], default=None)

    def year_containing(self, day: dt.date) -> Period:
        """The counting period of ``day``, half-open; raises `NotCountedError` on a day that does not count.

        The period keeps its full length where the measure was superseded in its middle.
        """
        period = self.counting.period_containing(day)
        if period is None or not self.counts(day):
            until = f", in force until {self.until} exclusive" if self.until else ""
            raise NotCountedError(
                f"{day} does not count against the cap {self.id!r} ({self.counting}{until})",
                advice="look up which measure was in force on the day",
            )
        return period

    def limit_in(self, unit: Unit) -> Quantity:
        """The ceiling in ``unit``; raises `UnreadableValueError` for a unit that the text does not give."""
        for limit in self.limits:
            if limit.unit == unit:
                return limit
        given = " or ".join(str(limit.unit) for limit in self.limits)
        raise UnreadableValueError(
            f"the cap {self.id!r} is set in {given}, not in {unit}",
            advice="convert the total by a cited factor first",
        )

    def ceiling(self, unit: Unit) -> Decimal:
        """The number of the limit in ``unit``."""
        high = self.limit_in(unit).high
        if high is None:
            raise UnreadableValueError(
                f"the cap {self.id!r} has no number", advice="give the limit as an amount"
            )
        return high.value

    def headroom(self, counted: Quantity) -> Quantity:
        """What is left under the ceiling once ``counted`` has been delivered, never below zero.

        The most that can be left follows from the low end of the count, the least from its high end; a count
        without a high end leaves nothing for sure.
        """
        ceiling = self.ceiling(counted.unit)
        nominal = None if counted.nominal is None else max(ceiling - counted.nominal, Decimal(0))
        return from_ends(
            counted.unit,
            low=_left(ceiling, counted.high) if counted.high else None,
            high=_left(ceiling, counted.low or End(Decimal(0))),
            nominal=nominal,
        )

    def is_exceeded_by(self, counted: Quantity) -> bool | None:
        """Whether ``counted`` is above the ceiling; none if its ends do not tell."""
        return counted.surely_exceeds(self.ceiling(counted.unit))


def _left(ceiling: Decimal, taken: End) -> End:
    """What an end of the count leaves; an end at or above the ceiling leaves exactly nothing."""
    return End(ceiling - taken.value, taken.closed) if taken.value < ceiling else End(Decimal(0))


@attrs.frozen(kw_only=True)
class Grace:
    """Old contracts may still be carried out: imports up to and with ``imports_until``."""

    id: str
    words: str
    contracts_before: dt.date
    imports_until: dt.date
    notify_by: dt.date | None = None
    status: CheckStatus

    def runs_on(self, day: dt.date) -> bool:
        """Whether an import on ``day`` can fall under it."""
        return self.contracts_before <= day <= self.imports_until

    @property
    def questions(self) -> tuple[str, ...]:
        """What to ask before the grace period may be relied on."""
        asked = f"Was the contract in writing and made before {self.contracts_before}?"
        told = f"Was the Committee told by {self.notify_by}?"
        return (asked, told) if self.notify_by else (asked,)


@attrs.frozen(kw_only=True)
class Deadline:
    """A day by which something is done; the day itself is still in time."""

    id: str
    words: str
    on: dt.date
    status: CheckStatus

    def has_passed(self, day: dt.date) -> bool:
        """Whether ``day`` is after the deadline."""
        return day > self.on


@attrs.frozen(kw_only=True)
class ReportingDuty:
    """Who reports what to the Committee: every so many days, or once, by ``due``."""

    id: str
    who: str
    words: str
    every_days: int | None = None
    due: dt.date | None = None
    status: CheckStatus

    def __attrs_post_init__(self) -> None:
        if (self.every_days is None) == (self.due is None):
            raise UnreadableValueError(
                f"reporting duty {self.id!r} needs either every_days or due",
                advice="give exactly one of the two",
            )


@attrs.frozen(kw_only=True)
class Place:
    """A place to which an exemption is tied, with the spellings under which it is found."""

    key: str
    name: str
    spellings: tuple[str, ...] = ()

    def is_named(self, text: str) -> bool:
        """Whether ``text`` names this place, in any spelling, with or without "port"."""
        asked = _plain(text)
        return any(asked == _plain(known) for known in (self.key, self.name, *self.spellings))


def _plain(text: str) -> str:
    words = "".join(letter if letter.isalnum() else " " for letter in text.casefold()).split()
    return " ".join(word for word in words if word not in {"port", "of"})


@attrs.frozen(kw_only=True)
class Exemption:
    """A named test: whoever relies on the exemption answers its questions with evidence.

    ``only_for`` narrows it to subjects, ``only_at`` to places; from the day ``to`` it no longer applies.
    """

    id: str
    words: str
    questions: tuple[str, ...]
    humanitarian: bool
    only_for: tuple[str, ...] = ()
    only_at: tuple[Place, ...] = ()
    notify_days_before: int | None = None
    to: dt.date | None = None
    status: CheckStatus

    def exists_on(self, day: dt.date) -> bool:
        """Whether the exemption had not yet ended on ``day``."""
        return self.to is None or day < self.to
