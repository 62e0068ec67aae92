"""The table of ports that comes with the program, as text: what is hashed, without what it takes to search it."""

from __future__ import annotations

from importlib import resources


def world_ports_text() -> str:
    """The extract of the World Port Index of 2019, as CSV."""
    return resources.files("vedette.tracks").joinpath("ports.csv").read_text(encoding="utf-8")
