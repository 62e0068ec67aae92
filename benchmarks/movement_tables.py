# ruff: noqa: S608 -- the queries are put together from constants alone
"""The five detectors in SQL for duckdb, and what pandas, scipy's tree and MovingPandas do of them.

Definitions as in ``movement_peers``. pandas does gaps and jumps; the tree does the pairs of each slot, without runs;
and MovingPandas splits at gaps, on a share of the ships that the table names.
"""

from __future__ import annotations

import datetime as dt
from typing import Any

import numpy as np
from movement_peers import GAP_S, JUMP_M, JUMP_MS, METRES, PORT_KM_OFF, PORT_M, SLOW_MS, ports_of
from movement_sea import Month
from numpy.typing import NDArray

DISTANCE = "2 * 6371008.8 * asin(sqrt(least(1.0, {chord})))"
CHORD = (
    "sin(radians({b}lat - {a}lat) / 2) ** 2"
    " + cos(radians({a}lat)) * cos(radians({b}lat)) * sin(radians({b}lon - {a}lon) / 2) ** 2"
)
LEGS = """
select mmsi, ts, lat, lon, epoch(ts)::bigint as s, lag(epoch(ts)::bigint) over ship as p_s,
       lag(lat) over ship as p_lat, lag(lon) over ship as p_lon
from month window ship as (partition by mmsi order by ts)
"""


def _metres(a: str, b: str) -> str:
    return DISTANCE.format(chord=CHORD.format(a=a, b=b))


QUERIES = {
    "ais_gap": f"select count(*) from ({LEGS}) where s - p_s >= {GAP_S}",
    "position_anomaly": f"""
        select count(*) from (
            select s - p_s as seconds, {_metres("p_", "")} as metres from ({LEGS}) where p_s is not null
        ) where metres > {JUMP_M} and metres > {JUMP_MS} * seconds""",
    "port_call": f"""
        with numbered as (select mmsi, lat, lon, row_number() over (order by mmsi, ts) as n from month),
        inside as (
            select distinct mmsi, n from numbered join ports
            on floor(numbered.lat * 10)::int = ports.y and floor(numbered.lon * 10)::int = ports.x
            where {_metres("numbered.", "ports.")} <= {PORT_M})
        select count(*) from (select n - lag(n) over (partition by mmsi order by n) as step from inside)
        where step is null or step > 1""",
    "loitering": f"""
        with hours as (
            select mmsi, s // 3600 as hour, sum({_metres("p_", "")}) as metres, sum(s - p_s) as seconds
            from ({LEGS}) where s - p_s <= 3600 group by all),
        slow as (
            select mmsi, hour - row_number() over (partition by mmsi order by hour) as run
            from hours where seconds > 0 and metres < {SLOW_MS} * seconds)
        select count(*) from (select 1 from slow group by mmsi, run having count(*) >= 4)""",
    "encounter": f"""
        with slots as (
            select mmsi, epoch(ts)::bigint // 600 as slot, min_by(lat, ts) as lat, min_by(lon, ts) as lon,
                   min(epoch(ts)::bigint) as s from month group by all),
        legs as (
            select *, lag(slot) over ship as p_slot, lag(s) over ship as p_s, lag(lat) over ship as p_lat,
                   lag(lon) over ship as p_lon from slots window ship as (partition by mmsi order by slot)),
        slow as (
            select mmsi, slot, lat, lon, floor(lat * 100)::int as y, floor(lon * 100)::int as x from legs
            where slot - p_slot <= 6 and {_metres("p_", "")} < {SLOW_MS} * (s - p_s)
            and not exists (
                select 1 from far_ports p
                where (legs.lat - p.lat) ** 2 + ((legs.lon - p.lon) * p.squeezed) ** 2
                    <= ({PORT_KM_OFF} / {METRES}) ** 2)),
        around as (
            select mmsi, slot, lat, lon, y + dy as y, x + dx as x from slow,
                   (values (-1), (0), (1)) north(dy), (values (-1), (0), (1)) east(dx)),
        met as (
            select a.mmsi as low, b.mmsi as high, a.slot as slot from slow a join around b using (slot, y, x)
            where a.mmsi < b.mmsi and {_metres("a.", "b.")} <= 500),
        marked as (
            select *, case when slot - lag(slot) over pair <= 2 then 0 else 1 end as new from met
            window pair as (partition by low, high order by slot)),
        runs as (
            select *, sum(new) over (partition by low, high order by slot) as run from marked)
        select count(*) from (
            select 1 from runs group by low, high, run having max(slot) - min(slot) >= 12)""",
}
"""Each detector as one query that counts its events."""


