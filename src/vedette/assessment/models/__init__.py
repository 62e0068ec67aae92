"""The cargo models, found by looking in this folder: one file each, whose ``MODEL`` bears the file's name."""

from __future__ import annotations

import importlib
import pkgutil
from functools import cache

from vedette.assessment.cargo import CargoModel
from vedette.errors import FigureError


@cache
def models() -> dict[str, CargoModel]:
    """All models by name, in alphabetical order."""
    found: dict[str, CargoModel] = {}
    for name in sorted(module.name for module in pkgutil.iter_modules(__path__)):
        model = getattr(importlib.import_module(f"{__name__}.{name}"), "MODEL", None)
        if not isinstance(model, CargoModel) or model.name != name:
            raise FigureError(
                f"assessment/models/{name}.py holds no MODEL of that name",
                advice=f'define MODEL = CargoModel(name="{name}", ...)',
            )
        found[name] = model
    return found


def model_named(name: str) -> CargoModel:
    """The model of that name; an unknown one is refused with the names there are."""
    if name not in models():
        raise FigureError(f"there is no cargo model {name!r}", advice=f"use one of {', '.join(models())}")
    return models()[name]
