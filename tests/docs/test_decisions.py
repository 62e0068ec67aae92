"""Decisions are numbered without a gap and all have the same four parts."""

import re
from pathlib import Path

PARTS = ["Context", "Options", "Decision", "Consequences"]


def pages(repository: Path) -> list[Path]:
    return sorted((repository / "docs" / "decisions").glob("*.md"))


def test_decisions_are_numbered_from_one_without_a_gap(repository: Path) -> None:
    numbers = [int(page.name[:4]) for page in pages(repository)]
    assert numbers == list(range(1, len(numbers) + 1))


def test_a_decision_has_its_number_in_the_title_and_the_four_parts(repository: Path) -> None:
    for page in pages(repository):
        text = page.read_text(encoding="utf-8")
        assert text.startswith(f"# {page.name[:4]}: "), page.name
        assert re.findall(r"^## (.+)$", text, re.MULTILINE) == PARTS, page.name
