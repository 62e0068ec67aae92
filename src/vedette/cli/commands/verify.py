"""`vedette verify`: whether an edition holds, from itself alone."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from vedette.cli.output import show
from vedette.cli.progress import working
from vedette.cli.verified import verified_json, verified_sheets

if TYPE_CHECKING:
    from vedette.model.evidence import Sha256

_WHOLE = re.compile(r"[0-9a-f]{64}")
_BEGINNING = re.compile(r"[0-9a-f]+(\.\.\.|…)?")

EXAMPLES = """
vedette verify .vedette/editions/VEDETTE-EX-1.public.en
vedette verify EDITION --expect SEAL_HASH --format json
"""


def command(
    edition: Annotated[Path, typer.Argument(metavar="EDITION", help="The folder of the edition.")],
    *,
    expect: Annotated[
        str | None,
        typer.Option(
            "--expect",
            metavar="HASH",
            help="The seal hash that the publisher told elsewhere: all of its 64 digits.",
            show_default=False,
        ),
    ] = None,
) -> int:
    """Verify an edition with no workspace, server or network: bytes, custody, figures, pages.

    Every exhibit is hashed, the custody chain computed again, every figure derived again from its rows, and
    the pages built again. Exit code 0: all holds. 1: something does not hold, or the edition is not the one
    whose hash you gave. 2: nothing contradicts the edition, but pages were not built again, because another
    version of a tool made them. 3: the hash you gave is the content hash, which covers the figures and the
    evidence, but neither the pages nor the custody log.
    """
    from vedette.casework.verify import verify

    asked = None if expect is None else _digest(expect)
    with working("verifying the edition"):
        found = verify(edition, expect=asked)
    show(verified_json(found), *verified_sheets(found))
    return found.exit_code


def _digest(expect: str) -> Sha256:
    """The published hash, whole: somebody who makes another edition can give it the same first digits."""
    from vedette.model.evidence import Sha256

    asked = expect.strip().lower()
    if _WHOLE.fullmatch(asked):
        return Sha256(asked)
    if _BEGINNING.fullmatch(asked):
        digits = len(asked.rstrip(".…"))
        raise typer.BadParameter(
            f"{digits} digits are not enough, because a forged edition can be made to begin with them: give all 64 "
            "digits of the seal hash as its publisher told it",
            param_hint="--expect",
        )
    raise typer.BadParameter(f"{expect!r} is no seal hash: give 64 hexadecimal digits", param_hint="--expect")
