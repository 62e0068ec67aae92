from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

import attrs
import pytest

from vedette.backends.typesetting import PandocTypst
from vedette.casework.inputs import inputs_of, standing_of
from vedette.errors import ReportError, VedetteError
from vedette.model.case import LawOverride
from vedette.model.report import Document
from vedette.model.wire import Json
from vedette.report.compose import compose
from vedette.report.preparation import prepare
from vedette.report.renderers.html import HtmlRenderer
from vedette.report.standing import Standing
from vedette.report.syntax import nodes, words_of
from vedette.report.words import figure_in_words
from vedette.testing.editions import CHAPTERS, collected, submit, write_small_case

VOYAGE = "key,vessel,when,from,to,author,status,sources\n"


@pytest.fixture(scope="module")
def standing(tmp_path_factory: pytest.TempPathFactory) -> Standing:
    return standing_in(write_small_case(tmp_path_factory.mktemp("compose") / "case"))


def standing_in(case: Path) -> Standing:
    return standing_of(inputs_of(collected(case), audience="public"))


def composed(standing: Standing, typesetter: PandocTypst, *chapters: str) -> Document:
    named: Mapping[str, str] = {f"en/{at}.md": words for at, words in enumerate(chapters, start=1)}
    return compose(named, standing, typesetter)


def links(value: Json) -> set[str]:
    return {node["c"][2][0] for node in nodes(value) if node["t"] == "Link"}


def test_every_chapter_comes_in_order_and_paragraphs_are_numbered_through_all_of_them(
    standing: Standing, typesetter: PandocTypst
) -> None:
    document = compose(CHAPTERS, standing, typesetter)
    prepared = prepare(document)
    assert [one.text for one in prepared.headings if one.level == 1][:2] == ["I. Workers", "II. Method"]
    spans = [node for node in nodes(list(document.blocks)) if node["t"] == "Span"]
    numbers = [words_of(node) for node in spans if "para-number" in node["c"][0][1]]
    assert numbers == ["1.", "2."]
    assert set(document.pictures) == {"workers-range"}


def test_every_figure_printed_leads_to_its_evidence_and_every_citation_to_its_exhibit_and_source(
    standing: Standing, typesetter: PandocTypst
) -> None:
    document = compose(CHAPTERS, standing, typesetter)
    printed = {
        value
        for node in nodes(list(document.blocks))
        if node["t"] == "Span"
        for name, value in node["c"][0][2]
        if name == "data-figure"
    }
    assert printed == {"further", "construction", "textile", "crossings"}
    reached = links(list(document.blocks))
    assert {f"#figure-{name}" for name in printed} <= reached
    assert "#source-P1" in reached
    anchored = str(document.blocks)
    for target in reached:
        assert not target.startswith("#") or f"'{target[1:]}'" in anchored
    for name in standing.figures:
        assert f"'figure-{name}'" in anchored


def under(document: Document, anchor: str) -> str:
    """The words below a heading, up to the next one."""
    words: list[str] = []
    inside = False
    for block in document.blocks:
        if block["t"] == "Header":
            inside = block["c"][1][0] == anchor
        elif inside:
            words.append(words_of(block))
    return "\n".join(words)


def test_the_annex_of_printed_figures_holds_them_alone_and_the_others_stand_under_their_own_heading(
    standing: Standing, typesetter: PandocTypst
) -> None:
    document = composed(standing, typesetter, "# One\n\nOf [further]{.figure}.")
    label = standing.figures["further"].label
    other = next(one.label for name, one in standing.figures.items() if name != "further")
    assert label in under(document, "annex-figures")
    assert other not in under(document, "annex-figures")
    assert other in under(document, "annex-figures-unprinted")
    assert label not in under(document, "annex-figures-unprinted").splitlines()[0]


def test_the_annex_says_a_figure_in_the_words_of_the_chapter(
    standing: Standing, typesetter: PandocTypst
) -> None:
    for name, figure in standing.figures.items():
        document = composed(standing, typesetter, f"# One\n\nOf [{name}]{{.figure}}.")
        words = figure_in_words(figure, "en")
        assert f"{figure.derivation.label}: {words} (" in under(document, "annex-figures")


