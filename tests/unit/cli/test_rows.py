from __future__ import annotations

import attrs

from vedette.casework.rows import CitedRow
from vedette.cli.rows import rows_sheet

ROW = CitedRow(
    kind="claim",
    key="R1-04",
    says="something",
    when=None,
    by=None,
    status="S",
    unchecked=False,
    authority="open source",
    handling="TLP:CLEAR",
    sources=("P1",),
    file="a/claims.csv",
    place="row=1",
    exhibit="0" * 64,
    original_held=True,
)


def test_every_row_shows_its_mark_and_an_unchecked_one_says_so() -> None:
    weak = attrs.evolve(ROW, key="R1-05", status="W", unchecked=True)
    assert [row[0] for row in rows_sheet("Rows", [ROW, weak]).rows] == ["R1-04 (S)", "R1-05 (W, unchecked)"]
