"""Withdrawals of submissions, and the case that a record belongs to; both append-only."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "r0002"
down_revision = "r0001"

TABLES = ("withdrawal", "belongs_to")


def upgrade() -> None:
    """Make the two tables, and the triggers that refuse to change or delete a row."""
    op.create_table(
        "withdrawal",
        sa.Column("folder", sa.Text, primary_key=True, nullable=False),
        sa.Column("version", sa.Integer, primary_key=True, nullable=False),
        sa.Column("at", sa.Text, nullable=False),
        sa.Column("by", sa.Text, nullable=False),
        sa.Column("reason", sa.Text, nullable=False),
        sa.ForeignKeyConstraint(
            ["folder", "version"], ["submission_version.folder", "submission_version.version"]
        ),
    )
    op.create_table(
        "belongs_to",
        sa.Column("number", sa.Integer, primary_key=True, nullable=False),
        sa.Column("symbol", sa.Text, nullable=False),
        sa.Column("at", sa.Text, nullable=False),
        sa.Column("by", sa.Text, nullable=False),
    )
    for table in TABLES:
        _freeze(table)


def _freeze(table: str) -> None:
    if op.get_bind().dialect.name != "sqlite":
        return
    for verb in ("UPDATE", "DELETE"):
        op.execute(
            f"CREATE TRIGGER {table}_no_{verb.lower()} BEFORE {verb} ON {table} "
            f"BEGIN SELECT RAISE(ABORT, 'the record is append-only'); END"
        )
