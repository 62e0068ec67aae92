"""The administrations of flag digits: the first three digits of a ship's MMSI, as the ITU allocates them.

The Table of Maritime Identification Digits is that of the Radio Regulations (No. 19.36, Resolution 344), kept by the
ITU's Radiocommunication Bureau. `flag_digits.csv` has it in short English names with codes of ISO 3166; a territory
that has digits of its own bears the administration in brackets. Digits that it lacks are not known here: the ITU
allocates new ones, so that they prove nothing, and made-up seas use 281 to 289 on purpose.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping
from functools import cache
from importlib import resources

from vedette.tracks.statics import flag_digits


@cache
def administrations() -> Mapping[str, str]:
    """Names by flag digits."""
    text = resources.files("vedette.tracks").joinpath("flag_digits.csv").read_text(encoding="utf-8")
    return {row["digits"]: row["administration"] for row in csv.DictReader(io.StringIO(text, newline=""))}


def flag_told(transmitter: int) -> str | None:
    """Flag digits and their administration, or that it is not known; none for what is no ship station."""
    digits = flag_digits(transmitter)
    if digits is None:
        return None
    return f"{digits}: {administrations().get(digits, 'administration not known')}"
