"""A made-up sea as a case takes it: its own table of ports, and one file of positions for each day."""

from __future__ import annotations

from pathlib import Path

from vedette.testing.sea.report import fixed
from vedette.testing.sea.seas import Sea
from vedette.testing.sea.write_csv import write_danish

PORT_COLUMNS = "number,name,latitude,longitude,locode,country"


def write_ports(sea: Sea, path: Path) -> int:
    """Write the ports of all basins as a case's ``ports.csv`` or ``anchorages.csv``; return how many there are."""
    ports = [port for basin in sea.basins for port in basin.ports]
    rows = [
        f"{number},{port.name},{fixed(port.place.latitude)},{fixed((port.place.longitude + 180) % 360 - 180)},,"
        for number, port in enumerate(ports, start=1)
    ]
    path.write_text("\n".join([PORT_COLUMNS, *rows, ""]), encoding="utf-8", newline="\n")
    return len(ports)


def write_days(sea: Sea, folder: Path) -> list[Path]:
    """Write a table in the Danish layout for each day (UTC) that has reports; return the files in order of time."""
    folder.mkdir(parents=True, exist_ok=True)
    whole = folder / "whole.csv"
    write_danish(sea, whole)
    header, *rows = whole.read_text(encoding="utf-8").splitlines()
    whole.unlink()
    by_day: dict[str, list[str]] = {}
    for row in rows:
        day, month, year = row[:10].split("/")
        by_day.setdefault(f"{year}-{month}-{day}", []).append(row)
    files = []
    for date, found in sorted(by_day.items()):
        files.append(folder / f"made-up-{date}.csv")
        files[-1].write_text("\n".join([header, *found, ""]), encoding="utf-8", newline="\n")
    return files
