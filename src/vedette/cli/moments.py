"""Moments as they are typed: a day, which means its end in UTC, or a time with its zone."""

from __future__ import annotations

import datetime as dt

import typer

from vedette.errors import UnreadableValueError
from vedette.model.moments import Instant

MOMENT = "DAY|TIME"


def moment(text: str | None, *, option: str) -> Instant | None:
    """The moment, or none if the option was not given; anything else is wrong usage."""
    if text is None:
        return None
    try:
        day = dt.date.fromisoformat(text.strip())
    except ValueError:
        return _time(text, option)
    return Instant(dt.datetime.combine(day, dt.time.max, tzinfo=dt.UTC))


def _time(text: str, option: str) -> Instant:
    try:
        return Instant.parse(text)
    except UnreadableValueError as error:
        raise typer.BadParameter(f"{error.message}: {error.advice}", param_hint=option) from error
