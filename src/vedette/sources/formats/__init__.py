"""Record formats, one file each: published formats that come with columns of their own.

A file of this folder that defines ``FORMAT`` is a record format, named as the file is with hyphens; nothing
else needs to know of it. What a manifest states for the whole file stands in for the columns that it lacks.
"""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Mapping
from functools import cache
from types import MappingProxyType

from vedette.model.statement_rows import RecordFormat


@cache
def formats() -> Mapping[str, RecordFormat]:
    """Every format of the folder by name, in alphabetical order; `ImportError` names a file that is none."""
    found: dict[str, RecordFormat] = {}
    for name in sorted(module.name for module in pkgutil.iter_modules(__path__)):
        one = getattr(importlib.import_module(f"{__name__}.{name}"), "FORMAT", None)
        if not isinstance(one, RecordFormat) or one.name != name.replace("_", "-"):
            raise ImportError(f"{__name__}.{name} must define FORMAT, a RecordFormat of the file's name")
        found[one.name] = one
    return MappingProxyType(found)
