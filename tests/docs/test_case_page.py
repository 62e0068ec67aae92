"""docs/reference/case.md against the reader: the keys that it lists are those that are read, and its example reads."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import Any

import attrs
import pytest

from vedette.casework.demo import copy_example
from vedette.errors import CaseError
from vedette.model.case import Case, CaseDetection, LawOverride, Member, Subject
from vedette.model.handling import Audience
from vedette.sources.case_file import read_case

KINDS: dict[str, type[Any]] = {
    "The case": Case,
    "Members": Member,
    "Subjects": Subject,
    "Audiences": Audience,
    "Overrides": LawOverride,
    "Detection": CaseDetection,
}


@pytest.fixture
def page(repository: Path) -> str:
    return (repository / "docs" / "reference" / "case.md").read_text(encoding="utf-8")


@pytest.fixture
def example(page: str) -> str:
    [found] = re.findall(r"^```toml\n(.*?)^```$", page, re.MULTILINE | re.DOTALL)
    return str(found)


def test_each_table_of_the_page_lists_the_keys_that_are_read_and_which_are_required(page: str) -> None:
    sections = {one.partition("\n")[0]: one for one in page.split("\n## ")[1:]}
    assert sections.keys() == KINDS.keys()
    for title, kind in KINDS.items():
        listed = dict(re.findall(r"^\| `(\w+)` \| (yes|no) \|", sections[title], re.MULTILINE))
        read = {one.name: "yes" if one.default is attrs.NOTHING else "no" for one in attrs.fields(kind)}
        assert listed == read, title


def test_the_example_of_the_page_reads_and_has_every_key(example: str) -> None:
    case = read_case(example.encode())
    told = tomllib.loads(example)
    assert told.keys() == {one.name for one in attrs.fields(Case)}
    entries = {
        Member: told["members"],
        Subject: list(told["subjects"].values()),
        Audience: told["audiences"],
        LawOverride: told["overrides"],
        CaseDetection: [told["detection"]],
    }
    for kind, given in entries.items():
        assert set().union(*given) == {one.name for one in attrs.fields(kind)}
    assert [one.name for one in case.audiences] == ["public", "members"]


def test_what_a_broken_case_file_advises_to_read_is_there(repository: Path, tmp_path: Path) -> None:
    copy_example(tmp_path / "case")
    text = (tmp_path / "case" / "case.toml").read_text(encoding="utf-8")
    with pytest.raises(CaseError, match=r"case\.toml") as refused:
        read_case(text.replace("symbol =", "symbl =", 1).encode())
    [named] = re.findall(r"docs/\S+\.md", str(refused.value))
    assert (repository / named).is_file()
