"""``case.toml``: every key is used or refused by name."""

from __future__ import annotations

from vedette.errors import CaseError, UnreadableInputError
from vedette.model.case import Case
from vedette.model.toml_kinds import wrong_kinds
from vedette.model.toml_text import read_toml
from vedette.model.wire import from_plain

_NAME = "case.toml"


def read_case(data: bytes) -> Case:
    """The case that ``case.toml`` describes; raises `CaseError` naming what is wrong in it."""
    advice = "docs/reference/case.md describes every key"
    try:
        tables = read_toml(data, where=_NAME)
    except UnreadableInputError as error:
        raise CaseError(error.message, advice=f"{error.advice}; {advice}") from error
    for found in wrong_kinds(Case, tables):
        raise CaseError(f"{_NAME}: {found}", advice=advice)
    try:
        return from_plain(Case, tables)
    except UnreadableInputError as error:
        raise CaseError(f"{_NAME}: {error.message}", advice=advice) from error
