from __future__ import annotations

import re
from collections.abc import Callable
from html.parser import HTMLParser
from itertools import pairwise

import pytest

from vedette.model.report import Document
from vedette.ports import Typesetter
from vedette.report.renderers.html import HtmlRenderer
from vedette.report.syntax import attribute, paragraph, span, string

VOID = {"meta", "img", "br", "hr", "col", "wbr"}


class Page(HTMLParser):
    """The elements of a page in order, each with its attributes, and the text outside style."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []
        self.text = ""
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if self.open and self.open[-1] != "style":
            self.text += data

    def all(self, tag: str) -> list[dict[str, str | None]]:
        return [given for name, given in self.elements if name == tag]


@pytest.fixture(scope="module")
def source(rich_document: Document, typesetter: Typesetter) -> str:
    return HtmlRenderer().render(rich_document, typesetter).decode()


@pytest.fixture(scope="module")
def page(source: str) -> Page:
    return Page(source)


def test_every_element_that_opens_closes(page: Page) -> None:
    assert page.open == []


def test_the_page_says_its_language_and_direction(page: Page) -> None:
    assert page.all("html") == [{"lang": "en", "dir": "ltr"}]


def test_a_keyboard_reaches_the_text_past_the_contents(page: Page) -> None:
    links = [given["href"] for given in page.all("a")]
    assert links[0] == "#page-content"
    assert page.all("main")[0]["id"] == "page-content"


def test_the_page_has_one_of_each_landmark(page: Page) -> None:
    assert [len(page.all(tag)) for tag in ("header", "nav", "main", "footer")] == [1, 1, 1, 1]


def test_headings_begin_with_one_title_and_skip_no_level(page: Page) -> None:
    levels = [int(tag[1]) for tag, _ in page.elements if re.fullmatch(r"h[1-6]", tag)]
    assert levels.count(1) == 1
    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))


def test_the_contents_name_chapters_and_sections_with_their_numbers(page: Page) -> None:
    for words in ("I. Arms transfers and their route", "A. Sea", "Annex I. Evidence"):
        assert page.text.count(words) == 2


def test_every_inner_link_has_a_target_and_every_id_is_its_own(page: Page) -> None:
    ids = [given["id"] for _, given in page.elements if given.get("id")]
    assert len(ids) == len(set(ids))
    for given in page.all("a"):
        target = given["href"] or ""
        assert not target.startswith("#") or target[1:] in ids


def test_every_picture_says_what_it_shows(page: Page, rich_document: Document) -> None:
    pictures = page.all("img")
    assert [given["alt"] for given in pictures] == [rich_document.pictures["estimates"].alt]
    assert (pictures[0]["src"] or "").startswith("data:image/svg+xml;base64,")


def test_the_page_asks_for_nothing_from_outside(page: Page, source: str) -> None:
    loaded = [
        given[name] for _, given in page.elements for name in ("src", "srcset", "poster") if name in given
    ]
    assert all((one or "").startswith("data:") for one in loaded)
    assert re.findall(r"url\(\"(?!data:)", source) == []
    assert page.all("script") + page.all("link") + page.all("iframe") == []


def test_the_policy_of_the_page_forbids_scripts_and_requests(page: Page) -> None:
    policy = [given["content"] for given in page.all("meta") if given.get("http-equiv")]
    assert "default-src 'none'" in (policy[0] or "")


def test_hostile_text_is_text(page: Page, hostile: tuple[str, ...]) -> None:
    for text in hostile:
        assert text in page.text


def test_links_to_scripts_and_files_are_dropped_and_others_kept(page: Page) -> None:
    targets = [given["href"] or "" for given in page.all("a")]
    assert "https://www.un.org/securitycouncil/" in targets
    assert all(re.match(r"#|https?://|mailto:", one) for one in targets)
    assert "a script" in page.text


def test_every_footnote_is_reached_and_leads_back(page: Page, footnotes: int) -> None:
    there = [given for given in page.all("a") if given.get("role") == "doc-noteref"]
    back = [given for given in page.all("a") if given.get("role") == "doc-backlink"]
    assert (len(there), len(back)) == (footnotes, footnotes)
    assert all(given["aria-label"] == "Back to the text" for given in back)


def test_a_wide_table_scrolls_in_a_named_region_that_a_keyboard_reaches(page: Page) -> None:
    regions = [given for given in page.all("div") if given.get("role") == "region"]
    assert regions[0]["aria-label"] == "Voyages by date, as submitted"
    assert all(given["tabindex"] == "0" for given in regions)


def test_the_notice_opens_and_closes_the_page(page: Page, rich_document: Document) -> None:
    assert page.text.count(rich_document.notice) == 2


def test_a_printed_figure_links_to_its_evidence(page: Page) -> None:
    assert "#figure-containers" in [given["href"] for given in page.all("a")]
    assert {"class": "figure", "data-figure": "containers"} in page.all("span")


def test_the_fonts_of_all_scripts_are_in_the_page(source: str) -> None:
    for family in ("Noto Sans", "Noto Sans CJK TC", "Noto Sans Arabic"):
        assert f'@font-face {{ font-family: "{family}"' in source


def test_a_latin_report_carries_no_font_for_other_scripts(
    one_chapter: Callable[..., Document], typesetter: Typesetter
) -> None:
    text = HtmlRenderer().render(one_chapter(paragraph(string("plain"))), typesetter).decode()
    assert '@font-face { font-family: "Noto Sans CJK TC"' not in text


def test_attributes_of_a_chapter_cannot_run_anything(
    one_chapter: Callable[..., Document], typesetter: Typesetter
) -> None:
    hostile = [
        "",
        ["x"],
        [["onclick", "alert(1)"], ["style", "position:fixed"], ["data-figure", "y"], ["lang", "ko"]],
    ]
    document = one_chapter(paragraph(span([string("word")], hostile)), {"t": "Div", "c": [hostile, []]})
    page = Page(HtmlRenderer().render(document, typesetter).decode())
    assert {"class": "x", "data-figure": "y", "lang": "ko"} in page.all("span")
    assert not any("onclick" in given or "style" in given for _, given in page.elements)


def test_a_report_in_arabic_runs_from_right_to_left(
    one_chapter: Callable[..., Document], typesetter: Typesetter
) -> None:
    document = one_chapter(paragraph(string("نص")), language="ar")
    page = Page(HtmlRenderer().render(document, typesetter).decode())
    assert page.all("html") == [{"lang": "ar", "dir": "rtl"}]


def test_a_chapter_called_footnotes_does_not_take_the_notes_place(
    one_chapter: Callable[..., Document], typesetter: Typesetter
) -> None:
    heading = {"t": "Header", "c": [1, attribute(name="footnotes"), [string("Footnotes")]]}
    noted = paragraph(string("x"), {"t": "Note", "c": [paragraph(string("note"))]})
    page = Page(HtmlRenderer().render(one_chapter(heading, noted), typesetter).decode())
    ids = [given["id"] for _, given in page.elements if given.get("id")]
    assert ids.count("footnotes") == 1
    assert "page-notes" in ids


def test_every_head_cell_says_that_it_heads_its_column(page: Page) -> None:
    assert page.all("th")
    assert all(one.get("scope") == "col" for one in page.all("th"))


def test_a_heading_in_another_language_says_so_on_the_page_and_in_the_contents(
    one_chapter: Callable[..., Document], typesetter: Typesetter
) -> None:
    korean = {"t": "Header", "c": [1, attribute(name="k", lang="ko"), [string("요약")]]}
    made = Page(HtmlRenderer().render(one_chapter(korean), typesetter).decode())
    assert [one.get("lang") for one in made.all("h2") if one.get("id") == "k"] == ["ko"]
    assert [one.get("lang") for one in made.all("a") if one.get("href") == "#k"] == ["ko"]
