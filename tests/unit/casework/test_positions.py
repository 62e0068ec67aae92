"""Files of positions on their way in: names, manifests and markings, whatever people call their files."""

from __future__ import annotations

import gzip
import shutil
from pathlib import Path

import attrs
import pytest

from vedette.casework.check import check
from vedette.casework.collect import collect
from vedette.casework.detect import detect
from vedette.casework.markings import exhibit_markings
from vedette.casework.position_files import Provenance, folder_name
from vedette.casework.positions import (
    PositionsAnswer,
    add_positions,
    export_positions,
    position_issues,
    positions,
)
from vedette.casework.withdraw import withdraw
from vedette.casework.workspace import Workspace, open_workspace
from vedette.errors import CaseError, EvidenceError, UnreadableInputError
from vedette.model.handling import Tlp
from vedette.model.position_files import FormatOptions
from vedette.sources.movement.formats import position_formats, reader_of
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


def withdrawn(workspace: Workspace, folder: str) -> None:
    shutil.rmtree(workspace.submissions / folder)
    withdraw(workspace, folder, reason="given back", by="A. Tester", clock=TickingClock())


def test_a_case_with_positions_checks_and_has_not_drifted(workspace: Workspace, tmp_path: Path) -> None:
    add(workspace, table(tmp_path, "one.csv"))
    collect(workspace, actor="A. Tester", clock=TickingClock())
    assert check(workspace).faults == ()
    assert workspace.record.belongs_to() == workspace.case.symbol
    assert not (workspace.kept / "nothing-recorded-yet").exists()


def test_checking_sees_a_lake_that_was_touched(workspace: Workspace, tmp_path: Path) -> None:
    add(workspace, table(tmp_path, "one.csv"))
    (file,) = (workspace.kept / "lake" / "positions").iterdir()
    file.write_bytes(b"other rows")
    assert [one.what for one in check(workspace).faults] == ["a file of the lake differs"]


def test_rows_of_a_withdrawn_file_leave_the_lake_with_the_next_detection(
    workspace: Workspace, tmp_path: Path
) -> None:
    add(workspace, table(tmp_path, "one.csv"))
    add(workspace, table(tmp_path, "two.csv", TABLE.replace("281000001", "281000002")))
    withdrawn(workspace, "positions-one-csv")
    found = detect(workspace, clock=TickingClock())
    assert (found.rows, positions(workspace).exhibits) == (1, 1)
    withdrawn(workspace, "positions-two-csv")
    assert detect(workspace, clock=TickingClock()).rows == 0
    assert check(workspace).faults == ()


def test_a_withdrawn_file_that_is_added_again_counts_again(workspace: Workspace, tmp_path: Path) -> None:
    add(workspace, table(tmp_path, "one.csv"))
    withdrawn(workspace, "positions-one-csv")
    assert add(workspace, table(tmp_path, "one.csv")).files[0].is_preserved_now
    assert [one.folder for one in workspace.record.submissions()] == ["positions-one-csv"]
    assert detect(workspace, clock=TickingClock()).rows == 1


def test_a_file_that_was_withdrawn_and_read_otherwise_is_detected_anew(
    workspace: Workspace, tmp_path: Path
) -> None:
    rows = TABLE + "281000001,2030-01-03T00:00:00Z,1.5,2.5\n"
    file = table(tmp_path, "one.csv", rows.replace("Z", ""))
    kinds = []
    for zone in ("UTC", "+09:00"):
        options = attrs.evolve(MAPPED, zone=zone)
        said = Provenance(submitted_by="A. Tester")
        add_positions(
            workspace, [file], format_name="mapped", provenance=said, clock=TickingClock(), options=options
        )
        kinds.append(detect(workspace, clock=TickingClock()).until)
        withdrawn(workspace, "positions-one-csv")
        detect(workspace, clock=TickingClock())
    assert [str(one)[:13] for one in kinds] == ["2030-01-03T00", "2030-01-02T15"]


