"""Detectors, found by looking in this folder: one file each, whose ``DETECTOR`` bears the file's name.

Each is a pure function from a block of position reports to what was seen, accusing nobody.
"""

from __future__ import annotations

import importlib
import pkgutil
from functools import cache

from vedette.errors import UnreadableInputError
from vedette.tracks.detector import Detector


@cache
def detectors() -> dict[str, Detector]:
    """All detectors by name, in alphabetical order."""
    found: dict[str, Detector] = {}
    for name in sorted(module.name for module in pkgutil.iter_modules(__path__)):
        detector = getattr(importlib.import_module(f"{__name__}.{name}"), "DETECTOR", None)
        if not isinstance(detector, Detector) or detector.name != name:
            raise UnreadableInputError(
                f"tracks/detectors/{name}.py holds no DETECTOR of that name",
                advice=f'define DETECTOR = Detector(name="{name}", ...)',
            )
        found[name] = detector
    return found
