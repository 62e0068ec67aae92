"""A made-up sea through the whole desk: files in, events, voyages and shuttles out, against what was planted."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path

import pytest

from vedette.casework.detect import detect, event_text
from vedette.casework.events import EventQuery, events
from vedette.casework.lake import position_lake
from vedette.casework.position_files import Provenance
from vedette.casework.positions import add_positions, positions
from vedette.casework.voyages import VoyageQuery, find_voyages
from vedette.casework.workspace import Workspace, open_workspace
from vedette.model.events import EventKind
from vedette.model.voyages import LegKind
from vedette.testing.case_folders import write_case
from vedette.testing.clocks import TickingClock
from vedette.testing.sea import SeaSpec, make_sea
from vedette.testing.sea.in_case import write_days, write_ports
from vedette.testing.sea.seas import Sea

SPEC = SeaSpec(
    seed=11,
    ships=8,
    days=12,
    ports=8,
    pace=3.0,
    behaviours={
        "gap": 2,
        "shuttle": 1,
        "encounter_antimeridian": 1,
        "port_call_without_stop": 2,
        "port_call_with_gap": 1,
        "loitering": 1,
    },
)
SAID = Provenance(submitted_by="A. Tester", tlp="TLP:GREEN")


@pytest.fixture(scope="module")
def sea() -> Sea:
    return make_sea(SPEC)


@pytest.fixture(scope="module")
def files(sea: Sea, tmp_path_factory: pytest.TempPathFactory) -> Sequence[Path]:
    return write_days(sea, tmp_path_factory.mktemp("days"))


def desk(folder: Path, sea: Sea) -> Workspace:
    case = write_case(folder)
    write_ports(sea, case / "ports.csv")
    return open_workspace(case)


def add(workspace: Workspace, *files: Path) -> None:
    add_positions(workspace, files, format_name="dma", provenance=SAID, clock=TickingClock())


@pytest.fixture(scope="module")
def whole(sea: Sea, files: Sequence[Path], tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    """The sea added in order of time and detected once."""
    workspace = desk(tmp_path_factory.mktemp("cases") / "whole", sea)
    add(workspace, *files)
    detect(workspace, clock=TickingClock())
    return workspace


def test_every_voyage_between_planted_port_calls_is_found_and_no_other(whole: Workspace, sea: Sea) -> None:
    planted = [
        (f"{ship.transmitters[0]:09d}", one.port.name, other.port.name)
        for ship in sea.ships
        for one, other in pairwise(sorted(ship.stays, key=lambda stay: stay.began))
        if one.port != other.port
    ]
    found = find_voyages(whole).voyages
    arrived = [
        (one.transmitter.value, one.origin.name, one.destination.name) for one in found if one.destination
    ]
    assert sorted(arrived) == sorted(planted)
    assert len(planted) > 40


def test_a_port_passed_without_a_stop_is_a_leg_of_a_voyage_and_ends_none(whole: Workspace, sea: Sea) -> None:
    passed = [label for label in sea.truth if label.variant == "without_stop"]
    found = find_voyages(whole).voyages
    legs = [
        (int(one.transmitter.value), leg) for one in found for leg in one.legs if leg.kind is LegKind.PASSAGE
    ]
    assert len(passed) == 2
    assert sorted(who for who, _ in legs) == sorted(label.transmitters[0] for label in passed)


def test_planted_gaps_are_on_the_voyages_of_their_ships(whole: Workspace, sea: Sea) -> None:
    planted = sorted(label.transmitters[0] for label in sea.truth if label.variant == "near_port")
    found = find_voyages(whole).voyages
    assert sorted(int(one.transmitter.value) for one in found for _ in one.gaps) == planted


def test_no_ship_sails_less_than_the_great_circle(whole: Workspace) -> None:
    found = find_voyages(whole).voyages
    for one in found:
        if one.detour is not None:
            assert one.detour >= 1
    assert sum(one.detour is not None for one in found) > 40


def test_the_planted_shuttle_is_found_with_all_its_passages_and_no_other_is(
    whole: Workspace, sea: Sea
) -> None:
    (label,) = (one for one in sea.truth if one.kind == "shuttle")
    (shuttle,) = find_voyages(whole, VoyageQuery(least_passages=6)).shuttles
    assert int(shuttle.transmitter.value) == label.transmitters[0]
    assert len(shuttle.voyages) == label.parameters["passages"]
    ports = {label.parameters["from"], label.parameters["to"]}
    assert {one.name for one in shuttle.ports} == ports


def test_voyages_are_counted_by_route_month_and_vessel_with_one_total(whole: Workspace) -> None:
    totals = {
        by: sum(one.voyages for one in find_voyages(whole, VoyageQuery(by=by)).counts)
        for by in ("vessel", "month", "all")
    }
    arrived = sum(not one.is_open for one in find_voyages(whole).voyages)
    assert set(totals.values()) == {arrived}


def test_the_same_files_in_another_order_give_the_same_events_byte_for_byte(
    whole: Workspace, sea: Sea, files: Sequence[Path], tmp_path: Path
) -> None:
    other = desk(tmp_path / "case", sea)
    for file in [*files[6:], *reversed(files[:6])]:
        add(other, file)
    detect(other, clock=TickingClock())
    assert [event_text(one) for one in events(other).events] == [
        event_text(one) for one in events(whole).events
    ]
    assert find_voyages(other).voyages == find_voyages(whole).voyages
    (one,), (two,) = (sorted((case.kept / "events").glob("changes-*")) for case in (whole, other))
    assert one.name == two.name


def test_day_by_day_ends_where_all_at_once_does_and_each_day_can_be_asked_for(
    whole: Workspace, sea: Sea, files: Sequence[Path], tmp_path: Path
) -> None:
    daily, clock, moments = desk(tmp_path / "case", sea), TickingClock(), []
    for file in files:
        add(daily, file)
        moments.append(detect(daily, clock=clock).at)
    assert events(daily).events == events(whole).events
    known = [len(events(daily, as_of=at).events) for at in moments]
    assert known[0] < known[-1] == len(events(whole).events)
    (silence, _) = events(whole, EventQuery(kind=EventKind.AIS_GAP)).events
    versions = [
        one.version for at in moments for one in events(daily, as_of=at).events if one.id == silence.id
    ]
    assert versions == sorted(versions)


def test_adding_and_detecting_again_changes_nothing(whole: Workspace, files: Sequence[Path]) -> None:
    before = position_lake(whole).manifest()
    add(whole, *files)
    assert position_lake(whole).manifest() == before
    assert not detect(whole, clock=TickingClock()).is_new
    assert len(list((whole.kept / "events").glob("run-*"))) == 1
    assert {one.exhibit for one in positions(whole).files} == {one.digest for one in before.exhibits}


def test_events_carry_the_marking_of_the_exhibits_that_they_were_seen_in(whole: Workspace) -> None:
    assert events(whole).handling.tlp.label == "TLP:GREEN"
    assert find_voyages(whole).handling.tlp.label == "TLP:GREEN"