def test_a_file_that_is_there_is_never_silently_left_as_it_was_declared_first(
    workspace: Workspace, tmp_path: Path
) -> None:
    file, said = table(tmp_path, "one.csv", TABLE.replace("Z", "")), Provenance(submitted_by="A. Tester")

    def declared(layout: str, options: FormatOptions) -> PositionsAnswer:
        return add_positions(
            workspace, [file], format_name=layout, provenance=said, clock=TickingClock(), options=options
        )

    declared("mapped", attrs.evolve(MAPPED, zone="UTC"))
    for layout, options in (("nmea", FormatOptions()), ("mapped", attrs.evolve(MAPPED, zone="+09:00"))):
        with pytest.raises(CaseError, match="is in the case") as caught:
            declared(layout, options)
        assert "withdraw positions-one-csv" in str(caught.value.advice)
    assert not declared("mapped", attrs.evolve(MAPPED, zone="UTC")).files[0].is_converted_now


def test_a_label_in_a_free_file_restricts_it_and_its_issues(workspace: Workspace, tmp_path: Path) -> None:
    content = TABLE + "x,TLP:AMBER,1.5,2.5\n"
    found = add(
        workspace, table(tmp_path, "one.csv", content), said=Provenance(submitted_by="A", tlp="TLP:CLEAR")
    )
    exhibit = found.files[0].exhibit
    assert exhibit_markings(workspace)[exhibit].tlp is Tlp.AMBER
    assert {one.handling.tlp for one in position_issues(workspace, exhibit)} == {Tlp.AMBER}


def test_a_label_in_a_packed_file_restricts_it_too(workspace: Workspace, tmp_path: Path) -> None:
    file = tmp_path / "one.csv.gz"
    file.write_bytes(gzip.compress(TABLE.encode() + b"x,TLP:GREEN,1.5,2.5\n"))
    found = add(workspace, file, said=Provenance(submitted_by="A", tlp="TLP:CLEAR"))
    assert exhibit_markings(workspace)[found.files[0].exhibit].tlp is Tlp.GREEN


def test_what_a_run_that_was_killed_converted_is_logged_by_the_next(
    workspace: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = table(tmp_path, "one.csv")
    with monkeypatch.context() as broken:
        broken.setattr("vedette.casework.conversion._log", _interrupted)
        with pytest.raises(KeyboardInterrupt):
            add(workspace, file)
    add(workspace, file)
    assert [one.action for one in workspace.record.custody()].count("converted") == 1


def _interrupted(*_: object, **__: object) -> None:
    raise KeyboardInterrupt


@pytest.mark.parametrize("name", ["a" * 90 + ".csv", "\x1b]0;x.csv", "a\u202eb.csv"])
def test_a_name_that_collecting_would_refuse_is_cut_or_not_handed_in(
    workspace: Workspace, tmp_path: Path, name: str
) -> None:
    file = table(tmp_path, name)
    if name.startswith("aa"):
        add(workspace, file)
    else:
        with pytest.raises(UnreadableInputError):
            add(workspace, file)
    assert check(workspace).faults == ()


def test_a_twin_of_a_folder_is_not_handed_in(workspace: Workspace, tmp_path: Path) -> None:
    (workspace.submissions / "Positions-One-Csv").mkdir()
    with pytest.raises(CaseError, match="in capitals or accents alone"):
        add(workspace, table(tmp_path, "one.csv"))
    assert [one.name for one in workspace.submissions.iterdir()] == ["Positions-One-Csv"]


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


def test_a_lake_that_was_lost_is_read_anew_by_collecting_as_its_error_advises(
    workspace: Workspace, tmp_path: Path
) -> None:
    add(workspace, table(tmp_path, "one.csv"))
    (file,) = (workspace.kept / "lake" / "positions").iterdir()
    file.write_bytes(b"other rows")
    with pytest.raises(EvidenceError) as caught:
        export_positions(workspace, tmp_path / "out.parquet")
    assert "move the lake's folder away and run vedette collect" in str(caught.value.advice)
    (workspace.kept / "lake").rename(tmp_path / "old")
    collect(workspace, actor="A. Tester", clock=TickingClock())
    assert export_positions(workspace, tmp_path / "out.parquet")[0] == 1
