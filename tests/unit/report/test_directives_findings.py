from __future__ import annotations

import pytest

from vedette.errors import ReportError
from vedette.model.facts import Confidence, Finding
from vedette.model.moments import PartialDate
from vedette.report.directives.block.findings import refuse_open_explanation
from vedette.testing.facts import basis


def finding(confidence: Confidence, *alternatives: str) -> Finding:
    return Finding(
        basis=basis("FND-01"),
        title="Deliveries of petroleum",
        text="More came than was notified.",
        conduct=("supply",),
        supporting=("R1-13",),
        alternatives=alternatives,
        confidence=confidence,
        happened=PartialDate.parse("2024"),
    )


def test_highly_likely_is_refused_while_a_named_explanation_stays_open() -> None:
    with pytest.raises(ReportError, match="another explanation stays open: The tankers were empty"):
        refuse_open_explanation(
            finding(Confidence.HIGHLY_LIKELY, "The tankers were empty."), "06-law.md (FND-01)"
        )


@pytest.mark.parametrize(
    "stands",
    [
        finding(Confidence.HIGHLY_LIKELY, "Empty tankers: fails because they left low in the water."),
        finding(Confidence.HIGHLY_LIKELY),
        finding(Confidence.LIKELY, "The tankers were empty."),
    ],
)
def test_a_finding_stands_where_each_explanation_fails_or_its_word_leaves_it_open(stands: Finding) -> None:
    refuse_open_explanation(stands, "here")
