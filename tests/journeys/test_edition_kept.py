"""A sealed edition is proof of the custody log as it was: building never takes it away."""

from __future__ import annotations

import shutil
import sqlite3
from pathlib import Path

import pytest

from vedette.casework.build import build_edition
from vedette.casework.check import check
from vedette.casework.collect import collect
from vedette.casework.verify import verify
from vedette.casework.workspace import open_workspace, read_workspace
from vedette.errors import CaseError, EvidenceError
from vedette.testing.clocks import TickingClock
from vedette.testing.editions import built, bytes_of, write_small_case


@pytest.fixture
def case(tmp_path: Path) -> Path:
    return write_small_case(tmp_path / "case")


def rewrite_the_log(case: Path) -> None:
    """Collect everything anew under another name, with the editions left where they are."""
    kept = case / ".vedette"
    shutil.move(kept / "editions", case / "editions")
    shutil.rmtree(kept)
    collect(open_workspace(case), actor="Somebody else", clock=TickingClock())
    shutil.move(case / "editions", kept / "editions")


def test_an_edition_is_not_replaced_once_the_log_no_longer_holds_what_it_sealed(
    case: Path, tmp_path: Path
) -> None:
    old = built(case).folder
    before = bytes_of(old)
    rewrite_the_log(case)
    with pytest.raises(EvidenceError, match="not the one that editions here have sealed") as refused:
        build_edition(read_workspace(case))
    assert "vedette build --into" in refused.value.advice
    assert bytes_of(old) == before
    elsewhere = build_edition(read_workspace(case), into=tmp_path / "elsewhere")
    assert elsewhere.folder == tmp_path / "elsewhere" / old.name
    assert verify(elsewhere.folder).faults == ()
    assert bytes_of(old) == before
    assert verify(old).faults == ()


def test_collecting_and_checking_warn_of_it_and_name_the_edition(case: Path) -> None:
    old = built(case).folder
    rewrite_the_log(case)
    report = collect(open_workspace(case), actor="A. Tester", clock=TickingClock())
    told = [one.where for one in report.warnings]
    assert told
    assert all(f"sealed by {old.name}" in one for one in told)
    assert {one.where for one in check(read_workspace(case)).faults} >= set(told)


def test_a_log_that_grew_since_is_no_reason_and_the_edition_is_replaced(case: Path) -> None:
    built(case)
    shutil.copytree(case / "submissions" / "ships", case / "submissions" / "boats")
    text = (case / "submissions" / "boats" / "voyages.csv").read_text(encoding="utf-8")
    (case / "submissions" / "boats" / "voyages.csv").write_text(text.replace("V-", "B-"), encoding="utf-8")
    again = built(case).folder
    assert verify(again).faults == ()
    assert check(read_workspace(case)).faults == ()


def test_an_edition_whose_seal_does_not_read_is_not_replaced_either(case: Path) -> None:
    old = built(case).folder
    (old / "edition.json").write_bytes(b"{}")
    with pytest.raises(EvidenceError, match="whose seal does not read") as refused:
        build_edition(read_workspace(case))
    assert f"rename {old.name}" in refused.value.advice
    old.rename(old.with_name("kept"))
    assert build_edition(read_workspace(case)).folder == old


def test_the_edition_of_another_symbol_that_has_the_same_folder_is_not_replaced(case: Path) -> None:
    old = built(case).folder
    text = (case / "case.toml").read_text(encoding="utf-8")
    symbol = read_workspace(case).case.symbol
    other = symbol.replace("/", "-")
    assert other != symbol
    (case / "case.toml").write_text(text.replace(symbol, other), encoding="utf-8")
    collect(open_workspace(case, is_renamed=True), actor="A. Tester", clock=TickingClock())
    before = bytes_of(old)
    with pytest.raises(CaseError, match="holds an edition of"):
        build_edition(read_workspace(case))
    assert bytes_of(old) == before


def test_an_edition_that_a_killed_build_left_aside_counts_and_is_put_back(case: Path) -> None:
    old = built(case).folder
    aside = old.parent / f".{old.name}.before"
    aside.mkdir()
    old.rename(aside / "old")
    assert check(read_workspace(case)).editions == 1
    rewrite_the_log(case)
    with pytest.raises(EvidenceError, match="not the one that editions here have sealed"):
        build_edition(read_workspace(case))
    assert verify(old).faults == ()


def test_a_record_cut_by_hand_warns_on_collecting(case: Path) -> None:
    built(case)
    connection = sqlite3.connect(case / ".vedette" / "record.db")
    connection.execute("DROP TRIGGER custody_no_delete")
    connection.execute("DELETE FROM custody WHERE number = (SELECT max(number) FROM custody)")
    connection.commit()
    connection.close()
    report = collect(open_workspace(case), actor="A. Tester", clock=TickingClock())
    assert [one.what for one in report.warnings] == ["sealed custody entry is missing"]


def test_what_another_build_is_writing_is_no_edition_yet(case: Path) -> None:
    old = built(case).folder
    (old.parent / f".{old.name}.busy").mkdir()
    (old.parent / f".{old.name}.busy" / "edition.json").write_bytes(b"{")
    answer = check(read_workspace(case))
    assert (answer.editions, answer.faults) == (1, ())
    assert build_edition(read_workspace(case)).folder == old
