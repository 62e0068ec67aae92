"""Cells of CSV that spreadsheets would take for formulas: an apostrophe before them, and none when they are read back.

A ship may call itself ``=1+2``. Spreadsheets compute what begins with = + - @, a tab or a carriage return (OWASP, "CSV
injection"); an apostrophe keeps them from it. A text that already begins with apostrophes before such a sign gets
one more, so that taking one away gives back every text exactly. Plain numbers are left as they are.
"""

from __future__ import annotations

import re

_FORMULA = re.compile(r"'*[=+\-@\t\r]")
_GUARDED = re.compile(r"'+[=+\-@\t\r]")
_NUMBER = re.compile(r"[+-]?\d+(\.\d+)?(E[+-]?\d+)?", re.IGNORECASE | re.ASCII)


def guarded(text: str) -> str:
    """The text as a cell that no spreadsheet computes."""
    return f"'{text}" if _FORMULA.match(text) and not _NUMBER.fullmatch(text) else text


def unguarded(cell: str) -> str:
    """The text that a cell of `guarded` means."""
    return cell[1:] if _GUARDED.match(cell) else cell
