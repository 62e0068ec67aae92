"""One detection in a process of its own: what it held at the peak and what it took, on a month of so many ships.

    python benchmarks/movement_memory.py FOLDER SHIPS

Prints rows, megabytes at the peak and CPU seconds, as one line of JSON.
"""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path

from movement_ours import CLASSIC, plan_of
from movement_sea import month

from vedette.backends.engine_threads import ThreadEngine
from vedette.tracks.profiles import GFW
from vedette.tracks.run import concluded
from vedette.tracks.work import Detection, detected


def peak_mb() -> float:
    """The most that this process has held, file pages included; Linux only."""
    status = Path("/proc/self/status").read_text("ascii").splitlines()
    return int(next(line for line in status if line.startswith("VmHWM:")).split()[1]) / 1024


def main() -> None:
    """Detect, through the engine that the program uses, with one thread."""
    made = month(Path(sys.argv[1]), int(sys.argv[2]), floats=False)
    ports = made.ports()
    detection = Detection(profile=GFW, detectors=CLASSIC, ports=lambda: ports)
    begun = time.process_time()
    found = detected(made.lake, detection, ThreadEngine(workers=1))
    events = concluded(found.scanned, plan_of(made, CLASSIC))
    told = {
        "rows": found.scanned.rows,
        "events": sum(len(one) for one in events.values()),
        "mb": round(peak_mb()),
        "cpu_s": round(time.process_time() - begun, 2),
    }
    print(json.dumps(told))


if __name__ == "__main__":
    main()
