"""``[MAIA-1]{.name}``: a name or identifier with digits in it, which the record must hold letter by letter."""

from __future__ import annotations

from vedette.errors import ReportError
from vedette.model.wire import Json
from vedette.report.blocks import text
from vedette.report.directive import Directive
from vedette.report.standing import Standing


def expand(directive: Directive, standing: Standing) -> list[Json]:
    """The name as it is."""
    directive.only()
    if directive.argument not in standing.names:
        raise ReportError(
            f"{directive.where}: no printable fact names it",
            advice="write it as the record does, or hand in the row that names it",
        )
    return text(directive.argument)
