"""The programme of a sea: every behaviour found by looking under ``plants``, and planted as the recipe asks.

Wide ones (a whole basin, a whole ship) are planted first, so that the narrow ones fill what is left.
"""

from __future__ import annotations

import importlib
import pkgutil
from functools import cache

from vedette.testing.sea import plants
from vedette.testing.sea.plant import Behaviour, Stage
from vedette.testing.sea.spec import SeaError


@cache
def behaviours() -> dict[str, Behaviour]:
    """Every behaviour by name: what the files under ``plants`` list as ``BEHAVIOURS``."""
    names = sorted(info.name for info in pkgutil.iter_modules(plants.__path__))
    modules = [importlib.import_module(f"{plants.__name__}.{name}") for name in names]
    return {behaviour.name: behaviour for module in modules for behaviour in module.BEHAVIOURS}


def plant_all(stage: Stage) -> None:
    """Plant what the recipe asks for; raises `SeaError` for an unknown behaviour or one without room."""
    known = behaviours()
    if unknown := sorted(set(stage.spec.behaviours) - set(known)):
        raise SeaError(
            f"unknown behaviours: {', '.join(unknown)}", advice=f"choose from {', '.join(sorted(known))}"
        )
    for behaviour in sorted((known[name] for name in stage.spec.behaviours), key=lambda b: (b.reach, b.name)):
        for _ in range(stage.spec.behaviours[behaviour.name]):
            behaviour.plant(stage)
