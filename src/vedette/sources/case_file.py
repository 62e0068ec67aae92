"""``case.toml``: every key is used or refused by name."""

from __future__ import annotations

import tomllib

from vedette.errors import CaseError, UnreadableInputError
from vedette.model.case import Case
from vedette.model.wire import from_plain


def read_case(data: bytes) -> Case:
    """The case that ``case.toml`` describes; raises `CaseError` naming what is wrong in it."""
    try:
        return from_plain(Case, tomllib.loads(data.decode("utf-8")))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise CaseError(
            f"case.toml is not TOML in UTF-8: {error}", advice="compare with docs/reference/case.md"
        ) from error
    except UnreadableInputError as error:
        raise CaseError(
            f"case.toml: {error.message}", advice="compare with docs/reference/case.md"
        ) from error
