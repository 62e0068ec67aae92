"""Progress of detection: what runs have read of the lake, what they found, and the states that they left."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import attrs
import numpy as np
import numpy.typing as npt

from vedette.model.evidence import Sha256
from vedette.model.lake import LakeManifest

Ints = npt.NDArray[np.int32]
Records = Mapping[str, npt.NDArray[Any]]


@attrs.frozen(kw_only=True)
class SeenExhibit:
    """An exhibit whose rows have been read, under its number in the lake."""

    number: int
    digest: Sha256


@attrs.frozen(kw_only=True)
class LakeSeen:
    """How much of a lake has been read: which exhibits, and the files that held rows of no other exhibit."""

    exhibits: tuple[SeenExhibit, ...] = ()
    files: tuple[str, ...] = ()

    @classmethod
    def of(cls, manifest: LakeManifest) -> LakeSeen:
        """All that the manifest names."""
        return cls(
            exhibits=tuple(SeenExhibit(number=one.number, digest=one.digest) for one in manifest.exhibits),
            files=tuple(file.name for file in manifest.positions),
        )

    @property
    def last(self) -> int:
        """The highest number of an exhibit read: rows of later ones are new."""
        return max((one.number for one in self.exhibits), default=0)

    def belongs_to(self, manifest: LakeManifest) -> bool:
        """Whether that lake still holds every exhibit under the number that it had."""
        return set(self.exhibits) <= set(LakeSeen.of(manifest).exhibits)

    def misses(self, manifest: LakeManifest) -> bool:
        """Whether that lake holds exhibits which have not been read."""
        return len(manifest.exhibits) > len(self.exhibits)


@attrs.frozen(kw_only=True, eq=False)
class ProgressPart:
    """What one run leaves to the next.

    ``seen`` is what this run and all before it have read. ``until`` is the latest time of any row of this run, in
    seconds of the lake. ``transmitters``, in order, are those that this run met; ``times`` is when the last row of
    each was, and ``states`` has a record for each of them by detector. ``found`` are records by detector, in order
    of their field ``transmitter``. ``afresh`` are the transmitters that this run read from their first row on, so
    that what earlier parts found of them no longer counts.
    """

    seen: LakeSeen
    until: int
    afresh: Ints
    transmitters: Ints
    times: Ints
    states: Records
    found: Records
