"""Files of positions on their way in: names, manifests and markings, whatever people call their files."""

from __future__ import annotations

from pathlib import Path

import pytest

from vedette.casework.position_files import Provenance, folder_name
from vedette.casework.position_formats import FormatOptions, position_formats, reader_of
from vedette.casework.positions import PositionsAnswer, add_positions, positions
from vedette.casework.workspace import Workspace, open_workspace
from vedette.errors import UnreadableInputError
from vedette.model.handling import Tlp
from vedette.sources.movement.mapping import ColumnMapping
from vedette.testing.case_folders import write_case
from vedette.testing.clocks import TickingClock

TABLE = "id,t,y,x\n281000001,2030-01-01T00:00:00Z,1.5,2.5\n"
MAPPED = FormatOptions(columns={"transmitter": "id", "time": "t", "latitude": "y", "longitude": "x"})


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    return open_workspace(write_case(tmp_path / "case"))


def add(workspace: Workspace, file: Path, *, said: Provenance | None = None) -> PositionsAnswer:
    return add_positions(
        workspace,
        [file],
        format_name="mapped",
        provenance=said or Provenance(submitted_by="A. Tester"),
        clock=TickingClock(),
        options=MAPPED,
    )


def table(folder: Path, name: str, content: str = TABLE) -> Path:
    path = folder / name
    path.write_text(content, encoding="utf-8")
    return path


def test_a_folder_is_called_after_its_file() -> None:
    assert folder_name("AIS_2022 01-03.csv.GZ") == "positions-ais-2022-01-03-csv-gz"
    assert folder_name("위치") != folder_name("位置")
    assert folder_name("위치").startswith("positions-")


@pytest.mark.parametrize("name", ['quoted "name" \\ 위치.csv', "-rf.csv", "a'b#[x].csv"])
def test_odd_names_and_words_reach_the_manifest_as_they_are(
    workspace: Workspace, tmp_path: Path, name: str
) -> None:
    said = Provenance(submitted_by='"A\\B"\n위원', licence="# none = [1]")
    if '"' in name:
        with pytest.raises(UnreadableInputError, match="holds"):
            add(workspace, table(tmp_path, name), said=said)
        assert not list(workspace.submissions.iterdir())
        return
    add(workspace, table(tmp_path, name), said=said)
    (version,) = workspace.record.submissions()
    assert (version.manifest.submitted_by, version.manifest.licence) == (said.submitted_by, said.licence)
    assert version.exhibit_at(name) is not None


def test_what_nobody_marked_is_as_restricted_as_can_be(workspace: Workspace, tmp_path: Path) -> None:
    add(workspace, table(tmp_path, "t.csv"))
    assert {one.handling.tlp for one in workspace.record.exhibits()} == {Tlp.RED}


@pytest.mark.parametrize(
    "said", [Provenance(submitted_by="A", tlp="WHITE"), Provenance(submitted_by="A", licence=" ")]
)
def test_a_manifest_that_would_not_read_is_never_written(
    workspace: Workspace, tmp_path: Path, said: Provenance
) -> None:
    with pytest.raises(UnreadableInputError):
        add(workspace, table(tmp_path, "t.csv"), said=said)
    assert not list(workspace.submissions.iterdir())
    assert positions(workspace).exhibits == 0


def test_the_same_bytes_under_another_name_are_one_exhibit(workspace: Workspace, tmp_path: Path) -> None:
    add(workspace, table(tmp_path, "one.csv"))
    again = add(workspace, table(tmp_path, "two.csv"))
    assert (again.exhibits, again.files[0].is_preserved_now, again.files[0].is_converted_now) == (
        1,
        False,
        False,
    )
    assert [one.name for one in workspace.submissions.iterdir()] == ["positions-one-csv"]


def test_preserving_and_converting_are_both_in_custody(workspace: Workspace, tmp_path: Path) -> None:
    found = add(workspace, table(tmp_path, "one.csv"))
    mine = [one for one in workspace.record.custody() if one.subject == found.files[0].exhibit.value]
    assert [one.action for one in mine] == ["preserved", "converted"]
    assert mine[1].detail == "mapped: 1 positions, 0 static reports"


def test_a_run_that_was_killed_after_the_copy_goes_on_where_it_stopped(
    workspace: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = table(tmp_path, "one.csv")
    with monkeypatch.context() as broken:
        broken.setattr("vedette.casework.position_files.Landing.land", _killed)
        with pytest.raises(KeyboardInterrupt):
            add(workspace, file)
    assert positions(workspace).exhibits == 0
    assert add(workspace, file).positions == 1


def _killed(_self: object) -> None:
    raise KeyboardInterrupt


def test_the_formats_are_those_of_the_readers() -> None:
    assert list(position_formats()) == ["dma", "mapped", "marinecadastre", "nmea"]


def test_a_zone_is_utc_or_an_offset_and_a_mapping_needs_its_columns() -> None:
    reader_of("nmea", FormatOptions(zone="+09:00"))
    with pytest.raises(UnreadableInputError, match="Asia/Seoul"):
        reader_of("nmea", FormatOptions(zone="Asia/Seoul"))
    with pytest.raises(UnreadableInputError, match="names no column"):
        reader_of("mapped", FormatOptions())
    with pytest.raises(UnreadableInputError, match="no use for a mapping"):
        reader_of("dma", MAPPED)
    assert ColumnMapping(columns=MAPPED.columns).offset_s is None
