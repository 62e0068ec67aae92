"""`vedette verify`: whether an edition holds, from itself alone."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Annotated

import typer

from vedette.cli.output import show
from vedette.cli.progress import working
from vedette.cli.verified import verified_json, verified_sheets

_EXPECTED = re.compile(r"[0-9a-f]{8,64}")

EXAMPLES = """
vedette verify .vedette/editions/VEDETTE-EX-1.public.en
vedette verify EDITION --expect 3f7a9c0d --format json
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

    asked = None if expect is None else _digits(expect)
    with working("verifying the edition"):
        found = verify(edition)
    holds = None if asked is None else (found.content_hash or "").startswith(asked)
    show(verified_json(found, expected=holds), *verified_sheets(found, expected=holds))
    return 1 if holds is False else found.exit_code


def _digits(expect: str) -> str:
    """The digits of the published hash that are asked for; a few alone would fit too many."""
    asked = expect.strip().lower().removesuffix("...")
    if not _EXPECTED.fullmatch(asked):
        raise typer.BadParameter(
            f"{expect!r} is no beginning of a content hash: give 8 to 64 hexadecimal digits",
            param_hint="--expect",
        )
    return asked