def test_an_edition_says_which_language_of_its_numbers_no_speaker_has_reviewed(
    standing: Standing, typesetter: PandocTypst
) -> None:
    english = composed(standing, typesetter, "# One\n\nOf [further]{.figure}.")
    korean = composed(standing, typesetter, '# One\n\nOf [further]{.figure language="ko" note="no"}.')
    assert "has reviewed the words" not in words_of(list(english.blocks))
    assert "No speaker of Korean has reviewed the words" in under(korean, "annex-figures")


def test_a_source_that_nothing_cites_stands_apart_and_keys_are_in_natural_order(
    tmp_path: Path, typesetter: PandocTypst
) -> None:
    case = write_small_case(tmp_path / "case")
    notes = "".join(f"P{n},Title {n},V\n" for n in (10, 2, 11))
    submit(case, "more", {"sources.csv": f"key,title,status\n{notes}"})
    submit(case, "calls", {"voyages.csv": f"{VOYAGE}V-7,EXAMPLE SUN,2024-12-02,Rajin,Dunai,One,S,P10;P2\n"})
    document = composed(standing_in(case), typesetter, "# One\n\nSo.[V-7]{.cite}\n")
    used, unused = under(document, "annex-sources"), under(document, "annex-sources-uncited")
    assert used.index("Title 2") < used.index("Title 10")
    assert "Title 11" not in used
    assert "Title 11" in unused
    assert "Title 10" not in unused


def test_a_footnote_names_publisher_day_and_mark(tmp_path: Path, typesetter: PandocTypst) -> None:
    case = write_small_case(tmp_path / "case")
    notes = "key,title,publisher,published,status\nP10,Long title,A newspaper,2024-12-03,S\n"
    submit(case, "more", {"sources.csv": notes})
    submit(case, "calls", {"voyages.csv": f"{VOYAGE}V-7,EXAMPLE SUN,2024-12-02,Rajin,Dunai,One,S,P10\n"})
    document = composed(standing_in(case), typesetter, "# One\n\nSo.[V-7]{.cite}\n")
    [note] = [words_of(node) for node in nodes(list(document.blocks)) if node["t"] == "Note"]
    assert "[P10] Long title (A newspaper, 3 December 2024). Row V-7" in note
    assert "row=1, marked S." in note


def test_one_heading_in_two_chapters_is_two_places(standing: Standing, typesetter: PandocTypst) -> None:
    chapters = {
        "en/01-route.md": "# Route\n\n## Sources\n\nSee [this](#sources).\n",
        "en/02-law.md": "# Law\n\n## Sources\n\nSee [that](#sources).\n",
    }
    document = compose(chapters, standing, typesetter)
    prepare(document)
    targets = [node["c"][2][0] for node in nodes(list(document.blocks)) if node["t"] == "Link"]
    assert targets[:2] == ["#sources", "#law-sources"]
    assert HtmlRenderer().render(document, typesetter)


def test_the_mark_of_an_unchecked_row_is_a_word_of_its_own(
    standing: Standing, typesetter: PandocTypst
) -> None:
    words = words_of(list(compose(CHAPTERS, standing, typesetter).blocks))
    assert "[unchecked: M]" in words
    assert re.search(r"\S\[unchecked", words) is None


def test_the_legal_annex_lists_what_is_cited_and_not_what_an_override_alone_names(
    standing: Standing, typesetter: PandocTypst
) -> None:
    held = [one for one in standing.measures if one.in_force.holds(standing.case.date)]
    unsure = {one.row for one in held if one.unchecked}
    checked = next(one for one in held if one.row not in unsure)
    plain = composed(standing, typesetter, "# One\n\nNothing.")
    assert "Provisions cited" not in words_of(list(plain.blocks))
    citing = composed(standing, typesetter, f"# One\n\nUnder [{checked.row}]{{.law}} so.")
    assert rows_of_law(citing) == {one.id for one in held if one.row == checked.row}
    unchecked = next(one for one in standing.measures if one.unchecked)
    override = LawOverride(measure=unchecked.id, by="desk", on=standing.case.date, why="It is read so.")
    case = attrs.evolve(standing.case, overrides=(override,))
    overridden = composed(attrs.evolve(standing, case=case), typesetter, "# One\n\nNothing.")
    assert rows_of_law(overridden) == set()


