"""Statements as rows of a submission give them."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from vedette.model.evidence import Citation, Locator, Sha256
from vedette.model.facts import Basis, Statement
from vedette.model.handling import FREE
from vedette.model.submissions import Authority, SourceGrade, Verification

State = Callable[..., Statement]


@pytest.fixture
def state() -> State:
    """A maker of statements: of the ship that row 3 of one exhibit names, unless told otherwise."""

    def make(
        prop: str, value: str, *, entity_id: str = "imo-vsl-9179842", schema: str = "Vessel",
        submission: str = "panel-ships", row: int = 3, lang: str | None = None,
        original_value: str | None = None, first_seen: str | None = None, last_seen: str | None = None,
    ) -> Statement:  # fmt: skip
        basis = Basis(
            key=f"R-{row}",
            citation=Citation(Sha256.of(b"an exhibit"), Locator.row(row)),
            submission=submission,
            authority=Authority.OPEN_SOURCE,
            grade=SourceGrade.B,
            handling=FREE,
            verification=Verification.SECONDARY,
        )
        return Statement(
            basis=basis, entity_id=entity_id, schema=schema, prop=prop, value=value, lang=lang,
            original_value=original_value, first_seen=first_seen, last_seen=last_seen,
        )  # fmt: skip

    return make
