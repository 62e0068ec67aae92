"""Anchorages of a made-up sea: learned, written, adopted by a person, and known to port calls and editions then."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator, Sequence
from datetime import timedelta
from pathlib import Path

import pytest

from vedette.casework.anchorages import AnchorageLine, anchorages, export_anchorages, why_none
from vedette.casework.answers import plain
from vedette.casework.detect import detect
from vedette.casework.detection_inputs import adopted_anchorages, inputs_now, ports_text
from vedette.casework.events import EventQuery, events
from vedette.casework.position_files import Provenance
from vedette.casework.positions import add_positions
from vedette.casework.workspace import Workspace, open_workspace
from vedette.errors import CaseError, UnreadableInputError
from vedette.model.events import EventKind
from vedette.model.handling import PUBLIC, Audience, Tlp
from vedette.model.movement import moment_of
from vedette.testing.case_folders import write_case
from vedette.testing.clocks import TickingClock
from vedette.testing.sea import Expectation, SeaSpec, make_sea
from vedette.testing.sea.in_case import write_days, write_ports
from vedette.testing.sea.seas import Sea
from vedette.tracks.anchorages import Learned
from vedette.tracks.magnitudes import metres_between
from vedette.tracks.ports import ports_of
from vedette.tracks.profiles import GFW

SPEC = SeaSpec(seed=5, ships=48, days=12, ports=4, pace=20.0, static_minutes=None)
NO_PORTS = "number,name,latitude,longitude,locode,country\n"
BOUND = GFW.of("anchorage")


@pytest.fixture(scope="module")
def sea() -> Sea:
    return make_sea(SPEC)


@pytest.fixture(scope="module")
def whole(sea: Sea, tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    """A case without a single port, and the positions of the sea."""
    folder = write_case(tmp_path_factory.mktemp("cases") / "whole")
    (folder / "ports.csv").write_text(NO_PORTS, encoding="utf-8")
    workspace = open_workspace(folder)
    add(workspace, write_days(sea, tmp_path_factory.mktemp("days")))
    return workspace


def add(workspace: Workspace, files: Sequence[Path]) -> None:
    said = Provenance(submitted_by="A. Tester", tlp="TLP:GREEN")
    add_positions(workspace, files, format_name="dma", provenance=said, clock=TickingClock())


@pytest.fixture
def adopting(whole: Workspace) -> Iterator[Workspace]:
    table = whole.folder / "anchorages.csv"
    assert export_anchorages(whole, anchorages(whole), table)
    yield whole
    table.unlink()


def test_every_planted_port_is_found_as_an_anchorage_and_nothing_else_is(whole: Workspace, sea: Sea) -> None:
    answer = anchorages(whole)
    ports = [port.place for port in sea.basins[0].ports]
    nearest = [
        min(
            (metres_between(*_steps(one), round(place.latitude * 6e5), round(place.longitude * 6e5)), number)
            for number, place in enumerate(ports)
        )
        for one in answer.anchorages
    ]
    assert max(metres for metres, _ in nearest) < 2000
    assert sorted({number for _, number in nearest}) == list(range(len(ports)))
    assert len({one.anchorage.number for one in answer.anchorages}) == len(ports)
    assert answer.why is None
    assert answer.handling.tlp is Tlp.GREEN
    assert min(one.anchorage.vessels for one in answer.anchorages) >= BOUND["vessels"]


def _steps(one: AnchorageLine) -> tuple[int, int]:
    place = one.anchorage.position
    return place.latitude, place.longitude


def test_learning_changes_nothing_until_somebody_puts_the_table_beside_the_case(
    whole: Workspace, tmp_path: Path
) -> None:
    before = inputs_now(whole, GFW).id
    answer = anchorages(whole)
    assert not export_anchorages(whole, answer, tmp_path / "anchorages.csv")
    assert (adopted_anchorages(whole), inputs_now(whole, GFW).id) == ([], before)
    assert export_anchorages(whole, answer, whole.folder / "anchorages.csv")
    assert inputs_now(whole, GFW).id != before
    assert len(adopted_anchorages(whole)) == len(answer.anchorages)
    (whole.folder / "anchorages.csv").unlink()
    assert inputs_now(whole, GFW).id == before


@pytest.mark.slow
@pytest.mark.long
def test_with_adopted_anchorages_and_no_ports_the_planted_port_calls_are_found(
    adopting: Workspace, sea: Sea
) -> None:
    told = detect(adopting, clock=TickingClock())
    assert told.anchorages == len(adopted_anchorages(adopting))
    calls = events(adopting, EventQuery(kind=EventKind.PORT_CALL)).events
    sure = [one for one in sea.truth if one.kind == "port_call" and one.expectation is Expectation.MUST]
    found = {
        (int(one.sightings[0].transmitter.value), one.began.moment.date().isoformat())
        for one in calls
        if one.magnitudes[2].value == 4
    }
    assert len(sure) > 100
    assert sum(_is_called(label.transmitters[0], label.began, found) for label in sure) == len(sure)
    assert len({one.magnitudes[1].value for one in calls}) == len(sea.basins[0].ports)


def _is_called(ship: int, began: int, found: set[tuple[int, str]]) -> bool:
    days = {moment_of(began + hours * 3600).date().isoformat() for hours in (-1, 0, 1)}
    return any((ship, day) in found for day in days)


def test_the_table_is_one_of_ports_with_what_it_rests_on(adopting: Workspace) -> None:
    text = (adopting.folder / "anchorages.csv").read_text(encoding="utf-8")
    rows = list(csv.DictReader(io.StringIO(text)))
    assert {row["handling"] for row in rows} == {"TLP:GREEN"}
    assert all(len(row["rows"].split()) == 2 * BOUND["vessels"] for row in rows)
    assert {row["parameters"] for row in rows} == {GFW.parameters_digest("anchorage")}
    places = ports_of(ports_text(adopting)).ports
    assert sorted(str(one.number) for one in places) == sorted(row["number"] for row in rows)


def test_an_edition_leaves_out_anchorages_that_rest_on_what_its_audience_may_not_see(
    adopting: Workspace,
) -> None:
    assert ports_text(adopting, audience=PUBLIC) == NO_PORTS
    trusted = Audience(name="panel", ceiling=Tlp.AMBER)
    assert ports_text(adopting, audience=trusted) == ports_text(adopting)


def test_anchorages_stand_beside_the_world_port_index_and_of_its_ports(tmp_path: Path) -> None:
    workspace = open_workspace(write_case(tmp_path))
    plainly = len(ports_of(ports_text(workspace)).ports)
    (tmp_path / "anchorages.csv").write_text(
        "number,name,latitude,longitude,vessels\n1000000001,Ours,600000,-600000,20\n", encoding="utf-8"
    )
    both = ports_of(ports_text(workspace)).ports
    assert len(both) == plainly + 1
    assert [one.name for one in both if one.number > 1_000_000_000] == ["Ours"]


def test_a_made_up_sea_brings_its_anchorages_as_a_case_adopts_them(sea: Sea, tmp_path: Path) -> None:
    workspace = open_workspace(write_case(tmp_path))
    assert write_ports(sea, tmp_path / "anchorages.csv") == 4
    (tmp_path / "ports.csv").write_text(NO_PORTS, encoding="utf-8")
    assert [one["name"] for one in adopted_anchorages(workspace)] == [
        port.name for port in sea.basins[0].ports
    ]


def test_a_row_without_a_place_is_refused_by_its_number(tmp_path: Path) -> None:
    workspace = open_workspace(write_case(tmp_path))
    (tmp_path / "anchorages.csv").write_text("number,name\n1,A\n", encoding="utf-8")
    with pytest.raises(UnreadableInputError, match="row 1 of the table of anchorages has no latitude"):
        ports_text(workspace)


def test_geojson_has_a_point_for_each_and_says_its_marking(whole: Workspace, tmp_path: Path) -> None:
    answer = anchorages(whole)
    export_anchorages(whole, answer, tmp_path / "a.geojson")
    found = json.loads((tmp_path / "a.geojson").read_text(encoding="utf-8"))
    assert (found["handling"], len(found["features"])) == ("TLP:GREEN", len(answer.anchorages))
    longitudes = [one["geometry"]["coordinates"][0] for one in found["features"]]
    assert min(longitudes) < -178 < 178 < max(longitudes)
    assert json.dumps(plain(answer))


def test_of_less_than_twelve_hours_nothing_is_learned_and_the_answer_says_why(
    sea: Sea, tmp_path: Path
) -> None:
    workspace = open_workspace(write_case(tmp_path / "case"))
    with pytest.raises(CaseError, match="holds no positions"):
        anchorages(workspace)
    (first, *_) = write_days(sea, tmp_path / "days")
    header, *rows = first.read_text(encoding="utf-8").splitlines()
    first.write_text("\n".join([header, *(row for row in rows if row[11:13] < "06"), ""]), encoding="utf-8")
    add(workspace, [first])
    answer = anchorages(workspace)
    assert answer.anchorages == ()
    assert answer.why is not None
    assert answer.why.startswith(
        "the positions reach over 5.7 hours, and a ship counts that stayed within 500"
    )
    with pytest.raises(CaseError, match="no anchorage was learned"):
        export_anchorages(workspace, answer, workspace.folder / "anchorages.csv")
    assert not (workspace.folder / "anchorages.csv").exists()


@pytest.mark.parametrize(
    ("stays", "vessels", "most", "words"),
    [
        (0, 0, 0, "no ship stayed within 500 metres for 12 hours in the 3.0 days"),
        (30, 25, 19, "25 ships stayed within 500 metres for 12 hours, at most 19 of them at one place"),
        (30, 25, 25, "fewer than the 200 positions"),
    ],
)
def test_each_reason_for_learning_nothing_has_its_words(
    stays: int, vessels: int, most: int, words: str
) -> None:
    answer = Learned(anchorages=(), stays=stays, vessels=vessels, most_vessels=most)
    assert words in why_none(answer, BOUND, timedelta(days=3))


def test_another_suffix_is_refused_with_those_there_are(whole: Workspace, tmp_path: Path) -> None:
    with pytest.raises(CaseError, match="no name of a format"):
        export_anchorages(whole, anchorages(whole), tmp_path / "a.kml")