def rows_of_law(document: Document) -> set[str]:
    return set(re.findall(r"'law-([^']+)'", str([one for one in document.blocks if one["t"] == "Table"])))


REFUSED = {
    "an unknown class of a span": ("[x]{.figur}", "no directive"),
    "an unknown class of a div": ("::: {.tabel}\nA caption\n:::", "no directive"),
    "two classes": ("[further]{.figure .cite}", "more than one class"),
    "an unknown option": ('[further]{.figure colour="red"}', "does not know colour="),
    "an option given twice": ('[further]{.figure as="number" as="words"}', "gives as= twice"),
    "an unknown value of an option": ('[further]{.figure as="digits"}', "does not know 'digits'"),
    "a note that is neither yes nor no": ('[further]{.figure note="maybe"}', "does not know 'maybe'"),
    "a missing option": ("::: {.table}\nA caption\n:::", "lacks of="),
    "a missing name": ('::: {.range subject="workers.further"}\nA caption\n:::', "lacks name="),
    "a missing caption": ('::: {.range subject="workers.further" name="a"}\n:::', "no caption"),
    "a table without a caption": ('::: {.table of="members"}\n:::', "no caption"),
    "an unknown table": ('::: {.table of="secrets"}\nA caption\n:::', "no table of 'secrets'"),
    "an unknown figure": ("[furthest]{.figure}", "no such figure"),
    "an unknown row": ("[W-99]{.cite}", "no row has the key 'W-99'"),
    "a name that nobody gives": ("[MAIA-1]{.name}", "fact names it"),
    "a day that is none": ('[ARM-2]{.law on="2017-13-01"}', "on= is no day"),
    "law that nobody has checked": ("[FIN-1]{.law}", "not checked against the text"),
    "a row of law that is none": ("[XXX-1]{.law}", "no measure of that row"),
    "a date of a fact that has none": ("[W-1]{.date}", "no such date"),
    "a kind that is none": ('::: {.table of="observations" what="rumour"}\nA caption\n:::', "does not know 'rumour'"),
    "a kind of the timeline that is none": ('::: {.timeline what="rumour" name="a"}\nA caption\n:::', "'rumour'"),
    "findings where there are none": ("::: {.findings}\n:::", "there is no finding"),
    "a directive in a directive": ("[[further]{.figure}]{.cite}", "inside another directive"),
    "a block in a block": (
        ':::: {.table of="members"}\nA caption\n\n::: {.table of="members"}\nAnother\n:::\n::::',
        "stands inside something else",
    ),
    "a block in a list": ('- A list\n\n  ::: {.table of="members"}\n  A caption\n  :::', "stands inside"),
    "a block in a quotation": ('> ::: {.table of="members"}\n> A caption\n> :::', "stands inside"),
    "two paragraphs of caption": (
        '::: {.table of="members"}\nA caption\n\nAnd more\n:::',
        "holds its caption and nothing else",
    ),
    "a list for a caption": ('::: {.table of="members"}\n- A\n- B\n:::', "holds its caption and nothing else"),
    "a figure with a footnote in a heading": ("## The [further]{.figure}", "in a heading"),
    "a citation in a footnote": ("Said.^[By [W-1]{.cite}]", "in a footnote"),
    "a figure in a caption": ('::: {.table of="members"}\nThe [further]{.figure}\n:::', "in a caption"),
    "a figure in quotation marks": ('It said "about [further]{.figure}".', "in a quotation"),
    "a figure in a quotation": ("> About [further]{.figure}.", "in a quotation"),
    "two pictures of one name": (
        2 * '::: {.range subject="workers.further" name="a"}\nOne\n:::\n\n',
        "two pictures have the name 'a'",
    ),
    "a picture whose name is a path": (
        '::: {.range subject="workers.further" name="../a"}\nOne\n:::',
        "no name of a picture",
    ),
    "a comment": ("Words. <!-- ask the desk -->", "line 3: a comment in HTML"),
    "a number in a caption": ('::: {.table of="members"}\nAll 11 of them\n:::', "'11'"),
}  # fmt: skip


