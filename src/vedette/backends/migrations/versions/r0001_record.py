"""The first record: submissions, versions, exhibits, facts by kind, issues and custody, all append-only."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "r0001"
down_revision = None

FACT_KINDS = ("claim", "observation", "statement", "source", "judgement", "finding", "review", "reply")
TABLES = ("submission", "submission_version", "exhibit", *FACT_KINDS, "issue", "custody")


def _of_submission() -> sa.Column[str]:
    key = sa.ForeignKey("submission.id", deferrable=True, initially="DEFERRED")
    return sa.Column("submission", sa.String(64), key, primary_key=True, nullable=False)


def upgrade() -> None:
    """Make the tables, their indexes, and the triggers that refuse to change or delete a row."""
    _make_submissions()
    _make_exhibits()
    for kind in FACT_KINDS:
        _make_facts(kind)
    op.create_table(
        "issue",
        _of_submission(),
        sa.Column("ordinal", sa.BigInteger, primary_key=True, nullable=False),
        sa.Column("payload", sa.Text, nullable=False),
    )
    _make_custody()
    for table in TABLES:
        _freeze(table)


def _make_submissions() -> None:
    op.create_table(
        "submission",
        sa.Column("id", sa.String(64), primary_key=True, nullable=False),
        sa.Column("folder", sa.Text, nullable=False),
        sa.Column("manifest", sa.Text, nullable=False),
    )
    op.create_table(
        "submission_version",
        sa.Column("folder", sa.Text, primary_key=True, nullable=False),
        sa.Column("version", sa.Integer, primary_key=True, nullable=False),
        sa.Column("submission", sa.String(64), sa.ForeignKey("submission.id"), nullable=False),
    )


def _make_exhibits() -> None:
    op.create_table(
        "exhibit",
        _of_submission(),
        sa.Column("ordinal", sa.Integer, primary_key=True, nullable=False),
        sa.Column("digest", sa.String(64), nullable=False),
        sa.Column("size", sa.BigInteger, nullable=False),
        sa.Column("media_type", sa.Text, nullable=False),
        sa.Column("path", sa.Text, nullable=False),
        sa.Column("handling", sa.Text, nullable=False),
    )
    op.create_index("exhibit_digest", "exhibit", ["digest"])


def _make_facts(kind: str) -> None:
    op.create_table(
        kind,
        _of_submission(),
        sa.Column("ordinal", sa.BigInteger, primary_key=True, nullable=False),
        sa.Column("id", sa.String(64), nullable=False),
        sa.Column("key", sa.Text, nullable=False),
        sa.Column("payload", sa.Text, nullable=False),
    )
    op.create_index(f"{kind}_key", kind, ["key"])


def _make_custody() -> None:
    op.create_table(
        "custody",
        sa.Column("strand", sa.Text, primary_key=True, nullable=False),
        sa.Column("number", sa.Integer, primary_key=True, nullable=False),
        sa.Column("at", sa.Text, nullable=False),
        sa.Column("actor", sa.Text, nullable=False),
        sa.Column("action", sa.Text, nullable=False),
        sa.Column("subject", sa.Text, nullable=False),
        sa.Column("detail", sa.Text, nullable=False),
        sa.Column("previous", sa.String(64), nullable=True),
        sa.Column("digest", sa.String(64), nullable=False),
    )


def _freeze(table: str) -> None:
    if op.get_bind().dialect.name != "sqlite":
        return
    for verb in ("UPDATE", "DELETE"):
        op.execute(
            f"CREATE TRIGGER {table}_no_{verb.lower()} BEFORE {verb} ON {table} "
            f"BEGIN SELECT RAISE(ABORT, 'the record is append-only'); END"
        )
