"""Movement in the report: counted from positions, opened to their rows, verified from the edition alone."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from vedette.casework.build import BuiltEdition, build_edition
from vedette.casework.detect import detect
from vedette.casework.events import events
from vedette.casework.figure import Node, figure
from vedette.casework.inputs import inputs_of
from vedette.casework.positions import positions
from vedette.casework.verify import verify
from vedette.casework.voyages import find_voyages
from vedette.casework.workspace import Workspace, open_workspace
from vedette.errors import FigureError, HandlingError, ReportError, UnreadableInputError, VedetteError
from vedette.model.editions import FigureStanding
from vedette.model.event_form import event_form
from vedette.model.identifiers import Mmsi
from vedette.release.edition import annex_of, figures_of
from vedette.testing.clocks import TickingClock
from vedette.testing.editions import bytes_of, collected
from vedette.testing.sea.seas import Sea
from vedette.testing.sea_case import CASE, CHAPTER, FIGURES, write_sea_case
from vedette.tracks import afresh

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("sea") / "case"


@pytest.fixture(scope="module")
def sea(folder: Path) -> Sea:
    return write_sea_case(folder, restricted=2)


@pytest.fixture(scope="module")
def workspace(sea: Sea, folder: Path) -> Workspace:
    assert sea.ships
    return collected(folder)


@pytest.fixture(scope="module")
def edition(workspace: Workspace) -> BuiltEdition:
    return build_edition(workspace)


@pytest.fixture
def other(folder: Path, sea: Sea, tmp_path: Path) -> Path:
    """The same case before it was collected, to change."""
    assert sea.ships
    place = tmp_path / "case"
    shutil.copytree(folder, place, ignore=shutil.ignore_patterns(".vedette"))
    return place


def hidden(sea: Sea) -> set[str]:
    return {f"{mmsi:09d}" for ship in sea.ships[-2:] for mmsi in ship.transmitters}


def leaves(node: Node) -> Iterator[Node]:
    if not node.inputs:
        yield node
    for one in node.inputs:
        yield from leaves(one)


def test_an_edition_with_movement_verifies_from_itself_alone(edition: BuiltEdition, tmp_path: Path) -> None:
    found = verify(Path(shutil.copytree(edition.folder, tmp_path / "elsewhere")))
    assert (found.exit_code, found.faults) == (0, ())
    assert set(found.figures.values()) == {FigureStanding.RECOMPUTED}
    assert "voyages" in found.figures


def test_collecting_brings_declared_positions_into_the_lake(workspace: Workspace) -> None:
    held = positions(workspace)
    assert {one.file.partition("/")[0] for one in held.files} == {"receiver", "closed-receiver"}
    assert held.positions == sum(one.positions for one in held.files) > 0


def test_the_count_of_a_source_and_the_count_of_positions_stand_side_by_side(edition: BuiltEdition) -> None:
    counted = edition.seal.content.figures
    assert str(counted["claimed"].quantity.nominal) == "49"
    assert counted["voyages"].quantity.nominal not in {None, 0, 49}
    assert counted["voyages"].period == "2030-01-01/2030-01-12"


def test_what_everybody_sees_is_what_the_lake_shows(workspace: Workspace) -> None:
    detect(workspace, clock=TickingClock())
    inputs = inputs_of(workspace, audience="members")
    assert inputs.movement is not None
    seen = inputs.movement.movement
    assert [event_form(one) for one in seen.events] == [event_form(one) for one in events(workspace).events]
    assert seen.voyages(2) == find_voyages(workspace).voyages


def test_a_figure_of_voyages_opens_into_the_rows_of_departures_and_arrivals(workspace: Workspace) -> None:
    opened = figure(workspace, "voyages")
    rows = [one.row for one in leaves(opened.derivation)]
    assert len(rows) == 2 * len(opened.derivation.inputs)
    for one in rows:
        assert one is not None
        assert one.cells.keys() >= {"MMSI", "time (UTC)", "latitude", "longitude"}
    assert any("profile gfw" in said for said in opened.derivation.assumptions)


def test_nothing_of_a_restricted_file_of_positions_reaches_the_public_edition(
    sea: Sea, workspace: Workspace, edition: BuiltEdition
) -> None:
    assert inputs_of(workspace, audience="members").movement is not None
    names = {ship.voices[0].identity.name for ship in sea.ships[-2:]}
    words = [*hidden(sea), *names, "closed-receiver"]
    canaries = [one.encode() for one in words]
    found = [name for name, data in bytes_of(edition.folder).items() for one in canaries if one in data]
    assert found == []


def test_the_public_edition_is_the_same_with_and_without_the_restricted_files(
    edition: BuiltEdition, other: Path
) -> None:
    shutil.rmtree(other / "submissions" / "closed-receiver")
    without = build_edition(collected(other))
    assert bytes_of(without.folder) == bytes_of(edition.folder)


def test_members_see_more_voyages_than_the_public(workspace: Workspace) -> None:
    counts = {
        audience: figures_of(inputs_of(workspace, audience=audience))["voyages"].quantity.nominal or 0
        for audience in ("public", "members")
    }
    assert counts["members"] > counts["public"]


def test_a_figure_carries_the_marking_of_every_file_that_took_part(workspace: Workspace) -> None:
    figures = figures_of(inputs_of(workspace, audience="members"))
    assert {figures[name].handling.tlp.label for name in ("voyages", "vessels", "gaps")} == {"TLP:RED"}
    assert figures["claimed"].handling.tlp.label == "TLP:CLEAR"


def test_a_changed_byte_of_a_file_of_positions_is_named(edition: BuiltEdition, tmp_path: Path) -> None:
    place = Path(shutil.copytree(edition.folder, tmp_path / "changed"))
    file = next((place / "case" / "submissions" / "receiver").glob("*.csv"))
    file.write_bytes(file.read_bytes().replace(b",1", b",2", 1))
    found = verify(place)
    assert found.exit_code == 1
    assert any(file.name in one.where for one in found.faults)


def test_a_changed_threshold_changes_the_content_and_is_printed(edition: BuiltEdition, other: Path) -> None:
    text = CASE + '\n[detection]\nprofile = "gfw"\n\n[detection.thresholds.ais_gap]\nsilence_s = 36000\n'
    (other / "case.toml").write_text(text, encoding="utf-8")
    changed = build_edition(collected(other))
    assert changed.seal.content_hash != edition.seal.content_hash
    said = changed.seal.content.figures["gaps"].derivation.assumptions
    assert "ais_gap: silence_s 36000 in place of 43200" in said
    ids = {
        one.key
        for built in (changed, edition)
        for one in built.seal.content.figures["gaps"].derivation.inputs
    }
    assert len(ids) > len(edition.seal.content.figures["gaps"].derivation.inputs)
    assert verify(changed.folder).exit_code == 0


@pytest.mark.parametrize(
    ("section", "wrong"),
    [
        ('profile = "ours"', "no detector profile"),
        ("thresholds = { ais_gap = { silence = 4 } }", "no threshold silence"),
        ("thresholds = { gap = { silence_s = 4 } }", "no thresholds for gap"),
        ("thresholds = { ais_gap = { silence_s = 0 } }", "below 1"),
    ],
)
def test_an_unknown_profile_or_threshold_is_refused_by_name(other: Path, section: str, wrong: str) -> None:
    (other / "case.toml").write_text(f"{CASE}\n[detection]\n{section}\n", encoding="utf-8")
    workspace = collected(other)
    with pytest.raises(VedetteError, match=wrong):
        build_edition(workspace)
    with pytest.raises(VedetteError, match=wrong):
        detect(workspace, clock=TickingClock())


@pytest.mark.parametrize(
    ("asked", "wrong"),
    [
        ('voyages = { from = "Atlantis" }', "no port 'Atlantis'"),
        ('voyages = { vessel = "123456789" }', "no position of 123456789"),
        ("voyages = { confidence = 5 }", "confidence must be"),
        ('events = { kind = "gap" }', "kind must be"),
        ('events = { kind = "ais_gap", near = "x" }', "near is not a key"),
        ("voyages = { since = 2030-01-09, until = 2030-01-01 }", "until must be"),
    ],
)
def test_a_question_that_can_have_no_answer_is_refused_and_not_counted_as_none(
    workspace: Workspace, folder: Path, asked: str, wrong: str
) -> None:
    file = folder / "report" / "figures.toml"
    file.write_text(f'{FIGURES}\n[asked]\nlabel = "Asked"\n{asked}\n', encoding="utf-8")
    try:
        with pytest.raises(FigureError, match=wrong):
            figures_of(inputs_of(workspace, audience="public"))
    finally:
        file.write_text(FIGURES, encoding="utf-8")


def test_a_vessel_that_was_received_and_made_no_such_event_counts_none(
    workspace: Workspace, folder: Path, sea: Sea
) -> None:
    mmsi = f"{sea.ships[0].transmitters[0]:09d}"
    file = folder / "report" / "figures.toml"
    asked = f'events = {{ kind = "encounter", vessel = "{mmsi}" }}'
    file.write_text(f'{FIGURES}\n[asked]\nlabel = "Asked"\n{asked}\n', encoding="utf-8")
    try:
        found = figures_of(inputs_of(workspace, audience="public"))["asked"]
    finally:
        file.write_text(FIGURES, encoding="utf-8")
    assert found.quantity.nominal == 0
    assert found.derivation.inputs == ()


def test_an_audience_that_sees_no_positions_gets_no_count_of_them(other: Path) -> None:
    manifest = other / "submissions" / "receiver" / "submission.toml"
    manifest.write_text(manifest.read_text(encoding="utf-8").replace("CLEAR", "RED"), encoding="utf-8")
    workspace = collected(other)
    with pytest.raises(HandlingError, match="'public' may see no file"):
        build_edition(workspace)


def test_a_table_for_an_audience_without_positions_is_refused(other: Path) -> None:
    manifest = other / "submissions" / "receiver" / "submission.toml"
    manifest.write_text(manifest.read_text(encoding="utf-8").replace("CLEAR", "RED"), encoding="utf-8")
    (other / "report" / "figures.toml").write_text(FIGURES.partition("[voyages]")[0], encoding="utf-8")
    words = '# Movements\n\n::: {.table of="voyages"}\nVoyages\n:::\n'
    (other / "report" / "en" / "01-movements.md").write_text(words, encoding="utf-8")
    with pytest.raises(ReportError, match="may see no file of positions"):
        build_edition(collected(other))


def test_more_positions_than_an_edition_holds_are_refused_with_what_to_do(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(afresh, "MOST_POSITIONS", 100)
    with pytest.raises((FigureError, UnreadableInputError), match="more than 100 reports") as refused:
        figures_of(inputs_of(workspace, audience="public"))
    assert "submit an extract" in str(refused.value)


def test_the_annex_has_events_and_voyages_with_their_rows(edition: BuiltEdition) -> None:
    annex = edition.folder / "annex"
    features = json.loads((annex / "voyages.geojson").read_bytes())["features"]
    digests = {one.digest.value for one in edition.seal.content.files.values()}
    for one in features:
        exhibit, _, row = one["properties"]["departure_row"].partition("#row=")
        assert exhibit in digests
        assert int(row) > 0
    trips = [json.loads(line) for line in (annex / "voyages.ftm.json").read_text("utf-8").splitlines()]
    assert sum(one["schema"] == "Trip" for one in trips) == len(features)
    assert json.loads((annex / "events.geojson").read_bytes())["features"]


def test_nothing_is_detected_for_a_report_that_asks_for_no_movement(other: Path) -> None:
    (other / "report" / "figures.toml").write_text(FIGURES.partition("[voyages]")[0], encoding="utf-8")
    words = CHAPTER.partition(";")[0] + ".\n"
    (other / "report" / "en" / "01-movements.md").write_text(words, encoding="utf-8")
    inputs = inputs_of(collected(other), audience="public")
    annex = annex_of(inputs, figures_of(inputs))
    assert [name for name in annex if "voyages" in name or "events" in name] == []
    assert inputs.movement is not None
    assert "movement" not in vars(inputs.movement)


def test_a_manifest_with_a_format_that_does_not_exist_is_refused_before_anything_is_kept(other: Path) -> None:
    manifest = other / "submissions" / "receiver" / "submission.toml"
    manifest.write_text(manifest.read_text(encoding="utf-8").replace('"dma"', '"ais"'), encoding="utf-8")
    with pytest.raises(AssertionError, match="no format of positions 'ais'"):
        collected(other)
    assert "receiver" not in {one.folder for one in open_workspace(other).record.submissions()}


def test_every_transmitter_of_a_public_voyage_is_in_a_public_file(sea: Sea, workspace: Workspace) -> None:
    inputs = inputs_of(workspace, audience="public")
    assert inputs.movement is not None
    seen = {one for event in inputs.movement.movement.events for one in event.sightings}
    assert {one.transmitter for one in seen} & {Mmsi(one) for one in hidden(sea)} == set()
