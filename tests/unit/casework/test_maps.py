"""Maps and vessel sheets of a case: what is on them, how they are marked, and what is refused."""

from __future__ import annotations

from pathlib import Path

import attrs
import pytest

from vedette.casework.detect import changed
from vedette.casework.detection_inputs import inputs_now, kept_events
from vedette.casework.events import EventQuery, EventsAnswer, box_named, events, suffix_of
from vedette.casework.maps import is_picture, map_of_events, map_of_voyages, sailed_by, write_map
from vedette.casework.position_files import Provenance
from vedette.casework.positions import add_positions
from vedette.casework.vessel import document_of, export_vessel, vessel
from vedette.casework.voyages import find_voyages
from vedette.casework.workspace import Workspace, open_workspace
from vedette.errors import CaseError, ReportError
from vedette.model.detection import DetectionRun
from vedette.model.events import MovementEvent
from vedette.model.evidence import Sha256
from vedette.model.handling import Tlp
from vedette.model.identifiers import Mmsi
from vedette.model.moments import Instant
from vedette.report.syntax import words_of
from vedette.testing.case_folders import write_case
from vedette.testing.clocks import TickingClock
from vedette.testing.small_events import gap, port_call
from vedette.tracks.profiles import GFW

SHIP = Mmsi("281000001")
HEADER = "MMSI,BaseDateTime,LAT,LON,SOG,VesselName,IMO,CallSign\n"
SEEN = (
    "281000001,2024-01-01T00:00:00,0.0,179.0,1.0,TRAINING SWIFT,IMO3000013,Q1\n"
    "281000001,2024-01-01T08:00:00,0.1,179.5,9.0,TRAINING SWIFT,IMO3000013,Q1\n"
    "281000001,2024-01-01T22:00:00,0.2,-179.5,9.0,TRAINING GULL,IMO3000013,Q1\n"
)
LATER = "281000001,2024-01-02T06:00:00,0.3,-179.0,1.0,TRAINING GULL,IMO3000013,Q1\n"


def seen_in(event: MovementEvent, exhibit: Sha256) -> MovementEvent:
    sightings = tuple(
        attrs.evolve(
            one, first=attrs.evolve(one.first, exhibit=exhibit), last=attrs.evolve(one.last, exhibit=exhibit)
        )
        for one in event.sightings
    )
    return attrs.evolve(event, sightings=sightings)


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    """A case with a free and a restricted file; its events were seen in the free one."""
    folder = tmp_path_factory.mktemp("case")
    made = open_workspace(write_case(folder / "case"))
    for name, rows, tlp in (("seen.csv", SEEN, "TLP:CLEAR"), ("later.csv", LATER, "TLP:AMBER")):
        (folder / name).write_text(HEADER + rows, encoding="utf-8")
        said = Provenance(submitted_by="A. Tester", tlp=tlp, licence="made up for training")
        clock = TickingClock()
        add_positions(made, [folder / name], format_name="marinecadastre", provenance=said, clock=clock)
    exhibit = next(one.digest for one in made.record.exhibits() if one.path == "seen.csv")
    found = [
        seen_in(port_call(0, 5, "alpha", at=(0, 179)), exhibit),
        seen_in(gap(8, 22, first=(0.1, 179.5), last=(0.2, -179.5)), exhibit),
        seen_in(port_call(29, 40, "beta", at=(0.3, -179)), exhibit),
    ]
    store = kept_events(made)
    changes = changed(store.forms("gfw"), found)
    run = DetectionRun(
        number=1, at=Instant.parse("2030-02-01T00:00:00Z"), inputs=inputs_now(made, GFW), rows=4, until=None,
        events={}, added=len(changes.added), withdrawn=0, changes="",
    )  # fmt: skip
    store.add(run, changes)
    return made


def drawn(workspace: Workspace, query: EventQuery) -> EventsAnswer:
    return events(workspace, query)


def test_a_map_is_as_restricted_as_the_tracks_on_it(workspace: Workspace) -> None:
    query = EventQuery()
    answer = drawn(workspace, query)
    assert answer.handling.tlp is Tlp.CLEAR
    assert map_of_events(workspace, answer, query).handling.tlp is Tlp.AMBER
    assert map_of_events(workspace, answer, query, with_tracks=False).handling.tlp is Tlp.CLEAR
    assert b"TLP:AMBER" in map_of_events(workspace, answer, query).picture.svg