def duckdb_counts(month: Month, name: str) -> int:
    """How many events one query finds, on one thread."""
    import duckdb

    north, east = ports_of(month)
    with duckdb.connect(config={"threads": 1}) as connection:
        connection.execute(f"create view month as select * from read_parquet('{month.floats}')")
        connection.execute("create table ports (lat double, lon double, y int, x int)")
        connection.execute("create table far_ports (lat double, lon double, squeezed double)")
        for y, x in zip(north, east, strict=True):
            connection.execute("insert into far_ports values (?, ?, ?)", [y, x, float(np.cos(np.radians(y)))])
            for dy in (-1, 0, 1):
                for dx in (-1, 0, 1):
                    cell = [int(y * 10 // 1) + dy, int(x * 10 // 1) + dx]
                    connection.execute("insert into ports values (?, ?, ?, ?)", [y, x, *cell])
        (count,) = connection.execute(QUERIES[name]).fetchall()[0]
    return int(count)


def pandas_gaps(month: Month) -> int:
    """Silences by groupby and diff."""
    import pandas as pd

    rows = pd.read_parquet(month.floats, columns=["mmsi", "ts"])
    return int((rows.groupby("mmsi")["ts"].diff() >= pd.Timedelta(seconds=GAP_S)).sum())


def pandas_jumps(month: Month) -> int:
    """Legs too fast by groupby, diff and a haversine."""
    import pandas as pd

    rows = pd.read_parquet(month.floats, columns=["mmsi", "ts", "lat", "lon"])
    before = rows.groupby("mmsi").shift()
    seconds = (rows["ts"] - before["ts"]).dt.total_seconds()
    half = np.sin(np.radians(rows["lat"] - before["lat"]) / 2) ** 2
    across = np.sin(np.radians(rows["lon"] - before["lon"]) / 2) ** 2
    chord = half + np.cos(np.radians(rows["lat"])) * np.cos(np.radians(before["lat"])) * across
    metres = 2 * 6_371_008.8 * np.arcsin(np.sqrt(chord))
    return int(((metres > JUMP_M) & (metres > JUMP_MS * seconds)).sum())


def tree_pairs(slot: NDArray[Any], north: NDArray[Any], east: NDArray[Any]) -> int:
    """The usual recipe: a tree of unit vectors for each slot, and all pairs within 500 m of each other."""
    from scipy.spatial import cKDTree

    order = np.argsort(slot, kind="stable")
    y, x = np.radians(north[order]), np.radians(east[order])
    points = np.stack([np.cos(y) * np.cos(x), np.cos(y) * np.sin(x), np.sin(y)], axis=1)
    _, starts = np.unique(slot[order], return_index=True)
    return sum(
        len(cKDTree(part).query_pairs(500 / 6_371_008.8, output_type="ndarray"))
        for part in np.split(points, starts[1:])
    )


def slots_of(month: Month) -> Any:
    """The month as a data frame, with the slot of each row; making it is not measured."""
    import pandas as pd

    rows = pd.read_parquet(month.floats, columns=["mmsi", "ts", "lat", "lon"])
    rows["slot"] = rows["ts"].astype("datetime64[s]").astype("int64") // 600
    return rows


def tree_encounters(rows: Any) -> int:
    """The recipe from the rows on: the first report of each ship in each slot, then the pairs."""
    first = rows.drop_duplicates(["mmsi", "slot"])
    return tree_pairs(first["slot"].to_numpy(), first["lat"].to_numpy(), first["lon"].to_numpy())


def trajectories(month: Month, ships: int) -> tuple[Any, int]:
    """MovingPandas' collection of some ships, and how many rows it holds; making it is not measured."""
    import geopandas as gpd
    import movingpandas as mpd
    import pandas as pd

    rows = pd.read_parquet(month.floats)
    rows = rows[rows["mmsi"].isin(rows["mmsi"].unique()[:ships])]
    points = gpd.GeoDataFrame(
        rows.drop(columns=["lat", "lon"]),
        geometry=gpd.points_from_xy(rows["lon"], rows["lat"]),
        crs="EPSG:4326",
    ).set_index("ts")
    return mpd.TrajectoryCollection(points, "mmsi"), len(rows)


def split_at_gaps(collection: Any) -> int:
    """Its gaps: one less than the parts, for each ship."""
    import movingpandas as mpd

    parts = mpd.ObservationGapSplitter(collection).split(gap=dt.timedelta(seconds=GAP_S), min_length=0)
    return len(parts.trajectories) - len(collection.trajectories)
