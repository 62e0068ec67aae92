"""Positions on the command line: files in, detection, events and voyages out, and what goes wrong on the way."""

from __future__ import annotations

import json
import shlex
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from vedette.cli.main import USAGE, command_modules, examples_of, run
from vedette.testing.case_folders import write_case
from vedette.testing.sea import SeaSpec, make_sea
from vedette.testing.sea.in_case import write_days, write_ports
from vedette.testing.sea.write_nmea import write_nmea

Ask = Callable[..., tuple[int, Any]]
SPEC = SeaSpec(seed=3, ships=3, days=3, ports=6, pace=6.0, class_b=0.0)


@pytest.fixture
def case(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = write_case(tmp_path / "case")
    write_ports(make_sea(SPEC), folder / "ports.csv")
    monkeypatch.chdir(folder)
    monkeypatch.setenv("VEDETTE_ACTOR", "A. Tester")
    return folder


@pytest.fixture
def ask(case: Path, capsys: pytest.CaptureFixture[str]) -> Ask:
    """Run a command in the case; give its exit code and its JSON, or what it complains of."""

    def asked(*arguments: str) -> tuple[int, Any]:
        code = run([*arguments, "--format", "json"])
        told = capsys.readouterr()
        return code, json.loads(told.out) if told.out else told.err

    return asked


def _made_up_files() -> None:
    """The files that the help names, in the folder of the case."""
    table = "MMSI,BaseDateTime,LAT,LON\n273000001,2024-01-02T00:00:00,1.5,2.5\n"
    with zipfile.ZipFile("AIS_2024_01_01.zip", "w") as archive:
        archive.writestr("AIS_2024_01_01.csv", table)
    Path("t.csv").write_text("id,t,y,x\n273000001,2024-01-01T00:00:00Z,1.5,2.5\n", encoding="utf-8")
    write_nmea(make_sea(SPEC), Path("harbour.nmea"))


def test_the_examples_of_the_help_run_one_after_the_other(case: Path, ask: Ask) -> None:
    _made_up_files()
    modules = command_modules()
    lines = [
        line
        for name in (
            "positions",
            "detect",
            "anchorages",
            "events",
            "voyages",
            "reachable",
            "vessel",
            "issues",
        )
        for line in examples_of(modules[name])
    ]
    # No cluster is here, nothing was known before this minute, the ship of the help made no voyage to draw, no event
    # has the id of the help, and the case has no submission about workers.
    elsewhere = ("--address", "--as-of", "voyages.svg", "3f2a9c", "workers")
    here = [line for line in lines if not any(one in line for one in elsewhere)]
    assert len(here) > 10
    for line in here:
        words = [one for one in shlex.split(line)[1:] if one not in {"--format", "json"}]
        assert ask(*words)[0] == 0, line
    assert (case / "ship.parquet").is_file()
    assert (case / "sheet.pdf").is_file()


def test_from_a_log_to_voyages(case: Path, ask: Ask, tmp_path: Path) -> None:
    log = tmp_path / "harbour.nmea"
    write_nmea(make_sea(SPEC), log)
    code, added = ask("positions", "add", str(log), "--layout", "nmea", "--tlp", "TLP:CLEAR")
    (file,) = added["files"]
    assert (code, file["file"]) == (0, "positions-harbour-nmea/harbour.nmea")
    assert (file["positions"], file["static_reports"] > 0, file["is_converted_now"]) == (
        added["positions"],
        True,
        True,
    )
    assert (case / "submissions" / "positions-harbour-nmea" / "submission.toml").is_file()

    code, found = ask("detect")
    kinds = {one["kind"]: one["events"] for one in found["kinds"]}
    assert (code, found["is_new"], kinds["port_call"] >= 6) == (0, True, True)
    assert ask("detect")[1]["is_new"] is False

    code, listed = ask("events", "--kind", "port_call")
    assert (code, len(listed["events"])) == (0, kinds["port_call"])
    one = listed["events"][0]["sightings"][0]
    assert (
        ask("events", "--vessel", one["transmitter"], "--kind", "port_call")[1]["events"][0]
        == listed["events"][0]
    )
    assert one["first"][0] == file["exhibit"]

    code, sailed = ask("voyages", "--by", "all")
    (total,) = sailed["counts"]
    assert (code, sailed["handling"]["tlp"]) == (0, "TLP:CLEAR")
    assert total["voyages"] == sum(one["ended"] is not None for one in sailed["voyages"])

    for suffix in ("geojson", "kml", "csv", "parquet", "ftm.json"):
        target = tmp_path / f"voyages.{suffix}"
        code, told = ask("voyages", "--out", str(target))
        assert (code, told["voyages"]) == (0, len(sailed["voyages"]))
        assert target.stat().st_size > 100
    code, told = ask("positions", "--out", str(tmp_path / "all.parquet"))
    assert (code, told["positions"], told["handling"]) == (0, added["positions"], "TLP:CLEAR")
    code, told = ask("positions", "--out", str(tmp_path / "one.parquet"), "--vessel", one["transmitter"])
    assert (code, 0 < told["positions"] < added["positions"]) == (0, True)
    assert ask("check")[0] == 0
    assert ask("collect")[1]["submissions"][0]["status"] == "unchanged"


def test_bad_rows_are_issues_and_good_ones_land(ask: Ask, tmp_path: Path) -> None:
    (first, *_) = write_days(make_sea(SPEC), tmp_path / "days")
    lines = first.read_text(encoding="utf-8").splitlines()
    lines[3] = lines[3].replace("01/01/2030", "33/01/2030")
    first.write_text("\n".join(lines), encoding="utf-8")
    code, added = ask("positions", "add", str(first), "--layout", "dma")
    assert (code, added["files"][0]["refused"], added["positions"]) == (0, 1, len(lines) - 2)
    code, issues = ask("issues")
    (issue,) = issues["issues"]
    assert (code, issue["place"], issue["refused"], issues["refused"]) == (0, "row=3", True, 1)
    assert issue["file"] == f"positions-{first.stem}-csv/{first.name}"
    code, mine = ask("issues", "--submission", issue["submission"])
    assert (code, mine["issues"]) == (0, [issue])


def test_a_file_of_another_format_leaves_the_lake_as_it_was(ask: Ask, tmp_path: Path) -> None:
    good, *_ = write_days(make_sea(SPEC), tmp_path / "days")
    bad = tmp_path / "words.csv"
    bad.write_text("no,positions\n1,2\n", encoding="utf-8")
    code, told = ask("positions", "add", str(good), str(bad), "--layout", "dma")
    assert code == 1
    assert "Danish Maritime Authority" in told
    assert ask("positions")[1] == {"files": [], "positions": 0, "exhibits": 0}
    code, added = ask("positions", "add", str(good), "--layout", "dma")
    assert (code, added["files"][0]["is_preserved_now"], added["files"][0]["is_converted_now"]) == (
        0,
        False,
        True,
    )


def test_another_file_of_the_same_name_is_refused_and_kept_out(ask: Ask, tmp_path: Path) -> None:
    one, two, *_ = write_days(make_sea(SPEC), tmp_path / "days")
    assert ask("positions", "add", str(one), "--layout", "dma")[0] == 0
    other = tmp_path / one.name
    other.write_bytes(two.read_bytes())
    code, told = ask("positions", "add", str(other), "--layout", "dma")
    assert code == 1
    assert "holds another file" in told
    assert ask("positions")[1]["exhibits"] == 1


def test_a_table_with_a_declared_mapping_needs_its_zone(ask: Ask, tmp_path: Path) -> None:
    table = tmp_path / "t.csv"
    table.write_text("id,t,y,x\n281001000,2030-01-01T00:00:00,1.5,2.5\n", encoding="utf-8")
    mapped = [
        "--layout",
        "mapped",
        *(f"--map={one}" for one in ("transmitter=id", "time=t", "latitude=y", "longitude=x")),
    ]
    code, added = ask("positions", "add", str(table), *mapped, "--zone", "+09:00")
    assert (code, added["positions"], added["files"][0]["refused"]) == (0, 1, 0)


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (["positions", "add", "x.csv"], USAGE, "nothing is guessed"),
        (["positions", "add", "--layout", "dma"], USAGE, "no file is named"),
        (["positions", "show", "x.csv"], USAGE, "files are given"),
        (["positions", "add", "x.csv", "--layout", "dma"], 1, "cannot be read"),
        (["positions", "add", "x.csv", "--layout", "dma", "--zone", "UTC"], 1, "no use for a zone"),
        (["positions", "add", "x.csv", "--layout", "xml"], 1, "marinecadastre"),
        (["positions", "add", "x.csv", "--layout", "mapped", "--map", "nonsense"], USAGE, "ROLE=COLUMN"),
        (["detect"], 1, "holds no positions"),
        (["detect", "--profile", "mine"], 1, "gfw-published"),
        (["events"], 1, "nothing was detected"),
        (["events", "--kind", "gap"], 1, "ais_gap"),
        (["positions", "--out", "x.csv"], 1, "no GeoParquet"),
        (["events", "--vessel", "12"], 1, "there is no vessel"),
        (["events", "--as-of", "2024-01-01T00:00"], USAGE, "no time zone"),
        (["events", "--since", "soon"], USAGE, "YYYY-MM-DD"),
        (["voyages", "--confidence", "7"], USAGE, "confidence"),
    ],
)
def test_what_is_wrong_is_said_with_what_comes_next(
    ask: Ask, arguments: list[str], code: int, words: str
) -> None:
    found, told = ask(*arguments)
    assert (found, words in told, "what next" in told) == (code, True, True), told
