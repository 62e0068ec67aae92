"""Engines by name: one file ``engine_<name>.py`` each, with ``opened``; nothing of one is imported until asked for."""

from __future__ import annotations

import importlib
import pkgutil
from contextlib import AbstractContextManager
from pathlib import Path
from typing import cast

from vedette.errors import UnreadableValueError
from vedette.ports import Engine

_PREFIX = "engine_"


def engine_names() -> list[str]:
    """The names that there are, in alphabetical order."""
    found = (module.name for module in pkgutil.iter_modules([str(Path(__file__).parent)]))
    return sorted(name.removeprefix(_PREFIX) for name in found if name.startswith(_PREFIX))


def open_engine(
    name: str = "threads", *, address: str | None = None, workers: int | None = None
) -> AbstractContextManager[Engine]:
    """The engine of that name for as long as the block lasts; ``workers`` is for those without an address.

    Raises:
        UnreadableValueError: there is no engine of that name, or it has no address.
        ToolMissingError: what the engine needs is not installed, or does not answer.
    """
    if name not in engine_names():
        raise UnreadableValueError(
            f"there is no engine {name!r}", advice=f"use one of {', '.join(engine_names())}"
        )
    module = importlib.import_module(f"vedette.backends.{_PREFIX}{name}")
    return cast("AbstractContextManager[Engine]", module.opened(address=address, workers=workers))
