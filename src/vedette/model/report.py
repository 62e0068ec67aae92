"""Reports: a composed document with its pictures, ready for any renderer."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

import attrs

from vedette.model.wire import Json


@attrs.frozen(kw_only=True)
class Picture:
    """One chart, drawn once and used by every renderer: SVG for pages, PNG for word processors, alternative text."""

    name: str
    svg: bytes
    png: bytes
    alt: str


@attrs.frozen(kw_only=True)
class Document:
    """A complete report as pandoc blocks: headings, numbered paragraphs, tables, footnotes, pictures.

    A picture stands as an Image whose target is ``picture:NAME``; a printed figure as a Span of class ``figure``
    inside a Link to ``#figure-NAME``; a paragraph number as a Span of class ``para-number``; an unchecked mark
    as a Span of class ``unchecked``. ``notice`` is printed on every page. A sheet has neither title page nor table
    of contents: its title stands above its first block.
    """

    symbol: str
    title: str
    subtitle: str
    made_on: dt.date
    language: str
    notice: str
    blocks: tuple[Json, ...]
    pictures: Mapping[str, Picture]
    is_sheet: bool = False
