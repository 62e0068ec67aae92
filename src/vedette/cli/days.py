"""Days as they are typed: ISO 8601, or wrong usage that says so."""

from __future__ import annotations

import datetime as dt

import typer

DAY = "YYYY-MM-DD"


def day(text: str | None, *, option: str) -> dt.date | None:
    """The day, or none if the option was not given; anything else is wrong usage."""
    if text is None:
        return None
    try:
        return dt.date.fromisoformat(text.strip())
    except ValueError as error:
        raise typer.BadParameter(f"{text!r} is no day: write it as {DAY}", param_hint=option) from error
