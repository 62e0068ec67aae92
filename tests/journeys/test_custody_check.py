from __future__ import annotations

import os
import random
import re
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest

from vedette.casework.check import check
from vedette.casework.collect import collect
from vedette.casework.custody import check_workspace
from vedette.casework.drift import refuse_drift
from vedette.casework.workspace import open_workspace, read_workspace
from vedette.errors import DriftError
from vedette.evidence.custody import heads
from vedette.model.evidence import Fault, Sha256
from vedette.testing.case_folders import claims_table, write_case, write_submission
from vedette.testing.clocks import TickingClock

TABLE = claims_table(198, 283, "many")
EXHIBIT = f"exhibit {Sha256.of(TABLE)} (counts/claims.csv)"


@pytest.fixture
def case(tmp_path: Path) -> Path:
    case = write_case(tmp_path / "case")
    write_submission(case, "counts", {"claims.csv": TABLE, "letter.txt": b"Yours"})
    run(case)
    return case


def run(case: Path) -> None:
    assert collect(open_workspace(case), actor="A. Tester", clock=TickingClock()).is_complete


def blob(case: Path, content: bytes) -> Path:
    digest = Sha256.of(content).value
    path = case / ".vedette" / "blobs" / digest[:2] / digest[2:]
    path.chmod(0o644)
    return path


def forge(case: Path, *statements: str) -> None:
    """Change the record as somebody would who knows SQLite: first away with the triggers."""
    connection = sqlite3.connect(case / ".vedette" / "record.db")
    triggers = [
        name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'")
    ]
    for name in triggers:
        connection.execute(f"DROP TRIGGER {name}")
    for statement in statements:
        connection.execute(statement)
    connection.commit()
    connection.close()


def faults(case: Path) -> list[Fault]:
    return check_workspace(open_workspace(case))


def test_an_undisturbed_workspace_holds(case: Path) -> None:
    assert faults(case) == []


def test_a_changed_byte_of_an_exhibit_is_found_and_named(case: Path) -> None:
    path = blob(case, TABLE)
    path.write_bytes(TABLE.replace(b"198", b"199"))
    assert ("the bytes of an exhibit were changed", EXHIBIT) in {
        (one.what, one.where) for one in faults(case)
    }


def test_missing_bytes_of_an_exhibit_are_found_and_named(case: Path) -> None:
    blob(case, b"Yours").unlink()
    where = f"exhibit {Sha256.of(b'Yours')} (counts/letter.txt)"
    assert ("the bytes of an exhibit are missing", where) in {(one.what, one.where) for one in faults(case)}


def test_files_added_among_the_blobs_are_found(case: Path) -> None:
    (case / ".vedette" / "blobs" / "note.txt").write_bytes(b"planted too")
    (case / ".vedette" / "blobs" / "ab").mkdir(exist_ok=True)
    (case / ".vedette" / "blobs" / "ab" / "short").write_bytes(b"and again")
    assert {one.where for one in faults(case)} == {"blobs/note.txt", "blobs/ab/short"}


def test_bytes_under_a_name_that_is_not_their_digest_are_a_fault_also_where_no_exhibit_names_them(
    case: Path,
) -> None:
    digest, _ = open_workspace(case).blobs.put([b"left by a run that was killed"])
    blob(case, b"left by a run that was killed").write_bytes(b"planted")
    [fault] = faults(case)
    assert (fault.what, fault.where) == (
        "bytes are held under a name that is not their digest",
        f"blob {digest}",
    )


def test_what_a_killed_run_left_is_no_fault_and_the_next_run_keeps_it_aside(case: Path) -> None:
    digest, _ = open_workspace(case).blobs.put([b"left by a run that was killed"])
    assert faults(case) == []
    told = check(open_workspace(case))
    assert (told.unnamed, told.set_aside) == (1, 0)
    run(case)
    told = check(open_workspace(case))
    assert (told.unnamed, told.set_aside, told.holds) == (0, 1, True)
    kept = case / ".vedette" / "blobs" / "set-aside" / digest.value
    assert kept.read_bytes() == b"left by a run that was killed"


def test_what_a_killed_run_left_is_adopted_when_the_same_file_comes_again(case: Path) -> None:
    open_workspace(case).blobs.put([b"a late letter"])
    write_submission(case, "late", {"letter.txt": b"a late letter"})
    report = collect(open_workspace(case), actor="A. Tester", clock=TickingClock())
    assert report.set_aside == ()
    assert check(open_workspace(case)).holds


def test_checking_beside_a_run_that_has_put_bytes_and_no_rows_yet_raises_no_alarm(case: Path) -> None:
    workspace = open_workspace(case)
    with workspace.record.writing():
        workspace.blobs.put([b"just put"])
        assert check_workspace(read_workspace(case)) == []


