from __future__ import annotations

import time
from pathlib import Path

import pytest

from vedette.errors import ReportError
from vedette.report.tangles import refuse_tangles

EXAMPLE = Path(__file__).parents[3] / "examples" / "dprk-russia" / "report"
BEFORE = "# A chapter\n\nA paragraph.\n\n"


@pytest.mark.parametrize(
    ("tangle", "said"),
    [
        ("[" * 20_000, "brackets are open at once"),
        ("[" * 9 + "a" + "]" * 9, "more than 8 brackets"),
        ("![" * 20 + "a" + "](b)" * 20, "more than 8 brackets"),
        ("[a](b " * 9, "more than 8 brackets"),
        ("^[" * 9, "more than 8 brackets"),
        ("".join("`" * length + "a " for length in range(1, 30)), "backticks stand in more than 20"),
        ("'a " * 300, "single quotation mark"),
        (">" * 21 + "a", "more than 20 quotations"),
        ("> " * 21 + "a", "more than 20 quotations"),
        (" " * 50 + "- a", "indented by 50 columns"),
        ("\t" * 20 + "1. a", "indented by 80 columns"),
        ("a" * 100_001, "100,001 characters"),
    ],
)
def test_a_tangle_is_refused_with_chapter_and_line(tangle: str, said: str) -> None:
    with pytest.raises(ReportError, match=rf"^en/01-a\.md, line 5: .*{said}"):
        refuse_tangles(BEFORE + tangle, "en/01-a.md")


def test_divisions_that_never_close_are_refused_at_the_first_too_deep() -> None:
    with pytest.raises(ReportError, match="line 21: more than 20 divisions"):
        refuse_tangles("::: {.a}\n" * 1000, "en/01-a.md")


def test_a_chapter_that_is_too_large_is_refused_with_its_size() -> None:
    with pytest.raises(ReportError, match=r"en/01-a\.md has 3,000,000 bytes"):
        refuse_tangles("word\n" * 600_000, "en/01-a.md")


@pytest.mark.parametrize("name", sorted(path.name for path in (EXAMPLE / "en").glob("*.md")))
def test_the_chapters_of_the_example_are_not_refused(name: str) -> None:
    refuse_tangles((EXAMPLE / "en" / name).read_text(encoding="utf-8"), name)


@pytest.mark.parametrize(
    "words",
    [
        "[a]{.figure} and [b](https://example.org/(x)) and ^[a note with [a](link) in it]\n" * 1000,
        "[[[a\n\n" * 100,
        "\\[" * 1000,
        "it's the ships' crew's `code` and ``more ` code``\n" * 1000,
        "::: {.table}\nWords\n:::\n\n" * 1000,
        "1. one\n    - two\n        - three\n" * 100,
        "> a quotation\n> > in a quotation\n" * 100,
    ],
)
def test_ordinary_markdown_is_not_refused_however_much_there_is_of_it(words: str) -> None:
    refuse_tangles(words, "en/01-a.md")


@pytest.mark.parametrize("sign", ["[", "]", "`", "'", ">", ":", "*", "(", "\\", "](", " "])
def test_the_test_itself_takes_no_time_on_a_megabyte_of_one_sign(sign: str) -> None:
    began = time.process_time()
    for words in (sign * 90_000, (sign * 90_000 + "\n") * 10):
        try:
            refuse_tangles(words, "en/01-a.md")
        except ReportError:
            continue
    assert time.process_time() - began < 5