def test_the_tracks_of_a_map_are_those_of_the_days_that_were_asked_for(workspace: Workspace) -> None:
    day = Instant.parse("2024-01-01T00:00:00Z").moment.date()
    whole, part = sailed_by(workspace, {SHIP}), sailed_by(workspace, {SHIP}, until=day)
    assert [len(one.tracks[0].time) for one in (whole, part)] == [4, 3]
    assert whole.tracks[0].name == "TRAINING GULL"
    assert sailed_by(workspace, {Mmsi(f"28100{one:04d}") for one in range(50)}).tracks == ()


@pytest.mark.parametrize(("name", "begins"), [("m.svg", b"<svg"), ("m.png", b"\x89PNG"), ("m.pdf", b"%PDF")])
def test_the_suffix_names_the_form_of_a_map(
    workspace: Workspace, tmp_path: Path, name: str, begins: bytes
) -> None:
    query = EventQuery(vessel=SHIP)
    made = map_of_events(workspace, drawn(workspace, query), query)
    assert is_picture(tmp_path / name)
    for copy in ("one", "two"):
        write_map(tmp_path / f"{copy}.{name}", made)
    content = (tmp_path / f"one.{name}").read_bytes()
    assert content.startswith(begins)
    assert content == (tmp_path / f"two.{name}").read_bytes()


def test_a_map_of_nothing_is_refused_in_words(workspace: Workspace) -> None:
    query = EventQuery(vessel=Mmsi("281000009"))
    with pytest.raises(CaseError, match="no events to draw"):
        map_of_events(workspace, drawn(workspace, query), query)


def test_a_file_of_no_known_form_is_told_the_forms_there_are() -> None:
    with pytest.raises(CaseError) as caught:
        suffix_of(Path("map.bmp"))
    assert ".svg" in str(caught.value.advice)
    assert not is_picture(Path("map.kml"))


def test_a_box_holds_events_that_began_or_ended_in_it(workspace: Workspace) -> None:
    east = EventQuery(box=box_named("179.8,-5,-179.2,5"))
    assert [one.kind.value for one in events(workspace, east).events] == ["ais_gap"]
    with pytest.raises(ReportError):
        box_named("here")


def test_voyages_are_drawn_between_their_ports(workspace: Workspace) -> None:
    made = map_of_voyages(workspace, find_voyages(workspace))
    assert "Alpha, Beta" in made.picture.alt


def test_a_sheet_tells_each_value_with_its_first_and_last_row(workspace: Workspace) -> None:
    answer = vessel(workspace, SHIP)
    told = {(one.point, one.value): one for one in answer.sheet.told}
    assert {value for point, value in told if point == "name"} == {"TRAINING SWIFT", "TRAINING GULL"}
    swift = told["name", "TRAINING SWIFT"]
    assert swift.first.row == 1
    assert swift.last_at <= told["name", "TRAINING GULL"].first_at
    assert answer.title == "Transmitter 281000001: TRAINING GULL"
    assert answer.handling.tlp is Tlp.AMBER
    assert answer.sheet.reports is not None
    assert answer.sheet.reports.count == 4


def test_a_sheet_says_what_it_rests_on_and_what_it_does_not_know(workspace: Workspace) -> None:
    document = document_of(workspace, vessel(workspace, SHIP))
    words = " ".join(words_of(one) for one in document.blocks)
    for said in ("flag digits 281", "Alpha", "#row=", "does not know", "nothing was received"):
        assert said in words
    assert document.notice.startswith("TLP:AMBER")
    assert set(document.pictures) == {"vessel-map", "vessel-activity"}


@pytest.mark.slow
@pytest.mark.parametrize(
    ("name", "begins"), [("s.html", b"<!DOCTYPE"), ("s.pdf", b"%PDF"), ("s.docx", b"PK")]
)
def test_a_sheet_is_written_in_the_form_that_its_name_asks_for(
    workspace: Workspace, tmp_path: Path, name: str, begins: bytes
) -> None:
    export_vessel(workspace, vessel(workspace, SHIP), tmp_path / name)
    assert (tmp_path / name).read_bytes().startswith(begins)


def test_a_page_of_no_known_form_is_refused(workspace: Workspace, tmp_path: Path) -> None:
    with pytest.raises(CaseError, match="no name of a page"):
        export_vessel(workspace, vessel(workspace, SHIP), tmp_path / "s.odt")


def test_a_sheet_about_a_transmitter_that_nobody_heard_is_refused(workspace: Workspace) -> None:
    with pytest.raises(CaseError, match="nothing of MMSI 281000009"):
        vessel(workspace, Mmsi("281000009"))
