"""Issues are a part of the record: they read the same again wherever the case lies, and name no place of it."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from vedette.casework.check import check
from vedette.casework.workspace import open_workspace
from vedette.testing.editions import collected, submit, write_small_case

DAMAGED: dict[str, bytes] = {
    "claims.xlsx": b"PK\x03\x04 and nothing more",
    "voyages.xlsx": b"no workbook at all",
    "deliveries.csv": "key,status\n".encode("utf-16"),
    "flights.csv": b'key,"status\n',
    "aircraft.csv": b"key,status,\nA,V,\n",
    "vessels.json": b'[{"key": 1,}]',
    "entities.json": b"\xff\xfe",
    "payments.json": b'[{"key": NaN}]',
}


@pytest.fixture
def case(tmp_path: Path) -> Path:
    case = write_small_case(tmp_path / "here" / "case")
    submit(case, "damaged", DAMAGED)
    collected(case)
    return case


def test_no_issue_names_a_place_outside_its_submission(case: Path) -> None:
    record = open_workspace(case).record
    issues = [issue for one in record.submissions() for issue in record.issues(one.id)]
    assert {one.path for one in issues} == set(DAMAGED)
    for issue in issues:
        told = f"{issue.problem} {issue.advice} {issue.value}"
        assert [
            word for word in (str(case), ".vedette", "blobs", "0x", "codec", "<_io") if word in told
        ] == []


def test_a_case_with_damaged_tables_holds_after_it_was_moved(case: Path) -> None:
    assert check(open_workspace(case)).faults == ()
    moved = case.parent.parent / "there" / "another name"
    moved.parent.mkdir()
    shutil.move(case, moved)
    assert check(open_workspace(moved)).faults == ()
