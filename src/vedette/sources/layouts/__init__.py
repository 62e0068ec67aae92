"""Table layouts, one file each: the columns of a table, an example row, and how a row becomes facts.

A file ``<name>.py`` in this folder that defines ``LAYOUT`` is a layout; nothing else needs to know of it.
"""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Mapping
from functools import cache
from types import MappingProxyType

from vedette.model.tables import TableLayout


@cache
def layouts() -> Mapping[str, TableLayout]:
    """Every layout of the folder by name, in alphabetical order; `ImportError` names a file that is none."""
    found: dict[str, TableLayout] = {}
    for name in sorted(module.name for module in pkgutil.iter_modules(__path__)):
        layout = getattr(importlib.import_module(f"{__name__}.{name}"), "LAYOUT", None)
        if not isinstance(layout, TableLayout) or layout.name != name:
            raise ImportError(f"{__name__}.{name} must define LAYOUT, a TableLayout of the file's name")
        found[name] = layout
    return MappingProxyType(found)
