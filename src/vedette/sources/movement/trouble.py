"""What can be wrong with a cell or row of positions, in words."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from vedette.model.evidence import Locator
from vedette.model.facts import Issue
from vedette.sources.movement import csv_kernel as kernel

MOST_ISSUES = 1_000
"""Issues of one file that are kept word for word; one more says how many there were beyond."""

TROUBLE = {
    kernel.UNREADABLE: (
        "this is not a value of its column",
        "correct it, or map the column to what it is",
        False,
    ),
    kernel.OUT_OF_RANGE: ("the value is outside what its column can hold", "check the column's unit", False),
    kernel.MISSING: ("a position needs a transmitter and a time", "leave such rows out", False),
    kernel.TOO_FEW: (
        "the row has fewer fields than the header",
        "get the file again, or repair the row",
        True,
    ),
    kernel.TOO_MANY: (
        "the row has more fields than the header",
        "put quotes around fields with commas",
        True,
    ),
    kernel.OPEN_QUOTE: ("a quotation mark is not closed on its line", "one record is one line", True),
    kernel.UNKNOWN_WORD: ("this navigational status is not known", "name the status of ITU-R M.1371", False),
    kernel.NO_ZONE: ("the time names no zone, and none is declared", "declare the zone of the file", False),
    kernel.RESERVED: (
        "headings of 360 to 510 mean nothing",
        "the heading is left out; see ITU-R M.1371",
        False,
    ),
}
"""Kind of trouble to problem, advice, and whether it is the whole row that is wrong."""


def rounding_issue(path: str, summary: npt.NDArray[np.int64]) -> Issue:
    """Some values are finer than the lake's step; what was written stays in the exhibit, at its row."""
    return _of_the_file(
        path,
        int(summary[kernel.FIRST_FINER]),
        f"{summary[kernel.FINER]} rows have values finer than AIS transmits; they are rounded to its step",
        "none needed: 1/600,000 degree is at most 19 cm; the exhibit keeps the digits",
    )


def fraction_issue(path: str, summary: npt.NDArray[np.int64]) -> Issue:
    """Some times have fractions of a second, which the lake leaves out."""
    return _of_the_file(
        path,
        int(summary[kernel.FIRST_FRACTION]),
        f"{summary[kernel.FRACTIONS]} times have fractions of a second, which are left out",
        "none needed: the exhibit keeps them",
    )


def too_many(path: str, beyond: int) -> Issue:
    """How many issues are not told one by one."""
    return Issue(
        path=path,
        locator="",
        column=None,
        value=None,
        problem=f"{beyond} more cells or rows are in trouble",
        advice="the file may not be what it is declared to be: check its columns and units",
        refused=False,
    )


def _of_the_file(path: str, row: int, problem: str, advice: str) -> Issue:
    return Issue(
        path=path,
        locator=str(Locator.row(row)),
        column=None,
        value=None,
        problem=problem,
        advice=advice,
        refused=False,
    )
