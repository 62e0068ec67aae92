"""Progress of detection: what one run saw of the lake, what it found, and the states it left, as plain arrays."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import attrs
import numpy.typing as npt

from vedette.model.evidence import Sha256


@attrs.frozen(kw_only=True)
class SeenExhibit:
    """An exhibit whose rows have been read, under its number in the lake."""

    number: int
    digest: Sha256


@attrs.frozen(kw_only=True)
class LakeSeen:
    """The part of a lake that has been read: exhibits, and the files that held no row of any other exhibit."""

    exhibits: tuple[SeenExhibit, ...] = ()
    files: tuple[str, ...] = ()


@attrs.frozen(kw_only=True, eq=False)
class ProgressPart:
    """What one run leaves to the next: arrays of records by name, each in order of its field ``transmitter``.

    ``seen`` is what all runs up to this one have read. ``afresh`` are the transmitters whose rows this run read
    from the first on, so that what earlier parts say of them no longer counts. ``rows`` were read in this run;
    ``until`` is the latest time of any row, in seconds of the lake.
    """

    seen: LakeSeen
    rows: int
    until: int
    afresh: npt.NDArray[Any]
    arrays: Mapping[str, npt.NDArray[Any]]
