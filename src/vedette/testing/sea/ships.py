"""Made-up ships: who they say they are, and the plan of everything one of them does.

MMSIs begin with 281 to 289, country digits that the ITU has not assigned; IMO numbers with 3, which has not been
issued; call signs with Q, which no state is assigned; every name begins with TRAINING.
"""

from __future__ import annotations

import attrs

from vedette.testing.sea.distort import Distortion
from vedette.testing.sea.routes import Leg, Stay

FIRST_COUNTRY, COUNTRIES = 281, 9
FAKE_NAMES = (
    "HERON",
    "KITE",
    "SWIFT",
    "EGRET",
    "PLOVER",
    "CURLEW",
    "FULMAR",
    "AVOCET",
    "PETREL",
    "GANNET",
    "DUNLIN",
    "GODWIT",
)
SPARE = 100_000
"""Numbers from here on are second identities."""


@attrs.frozen(kw_only=True, cache_hash=True)
class Identity:
    """What static reports of a ship say; lengths in metres, draught in tenths of a metre."""

    mmsi: int
    imo: int
    name: str
    call_sign: str
    ship_type: int
    to_bow: int
    to_stern: int
    to_port: int
    to_starboard: int
    draught: int


def imo_of(number: int) -> int:
    """The made-up IMO number with that ordinal, its check digit right."""
    digits = f"{300_000 + number:06d}"
    check = sum(int(digit) * weight for digit, weight in zip(digits, range(7, 1, -1), strict=True))
    return int(digits) * 10 + check % 10


def mmsi_of_ship(number: int, *, country: int = 0) -> int:
    """The made-up MMSI with that ordinal; ``country`` moves on to other unassigned country digits."""
    return (FIRST_COUNTRY + (number + country) % COUNTRIES) * 1_000_000 + 1_000 + number


def identity_of(number: int) -> Identity:
    """The made-up identity with that ordinal, a cargo ship or tanker of plausible size."""
    length = 80 + (number * 37) % 180
    bow, port = length * 4 // 5, 6 + length // 40
    return Identity(
        mmsi=mmsi_of_ship(number),
        imo=imo_of(number),
        name=f"TRAINING {FAKE_NAMES[number % len(FAKE_NAMES)]} {number:x}".upper()[:20],
        call_sign=f"Q{number:05d}",
        ship_type=(70, 80, 79, 89)[number % 4],
        to_bow=bow,
        to_stern=length - bow,
        to_port=port,
        to_starboard=port,
        draught=50 + (number * 13) % 60,
    )


@attrs.frozen(kw_only=True)
class Voice:
    """An identity in use from a moment (lake seconds) until the next voice begins."""

    began: int
    identity: Identity


@attrs.frozen(kw_only=True)
class Silence:
    """No report strictly between two moments; at both there is one. Either may be None: no end, no start."""

    began: int
    ended: int | None


@attrs.frozen(kw_only=True)
class Jump:
    """Years that lie between what a ship did before a moment and after: all before is moved back so far."""

    moment: int
    seconds: int


@attrs.frozen(kw_only=True, eq=False)
class ShipPlan:
    """Everything that one ship does: legs, port stays, voices in order of time, and what befalls its reports.

    ``reports_at`` are moments at which it reports in any case; within ``doubled`` every report is told twice
    in the same second, some metres apart.
    """

    number: int
    basin: int
    class_b: bool
    legs: tuple[Leg, ...]
    stays: tuple[Stay, ...]
    voices: tuple[Voice, ...]
    silences: tuple[Silence, ...] = ()
    reports_at: tuple[int, ...] = ()
    distortions: tuple[Distortion, ...] = ()
    doubled: tuple[tuple[int, int], ...] = ()
    jump: Jump | None = None

    def moved(self, time: int) -> int:
        """A moment of the plan as it is transmitted, moved back if it lies before the jump."""
        return time - self.jump.seconds if self.jump and time < self.jump.moment else time

    def transmitter_at(self, time: int) -> int:
        """The MMSI in use at a moment of the plan."""
        spoken = [voice for voice in self.voices if voice.began <= time] or [self.voices[0]]
        return spoken[-1].identity.mmsi

    @property
    def transmitters(self) -> tuple[int, ...]:
        """Every MMSI that the ship uses, in ascending order."""
        return tuple(sorted({voice.identity.mmsi for voice in self.voices}))
