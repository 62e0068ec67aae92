"""Places: what a row says is shown in, as citations of other exhibits of its submission."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal

import attrs

from vedette.model.evidence import Citation, Exhibit, Locator
from vedette.model.tables import CellError

COLUMN = "shown_in"
"""The common column in which a row names such places."""

_MOST_NAMED = 10
_PDF = "application/pdf"
_BYTES = re.compile(r"bytes=(\d+)-(\d+)")


@attrs.frozen
class Places:
    """The exhibits of one submission by path, in which its rows may name places."""

    exhibits: Mapping[str, Exhibit]

    @classmethod
    def of(cls, exhibits: Iterable[Exhibit]) -> Places:
        """Places in these exhibits."""
        return cls({one.path: one for one in exhibits})

    def cited(self, named: Iterable[tuple[str, Locator]]) -> Iterator[Citation]:
        """The citations of what a cell names.

        Raises `CellError` for a file that the submission does not have, and for a place that such a file cannot
        have: a page of what is no PDF, a region of what is neither picture, film nor page, a time in what stands
        still, bytes beyond its end. Whether a PDF has so many pages, or a picture is so large, is not looked up.
        """
        for path, place in named:
            if path not in self.exhibits:
                raise _error(f"the submission has no file {path!r}", f"name one of its files: {self._some()}")
            exhibit = self.exhibits[path]
            if why := _misfit(place.fragment, exhibit):
                raise _error(f"{path} has no {place}: {why}", "compare with the file, or name the path alone")
            yield Citation(exhibit.digest, place)

    def _some(self) -> str:
        paths = sorted(self.exhibits)
        beyond = len(paths) - _MOST_NAMED
        return ", ".join(paths[:_MOST_NAMED]) + (f" and {beyond:,} more" if beyond > 0 else "")


def _misfit(fragment: str, exhibit: Exhibit) -> str | None:
    """Why an exhibit cannot have a place; none if it may."""
    kind = exhibit.media_type
    if fragment.startswith("page="):
        return None if kind == _PDF else f"it is {kind}, and pages are counted in a PDF"
    if fragment.startswith("xywh="):
        return None if kind.startswith(("image/", "video/")) else f"it is {kind}, and no picture"
    if fragment.startswith("t="):
        return f"it is {kind}, which has no length in time" if _stands_still(kind) else _backwards(fragment)
    if (found := _BYTES.fullmatch(fragment)) and not int(found[1]) <= int(found[2]) < exhibit.size:
        return f"it has {exhibit.size:,} bytes, counted from 0"
    return None


def _stands_still(kind: str) -> bool:
    return kind == _PDF or kind.startswith(("image/", "text/"))


def _backwards(fragment: str) -> str | None:
    begin, _, end = fragment.removeprefix("t=").partition(",")
    return "it ends before it begins" if end and _clock(end) <= _clock(begin) else None


def _clock(text: str) -> Decimal:
    """Seconds, of seconds or of hours, minutes and seconds."""
    seconds = Decimal(0)
    for part in text.split(":"):
        seconds = seconds * 60 + Decimal(part)
    return seconds


def _error(problem: str, advice: str) -> CellError:
    return CellError(problem, advice=advice, column=COLUMN)
