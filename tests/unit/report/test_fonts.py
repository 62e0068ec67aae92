from __future__ import annotations

from io import BytesIO

import pytest
from fontTools.ttLib import TTFont

from vedette.errors import ReportError
from vedette.report.fonts import FACES, check_glyphs, family_of, small_fonts
from vedette.report.syntax import attribute, paragraph, span, string


@pytest.mark.parametrize(
    ("letter", "family"),
    [
        ("A", "Noto Sans"),
        ("Я", "Noto Sans"),
        ("“", "Noto Sans"),
        ("한", "Noto Sans CJK TC"),
        ("號", "Noto Sans CJK TC"),
        ("ع", "Noto Sans Arabic"),
        ("😀", None),
        ("\u202e", None),
        ("\u0000", None),
        ("\ue000", None),
    ],
)
def test_each_script_has_its_family_and_what_no_reader_should_meet_has_none(
    letter: str, family: str | None
) -> None:
    assert family_of(letter) == family


def test_a_missing_glyph_is_named_with_its_chapter_paragraph_and_neighbours() -> None:
    heading = {"t": "Header", "c": [1, attribute(name="x"), [string("Ships")]]}
    numbered = paragraph(span([string("12.")], attribute("para-number")), string("The smile 😀 of it"))
    with pytest.raises(ReportError) as refused:
        check_glyphs([heading, numbered], {})
    message = str(refused.value)
    assert "U+1F600 (GRINNING FACE) in chapter 'Ships', paragraph 12." in message
    assert "The smile 😀 of it" in message


def test_a_missing_glyph_in_the_frame_is_named() -> None:
    with pytest.raises(ReportError, match=r"U\+202E .* in the title"):
        check_glyphs([], {"the title": "a\u202eb"})


def test_footnotes_tables_and_code_are_checked_too() -> None:
    noted = paragraph(string("x"), {"t": "Note", "c": [paragraph({"t": "Code", "c": [attribute(), "😀"]})]})
    with pytest.raises(ReportError, match="GRINNING FACE"):
        check_glyphs([noted], {})


def test_lines_of_a_code_block_are_no_missing_glyphs() -> None:
    check_glyphs([{"t": "CodeBlock", "c": [attribute(), "a\n\tb"]}], {})


def test_a_small_font_has_the_letters_asked_for_and_few_others() -> None:
    (font,) = {one.face.family: one for one in small_fonts("한국")}.values()
    letters = TTFont(BytesIO(font.woff)).getBestCmap()
    assert {chr(code) for code in letters} == {"한", "국"}


def test_hangul_has_a_regular_and_a_bold_font() -> None:
    weights = {(one.face.lightest, one.face.heaviest) for one in small_fonts("한국")}
    assert weights == {(400, 400), (700, 700)}


def test_every_font_file_states_the_open_font_licence() -> None:
    for face in FACES:
        names = TTFont(BytesIO(face.read()), lazy=True)["name"]
        assert "SIL Open Font License" in str(names.getDebugName(13))
