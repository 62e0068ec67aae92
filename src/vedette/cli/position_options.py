"""What somebody says of a file of positions that the file does not say itself."""

from __future__ import annotations

from typing import Annotated

import typer

LayoutOption = Annotated[
    str | None,
    typer.Option("--layout", metavar="NAME", help="nmea, marinecadastre, dma or mapped.", show_default=False),
]
ZoneOption = Annotated[
    str | None,
    typer.Option(
        "--zone",
        metavar="OFFSET",
        help="The zone of times that name none: UTC or +09:00.",
        show_default=False,
    ),
]
StartOption = Annotated[
    str | None,
    typer.Option(
        "--start", metavar="TIME", help="When a log without times begins, with zone.", show_default=False
    ),
]
MapOption = Annotated[
    list[str] | None,
    typer.Option("--map", metavar="ROLE=COLUMN", help="mapped: which column holds what.", show_default=False),
]
TimesOption = Annotated[str, typer.Option("--times", metavar="FORM", help="mapped: iso, day-first or unix.")]
SeparatorOption = Annotated[
    str, typer.Option("--separator", metavar="SIGN", help="mapped: what separates fields.")
]