@pytest.mark.parametrize("case", REFUSED)
def test_a_chapter_is_refused_by_name_and_place_for(
    standing: Standing, typesetter: PandocTypst, case: str
) -> None:
    words, said = REFUSED[case]
    with pytest.raises(VedetteError) as refused:
        compose({"en/2.md": f"# Bad\n\n{words}\n"}, standing, typesetter)
    assert said in refused.value.message
    assert "en/2.md" in refused.value.message
    assert refused.value.advice


ALLOWED = {
    "a figure without a footnote in a heading": '## The [further]{.figure note="no"}',
    "a figure in a table by hand": "| Group | Count |\n|---|---|\n| all | [further]{.figure} |",
    "a figure in a list": "- [further]{.figure}",
    "a citation behind a quotation": '> It said so.[W-1]{.cite}\n\nAnd "so".[W-2]{.cite}',
    "a figure without a footnote in a caption": '::: {.table of="members"}\nOf [further]{.figure note="no"}\n:::',
    "a name in quotation marks": 'It wrote "[EXAMPLE STAR]{.name}".',
    "a plain div": "::: {}\nWords.\n:::",
    "a date": "It was on [V-1]{.date}.",
    "a figure in another language": '[further]{.figure language="ko"}',
    "two citations at once": "So.[W-1; W-2]{.cite}",
}  # fmt: skip


@pytest.mark.parametrize("case", ALLOWED)
def test_a_chapter_may_hold(standing: Standing, typesetter: PandocTypst, case: str) -> None:
    document = composed(standing, typesetter, f"# One\n\n{ALLOWED[case]}\n")
    assert HtmlRenderer().render(document, typesetter)


def test_all_numbers_typed_by_hand_are_told_at_once_each_with_its_chapter(
    standing: Standing, typesetter: PandocTypst
) -> None:
    with pytest.raises(VedetteError) as refused:
        composed(standing, typesetter, "# One\n\nHere 3.", "# Two\n\nHere four.")
    assert "2 numbers are typed by hand" in refused.value.message
    assert "en/1.md: '3.' in “Here 3.”" in refused.value.message
    assert "en/2.md: 'four.'" in refused.value.message


def test_two_files_of_the_same_bytes_and_a_source_that_nobody_notes_break_no_page(
    tmp_path: Path, typesetter: PandocTypst
) -> None:
    case = write_small_case(tmp_path / "case")
    table = (
        "key,vessel,when,from,to,author,status,sources\nV-7,EXAMPLE SUN,2024-12-02,Rajin,Dunai,One,S,P77\n"
    )
    for name in ("copy", "original"):
        submit(case, name, {"voyages.csv": table.replace("V-7", "V-8") if name == "copy" else table})
    submit(case, "twin", {"sources.csv": "key,title,status\nP9,Twin,V\n"})
    submit(case, "twin too", {"sources.csv": "key,title,status\nP9,Twin,V\n"})
    document = composed(standing_in(case), typesetter, "# One\n\nSo.[V-7]{.cite}\n")
    words = words_of(list(document.blocks))
    assert "[P77]" in words
    assert "original/voyages.csv" in words
    assert HtmlRenderer().render(document, typesetter)


HOSTILE = (
    "</td><script>alert(1)</script>",
    "*bold* _it_ `code` [x](javascript:alert(1)) # heading",
    '#panic("x") $x^2$ @ref <label> /* no */ // no',
    "\\input{/etc/passwd} \\write18{ls}",
    "[further]{.figure} ::: {.table} ^[note]",
    "&lt;b&gt; ]]> <!-- x --> {{x}} ${x} ' \"",
)