FORGERIES: dict[str, tuple[tuple[str, ...], str, str]] = {
    "an entry that says another": (
        ("UPDATE custody SET actor = 'Somebody else' WHERE number = 2",),
        "custody entry was changed",
        "custody TLP:CLEAR|*|, entry 2",
    ),
    "an entry taken out": (
        ("DELETE FROM custody WHERE number = 2",),
        "custody entry is missing",
        "custody TLP:CLEAR|*|, entry 3",
    ),
    "the last entry cut off": (
        ("DELETE FROM custody WHERE number = 4",),
        "the custody log does not say that this was collected",
        "counts, version 1",
    ),
    "a digest of an entry": (
        ("UPDATE custody SET digest = substr(replace(digest, 'a', 'b') || 'c', 2) WHERE number = 1",),
        "custody entry is not linked to the one before",
        "custody TLP:CLEAR|*|, entry 2",
    ),
    "a fact with another number": (
        ("UPDATE claim SET payload = replace(payload, '198', '199') WHERE ordinal = 1",),
        "cannot be compared with its exhibits",
        "counts, version 1",
    ),
    "a fact taken out": (
        ("DELETE FROM claim WHERE ordinal = 1",),
        "a recorded fact is missing or was added",
        f"claim R-1, {EXHIBIT} row=1",
    ),
    "a fact added": (
        ("INSERT INTO claim SELECT submission, ordinal + 5, id, key, payload FROM claim WHERE ordinal = 1",),
        "a recorded fact is missing or was added",
        f"claim R-1, {EXHIBIT} row=1",
    ),
    "an issue taken out": (
        ("DELETE FROM issue",),
        "a recorded issue was changed",
        "counts, version 1, claims.csv row=3",
    ),
    "a size": (
        ("UPDATE exhibit SET size = 1 WHERE path = 'claims.csv'",),
        "the recorded size of an exhibit was changed",
        EXHIBIT,
    ),
    "an exhibit taken out": (
        ("DELETE FROM exhibit WHERE path = 'letter.txt'",),
        "the list of exhibits was changed",
        "counts, version 1",
    ),
    "a marking": (
        ("UPDATE exhibit SET handling = '{\"tlp\":\"TLP:RED\"}' WHERE path = 'claims.csv'",),
        "the recorded marking of an exhibit was changed",
        EXHIBIT,
    ),
    "the manifest": (
        ("UPDATE submission SET manifest = replace(manifest, 'Member State', 'witness')",),
        "the recorded manifest was changed",
        "counts, version 1",
    ),
    "a version taken out": (
        ("DELETE FROM submission_version",),
        "the record does not hold what was collected",
        "custody TLP:CLEAR|*|, entry 4",
    ),
}


@pytest.mark.parametrize("name", FORGERIES)
def test_a_forged_record_is_found_and_the_place_is_named(case: Path, name: str) -> None:
    statements, what, where = FORGERIES[name]
    forge(case, *statements)
    assert (what, where) in {(one.what, one.where) for one in faults(case)}


def test_a_fact_forged_with_a_fitting_digest_is_found_by_reading_its_exhibit_again(case: Path) -> None:
    workspace = open_workspace(case)
    [submission] = workspace.record.submissions()
    payload = _payload(case).replace("198", "199")
    digest = Sha256.of(payload.encode()).value
    forge(case, f"UPDATE claim SET id = '{digest}', payload = '{payload}' WHERE ordinal = 1")  # noqa: S608 - a forger needs no placeholders
    [fault] = faults(case)
    assert (fault.what, fault.where) == ("a recorded fact was changed", f"claim R-1, {EXHIBIT} row=1")
    assert fault.found == f"id {digest}"
    assert next(workspace.record.facts(submission.id)).id.value == digest


def _payload(case: Path) -> str:
    connection = sqlite3.connect(case / ".vedette" / "record.db")
    [(payload,)] = connection.execute("SELECT payload FROM claim WHERE ordinal = 1").fetchall()
    connection.close()
    return str(payload)


def test_a_log_cut_or_rewritten_with_care_shows_against_a_sealed_head(case: Path) -> None:
    sealed = heads(open_workspace(case).record.custody())
    other = write_case(case.parent / "other")
    write_submission(other, "counts", {"claims.csv": TABLE})
    collect(open_workspace(other), actor="Somebody else", clock=TickingClock())
    workspace = open_workspace(other)
    assert check_workspace(workspace) == []
    [fault] = check_workspace(workspace, sealed=sealed)
    assert fault.what == "sealed custody entry is missing"
    rewritten = heads(workspace.record.custody())
    assert check_workspace(workspace, sealed=rewritten) == []


