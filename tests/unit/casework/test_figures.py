from __future__ import annotations

import pytest

from vedette.casework.figure import figure
from vedette.casework.figures import figures
from vedette.casework.inputs import inputs_of
from vedette.casework.shown import shown
from vedette.casework.workspace import Workspace
from vedette.errors import CaseError, EvidenceError, FigureError
from vedette.model.evidence import Sha256
from vedette.release.edition import figures_of


def test_a_figure_of_one_origin_has_a_single_source_however_many_papers_print_it(
    workspace: Workspace,
) -> None:
    found = figures(workspace, single_source=True)
    assert [one.name for one in found.figures] == ["containers", "petroleum", "voyages"]
    assert found.of == 4


def test_figures_on_unchecked_rows_name_the_rows(workspace: Workspace) -> None:
    assert {one.name: one.unchecked for one in figures(workspace, unchecked=True).figures} == {
        "petroleum": ("C-5",)
    }


def test_a_figure_opens_into_the_text_of_its_rows(workspace: Workspace) -> None:
    found = figure(workspace, "containers-rivals")
    rows = {node.key: node.row for node in found.derivation.inputs}
    assert set(rows) == {"C-1", "C-3"}
    row = rows["C-1"]
    assert row is not None
    assert (row.file, row.place, row.original_held) == ("press/claims.csv", "row=1", False)
    assert row.cells["value"] == "20000"
    assert Sha256(row.exhibit) in set(workspace.blobs.digests())
    assert found.sources == {"P1": "Another article", "SEED": "The article that began it"}


def test_a_row_is_not_read_from_bytes_that_are_not_those_of_the_exhibit(workspace: Workspace) -> None:
    claims = next(one for one in workspace.record.exhibits() if one.path == "claims.csv")
    path = next(
        one
        for one in workspace.kept.rglob("*")
        if one.is_file() and one.name.endswith(claims.digest.value[-20:])
    )
    path.chmod(0o644)
    path.write_bytes(path.read_bytes().replace(b"20000", b"30000"))
    with pytest.raises(EvidenceError, match=r"press/claims\.csv"):
        figure(workspace, "containers")


def test_a_mistyped_figure_is_refused_with_what_may_be_meant(workspace: Workspace) -> None:
    with pytest.raises(CaseError) as refused:
        figure(workspace, "container")
    assert "containers" in refused.value.advice


def test_a_case_without_a_draft_has_no_figures_yet(workspace: Workspace) -> None:
    (workspace.report / "figures.toml").unlink()
    assert figures(workspace).of == 0
    with pytest.raises(CaseError, match="there is no figure 'containers'"):
        figure(workspace, "containers")


BROKEN = """
[broken]
label = "No such row"
claim = { key = "C-99" }

[over-it]
label = "x"
union = ["broken", "containers"]
"""


def test_a_figure_that_does_not_derive_keeps_no_other_from_answering(workspace: Workspace) -> None:
    draft = workspace.report / "figures.toml"
    draft.write_text(draft.read_text(encoding="utf-8") + BROKEN, encoding="utf-8")
    found = figures(workspace)
    assert [one.name for one in found.figures] == [
        "containers",
        "containers-rivals",
        "petroleum",
        "voyages",
    ]
    assert [one.name for one in found.failed] == ["broken", "over-it"]
    assert all("'broken'" in one.why and one.advice for one in found.failed)
    assert found.of == 6
    assert figure(workspace, "containers").figure.words
    assert shown(workspace, "voyages").figure == "voyages"


def test_a_figure_that_does_not_derive_fails_by_itself_with_its_own_reason(workspace: Workspace) -> None:
    draft = workspace.report / "figures.toml"
    draft.write_text(draft.read_text(encoding="utf-8") + BROKEN, encoding="utf-8")
    for name in ("broken", "over-it"):
        with pytest.raises(FigureError, match="figure 'broken'"):
            figure(workspace, name)


def test_an_edition_is_not_built_while_a_figure_does_not_derive(workspace: Workspace) -> None:
    draft = workspace.report / "figures.toml"
    draft.write_text(draft.read_text(encoding="utf-8") + BROKEN, encoding="utf-8")
    with pytest.raises(FigureError, match="figure 'broken'"):
        figures_of(inputs_of(workspace, audience="public"))