def test_hostile_words_of_a_submission_are_printed_letter_by_letter_wherever_they_stand(
    tmp_path: Path, typesetter: PandocTypst
) -> None:
    case = write_small_case(tmp_path / "case")

    def cell(words: str) -> str:
        return '"' + words.replace('"', '""') + '"'

    claims = ["key,subject,wording,value,unit,author,method,words,status,note"]
    voyages = ["key,vessel,when,from,to,cargo,author,words,status"]
    sources = ["key,title,address,publisher,status"]
    for at, one in enumerate(HOSTILE):
        text = cell(one)
        claims.append(f"H-{at},workers.further,exactly,{at},person,{text},{text},{text},S,{text}")
        voyages.append(f"V-H{at},{text},2024-12-01,{text},{text},{text},{text},{text},S")
        sources.append(f"PH{at},{text},{text},{text},V")
    tables = {"claims.csv": claims, "voyages.csv": voyages, "sources.csv": sources}
    submit(case, "hostile", {name: "\n".join(rows) + "\n" for name, rows in tables.items()})
    chapter = (
        "# One\n\n" + " ".join(f"Said.[H-{at}]{{.cite}}" for at in range(len(HOSTILE))) + "\n\n"
        '::: {.table of="estimates" subject="workers.further"}\nEstimates\n:::\n\n'
        '::: {.table of="observations" what="voyage"}\nVoyages\n:::\n\n'
        '::: {.range subject="workers.further" name="chart"}\nEstimates\n:::\n'
    )
    standing = standing_in(case)
    document = composed(standing, typesetter, chapter)
    words = words_of(list(document.blocks))
    for one in HOSTILE:
        assert words.count(one) >= 3
    page = HtmlRenderer().render(document, typesetter).decode()
    assert "<script" not in page
    assert 'href="javascript' not in page


@pytest.mark.parametrize("sign", ["\0", "\u202e", "\u2066", "\x1b", "\x07"])
def test_signs_that_play_with_the_page_never_reach_it(
    tmp_path: Path, typesetter: PandocTypst, sign: str
) -> None:
    case = write_small_case(tmp_path / "case")
    row = f"H-1,workers.further,exactly,5,person,An{sign}author,S"
    submit(case, "hostile", {"claims.csv": f"key,subject,wording,value,unit,author,status\n{row}\n"})
    try:
        document = composed(
            standing_in(case),
            typesetter,
            '# One\n\n::: {.table of="estimates" subject="workers.further"}\nEstimates\n:::\n',
        )
        page = HtmlRenderer().render(document, typesetter).decode()
    except VedetteError as error:
        assert sign not in error.message  # noqa: PT017 - refused on the page, or refused as a row
    else:
        assert sign not in page


@pytest.mark.parametrize("sign", ["\0", "\x1b", "\x9b", "\u202e", "\u2066"])
def test_a_chapter_with_a_sign_that_steers_is_refused_by_its_line(
    standing: Standing, typesetter: PandocTypst, sign: str
) -> None:
    with pytest.raises(ReportError, match=rf"1\.md, line 3: the line holds U\+{ord(sign):04X}"):
        composed(standing, typesetter, f"# One\n\nA{sign}b.\n")


@pytest.mark.parametrize(
    "words", ["a&#x202E;b", "[a](x&#x1b;y)", '[a]{title="&#8294;"}', '[a](b "&#x2067;")']
)
def test_an_entity_that_stands_for_such_a_sign_is_refused_too(
    standing: Standing, typesetter: PandocTypst, words: str
) -> None:
    with pytest.raises(ReportError, match=r"1\.md: an entity stands for U\+"):
        composed(standing, typesetter, f"# One\n\nSee {words}.\n")


def test_a_chapter_saved_with_a_byte_order_mark_is_the_same_chapter(
    standing: Standing, typesetter: PandocTypst
) -> None:
    words = "# One\n\nNothing.\n"
    assert composed(standing, typesetter, f"\ufeff{words}") == composed(standing, typesetter, words)
