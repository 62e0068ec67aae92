"""``::: {.table of="estimates" subject="..."}``: a table by query; the words inside are its caption."""

from __future__ import annotations

import importlib
import pkgutil

from vedette.errors import ReportError
from vedette.report import tables
from vedette.report.blocks import table
from vedette.report.directive import Directive, Expansion
from vedette.report.standing import Standing

SHARED = frozenset({"cells", "seen"})
"""Modules of the folder that hold what several tables print alike."""


def expand(directive: Directive, standing: Standing) -> Expansion:
    """The table of the asked kind, under its caption."""
    asked = directive.option("of")
    known = sorted(found.name for found in pkgutil.iter_modules(tables.__path__) if found.name not in SHARED)
    if asked not in known:
        raise ReportError(f"{directive.where}: no table of {asked!r}", advice="there are " + ", ".join(known))
    if not directive.caption:
        raise ReportError(
            f"{directive.where}: the table has no caption", advice="write it between the colons"
        )
    sheet = importlib.import_module(f"vedette.report.tables.{asked}").sheet(directive, standing)
    return Expansion(blocks=(table(sheet, directive.caption, name=directive.options.get("name", "")),))
