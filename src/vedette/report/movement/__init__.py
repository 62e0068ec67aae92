"""Events and voyages in the formats of others, one file each: ``write_events`` and ``write_voyages``.

A format is a module of this folder with a ``SUFFIX``, the name that its files end in.
"""

from __future__ import annotations

import importlib
import pkgutil
from functools import cache
from types import ModuleType


@cache
def movement_formats() -> dict[str, ModuleType]:
    """The formats by the suffix of their files, in alphabetical order."""
    names = sorted(found.name for found in pkgutil.iter_modules(__path__))
    modules = [importlib.import_module(f"{__name__}.{name}") for name in names]
    return {one.SUFFIX: one for one in modules if hasattr(one, "SUFFIX")}
