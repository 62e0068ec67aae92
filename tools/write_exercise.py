"""Write what ``examples/exercise`` is made of: its positions, ports, ships, and the truth it is marked against.

Everything comes from one recipe of a made-up sea. With ``--check`` nothing is written: the exit status says whether
the files are those that the recipe gives today. The truth lies beside the case, not in it.
"""

from __future__ import annotations

import csv
import gzip
import io
import sys
import tempfile
from collections.abc import Iterable, Iterator
from itertools import pairwise
from pathlib import Path

from vedette.testing.sea import MADE_UP, SeaSpec, make_sea
from vedette.testing.sea.in_case import write_ports
from vedette.testing.sea.routes import Stay
from vedette.testing.sea.seas import Sea
from vedette.testing.sea.ships import ShipPlan
from vedette.testing.sea.spec import DAY
from vedette.testing.sea.truth import Expectation
from vedette.testing.sea.write_nmea import write_nmea

EXAMPLES = Path(__file__).resolve().parent.parent / "examples"
CASE = EXAMPLES / "exercise"
POSITIONS = CASE / "submissions" / "receiver" / "made-up.nmea.gz"
VESSELS = CASE / "submissions" / "register" / "vessels.csv"
PORTS = CASE / "ports.csv"
TRUTH = EXAMPLES / "exercise-truth.csv"

SPEC = SeaSpec(
    seed=2030,
    ships=9,
    days=30,
    ports=6,
    pace=3.0,
    static_minutes=180,
    class_b=0.0,
    behaviours={
        "shuttle": 2,
        "gap": 2,
        "gap_intentional": 1,
        "gap_open": 1,
        "encounter": 2,
        "encounter_midnight": 1,
        "encounter_in_gap": 1,
        "loitering": 2,
    },
)
ONE, OTHER = "Eldermouth 1", "Ambervik 1"
SHUTTLE = 287001006
MIDDLE = SPEC.began + 15 * DAY
Range = tuple[int, int]


def files() -> dict[Path, bytes]:
    """Every file with the bytes that it should have; the log unpacked, because packing depends on a library."""
    sea = make_sea(SPEC)
    with tempfile.TemporaryDirectory() as folder:
        log, ports = Path(folder) / "log", Path(folder) / "ports.csv"
        write_nmea(sea, log)
        write_ports(sea, ports)
        return {
            POSITIONS: log.read_bytes(),
            PORTS: ports.read_bytes(),
            VESSELS: _table(("key", "name", "mmsi", "type", "status", "note"), _vessels(sea)),
            TRUTH: _table(("figure", "at_least", "at_most", "planted"), _truth(sea)),
        }


def _table(header: Iterable[str], rows: Iterable[Iterable[object]]) -> bytes:
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(header)
    writer.writerows(rows)
    return text.getvalue().encode("utf-8")


def _vessels(sea: Sea) -> Iterator[tuple[object, ...]]:
    for ship in sea.ships:
        identity = ship.voices[0].identity
        yield f"SHIP-{ship.number}", identity.name, f"{identity.mmsi:09d}", "cargo ship", "S", MADE_UP


def _truth(sea: Sea) -> Iterator[tuple[object, ...]]:
    """What was planted, figure by figure: how many there must be, and how many there may be."""
    there, back = (ONE, OTHER), (OTHER, ONE)
    for name, route, some, what in (
        ("voyages-out", there, sea.ships, f"stays at {ONE} with the next at {OTHER}"),
        ("voyages-back", back, sea.ships, f"stays at {OTHER} with the next at {ONE}"),
        ("shuttle-out", there, _shuttle(sea), "the same of the planted shuttle"),
        ("shuttle-back", back, _shuttle(sea), "the same of the planted shuttle"),
    ):
        count = sum(len(_departures(one, route)) for one in some)
        yield name, count, count, what
    early = sum(began < MIDDLE for one in _shuttle(sea) for began in _departures(one, there))
    yield "shuttle-out-early", early, early, "of them before the sixteenth day"
    ships = sum(any(_departures(one, there)) for one in sea.ships)
    yield "vessels-out", ships, ships, "ships with such a voyage"
    every = sum(len(_heard(one)) - 1 for one in sea.ships)
    yield "voyages-all", every, every, "stays but the first of each ship, without those after its last report"
    yield "vessels-all", len(sea.ships), len(sea.ships), "ships of the sea"
    yield "calls-eldermouth", *_events(sea, "port_call", port=ONE), f"stays at {ONE}"
    for figure, kind, mmsi in (
        ("gaps", "gap", None),
        ("shuttle-gaps", "gap", SHUTTLE),
        ("encounters", "encounter", None),
        ("shuttle-encounters", "encounter", SHUTTLE),
    ):
        yield figure, *_events(sea, kind, mmsi=mmsi), f"planted as {kind}"


def _shuttle(sea: Sea) -> list[ShipPlan]:
    return [one for one in sea.ships if SHUTTLE in one.transmitters]


def _departures(ship: ShipPlan, route: tuple[str, str]) -> list[int]:
    """When a ship left the one port for the other, with no port between."""
    return [
        int(stay.ended)
        for stay, after in pairwise(_heard(ship))
        if (stay.port.name, after.port.name) == route
    ]


def _heard(ship: ShipPlan) -> list[Stay]:
    """The stays that began before a silence to the end of the sea: what came after it no receiver can tell."""
    silent = min((one.began for one in ship.silences if one.ended is None), default=SPEC.ended)
    return [one for one in ship.stays if one.began < silent]


def _events(sea: Sea, kind: str, *, mmsi: int | None = None, port: str | None = None) -> Range:
    """How many events of a kind a detector must see, and how many it may."""
    found = [
        one.expectation
        for one in sea.truth
        if one.kind == kind
        and (mmsi is None or mmsi in one.transmitters)
        and (port is None or one.parameters.get("port") == port)
    ]
    must = found.count(Expectation.MUST)
    return must, must + found.count(Expectation.MAY)


def held(path: Path) -> bytes | None:
    """The bytes that a file has, unpacked; none if it is not there."""
    if not path.is_file():
        return None
    return gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()


def main(arguments: list[str]) -> int:
    """Write or check the files; 1 if a check finds one that differs."""
    wrong = [(path, data) for path, data in files().items() if held(path) != data]
    for path, data in wrong:
        name = path.relative_to(EXAMPLES.parent).as_posix()
        if "--check" in arguments:
            sys.stdout.write(f"{name} is not what the recipe gives: run tools/write_exercise.py\n")
            continue
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(gzip.compress(data, 9, mtime=0) if path.suffix == ".gz" else data)
        sys.stdout.write(f"wrote {name}\n")
    return int(bool(wrong) and "--check" in arguments)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
