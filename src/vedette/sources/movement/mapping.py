"""The mapping that whoever hands in a table declares: column by role, form and zone of times."""

from __future__ import annotations

import re
from collections.abc import Mapping

import attrs

from vedette.errors import UnreadableInputError
from vedette.sources.movement import csv_kernel as kernel
from vedette.sources.movement.csv_table import NEEDED, ROLES

TIME_FORMS = {"iso": kernel.ISO, "day-first": kernel.DAY_FIRST, "unix": kernel.UNIX}
"""2022-01-03T00:00:00 with or without a zone; 03/01/2022 00:00:00; seconds since 1970, which are UTC."""


@attrs.frozen(kw_only=True)
class ColumnMapping:
    """Which column holds which role (`ROLES`), the form of times, and the zone of times that name none.

    ``zone`` is UTC or a fixed offset such as +09:00; a place name has hours that do not exist or come twice.
    Speeds are in knots, courses and headings in degrees, as AIS transmits them.
    """

    columns: Mapping[str, str]
    time_form: str = "iso"
    zone: str | None = None
    separator: str = ","

    def __attrs_post_init__(self) -> None:
        unknown = sorted(set(self.columns) - set(ROLES))
        missing = [role for role in NEEDED if role not in self.columns]
        if unknown or missing:
            wrong = f"has no role {unknown[0]!r}" if unknown else f"names no column for the {missing[0]}"
            raise UnreadableInputError(f"the mapping {wrong}", advice=f"roles are {', '.join(ROLES)}")
        if self.time_form not in TIME_FORMS:
            raise UnreadableInputError(
                f"times have no form {self.time_form!r}", advice=f"write one of {', '.join(TIME_FORMS)}"
            )
        if len(self.separator) != 1 or not self.separator.isascii() or self.separator in '"\r\n.-':
            raise UnreadableInputError(
                f"{self.separator!r} cannot separate fields", advice="write a comma, semicolon or tab"
            )

    @property
    def offset_s(self) -> int | None:
        """Seconds that the declared zone is ahead of UTC; None where none is declared."""
        if self.zone is None or self.zone.upper() in {"UTC", "Z"}:
            return None if self.zone is None else 0
        match = re.fullmatch(r"([+-])([01]\d|2[0-3]):([0-5]\d)", self.zone)
        if match is None:
            raise UnreadableInputError(
                f"{self.zone!r} is no zone with one offset", advice="write UTC or an offset such as +09:00"
            )
        seconds = int(match[2]) * 3600 + int(match[3]) * 60
        return seconds if match[1] == "+" else -seconds
