from __future__ import annotations

import pytest

from vedette.backends.typesetting import PandocTypst
from vedette.report.lint import typed_numbers


def found_in(typesetter: PandocTypst, chapter: str) -> list[str]:
    return [one.number for one in typed_numbers(typesetter.read_markdown(chapter), "en/01.md")]


@pytest.mark.parametrize(
    ("chapter", "number"),
    [
        ("The source counts 481 workers.", "481"),
        ("# Five years\n", "Five"),
        ("- ten ships\n", "ten"),
        ("| ships | five |\n|-------|------|\n| a | b |\n", "five"),
        ("::: {.table of=claims}\nFive claims\n:::\n", "Five"),
        ("The rest.^[Seen on 9 May.]", "9"),
        ("The rest^[five ships].", "five"),
        ("forty-nine voyages", "forty-nine"),
        ("th*ree* ships", "three"),
        ("**4**5 ships", "45"),
        ("[481 workers](https://example.org/3)", "481"),
        ("three\nhundred", "three"),
        ("３ ships", "３"),
        ("٣ سفن", "٣"),
        ("½ of it", "½"),
        ("chapter Ⅳ", "Ⅳ"),
        ("사만 명이 왔다", "사만"),
        ("노동자 백만 명", "백만"),
        ("수십 명", "수십"),
        ("열 척", "열"),
        ("세 척의 배", "세"),
        ("다섯 척", "다섯"),
        ("구십구 명", "구십구"),
        ("船二十艘", "船二十艘"),
        ("四艘船", "四艘船"),
        ("約四萬人", "約四萬人"),
        ("Term\n\n:   a silence of twelve hours\n", "twelve"),
        ("one thousand and one", "thousand"),
        ("a trillion won", "trillion"),
    ],
)
def test_a_number_typed_by_hand_is_found(typesetter: PandocTypst, chapter: str, number: str) -> None:
    assert number in found_in(typesetter, chapter)


@pytest.mark.parametrize(
    "chapter",
    [
        "Its source says “481 workers”, and 'no 3 ships'.",
        "> All 481 of them.\n",
        "`W-481` is a row.",
        "```\n481\n```\n",
        "[further]{.figure} and [MAIA-1]{.name} under [ARM-2]{.law}.[R1-04]{.cite}",
        "The source says 「二十」 and «пять 5».",
        "One ship and two others came at once, often, none the less.",
        "统一的看法十分一致，一些人同意。",
        "조사 결과 이사가 만일을 대비했다. 천사 같은 오만한 태도, 구조와 일조.",
        "A weight often told; a tentative network, bone and phoneme.",
    ],
)
def test_quotations_code_names_directives_and_ordinary_words_are_no_numbers(
    typesetter: PandocTypst, chapter: str
) -> None:
    assert found_in(typesetter, chapter) == []


def test_a_number_is_told_with_its_chapter_and_the_words_around_it(typesetter: PandocTypst) -> None:
    words = "Behind many other words that do not matter stands 481 and then come others that do not either."
    [number] = typed_numbers(typesetter.read_markdown(words), "en/01.md")
    assert (number.chapter, number.number) == ("en/01.md", "481")
    assert "stands 481 and" in number.context
    assert len(number.context) < len(words)
