"""`vedette build`: an edition of the report for an audience."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from vedette.cli.case_folder import AudienceOption, CaseArgument, CaseOption, LanguageOption, opened, shown
from vedette.cli.output import Sheet, say, show
from vedette.cli.progress import working

EXAMPLES = """
vedette build
vedette build examples/dprk-russia --audience public --language en
vedette build --format json
"""

IF_INTERRUPTED = "the edition that was there before stays as it was"


IntoOption = Annotated[
    Path | None,
    typer.Option(
        "--into",
        metavar="DIR",
        help="The folder for the edition's own folder. Without it, .vedette/editions.",
        show_default=False,
    ),
]


def command(
    case: CaseArgument = None,
    *,
    audience: AudienceOption = "public",
    language: LanguageOption = None,
    into: IntoOption = None,
    case_option: CaseOption = None,
) -> None:
    """Build an edition of the report from what an audience may see, and seal it.

    Refuses while a submission differs from what was collected, and while a figure does not derive. The edition
    is a folder below .vedette/editions; `vedette verify` needs nothing but that folder.
    """
    from vedette.casework.answers import plain
    from vedette.casework.build import build_edition
    from vedette.casework.withheld import withheld_from

    workspace = opened(case, case_option)
    withheld = withheld_from(workspace, audience)
    for one in withheld:
        say(f"{one.submission} is withheld from {audience}, as {one.level}: {'; '.join(one.why)}")
    with working("building the edition"):
        built = build_edition(workspace, audience=audience, language=language, into=into)
    for fault in built.warnings:
        say(f"warning: built from a custody log that was rewritten or put back: {fault.what}, {fault.where}")
    if built.trouble:
        say(f"warning: the ends of the custody log were not kept: {built.trouble.message}")
    content = built.seal.content
    pages = [
        shown(built.folder / name) for name in sorted(built.seal.renderings) if name.startswith("report.")
    ]
    data = {
        "edition": shown(built.folder),
        "symbol": content.symbol,
        "audience": content.audience,
        "language": content.language,
        "seal_hash": built.seal.seal.value,
        "content_hash": built.seal.content_hash.value,
        "figures": len(content.figures),
        "files": len(content.files),
        "pages": pages,
        "warnings": plain(built.warnings),
        "withheld": [plain(one) for one in withheld],
    }
    rows = [
        ("edition", shown(built.folder)),
        ("for", f"{content.audience}, in {content.language}"),
        ("seal hash", built.seal.seal.value),
        ("content hash", built.seal.content_hash.value),
        ("figures", f"{len(content.figures)}"),
        *(("page", one) for one in pages),
    ]
    note = (
        "Publish the seal hash where readers trust it: it covers every byte. They verify with\n"
        f"vedette verify {shown(built.folder)} --expect {built.seal.seal.value}"
    )
    show(
        data,
        Sheet(title=f"{content.symbol}: {content.title}", header=("What", "Value"), rows=rows, note=note),
    )
