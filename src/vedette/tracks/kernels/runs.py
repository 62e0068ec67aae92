"""A run of rows that a loop found: how its first and last report get from a state into a record."""

from __future__ import annotations

from vedette.tracks.kernels.arrays import Records
from vedette.tracks.kernels.compiling import inlined


@inlined
def write_run(state: Records, found: Records, count: int, transmitter: int) -> None:
    """Write the ends that the state holds as ``first_`` and ``last_``, and in ``a`` how long its ``run`` is."""
    found[count].transmitter = transmitter
    found[count].began = state.first_time
    found[count].ended = state.last_time
    found[count].first_row = state.first_row
    found[count].first_source = state.first_source
    found[count].first_latitude = state.first_latitude
    found[count].first_longitude = state.first_longitude
    found[count].last_row = state.last_row
    found[count].last_source = state.last_source
    found[count].last_latitude = state.last_latitude
    found[count].last_longitude = state.last_longitude
    found[count].a = state.run
