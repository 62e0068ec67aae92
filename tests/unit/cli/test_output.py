from __future__ import annotations

import json

import pytest

from vedette.cli.output import Form, Sheet, choose, drawn, is_json, show, visible

SHEET = Sheet(
    title="Counts",
    header=("Author", "Says"),
    rows=[("A Centre", "49 voyages"), ("A Ministry", None)],
    note="two",
)


def test_a_pipe_gets_json_and_nothing_else(capsys: pytest.CaptureFixture[str]) -> None:
    choose(None)
    show({"says": "최현"}, SHEET)
    assert json.loads(capsys.readouterr().out) == {"says": "최현"}


def test_a_table_can_be_asked_for_in_a_pipe(capsys: pytest.CaptureFixture[str]) -> None:
    choose(Form.TABLE)
    assert not is_json()
    show({"says": 49}, SHEET)
    shown = capsys.readouterr().out
    assert "Counts" in shown
    assert "49 voyages" in shown
    assert shown.rstrip().endswith("two")


def test_a_table_whose_words_would_break_becomes_cards(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "20")
    assert drawn(SHEET).splitlines() == [
        "Counts",
        "Author: A Centre",
        "  Says: 49 voyages",
        "",
        "Author: A Ministry",
        "",
        "two",
    ]


def test_a_sheet_without_rows_is_one_line() -> None:
    assert drawn(Sheet(title="Issues", header=("File",), rows=[])).strip() == "Issues: none"


def test_what_was_handed_in_never_steers_a_terminal() -> None:
    assert visible("a\x1b[2Jb\u202ec\x9bd") == r"a\x1b[2Jb\u202ec\x9bd"


def test_json_escapes_what_steers_a_terminal_and_means_the_same(capsys: pytest.CaptureFixture[str]) -> None:
    said = {"a\u202eb": "c\x9bd\x7f\x00"}
    choose(Form.JSON)
    show(said)
    printed = capsys.readouterr().out
    assert not {"\u202e", "\x9b", "\x7f", "\x00"} & set(printed)
    assert json.loads(printed) == said


def test_markup_in_a_cell_is_text() -> None:
    assert "[bold]x[/bold]" in drawn(Sheet(title="[red]t", header=("a",), rows=[("[bold]x[/bold]",)]))


def test_letters_of_every_script_stay() -> None:
    assert visible("최현 上海 Владивосток الرياض\n") == "최현 上海 Владивосток الرياض\n"
