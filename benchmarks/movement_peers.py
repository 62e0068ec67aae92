# ruff: noqa: PLR2004 -- the numbers are the definitions of the profile
"""The same five detectors as other libraries say them: polars, duckdb, pandas, scipy's tree, MovingPandas.

Definitions are ours (profile ``gfw``) as far as expressions can say them: encounters take a position as the first
of its slot instead of one interpolated, and port calls take entry and exit at one distance; so counts agree
nearly and not exactly, and the table shows them. Each reads the float64 Parquet by itself. All are told to use one
thread. Libraries are imported by the function that needs them, because only the bench environment has them.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from movement_sea import Month

from vedette.model.movement import STEPS_PER_DEGREE

GAP_S = 12 * 3600
JUMP_M, JUMP_MS = 9_260, 75 * 0.514444
SLOW_MS = 2 * 0.514444
PORT_M, PORT_KM_OFF = 3_000, 10_000
METRES = 111_195.0
"""Metres of a degree of latitude."""


def ports_of(month: Month) -> tuple[list[float], list[float]]:
    """Degrees north and east of the ports."""
    index = month.ports()
    return (index.latitude / STEPS_PER_DEGREE).tolist(), (index.longitude / STEPS_PER_DEGREE).tolist()


def _haversine_polars(pl: Any, north: Any, east: Any, to_north: Any, to_east: Any) -> Any:
    half = ((to_north - north).radians() / 2).sin() ** 2
    across = ((to_east - east).radians() / 2).sin() ** 2
    chord = half + north.radians().cos() * to_north.radians().cos() * across
    return 2 * 6_371_008.8 * chord.sqrt().clip(0, 1).arcsin() if pl else chord


def polars_gaps(month: Month) -> int:
    """Silences by shift on the sorted table: its fastest way."""
    import polars as pl

    rows = pl.scan_parquet(month.floats).select("mmsi", "ts")
    legs = rows.with_columns(before=pl.col("ts").shift(), who=pl.col("mmsi").shift())
    silent = legs.filter(
        (pl.col("who") == pl.col("mmsi")) & (pl.col("ts") - pl.col("before") >= pl.duration(seconds=GAP_S))
    )
    return int(silent.select(pl.len()).collect(engine="streaming").item())


def polars_jumps(month: Month) -> int:
    """Legs too fast, by shift, a cheap bound first."""
    import polars as pl

    rows = pl.scan_parquet(month.floats).select("mmsi", "ts", "lat", "lon")
    legs = rows.with_columns(pl.all().shift().name.prefix("p_")).filter(pl.col("p_mmsi") == pl.col("mmsi"))
    seconds = (pl.col("ts") - pl.col("p_ts")).dt.total_seconds()
    bound = (
        ((pl.col("lat") - pl.col("p_lat")).abs() + (pl.col("lon") - pl.col("p_lon")).abs()) * METRES * 1.01
    )
    metres = _haversine_polars(pl, pl.col("p_lat"), pl.col("p_lon"), pl.col("lat"), pl.col("lon"))
    far = legs.filter(bound > JUMP_MS * seconds).filter((metres > JUMP_M) & (metres > JUMP_MS * seconds))
    return int(far.select(pl.len()).collect(engine="streaming").item())


def polars_port_calls(month: Month) -> int:
    """Runs of rows within entry of a port: a join by cells, an exact distance, runs."""
    import polars as pl

    north, east = ports_of(month)
    cell = 0.1
    near = pl.DataFrame(
        {
            "cell": [(int(y // cell) + i) * 10_000 + int(x // cell) + j for y, x in zip(north, east, strict=True)
                     for i in (-1, 0, 1) for j in (-1, 0, 1)],
            "port_lat": np.repeat(north, 9), "port_lon": np.repeat(east, 9),
        }
    ).lazy()  # fmt: skip
    rows = pl.scan_parquet(month.floats).select("mmsi", "ts", "lat", "lon").with_row_index("at")
    rows = rows.with_columns(
        cell=(pl.col("lat") // cell).cast(pl.Int64) * 10_000 + (pl.col("lon") // cell).cast(pl.Int64)
    )
    metres = _haversine_polars(pl, pl.col("lat"), pl.col("lon"), pl.col("port_lat"), pl.col("port_lon"))
    inside = rows.join(near, on="cell").filter(metres <= PORT_M).select("mmsi", "at").unique().sort("at")
    began = inside.filter(
        ((pl.col("at") - pl.col("at").shift()) != 1).fill_null(value=True)
        | (pl.col("mmsi") != pl.col("mmsi").shift()).fill_null(value=True)
    )
    return int(began.select(pl.len()).collect(engine="streaming").item())


def polars_loitering(month: Month) -> int:
    """Slow hours in a row, at least four."""
    import polars as pl

    rows = pl.scan_parquet(month.floats).select("mmsi", "ts", "lat", "lon")
    legs = rows.with_columns(pl.all().shift().name.prefix("p_")).filter(pl.col("p_mmsi") == pl.col("mmsi"))
    seconds = (pl.col("ts") - pl.col("p_ts")).dt.total_seconds()
    metres = _haversine_polars(pl, pl.col("p_lat"), pl.col("p_lon"), pl.col("lat"), pl.col("lon"))
    hours = (
        legs.select("mmsi", metres=metres, seconds=seconds, hour=pl.col("ts").dt.epoch("s") // 3600)
        .filter(pl.col("seconds") <= 3600)
        .group_by("mmsi", "hour")
        .agg(pl.col("metres", "seconds").sum())
        .filter((pl.col("seconds") > 0) & (pl.col("metres") < SLOW_MS * pl.col("seconds")))
        .sort("mmsi", "hour")
    )
    new = (pl.col("hour") - pl.col("hour").shift() != 1) | (pl.col("mmsi") != pl.col("mmsi").shift())
    runs = hours.with_columns(run=new.fill_null(value=True).cum_sum()).group_by("run").agg(n=pl.len())
    return int(runs.filter(pl.col("n") >= 4).select(pl.len()).collect(engine="streaming").item())


def polars_encounters(month: Month) -> int:
    """Slots, the slow ones away from ports, a self-join by cells, runs of pairs."""
    import polars as pl

    slow = _polars_slow_slots(pl, month)
    cell = 0.01
    here = slow.with_columns(
        y=(pl.col("lat") / cell).floor().cast(pl.Int64), x=(pl.col("lon") / cell).floor().cast(pl.Int64)
    )
    shifts = pl.DataFrame({"dy": [-1, 0, 1] * 3, "dx": [-1] * 3 + [0] * 3 + [1] * 3}).lazy()
    around = here.join(shifts, how="cross").with_columns(
        y=pl.col("y") + pl.col("dy"), x=pl.col("x") + pl.col("dx")
    )
    pairs = here.join(around, on=["slot", "y", "x"], suffix="_b").filter(pl.col("mmsi") < pl.col("mmsi_b"))
    metres = _haversine_polars(pl, pl.col("lat"), pl.col("lon"), pl.col("lat_b"), pl.col("lon_b"))
    met = pairs.filter(metres <= 500).select("mmsi", "mmsi_b", "slot").sort("mmsi", "mmsi_b", "slot")
    new = (
        (pl.col("slot") - pl.col("slot").shift() > 2)
        | (pl.col("mmsi") != pl.col("mmsi").shift())
        | (pl.col("mmsi_b") != pl.col("mmsi_b").shift())
    )
    runs = met.with_columns(run=new.fill_null(value=True).cum_sum()).group_by("run")
    long = runs.agg(span=pl.col("slot").max() - pl.col("slot").min()).filter(pl.col("span") >= 12)
    return int(long.select(pl.len()).collect(engine="streaming").item())


def _polars_slow_slots(pl: Any, month: Month) -> Any:
    """The first position of each slot, where the ship moved little since the slot before, away from ports."""
    rows = pl.scan_parquet(month.floats).select("mmsi", "ts", "lat", "lon")
    rows = rows.with_columns(slot=pl.col("ts").dt.epoch("s") // 600)
    first = rows.filter(
        (pl.col("slot") != pl.col("slot").shift()) | (pl.col("mmsi") != pl.col("mmsi").shift())
    )
    legs = first.with_columns(pl.all().shift().name.prefix("p_")).filter(
        (pl.col("p_mmsi") == pl.col("mmsi")) & (pl.col("slot") - pl.col("p_slot") <= 6)
    )
    metres = _haversine_polars(pl, pl.col("p_lat"), pl.col("p_lon"), pl.col("lat"), pl.col("lon"))
    slow = legs.filter(metres < SLOW_MS * (pl.col("ts") - pl.col("p_ts")).dt.total_seconds())
    north, east = ports_of(month)
    for y, x in zip(north, east, strict=True):
        squeezed = np.cos(np.radians(y))
        apart = (pl.col("lat") - y) ** 2 + ((pl.col("lon") - x) * squeezed) ** 2
        slow = slow.filter(apart > (PORT_KM_OFF / METRES) ** 2)
    return slow.select("mmsi", "slot", "lat", "lon")


POLARS = {
    "ais_gap": polars_gaps,
    "position_anomaly": polars_jumps,
    "port_call": polars_port_calls,
    "loitering": polars_loitering,
    "encounter": polars_encounters,
}
"""Each detector in polars."""
