"""Entries of ``submissions/`` that cannot be collected: each is refused by name, and the others land."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import attrs
import pytest

from vedette.casework.build import edition_name
from vedette.casework.collect import collect
from vedette.casework.drift import drift
from vedette.casework.inputs import inputs_of
from vedette.casework.outcomes import CollectReport, Status
from vedette.casework.workspace import open_workspace
from vedette.release.edition import Inputs
from vedette.testing.case_folders import claims_table, write_case, write_submission
from vedette.testing.clocks import StoppedClock

posix = pytest.mark.skipif(os.name == "nt", reason="Windows cannot make such an entry")


@pytest.fixture
def case(tmp_path: Path) -> Path:
    case = write_case(tmp_path / "case")
    write_submission(case, "good", {"claims.csv": claims_table(1)})
    return case


def run(case: Path) -> CollectReport:
    return collect(open_workspace(case), actor="A. Tester", clock=StoppedClock())


def refused(report: CollectReport) -> dict[str, str]:
    return {one.folder: one.error.message for one in report.submissions if one.error}


NAMES: dict[str, tuple[str, str]] = {
    "CON": ("CON", "has the name of a device"),
    "nul.txt": ("nul.txt", "has the name of a device"),
    "tail ": ("tail ", "which some systems change"),
    "dot.": ("dot.", "which some systems change"),
    " lead": (" lead", "which some systems change"),
    "back\\slash": ("back\\slash", "holds"),
    "new\nline": ("new\\nline", "holds"),
    "esc\x1b[2J": ("esc\\x1b[2J", "holds"),
    "a:b": ("a:b", "holds ':'"),
    "turned\u202etxt": ("turned\\u202etxt", "holds U+202E"),
    "un\u200bseen": ("un\\u200bseen", "holds U+200B"),
    "x" * 101: ("x" * 101, "has 101 bytes"),
    "가" * 34: ("가" * 34, "has 102 bytes"),
}


@posix
@pytest.mark.parametrize("name", NAMES)
def test_a_name_that_some_system_cannot_hold_is_refused_by_name_and_the_others_land(
    case: Path, name: str
) -> None:
    shown, why = NAMES[name]
    write_submission(case, name, {"claims.csv": claims_table(2)})
    report = run(case)
    assert not report.is_complete
    assert [one.folder for one in report.landed] == ["good"]
    [(folder, message)] = refused(report).items()
    assert folder == shown
    assert why in message
    assert message.isprintable()


@posix
def test_a_name_that_is_no_text_is_refused_and_printed_by_its_bytes(case: Path) -> None:
    try:
        Path(os.fsdecode(os.fsencode(case / "submissions") + b"/bad\xff")).mkdir()
    except OSError:
        pytest.skip("this file system holds names in Unicode alone")
    assert list(refused(run(case))) == ["bad\\udcff"]


@posix
@pytest.mark.parametrize(("one", "other"), [("PRESS", "press"), ("e\u0301", "\xe9")])
def test_two_names_that_some_systems_hold_to_be_one_are_both_refused(
    case: Path, one: str, other: str
) -> None:
    for name in (one, other):
        write_submission(case, name, {"claims.csv": claims_table(2)})
    if len(list((case / "submissions").iterdir())) < 3:
        pytest.skip("this file system is one of them")
    report = run(case)
    assert set(refused(report)) == {one, other}
    assert [one.folder for one in report.landed] == ["good"]


@posix
def test_of_two_such_names_the_one_on_record_stays(case: Path) -> None:
    run(case)
    write_submission(case, "GOOD", {"claims.csv": claims_table(2)})
    assert list(refused(run(case))) == ["GOOD"]
    [fault] = drift(open_workspace(case))
    assert (fault.what, fault.where) == ("no submission that can be collected", "submissions/GOOD")


ENTRIES: dict[str, tuple[Callable[[Path], object], str]] = {
    "a file": (lambda place: place.write_bytes(b"x"), "is no submission folder"),
    "a broken link": (lambda place: place.symlink_to("nowhere"), "is no submission folder"),
    "a link that leads out": (lambda place: place.symlink_to("/tmp"), "is a link that leads out"),  # noqa: S108
    "a link to another submission": (lambda place: place.symlink_to("good"), "entry is a link to good"),
    "a pipe": (lambda place: os.mkfifo(place, 0o600), "is no submission folder"),
    "a folder without a manifest": (lambda place: place.mkdir(), "submission.toml cannot be read"),
}


@posix
@pytest.mark.parametrize("name", ENTRIES)
def test_an_entry_that_is_no_submission_is_refused_and_the_others_land(case: Path, name: str) -> None:
    make, why = ENTRIES[name]
    make(case / "submissions" / "entry")
    report = run(case)
    assert [one.status for one in report.submissions] == [Status.REFUSED, Status.NEW]
    assert why in refused(report)["entry"]
    assert not report.is_complete


@posix
def test_a_file_of_a_submission_with_a_name_that_steers_terminals_is_told_in_plain_signs(case: Path) -> None:
    place = write_submission(case, "files", {"claims.csv": claims_table(2)})
    (place / "evil\x1b[2J\nname").write_bytes(b"x")
    message = refused(run(case))["files"]
    assert "evil\\x1b[2J\\nname" in message
    assert message.isprintable()


def test_a_file_of_a_submission_with_a_name_that_is_too_long_is_refused(case: Path) -> None:
    write_submission(case, "files", {"y" * 97 + ".txt": b"x"})
    assert "a name of more than 100 bytes" in refused(run(case))["files"]


@posix
def test_a_folder_that_may_not_be_read_is_refused_and_the_others_land(case: Path) -> None:
    place = write_submission(case, "shut", {"claims.csv": claims_table(2)})
    place.chmod(0)
    try:
        if os.access(place, os.R_OK):
            pytest.skip("whoever runs this may read everything")
        assert "cannot be read" in refused(run(case))["shut"]
    finally:
        place.chmod(0o755)


def test_the_command_ends_with_1_and_sends_no_control_sign_to_the_terminal(case: Path) -> None:
    (case / "submissions" / "loose.csv").write_bytes(b"x")
    if os.name != "nt":
        (case / "submissions" / "esc\x1b[2J").mkdir()
    program = "from vedette.cli.main import main; main()"
    command = [sys.executable, "-c", program, "collect", str(case), "--format", "table"]
    done = subprocess.run(command, capture_output=True, check=False, timeout=120)
    assert done.returncode == 1
    assert b"loose.csv was refused" in done.stdout
    assert b"\x1b" not in done.stdout + done.stderr


def named(inputs: Inputs, symbol: str) -> str:
    return edition_name(attrs.evolve(inputs, case=attrs.evolve(inputs.case, symbol=symbol)))


def test_the_folder_of_an_edition_is_a_name_for_any_symbol(case: Path) -> None:
    run(case)
    inputs = inputs_of(open_workspace(case), audience="public")
    assert named(inputs, "VEDETTE-EX/1") == "VEDETTE-EX-1.public.en"
    names = [
        named(inputs, one) for one in ("../..", "CON", "con", "\x1b[2J\n", "x" * 5000, "x" * 5001, "가" * 99)
    ]
    assert len(set(names)) == len(names)
    for name in names:
        assert len(name.encode()) < 90
        assert name.isprintable()
        assert not set(name) & set('/\\:*?"<>|')
        assert name.partition(".")[0].casefold() not in {"con", ""}
