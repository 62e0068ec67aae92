from __future__ import annotations

from collections.abc import Callable

import pytest

from vedette.errors import ReportError
from vedette.model.report import Document
from vedette.model.wire import Json
from vedette.report.preparation import THIN_SPACE, prepare
from vedette.report.syntax import attribute, nodes, paragraph, raw_block, raw_inline, string, words_of

Chapter = Callable[..., Document]


def header(level: int, text: str, *classes: str, name: str = "") -> Json:
    return {"t": "Header", "c": [level, attribute(*classes, name=name), [string(text)]]}


def link(target: str) -> Json:
    return {"t": "Link", "c": [attribute(), [string("word")], [target, ""]]}


def picture(target: str) -> Json:
    return {"t": "Image", "c": [attribute(), [], [target, ""]]}


@pytest.mark.parametrize(
    "block",
    [
        raw_block("html", "<script>"),
        paragraph(raw_inline("typst", "#panic()")),
        paragraph({"t": "Math", "c": [{"t": "InlineMath"}, "x"]}),
        paragraph({"t": "Note", "c": [raw_block("openxml", "<w:p/>")]}),
    ],
)
def test_markup_of_an_output_format_is_refused_wherever_it_stands(block: Json, one_chapter: Chapter) -> None:
    with pytest.raises(ReportError, match="which no page prints"):
        prepare(one_chapter(block))


@pytest.mark.parametrize(
    "target",
    [
        "javascript:alert(1)",
        " javascript:x",
        "JaVaScRiPt:x",
        "data:text/html,x",
        "file:///x",
        "//x.org",
        "x.html",
        "",
    ],
)
def test_a_link_that_leads_nowhere_good_becomes_its_words(target: str, one_chapter: Chapter) -> None:
    blocks = prepare(one_chapter(paragraph(link(target)))).blocks
    assert "Link" not in {node["t"] for node in nodes(list(blocks))}
    assert words_of(blocks[1]) == "word"


@pytest.mark.parametrize("target", ["https://x.org/a?b=c&d#e", "HTTP://x.org", "mailto:a@x.org", "#one"])
def test_a_link_to_the_web_to_a_mailbox_or_into_the_report_stays(target: str, one_chapter: Chapter) -> None:
    blocks = prepare(one_chapter(paragraph(link(target)))).blocks
    assert [node["c"][2][0] for node in nodes(list(blocks)) if node["t"] == "Link"] == [target]


def test_chapters_sections_and_annexes_are_counted_as_in_un_reports(one_chapter: Chapter) -> None:
    document = one_chapter(
        header(2, "a"),
        header(3, "b"),
        header(2, "c"),
        header(1, "Two"),
        header(2, "d"),
        header(1, "Apart", "unnumbered"),
        header(1, "Proof", "annex"),
        header(1, "More", "annex"),
    )
    assert [heading.text for heading in prepare(document).headings] == [
        "I. One",
        "A. a",
        "1. b",
        "B. c",
        "II. Two",
        "A. d",
        "Apart",
        "Annex I. Proof",
        "Annex II. More",
    ]


def test_a_heading_that_skips_a_level_is_refused_by_its_words(one_chapter: Chapter) -> None:
    with pytest.raises(ReportError, match="heading 'Deep' is of level 3 right below level 1"):
        prepare(one_chapter(header(3, "Deep")))


def test_a_link_into_the_void_is_refused(one_chapter: Chapter) -> None:
    with pytest.raises(ReportError, match="'figure-x' is linked to and stands nowhere"):
        prepare(one_chapter(paragraph(link("#figure-x"))))


def test_an_anchor_that_stands_twice_is_refused(one_chapter: Chapter) -> None:
    with pytest.raises(ReportError, match="'one' stands twice"):
        prepare(one_chapter(header(1, "Two", name="one")))


def test_an_anchor_of_the_page_itself_is_refused(one_chapter: Chapter) -> None:
    with pytest.raises(ReportError, match="'fn1' is kept for the page"):
        prepare(one_chapter(header(1, "Two", name="fn1")))


def test_a_picture_that_is_not_there_is_refused_with_those_that_are(one_chapter: Chapter) -> None:
    with pytest.raises(ReportError, match="estimates"):
        prepare(one_chapter(paragraph(picture("picture:other"))))


@pytest.mark.parametrize("target", ["https://x.org/x.png", "/etc/passwd", "estimates"])
def test_a_picture_comes_only_from_the_document(target: str, one_chapter: Chapter) -> None:
    with pytest.raises(ReportError, match="not one of the document's pictures"):
        prepare(one_chapter(paragraph(picture(target))))


def test_a_picture_within_a_sentence_is_refused(one_chapter: Chapter) -> None:
    with pytest.raises(ReportError, match="inside a sentence"):
        prepare(one_chapter(paragraph(string("see"), picture("picture:estimates"))))


def test_a_picture_in_a_paragraph_of_its_own_stands_in_a_figure(one_chapter: Chapter) -> None:
    prepared = prepare(one_chapter(paragraph(picture("picture:estimates"))))
    assert prepared.blocks[1]["t"] == "Figure"
    assert prepared.picture(prepared.blocks[1]).name == "estimates"


def test_quotation_marks_are_those_of_the_language(one_chapter: Chapter) -> None:
    quoted = paragraph({"t": "Quoted", "c": [{"t": "DoubleQuote"}, [string("x")]]})
    shown = {
        tongue: words_of(prepare(one_chapter(quoted, language=tongue)).blocks[1])
        for tongue in ("en", "ru", "ja")
    }
    assert shown == {"en": "“x”", "ru": "«x»", "ja": "「x」"}


def test_a_language_without_words_for_the_page_is_refused(one_chapter: Chapter) -> None:
    with pytest.raises(ReportError, match="'tlh'"):
        prepare(one_chapter(language="tlh"))


def noted(*inlines: Json) -> Json:
    return paragraph(*inlines, {"t": "Note", "c": [paragraph(string("a source"))]})


@pytest.mark.parametrize(
    ("words", "between"), [("paragraph 17", [THIN_SPACE]), ("17 barrels", []), ("(2017)", [])]
)
def test_a_thin_space_parts_a_digit_from_the_mark_of_a_note(
    words: str, between: list[str], one_chapter: Chapter
) -> None:
    block = prepare(one_chapter(noted(string(words)))).blocks[-1]
    assert block["c"][:-1] == [string(words), *map(string, between)]


def test_a_heading_in_another_language_keeps_it_for_the_table_of_contents(one_chapter: Chapter) -> None:
    korean = {"t": "Header", "c": [1, attribute(name="k", lang="ko"), [string("요약")]]}
    assert [one.language for one in prepare(one_chapter(korean, header(1, "Law"))).headings][-2:] == [
        "ko",
        "",
    ]