def test_any_byte_changed_in_any_blob_is_found(case: Path) -> None:
    dice = random.Random(1718)  # noqa: S311 - the same changes on every run
    workspace = open_workspace(case)
    blobs = sorted(path for path in (case / ".vedette" / "blobs").rglob("*") if path.is_file())
    for _ in range(20):
        path = dice.choice(blobs)
        content = path.read_bytes()
        place = dice.randrange(len(content))
        changed = bytes([content[place] ^ dice.randint(1, 255)])
        path.chmod(0o644)
        path.write_bytes(content[:place] + changed + content[place + 1 :])
        named = path.parent.name + path.name
        assert any(named in one.where for one in check_workspace(workspace))
        path.write_bytes(content)
    assert check_workspace(workspace) == []


def folder_for_a_file(path: Path) -> None:
    path.unlink()
    path.mkdir()


CHANGES: dict[str, tuple[Callable[[Path], object], str, str]] = {
    "a changed cell": (
        lambda place: (place / "claims.csv").write_bytes(TABLE.replace(b"198", b"199")),
        "a file differs from version 1",
        "counts/claims.csv",
    ),
    "a file added": (
        lambda place: (place / "new.txt").write_bytes(b""),
        "a file is not in version 1",
        "counts/new.txt",
    ),
    "a file gone": (
        lambda place: (place / "letter.txt").unlink(),
        "a file of version 1 is missing",
        "counts/letter.txt",
    ),
    "a folder gone": (
        lambda place: place.rename(place.parent.parent / "elsewhere"),
        "the folder of a submission is gone",
        "counts",
    ),
    "a folder added": (
        lambda place: write_submission(place.parents[1], "later", {"letter.txt": b"Later"}),
        "a submission is not collected",
        "later",
    ),
    "a folder without a manifest": (
        lambda place: (place.parent / "later").mkdir(),
        "a submission that `vedette collect` refuses",
        "later",
    ),
    "a file that is a folder": (
        lambda place: folder_for_a_file(place / "letter.txt"),
        "a file cannot be read",
        "counts/letter.txt",
    ),
    "all folders gone": (
        lambda place: place.parent.rename(place.parents[1] / "elsewhere"),
        "not a folder of submissions",
        "submissions",
    ),
}


@pytest.mark.parametrize("name", CHANGES)
def test_submissions_that_drift_are_reported_and_refused_until_they_are_collected(
    case: Path, name: str
) -> None:
    change, what, where = CHANGES[name]
    refuse_drift(open_workspace(case))
    change(case / "submissions" / "counts")
    assert (what, where) in {(one.what, one.where) for one in faults(case)}
    with pytest.raises(DriftError, match=where):
        refuse_drift(open_workspace(case))


def broken_manifest(place: Path) -> None:
    place.mkdir(exist_ok=True)
    (place / "submission.toml").write_bytes(b"not TOML")


def short(place: Path) -> None:
    write_submission(place.parents[1], place.name, {"claims.csv": claims_table("many")}, at_least=1)


ADVICE: dict[str, tuple[Callable[[Path], object], str, str]] = {
    "a new one whose manifest does not read": (
        lambda submissions: broken_manifest(submissions / "later"),
        r"later/submission.toml is not TOML",
        r"would refuse later: .*, and collect then; or move it out of submissions/",
    ),
    "a known one whose manifest does not read": (
        lambda submissions: broken_manifest(submissions / "counts"),
        r"counts/submission.toml: a file differs",
        r"would refuse counts \(counts/submission.toml is not TOML.*\): .*, and collect then; or restore its files",
    ),
    "one with too few good rows": (
        lambda submissions: short(submissions / "later"),
        r"later: a submission is not collected",
        r"that it refuses has to be repaired as it says, or moved out of submissions/",
    ),
    "a file that may not be read": (
        lambda submissions: (submissions / "counts" / "letter.txt").chmod(0),
        r"counts/letter.txt: a file cannot be read",
        r"see that you may read what is named, or restore it",
    ),
    "no folder of submissions": (
        lambda submissions: submissions.rename(submissions.parent / "elsewhere"),
        r"is not there",
        r"put .*submissions back",
    ),
}


@pytest.mark.parametrize("name", ADVICE)
def test_building_advises_to_collect_only_where_collecting_helps(case: Path, name: str) -> None:
    change, words, advice = ADVICE[name]
    change(case / "submissions")
    if "may not be read" in name and os.access(case / "submissions" / "counts" / "letter.txt", os.R_OK):
        pytest.skip("whoever runs this may read everything")
    with pytest.raises(DriftError, match=words) as refused:
        refuse_drift(open_workspace(case))
    assert re.search(advice, refused.value.advice)


def test_a_change_that_was_collected_is_no_drift(case: Path) -> None:
    (case / "submissions" / "counts" / "letter.txt").write_bytes(b"Yours truly")
    run(case)
    refuse_drift(open_workspace(case))
