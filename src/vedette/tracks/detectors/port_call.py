"""Port call: from within the profile's distance of entry to a port until beyond its distance of exit.

Global Fishing Watch's definition: entry at 3 km or less of the nearest port, exit at 4 km or more; a stop begins
below 0.2 knots and ends above 0.5; a silence of more than 4 hours within counts like a stop. Confidence 4: entry,
exit, and a stop or silence; 3: a stop or silence with entry or exit; 2: a stop or silence alone; 1: entry or exit
alone. A call that the first rows of a ship begin in has no entry; one that the data end in is open and has no
exit. The port is the one nearest at the first stop, else at entry.
"""

from __future__ import annotations

import numpy as np

from vedette.model.events import EventKind, Magnitude
from vedette.tracks.block import Block
from vedette.tracks.detector import Detector, Found, Scan, Setting, States
from vedette.tracks.kernels.arrays import FOUND, NO_TIME, Bounds, Records
from vedette.tracks.kernels.port_call import STATE, find_port_calls
from vedette.tracks.magnitudes import duration


def _prepare(setting: Setting) -> Scan:
    bound, ports = setting.thresholds, setting.ports

    def scan(block: Block, bounds: Bounds, segments: int, states: Found, found: Found) -> int:
        return find_port_calls(
            block.transmitter, block.time, block.latitude, block.longitude, block.speed, block.source, block.row,
            bounds, segments, states, found, ports.starts, ports.latitude, ports.longitude,
            float(bound["entry_m"]), float(bound["exit_m"]),
            bound["stop_below_tenth_kn"], bound["stop_ends_above_tenth_kn"], bound["silence_s"],
        )  # fmt: skip

    return scan


def _conclude(found: Found, states: States, until: int, setting: Setting) -> Found:
    inside = states.state["inside"] == 1
    last = states.state[inside]
    still = np.zeros(len(last), FOUND)
    still["transmitter"] = states.transmitter[inside]
    still["began"], still["ended"], still["open"] = last["first_time"], NO_TIME, 1
    for name in ("row", "source", "latitude", "longitude"):
        still[f"first_{name}"], still[f"last_{name}"] = last[f"first_{name}"], last[name]
    still["a"] = np.where(last["stop_port"] >= 0, last["stop_port"], last["port"])
    silent = until - last["time"].astype(np.int64) > setting.thresholds["silence_s"]
    halted = (last["stopped"] == 1) | (last["silent"] == 1) | silent
    still["b"] = np.where(halted, 2 + last["entered"], 1)
    still["c"] = last["stopped_for"] + np.where(
        last["stopping"] == 1, last["time"] - last["stopped_since"], 0
    )
    return np.concatenate([found, still])


def _magnitudes(event: Records, setting: Setting) -> tuple[Magnitude, ...]:
    port = setting.ports.ports[int(event["a"])]
    return (
        Magnitude(name="port", value=port.name),
        Magnitude(name="port number", value=str(port.number)),
        Magnitude.counted("confidence", int(event["b"]), unit="of 4"),
        Magnitude.counted("stopped", int(event["c"]), unit="second"),
        duration(event),
    )


DETECTOR = Detector(
    name="port_call",
    kind=EventKind.PORT_CALL,
    meaning="from entry_m or less of a port until exit_m or more of every port",
    thresholds=("entry_m", "exit_m", "stop_below_tenth_kn", "stop_ends_above_tenth_kn", "silence_s"),
    state=STATE,
    prepare=_prepare,
    conclude=_conclude,
    magnitudes=_magnitudes,
)
"""Port calls."""
