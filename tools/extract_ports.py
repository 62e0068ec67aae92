"""Write src/vedette/tracks/ports.csv from a World Port Index: ``tools/extract_ports.py INDEX.csv.gz``.

The World Port Index (Pub. 150, National Geospatial-Intelligence Agency) is in the public domain. Kept are number,
name, UN/LOCODE, country and position, in the order of the index numbers.
"""

from __future__ import annotations

import csv
import gzip
import sys
from decimal import Decimal
from pathlib import Path

TARGET = Path(__file__).resolve().parent.parent / "src" / "vedette" / "tracks" / "ports.csv"
STEPS_PER_DEGREE = 600_000
KEPT = ("number", "name", "locode", "country", "latitude", "longitude")


def steps(degrees: str) -> int:
    """Degrees as a whole number of 1/600,000 degree."""
    return round(Decimal(degrees) * STEPS_PER_DEGREE)


def port(row: dict[str, str]) -> tuple[int, str, str, str, int, int]:
    """The columns that are kept of a row of the index."""
    return (
        int(Decimal(row["World Port Index Number"])),
        row["Main Port Name"].strip(),
        row["UN/LOCODE"].replace(" ", ""),
        row["Country Code"].strip(),
        steps(row["Latitude"]),
        steps(row["Longitude"]),
    )


def main() -> int:
    """Read the index named on the command line and write the table."""
    with gzip.open(sys.argv[1], "rt", encoding="utf-8-sig", newline="") as index:
        ports = sorted(port(row) for row in csv.DictReader(index))
    with TARGET.open("w", encoding="utf-8", newline="") as target:
        writer = csv.writer(target, lineterminator="\n")
        writer.writerow(KEPT)
        writer.writerows(ports)
    print(f"{len(ports)} ports in {TARGET.name}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
