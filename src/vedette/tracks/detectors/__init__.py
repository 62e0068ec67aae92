"""Detectors, found by looking in this folder: one file each, whose ``DETECTOR`` bears the file's name.

Each is a pure function from a block of position reports, or from static reports, to what was seen, accusing nobody.
"""

from __future__ import annotations

import importlib
import pkgutil
from functools import cache

from vedette.errors import UnreadableInputError
from vedette.tracks.detector import Detector
from vedette.tracks.static_detector import StaticDetector


@cache
def detectors() -> dict[str, Detector]:
    """All detectors of positions by name, in alphabetical order."""
    return {name: one for name, one in _all().items() if isinstance(one, Detector)}


@cache
def static_detectors() -> dict[str, StaticDetector]:
    """All detectors of static reports by name, in alphabetical order."""
    return {name: one for name, one in _all().items() if isinstance(one, StaticDetector)}


@cache
def _all() -> dict[str, Detector | StaticDetector]:
    found: dict[str, Detector | StaticDetector] = {}
    for name in sorted(module.name for module in pkgutil.iter_modules(__path__)):
        detector = getattr(importlib.import_module(f"{__name__}.{name}"), "DETECTOR", None)
        if not isinstance(detector, Detector | StaticDetector) or detector.name != name:
            raise UnreadableInputError(
                f"tracks/detectors/{name}.py holds no DETECTOR of that name",
                advice=f'define DETECTOR = Detector(name="{name}", ...)',
            )
        found[name] = detector
    return found
