"""Ties between entities: who is what to whom, as the source tells it. A tie is stated, never concluded."""

from __future__ import annotations

from vedette.errors import ReportError
from vedette.model.facts import Statement
from vedette.report.blocks import Inlines, Sheet
from vedette.report.directive import Directive
from vedette.report.standing import Standing
from vedette.report.tables import cells

HEADER = ("Who", "Is", "Of or to", cells.TOLD, cells.CITED)
ENDS = {
    "Ownership": ("owner", "asset"),
    "Directorship": ("director", "organization"),
    "Employment": ("employee", "employer"),
    "Membership": ("member", "organization"),
    "UnknownLink": ("subject", "object"),
}
"""FollowTheMoney schemata of ties, with the properties that hold their two ends."""


def sheet(directive: Directive, standing: Standing) -> Sheet:
    """One row per key of ``keys``, in that order; without it, every tie of ``submission``, by key."""
    directive.only("of", "keys", "submission", "name")
    keys, folders = directive.listed("keys"), directive.listed("submission")
    ties: dict[str, list[Statement]] = {}
    for one in standing.of(Statement):
        asked = one.basis.key in keys if keys else not folders or one.basis.submission in folders
        if one.schema in ENDS and asked:
            ties.setdefault(one.basis.key, []).append(one)
    missing = [key for key in keys if key not in ties]
    if missing or not ties:
        raise ReportError(
            f"{directive.where}: no tie {missing[0] if missing else 'is stated'}", advice="see vedette about"
        )
    return Sheet(header=HEADER, rows=tuple(_row(ties[key], standing) for key in keys or sorted(ties)))


def _row(tie: list[Statement], standing: Standing) -> tuple[Inlines, ...]:
    names = standing.called
    said = {one.prop: one.value for one in tie}
    one, other = ENDS[tie[0].schema]
    return (
        cells.words(names.get(said[one], said[one])),
        cells.words(said.get("role")),
        cells.words(names.get(said[other], said[other])),
        cells.words(said.get("description")),
        cells.cited(tie[0], standing),
    )
