"""What a user may set outside a case: read once by a door, then handed down as a value.

Nothing is read at import, and nothing below a door reads the environment.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import Self, TypeVar

import attrs

from vedette.errors import UnreadableValueError


class LogLevel(StrEnum):
    """How much the program says about its own work; the default says what went wrong."""

    DEBUG = "debug"
    INFO = "info"
    WARNING = "warning"
    ERROR = "error"


class LogFormat(StrEnum):
    """``text`` for a person at a terminal, ``json`` (one object per line) for a collector."""

    TEXT = "text"
    JSON = "json"


Choice = TypeVar("Choice", LogLevel, LogFormat)


@attrs.frozen(kw_only=True)
class Settings:
    """The choices of whoever runs the program; none of them changes a hashed byte."""

    log_level: LogLevel = LogLevel.WARNING
    log_format: LogFormat = LogFormat.TEXT
    actor: str | None = None
    """Who is named in the custody log; none means the user of the machine."""

    @classmethod
    def from_environment(cls, environment: Mapping[str, str]) -> Self:
        """Read ``VEDETTE_LOG_LEVEL``, ``VEDETTE_LOG_FORMAT`` and ``VEDETTE_ACTOR``; absent or empty: the default.

        Raises:
            UnreadableValueError: a variable is set to something that is not a choice.
        """
        return cls(
            log_level=_choice(environment, "VEDETTE_LOG_LEVEL", default=LogLevel.WARNING),
            log_format=_choice(environment, "VEDETTE_LOG_FORMAT", default=LogFormat.TEXT),
            actor=environment.get("VEDETTE_ACTOR", "").strip() or None,
        )


def _choice(environment: Mapping[str, str], name: str, *, default: Choice) -> Choice:
    wording = environment.get(name, "").strip().lower()
    if not wording:
        return default
    choices = type(default)
    try:
        return choices(wording)
    except ValueError as error:
        known = ", ".join(choices)
        raise UnreadableValueError(f"{name} is {wording!r}", advice=f"set it to one of: {known}") from error
