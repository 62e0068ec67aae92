"""`vedette template`: a table to start a submission from."""

from __future__ import annotations

from typing import Annotated

import typer

from vedette.cli.output import Form, Sheet, chosen_form, show, write

EXAMPLES = """
vedette template --list
vedette template claims
vedette template voyages > voyages.csv
"""


def command(
    name: Annotated[
        str | None, typer.Argument(metavar="[NAME]", help="The layout of the table.", show_default=False)
    ] = None,
    *,
    listed: Annotated[bool, typer.Option("--list", help="List the layouts there are.")] = False,
) -> None:
    """Print the CSV table of a layout: its header, and an example row to replace.

    Send it to a file of your submission folder and name that in submission.toml under [[files]].
    """
    if listed or name is None:
        _list()
        return
    from vedette.casework.suggest import one_of
    from vedette.casework.template import template, templates

    known = [one.name for one in templates()]
    text = template(one_of("table layout", name, known, see="`vedette template --list` lists them"))
    if chosen_form() is Form.JSON:
        show({"name": name, "csv": text})
    else:
        write(text)


def _list() -> None:
    from vedette.casework.template import templates

    found = templates()
    data = [
        {"name": one.name, "title": one.title, "columns": [column.name for column in one.all_columns]}
        for one in found
    ]
    rows = [(one.name, one.title, ", ".join(column.name for column in one.columns)) for one in found]
    show(data, Sheet(title="Table layouts", header=("Name", "For", "Columns of its own"), rows=rows))
