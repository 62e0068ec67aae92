"""All law files together: every row is there, and a new file ends older rules without touching them."""

from __future__ import annotations

import datetime as dt
import shutil
from importlib.resources import as_file, files
from pathlib import Path

import pytest

from vedette.errors import UnreadableValueError
from vedette.measures.fields import LawFileError
from vedette.measures.loader import Lawbook, law_of_the_council, load_law
from vedette.model.identifiers import ParagraphRef
from vedette.model.measures import CheckStatus

LAW = law_of_the_council()
ROWS = {
    "ARM": 7,
    "WMD": 3,
    "EXP": 7,
    "IMP": 4,
    "OIL": 4,
    "SEA": 11,
    "AIR": 1,
    "WRK": 3,
    "FIN": 6,
    "PER": 3,
    "GEN": 3,
}

NEW = """
number = 9999
year = 2030
adopted = 2030-05-01
adopted_status = "checked"
title = "An invented resolution"
address = "https://undocs.org/S/RES/9999(2030)"
sources = ["L2"]

[[measure]]
id = "SEA-1-9999"
row = "SEA-1"
paragraphs = { "1" = "checked" }
subjects = ["ship-to-ship"]
direction = "both"
bound = ["member-states"]
kind = "ban"
rule = "An invented rule."
content = "checked"
sources = ["L2"]
supersedes = ["SEA-1"]
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    with as_file(files("vedette.measures") / "unsc") as held:
        shutil.copytree(held, tmp_path / "unsc")
    return tmp_path / "unsc"


def add(folder: Path, text: str, *, name: str = "9999_2030.toml") -> Lawbook:
    (folder / name).write_text(text, encoding="utf-8")
    return load_law(folder)


def test_every_provision_row_is_there() -> None:
    expected = {f"{kind}-{number}" for kind, last in ROWS.items() for number in range(1, last + 1)}
    assert {one.row for one in LAW.measures} == expected


@pytest.mark.parametrize(
    ("number", "adopted"),
    [
        (1718, "2006-10-14"),
        (1874, "2009-06-12"),
        (2087, "2013-01-22"),
        (2094, "2013-03-07"),
        (2270, "2016-03-02"),
        (2321, "2016-11-30"),
        (2356, "2017-06-02"),
        (2371, "2017-08-05"),
        (2375, "2017-09-11"),
        (2397, "2017-12-22"),
        (2664, "2022-12-09"),
    ],
)
def test_each_resolution_has_its_day_of_adoption(number: int, adopted: str) -> None:
    assert LAW.resolutions[number].adopted == dt.date.fromisoformat(adopted)
    unchecked = LAW.resolutions[number].adopted_status is CheckStatus.UNCHECKED
    assert unchecked is (number == 1874)


def test_the_measures_that_anybody_may_cite_today_are_known_by_name() -> None:
    free = {one.id for one in LAW.measures if not one.unchecked}
    assert free == {
        "FIN-1-1718", "IMP-4", "SEA-10-2270", "IMP-2-2321", "SEA-2-2371", "SEA-2-2375", "SEA-9", "WRK-2",
        "OIL-4-2397", "OIL-3", "EXP-7-vessels", "IMP-2-2397", "WRK-3", "SEA-5",
    }  # fmt: skip


def test_adding_a_file_ends_the_rule_that_it_supersedes(folder: Path) -> None:
    law = add(folder, NEW)
    old = law.measure("SEA-1")
    assert old.in_force.end == dt.date(2030, 5, 1)
    assert old.superseded_by is not None
    assert (old.superseded_by.by, old.superseded_by.on) == ("SEA-1-9999", dt.date(2030, 5, 1))
    assert [one.id for one in law.row("SEA-1")] == ["SEA-1", "SEA-1-9999"]


def test_the_order_of_the_files_in_the_folder_does_not_matter(folder: Path) -> None:
    assert list(load_law(folder).by_id) == list(LAW.by_id)


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ('supersedes = ["SEA-1"]', 'supersedes = ["SEA-77"]', "refers to 'SEA-77', which is not there"),
        ('supersedes = ["SEA-1"]', 'supersedes = ["EXP-1-2270"]', "EXP-1-2270 is superseded by"),
        ('supersedes = ["SEA-1"]', 'supersedes = ["SEA-1-9999"]', "does not begin later than SEA-1-9999"),
        ('id = "SEA-1-9999"', 'id = "SEA-1"', "measure SEA-1 stands in 2375 (2017) and in 9999 (2030)"),
    ],
)
def test_a_link_that_leads_nowhere_or_twice_is_refused(
    folder: Path, old: str, new: str, message: str
) -> None:
    with pytest.raises(LawFileError) as raised:
        add(folder, NEW.replace(old, new))
    assert message in raised.value.message


def test_a_file_under_the_wrong_name_is_refused(folder: Path) -> None:
    with pytest.raises(LawFileError, match=r"9998_2030\.toml holds resolution 9999 \(2030\)"):
        add(folder, NEW, name="9998_2030.toml")


def test_a_file_that_is_no_toml_by_its_name_is_left_alone(folder: Path) -> None:
    (folder / "NOTES.txt").write_text("not law", encoding="utf-8")
    assert load_law(folder).by_id == LAW.by_id


def test_measures_are_found_by_paragraph_and_by_the_paragraph_around_it() -> None:
    assert [one.id for one in LAW.paragraph(ParagraphRef.parse("2397.5"))] == ["OIL-3"]
    assert [one.id for one in LAW.paragraph(ParagraphRef.parse("2321.12"))] == ["SEA-3"]
    assert [one.id for one in LAW.paragraph(ParagraphRef.parse("1718.8(a)(i)"))] == ["ARM-1"]
    assert LAW.paragraph(ParagraphRef.parse("2397.99")) == ()


@pytest.mark.parametrize("look_up", [LAW.measure, LAW.row])
def test_an_unknown_id_is_refused(look_up: object) -> None:
    assert callable(look_up)
    with pytest.raises(UnreadableValueError, match="there is no"):
        look_up("OIL-99")


def test_every_source_of_a_measure_has_an_address_or_says_why_not() -> None:
    for one in LAW.measures:
        for key in one.sources:
            assert LAW.sources[key].addresses or LAW.sources[key].note
    assert "No rule is taken from it" in str(LAW.sources["D14"].note)
    assert not [one.id for one in LAW.measures if "D14" in one.sources]
