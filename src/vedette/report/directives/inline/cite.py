"""``[R1-04]{.cite}``: a footnote that cites one or several rows by key (``[R1-04; REL-07]{.cite}``)."""

from __future__ import annotations

from vedette.model.wire import Json
from vedette.report.cite import footnote
from vedette.report.directive import Directive
from vedette.report.standing import Standing


def expand(directive: Directive, standing: Standing) -> list[Json]:
    """The footnote alone."""
    directive.only()
    keys = [key.strip() for key in directive.argument.split(";")]
    return [footnote([standing.row_of_key(key, where=directive.where) for key in keys], standing)]
