"""`vedette verify`: whether an edition holds, from itself alone."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from vedette.cli.output import show
from vedette.cli.progress import working
from vedette.cli.verified import verified_json, verified_sheets

EXAMPLES = """
vedette verify .vedette/editions/VEDETTE-EX-1.public.en
vedette verify EDITION --expect 3f7a... --format json
"""


def command(
    edition: Annotated[Path, typer.Argument(metavar="EDITION", help="The folder of the edition.")],
    *,
    expect: Annotated[
        str | None,
        typer.Option(
            "--expect",
            metavar="HASH",
            help="The content hash that was published: its beginning, at least 8 digits.",
            show_default=False,
        ),
    ] = None,
) -> int:
    """Verify an edition with no workspace, server or network: bytes, custody, figures, pages.

    Every exhibit is hashed, the custody chain computed again, every figure derived again from its rows, and
    the pages built again. Exit code 0 if all holds, 1 if something does not, 2 if all holds but the pages were
    not compared because another version of a tool made them.
    """
    from vedette.casework.verify import verify

    with working("verifying the edition"):
        found = verify(edition)
    holds = None if expect is None else _is_expected(expect, found.content_hash)
    show(verified_json(found, expected=holds), *verified_sheets(found, expected=holds))
    return 1 if holds is False else found.exit_code


def _is_expected(expect: str, content_hash: str | None) -> bool:
    """Whether the content hash is the published one; a few digits alone would fit too many."""
    asked = expect.strip().lower().removesuffix("...")
    shortest = 8
    if len(asked) < shortest:
        raise typer.BadParameter(
            f"{expect} is too short: give at least {shortest} digits", param_hint="--expect"
        )
    return content_hash is not None and content_hash.startswith(asked)
