"""Manifests that declare positions: every key is used or refused by name."""

from __future__ import annotations

import pytest

from vedette.errors import UnreadableInputError
from vedette.model.moments import Instant
from vedette.model.position_files import DeclaredPositions
from vedette.sources.manifest import read_manifest
from vedette.testing.case_folders import MANIFEST


def declared(positions: str, more: str = "") -> DeclaredPositions | None:
    text = MANIFEST.format(tlp="TLP:CLEAR") + f'\n[[files]]\npath = "a.nmea"\n{positions}\n{more}'
    return read_manifest(text.encode(), where="a/submission.toml").files[0].positions


def test_a_file_without_the_key_declares_nothing() -> None:
    assert declared("") is None


def test_a_log_is_declared_with_its_zone_and_beginning() -> None:
    found = declared('positions = { format = "nmea", zone = "+09:00", start = 2030-01-01T00:00:00Z }')
    assert found == DeclaredPositions(
        format="nmea", zone="+09:00", start=Instant.parse("2030-01-01T00:00:00Z")
    )


def test_a_mapped_table_is_declared_with_its_columns() -> None:
    columns = '{ transmitter = "id", time = "t", latitude = "y", longitude = "x" }'
    found = declared(
        f'positions = {{ format = "mapped", columns = {columns}, times = "unix", separator = ";" }}'
    )
    assert found is not None
    assert found.columns == {"transmitter": "id", "time": "t", "latitude": "y", "longitude": "x"}
    assert (found.times, found.separator) == ("unix", ";")


@pytest.mark.parametrize(
    ("positions", "wrong"),
    [
        ("positions = { }", "lacks 'format'"),
        ("positions = 'nmea'", "positions is str"),
        ('positions = { format = "nmea", zones = "UTC" }', "unknown key 'zones'"),
        ('positions = { format = "nmea", start = 2030-01-01T00:00:00 }', "no time zone"),
        ('positions = { format = "mapped", columns = { time = 3 } }', "column of 'time' is no text"),
        ('positions = { format = "dma" }\ntable = "claims"', "a table and positions"),
    ],
)
def test_what_does_not_fit_is_refused_by_name(positions: str, wrong: str) -> None:
    with pytest.raises(UnreadableInputError, match=wrong):
        declared(positions)
