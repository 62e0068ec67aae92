"""Formats of position files by name: a reader is a module of ``sources/movement`` that says its ``FORMAT``."""

from __future__ import annotations

import datetime as dt
import importlib
import inspect
import pkgutil
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from types import ModuleType
from typing import Any, BinaryIO

from vedette.errors import UnreadableInputError
from vedette.model.facts import Issue
from vedette.model.lake import Batch
from vedette.model.position_files import DeclaredPositions, FormatOptions
from vedette.sources import movement
from vedette.sources.movement.mapping import ColumnMapping

Reader = Callable[[BinaryIO, str], Iterator[Batch | Issue]]
"""Bytes of a file and the name that issues give it: its positions and issues."""


@cache
def position_formats() -> Mapping[str, ModuleType]:
    """The readers by the name of their format, in alphabetical order."""
    names = sorted(found.name for found in pkgutil.iter_modules(movement.__path__))
    modules = [importlib.import_module(f"{movement.__name__}.{name}") for name in names]
    found = {one.FORMAT: one for one in modules if hasattr(one, "FORMAT")}
    return dict(sorted(found.items()))


def reader_of(name: str, options: FormatOptions) -> Reader:
    """The reader of a format, told what it needs to know.

    Raises:
        UnreadableInputError: there is no such format, it lacks something, or it has no use for what was given.
    """
    if name not in position_formats():
        raise UnreadableInputError(
            f"there is no format of positions {name!r}", advice=f"use one of {', '.join(position_formats())}"
        )
    module = position_formats()[name]
    wanted = set(inspect.signature(module.read).parameters)
    told = _told(options, wanted)
    useless = sorted(set(told) - wanted)
    if useless:
        raise UnreadableInputError(
            f"files of the format {name} have no use for a {useless[0]}",
            advice="its publisher says what a row does not; leave the option out",
        )
    return lambda stream, path: module.read(stream, path=path, **told)


def declared_reader(declared: DeclaredPositions) -> Reader:
    """The reader of a file as its manifest declares it; raises what `reader_of` does."""
    return reader_of(declared.format, declared)


def _told(options: FormatOptions, wanted: set[str]) -> dict[str, Any]:
    """The options as the reader's arguments; a mapping takes the zone in."""
    told: dict[str, Any] = {}
    if options.columns or "mapping" in wanted:
        told["mapping"] = ColumnMapping(
            columns=options.columns,
            time_form=options.times,
            zone=options.zone,
            separator=options.separator,
        )
    elif options.zone is not None:
        told["zone"] = _zone(options.zone)
    if options.start is not None:
        told["start"] = options.start.moment
    return told


def _zone(text: str) -> dt.timezone:
    """UTC, or a fixed offset such as +09:00, by the rule that mappings have."""
    needed = {role: role for role in ("transmitter", "time", "latitude", "longitude")}
    seconds = ColumnMapping(columns=needed, zone=text).offset_s
    return dt.timezone(dt.timedelta(seconds=seconds or 0))
