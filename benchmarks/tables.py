"""Tables of claims and voyages as long as one likes, the same every time, with what repeats in real ones."""

from __future__ import annotations

import csv
import random
from pathlib import Path

WORDINGS = ("exactly", "at least", "more than", "about", "at most", "up to", "between")
UNITS = ("containers", "rounds", "tonnes", "railcars")
AUTHORS = ("MSMT", "A Member State", "An institute")
CLAIMS = (
    "key", "subject", "wording", "value", "value_high", "unit", "author", "published", "period", "direction",
    "method", "part_of", "words", "status", "sources", "note",
)  # fmt: skip
VOYAGES = (
    "key", "vessel", "imo", "when", "from", "to", "direction", "cargo", "cargo_wording", "cargo_value", "cargo_unit",
    "event", "author", "words", "status", "sources",
)  # fmt: skip

CASE = """symbol = "BENCH/1"
title = "A case to measure"
subtitle = "Nothing in it happened"
date = 2025-05-29
language = "en"
notice = "Made-up data."
mandate = "Measure."
evidence_standard = "None."
approval = "all members"
members = []
subjects = {}
"""

SUBMISSION = """title = "Made-up claims"
submitted_by = "nobody"
submitted_on = 2025-01-31
authority = "open source"
grade = "F"
licence = "CC0-1.0"
language = "en"

[handling]
tlp = "TLP:CLEAR"

[[files]]
path = "claims.csv"
table = "claims"
"""


def write_claims(path: Path, rows: int) -> None:
    """Write ``rows`` claims: about 150 bytes each, amounts up to 200,000."""
    chance = random.Random(7)  # noqa: S311 - made-up data
    with path.open("w", encoding="utf-8", newline="") as file:
        out = csv.writer(file)
        out.writerow(CLAIMS)
        for number in range(rows):
            wording, value = chance.choice(WORDINGS), chance.randrange(1, 200_000)
            high = value + chance.randrange(1, 500) if wording == "between" else ""
            out.writerow(
                (
                    f"C{number:08d}", f"munitions.lot{number % 977}", wording, f"{value:,}", high, chance.choice(UNITS),
                    chance.choice(AUTHORS), _day(number), "2023-09/2025-03", "KP->RU", "imagery" if number % 3 else "",
                    "munitions.all" if number % 2 else "", f"{value} of lot {number}", "S",
                    "SEED; P1" if number % 2 else "SEED", "" if number % 10 else "a remark, quoted",
                )
            )  # fmt: skip


def write_voyages(path: Path, rows: int) -> None:
    """Write ``rows`` voyages of 5,000 ships, every other one with a cargo."""
    chance = random.Random(8)  # noqa: S311 - made-up data
    with path.open("w", encoding="utf-8", newline="") as file:
        out = csv.writer(file)
        out.writerow(VOYAGES)
        for number in range(rows):
            ship = chance.randrange(5_000)
            cargo = (
                ("containers", "about", chance.randrange(50, 900), "containers") if number % 2 else ("",) * 4
            )
            out.writerow(
                (
                    f"V{number:08d}", f"EXAMPLE STAR {ship}", _imo(ship), f"{_day(number)}/2024-12-31",
                    "Rajin", "Dunai", "KP->RU", *cargo,
                    "shuttle", "An institute", f"seen on the way {number}", "S", "E2",
                )
            )  # fmt: skip


def write_case(folder: Path, rows: int) -> None:
    """Write a case with one submission of ``rows`` claims."""
    place = folder / "submissions" / "claims"
    place.mkdir(parents=True)
    (folder / "case.toml").write_text(CASE, encoding="utf-8")
    (place / "submission.toml").write_text(SUBMISSION, encoding="utf-8")
    write_claims(place / "claims.csv", rows)


def _day(number: int) -> str:
    return f"2024-{1 + number % 12:02d}-{1 + number % 28:02d}"


def _imo(ship: int) -> str:
    """A number with a check digit that holds."""
    digits = str(100_000 + ship)
    return digits + str(
        sum(int(digit) * weight for digit, weight in zip(digits, range(7, 1, -1), strict=True)) % 10
    )
