from __future__ import annotations

import pytest

from vedette.backends.typesetting import PandocTypst
from vedette.report.lint import typed_numbers


def found_in(typesetter: PandocTypst, chapter: str, *, language: str = "en") -> list[str]:
    return [one.number for one in typed_numbers(typesetter.read_markdown(chapter), f"{language}/01.md")]


REFUSED = {
    "`481` workers": "481",
    "`481 workers`": "481",
    "`about-481`": "about-481",
    "`five` of them": "five",
    "    indented 481\n": "481",
    "```\n481\n```\n": "481",
    "481. workers\n": "481.",
    "- a\n\n  iv. workers\n": "4.",
    "50%": "50%",
    "half a %": "%",
    "نسبة ٪": "٪",
    "th\u00adree ships": "three",
    "a dozen ships": "dozen",
    "hundreds of ships": "hundreds",
    "tens of ships": "tens",
    "half of the ships": "half",
    "two-thirds of it": "two-thirds",
    "a quarter of it": "a",
    "a threefold rise": "threefold",
    "XII ships": "XII",
    "The IV ships": "IV",
    "trois navires": "trois",
    "une dizaine de navires": "dizaine",
    "quatre-vingts navires": "quatre-vingts",
    "drei Schiffe": "drei",
    "einundzwanzig Schiffe": "einundzwanzig",
    "vierhundertfünf Schiffe": "vierhundertfünf",
    "Dutzende Schiffe": "Dutzende",
    "Tausende Schiffe": "Tausende",
    "пять судов": "пять",
    "около четырнадцати судов": "четырнадцати",
    "более сорока судов": "сорока",
    "восемьсот тонн": "восемьсот",
    "тысяч контейнеров": "тысяч",
    "полторы тонны": "полторы",
    "cuatro buques": "cuatro",
    "veintiún buques": "veintiún",
    "doscientas toneladas": "doscientas",
    "millones de barriles": "millones",
    "خمس سفن": "خمس",
    "وثلاثون سفينة": "وثلاثون",
    "آلاف الحاويات": "آلاف",
    "ثَلاثُ سفن": "ثلاث",
    "مئات العمال": "مئات",
    "삼 척": "삼",
    "절반": "절반",
    "数十艘": "数十艘",
    "三隻の船": "三隻の船",
    "五つの港": "五つの港",
    "几万人": "几万人",
    "半数の船": "半数の船",
    "۵ کشتی": "۵",
    "५ जहाज": "५",
}


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
        "1. First\n2. Second\n",
        "Annex XI, Chapter VII, World War II and S. I. Ivanov; DIV and CV and XL.",
        "in the first half of a year; a third country, a quarter and an elf once seen for a cent.",
        "He was seized by the sept, with mil and miles to go.",
        "Die Familie nahm sich in Acht; vierzehntägig bleibt Wort.",
        "Семья взяла семью, станция, стоянка и миллионер.",
        "un navire neuf, un pour cent",
        "uno dos, por ciento, tresillo",
        "السفن والألفة مع القائد",
        "万一の場合、統一された。",
        "세 번째 보고서, 이 명단",
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


@pytest.mark.parametrize(("chapter", "number"), REFUSED.items())
def test_a_number_in_any_form_and_language_is_found(
    typesetter: PandocTypst, chapter: str, number: str
) -> None:
    assert number in found_in(typesetter, chapter)


@pytest.mark.parametrize(
    ("language", "words", "number"),
    [
        ("fr", "sept navires", "sept"),
        ("fr", "cent navires", "cent"),
        ("fr", "neuf navires", "neuf"),
        ("de", "acht Schiffe", "acht"),
        ("de", "elf Schiffe", "elf"),
        ("es", "once buques", "once"),
        ("es", "mil buques", "mil"),
    ],
)
def test_a_word_that_is_a_number_in_one_language_is_found_in_that_language_alone(
    typesetter: PandocTypst, language: str, words: str, number: str
) -> None:
    assert number in found_in(typesetter, words, language=language)
    assert number in found_in(typesetter, f"::: {{lang={language}}}\n{words}\n:::\n")
    assert found_in(typesetter, words) == []
