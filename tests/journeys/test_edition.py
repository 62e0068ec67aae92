from __future__ import annotations

from pathlib import Path

import pytest

from vedette.casework.build import build_edition
from vedette.casework.verify import verify
from vedette.casework.workspace import open_workspace
from vedette.errors import DriftError, EvidenceError, FigureError, HandlingError, VedetteError
from vedette.model.editions import FigureStanding
from vedette.testing.editions import WORKERS, built, bytes_of, collected, submit, workers, write_small_case

HEADER = "key,subject,wording,value,unit,author,status,handling,method\n"
CONFIDED = "K-9,workers.secret,exactly,{value},person,An informant,S,{handling},\n"
FIGURE = '\n[secret]\nlabel = "Workers told in confidence"\nclaim = {{ subject = "workers.secret" }}\n{more}'


@pytest.fixture
def case(tmp_path: Path) -> Path:
    return write_small_case(tmp_path / "case")


def secret(value: int = 7, handling: str = "") -> dict[str, str | bytes]:
    return {"claims.csv": HEADER + CONFIDED.format(value=value, handling=handling)}


def define(case: Path, *, more: str = "") -> None:
    figures = case / "report" / "figures.toml"
    figures.write_text(figures.read_text(encoding="utf-8") + FIGURE.format(more=more), encoding="utf-8")


def with_restricted_evidence(case: Path) -> None:
    """A red submission, an amber one, and one that is free but for a row, all collected twice and changed."""
    submit(case, "a red one", secret(), handling="TLP:RED")
    submit(case, "an amber one", {"voyages.csv": VOYAGE}, handling="TLP:AMBER | KR JP")
    row = CONFIDED.replace("K-9", "K-2").format(value=8, handling="TLP:RED")
    rows = f"{HEADER}K-1,workers.further,exactly,999,person,A newspaper,S,,\n{row}"
    free = {"sources.csv": "key,title,status\nP2,A free source of a restricted submission,V\n"}
    submit(case, "mixed", {**free, "claims.csv": rows})
    collected(case)
    submit(case, "a red one", secret(70), handling="TLP:RED")
    submit(case, "mixed", {"claims.csv": rows.replace("999", "998")})


VOYAGE = "key,vessel,when,from,to,author,status\nV-9,EXAMPLE SHADOW,2024-12-09,Rajin,Dunai,A Member State,S\n"


def test_the_public_edition_does_not_change_by_one_byte_when_restricted_evidence_comes_and_changes(
    case: Path, tmp_path: Path
) -> None:
    other = write_small_case(tmp_path / "other")
    with_restricted_evidence(other)
    public, beside = bytes_of(built(case).folder), bytes_of(built(other).folder)
    assert public.keys() == beside.keys()
    assert [name for name in public if public[name] != beside[name]] == []
    assert verify(built(other).folder).exit_code == 0


def test_an_edition_for_the_members_holds_what_they_may_see_and_nothing_else(case: Path) -> None:
    with_restricted_evidence(case)
    edition = built(case, audience="members").folder
    files = bytes_of(edition)
    assert "case/submissions/an amber one/voyages.csv" in files
    assert not [name for name in files if "red" in name or "mixed" in name]
    assert b"EXAMPLE SHADOW" in files["annex/observations.csv"]
    assert b"TLP:AMBER|" in files["custody.jsonl"]
    assert b"TLP:RED" not in files["custody.jsonl"]
    found = verify(edition)
    assert (found.exit_code, found.faults) == (0, ())


@pytest.mark.parametrize("handling", ["TLP:RED", "TLP:AMBER | KR JP", "row"])
def test_a_public_figure_on_restricted_evidence_alone_is_refused_without_a_word_of_it(
    case: Path, handling: str
) -> None:
    define(case)
    if handling == "row":
        submit(case, "told in confidence", secret(handling="TLP:RED"))
    else:
        submit(case, "told in confidence", secret(), handling=handling)
    with pytest.raises(HandlingError, match="'secret'") as refused:
        built(case)
    assert_says_nothing(refused.value)


def assert_says_nothing(error: VedetteError) -> None:
    said = f"{error.message} {error.advice}"
    for word in ("K-9", "informant", "told in confidence", "7"):
        assert word not in said


def test_a_free_row_of_a_restricted_submission_is_as_withheld_as_the_rest_of_it(case: Path) -> None:
    define(case)
    rows = str(secret()["claims.csv"]) + "K-8,workers.other,exactly,3,person,An informant,S,TLP:RED,\n"
    submit(case, "told in confidence", {"claims.csv": rows})
    with pytest.raises(HandlingError) as refused:
        built(case)
    assert_says_nothing(refused.value)


def test_with_a_release_statement_the_figure_is_attested_and_counted_apart(case: Path) -> None:
    define(case, more="")
    submit(case, "told in confidence", secret(), handling="TLP:RED")
    statement = CONFIDED.format(value=7, handling="").replace(",\n", ",release statement\n")
    submit(case, "released", {"claims.csv": HEADER + statement.replace("K-9", "K-10")})
    found = verify(built(case).folder)
    assert found.exit_code == 0
    assert found.figures["secret"] is FigureStanding.ATTESTED
    assert found.count(FigureStanding.ATTESTED) == 1
    assert found.count(FigureStanding.RECOMPUTED) == len(found.figures) - 1


def test_a_cell_changed_is_refused_by_file_then_by_the_sum_that_it_breaks_with_the_side_that_moved(
    case: Path,
) -> None:
    collected(case)
    before = bytes_of(build_edition(collected(case)).folder)
    submit(case, "workers", workers(construction=199))
    with pytest.raises(DriftError, match=r"workers/claims\.csv"):
        build_edition(open_workspace(case))
    workspace = collected(case)
    assert [one.version for one in workspace.record.submissions()] == [1, 2]
    with pytest.raises(FigureError) as refused:
        build_edition(workspace)
    said = f"{refused.value.message} {refused.value.advice}"
    for word in ("'further'", "481 (W-1)", "199 (W-2)", "283 (W-3)", "482", "1 too many", "the parts moved"):
        assert word in said, said
    assert "W-2 was 198 and is 199" in said
    assert bytes_of(workspace.editions / "VEDETTE-TEST-1.public.en") == before


def test_the_version_before_tells_what_moved_only_as_far_as_the_audience_may_know(case: Path) -> None:
    restricted = WORKERS.format(construction=198).replace("S,P1,\n", "S,P1,TLP:RED\n")
    submit(case, "workers", {**workers(), "claims.csv": restricted})
    collected(case)
    submit(case, "workers", workers(construction=199))
    with pytest.raises(FigureError) as refused:
        built(case)
    assert "198" not in f"{refused.value.message} {refused.value.advice}"


def test_blobs_that_rotted_refuse_the_build_by_the_name_of_their_exhibit(case: Path) -> None:
    workspace = collected(case)
    exhibit = next(one for one in workspace.record.exhibits() if one.path == "voyages.csv")
    [blob] = (workspace.kept / "blobs").rglob(exhibit.digest.value[2:])
    blob.chmod(0o600)
    blob.write_bytes(blob.read_bytes().replace(b"Rajin", b"Rason"))
    with pytest.raises(EvidenceError, match=r"ships/voyages\.csv"):
        build_edition(workspace)
    assert not workspace.editions.exists() or list(workspace.editions.iterdir()) == []


def test_building_twice_gives_the_same_bytes(case: Path) -> None:
    edition = built(case).folder
    before = bytes_of(edition)
    assert bytes_of(built(case).folder) == before
    assert [one.name for one in edition.parent.iterdir()] == [edition.name]
