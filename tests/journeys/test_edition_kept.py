"""A sealed edition is proof of the custody log as it was: building never takes it away."""

from __future__ import annotations

import shutil
import sqlite3
from pathlib import Path

import pytest

from vedette.casework.build import build_edition
from vedette.casework.check import check
from vedette.casework.collect import OPEN, collect
from vedette.casework.verify import verify
from vedette.casework.workspace import open_workspace, read_workspace
from vedette.errors import CaseError, EvidenceError
from vedette.model.custody import next_entry
from vedette.model.evidence import CustodyEntry
from vedette.testing.clocks import TickingClock
from vedette.testing.editions import built, bytes_of, submit, write_small_case


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


def rewrite_strands_but_the_public_one(case: Path) -> None:
    """Let somebody else have done it, in every entry of the other strands, with digests that hold."""
    entries = [one for one in read_workspace(case).record.custody() if one.strand != OPEN]
    assert entries
    connection = sqlite3.connect(case / ".vedette" / "record.db")
    for verb in ("delete", "update"):
        connection.execute(f"DROP TRIGGER custody_no_{verb}")
    before: CustodyEntry | None = None
    for one in entries:
        before = next_entry(
            before if before and before.strand == one.strand else None,
            strand=one.strand,
            at=one.at,
            actor="Somebody else",
            action=one.action,
            subject=one.subject,
            detail=one.detail,
        )
        previous = before.previous.value if before.previous else None
        connection.execute(
            "UPDATE custody SET actor = ?, previous = ?, digest = ? WHERE strand = ? AND number = ?",
            (before.actor, previous, before.digest.value, one.strand, one.number),
        )
    connection.commit()
    connection.close()


@pytest.fixture
def confided(case: Path) -> Path:
    """The small case with a submission for the members, of which only a public edition was built."""
    voyages = (case / "submissions" / "ships" / "voyages.csv").read_text(encoding="utf-8")
    submit(case, "confided", {"voyages.csv": voyages.replace("V-", "C-")}, handling="TLP:AMBER | KR JP")
    built(case)
    return case


def test_a_restricted_strand_rewritten_with_care_shows_where_only_a_public_edition_was_built(
    confided: Path, tmp_path: Path
) -> None:
    assert check(read_workspace(confided)).holds
    note = confided / ".vedette" / "custody-heads.json"
    before = note.read_bytes()
    rewrite_strands_but_the_public_one(confided)
    found = check(read_workspace(confided))
    assert [one.what for one in found.faults] == ["custody log differs from the sealed one"]
    assert found.faults[0].where.endswith("kept at the last build")
    for audience in ("public", "members"):
        with pytest.raises(EvidenceError, match="not the one of the last build") as refused:
            build_edition(read_workspace(confided), audience=audience)
        assert "vedette build --into" in refused.value.advice
    elsewhere = build_edition(read_workspace(confided), audience="members", into=tmp_path / "elsewhere")
    assert [one.where for one in elsewhere.warnings] == [found.faults[0].where]
    assert note.read_bytes() == before
    report = collect(open_workspace(confided), actor="A. Tester", clock=TickingClock())
    assert [one.where for one in report.warnings] == [found.faults[0].where]


def test_the_ends_of_restricted_strands_stay_out_of_every_edition_and_a_public_one_is_the_same_without_them(
    confided: Path, tmp_path: Path
) -> None:
    note = confided / ".vedette" / "custody-heads.json"
    assert "TLP:AMBER" in note.read_text(encoding="utf-8")
    public = read_workspace(confided).editions / "VEDETTE-TEST-1.public.en"
    assert note.name not in {Path(name).name for name in bytes_of(public)}
    note.unlink()
    again = build_edition(read_workspace(confided), into=tmp_path / "elsewhere")
    assert bytes_of(again.folder) == bytes_of(public)
    assert note.exists()


def test_the_ends_kept_follow_the_log_as_it_grows(confided: Path) -> None:
    note = confided / ".vedette" / "custody-heads.json"
    before = note.read_bytes()
    letter = (confided / "submissions" / "confided" / "voyages.csv").read_text(encoding="utf-8")
    submit(confided, "confided", {"voyages.csv": letter.replace("C-", "D-")}, handling="TLP:AMBER | KR JP")
    built(confided)
    assert note.read_bytes() != before
    assert check(read_workspace(confided)).holds


def test_kept_ends_that_do_not_read_are_a_fault_and_refuse_a_build(confided: Path) -> None:
    (confided / ".vedette" / "custody-heads.json").write_bytes(b'[{"strand": 1}]')
    [fault] = check(read_workspace(confided)).faults
    assert (fault.what, fault.where) == ("the ends of the custody log", "custody-heads.json")
    with pytest.raises(EvidenceError, match="not the one of the last build"):
        build_edition(read_workspace(confided))


def test_a_case_whose_ends_cannot_be_kept_is_built_elsewhere_alone_and_with_a_word_on_it(
    confided: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(**_: object) -> tuple[int, str]:
        raise PermissionError(13, "Permission denied", str(confided / ".vedette"))

    def no_room(*_: object) -> None:
        raise CaseError("no room", advice="make some")

    monkeypatch.setattr("vedette.backends.embedded.tempfile.mkstemp", refuse)
    with pytest.raises(CaseError, match="cannot be written: Permission denied"):
        build_edition(read_workspace(confided))
    monkeypatch.undo()
    monkeypatch.setattr("vedette.casework.sealed.keep_heads", no_room)
    elsewhere = build_edition(read_workspace(confided), into=tmp_path / "elsewhere")
    assert elsewhere.trouble is not None


def test_the_kept_ends_alone_show_that_there_was_a_record(confided: Path) -> None:
    kept = confided / ".vedette"
    (kept / "record.db").unlink()
    shutil.rmtree(kept / "editions")
    shutil.rmtree(kept / "blobs")
    with pytest.raises(EvidenceError, match=r"is gone, but .* custody-heads.json of its custody log"):
        open_workspace(confided)
