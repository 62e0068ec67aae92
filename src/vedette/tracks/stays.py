"""Stays of ships, found in one read of the lake: stretches of hours in which one kept within half a kilometre."""

from __future__ import annotations

from collections.abc import Iterable

import attrs
import numpy as np

from vedette.model.events import EventKind, Magnitude
from vedette.model.lake import WorkItem
from vedette.ports import Engine, Lake
from vedette.tracks.block import READ, Block
from vedette.tracks.detector import Detector, Found, Scan, Setting, States
from vedette.tracks.kernels.arrays import Bounds, Records
from vedette.tracks.kernels.stationary import STATE, STRETCH, find_stretches, leave_stretches
from vedette.tracks.ports import NORTHERNMOST
from vedette.tracks.profiles import Profile
from vedette.tracks.run import Plan, scan

SHIPS = (200_000_000, 799_999_999)
"""MMSIs of ships (ITU-R M.585): coast stations, aircraft, aids to navigation and boats of ships have others."""

SHARE_ROWS = 1 << 22


def _prepare(setting: Setting) -> Scan:
    bound = setting.thresholds

    def scan_block(block: Block, bounds: Bounds, segments: int, states: Found, found: Found) -> int:
        return find_stretches(
            block.transmitter, block.time, block.latitude, block.longitude, block.source, block.row,
            bounds, segments, states, found, float(bound["radius_m"]), bound["stay_s"],
        )  # fmt: skip

    return scan_block


def _conclude(found: Found, states: States, _until: int, setting: Setting) -> Found:
    still = np.zeros(len(states.state), STRETCH)
    count = leave_stretches(states.transmitter, states.state.copy(), still, setting.thresholds["stay_s"])
    return np.concatenate([found, still[:count]])


def _magnitudes(_event: Records, _setting: Setting) -> tuple[Magnitude, ...]:
    return ()


STAYS = Detector(
    name="anchorage",
    kind=EventKind.PORT_CALL,
    meaning="stretches within radius_m for stay_s or more; anchorages are learned from them, and no events made",
    thresholds=("radius_m", "stay_s", "vessels", "positions", "reach_m", "label_m"),
    state=STATE,
    prepare=_prepare,
    conclude=_conclude,
    magnitudes=_magnitudes,
    output=STRETCH,
)
"""The loop over positions: it runs through the same machinery as a detector, and is none."""


def stays(blocks: Iterable[Block], profile: Profile) -> Found:
    """Every stretch of every ship in the blocks, the ones that go on at their end too.

    Raises:
        UnreadableInputError: rows are out of order.
    """
    plan = Plan(detectors=[STAYS], profile=profile)
    whole = scan(blocks, plan)
    found = _conclude(whole.found[STAYS.name], whole.states[STAYS.name], whole.until, plan.setting(STAYS))
    is_ship = (found["transmitter"] >= SHIPS[0]) & (found["transmitter"] <= SHIPS[1])
    return np.asarray(found[is_ship & (np.abs(found["latitude"]) <= NORTHERNMOST)])


@attrs.frozen(kw_only=True)
class StaysWorker:
    """The function that an engine applies: it opens the lake where it runs, and needs no state of earlier runs."""

    lake: Lake
    profile: Profile

    def __call__(self, item: WorkItem) -> Found:
        """The stretches of one share."""
        blocks = self.lake.read(item, READ)
        return stays((Block(**{name: one[name] for name in READ}) for one in blocks), self.profile)


def stays_in(lake: Lake, profile: Profile, engine: Engine) -> Found:
    """The stretches of all ships in a lake, in one read; raises `WorkItemError` if a share fails."""
    items = lake.work_items(-(-lake.manifest().rows // SHARE_ROWS))
    shares = list(engine.apply(StaysWorker(lake=lake, profile=profile), items))
    return np.concatenate([np.empty(0, STRETCH), *shares])
