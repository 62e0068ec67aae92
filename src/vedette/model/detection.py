"""Runs of detection: what was read, under which profile and kernel, and which events it added or withdrew."""

from __future__ import annotations

from collections.abc import Mapping

import attrs

from vedette.model.evidence import Sha256
from vedette.model.moments import Instant
from vedette.model.wire import digest_of


@attrs.frozen(kw_only=True)
class DetectionInputs:
    """Everything that decides which events come out: nothing else does, and not the order in which files came.

    ``parameters`` holds the digest of the thresholds by detector, ``kernel`` and ``detectors`` those of their
    code, ``exhibits`` the digests of the files whose rows
    are in the lake, in order of digest, ``ports`` the digest of the table of ports.
    """

    profile: str
    parameters: Mapping[str, str]
    kernel: str
    detectors: str
    exhibits: tuple[Sha256, ...]
    ports: Sha256

    @property
    def id(self) -> Sha256:
        """The digest of all of them."""
        return digest_of(self)


@attrs.frozen(kw_only=True)
class DetectionRun:
    """One run that changed what is known: its number, moment and inputs, and the events before and after.

    ``until`` is the latest time of any row, where open events were left; none for an empty lake. ``changes`` names
    the file of the events that the run added, in new versions too, and of the ids that it withdrew.
    """

    number: int
    at: Instant
    inputs: DetectionInputs
    rows: int
    until: Instant | None
    events: Mapping[str, int]
    added: int
    withdrawn: int
    changes: str

    @property
    def profile_name(self) -> str:
        """The name of the profile without its version."""
        return self.inputs.profile.partition("/")[0]


@attrs.frozen(kw_only=True)
class Changes:
    """What a run changes: the forms of events by id, and ids of events that there are no longer."""

    added: Mapping[str, str]
    withdrawn: tuple[str, ...]
