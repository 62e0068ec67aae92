"""The check of terms catches a planted word and lets the exempt ones pass."""

from pathlib import Path

import pytest

import check_terms

PAGE = """# Terms

| Term | Meaning | From | Do not use |
|---|---|---|---|
| AIS gap | A silence. | ITU | dark activity, blind-spot |
| voyage | From port call to port call. | IMO | |

| Term | Meaning |
|---|---|
| edition | a table of another kind |
"""
WORDS = {"dark activity": "AIS gap", "blind-spot": "AIS gap"}


@pytest.fixture
def house(tmp_path: Path) -> Path:
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs" / "terms.md").write_text(PAGE, encoding="utf-8")
    (tmp_path / "src").mkdir()
    return tmp_path


def found(text: str, *, markdown: bool = True) -> list[tuple[int, str]]:
    return list(check_terms.offences(text, WORDS, markdown=markdown))


def test_the_forbidden_words_are_those_of_the_last_column() -> None:
    assert check_terms.forbidden_words(PAGE) == WORDS


def test_a_planted_word_is_reported_with_its_place_and_the_term_to_use(house: Path) -> None:
    (house / "src" / "gap.py").write_text('"""A gap.\n\nShows Dark Activity.\n"""\n', encoding="utf-8")
    assert check_terms.complaints(house) == ["src/gap.py:3: 'dark activity' is not our word; use: AIS gap"]


def test_a_word_hides_neither_in_an_identifier_nor_in_an_example(house: Path) -> None:
    (house / "src" / "gap.py").write_text("dark_activity = 1\n", encoding="utf-8")
    (house / "examples").mkdir()
    (house / "examples" / "chapter.md").write_text("A blind spot.\n", encoding="utf-8")
    assert len(check_terms.complaints(house)) == 1 + 1


def test_a_house_without_offences_has_no_complaint(house: Path) -> None:
    assert check_terms.complaints(house) == []


def test_a_page_of_terms_without_its_table_is_itself_an_offence(house: Path) -> None:
    (house / "docs" / "terms.md").write_text("# Terms\n", encoding="utf-8")
    assert check_terms.complaints(house) != []


@pytest.mark.parametrize(
    "text",
    [
        "the column `dark activity` of their file",
        "```\ndark activity\n```",
        "> dark activity, says the source",
        'dark activity <!-- terms: allow "dark activity": the title of a cited work -->',
        "darkactivity and darker activity",
    ],
)
def test_code_quotations_reasons_and_other_words_pass_in_markdown(text: str) -> None:
    assert found(text) == []


def test_code_in_a_program_is_not_exempt() -> None:
    assert found("# `dark activity`", markdown=False) == [(1, "dark activity")]


def test_a_reason_excuses_its_own_word_and_the_next_line_only() -> None:
    excuse = '# terms: allow "dark activity": quoted below'
    assert found(f"{excuse}\ndark activity\ndark activity", markdown=False) == [(3, "dark activity")]
    assert found(f"{excuse}\nblind-spot", markdown=False) == [(2, "blind-spot")]


def test_an_excuse_without_a_reason_excuses_nothing() -> None:
    assert found('dark activity # terms: allow "dark activity":', markdown=False) != []
