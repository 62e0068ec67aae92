from __future__ import annotations

from vedette.report.source_list import natural


def test_keys_stand_as_people_count() -> None:
    assert natural(["M10", "SEED", "M2", "M1", "EU833", "EU269", "P1", "M"]) == [
        "EU269",
        "EU833",
        "M",
        "M1",
        "M2",
        "M10",
        "P1",
        "SEED",
    ]
