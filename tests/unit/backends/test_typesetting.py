from __future__ import annotations

import datetime as dt
import tempfile
from pathlib import Path

import attrs
import pytest

from vedette.backends import typesetting
from vedette.backends.typesetting import PandocTypst
from vedette.errors import ReportError
from vedette.model.wire import Json
from vedette.report.syntax import nodes, paragraph, string, words_of

DAY = dt.date(2025, 5, 29)


@pytest.fixture(scope="module")
def typesetter() -> PandocTypst:
    return PandocTypst()


def kinds(blocks: list[Json]) -> set[str]:
    return {node["t"] for node in nodes(blocks)}


@pytest.mark.parametrize(
    "text",
    [
        "<script>alert(1)</script>",
        "\\input{/etc/passwd}",
        "`#panic()`{=typst}",
        "```{=openxml}\n<w:p/>\n```",
        "$x^2$ and \\(y\\) and \\[z\\]",
        "@ref and [@ref, p. 3]",
        "\\newcommand{\\x}{y} \\x",
        "---\ntitle: x\n---\n\ntext",
    ],
)
def test_a_chapter_reads_into_no_other_language(text: str, typesetter: PandocTypst) -> None:
    found = kinds(typesetter.read_markdown(text))
    assert not found & {"RawBlock", "RawInline", "Math", "Cite"}


def test_a_chapter_keeps_footnotes_spans_divs_and_tables(typesetter: PandocTypst) -> None:
    blocks = typesetter.read_markdown("[1.]{.para-number} a^[n]\n\n::: {.x}\nb\n:::\n\n| a |\n|---|\n| b |\n")
    assert {"Span", "Note", "Div", "Table"} <= kinds(blocks)


def test_dollars_and_at_signs_are_letters(typesetter: PandocTypst) -> None:
    blocks = typesetter.read_markdown("From $20 to $30 for name@example.org")
    assert words_of(blocks) == "From $20 to $30 for name@example.org"


def test_text_of_a_tree_is_escaped_in_html_and_typst(typesetter: PandocTypst) -> None:
    blocks = [paragraph(string("<b>&#panic()$x$"))]
    assert "&lt;b&gt;&amp;#panic()" in typesetter.write_html(blocks)
    assert "\\#panic()\\$x\\$" in typesetter.write_typst(blocks)


def test_a_docx_can_read_no_file_of_the_machine(typesetter: PandocTypst, tmp_path: Path) -> None:
    from vedette.report.word_styles import reference

    secret = tmp_path / "secret.png"
    secret.write_bytes(b"secret bytes of the machine")
    image = {"t": "Image", "c": [["", [], []], [string("alt")], [str(secret), ""]]}
    empty = reference(symbol="S", running="R", notice="N", page=("", "/", ""), languages=("en-GB", "en-GB"))
    made = typesetter.write_docx([paragraph(image)], reference=empty, resources={}, metadata={})
    assert b"secret bytes" not in made


def test_typst_refuses_in_its_own_words(typesetter: PandocTypst) -> None:
    with pytest.raises(ReportError, match="panicked with: 1"):
        typesetter.compile_pdf("#panic(1)", resources={}, made_on=DAY)


def test_typst_reads_nothing_outside_its_folder(typesetter: PandocTypst) -> None:
    with pytest.raises(ReportError, match=r"would escape|outside|denied|not found"):
        typesetter.compile_pdf('#read("../../etc/passwd")', resources={}, made_on=DAY)


def test_typst_fetches_no_package(typesetter: PandocTypst) -> None:
    with pytest.raises(ReportError, match="package"):
        typesetter.compile_pdf('#import "@preview/cetz:0.3.0"', resources={}, made_on=DAY)


def test_a_page_that_is_not_accessible_is_refused(typesetter: PandocTypst) -> None:
    with pytest.raises(ReportError, match="title"):
        typesetter.compile_pdf("text", resources={}, made_on=DAY)


@pytest.mark.parametrize("name", ["../x.svg", "/x.svg", "a/../../x.svg", "c:x.svg", "a\\x.svg"])
def test_a_resource_outside_the_folder_is_refused(name: str, typesetter: PandocTypst) -> None:
    with pytest.raises(ReportError, match="outside"):
        typesetter.compile_pdf("= x", resources={name: b""}, made_on=DAY)


def test_nothing_is_left_in_the_temporary_folder(
    typesetter: PandocTypst, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    with pytest.raises(ReportError):
        typesetter.compile_pdf("#panic(1)", resources={"fonts/x.ttf": b"no font"}, made_on=DAY)
    assert list(tmp_path.iterdir()) == []


def test_the_tools_that_decide_the_bytes_are_named_with_their_versions(typesetter: PandocTypst) -> None:
    versions = typesetter.versions()
    assert {"pandoc", "typst", "fonttools"} <= set(versions)
    assert all(version[0].isdigit() for version in versions.values())


def test_a_chapter_that_takes_too_long_is_given_up(
    typesetter: PandocTypst, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(typesetting, "READING", attrs.evolve(typesetting.READING, seconds=1))
    with pytest.raises(ReportError, match="reading the chapter took more than 1 s, and was given up"):
        typesetter.read_markdown("[" * 20_000)


def test_a_page_that_takes_too_long_is_given_up(
    typesetter: PandocTypst, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(typesetting, "WRITING", attrs.evolve(typesetting.WRITING, seconds=1))
    with pytest.raises(ReportError, match=r"making report\.pdf took more than 1 s, and was given up"):
        typesetter.compile_pdf("#for i in range(100000000) { let x = i }", resources={}, made_on=DAY)


@pytest.mark.parametrize("text", [">" * 300 + "a", "- " * 300 + "a"])
def test_a_chapter_whose_tree_is_too_deep_is_refused(text: str, typesetter: PandocTypst) -> None:
    with pytest.raises(ReportError, match="nested too deeply"):
        typesetter.read_markdown(text)


def test_half_a_character_is_refused_in_words(typesetter: PandocTypst) -> None:
    with pytest.raises(ReportError, match="half a character at character 3"):
        typesetter.read_markdown("ab\ud800")
