"""When events were, as a terminal shows it: to the minute; and what an answer leaves out."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from vedette.model.moments import Instant

_MINUTE, _SECOND = 16, 19
"""Letters of a moment in ISO 8601 up to its minutes, and up to its seconds."""


def ends(began: Instant, ended: Instant | None) -> tuple[str, str | None]:
    """Beginning and end to the minute, or to the second where less than a minute lies between; no end while open."""
    if ended is None:
        return _shown(str(began), _MINUTE), None
    is_short = (ended.moment - began.moment).total_seconds() < 60  # noqa: PLR2004 -- a minute
    length = _SECOND if is_short else _MINUTE
    return _shown(str(began), length), _shown(str(ended), length)


def _shown(moment: str, length: int) -> str:
    return moment[:length].replace("T", " ").removesuffix("Z")


def left_out(count: int) -> str:
    """What a note says of events that rest on withdrawn files; nothing where there are none."""
    if not count:
        return ""
    events = "event that rests" if count == 1 else "events that rest"
    return f". Left out: {count:,} {events} on files that count no more; run `vedette detect`"
