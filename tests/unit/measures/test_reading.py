"""A resolution's file: what it may say, and what is refused."""

from __future__ import annotations

import copy
import datetime as dt
from typing import Any

import pytest

from vedette.measures.fields import Fields, LawFileError
from vedette.measures.reading import LawSource, ResolutionReader, read_sources
from vedette.measures.vocabulary import vocabulary
from vedette.model.measures import CheckStatus, MeasureKind

READER = ResolutionReader(
    vocabulary=vocabulary(), sources={"L2": LawSource(key="L2", what="List of resolutions", addresses=())}
)

FILE: dict[str, Any] = {
    "number": 9999,
    "year": 2030,
    "adopted": dt.date(2030, 5, 1),
    "adopted_status": "checked",
    "title": "An invented resolution",
    "address": "https://undocs.org/S/RES/9999(2030)",
    "sources": ["L2"],
    "measure": [
        {
            "id": "OIL-9",
            "row": "OIL-9",
            "paragraphs": {"3(a)": "checked"},
            "subjects": ["refined-petroleum", "crude"],
            "direction": "to",
            "bound": ["member-states"],
            "kind": "cap",
            "rule": "An invented ceiling.",
            "content": "checked",
            "sources": ["L2"],
            "cap": [
                {
                    "id": "yearly",
                    "words": "A year.",
                    "limits": [{"amount": "1000", "unit": "barrel"}],
                    "years_from": dt.date(2030, 6, 1),
                    "only_for": ["crude"],
                    "status": "checked",
                }
            ],
            "exemption": [
                {
                    "id": "e",
                    "words": "Relief.",
                    "questions": ["Is it?"],
                    "humanitarian": True,
                    "status": "checked",
                }
            ],
        }
    ],
}


def changed(*path: str | int, value: object) -> Fields:
    """The file with one value changed, or removed where the value is none."""
    table: Any = copy.deepcopy(FILE)
    inner = table
    for step in path[:-1]:
        inner = inner[step]
    if value is None:
        del inner[path[-1]]
    else:
        inner[path[-1]] = value
    return Fields(table, where="9999_2030.toml")


def test_a_file_becomes_a_resolution_and_its_measures() -> None:
    resolution, (measure,) = READER.read(Fields(FILE, where="9999_2030.toml"))
    assert str(resolution) == "9999 (2030)"
    assert measure.kind is MeasureKind.CAP
    assert measure.reference == "9999 (2030), paragraph 3(a)"
    assert measure.in_force.start == resolution.adopted
    assert measure.dates_status is CheckStatus.CHECKED
    assert str(measure.caps[0].year_containing(dt.date(2031, 5, 31))) == "2030-06-01/2031-05-31"


@pytest.mark.parametrize(
    ("path", "value", "message"),
    [
        (("colour",), "red", "the key 'colour' is not known"),
        (("measure", 0, "color"), "red", "measure OIL-9: the key 'color' is not known"),
        (("measure", 0, "cap", 0, "limitt"), 1, "cap yearly: the key 'limitt' is not known"),
        (("measure", 0, "exemption", 0, "status"), None, "exemption e: the key 'status' is missing"),
        (("measure", 0, "exemption", 0, "questions"), None, "exemption e: questions is missing or empty"),
        (("measure", 0, "exemption", 0, "only_at"), ["Busan"], "only_at names 'Busan'"),
        (("measure", 0, "exemption", 0, "only_for"), ["coal"], "only_for names 'coal'"),
        (("measure", 0, "subjects"), ["petrol"], "subjects names 'petrol', which is not known"),
        (("measure", 0, "bound"), ["everybody"], "bound names 'everybody'"),
        (("measure", 0, "sources"), ["L99"], "sources names 'L99'"),
        (("measure", 0, "threshold"), "a hunch", "threshold names 'a hunch'"),
        (("measure", 0, "direction"), "sideways", "direction 'sideways' is not known"),
        (("measure", 0, "kind"), "ban", "kind ban with 1 caps"),
        (("measure", 0, "id"), "OIL-99", "id 'OIL-99' and row 'OIL-9'"),
        (("measure", 0, "row"), "oil", "id 'OIL-9' and row 'oil'"),
        (("measure", 0, "paragraphs"), {"3": "perhaps"}, "paragraphs: 3 'perhaps' is not known"),
        (("measure", 0, "hs_chapters"), {"8": "checked"}, "'8' is no HS chapter"),
        (("measure", 0, "from"), dt.date(2030, 6, 1), "the key 'from_status' is missing"),
        (("measure", 0, "cap", 0, "limits"), [], "a cap without a limit"),
        (("measure", 0, "cap", 0, "limits"), [{"amount": "0", "unit": "barrel"}], "a cap of zero"),
        (
            ("measure", 0, "cap", 0, "single_period"),
            "2030-01-01/2030-12-31",
            "the key 'single_period' is not known",
        ),
        (("measure", 0, "cap", 0, "years_from"), None, "the key 'single_period' is missing"),
        (("number",), 9998, "holds resolution 9998"),
        (("measure",), None, "0 measures, no_measures None"),
        (("no_measures",), "none at all", "1 measures, no_measures 'none at all'"),
    ],
)
def test_what_the_reader_does_not_know_is_refused_by_file_and_key(
    path: tuple[str | int, ...], value: object, message: str
) -> None:
    with pytest.raises(LawFileError) as raised:
        READER.read(changed(*path, value=value))
    assert raised.value.message.startswith("9999_2030.toml")
    assert message in raised.value.message


@pytest.mark.parametrize("period", ["2030-01-01", "2030-13-01/2030-12-31", "2030-12-31/2030-01-01"])
def test_a_single_period_has_two_days_in_order(period: str) -> None:
    fields = changed("measure", 0, "cap", 0, "single_period", value=period)
    table: Any = fields._left
    del table["measure"][0]["cap"][0]["years_from"]
    with pytest.raises(LawFileError, match="single_period"):
        READER.read(fields)


def test_a_measure_cannot_begin_before_its_adoption() -> None:
    fields = changed("measure", 0, "from", value=dt.date(2030, 4, 30))
    table: Any = fields._left
    table["measure"][0]["from_status"] = "checked"
    with pytest.raises(LawFileError, match="in force from 2030-04-30 to None, adopted 2030-05-01"):
        READER.read(fields)


def test_a_source_without_saying_what_it_is_is_refused() -> None:
    with pytest.raises(LawFileError, match=r"sources\.toml: L1: the key 'what' is missing"):
        read_sources(Fields({"L1": {"addresses": []}}, where="sources.toml"))
