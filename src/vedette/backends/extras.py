"""Packages that come with an extra: imported when they are asked for, and said to be missing by its name."""

from __future__ import annotations

import importlib
from typing import Any

from vedette.errors import ToolMissingError


def from_extra(module: str, *, extra: str) -> Any:
    """The module, imported now.

    Raises:
        ToolMissingError: it is not installed, or something that it needs is not.
    """
    try:
        return importlib.import_module(module)
    except ModuleNotFoundError as error:
        raise ToolMissingError(
            f"the Python package {error.name} is not installed, which {extra} needs",
            advice=f"install it with: pip install 'vedette[{extra}]'",
        ) from error
