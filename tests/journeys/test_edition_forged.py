"""What somebody can do to a built edition who knows the program, and what each such deed looks like."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import attrs
import pytest

from vedette.casework.verify import verify
from vedette.cli.main import run
from vedette.cli.verified import verified_json
from vedette.errors import CaseError
from vedette.evidence.custody import heads
from vedette.model.custody import entry_digest
from vedette.model.editions import FigureStanding, PageStanding, Published, Seal, Verification
from vedette.model.evidence import CustodyEntry, Sha256
from vedette.model.quantities import Quantity
from vedette.model.units import Unit
from vedette.release.edition import custody_file, sealed
from vedette.release.integrity import read_custody
from vedette.release.seal import read_seal, seal_of, write_seal
from vedette.testing.editions import built, bytes_of, write_small_case
from vedette.testing.folders import MemoryFolder

CLAIMS = "case/submissions/workers/claims.csv"
PERSONS = Unit("person")


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return built(write_small_case(tmp_path_factory.mktemp("forged") / "case")).folder


@pytest.fixture
def edition(whole: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(whole, tmp_path / "edition"))


def seal_in(edition: Path) -> Seal:
    return read_seal((edition / "edition.json").read_bytes())


def reseal(edition: Path, change: Callable[[Seal], Seal]) -> None:
    """Write the seal again after a change, every digest in it computed afresh."""
    seal = change(seal_in(edition))
    again = seal_of(seal.content, custody=seal.custody, renderings=seal.renderings, tools=seal.tools)
    (edition / "edition.json").write_bytes(write_seal(again))


def with_files(edition: Path, seal: Seal) -> Seal:
    """The seal with the digests that the files of the edition have now."""
    data = bytes_of(edition)
    files = {name: sealed(data[name]) for name in seal.content.files if name in data}
    renderings = {name: sealed(data[name]) for name in seal.renderings}
    return attrs.evolve(seal, content=attrs.evolve(seal.content, files=files), renderings=renderings)


def entries_of(edition: Path) -> tuple[CustodyEntry, ...]:
    return read_custody(MemoryFolder(bytes_of(edition)))[0]


def chained(entries: tuple[CustodyEntry, ...]) -> list[CustodyEntry]:
    """The entries of one strand, each hashed onto the one before afresh."""
    out: list[CustodyEntry] = []
    for number, one in enumerate(entries, start=1):
        linked = attrs.evolve(one, number=number, previous=out[-1].digest if out else None)
        out.append(attrs.evolve(linked, digest=entry_digest(linked)))
    return out


def faults(found: Verification) -> set[tuple[str, str]]:
    return {(one.what, one.where) for one in found.faults}


def test_what_was_built_verifies_with_every_figure_recomputed_and_is_not_written_to(edition: Path) -> None:
    before = bytes_of(edition)
    found = verify(edition)
    assert (found.exit_code, found.faults, found.pages) == (0, (), PageStanding.SAME)
    assert set(found.figures.values()) == {FigureStanding.RECOMPUTED}
    assert bytes_of(edition) == before


def test_a_removed_an_added_and_a_renamed_file_are_named(edition: Path) -> None:
    (edition / "report.pdf").unlink()
    (edition / "annex" / "extra.csv").write_bytes(b"")
    (edition / CLAIMS).rename(edition / "case/submissions/workers/renamed.csv")
    assert faults(verify(edition)) >= {
        ("file missing", "report.pdf"),
        ("file added", "annex/extra.csv"),
        ("file missing", CLAIMS),
        ("file added", "case/submissions/workers/renamed.csv"),
    }


def test_a_file_replaced_by_a_link_to_the_same_bytes_is_named(edition: Path, tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere.csv"
    (edition / CLAIMS).rename(elsewhere)
    (edition / CLAIMS).symlink_to(elsewhere)
    assert ("file unreadable", CLAIMS) in faults(verify(edition))


def test_a_folder_replaced_by_a_link_is_named(edition: Path, tmp_path: Path) -> None:
    (edition / "annex").rename(tmp_path / "annex")
    (edition / "annex").symlink_to(tmp_path / "annex")
    found = faults(verify(edition))
    assert ("file added", "annex") in found
    assert ("file missing", "annex/claims.csv") in found


def test_an_empty_folder_in_an_edition_is_named(edition: Path) -> None:
    (edition / "annex" / "empty").mkdir()
    assert ("file added", "annex/empty") in faults(verify(edition))


def test_a_file_name_that_would_play_with_a_terminal_is_told_by_its_numbers(edition: Path) -> None:
    (edition / "a\x1b[2J\u202ecod.exe").write_bytes(b"")
    assert ("file added", r"a\x1b[2J\u202ecod.exe") in faults(verify(edition))


def test_an_empty_folder_is_no_edition_and_a_case_is_none_either(tmp_path: Path, whole: Path) -> None:
    (tmp_path / "empty").mkdir()
    assert [one.where for one in verify(tmp_path / "empty").faults] == ["edition.json"]
    with pytest.raises(CaseError, match="is a case, not an edition"):
        verify(whole.parents[2])
    with pytest.raises(CaseError, match="is no folder"):
        verify(tmp_path / "nothing")


def test_two_exhibits_that_changed_places_are_both_named(edition: Path) -> None:
    one, other = edition / CLAIMS, edition / "case/submissions/workers/sources.csv"
    swapped = one.read_bytes(), other.read_bytes()
    other.write_bytes(swapped[0])
    one.write_bytes(swapped[1])
    assert {where for what, where in faults(verify(edition)) if what == "exhibit changed"} == {
        CLAIMS,
        "case/submissions/workers/sources.csv",
    }


def test_a_custody_log_cut_at_its_end_lacks_the_sealed_entry(edition: Path) -> None:
    kept = chained(entries_of(edition)[:-1])
    (edition / "custody.jsonl").write_bytes(custody_file(kept))
    found = faults(verify(edition))
    assert ("file changed", "custody.jsonl") in found
    assert ("sealed custody entry is missing", f"custody TLP:CLEAR|*|, entry {len(kept) + 1}") in found


def test_a_custody_log_rewritten_with_fresh_digests_differs_from_the_sealed_head(edition: Path) -> None:
    entries = [attrs.evolve(one, actor="Somebody else") for one in entries_of(edition)]
    (edition / "custody.jsonl").write_bytes(custody_file(chained(tuple(entries))))
    reseal(edition, lambda seal: with_files(edition, seal))
    where = f"custody TLP:CLEAR|*|, entry {len(entries)}"
    assert faults(verify(edition)) == {("custody log differs from the sealed one", where)}


def test_a_figure_changed_in_the_seal_with_every_hash_computed_again_is_named_by_recomputation(
    edition: Path,
) -> None:
    def change(seal: Seal) -> Seal:
        figure = seal.content.figures["further"]
        more = Quantity.exactly(482, PERSONS)
        forged = attrs.evolve(
            figure, quantity=more, derivation=attrs.evolve(figure.derivation, quantity=more)
        )
        figures = {**seal.content.figures, "further": forged}
        return attrs.evolve(seal, content=attrs.evolve(seal.content, figures=figures))

    reseal(edition, change)
    found = verify(edition)
    assert found.exit_code == 1
    assert faults(found) == {("figure does not recompute", "further")}
    [fault] = found.faults
    assert "482" in fault.expected
    assert "481" in fault.found
    assert found.figures["further"] is FigureStanding.DIFFERS
    assert found.figures["textile"] is FigureStanding.RECOMPUTED


def test_a_figure_left_out_of_the_seal_or_put_into_it_is_named(edition: Path) -> None:
    def change(seal: Seal) -> Seal:
        figures = dict(seal.content.figures)
        figures["invented"] = attrs.evolve(figures.pop("further"), name="invented")
        return attrs.evolve(seal, content=attrs.evolve(seal.content, figures=figures))

    reseal(edition, change)
    assert faults(verify(edition)) == {
        ("figure does not recompute", "invented"),
        ("figure left out", "further"),
    }


def test_a_row_changed_with_every_hash_of_the_seal_computed_again_is_an_exhibit_without_custody(
    edition: Path,
) -> None:
    rows = (edition / CLAIMS).read_bytes()
    (edition / CLAIMS).write_bytes(rows.replace(b"exactly,283", b"exactly,284"))
    reseal(edition, lambda seal: with_files(edition, seal))
    assert faults(verify(edition)) == {("exhibit without custody", CLAIMS)}


def test_a_row_changed_with_its_custody_invented_as_well_no_longer_adds_up(edition: Path) -> None:
    forge_row(edition, b"exactly,283", b"exactly,284")
    found = verify(edition)
    assert [one.what for one in found.faults] == ["recomputation"]
    assert "'further'" in found.faults[0].found
    assert found.exit_code == 1


def test_a_row_changed_that_no_sum_checks_differs_in_its_figure(edition: Path) -> None:
    forge_row(edition, b"Border statistics,2025-04-01,M", b"Somebody else,2025-04-01,M")
    assert ("figure does not recompute", "textile") in faults(verify(edition))


def test_whoever_makes_everything_anew_makes_another_edition_with_other_hashes(
    edition: Path, tmp_path: Path
) -> None:
    """The limit of what an edition proves by itself, told honestly.

    Somebody who rewrites the rows, the custody log, the figures and the pages has built another edition, and it
    verifies. Nothing in a folder can say who made it: only the seal hash as its publisher told it elsewhere
    (``vedette verify --expect``), or signatures once there are any, tell the two apart.
    """
    case = write_small_case(tmp_path / "case")
    for path in case.rglob("*.*"):
        if path.suffix in {".csv", ".md"}:
            path.write_bytes(path.read_bytes().replace(b"481", b"482").replace(b"283", b"284"))
    forged, true = verify(built(case).folder), verify(edition, expect=seal_in(edition).seal)
    assert (forged.exit_code, true.exit_code) == (0, 0)
    assert forged.content_hash != true.content_hash
    found = verify(built(case).folder, expect=seal_in(edition).seal)
    assert (found.exit_code, found.published) == (1, Published.NEITHER)


def test_a_forged_page_behind_an_invented_tool_is_told_by_the_seal_hash_and_never_vouched_for_by_the_other(
    edition: Path,
) -> None:
    true = seal_in(edition)
    page = edition / "report.html"
    page.write_bytes(page.read_bytes().replace(b"481", b"482"))
    reseal(edition, lambda seal: other_typst(with_files(edition, seal)))
    alone = verify(edition)
    assert (alone.exit_code, alone.holds) == (2, None)
    assert set(alone.not_compared) == {"report.docx", "report.html", "report.pdf"}
    by_content = verify(edition, expect=true.content_hash)
    assert (by_content.exit_code, by_content.holds) == (3, None)
    assert set(by_content.not_covered) == {*alone.not_compared, "custody.jsonl"}
    by_seal = verify(edition, expect=true.seal)
    assert faults(by_seal) == {("not the published edition", "edition.json")}


def test_a_custody_log_written_anew_and_sealed_is_told_by_the_seal_hash_and_never_vouched_for_by_the_other(
    edition: Path,
) -> None:
    true = seal_in(edition)
    entries = chained(
        tuple(attrs.evolve(one, actor="Somebody else", digest=one.digest) for one in entries_of(edition))
    )
    (edition / "custody.jsonl").write_bytes(custody_file(entries))
    reseal(edition, lambda seal: attrs.evolve(with_files(edition, seal), custody=heads(entries)))
    assert verify(edition).exit_code == 0
    by_content = verify(edition, expect=true.content_hash)
    assert (by_content.exit_code, by_content.not_covered) == (3, ("custody.jsonl",))
    assert verify(edition, expect=true.seal).exit_code == 1


def test_the_words_of_a_forged_edition_name_what_was_not_shown(
    edition: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("COLUMNS", "200")
    true = seal_in(edition)
    reseal(edition, other_typst)
    assert run(["verify", str(edition), "--expect", true.content_hash.value, "--format", "table"]) == 3
    told = " ".join(capsys.readouterr().out.split())
    assert "whether report.docx, report.html and report.pdf say what the figures say" in told
    assert "whether custody.jsonl, report.docx, report.html and report.pdf are those published" in told
    assert "made with typst 0.0.1" in told
    assert run(["verify", str(edition), "--format", "table"]) == 2
    assert "who made this edition" in " ".join(capsys.readouterr().out.split())


def test_what_holds_in_json_never_contradicts_its_faults(edition: Path) -> None:
    sealed_as = seal_in(edition)
    for expect in (None, sealed_as.seal, sealed_as.content_hash, Sha256("0" * 64)):
        for change in (lambda seal: seal, other_typst):
            reseal(edition, change)
            told = verified_json(verify(edition, expect=expect))
            open_ends = bool(told["not_compared"] or told["not_covered"])
            assert (told["holds"] is False) == bool(told["faults"])
            assert (told["holds"] is True) == (not told["faults"] and not open_ends)
            assert (told["holds"] is True) == (told["exit_code"] == 0)
        (edition / "edition.json").write_bytes(write_seal(sealed_as))


def test_a_page_changed_with_the_seal_computed_again_differs_from_its_sources(edition: Path) -> None:
    page = edition / "report.html"
    page.write_bytes(page.read_bytes().replace(b"481", b"482"))
    reseal(edition, lambda seal: with_files(edition, seal))
    found = verify(edition)
    assert faults(found) == {("page differs from its sources", "report.html")}
    assert found.pages is PageStanding.DIFFER


def other_typst(seal: Seal) -> Seal:
    return attrs.evolve(seal, tools={**seal.tools, "typst": "0.0.1"})


def test_pages_made_by_another_version_of_a_tool_are_not_compared_and_the_reason_is_told(
    edition: Path,
) -> None:
    reseal(edition, other_typst)
    found = verify(edition)
    assert (found.exit_code, found.pages, found.faults) == (2, PageStanding.NOT_COMPARED, ())
    assert found.pages_reason is not None
    assert "typst 0.0.1" in found.pages_reason


@pytest.mark.parametrize("name", ["annex/claims.csv", "annex/figures.csv", "annex/figures.json"])
def test_the_annex_is_compared_whatever_the_tools(edition: Path, name: str) -> None:
    (edition / name).write_bytes((edition / name).read_bytes().replace(b"283", b"284"))
    reseal(edition, lambda seal: other_typst(with_files(edition, seal)))
    found = verify(edition)
    assert found.exit_code == 1
    assert faults(found) == {("page differs from its sources", name)}


def test_words_by_another_version_of_babel_are_passed_over_and_nothing_else_of_the_annex(
    edition: Path,
) -> None:
    for name in ("annex/claims.csv", "annex/figures.csv"):
        (edition / name).write_bytes((edition / name).read_bytes().replace(b"283", b"284"))

    def change(seal: Seal) -> Seal:
        seal = with_files(edition, seal)
        return attrs.evolve(seal, tools={**seal.tools, "babel": "1.0"})

    reseal(edition, change)
    assert faults(verify(edition)) == {("page differs from its sources", "annex/claims.csv")}


def test_an_edition_of_another_form_is_refused_by_the_name_of_its_form(edition: Path) -> None:
    (edition / "edition.json").write_bytes(b'{"form":"vedette-edition/2","novelty":1}\n')
    found = verify(edition)
    assert found.exit_code == 1
    assert found.content_hash is None
    assert "vedette-edition/2" in found.faults[0].found


def test_an_edition_made_under_other_law_says_so(edition: Path) -> None:
    law = Sha256("0" * 64)
    reseal(edition, lambda seal: attrs.evolve(seal, content=attrs.evolve(seal.content, law=law)))
    assert faults(verify(edition)) == {("law differs", "measures")}


@pytest.mark.parametrize(
    "name", ["case/case.toml", "case/report/figures.toml", "case/report/en/01-workers.md"]
)
@pytest.mark.parametrize(
    "content", [b"", b"\xff\xfe", b"a = [", None], ids=["empty", "no text", "broken", "gone"]
)
def test_page_sources_that_do_not_read_are_faults_of_a_forged_edition(
    edition: Path, name: str, content: bytes | None
) -> None:
    if content is None:
        (edition / name).unlink()
    else:
        (edition / name).write_bytes(content)
    reseal(edition, lambda seal: with_files(edition, seal))
    found = verify(edition)
    assert found.exit_code == 1
    assert found.faults


@pytest.mark.parametrize(
    "name", ["../outside.txt", "/etc/passwd", "case/../../outside.txt", "CASE/case.toml", "case"]
)
def test_a_sealed_name_that_leads_elsewhere_is_a_missing_file_and_never_read(
    edition: Path, name: str
) -> None:
    outside = edition.parent / "outside.txt"
    outside.write_bytes(b"outside")

    def change(seal: Seal) -> Seal:
        files = {**seal.content.files, name: sealed(b"outside")}
        return attrs.evolve(seal, content=attrs.evolve(seal.content, files=files))

    reseal(edition, change)
    assert ("file missing", name) in faults(verify(edition))


def forge_row(edition: Path, before: bytes, after: bytes) -> None:
    """Change a row and everything that the edition says of its exhibit, the custody log too."""
    rows = (edition / CLAIMS).read_bytes()
    (edition / CLAIMS).write_bytes(rows.replace(before, after))
    old, new = Sha256.of(rows).value, Sha256.of(rows.replace(before, after)).value
    assert old != new
    entries = [attrs.evolve(one, subject=new) if one.subject == old else one for one in entries_of(edition)]
    again = chained(tuple(entries))
    (edition / "custody.jsonl").write_bytes(custody_file(again))
    reseal(edition, lambda seal: attrs.evolve(with_files(edition, seal), custody=heads(again)))
