"""A made-up sea as a whole case: positions in submissions, figures that count what ships did, a chapter of tables."""

from __future__ import annotations

from pathlib import Path

from vedette.testing.sea import SeaSpec, make_sea
from vedette.testing.sea.in_case import write_days, write_ports
from vedette.testing.sea.seas import Sea

SPEC = SeaSpec(
    seed=11,
    ships=5,
    days=12,
    ports=6,
    pace=4.0,
    behaviours={"gap": 3, "shuttle": 1, "port_call_without_stop": 1},
)
"""A small one: detected in a second once the loops are compiled."""

CASE = """\
symbol = "TRAINING/SEA"
title = "A made-up sea"
subtitle = "Nothing in it happened"
date = 2030-02-01
language = "en"
notice = "Made up for training."
mandate = "Count voyages."
evidence_standard = "Every figure opens into its evidence."
approval = "all members"
members = []

[[audiences]]
name = "public"
ceiling = "TLP:CLEAR"

[[audiences]]
name = "members"
ceiling = "TLP:RED"

[subjects."voyages"]
label = { en = "voyages" }
unit = "voyage"
"""

MANIFEST = """\
title = "Positions of a made-up sea"
submitted_by = "a made-up receiver"
submitted_on = 2030-01-31
authority = "machine"
grade = "F"
licence = "made up for training"
language = "en"

[handling]
tlp = "{tlp}"
"""

FILE = """
[[files]]
path = "{path}"
positions = {{ format = "dma" }}
"""

TOLD = """\
title = "What a ministry counts"
submitted_by = "a made-up ministry"
submitted_on = 2030-01-31
authority = "national"
grade = "B"
licence = "made up for training"
language = "en"

[handling]
tlp = "TLP:CLEAR"

[[files]]
path = "claims.csv"
table = "claims"
"""

CLAIMS = """\
key,status,subject,wording,value,unit,author,published
C-1,S,voyages,exactly,49,voyage,A made-up ministry,2030-01-31
"""

FIGURES = """\
[claimed]
label = "Voyages, as a ministry counts them"
claim = { key = "C-1" }

[voyages]
label = "Voyages seen in AIS"
voyages = { since = 2030-01-01, until = 2030-01-12 }

[vessels]
label = "Vessels that made them"
vessels = {}

[gaps]
label = "AIS gaps"
events = { kind = "ais_gap" }
"""

CHAPTER = """\
# Movements

A ministry counts [claimed]{.figure}; positions show [voyages]{.figure} by [vessels]{.figure}, with
[gaps]{.figure as="number"} AIS gaps.

::: {.table of="voyages" name="all-voyages"}
Voyages in order of departure
:::

::: {.table of="events" kind="ais_gap" name="all-gaps"}
AIS gaps
:::
"""


def write_sea_case(folder: Path, *, restricted: int = 0) -> Sea:
    """Write the case; the last ``restricted`` ships are in a submission of their own, marked TLP:RED."""
    sea = make_sea(SPEC)
    files = {
        "case.toml": CASE,
        "report/figures.toml": FIGURES,
        "report/en/01-movements.md": CHAPTER,
        "submissions/ministry/submission.toml": TOLD,
        "submissions/ministry/claims.csv": CLAIMS,
    }
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8", newline="\n")
    write_ports(sea, folder / "ports.csv")
    days = write_days(sea, folder.parent / f"{folder.name}-days")
    hidden = {mmsi for ship in sea.ships[len(sea.ships) - restricted :] for mmsi in ship.transmitters}
    for place, is_free in (("receiver", True), ("closed-receiver", False)):
        if is_free or restricted:
            _hand_in(folder / "submissions" / place, days, hidden, is_free=is_free)
    return sea


def _hand_in(place: Path, days: list[Path], hidden: set[int], *, is_free: bool) -> None:
    place.mkdir(parents=True)
    manifest = MANIFEST.format(tlp="TLP:CLEAR" if is_free else "TLP:RED")
    for day in days:
        header, *rows = day.read_text(encoding="utf-8").splitlines()
        column = header.split(",").index("MMSI")
        kept = [row for row in rows if (int(row.split(",")[column]) in hidden) is not is_free]
        if kept:
            manifest += FILE.format(path=day.name)
            (place / day.name).write_text("\n".join([header, *kept, ""]), encoding="utf-8", newline="\n")
    (place / "submission.toml").write_text(manifest, encoding="utf-8", newline="\n")
