"""The annex of sources: what the report cites by key, in natural order, apart from what it only holds."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence

from vedette.model.facts import SourceNote
from vedette.model.wire import Json
from vedette.report.blocks import Inlines, Sheet, heading, link, table, text
from vedette.report.standing import Standing
from vedette.report.syntax import attribute
from vedette.report.words import date_in_words

_DIGITS = re.compile("([0-9]+)")


def natural(keys: Iterable[str]) -> list[str]:
    """Keys in the order of people: M2 before M10, and letters before what follows them."""
    return sorted(keys, key=lambda key: [_rank(part) for part in _DIGITS.split(key)])


def _rank(part: str) -> tuple[int, str]:
    """A run of digits by its size, any other run by its letters; the two never meet at one place of two keys."""
    return (len(part), part) if part.isdigit() else (0, part)


def source_annex(standing: Standing, links: Collection[str]) -> list[Json]:
    """The sources that ``links`` lead to, then those of rows that this edition holds and nothing cites."""
    keys = natural(standing.sources)
    used = [key for key in keys if f"source-{key}" in links]
    others = [key for key in keys if f"source-{key}" not in links]
    if not keys:
        return []
    blocks = [heading(1, text("Sources"), name="annex-sources", annex=True)]
    if used:
        blocks.append(_table(used, standing, "Sources cited by key"))
    if others:
        blocks.append(heading(2, text("Held and not cited"), name="annex-sources-uncited"))
        blocks.append(_table(others, standing, "Sources that this edition holds and does not cite"))
    return blocks


def published_words(source: SourceNote, language: str) -> str:
    """Publisher and day of publication, as far as they are known: "Reuters, 15 April 2025"."""
    day = date_in_words(source.published, language) if source.published else None
    return ", ".join(part for part in (source.publisher, day) if part)


def _table(keys: Sequence[str], standing: Standing, caption: str) -> Json:
    rows = tuple(_row(key, standing.sources[key], standing) for key in keys)
    return table(Sheet(header=("Key", "Source", "Published", "Address"), rows=rows), text(caption))


def _row(key: str, one: SourceNote, standing: Standing) -> tuple[Inlines, ...]:
    address = one.address or "address not kept"
    is_link = address.startswith("https://") and " " not in address
    return (
        [{"t": "Span", "c": [attribute(name=f"source-{key}"), text(key)]}],
        text(one.title),
        text(published_words(one, standing.language) or "–"),
        [link(text(address), address)] if is_link else text(address),
    )
